"""The numbers that commands give to the users that they make."""

from __future__ import annotations

from mlint.image.packages.installers.options import OPTPARSE, read_options
from mlint.knowledge.useradd import NAMES, USERADD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build
    from mlint.shell.commands import Command


def id_given(build: Build, user: str) -> str | None:
    """The number that a RUN of the final chain gives to ``user``; None when none does, or several differ."""
    commands = (command for stage in build.final_chain for command in stage.commands)
    found = {_id(command) for command in commands if user in command.values[1:] and command.name in _MAKING}
    number = found.pop() if len(found) == 1 else None
    return number if number and number.isascii() and number.isdigit() else None


def _id(command: Command) -> str | None:
    """What follows ``--uid``; adduser of Debian and of BusyBox know it as ``-u`` at most, usermod as useradd does."""
    options = read_options(command.arguments[1:], USERADD, OPTPARSE, NAMES).options
    return next((one.value for one in options if one.name == "--uid"), None)


_MAKING = frozenset({"adduser", "useradd", "usermod"})
