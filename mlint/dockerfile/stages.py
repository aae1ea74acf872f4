"""The stages of a Dockerfile and how they build on each other."""

from __future__ import annotations

from bisect import bisect_left

from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.instructions import Dockerfile, Instruction
    from mlint.dockerfile.source import MappedText


class Stage(Record):
    """One stage: its number from 0, its FROM and what follows it up to the next one.

    ``base`` is the image as written, None when FROM has no argument; ``name`` is in lower case, None without AS.
    ``numbers`` has the numbers of all stages of the file by name; they share it.
    """

    number: int
    start: Instruction
    base: MappedText | None
    name: str | None
    instructions: tuple[Instruction, ...]
    numbers: dict[str | None, list[int]]


def read_stages(dockerfile: Dockerfile) -> list[Stage]:
    """The stages in the order of the file."""
    instructions = dockerfile.instructions
    starts = [index for index, instruction in enumerate(instructions) if instruction.name == "FROM"]
    stages: list[Stage] = []
    numbers: dict[str | None, list[int]] = {}
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(instructions)
        stage = _stage(number, instructions[start], tuple(instructions[start + 1 : end]), numbers)
        numbers.setdefault(stage.name, []).append(number)
        stages.append(stage)
    return stages


def _stage(
    number: int, start: Instruction, instructions: tuple[Instruction, ...], numbers: dict[str | None, list[int]]
) -> Stage:
    arguments = start.arguments
    named = len(arguments) == 3 and arguments[1].text.upper() == "AS"
    return Stage(
        number,
        start,
        arguments[0] if arguments else None,
        arguments[2].text.lower() if named else None,
        instructions,
        numbers,
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
    numbers = stages[0].numbers.get(name.lower() if any_case else name, []) if stages else []
    index = bisect_left(numbers, before)
    return stages[numbers[index - 1]] if index else None


def stage_numbered(stages: list[Stage], number: str, before: int) -> Stage | None:
    """The stage with that index, for COPY --from only; None when it does not come before index ``before``."""
    if number.isascii() and number.isdigit() and int(number[:9]) < before:
        return stages[int(number[:9])]
    return None
