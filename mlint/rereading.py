"""What must not be different when a Dockerfile is read again after edits."""

from __future__ import annotations

from bisect import bisect_right

from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.stages import read_stages
from mlint.dockerfile.validation import validate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.source import Source
    from mlint.rule import Edit


class Reading:
    """A Dockerfile before edits, to compare others with."""

    def __init__(self, source: Source) -> None:
        self._dockerfile = Dockerfile(source)
        self._directives = _directives(self._dockerfile)
        self._stages = _stage_names(self._dockerfile)
        self._problems = _problems(self._dockerfile)

    def broken_by(self, edits: Iterable[Edit], after: Source) -> str | None:
        """What the ``edits``, which give the text ``after``, break, as the end of a sentence; None: nothing.

        An instruction that no edit touches is the same afterwards. One that an edit touches behind its first character
        is still there, under its name. Where an edit covers its beginning, or writes a new one, the edit has its way.
        """
        dockerfile = Dockerfile(after)
        if _directives(dockerfile) != self._directives:
            return "the parser directives would not be the same"
        broken = self._lost_instruction(_Shift(edits), dockerfile)
        if broken is not None:
            return broken
        if _stage_names(dockerfile) != self._stages:
            return "the stages would not be the same"
        if _problems(dockerfile) > self._problems:
            return "BuildKit would refuse the result"
        return None

    def _lost_instruction(self, shift: _Shift, after: Dockerfile) -> str | None:
        text, new_text = self._dockerfile.source.text, after.source.text
        old = [one for one in self._dockerfile.instructions if shift.keeps(one.span.start)]
        new = [one for one in after.instructions if not shift.wrote(one.span.start)]
        for was, now in zip(old, new, strict=False):
            same = shift.moved(was.span.start) == now.span.start and was.written_name == now.written_name
            if same and not shift.touches(was.span.start, self._end(was)):
                same = was.text.text == now.text.text and text[slice(*was.span)] == new_text[slice(*now.span)]
            if not same:
                return f"the instruction in line {was.first_line} would be another one"
        if len(old) != len(new):
            return "the number of instructions would be another one"
        return None

    def _end(self, instruction: Instruction) -> int:
        return self._dockerfile.source.line_span(instruction.last_line).end


class _Shift:
    """Where edits move what they do not touch; offsets before the edits, unless said otherwise."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._deltas = [0]
        self._new_starts: list[int] = []
        self._new_ends: list[int] = []
        for (start, end), length in sorted((edit.place.span, len(edit.text)) for edit in edits):
            at = start + self._deltas[-1]
            self._starts.append(start)
            self._ends.append(end)
            self._new_starts.append(at)
            self._new_ends.append(at + length)
            self._deltas.append(self._deltas[-1] + length - (end - start))

    def keeps(self, offset: int) -> bool:
        """Whether the character at ``offset`` stays."""
        return not self.touches(offset, offset)

    def touches(self, start: int, end: int) -> bool:
        """Whether an edit takes away something from ``start`` to ``end`` inclusive, or inserts behind ``start``."""
        following = bisect_right(self._ends, start)
        return following < len(self._starts) and self._starts[following] <= end

    def moved(self, offset: int) -> int:
        """Where the character at ``offset`` is afterwards."""
        return offset + self._deltas[bisect_right(self._ends, offset)]

    def wrote(self, offset: int) -> bool:
        """Whether the character that is at ``offset`` afterwards comes from an edit."""
        index = bisect_right(self._new_starts, offset) - 1
        return index >= 0 and offset < self._new_ends[index]


def _directives(dockerfile: Dockerfile) -> list[tuple[str, str]]:
    return [(one.name, one.value) for one in dockerfile.directives]


def _stage_names(dockerfile: Dockerfile) -> Sequence[str | None]:
    return [stage.name for stage in read_stages(dockerfile)]


def _problems(dockerfile: Dockerfile) -> int:
    """For how many reasons BuildKit would refuse the file."""
    return len(list(validate(dockerfile)))
