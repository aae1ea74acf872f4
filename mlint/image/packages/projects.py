"""The project of the working folder that a command of uv works on, its lock, and what ``uv run`` does to it."""

from __future__ import annotations

from posixpath import basename, dirname, join, normpath

from mlint.image.command_paths import is_within
from mlint.image.layers.git import GitWork
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from mlint.build import Build
    from mlint.context.pyproject import Pyproject
    from mlint.context.uv_lock import UvLock
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.rule import Span
    from mlint.shell.commands import Command

    Lock = Literal["present", "not copied", "ignored", "missing", "made", "unknown"]

LOCK = "uv.lock"
COPIES = "copies of uv"
"""The part of an estimate that the cache of :func:`keeps_copies` is."""
PROJECT = "pyproject.toml"
_MAKING = frozenset({"init", "lock"})
_INLINE_METADATA = "# /// script"
"""What a script says that brings its own requirements."""


class SyncAtStart(Record):
    """A ``uv run`` in the start command that brings the environment up to date before it starts the program.

    What it installs because the build does not: ``project``, the project itself; ``dev``, the group for development;
    each None when nobody knows whether there is one.
    """

    call: Install
    project: bool | None
    dev: bool | None


def syncs_at_start(build: Build) -> Iterator[SyncAtStart]:
    """The calls of ``uv run`` in the start command that sync an environment which ``uv sync`` makes in the build."""
    from mlint.image.packages.asked_for import shipped_installs

    made = [(run, one) for run, one in shipped_installs(build) if one.manager == "uv" and one.verb == "sync"]
    if not made or not (made[-1][0].stage.in_final_chain or _may_hold_project(build)):
        return
    project = project_of(*made[-1])
    is_package = None if project is None else project.package or bool(project.package is None and project.build_backend)
    has_dev = None if project is None else "dev" in project.groups and "dev" in (project.default_groups or ("dev",))
    for call in _runs_at_start(build):
        without_project = call.with_project is not False and all(one.with_project is False for _, one in made)
        without_dev = call.dev is True and all(one.dev is False for _, one in made)
        yield SyncAtStart(call, is_package if without_project else False, has_dev if without_dev else False)


def _may_hold_project(build: Build) -> bool:
    """Whether a pyproject.toml may be where the container starts: a copied environment alone brings none."""
    folder = build.final.workdir if build.final else None
    if folder is None or any(stage.once(GitWork).clones for stage in build.final_chain):
        return True
    for copy in (copy for stage in build.final_chain for copy in stage.copies):
        target = copy.target
        if target is None or is_within(folder, target) or basename(target) == PROJECT:
            return True
    return False


def _runs_at_start(build: Build) -> Iterator[Install]:
    from mlint.image.packages.installers import uv

    found: dict[Span, Install] = {}
    for command in build.startup.commands:
        outer: Command | None = command
        while outer is not None:
            call = uv.read(outer)
            if call and call.verb == "run" and call.implied_files and not _is_script(build, call):
                found[call.verb_span] = call
            outer = outer.outer
    yield from found.values()


def _is_script(build: Build, call: Install) -> bool:
    """Whether it starts a script of the build context that brings its own requirements."""
    path = call.words[0].value if call.words else None
    if path is None or not path.endswith(".py") or build.context is None or build.final is None:
        return False
    path = normpath(join(build.final.workdir or "?", path))
    origins = (copy.origin_of(path) for stage in build.final_chain for copy in stage.copies)
    return any(_INLINE_METADATA in (build.context.read(origin) or "") for origin in origins if origin)


def project_of(run: Run, install: Install) -> Pyproject | None:
    """The pyproject.toml that ``install`` works on; None when it cannot be read."""
    from mlint.context.pyproject import read_pyproject

    context, folder = run.stage.build.context, install.command.folder
    if context is None or folder is None or not install.implied_files:
        return None
    origin = _origin(run, join(folder, install.implied_files[0]))
    text = context.read(origin) if origin else None
    return read_pyproject(text) if text else None


def uv_setting(run: Run, install: Install, name: str) -> object:
    """What uv.toml, or else ``[tool.uv]`` of pyproject.toml, sets in the folder of the project; None: nothing known."""
    from mlint.context.toml_places import load, table

    context, folder = run.stage.build.context, install.command.folder
    if context is None or folder is None:
        return None
    project = join(folder, dirname(install.implied_files[0]) if install.implied_files else "")
    for file, *path in (("uv.toml",), ("pyproject.toml", "tool", "uv")):
        origin = _origin(run, join(project, file))
        settings = table(load((context.read(origin) if origin else "") or "") or {}, *path)
        of_pip = table(settings, "pip").get(name) if install.verb.startswith("pip ") else None
        found = settings.get(name) if of_pip is None else of_pip
        if found is not None:
            return found
    return None


def keeps_copies(run: Run, install: Install) -> bool:
    """Whether uv copies packages from a cache that it leaves in the layer, so that they are there twice."""
    if install.manager != "uv" or not install.cache.kept or uv_setting(run, install, "no-cache") is True:
        return False
    mode = install.option("--link-mode")
    return (mode.value if mode else uv_setting(run, install, "link-mode")) == "copy"


def locked(run: Run, install: Install) -> UvLock | None:
    """The uv.lock that ``install`` finds, read for the Python of the base; None when it cannot be read."""
    from mlint.context.uv_lock import read_uv_lock

    context, folder = run.stage.build.context, install.command.folder
    if context is None or folder is None or not install.implied_files:
        return None
    origin = _origin(run, join(folder, dirname(install.implied_files[0]), LOCK))
    text = context.read(origin) if origin else None
    facts = run.stage.base_facts
    return read_uv_lock(text, facts.python_version if facts else None) if text else None


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
    """The file of the context that the RUN finds at ``path``, or one of its name that a COPY with wildcards brings."""
    found = run.in_context(path)
    context = run.stage.build.context
    if found is not None or context is None:
        return found
    name = path.rpartition("/")[2]
    for source in _files_brought(run):
        if "*" in source or "[" in source or source.rpartition("/")[2] == name:
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
