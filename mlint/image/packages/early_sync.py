"""``uv sync`` before the source of the project is there."""

from __future__ import annotations

from posixpath import dirname, join

from mlint.image.packages.projects import LOCK, lock_of, project_of
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.context.pyproject import Pyproject
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Insertion, Run

LEAVE_PROJECT_OUT = "--no-install-project"
_SETTINGS = (".python-version", "uv.toml")
"""What uv reads beside pyproject.toml and the lock, where it is there."""
_ASKED_OF_BACKEND = frozenset({"dependencies", "optional-dependencies"})


class EarlySync(Record):
    """A RUN that does nothing but ``uv sync``; ``files`` are those that it needs when it leaves the project out.

    ``without_project`` is how it leaves it out: then it must run once more when the source is there. None where it
    installs no project.
    """

    files: list[str]
    without_project: Insertion | None


def early_sync(run: Run) -> EarlySync | None:
    """How ``run`` would sync before the source is copied; None when that may not work, or it is another RUN."""
    install = next((one for one in run.installs if one.manager == "uv" and one.verb == "sync"), None)
    if install is None or len(run.commands) != 1 or not install.implied_files or install.with_project is None:
        return None
    project = project_of(run, install)
    if install.unknown or install.uncertain or project is None or not _stands_alone(project):
        return None
    folder = dirname(install.implied_files[0])
    if lock_of(run, install) != "present" or _is_there(run, join(folder, ".venv")):
        return None
    wanted = [join(folder, name) for name in _SETTINGS]
    files = [install.implied_files[0], join(folder, LOCK), *(path for path in wanted if _is_there(run, path))]
    if install.with_project is False or not _is_package(project):
        return EarlySync(files, None)
    without_project = _without_project(run, install)
    return EarlySync(files, without_project) if without_project else None


def _stands_alone(project: Pyproject) -> bool:
    """Whether pyproject.toml and the lock say all about what a project needs."""
    local = any(one.path or one.workspace for one in project.sources)
    local = local or any(one.requirement.path for one in project.dependencies)
    return not (local or project.workspace or project.poetry or _ASKED_OF_BACKEND.intersection(project.dynamic))


def _is_package(project: Pyproject) -> bool:
    """Whether uv installs the project itself."""
    return bool(project.build_backend or project.build_requires) if project.package is None else project.package


def _is_there(run: Run, path: str) -> bool:
    context, origin = run.stage.build.context, run.in_context(path)
    return context is not None and origin is not None and context.exists(origin)


def _without_project(run: Run, install: Install) -> Insertion | None:
    instruction = run.instruction
    if instruction.in_json_form or instruction.heredocs or instruction.logical.comment_lines:
        return None
    return run.with_option(install, LEAVE_PROJECT_OUT)
