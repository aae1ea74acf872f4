"""Steps of a build among the commands that a container starts with."""

from __future__ import annotations

from mlint.image.layers.git import git_call
from mlint.image.packages.installers import read_install
from mlint.image.programs import python_script
from mlint.records import Record
from mlint.shell.interpreters import script_index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.start.startup import Startup
    from mlint.shell.commands import Command

_PACKAGES = (".deb", ".rpm", ".whl")
_FETCHING = frozenset({"curl", "wget"})
_ARRANGING = frozenset({"chmod", "chown", "mkdir"})
"""They prepare a volume as often as an image; alone they start nothing."""
_TESTS = frozenset({"[", "[[", "test"})
_SETUP_VERBS = frozenset({"bdist_wheel", "build", "build_ext", "develop", "install"})


class BuildSteps(Record):
    """The steps of a build in a start command, each with its name (``pip install``); ``starts``: a program follows."""

    steps: tuple[tuple[Command, str], ...]
    starts: bool


def build_steps(startup: Startup) -> BuildSteps | None:
    """The steps that the container does at every start; None without any, those that a test may skip left out."""
    commands = [one for one in startup.commands if not one.site.substituted and script_index(one.values) is None]
    steps: list[tuple[Command, str]] = []
    tested = False
    for command in commands:
        tested = command.name in _TESTS or (tested and command.site.before in ("&&", "||"))
        name = _step(command)
        if name and not (tested or command.site.conditional):
            steps.append((command, name))
    only_steps = bool(commands) and all(_step(one) or one.name in _ARRANGING for one in commands)
    if only_steps and not tested:
        steps = [(one, _step(one) or one.name or "") for one in commands]
    return BuildSteps(tuple(steps), not only_steps) if steps else None


def _step(command: Command) -> str | None:
    """What a command does to make an image, as its program and verb; None when it does something else."""
    install = read_install(command)
    if install is not None:
        installs = install.verb == "install" if install.manager == "apt" else install.installs_packages
        return f"{command.name if install.manager == 'apt' else install.manager} {install.verb}" if installs else None
    call = git_call(command)
    if call is not None:
        return "git clone" if call.verb == "clone" else None
    script = python_script(command.values)
    if script and (script[0] or "").rpartition("/")[2] == "setup.py":
        verb = next((word for word in script[1:] if word in _SETUP_VERBS), None)
        return f"setup.py {verb}" if verb else None
    if command.name in _FETCHING and any(one.start.endswith(_PACKAGES) for one in command.arguments[1:]):
        return command.name
    return None
