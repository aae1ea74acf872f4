"""Pipes: those whose first command may fail unnoticed, since the shell asks only the last one, and piped scripts."""

from __future__ import annotations

from mlint.image.addresses import host_of
from mlint.image.programs import is_python, shell_script
from mlint.knowledge.build_tools import BUILDING
from mlint.knowledge.pipes import DOWNLOADERS, FILTERS, INSTALLING
from mlint.records import Record
from mlint.shell.interpreters import is_posix_shell, reads_script_from_input

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mlint.shell.commands import Command

_FETCHING = frozenset({"curl", "wget"})
_MOST = 100
"""How many commands around a download are looked at; real RUNs have fewer."""
_EVALUATING = frozenset({".", "eval", "source"})


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


class PipedScript(Record):
    """A script that ``source`` fetches and ``sink`` runs unseen; ``host`` is empty where the file does not tell it."""

    source: Command
    sink: Command
    host: str


def piped_scripts(commands: Sequence[Command]) -> Iterator[PipedScript]:
    """The downloads of a RUN that go straight to a shell or to Python: in a pipe, or as ``bash -c "$(curl …)"``."""
    from mlint.image.models.downloads import verifies

    told = set()
    for index, source in enumerate(commands):
        if source.name not in _FETCHING or source.span in told:
            continue
        pipeline = [one for one in commands[index + 1 : index + _MOST] if one.site.pipeline == source.site.pipeline]
        if source.site.feeds_pipe:
            sinks = [one for one in pipeline if one.site.reads_pipe and _runs_input(one)]
            checked = any(map(verifies, pipeline))
        else:
            around = commands[max(0, index - _MOST) : index + _MOST] if source.site.substituted else ()
            sinks = [one for one in around if _surrounds(one, source)]
            checked = False
        if sinks and not checked:
            told.add(source.span)
            yield PipedScript(source, sinks[0], _host(source))


def _runs_input(command: Command) -> bool:
    values = command.values
    if not is_python(values[0]):
        return reads_script_from_input(values)
    operands = [value for value in values[1:] if value is None or not value.startswith("-") or value == "-"]
    return operands[:1] in ([], ["-"]) and not any((value or "")[:2] in ("-c", "-m") for value in values[1:])


def _surrounds(command: Command, inner: Command) -> bool:
    """Whether a command runs as a script what ``inner`` prints in one of its words."""
    around = [one for one in command.arguments if one.span.start < inner.span.start and inner.span.end <= one.span.end]
    return bool(around) and (is_posix_shell(command.values[0] or "") or command.name in _EVALUATING)


def _host(command: Command) -> str:
    url = next((one.start for one in command.arguments if "://" in one.start), "")
    host = host_of(url)
    return "" if "$" in host else host


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
        return _runs_input(command)
    if command.name in FILTERS:
        return any(one.operator in (">", ">>") for one in command.redirections)
    return command.name == "tee" or reads_script_from_input(values)
