"""The stages of a Dockerfile and how they build on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mlint.dockerfile.instructions import Dockerfile, Instruction
    from mlint.dockerfile.source import MappedText


class Stage(NamedTuple):
    """One stage: its number from 0, its FROM and what follows it up to the next one.

    ``base`` is the image as written, None when FROM has no argument; ``name`` is in lower case, None without AS.
    """

    number: int
    start: Instruction
    base: MappedText | None
    name: str | None
    instructions: tuple[Instruction, ...]


def read_stages(dockerfile: Dockerfile) -> list[Stage]:
    """The stages in the order of the file."""
    instructions = dockerfile.instructions
    starts = [index for index, instruction in enumerate(instructions) if instruction.name == "FROM"]
    stages = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(instructions)
        stages.append(_stage(number, instructions[start], tuple(instructions[start + 1 : end])))
    return stages


def _stage(index: int, start: Instruction, instructions: tuple[Instruction, ...]) -> Stage:
    arguments = start.arguments
    named = len(arguments) == 3 and arguments[1].text.upper() == "AS"
    return Stage(
        index,
        start,
        arguments[0] if arguments else None,
        arguments[2].text.lower() if named else None,
        instructions,
    )


def global_instructions(dockerfile: Dockerfile) -> list[Instruction]:
    """The ARG instructions before the first FROM."""
    found = []
    for instruction in dockerfile.instructions:
        if instruction.name == "FROM":
            break
        if instruction.name == "ARG":
            found.append(instruction)
    return found


def stage_called(stages: list[Stage], name: str, before: int, *, any_case: bool) -> Stage | None:
    """The last stage of that name among those before index ``before``.

    FROM compares the name as written with the stage names, which are in lower case; COPY --from in any case.
    """
    wanted = name.lower() if any_case else name
    return next((stage for stage in reversed(stages[:before]) if stage.name == wanted), None)


def stage_numbered(stages: list[Stage], number: str, before: int) -> Stage | None:
    """The stage with that index, for COPY --from only; None when it does not come before index ``before``."""
    if number.isascii() and number.isdigit() and int(number[:9]) < before:
        return stages[int(number[:9])]
    return None
