"""The build context as the builder sees it: a folder's files without those that its ignore file excludes."""

from __future__ import annotations

import os
from posixpath import normpath

from mlint.context.path_patterns import PathPattern, has_wildcards, without_escapes
from mlint.context.tree import GIT, IGNORE_FILE, MAX_TEXT, Entry
from mlint.lazy import cached_property
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from mlint.context.ignore_file import IgnoreFile, IgnorePattern
    from mlint.context.offenders import Offender
    from mlint.context.requirements_tree import RequirementsTree
    from mlint.context.tree import Tree
    from mlint.dockerfile.source import Source

    Found = TypeVar("Found")

LOCKS = (
    *("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml", "conda-lock.yml", "conda-lock.yaml"),
    "pixi.lock",
)
"""Files that pin everything, by the tools that write them."""


class Taken(Record):
    """What a COPY or ADD takes from the context."""

    files: tuple[Entry, ...]
    """Files and links, under their own paths in the context, what is near the top first; none of ``.git``."""
    complete: bool
    """Whether these are all; False when a folder could not be read or is beyond the bounds."""
    with_git: bool = False
    """Whether the folder ``.git`` comes along; :meth:`mlint.context.tree.Tree.git_total` weighs it."""

    @property
    def bytes(self) -> int:
        """What the files hold together, ``.git`` not counted."""
        return sum(one.size for one in self.files)


class BuildContext:
    """The folder that the builder is given, for all Dockerfiles that share it and its ignore file.

    Paths are relative to it, with forward slashes. Files that the ignore file excludes are not in it; :attr:`tree` has
    all of them.
    """

    def __init__(self, tree: Tree, how: str, shown_root: str | None = None, own_ignore: str | None = None) -> None:
        """Take the folder, how it was found, and how the user names it.

        ``own_ignore`` is the path of ``<Dockerfile>.dockerignore`` where there is one.
        """
        self.tree = tree
        self.how = how
        """``given``, ``compose`` or ``found``."""
        self._shown_root = tree.root if shown_root is None else shown_root
        self._own_ignore = own_ignore
        self._taken: dict[str, Taken] = {}
        self._made: dict[tuple[object, ...], Any] = {}
        self.requirements_trees: dict[str, RequirementsTree | None] = {}
        """What :func:`mlint.context.requirements_tree.read_requirements_tree` has read, by path."""

    def once(self, key: tuple[object, ...], make: Callable[[], Found]) -> Found:
        """What ``make`` gives, made when it is first asked for under this ``key``.

        For what depends on the files alone: an editor asks again for every text that a Dockerfile has.
        """
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"BuildContext({self.tree.root!r}, {self.how})"

    @property
    def root(self) -> str:
        """The absolute path of the folder, without links."""
        return self.tree.root

    def shown(self, path: str) -> str:
        """The ``path`` of a file of the context as the user knows it, for places: see :func:`shown_path`."""
        return os.path.normpath(os.path.join(self._shown_root, *path.split("/")))

    @cached_property
    def ignore_file(self) -> IgnoreFile | None:
        """The ignore file in force: ``<Dockerfile>.dockerignore`` beside the Dockerfile, else that at the root."""
        if self._own_ignore is not None:
            from mlint.context.tree import Tree

            folder, name = os.path.split(self._own_ignore)
            source = Tree(folder or os.curdir, files=self.tree.files).source(name, self._own_ignore)
        else:
            source = self.tree.source(IGNORE_FILE, self.shown(IGNORE_FILE))
        if source is None:
            return None
        from mlint.context.ignore_file import IgnoreFile

        return IgnoreFile(source.path, source.text)

    def excludes(self, path: str) -> bool:
        """Whether the ignore file keeps ``path`` out of the context (a folder: perhaps not all of it)."""
        return self.ignore_file is not None and self.ignore_file.excludes(path)

    def exclusion_of(self, source: str) -> IgnorePattern | None:
        """The pattern that keeps a COPY from finding its literal ``source``, which is there; None: nothing does."""
        path = context_path(source)
        ignore = self.ignore_file
        if ignore is None or not path or has_wildcards(path) or not self.tree.exists(path):
            return None
        decisive = ignore.deciding(path)
        if decisive is None or decisive.negated:
            return None
        taken = self.files_of(source)
        return None if taken.files or not taken.complete else decisive

    def exists(self, path: str) -> bool:
        """Whether a file or folder at ``path`` is in the context."""
        path = context_path(path)
        return self._resolved(path) is not None and (not self.excludes(path) or bool(self.files_of(path).files))

    def is_file(self, path: str) -> bool:
        """Whether a file at ``path`` is in the context."""
        found = self._resolved(context_path(path))
        return found is not None and found.kind == "file" and not self.excludes(context_path(path))

    def source(self, path: str, limit: int = MAX_TEXT) -> Source | None:
        """The text of a file of the context, under the name by which the user knows it.

        None when it is not in the context, no text, too large or unreadable.
        """
        path = context_path(path)
        return None if self.excludes(path) else self.tree.source(path, self.shown(path), limit)

    def read(self, path: str, limit: int = MAX_TEXT) -> str | None:
        """The text of a file of the context; None as :meth:`source`."""
        source = self.source(path, limit)
        return None if source is None else source.text

    def files_of(self, source: str) -> Taken:
        """The files that a COPY of ``source`` takes: a file, a folder with all below it, what a glob matches.

        Nothing, completely, when the source is not there.
        """
        path = context_path(source)
        if path not in self._taken:
            self._taken[path] = self._matching(path) if has_wildcards(path) else self._below(without_escapes(path))
        return self._taken[path]

    @property
    def everything(self) -> Taken:
        """What ``COPY .`` takes."""
        return self.files_of(".")

    @cached_property
    def offenders(self) -> list[Offender]:
        """What ``COPY .`` takes and is seldom meant for the image, what is large first."""
        from mlint.context.offenders import offenders

        return offenders(self.everything, self.tree)

    def locks(self, folder: str = "") -> tuple[str, ...]:
        """The lock files in ``folder`` of the context."""
        names = (f"{folder}/{name}" if folder else name for name in LOCKS)
        return tuple(name for name in names if self.is_file(name))

    def _resolved(self, path: str) -> Entry | None:
        """What is at ``path``; a link counts when the file that it leads to is in the context."""
        found = self.tree.resolve(path)
        return None if found is None or (found.path != path and self._is_out(found)) else found

    def _below(self, path: str) -> Taken:
        found = self._resolved(path)
        if found is None:
            return Taken((), True)
        if found.kind != "folder":
            return Taken(() if self.excludes(path) else (found,), True)
        files: list[Entry] = []
        complete = self.tree.children(found.path)[1]
        with_git = False
        for one in self.tree.walk(found.path, self._is_out):
            if one.kind != "folder":
                if not self.excludes(one.path):
                    files.append(one)
            elif not self._is_out(one):
                if one.path == GIT:
                    with_git = True
                else:
                    complete = complete and one.name != GIT and self.tree.children(one.path)[1]
        return Taken(tuple(files), complete, with_git)

    def _is_out(self, one: Entry) -> bool:
        """Whether nothing of a folder, or the file, is in the context."""
        ignore = self.ignore_file
        if ignore is None:
            return False
        return ignore.excludes_all(one.path) if one.kind == "folder" else ignore.excludes(one.path)

    def _matching(self, path: str) -> Taken:
        """What a glob takes; a folder that matches is taken whole."""
        matching, complete = glob(self.tree, path, self._is_out)
        files: dict[Entry, None] = {}
        with_git = False
        for one in matching:
            if one.path == GIT and one.kind == "folder":
                with_git = True
                continue
            taken = self._below(one.path)
            files.update(dict.fromkeys(taken.files))
            complete = complete and taken.complete
        return Taken(tuple(files), complete, with_git)


def glob(tree: Tree, path: str, is_out: Callable[[Entry], bool] = lambda _: False) -> tuple[list[Entry], bool]:
    """What a source with wildcards matches in ``tree``, and whether that is all.

    Entries that ``is_out`` names are left out, folders with all that is in them.
    """
    parts = path.split("/")
    first = next(index for index, part in enumerate(parts) if has_wildcards(part))
    pattern = PathPattern("/".join(parts[first:]), deep=False)
    base = tree.resolve(without_escapes("/".join(parts[:first])))
    if base is None or base.kind != "folder" or pattern.problem:
        return [], True
    start = len(base.path) + 1 if base.path else 0
    # Only a broken pattern could reach deeper: no wildcard crosses a slash.
    slashes = base.path[:start].count("/") + (start > 0) + len(parts) - first - 1
    found: list[Entry] = []
    complete = tree.children(base.path)[1]
    for one in tree.walk(base.path, lambda one: one.path.count("/") >= slashes or is_out(one)):
        if not is_out(one):
            if pattern.matches(one.path[start:]):
                found.append(one)
            elif one.kind == "folder" and one.path.count("/") < slashes:
                complete = complete and tree.children(one.path)[1]
    return found, complete


def context_path(source: str) -> str:
    """The path in the context of a COPY source: ``./a/``, ``/a`` and ``../a`` are ``a``, the root is empty."""
    return normpath(f"/{source}").lstrip("/")


def shown_path(path: str, like: str) -> str:
    """The absolute ``path`` as a user who named the file ``like`` would name it.

    Absolute when ``like`` is, otherwise from the current folder.
    """
    if os.path.isabs(like):
        return path
    try:
        return os.path.relpath(path, os.path.realpath(os.curdir))
    except ValueError:
        # Another drive of Windows.
        return path
