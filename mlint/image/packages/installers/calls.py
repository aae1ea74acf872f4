"""Which words of a command are a program's own: ``uv …``, ``/opt/bin/uv …``, ``python -m uv …``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlint.shell.commands import Argument, Command

VALUE_LETTERS = "XW"
"""Options of python that take a value; ``-m`` and ``-c`` end its options."""


def called(command: Command, program: str) -> Sequence[Argument] | None:
    """The arguments of ``program`` when ``command`` calls it, as a module of python too; None when it does not."""
    name = command.name
    if name == program:
        return command.arguments[1:]
    if name is None or not is_python(name):
        return None
    return run_by_python(command.arguments[1:], program, program.__eq__)


def is_python(name: str) -> bool:
    """``python``, ``python3``, ``python3.13t``, ``pypy3``, ``py``."""
    for base in ("python", "pypy", "py"):
        if name.startswith(base):
            return all(char.isdigit() or char == "." for char in name[len(base) :].rstrip("tdm"))
    return False


def run_by_python(
    arguments: Sequence[Argument], module: str, is_script: Callable[[str], bool]
) -> Sequence[Argument] | None:
    """What stands behind ``-m module`` or the path of a script of that name, given the arguments of python."""
    at = 0
    while at < len(arguments):
        value = arguments[at].value
        if value is None:
            return None
        at += 1
        if not value.startswith("-"):
            return arguments[at:] if "/" in value and is_script(value.rpartition("/")[2]) else None
        if value.startswith("--"):
            at += value == "--check-hash-based-pycs"
            continue
        letters = value[1:]
        end = next((index for index, letter in enumerate(letters) if letter in "mc" + VALUE_LETTERS), None)
        if end is None:
            continue
        attached = letters[end + 1 :]
        if letters[end] in VALUE_LETTERS:
            at += not attached
            continue
        named = attached or next((argument.value for argument in arguments[at : at + 1]), None)
        return arguments[at + (not attached) :] if letters[end] == "m" and named == module else None
    return None
