"""Pairs of an ENV that read what the same ENV sets, or what nothing sets."""

from __future__ import annotations

from itertools import pairwise

from mlint.dockerfile.source import Span
from mlint.dockerfile.variable_uses import VariableUse, variable_uses
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.build import BuildStage
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction


class EarlyRead(Record):
    """A ``use`` in ``pair`` of a variable that ``setter``, another pair of the same ENV, sets."""

    pair: Assignment
    use: VariableUse
    setter: Assignment


def read_before_set(stage: BuildStage, instruction: Instruction) -> list[EarlyRead]:
    """The uses of variables that other pairs of the same ENV set to something else than they were before.

    Lists that grow (``PATH=/x:$PATH``) are left out: whoever reads one beside it means the old one or does not care.
    When one grows twice, the second pair undoes the first.
    """
    pairs = instruction.assignments
    setters = {pair.key: pair for pair in pairs if not _appends(pair, instruction)}
    earlier: dict[str, Assignment] = {}
    found = []
    for pair in pairs if len(pairs) > 1 else ():
        for use in _uses(pair, instruction):
            setter = earlier.get(use.name) if use.name == pair.key else setters.get(use.name)
            if setter and setter is not pair and not use.guarded and _changes(stage, instruction, setter):
                found.append(EarlyRead(pair, use, setter))
        earlier[pair.key] = pair
    return found


def copied_from_nowhere(stage: BuildStage, instruction: Instruction) -> list[Assignment]:
    """The pairs ``X=$X`` of a variable that neither the file nor, as far as is known, the base image sets."""
    before = stage.environment_at(instruction)
    return [pair for pair in instruction.assignments if _copies_itself(pair, instruction) and pair.key not in before]


def split_before(instruction: Instruction, reads: Sequence[EarlyRead]) -> list[Span]:
    """The blanks and line ends before pairs, in place of which another ENV must begin for each to see what it reads.

    Empty when the order of the pairs is another, or comments stand between them.
    """
    if instruction.logical.comment_lines or any(one.pair.span.start < one.setter.span.start for one in reads):
        return []
    setters: dict[int, list[int]] = {}
    for one in reads:
        setters.setdefault(one.pair.span.start, []).append(one.setter.span.start)
    begun = instruction.span.start
    cuts = []
    for before, pair in pairwise(instruction.assignments):
        if any(start >= begun for start in setters.get(pair.span.start, ())):
            begun = pair.span.start
            cuts.append(Span(before.span.end, begun))
    return cuts


def _uses(pair: Assignment, instruction: Instruction) -> list[VariableUse]:
    return variable_uses(pair.value_text, instruction.escape) if pair.value_text is not None else []


def _appends(pair: Assignment, instruction: Instruction) -> bool:
    return any(use.name == pair.key for use in _uses(pair, instruction))


def _copies_itself(pair: Assignment, instruction: Instruction) -> bool:
    uses = _uses(pair, instruction)
    if len(uses) != 1 or uses[0].name != pair.key or uses[0].guarded:
        return False
    return (pair.value or "").strip("\"'") in (f"${pair.key}", f"${{{pair.key}}}")


def _changes(stage: BuildStage, instruction: Instruction, setter: Assignment) -> bool:
    """Whether ``setter`` gives the variable another value than it had, as far as is known."""
    before = stage.environment_at(instruction).variable(setter.key)
    if before is None:
        return True
    value = stage.expand(setter.value or "", instruction)
    if _appends(setter, instruction):
        return True
    return before.value is not None and value is not None and before.value != value
