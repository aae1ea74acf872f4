"""Installs of uv, poetry, pipenv and conda before the source of the project is there: which files they need."""

from __future__ import annotations

from posixpath import dirname, join

from mlint.image.packages.installs import CONDA_LIKE
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Insertion, Run
    from mlint.shell.commands import Command

_LEAVE_PROJECT_OUT = {"poetry": "--no-root", "uv": "--no-install-project"}
_LOCKS = {"pipenv": "Pipfile.lock", "poetry": "poetry.lock", "uv": "uv.lock"}
_SETTINGS = {"poetry": ("poetry.toml",), "uv": (".python-version", "uv.toml")}
"""What a manager reads beside the file of the project and its lock, where it is there."""
_VERBS = frozenset({"env create", "env update", "install", "sync"})


class EarlyInstall(Record):
    """A RUN that installs what a project needs; ``files`` are those that it needs when it leaves the project out.

    ``without_project`` is how it leaves it out: then it must run once more when the source is there. None where it
    installs no project.
    """

    files: list[str]
    without_project: Insertion | None


def early_install(run: Run) -> EarlyInstall | None:
    """How ``run`` would install before the source is copied; None when that may not work."""
    install = next((one for one in run.installs if one.installs_packages and not one.only_installers), None)
    if install is None or install.unknown or install.uncertain or install.verb not in _VERBS:
        return None
    others = [one for one in run.commands if one is not install.command]
    asked = run.asked_for(install)
    local = any(one.requirement.path for one in asked.packages)
    if (
        local
        or not asked.complete
        or install.command.folder != ""
        or not all(_needs_nothing(run, one) for one in others)
    ):
        return None
    if install.manager in CONDA_LIKE:
        return _with_environment_file(install, asked.files)
    return _with_lock(run, install, alone=all(_is_prepared(run, one) for one in others))


def _with_environment_file(install: Install, read: tuple[str, ...]) -> EarlyInstall | None:
    files = [file.path for file in install.requirement_files if file.path and file.span]
    return EarlyInstall(files, None) if files and len(files) == len(install.requirement_files) == len(read) else None


def _with_lock(run: Run, install: Install, *, alone: bool) -> EarlyInstall | None:
    """The files of an install that takes the versions from a lock; ``alone``: the RUN can be run a second time."""
    lock = _LOCKS.get(install.manager)
    if lock is None or len(install.implied_files) != 1 or install.with_project is None:
        return None
    folder = dirname(install.implied_files[0])
    lock = join(folder, lock)
    if not _is_there(run, lock) or _is_there(run, join(folder, ".venv")):
        return None
    settings = (join(folder, name) for name in _SETTINGS.get(install.manager, ()))
    files = [install.implied_files[0], lock, *(path for path in settings if _is_there(run, path))]
    if install.manager == "pipenv":
        return EarlyInstall(files, None)
    is_package = _installs_itself(run, install)
    if is_package is None:
        return None
    if not install.with_project or not is_package:
        return EarlyInstall(files, None)
    instruction = run.instruction
    plain = not (instruction.in_json_form or instruction.heredocs or instruction.logical.comment_lines)
    option = run.with_option(install, _LEAVE_PROJECT_OUT[install.manager]) if alone and plain else None
    return EarlyInstall(files, option) if option else None


def _installs_itself(run: Run, install: Install) -> bool | None:
    """Whether the manager installs the project itself; None when it needs others beside it, or nobody knows."""
    from mlint.image.packages.projects import project_of

    project = project_of(run, install)
    if project is None or project.workspace or any(one.path or one.workspace for one in project.sources):
        return None
    if install.manager == "poetry":
        return project.package is not False
    return bool(project.build_backend or project.build_requires) if project.package is None else project.package


def _is_there(run: Run, path: str) -> bool:
    context, origin = run.stage.build.context, run.in_context(path)
    return context is not None and origin is not None and context.exists(origin)


def _needs_nothing(run: Run, command: Command) -> bool:
    from mlint.image.runs import may_need_files

    return _is_prepared(run, command) or not may_need_files(command)


def _is_prepared(run: Run, command: Command) -> bool:
    """Whether it only brings or sets up a package manager, which it may do twice."""
    calls = [one for one in run.installs if one.command is command]
    return bool(calls) and all(one.verb == "config" or one.only_installers for one in calls)
