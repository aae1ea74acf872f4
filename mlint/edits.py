"""Edits: which can be made together, and the text after them."""

from __future__ import annotations

from bisect import bisect_left, insort

from mlint.rule import Edit, NewFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlint.rule import Span


class Taken:
    """Edits that can be made together: none touches another, and no file is created twice."""

    def __init__(self) -> None:
        self._spans: dict[str, list[Span]] = {}
        self._edits: set[Edit] = set()
        self._created: set[str] = set()

    def take(self, edits: Iterable[Edit | NewFile], *, shared: bool = False) -> bool:
        """Take all of the ``edits``, or none when one of them is not free; whether they were taken.

        Edits that are ``shared`` may have been taken before, just as they are.
        """
        noted: list[Edit] = []
        new: set[str] = set()
        for edit in dict.fromkeys(edits):
            if isinstance(edit, NewFile):
                if edit.path in self._created or edit.path in new:
                    return self._put_back(noted)
                new.add(edit.path)
            elif not (shared and edit in self._edits):
                here = self._spans.setdefault(edit.place.path, [])
                if not _is_free(here, edit.place.span):
                    return self._put_back(noted)
                insort(here, edit.place.span)
                noted.append(edit)
        self._edits.update(noted)
        self._created |= new
        return True

    def _put_back(self, noted: Iterable[Edit]) -> bool:
        for edit in noted:
            self._spans[edit.place.path].remove(edit.place.span)
        return False


def _is_free(taken: list[Span], span: Span) -> bool:
    """Whether ``span`` overlaps none of the sorted disjoint spans; two insertions at one point do overlap."""
    at = bisect_left(taken, span)
    for other in taken[max(at - 1, 0) : at + 1]:
        if other == span or (other.start < span.end and span.start < other.end):
            return False
    return True


def apply(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with the disjoint ``edits`` made; all else stays as it is."""
    parts = []
    at = 0
    for edit in sorted(edits, key=lambda one: one.place.span):
        parts.append(text[at : edit.place.span.start])
        parts.append(edit.text)
        at = edit.place.span.end
    parts.append(text[at:])
    return "".join(parts)
