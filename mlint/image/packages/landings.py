"""Where the packages of an install land: in an interpreter, an environment, a folder."""

from __future__ import annotations

from itertools import pairwise

from mlint.image.packages.installs import CONDA_LIKE
from mlint.knowledge.variables import FALSE_WORDS, TRUE_WORDS
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

    Kind = Literal["interpreter", "environment", "folder", "tool", "system", "unknown"]

IN_PROJECT = ".venv"
_ACTIVATE = "/bin/activate"
_MAKING = frozenset({"-p", "--prefix", "create", "venv", "virtualenv"})
"""Words of commands that make an environment, installers of conda among them."""


class Landing(Record):
    """Where packages land.

    ``interpreter``: among the packages of a Python. ``environment``: in a virtual environment or one of conda's.
    ``folder``: below a folder that the command names. ``tool``: in an environment of its own. ``system``: apt's.
    ``path`` is that of the environment or the folder, from the project's folder on when relative; ``name`` what conda
    calls its environment; both None when the file does not tell.
    """

    kind: Kind
    path: str | None = None
    name: str | None = None


def landing(install: Install) -> Landing:
    """Where the packages of ``install`` land, as far as the file tells."""
    if install.manager == "apt":
        return Landing("system")
    if install.manager in CONDA_LIKE:
        return _of_conda(install)
    for name in ("--target", "--prefix", "--root"):
        option = install.option(name)
        if option is not None:
            return Landing("folder", option.value)
    if install.manager == "uv":
        return _of_uv(install)
    if install.manager == "poetry":
        return _of_poetry(install)
    if install.manager == "pipenv":
        return _of_pipenv(install)
    return _of_pip(install)


def landing_path(run: Run, install: Install) -> str | None:
    """The absolute folder of the environment, the interpreter or the folder where packages land; None: not known.

    A virtual environment counts as active when a command of the RUN activates it before, or PATH begins with it.
    """
    from mlint.image.copies import in_image

    where = install.landing
    if where.kind == "interpreter":
        return where.path or _activated(run, install) or _first_in_path(run) or "/usr/local"
    if where.path is None or where.kind not in ("environment", "folder"):
        return None
    return in_image(run.stage, run.instruction, where.path)


def _activated(run: Run, install: Install) -> str | None:
    """The environment whose script a command of the RUN sources before ``install``."""
    found = None
    for command in run.commands:
        if command is install.command:
            break
        script = command.values[1] if command.name in (".", "source") and len(command.values) > 1 else None
        if script and script.endswith(_ACTIVATE):
            found = script.removesuffix(_ACTIVATE)
    return found


def _first_in_path(run: Run) -> str | None:
    """The folder above the ``bin`` that the last ENV of PATH puts first."""
    found = None
    for stage in reversed(list(run.stage.chain)):
        for instruction in stage.instructions:
            if stage is run.stage and instruction.span.start > run.instruction.span.start:
                break
            for pair in instruction.assignments if instruction.name == "ENV" else ():
                if pair.key == "PATH":
                    folder = stage.expand((pair.value or "").strip("'\"").partition(":")[0], instruction)
                    found = folder.removesuffix("/bin") if folder and folder.endswith("/bin") else None
    return found if found and _is_environment(run, found) else None


def _is_environment(run: Run, folder: str) -> bool:
    """Whether a folder whose ``bin`` is in PATH may be an environment: by its name, or a command or COPY makes it.

    Others are of CUDA, Go, Rust or the user's own programs.
    """
    name = folder.rpartition("/")[2]
    if any(part in name for part in ("conda", "env", "forge", "mamba")):
        return True
    for stage in run.stage.chain:
        if any(folder in one.values and not _MAKING.isdisjoint(one.values) for one in stage.commands):
            return True
        if any(copy.destination and copy.destination.path == folder for copy in stage.copies):
            return True
    return False


def _variable(install: Install, name: str) -> str | None:
    """The value of a variable, empty when it is not set; None when that is not known."""
    return install.command.environment.get(name, "")


def _active(install: Install) -> Landing | None:
    """The environment that is active where the command runs."""
    outer = install.command.outer
    while outer is not None:
        if outer.name in CONDA_LIKE:
            return _conda_run(outer.values)
        if outer.name in ("uv", "poetry", "pipenv"):
            return Landing("environment", IN_PROJECT if outer.name == "uv" else None)
        outer = outer.outer
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        path = _variable(install, name)
        if path is None:
            return Landing("unknown")
        if path:
            return Landing("environment", path)
    return None


def _conda_run(values: list[str | None]) -> Landing:
    """The environment of ``conda run -n NAME`` or ``-p PATH``."""
    for option, value in pairwise(values):
        if option in ("-n", "--name"):
            return Landing("environment", None, value)
        if option in ("-p", "--prefix"):
            return Landing("environment", value)
    return Landing("environment")


def _of_interpreter(python: str) -> Landing:
    """The packages of a named interpreter: ``/opt/venv/bin/python``."""
    root, found, _ = python.rpartition("/bin/")
    if not found or root in ("", "/usr", "/usr/local"):
        return Landing("interpreter", root if found else None)
    return Landing("environment", root)


def _of_pip(install: Install) -> Landing:
    if install.python is not None and "/" in install.python:
        return _of_interpreter(install.python)
    return _active(install) or Landing("interpreter")


def _of_uv(install: Install) -> Landing:
    if install.verb.startswith("tool "):
        return Landing("tool", _variable(install, "UV_TOOL_DIR") or None)
    if install.verb.startswith("pip "):
        if install.python is not None:
            return _of_interpreter(install.python)
        if install.has("--system"):
            return Landing("interpreter")
        return _active(install) or Landing("environment", IN_PROJECT)
    if install.has("--active"):
        return _active(install) or Landing("environment", IN_PROJECT)
    path = _variable(install, "UV_PROJECT_ENVIRONMENT")
    return Landing("unknown") if path is None else Landing("environment", path or IN_PROJECT)


def _of_poetry(install: Install) -> Landing:
    from mlint.image.packages.installers.poetry import setting

    active = _active(install)
    if active is not None:
        return active
    create, in_project = setting(install, "virtualenvs.create"), setting(install, "virtualenvs.in-project")
    if create is None or in_project is None:
        return Landing("unknown")
    if create.lower() in FALSE_WORDS:
        return Landing("interpreter")
    return Landing("environment", IN_PROJECT if in_project.lower() in TRUE_WORDS else None)


def _of_pipenv(install: Install) -> Landing:
    if install.has("--system"):
        return Landing("interpreter")
    in_project = _variable(install, "PIPENV_VENV_IN_PROJECT")
    if in_project is None:
        return Landing("unknown")
    return _active(install) or Landing("environment", IN_PROJECT if in_project.lower() in TRUE_WORDS else None)


def _of_conda(install: Install) -> Landing:
    for name in ("--prefix", "--name"):
        option = install.option(name)
        if option is not None:
            if option.value is None:
                return Landing("environment")
            return (
                Landing("environment", option.value)
                if name == "--prefix"
                else Landing("environment", None, option.value)
            )
    if install.verb in ("create", "env create", "env update"):
        # The environment file names it.
        return Landing("environment")
    active = _active(install)
    name_of_active = _variable(install, "CONDA_DEFAULT_ENV")
    return active or Landing("environment", None, "base" if name_of_active == "" else name_of_active)
