"""Pipes whose first command may fail unnoticed, since the shell asks only the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.programs import is_python, shell_script
from mlint.knowledge.build_tools import BUILDING
from mlint.knowledge.pipes import DOWNLOADERS, FILTERS, INSTALLING
from mlint.records import Record
from mlint.shell.interpreters import reads_script_from_input

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlint.shell.commands import Command


class HiddenFailure(Record):
    """A ``source`` whose failure does not count, since ``sink`` at the end of its pipe succeeds without any input."""

    source: Command
    sink: Command


def hidden_failures(commands: Iterable[Command]) -> Iterator[HiddenFailure]:
    """The pipes of a RUN that hide a failure, those left out whose result is only looked at."""
    pipelines: dict[int, list[Command]] = {}
    for command in commands:
        if command.site.pipeline and not command.site.substituted:
            pipelines.setdefault(command.site.pipeline, []).append(command)
    for members in pipelines.values():
        site = members[0].site
        if site.pipefail or site.guarded or site.background:
            continue
        ends = [one for one in members if not one.site.feeds_pipe]
        sources = [one for one in members if one.site.feeds_pipe and _fails(one)]
        if sources and len(ends) == 1 and _is_content(ends[0]):
            yield HiddenFailure(_likeliest(sources), ends[0])


def _fails(command: Command) -> bool:
    """Whether a command fails now and then: it downloads, installs, compiles, or runs a program of one's own."""
    if command.name in DOWNLOADERS or command.name in BUILDING or is_python(command.values[0]):
        return True
    return shell_script(command) is not None or not INSTALLING.isdisjoint(command.values[1:3])


def _likeliest(sources: list[Command]) -> Command:
    return next((one for one in sources if one.name in DOWNLOADERS), sources[0])


def _is_content(command: Command) -> bool:
    """Whether the last command of a pipe succeeds when nothing arrives, though something was meant to."""
    values = command.values
    if "xargs" in command.wrappers:
        outer = command.outer.values if command.outer else []
        return any(value in ("-r", "--no-run-if-empty") for value in outer)
    if is_python(values[0]):
        operands = [value for value in values[1:] if value is None or not value.startswith("-") or value == "-"]
        return operands[:1] in ([], ["-"]) and not any((value or "")[:2] in ("-c", "-m") for value in values[1:])
    if command.name in FILTERS:
        return any(one.operator in (">", ">>") for one in command.redirections)
    return command.name == "tee" or reads_script_from_input(values)
