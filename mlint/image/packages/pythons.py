"""Which Python the packages of an install are for, and what may bring another one than that of the base image."""

from __future__ import annotations

from functools import cache
from posixpath import basename

from mlint.image.base.lifecycles import named_release
from mlint.image.programs import shell_script
from mlint.knowledge.systems import SYSTEM_PYTHON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mlint.build import BuildStage
    from mlint.image.copies import Copy
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_FAMILIES = frozenset({"cuda", "os", "python", "uv"})
"""Images with no Python, or with one that their tag names."""
_BRING_PYTHON = frozenset(
    {".", "conda", "configure", "make", "mamba", "micromamba", "mise", "pipx", "pixi", "pyenv", "rye", "source"}
)
"""Programs that bring or choose a Python, or may do so."""
_SIGNS = ("conda", "deadsnakes", "get-pip", "pyenv")
"""What words hold that are about another Python."""
_SYSTEM_FOLDERS = frozenset({"", "/bin", "/opt", "/usr", "/usr/bin", "/usr/lib", "/usr/local"})
_UV_FILES = frozenset({"uv", "uvx"})


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
        if any(may_hold_python(copy) for copy in stage.copies if copy.instruction.span.start < start):
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
        return next((one.span.start for one in stage.commands if may_bring_python(one, version)), None)

    return first


def may_bring_python(command: Command, version: str | None) -> bool:
    """Whether a command brings another Python than ``version``, or may do so."""
    words = [*command.values, *(one.target for one in command.redirections)]
    if command.name in _BRING_PYTHON or shell_script(command) or words[:2] == ["uv", "python"]:
        return True
    return any(_names_other(word, version) or any(sign in word for sign in _SIGNS) for word in words if word)


def _names_other(word: str, version: str | None) -> bool:
    """Whether a word names another Python: ``python3.9``, ``python3.9.18-dev``, ``3.9`` as the value of an option."""
    name = basename(word).removeprefix("--python=")
    number = name.removeprefix("python").partition("-")[0]
    if number != name:
        number = ".".join(number.split(".")[:2])
    return number.startswith("3.") and number[2:].isdigit() and number != version


def may_hold_python(copy: Copy) -> bool:
    """Whether a COPY may bring a Python: from elsewhere, to a folder where programs stand, and not uv alone."""
    if copy.from_context:
        return False
    path = copy.destination and copy.destination.path
    if path is None:
        return True
    if all(basename(source.path or "") in _UV_FILES for source in copy.sources):
        return False
    return path.rstrip("/") in _SYSTEM_FOLDERS or "conda" in path
