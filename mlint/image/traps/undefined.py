"""Variables that an instruction reads and that nothing sets where it stands."""

from __future__ import annotations

from mlint.dockerfile.variable_uses import uses_in
from mlint.dockerfile.variables import PLATFORM_ARGUMENTS
from mlint.records import Record
from mlint.shell.parameters import parameters_of
from mlint.shell.texts import ShellText, command_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.source import Span
    from mlint.dockerfile.variable_uses import VariableUse

_PROXIES = frozenset({"all_proxy", "ftp_proxy", "http_proxy", "https_proxy", "no_proxy"})
_SHORTEST = 5
"""Names shorter than this are one letter away from too many others that an unknown image may set."""


class Undefined(Record):
    """A variable ``name`` read at ``span`` that nothing sets there.

    ``because``: ``global``, its ARG stands before the first FROM; ``builder``, the builder sets it only for a stage
    that declares it; ``unset``, nothing at all sets it. ``near`` is a defined name that looks like it. ``sure`` is
    False when the base image, of which not everything is known, might set it.
    """

    name: str
    span: Span
    because: Literal["global", "builder", "unset"]
    near: str | None
    sure: bool


def undefined_in(build: Build, stage: BuildStage, instruction: Instruction) -> Iterator[Undefined]:
    """What ``instruction`` of ``stage`` reads without having it, each name once.

    Of RUN, whose shell may have variables that nobody sees, only what is declared elsewhere in the file. What an ENV
    or ARG itself sets is left out: that is a matter of its own.
    """
    if _base_is_stage_in_other_case(stage):
        return
    own = {pair.key for pair in instruction.assignments} if instruction.name in ("ARG", "ENV") else set()
    environment = stage.environment_at(instruction)
    in_run = instruction.name == "RUN"
    seen: set[str] = set(own)
    for name, span in _reads_in_run(stage, instruction) if in_run else _reads(instruction):
        if name in seen or name in environment or name.lower() in _PROXIES:
            continue
        seen.add(name)
        unset = environment.is_set(name) is False
        if name in PLATFORM_ARGUMENTS:
            yield Undefined(name, span, "builder", None, sure=True)
        elif name in build.global_environment:
            yield Undefined(name, span, "global", None, sure=unset)
        elif not in_run:
            from mlint.dockerfile.near_names import near_name

            near = near_name(name, environment, 2 if unset else 1 if len(name) >= _SHORTEST else 0)
            if unset or near:
                yield Undefined(name, span, "unset", near, sure=unset)


def _base_is_stage_in_other_case(stage: BuildStage) -> bool:
    """Whether FROM names an earlier stage but for the case: to BuildKit another image, to its author that stage."""
    name = stage.base_name
    return bool(name and not stage.parent and stage.build.earlier_stage(name, stage.number, any_case=True))


def _reads(instruction: Instruction) -> Iterator[tuple[str, Span]]:
    uses: list[VariableUse] = uses_in(instruction)
    return ((use.name, use.span) for use in uses if not use.guarded)


def _reads_in_run(stage: BuildStage, instruction: Instruction) -> Iterator[tuple[str, Span]]:
    """Parameters of the shell that the script does not set itself; none when it runs what is not there to read."""
    text = command_text(instruction)
    if not isinstance(text, ShellText) or "$" not in text.text.text or not stage.has_posix_shell_at(instruction):
        return
    # The others are the shell's own: most scripts need not be read.
    if not any(name in text.text.text for name in (*PLATFORM_ARGUMENTS, *stage.build.global_environment)):
        return
    found = parameters_of(text.text.text)
    for use in found.reads if found.sets is not None else ():
        if not use.guarded and use.name not in (found.sets or ()):
            yield use.name, text.text.span(use.start, use.end)
