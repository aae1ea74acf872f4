"""COPY of the whole build context: which instruction does it, and what of the context the build itself wants."""

from __future__ import annotations

import os
from posixpath import basename

from mlint import wording
from mlint.context.build_context import context_path
from mlint.context.tree import GIT, IGNORE_FILE
from mlint.knowledge.context_entries import IGNORED, VERSION_FROM_GIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlint.build import Build
    from mlint.context.build_context import BuildContext
    from mlint.context.offenders import Offender

LARGE = 10_000_000
"""From how many bytes on data, weights, caches and runs are worth a word."""
_WORTH_A_SIZE = 1_000_000
_MOST_NAMES = 5
_BY_NAME = (".env", "mlruns", "wandb")
"""Lines of a new ignore file that are left out where the Dockerfile holds the name: it may mean the project's."""
_MAKES_REPOSITORY = frozenset({"clone", "init"})
_NEEDS_NO_REPOSITORY = frozenset({"config", "lfs", "ls-remote", "version"})
_PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")


def unwanted(build: Build, context: BuildContext) -> list[Offender]:
    """What ``COPY .`` takes along and the build does not seem to want, what is large first.

    ``.git`` that tells the version of the project, what is named in the Dockerfile, and the weights of a model server
    are wanted. Data, weights and what trackers write count when they are large; caches always, as each new file of
    theirs makes the next build repeat the COPY.
    """
    return [
        one
        for one in context.offenders
        if (one.kind not in ("data", "runs", "weights") or one.bytes >= LARGE)
        and not (one.kind == "git" and needs_git(build, context))
        and not (one.kind == "weights" and build.serving_because)
        and not (one.kind not in ("environment", "git") and one.path != "." and _names(build, basename(one.path)))
    ]


def needs_git(build: Build, context: BuildContext) -> bool:
    """Whether the build reads ``.git``: a RUN calls git on it, or the project takes its version from there."""
    for stage in build.stages:
        verbs = [command.values[1] for command in stage.commands if command.name == "git" and len(command.values) > 1]
        if verbs and _MAKES_REPOSITORY.isdisjoint(verbs) and not _NEEDS_NO_REPOSITORY.issuperset(verbs):
            return True
    texts = [context.read(name) or "" for name in _PROJECT_FILES]
    return any(name in text for text in texts for name in VERSION_FROM_GIT) or _names(build, GIT)


def _names(build: Build, name: str) -> bool:
    """Whether the Dockerfile holds ``name`` as a part of a path (``.git`` is no part of ``repository.git``)."""
    text = build.source.text
    at = text.find(name)
    while at >= 0:
        around = text[max(at - 1, 0) : at] + text[at + len(name) : at + len(name) + 1]
        if not any(char.isalnum() or char in "._-" for char in around):
            return True
        at = text.find(name, at + 1)
    return False


def ignore_lines(build: Build, context: BuildContext) -> list[str]:
    """The lines of a new ignore file for the ``context``, without those for what the Dockerfile copies or names."""
    from mlint.context.ignore_file import IgnoreFile

    sources = [source.path for stage in build.stages for copy in stage.copies for source in copy.sources]
    sources += [mount.source for stage in build.stages for run in stage.runs for mount in run.mounts]
    paths = [context_path(path) for path in sources if path]
    lines = []
    for name, text in IGNORED.items():
        ignore = IgnoreFile(IGNORE_FILE, text)
        wanted = needs_git(build, context) if name == GIT else name in _BY_NAME and _names(build, name)
        # A web front end reads .env.production and the like when it is built.
        wanted = wanted or (name == ".env" and context.exists("package.json"))
        if not wanted and not context.exists(f"{name}/__init__.py") and not any(map(ignore.excludes, paths)):
            lines.append(text)
    return lines


def ignore_file_above(build: Build) -> bool:
    """Whether an ignore file lies beside the Dockerfile or in a folder above it, up to the root of the repository."""
    folder = os.path.dirname(os.path.abspath(build.path))
    root = build.contexts.repository_root(folder) or folder
    exists = build.contexts.files.exists
    if exists(os.path.realpath(build.path + IGNORE_FILE)):
        return True
    while not exists(os.path.join(os.path.realpath(folder), IGNORE_FILE)):
        if folder in (root, os.path.dirname(folder)):
            return False
        folder = os.path.dirname(folder)
    return True


def listed(offenders: Iterable[Offender]) -> str:
    """``.git (1.2 GB), data (180 MB) and .env``: the names of the largest, with sizes from a megabyte on."""
    from mlint.output.results import human_bytes

    names = []
    for one in offenders:
        size = human_bytes(one.bytes, at_least=one.at_least)
        path = f"{one.kind} at the top" if one.path == "." else one.path
        names.append(f"{path} ({size})" if one.bytes >= _WORTH_A_SIZE else path)
    if len(names) > _MOST_NAMES:
        names[_MOST_NAMES - 1 :] = [f"{len(names) - _MOST_NAMES + 1} more"]
    return wording.listed(names)
