"""Files as they are on disk, or as fixes leave them that are not written yet."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Files:
    """The files that a run of mlint looks at. Paths are absolute and without links."""

    def __init__(self, edited: Mapping[str, bytes] | None = None, seen: dict[str, bytes] | None = None) -> None:
        self.edited = dict(edited or {})
        """What files hold that are changed or new and not written yet."""
        self.seen = {} if seen is None else seen
        """What the files held when they were read; of several readings, at the first."""

    def with_edits(self, edited: Mapping[str, bytes]) -> Files:
        """The same files with more of them edited."""
        return Files({**self.edited, **edited}, self.seen)

    def read(self, path: str, limit: int = -1) -> bytes:
        """What the file holds, of a file on disk no more than ``limit`` bytes; OSError when it cannot be read."""
        edited = self.edited.get(path)
        if edited is not None:
            return edited
        with open(path, "rb") as stream:
            data = stream.read(limit)
        return data if len(data) == limit else self.seen.setdefault(path, data)

    def exists(self, path: str) -> bool:
        """Whether anything is at ``path``, a broken link included."""
        return path in self.edited or os.path.lexists(path)

    def edited_in(self, folder: str) -> Iterator[tuple[str, int]]:
        """The names and sizes of the edited files in ``folder``."""
        for path, data in self.edited.items():
            parent, name = os.path.split(path)
            if parent == folder:
                yield name, len(data)
