"""Whether pip works on the Python of the distribution, and that Python refuses it (PEP 668)."""

from __future__ import annotations

from mlint.dockerfile.variables import Environment
from mlint.image.packages.pythons import may_bring_python, may_hold_python
from mlint.knowledge.systems import SYSTEM_PYTHON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlint.image.copies import Copy
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_SYSTEM_PACKAGES = frozenset(
    {"py3-pip", "python-is-python3", "python3", "python3-dev", "python3-full", "python3-pip", "python3-venv"}
)
_SYSTEM_MANAGERS = frozenset({"apk", "apt", "apt-get", "aptitude"})
_SIGNS = ("EXTERNALLY-MANAGED", "activate", "break-system", "pip.conf")
"""What words hold where the ban is lifted or an environment is used."""
_CONFIGURED_FOLDERS = frozenset({"/", "/etc", "/root"})
_OWN_PATHS = ("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin")
_MAY_LIFT = ("PIP_BREAK_SYSTEM_PACKAGES", "UV_BREAK_SYSTEM_PACKAGES", "PIP_CONFIG_FILE", "BASH_ENV", "UV_PYTHON")
"""Variables that lift the ban or may choose another Python."""
_PATHS_WITHOUT_PYTHON = ("cuda", "nvidia", ".local/bin", ".cargo", "node", "/go/")
"""What stands in folders of PATH that hold no Python."""


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
    if any(_may_change(one, version) for one in (*before, install.command)):
        return False
    start = run.instruction.span.start
    copies = (copy for stage in stage.chain for copy in stage.copies if copy.instruction.span.start < start)
    return not any(map(_may_be_changed_by, copies))


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
    return any(sign in word for word in words if word for sign in _SIGNS) or may_bring_python(command, version)


def _may_be_changed_by(copy: Copy) -> bool:
    """Whether a COPY may bring another Python, or configuration of pip."""
    path = copy.destination and copy.destination.path
    if path is None or may_hold_python(copy) or any("pip.conf" in (one.path or "pip.conf") for one in copy.sources):
        return True
    return (path.rstrip("/") or "/") in _CONFIGURED_FOLDERS or path.startswith(("/root/.config", "/etc/pip"))
