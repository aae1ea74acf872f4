"""Whether pip works on the Python of the distribution, and that Python refuses it (PEP 668)."""

from __future__ import annotations

from posixpath import basename

from mlint.dockerfile.variables import Environment
from mlint.image.programs import shell_script
from mlint.knowledge.systems import SYSTEM_PYTHON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_SYSTEM_PACKAGES = frozenset(
    {"py3-pip", "python-is-python3", "python3", "python3-dev", "python3-full", "python3-pip", "python3-venv"}
)
_SYSTEM_MANAGERS = frozenset({"apk", "apt", "apt-get", "aptitude"})
_OTHER_PYTHONS = frozenset(
    {"conda", "configure", "make", "mamba", "micromamba", "mise", "pipx", "pixi", "pyenv", "rye"}
)
"""Programs that bring a Python of their own, or may do so."""
_SIGNS = ("EXTERNALLY-MANAGED", "activate", "break-system", "conda", "deadsnakes", "get-pip", "pip.conf", "pyenv")
"""What words hold where the ban is lifted or another Python is used."""
_SYSTEM_FOLDERS = frozenset({"/", "/bin", "/etc", "/opt", "/root", "/usr", "/usr/bin", "/usr/lib", "/usr/local"})
_OWN_PATHS = ("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin")
_MAY_LIFT = ("PIP_BREAK_SYSTEM_PACKAGES", "UV_BREAK_SYSTEM_PACKAGES", "PIP_CONFIG_FILE", "BASH_ENV", "UV_PYTHON")
"""Variables that lift the ban or may choose another Python."""
_PATHS_WITHOUT_PYTHON = ("cuda", "nvidia", ".local/bin", ".cargo", "node", "/go/")
"""What stands in folders of PATH that hold no Python."""
_UV_FILES = frozenset({"uv", "uvx"})


def is_refused(run: Run, install: Install) -> bool:
    """Whether the distribution's Python surely refuses ``install``; every doubt is a no."""
    stage = run.stage
    facts = stage.base_facts
    if facts is None or not facts.externally_managed or not facts.sure_of("own_python"):
        return False
    if not _on_current_python(install) or install.has("--break-system-packages") or install.has("--dry-run"):
        return False
    if not _plain_path(_set_path(install.command.environment)):
        return False
    if any(install.command.environment.get(name, "") != "" for name in _MAY_LIFT):
        return False
    site = install.command.site
    if site.guarded or site.conditional:
        return False
    before = commands_before(run, install.command)
    if not (facts.python and "pip" in facts.tools) and not any(map(_installs_system_python, before)):
        return False
    version = facts.python_version or (SYSTEM_PYTHON.get((facts.os.name, facts.os.version)) if facts.os else None)
    return not any(_may_change(one, version) for one in (*before, install.command)) and not _copies_python(run)


def commands_before(run: Run, command: Command) -> list[Command]:
    """The commands before ``command`` in its stage and those that it is built on."""
    start = command.span.start
    return [one for stage in run.stage.chain for one in stage.commands if one.span.start < start]


def _on_current_python(install: Install) -> bool:
    if install.manager == "pip":
        if install.verb not in ("install", "uninstall"):
            return False
    elif not (install.manager == "uv" and install.verb == "pip install" and install.has("--system")):
        return False
    landing = install.landing
    return landing.kind == "interpreter" and landing.path in (None, "", "/usr")


def _set_path(environment: Mapping[str, str | None]) -> str | None:
    """PATH; empty when it is that of the base image, whose Python is known; None when it is not known."""
    variable = environment.variable("PATH") if isinstance(environment, Environment) else None
    return "" if variable and variable.origin == "image" else environment.get("PATH", "")


def _plain_path(path: str | None) -> bool:
    """Whether PATH, as far as the file sets it, finds the distribution's Python first."""
    if path is None:
        return False
    folders = [folder for folder in path.split(":") if folder and not folder.startswith("$")]
    return all(folder in _OWN_PATHS or any(part in folder for part in _PATHS_WITHOUT_PYTHON) for folder in folders)


def _installs_system_python(command: Command) -> bool:
    return command.name in _SYSTEM_MANAGERS and not _SYSTEM_PACKAGES.isdisjoint(command.values)


def _may_change(command: Command, version: str | None) -> bool:
    """Whether a command may lift the ban, or bring another Python than that of ``version``."""
    words = [*command.values, *(one.target for one in command.redirections)]
    known = [word for word in words if word]
    if any(sign in word for word in known for sign in _SIGNS):
        return True
    if command.name in _OTHER_PYTHONS or command.name in (".", "source") or shell_script(command):
        return True
    if words[:2] == ["uv", "python"]:
        return True
    return any(_names_other_version(word, version) for word in known)


def _names_other_version(word: str, version: str | None) -> bool:
    """Whether a word names a Python such as ``python3.11`` that is not the distribution's."""
    name, found, rest = basename(word).partition("python3.")
    digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    return bool(found) and bool(digits) and f"3.{digits}" != version and not name.startswith("lib")


def _copies_python(run: Run) -> bool:
    """Whether a COPY before may bring another Python or pip's configuration."""
    return any(
        _may_hold_python([source.path for source in copy.sources], copy.destination and copy.destination.path)
        for stage in run.stage.chain
        for copy in stage.copies
        if copy.instruction.span.start < run.instruction.span.start
    )


def _may_hold_python(sources: Sequence[str | None], destination: str | None) -> bool:
    if any(source is None or "pip.conf" in source for source in sources) or destination is None:
        return True
    if all(basename(source or "") in _UV_FILES for source in sources):
        return False
    return (destination.rstrip("/") or "/") in _SYSTEM_FOLDERS or destination.startswith(("/root/.config", "/etc/pip"))
