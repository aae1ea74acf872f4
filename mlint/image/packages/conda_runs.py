"""``conda run`` where its output matters: in what the container starts and in SHELL."""

from __future__ import annotations

from mlint.dockerfile.source import Span
from mlint.image.packages.installers.options import ARGPARSE, read_options
from mlint.image.runs import Insertion
from mlint.knowledge.conda_options import CONDA
from mlint.records import Record
from mlint.shell.commands import Argument
from mlint.shell.interpreters import program_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.build import Build
    from mlint.dockerfile.instructions import Instruction

_NO_CAPTURE = "--no-capture-output"
_LETS_THROUGH = frozenset(("--live-stream", _NO_CAPTURE, "-s"))


class BufferingRun(Record):
    """A ``conda run`` that keeps the output back: ``span`` from the program to the verb, ``option`` how to change it.

    ``option`` is None when the option cannot be inserted; ``in_shell``: it stands in SHELL.
    """

    span: Span
    option: Insertion | None
    in_shell: bool


def buffering_runs(build: Build) -> Iterator[BufferingRun]:
    """The calls of ``conda run`` in SHELL instructions and in the start command that keep the output back."""
    for stage in build.stages:
        for instruction in stage.instructions if stage.is_reached else ():
            if instruction.name == "SHELL" and instruction.json_form and _is_used(build, instruction):
                words = [Argument(word.text, word.span()) for word in instruction.arguments]
                found = _buffering(words, instruction, in_shell=True)
                if found:
                    yield found
    yield from dict.fromkeys(_started(build))


def _is_used(build: Build, shell: Instruction) -> bool:
    """Whether something behind the SHELL is run by it."""
    words = tuple(word.text for word in shell.arguments)
    return any(
        one.name in ("CMD", "ENTRYPOINT", "RUN") and not one.in_json_form and stage.shell_at(one) == words
        for stage in build.stages
        for one in stage.instructions
        if one.span.start > shell.span.start
    )


def _started(build: Build) -> Iterator[BufferingRun]:
    startup = build.startup
    for command in startup.commands:
        outer = command.outer if command.site.last or command.site.background else None
        while outer is not None:
            start = outer.arguments[0].span.start if outer.arguments else -1
            for part in startup.parts:
                if part.instruction.span.start <= start < part.instruction.span.end:
                    found = _buffering(outer.arguments, part.instruction, in_shell=False)
                    if found:
                        yield found
            outer = outer.outer


def _buffering(words: Sequence[Argument], instruction: Instruction, *, in_shell: bool) -> BufferingRun | None:
    if not words or program_name(words[0].start) != "conda":
        return None
    before = read_options(words[1:], CONDA["run"], ARGPARSE, leading=True)
    if not before.rest or before.rest[0].value != "run":
        return None
    verb = before.rest[0]
    behind = read_options(before.rest[1:], CONDA["run"], ARGPARSE, leading=True)
    told = behind.rest and behind.rest[0].value is not None
    if not told or behind.uncertain or any(one.name in _LETS_THROUGH for one in behind.options):
        return None
    span = Span(words[0].span.start, verb.span.end)
    return BufferingRun(span, _insertion(verb, instruction), in_shell)


def _insertion(verb: Argument, instruction: Instruction) -> Insertion | None:
    """How the option gets behind the verb: as a string of its own in the exec form."""
    end = verb.span.end
    if instruction.json_form and any(word.span() == verb.span for word in instruction.arguments):
        return Insertion(Span(end + 1, end + 1), f', "{_NO_CAPTURE}"')
    return Insertion(Span(end, end), f" {_NO_CAPTURE}") if verb.literal else None
