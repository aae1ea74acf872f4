"""One reader per package manager: a command -> an Install."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlint.image.installs import Install
    from mlint.shell.commands import Command


def read_install(command: Command) -> Install | None:
    """The package manager call that ``command``, prefixes taken off, is; None when it is none.

    A reader is imported when the first command that may be one of its calls is met.
    """
    name = command.name
    if name is None:
        return None
    if name.startswith(("pip", "py")):
        from mlint.image.installers import pip

        return pip.read(command)
    return None
