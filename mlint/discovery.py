"""Paths and folders -> the Dockerfiles to lint.

:data:`DOCKERFILE` is the one definition of what a Dockerfile is called; the pre-commit hooks hold the same regular
expression, which a test compares.
"""

from __future__ import annotations

import os
import re

from mlint.options import STDIN
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TEMPLATES = "j2|jinja2?|jinja-template|tmpl|tpl|template|mustache|erb|gotmpl"
_PROGRAMS = "py|ipynb|js|ts|go|rb|rs|sh|ps1"
_OTHERS = f"dockerignore|md|rst|html?|pdf|png|svg|ya?ml|json|toml|lock|sha256|patch|diff|orig|rej|{_PROGRAMS}"

DOCKERFILE = (
    rf"(?i)(?:^|/)(?![^/]*\.(?:{_TEMPLATES})(?:\.|$))(?![^/]*\.(?:{_OTHERS})$)"
    r"(?:(?:docker|container)file(?:[._-][^/]*)?|[^/]+\.(?:docker|container)file)$"
)
"""To search in a path with forward slashes: ``Dockerfile``, ``Dockerfile.gpu``, ``dockerfile-dev``, ``cpu.Dockerfile``,
``Containerfile``; not ``Dockerfile.j2``, ``Dockerfile.md``, ``app.dockerfile.dockerignore``."""

SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "node_modules", "__pycache__", "site-packages"}
    | {".mypy_cache", ".pytest_cache", ".ruff_cache", ".eggs", ".ipynb_checkpoints"}
)
"""Not looked into where git cannot be asked."""

EXAMPLES = "Dockerfile, Dockerfile.*, Dockerfile-*, *.dockerfile, Containerfile"


class Discovered(Record):
    """What the paths of a command line name: the files in order, each once, and what was wrong with the others.

    ``named`` are those that were named themselves and not found in a folder; ``errors`` are pairs of path and message.
    """

    files: list[str]
    named: frozenset[str]
    errors: list[tuple[str, str]]


def discover(paths: Iterable[str]) -> Discovered:
    """The Dockerfiles that ``paths`` name; files are taken whatever their name, folders are searched."""
    files: dict[str, str] = {}
    named: set[str] = set()
    errors: list[tuple[str, str]] = []
    for path in paths:
        if path == STDIN or (os.path.exists(path) and not os.path.isdir(path)):
            found = [path]
            named.add(path)
        elif os.path.isdir(path):
            found = find_dockerfiles(path)
            if not found:
                errors.append((path, f"no Dockerfile in this folder ({EXAMPLES})"))
        else:
            found = []
            errors.append((path, "no such file or folder"))
        for file in found:
            files.setdefault(os.path.normpath(file), file)
    return Discovered(list(files.values()), frozenset(named), errors)


def is_dockerfile(path: str) -> bool:
    """Whether a file of this path is a Dockerfile by its name."""
    return re.search(DOCKERFILE, path.replace(os.sep, "/")) is not None


def find_dockerfiles(folder: str) -> list[str]:
    """The Dockerfiles below ``folder``, sorted; in a git repository those that git does not ignore."""
    # Git says nothing: no repository, or a folder that is ignored as a whole but was named all the same.
    names = _git_files(folder) or _walk(folder)
    search = re.compile(DOCKERFILE).search
    prefix = "" if folder in (os.curdir, "") else os.path.join(folder, "")
    found = [prefix + name.replace("/", os.sep) for name in names if search(name)]
    return sorted(file for file in set(found) if os.path.isfile(file))


def _git_files(folder: str) -> list[str]:
    """The files below ``folder`` that git tracks or does not ignore, relative to it; empty when git cannot tell."""
    if not _in_repository(folder):
        return []
    import subprocess

    # A hook runs with GIT_DIR and GIT_INDEX_FILE of its own repository; fsmonitor would run what the folder names.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "core.fsmonitor=false", "-C", folder, "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
    except OSError:
        return []
    if done.returncode:
        return []
    return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]


def _in_repository(folder: str) -> bool:
    """Whether ``folder`` or one above it holds ``.git``."""
    folder = os.path.abspath(folder)
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return True
        parent = os.path.dirname(folder)
        if parent == folder:
            return False
        folder = parent


def _walk(folder: str) -> Iterator[str]:
    """The files below ``folder`` with forward slashes, relative to it, without what lies in :data:`SKIPPED_FOLDERS`."""
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        inside = os.path.relpath(root, folder)
        prefix = "" if inside == os.curdir else inside.replace(os.sep, "/") + "/"
        for name in files:
            yield prefix + name


def is_excluded(path: str, folder: str, patterns: Iterable[str]) -> bool:
    """Whether one of the ``patterns`` of a configuration in ``folder`` takes the file at ``path`` away.

    ``*`` and ``?`` stay within a name, ``**`` crosses folders. A pattern with a slash is matched from ``folder``,
    one without against every name in the path; what matches a folder takes all that lies in it.
    """
    relative = os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")
    return any(re.search(pattern_regex(pattern), relative) for pattern in patterns)


def pattern_regex(pattern: str) -> str:
    """An exclude pattern as a regular expression to search in a path with forward slashes."""
    inner = pattern.strip("/")
    start = "^" if "/" in pattern.rstrip("/") else "(?:^|/)"
    parts = re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?)", inner.removeprefix("./"))
    marks = {"**/": "(?:[^/]*/)*", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return start + "".join(marks.get(part) or re.escape(part) for part in parts) + "(?:/|$)"
