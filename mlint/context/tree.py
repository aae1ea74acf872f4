"""The files below a folder, read only as far as somebody asks, within bounds, and never outside the folder.

Links are told but not followed by listings; a link from inside to inside is followed where a path is asked for by name.
What lies beyond the bounds or cannot be read is unknown: ``None``, ``at_least``, or :attr:`Tree.complete` being false.
"""

from __future__ import annotations

import os
import stat

from mlint.context.files import Files
from mlint.dockerfile.source import BOM, Source, encode
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Literal

    Kind = Literal["file", "folder", "link", "other"]

MAX_ENTRIES = 20_000
MAX_DEPTH = 64
MAX_TEXT = 4_000_000
"""Larger files are not read as text."""
IGNORE_FILE = ".dockerignore"
GIT = ".git"


class Entry(Record):
    """A file, folder or link; ``path`` is relative to the tree's root, with forward slashes, and empty for the root."""

    path: str
    kind: Kind
    """``other`` is a device, a pipe or a socket."""
    size: int
    """Bytes of a file or of a link's own text; 0 for a folder."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


class Total(Record):
    """How much some files hold together; ``at_least`` when a part of them is not known."""

    files: int
    bytes: int
    at_least: bool


class Tree:
    """The folder ``root`` with everything in it; one listing serves all who ask.

    ``max_entries`` bounds how many entries the listings of this tree read together, ``max_depth`` how deep they go.
    ``files`` knows of edits that are not written yet.
    """

    def __init__(
        self, root: str, max_entries: int = MAX_ENTRIES, max_depth: int = MAX_DEPTH, files: Files | None = None
    ) -> None:
        self.root = os.path.realpath(root)
        self.files = files or Files()
        self.complete = True
        """Whether everything that was asked for so far could be listed."""
        self._max_entries = max_entries
        self._left = max_entries
        self._max_depth = max_depth
        self._entries: dict[str, Entry | None] = {}
        self._children: dict[str, tuple[list[Entry], bool]] = {}
        self._sources: dict[str, Source | None] = {}
        self._git: Total | None = None

    def __repr__(self) -> str:
        return f"Tree({self.root!r})"

    @property
    def folders(self) -> list[str]:
        """The absolute paths of the folders that were listed, or asked for something in them."""
        asked = {path.rpartition("/")[0] for path in self._entries}
        return [self._absolute(path) for path in sorted(asked | self._children.keys())]

    def entry(self, path: str) -> Entry | None:
        """What stands at ``path``, a link told as such; None when there is nothing or it lies outside.

        One ``lstat``, and one more for every folder on the way that was not asked for before.
        """
        if path in ("", "."):
            return Entry("", "folder", 0)
        if path not in self._entries:
            self._entries[path] = self._look(path)
        return self._entries[path]

    def resolve(self, path: str) -> Entry | None:
        """As :meth:`entry`, links followed: the file or folder itself, under its own path.

        None when nothing is there, the link leads outside or in circles.
        """
        found = self.entry(path)
        if found is None or found.kind != "link":
            return found
        try:
            target = os.path.realpath(self._absolute(path), strict=True)
        except (OSError, ValueError):
            return None
        inside = self._relative(target)
        return None if inside is None else self.entry(inside)

    def exists(self, path: str) -> bool:
        """Whether a file or folder is at ``path``, links followed."""
        return self.resolve(path) is not None

    def is_file(self, path: str) -> bool:
        """Whether a regular file is at ``path``, links followed."""
        found = self.resolve(path)
        return found is not None and found.kind == "file"

    def children(self, folder: str) -> tuple[list[Entry], bool]:
        """What stands in ``folder`` itself, sorted, and whether that is all: False when it cannot be read whole."""
        found = self._children.get(folder)
        if found is None:
            found = self._children[folder] = self._list(folder)
            if not found[1]:
                self.complete = False
        return found

    def walk(self, folder: str = "", skip: Callable[[Entry], bool] | None = None) -> Iterator[Entry]:
        """All below ``folder``, what is near the top first; folders that ``skip`` names are not gone into.

        Nor are links, and ``.git`` (:meth:`git_total`). Less when the bounds are reached: :attr:`complete` is then
        false.
        """
        folders = [folder]
        for name in folders:
            for one in self.children(name)[0]:
                yield one
                if one.kind == "folder" and one.name != GIT and not (skip and skip(one)):
                    folders.append(one.path)

    def total(self, folder: str = "") -> Total:
        """How much the files below ``folder`` hold; ``.git`` and what is not known make it ``at_least``."""
        files = size = 0
        partial = not self.children(folder)[1]
        for one in self.walk(folder):
            if one.kind == "folder":
                partial = partial or one.name == GIT or not self.children(one.path)[1]
            else:
                files += 1
                size += one.size
        return Total(files, size, partial)

    def git_total(self) -> Total | None:
        """How much ``.git`` holds, from a listing with bounds of its own; None when it is no folder here."""
        found = self.entry(GIT)
        if found is None or found.kind != "folder":
            return None
        if self._git is None:
            tree = Tree(self._absolute(GIT), self._max_entries, self._max_depth)
            self._git = tree.total()
        return self._git

    def source(self, path: str, shown: str, limit: int = MAX_TEXT) -> Source | None:
        """The text of the file at ``path`` with its positions, under the name ``shown``; read once.

        None when it is missing, no regular file, unreadable, larger than ``limit``, not text, or outside.
        """
        found = self.resolve(path)
        if found is None or found.kind != "file" or found.size > limit:
            return None
        if found.path not in self._sources:
            self._sources[found.path] = self._read(found.path, limit)
        source = self._sources[found.path]
        return source if source is None or source.path == shown else _renamed(source, shown)

    def read(self, path: str, limit: int = MAX_TEXT) -> str | None:
        """The text of the file at ``path``; None as :meth:`source`."""
        source = self.source(path, path, limit)
        return None if source is None else source.text

    def _look(self, path: str) -> Entry | None:
        folder, _, name = path.rpartition("/")
        if name in ("", ".", "..") or "\0" in path or path.count("/") > self._max_depth:
            return None
        if os.sep == "\\" and ("\\" in name or ":" in name):
            return None
        if folder:
            parent = self.resolve(folder)
            if parent is None or parent.kind != "folder":
                return None
            path = f"{parent.path}/{name}" if parent.path else name
        edited = self.files.edited.get(self._absolute(path)) if self.files.edited else None
        if edited is not None:
            return Entry(path, "file", len(edited))
        try:
            status = os.lstat(self._absolute(path))
        except (OSError, ValueError):
            return None
        return _entry(path, status)

    def _list(self, folder: str) -> tuple[list[Entry], bool]:
        if self._left <= 0 or folder.count("/") >= self._max_depth:
            return [], False
        place = self.entry(folder)
        if place is None or place.kind != "folder":
            return [], False
        found: list[Entry] = []
        whole = True
        prefix = f"{folder}/" if folder else ""
        try:
            with os.scandir(self._absolute(folder)) as entries:
                for one in entries:
                    if self._left <= 0:
                        whole = False
                        break
                    self._left -= 1
                    try:
                        found.append(_entry(prefix + one.name, one.stat(follow_symlinks=False)))
                    except OSError:
                        whole = False
        except OSError:
            whole = False
        if self.files.edited:
            edited = {prefix + name: size for name, size in self.files.edited_in(self._absolute(folder))}
            found = [one for one in found if one.path not in edited]
            found += [Entry(path, "file", size) for path, size in edited.items()]
        found.sort()
        return found, whole

    def _read(self, path: str, limit: int) -> Source | None:
        try:
            data = self.files.read(self._absolute(path), limit + 1)
        except OSError:
            return None
        if len(data) > limit:
            return None
        text = _text(data)
        return None if text is None else Source(path, data if text is data else encode(str(text)))

    def _absolute(self, path: str) -> str:
        return os.path.join(self.root, *path.split("/")) if path else self.root

    def _relative(self, target: str) -> str | None:
        """The path below the root of an absolute path without links; None when it lies outside."""
        if target == self.root:
            return ""
        inside = os.path.join(self.root, "")
        return target[len(inside) :].replace(os.sep, "/") if target.startswith(inside) else None


def _entry(path: str, status: os.stat_result) -> Entry:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return Entry(path, "file", status.st_size)
    if stat.S_ISDIR(mode):
        return Entry(path, "folder", 0)
    return Entry(path, "link", status.st_size) if stat.S_ISLNK(mode) else Entry(path, "other", 0)


def _text(data: bytes) -> bytes | str | None:
    """``data`` when it is text that :class:`Source` reads, its text when it is UTF-16, None when it is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # What `pip freeze > requirements.txt` writes in PowerShell, and pip reads.
        try:
            return BOM + data.decode("utf-16")
        except UnicodeDecodeError:
            return None
    return None if b"\0" in data[:8192] else data


def _renamed(source: Source, path: str) -> Source:
    return Source(path, source.data)
