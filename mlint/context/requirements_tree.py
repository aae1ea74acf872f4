"""A requirements file with all that it includes: ``-r`` and ``-c`` followed through the build context."""

from __future__ import annotations

from posixpath import dirname, join, normpath

from mlint.context.requirements import Requirement, is_url
from mlint.context.requirements_file import FileOption, read_requirements_file
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.context.build_context import BuildContext

MAX_FILES = 50
"""How many files one requirements file may include, all told."""


class PlacedRequirement(Record):
    """A requirement, and the file that its span is about."""

    requirement: Requirement
    file: str
    """The file's path in the context."""
    shown: str
    """The file's path as the user knows it, for places."""


class PlacedOption(Record):
    """An option of a requirements file that counts for all of it, and the file that its spans are about."""

    option: FileOption
    file: str
    shown: str


class RequirementsTree(Record):
    """What a requirements file and the files that it includes say together, file by file."""

    requirements: tuple[PlacedRequirement, ...]
    constraints: tuple[PlacedRequirement, ...]
    options: tuple[PlacedOption, ...]
    """``-r`` and ``-c`` are not among them."""
    files: tuple[str, ...]
    """The paths in the context of all files read, the first the one that was asked for."""
    missing: tuple[PlacedOption, ...]
    """The ``-r`` and ``-c`` whose files could not be read: not there, excluded, a URL, a variable, outside."""
    incomplete: bool
    """Whether more may be required than is known."""

    def values(self, name: str) -> tuple[str, ...]:
        """The values of an option by its long name: ``values("--extra-index-url")``."""
        return tuple(one.option.value for one in self.options if one.option.name == name and one.option.value)


def read_requirements_tree(context: BuildContext, path: str) -> RequirementsTree | None:
    """Read the requirements file at ``path`` of the context, once; None when it cannot be read itself."""
    path = normpath(path)
    if path not in context.requirements_trees:
        context.requirements_trees[path] = _read_tree(context, path)
    return context.requirements_trees[path]


def _read_tree(context: BuildContext, path: str) -> RequirementsTree | None:
    reader = _Reader(context)
    if not reader.read(path, constraint=False):
        return None
    return RequirementsTree(
        tuple(reader.requirements),
        tuple(reader.constraints),
        tuple(reader.options),
        tuple(reader.files),
        tuple(reader.missing),
        reader.incomplete,
    )


class _Reader:
    def __init__(self, context: BuildContext) -> None:
        self.context = context
        self.requirements: list[PlacedRequirement] = []
        self.constraints: list[PlacedRequirement] = []
        self.options: list[PlacedOption] = []
        self.files: dict[str, None] = {}
        self.missing: list[PlacedOption] = []
        self.incomplete = False
        self._seen: set[tuple[str, bool]] = set()

    def read(self, path: str, *, constraint: bool) -> bool:
        """Take in the file at ``path``; False when it cannot be read. A file counts once for each of both uses."""
        source = self.context.source(path)
        if source is None or len(self._seen) >= MAX_FILES:
            return False
        self._seen.add((path, constraint))
        self.files[path] = None
        found = read_requirements_file(source.text)
        into = self.constraints if constraint else self.requirements
        into += [PlacedRequirement(one, path, source.path) for one in found.requirements]
        for option in found.options:
            one = PlacedOption(option, path, source.path)
            if option.name in ("--requirement", "--constraint"):
                self._include(one, constraint or option.name == "--constraint")
            else:
                self.options.append(one)
        return True

    def _include(self, one: PlacedOption, constraint: bool) -> None:
        written = one.option.value or ""
        path = normpath(join(dirname(one.file), written.replace("\\", "/")))
        if (path, constraint) in self._seen:
            return
        outside = is_url(written) or "$" in written or path.startswith(("/", ".."))
        if outside or not self.read(path, constraint=constraint):
            self.missing.append(one)
            # What only constrains adds no package.
            self.incomplete = self.incomplete or not constraint
