"""Which folder is the build context of a Dockerfile: told, or decided by what the Dockerfile copies, or unknown."""

from __future__ import annotations

import os

from mlint.context.build_context import BuildContext, context_path, glob, shown_path
from mlint.context.files import Files
from mlint.context.path_patterns import has_wildcards, without_escapes
from mlint.context.tree import GIT, IGNORE_FILE, Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from mlint.context.compose_file import ComposeBuild

MAX_FOLDERS = 40
"""How many folders above a Dockerfile are looked at."""


class Contexts:
    """The contexts of all Dockerfiles of a run; every folder is read once, whoever shares it."""

    def __init__(self, files: Files | None = None) -> None:
        """Take what knows of edits to ``files`` that are not written yet."""
        self.files = files or Files()
        self._trees: dict[str, Tree] = {}
        self._contexts: dict[tuple[str, str, str, str | None], BuildContext] = {}
        self._roots: dict[str, str | None] = {}
        self._compose: dict[str, tuple[ComposeBuild, ...]] = {}

    def find(
        self, dockerfile: str, sources: Iterable[str], uses: Iterable[str] = (), given: str | None = None
    ) -> BuildContext | None:
        """The context of ``dockerfile`` (its path as it was given); None when nothing decides.

        ``given`` is the folder that the user named. Otherwise a compose file's word counts; then the one folder, from
        the Dockerfile's to the repository's root, that holds all ``sources`` of its COPYs and ADDs (from the context,
        without URLs and unknown ones), and the files that it ``uses`` after having copied everything.

        A Dockerfile at the repository's root has only that root, though some of its sources may be made before the
        build. Without a repository only the Dockerfile's own folder is asked, and must hold something. Globs may match
        nothing: they only choose between folders that hold all the rest. Where several do, a ``.dockerignore`` beside
        the Dockerfile decides for that folder: it means something only at the root of a context.
        """
        if given is not None:
            return self._context(self.tree(given), dockerfile, "given") if os.path.isdir(given) else None
        named = {build.context for build in self.compose_builds(dockerfile)}
        if named:
            return self._context(self.tree(named.pop()), dockerfile, "compose") if len(named) == 1 else None
        folder = os.path.dirname(os.path.abspath(dockerfile))
        if not os.path.isdir(folder):
            return None
        root = self.repository_root(folder)
        tree = self._decide(folder, root, [context_path(one) for one in sources], [context_path(one) for one in uses])
        return self._context(tree, dockerfile, "found") if tree else None

    def _context(self, tree: Tree, dockerfile: str, how: str) -> BuildContext:
        """The context of this folder for ``dockerfile``; the same for all with the same ignore file."""
        own = dockerfile + IGNORE_FILE
        key = (tree.root, how, shown_path(tree.root, dockerfile), own if self._has_file(own) else None)
        if key not in self._contexts:
            self._contexts[key] = BuildContext(tree, *key[1:])
        return self._contexts[key]

    def _has_file(self, path: str) -> bool:
        return os.path.isfile(path) or (bool(self.files.edited) and os.path.realpath(path) in self.files.edited)

    def tree(self, folder: str) -> Tree:
        """The files of ``folder``; the same object for all who ask."""
        root = os.path.realpath(folder)
        if root not in self._trees:
            self._trees[root] = Tree(root, files=self.files)
        return self._trees[root]

    def forget(self, path: str) -> bool:
        """Read anew, when next asked, what the file or folder at ``path`` is a part of; whether any of it was read.

        The path is absolute and without links. All else that was read stays.
        """
        folders = {path}
        while path != os.path.dirname(path):
            path = os.path.dirname(path)
            folders.add(path)
        known: tuple[dict[str, Any], ...] = (self._trees, self._roots, self._compose)
        found = any(folders & table.keys() for table in known)
        for name in folders:
            for table in known:
                table.pop(name, None)
        self._contexts = {key: context for key, context in self._contexts.items() if key[0] not in folders}
        return found

    @property
    def folders(self) -> list[str]:
        """The folders that were looked into: what comes or goes there may change what was found."""
        return [folder for tree in self._trees.values() for folder in tree.folders]

    def compose_builds(self, dockerfile: str) -> tuple[ComposeBuild, ...]:
        """The services of compose files beside or above ``dockerfile`` that build it, the nearest file's first.

        Contexts outside of the repository do not count: a file in it must not have mlint read the rest of the machine.
        """
        builds = self.project_builds(dockerfile)
        place = os.path.realpath(dockerfile) if builds else ""
        return tuple(one for one in builds if os.path.realpath(one.dockerfile) == place)

    def project_builds(self, dockerfile: str) -> tuple[ComposeBuild, ...]:
        """The services of the same compose files, whatever Dockerfile they build: the images of the project."""
        folder = os.path.dirname(os.path.abspath(dockerfile))
        root = self.repository_root(folder)
        found: list[ComposeBuild] = []
        for name in self._folders(folder, root):
            if name not in self._compose:
                self._compose[name] = self._read_compose(name, dockerfile)
            found += self._compose[name]
        inside = os.path.join(os.path.realpath(root or folder), "") if found else ""
        return tuple(one for one in found if os.path.join(os.path.realpath(one.context), "").startswith(inside))

    def _read_compose(self, folder: str, dockerfile: str) -> tuple[ComposeBuild, ...]:
        """The services of the compose files in one folder."""
        try:
            if not any("compose" in name.lower() for name in os.listdir(folder)):
                return ()
        except OSError:
            return ()
        from mlint.context.compose_file import compose_builds

        return compose_builds(folder, dockerfile, self.files)

    def repository_root(self, folder: str) -> str | None:
        """The folder at or above the absolute ``folder`` that has a ``.git`` (a folder, or a worktree's file)."""
        if folder not in self._roots:
            parent = os.path.dirname(folder)
            if os.path.lexists(os.path.join(folder, GIT)):
                self._roots[folder] = folder
            else:
                self._roots[folder] = None if parent == folder else self.repository_root(parent)
        return self._roots[folder]

    def _folders(self, folder: str, root: str | None) -> list[str]:
        """The folders from ``folder`` up to ``root``; without a root, ``folder`` alone."""
        found = [folder]
        while root is not None and found[-1] != root and len(found) < MAX_FOLDERS:
            found.append(os.path.dirname(found[-1]))
        return found

    def _decide(self, folder: str, root: str | None, sources: Sequence[str], uses: Sequence[str]) -> Tree | None:
        named = [without_escapes(path) for path in sources if path and not has_wildcards(path)]
        named += [path for path in uses if path]
        trees = [self.tree(one) for one in self._folders(folder, root)]
        if len(trees) == 1:
            # Nothing to choose from; one hit shows that the folder is what the file speaks of.
            held = [trees[0].exists(path) for path in named]
            sure = any(held) or not held if folder == root else bool(held) and all(held)
            return trees[0] if sure else None
        holding = [tree for tree in trees if all(tree.exists(path) for path in named)]
        globs = [path for path in sources if has_wildcards(path)]
        if len(holding) > 1:
            holding = [tree for tree in holding if all(glob(tree, path)[0] for path in globs)]
        if len(holding) == 1 and (named or globs):
            return holding[0]
        beside = trees[0]
        return beside if beside in holding and beside.is_file(IGNORE_FILE) else None
