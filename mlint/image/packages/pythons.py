"""Which Python the packages of an install are for."""

from __future__ import annotations

from functools import cache

from mlint.image.base.lifecycles import named_release
from mlint.image.programs import shell_script
from mlint.knowledge.systems import SYSTEM_PYTHON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mlint.build import BuildStage
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_FAMILIES = frozenset({"cuda", "os", "python", "uv"})
"""Images with no Python, or with one that their tag names."""
_BRING_PYTHON = frozenset({".", "conda", "make", "mamba", "micromamba", "mise", "pixi", "pyenv", "rye", "source"})
"""Programs that bring or choose a Python, or may do so."""
_SIGNS = ("conda", "deadsnakes", "get-pip", "pyenv")


def python_of(run: Run, install: Install) -> str | None:
    """The minor version of the Python that ``install`` of ``run`` is for; None when it is not sure.

    It is sure when it can only be that of the base image, or that of its distribution.
    """
    version = _of_base(run.stage)
    if version is None or not (install.manager == "pip" or (install.manager == "uv" and install.has("--system"))):
        return None
    program = (install.python or "python").rpartition("/")[2]
    if program not in ("python", "python3", f"python{version}"):
        return None
    start = install.command.span.start
    for stage in run.stage.chain:
        brought = stage.once(_first_of(version))
        if brought is not None and brought <= start:
            return None
        copied = (copy for copy in stage.copies if copy.instruction.span.start < start)
        if any(
            not copy.from_context and _may_hold_python(copy.destination and copy.destination.path) for copy in copied
        ):
            return None
    return version


def _of_base(stage: BuildStage) -> str | None:
    """The Python of the base; of a distribution the one that its package manager would install."""
    facts = stage.base_facts
    if facts is None or facts.family not in _FAMILIES or not facts.sure_of("python_version"):
        return None
    if facts.own_python:
        return facts.python_version
    system = named_release(stage)
    return SYSTEM_PYTHON.get((system.name, system.version)) if system else None


@cache
def _first_of(version: str) -> Callable[[BuildStage], int | None]:
    """Finds where the first command of a stage begins that may bring another Python than ``version``."""

    def first(stage: BuildStage) -> int | None:
        return next((one.span.start for one in stage.commands if _may_bring(one, version)), None)

    return first


def _may_bring(command: Command, version: str) -> bool:
    """Whether a command brings another Python than ``version``, or may do so."""
    words = [*command.values, *(one.target for one in command.redirections)]
    if command.name in _BRING_PYTHON or shell_script(command) or words[:2] == ["uv", "python"]:
        return True
    return any(_names_other(word, version) or any(sign in word for sign in _SIGNS) for word in words if word)


def _names_other(word: str, version: str) -> bool:
    """Whether a word names another Python: ``python3.9``, ``3.9`` as the value of an option."""
    number = word.rpartition("/")[2].removeprefix("--python=").removeprefix("python").partition("-")[0]
    return number.startswith("3.") and number[2:].isdigit() and number != version


def _may_hold_python(path: str | None) -> bool:
    return path is None or path.rstrip("/") in ("", "/bin", "/opt", "/usr", "/usr/bin", "/usr/local") or "conda" in path
