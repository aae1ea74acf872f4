"""The project of the working folder that a command of uv works on, and its lock."""

from __future__ import annotations

from posixpath import dirname, join
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.image.installs import Install
    from mlint.image.runs import Run

Lock = Literal["present", "not copied", "ignored", "missing", "made", "unknown"]

LOCK = "uv.lock"
_MAKING = frozenset({"init", "lock"})


def lock_of(run: Run, install: Install) -> Lock:
    """What is known of the uv.lock that ``install``, a call of uv in a project, finds.

    ``not copied``: it lies beside the pyproject.toml in the build context, but nothing brings it. ``ignored``: the
    ignore file keeps it out of the context. ``made``: a command of the stage makes the project or its lock.
    """
    if any(_makes_lock(run, install)):
        return "made"
    folder = install.command.folder
    if folder is None or not install.implied_files:
        return "unknown"
    project = join(folder, install.implied_files[0])
    lock = join(dirname(project), LOCK)
    context = run.stage.build.context
    if context is None:
        return "present" if LOCK in (path.rpartition("/")[2] for path in _files_brought(run)) else "unknown"
    origin = _origin(run, lock)
    if origin and context.is_file(origin):
        return "present"
    beside = _origin(run, project)
    if beside is None or not context.is_file(beside):
        return "unknown"
    lock = join(dirname(beside), LOCK)
    if context.tree.exists(lock):
        return "ignored" if context.excludes(lock) else "not copied"
    # The lock of a workspace lies above its members.
    above = dirname(lock)
    while above:
        above = dirname(above)
        if context.tree.exists(join(above, LOCK)):
            return "unknown"
    return "missing"


def _makes_lock(run: Run, install: Install) -> Iterator[bool]:
    for stage in run.stage.chain:
        for command in stage.commands:
            if stage is not run.stage or command.span.start < install.span.start:
                yield command.name == "uv" and not _MAKING.isdisjoint(command.values[1:3])


def _origin(run: Run, path: str) -> str | None:
    """The file of the context that the RUN finds at ``path``; among sources with wildcards, one of its name."""
    found = run.in_context(path)
    context = run.stage.build.context
    if found is not None or context is None:
        return found
    name = path.rpartition("/")[2]
    for source in _files_brought(run):
        for one in context.files_of(source).files:
            if one.path.rpartition("/")[2] == name and one.path.count("/") == source.removeprefix("./").count("/"):
                return one.path
    return None


def _files_brought(run: Run) -> Iterator[str]:
    """The sources in the build context of the mounts of a RUN and of the COPYs before it, the last first."""
    for mount in run.mounts:
        if mount.type == "bind" and mount.source_stage is None:
            yield run.stage.expand(mount.source or "", run.instruction) or ""
    start = run.instruction.span.start
    for stage in run.stage.chain:
        for copy in reversed(stage.copies):
            if copy.from_context and (stage is not run.stage or copy.instruction.span.start < start):
                yield from (source.path for source in copy.sources if source.path)
