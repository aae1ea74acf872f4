"""File paths as a service for code review names them: from the root of the repository, with forward slashes."""

from __future__ import annotations

import os


class RepositoryPaths:
    """Names files by their paths in the repository; each folder is looked at once."""

    def __init__(self) -> None:
        self._roots: dict[str, str] = {}
        self._here = os.getcwd()

    def __getitem__(self, path: str) -> str:
        """The path from the root of the repository that mlint runs in, or else of the one that holds the file.

        In no repository it is the path from the current folder, and of a file elsewhere the absolute path.
        """
        absolute = os.path.abspath(path)
        for folder in (self._here, os.path.dirname(absolute)):
            root = self._root(folder) or (folder if folder == self._here else "")
            inside = os.path.join(root, "")
            if root and absolute.startswith(inside):
                return absolute[len(inside) :].replace(os.sep, "/")
        return absolute.replace(os.sep, "/")

    def _root(self, folder: str) -> str:
        """The root of the repository that holds ``folder``; empty when it is in none."""
        found = self._roots.get(folder)
        if found is None:
            parent = os.path.dirname(folder)
            if os.path.lexists(os.path.join(folder, ".git")):
                found = folder
            else:
                found = "" if parent == folder else self._root(parent)
            self._roots[folder] = found
        return found
