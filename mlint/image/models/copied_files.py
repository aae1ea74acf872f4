"""What COPY and ADD take from a known build context of weights and data, with their sizes."""

from __future__ import annotations

from mlint.image.copies import whole_copies
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlint.build import Build
    from mlint.context.build_context import BuildContext
    from mlint.context.offenders import Offender
    from mlint.context.tree import Entry
    from mlint.image.copies import Copy

_NOT_TRAINED_ON = frozenset(
    {"asset", "assets", "example", "examples", "fixtures", "resources", "sample", "samples", "static", "test"}
    | {"testdata", "tests"}
)
"""Folders of small data that belongs to the program."""


class Copied(Record):
    """What one COPY takes of one kind; ``found`` is never empty, what is large first.

    ``with_source``: it takes Python files too, which change more often.
    """

    copy: Copy
    found: list[Offender]
    with_source: bool
    at_least: bool

    @property
    def bytes(self) -> int:
        """What it all holds together."""
        return sum(one.bytes for one in self.found)


def copied_weights(build: Build) -> Iterator[Copied]:
    """The weights that each COPY of the final chain takes.

    Without what the rules on the ignore file report: weights that a COPY of the whole context takes along unasked.
    """
    reported = set()
    context = build.context
    if context is not None and whole_copies(build):
        from mlint.image.layers.whole_context import unwanted

        reported = {one.path for one in unwanted(build, context)}
    for copy in _copies(build):
        yield from _copied(build, copy, "weights", reported)


def copied_data(build: Build) -> Iterator[Copied]:
    """The data that each COPY of the final chain takes by name, without that of packages and tests.

    A COPY of the whole context is left to the rules on the ignore file.
    """
    whole = {copy.instruction for copy in whole_copies(build)}
    for copy in _copies(build):
        if copy.instruction not in whole:
            yield from _copied(build, copy, "data", set())


def _copies(build: Build) -> list[Copy]:
    if build.context is None:
        return []
    return [copy for stage in build.final_chain for copy in stage.copies if copy.from_context]


def _copied(build: Build, copy: Copy, kind: str, without: set[str]) -> Iterator[Copied]:
    context = build.context
    paths = tuple(source.path for source in copy.sources)
    if context is None or None in paths or copy.instruction.flag("exclude"):
        return
    all_found, with_source, complete = context.once((_of_kind, paths, kind), lambda: _of_kind(context, paths, kind))
    found = [one for one in all_found if one.path not in without]
    if found:
        yield Copied(copy, found, with_source, not complete or any(one.at_least for one in found))


def _of_kind(context: BuildContext, paths: Iterable[str | None], kind: str) -> tuple[list[Offender], bool, bool]:
    """The files of a ``kind`` that a COPY takes, whether source comes with them, and whether that is all."""
    from mlint.context.build_context import Taken
    from mlint.context.offenders import offenders

    taken = [context.files_of(path) for path in paths if path and "://" not in path]
    files = {one: None for each in taken for one in each.files}
    packages = {one.path.rpartition("/")[0] for one in files if one.name == "__init__.py"}
    kept = tuple(one for one in files if kind != "data" or _may_be_trained_on(one, packages))
    complete = all(one.complete for one in taken)
    found = [one for one in offenders(Taken(kept, complete), context.tree) if one.kind == kind]
    return found, any(one.name.endswith(".py") for one in files), complete


def _may_be_trained_on(one: Entry, packages: set[str]) -> bool:
    """Whether a file is none of a Python package, of tests or of the program's own resources."""
    folders = one.path.split("/")[:-1]
    if not _NOT_TRAINED_ON.isdisjoint(folder.lower() for folder in folders):
        return False
    return not any("/".join(folders[:count]) in packages for count in range(1, len(folders) + 1))
