from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlint.edits import Taken, apply
from mlint.rule import Edit, NewFile, Place, Span


def edit(start: int, end: int, text: str = "x", path: str = "Dockerfile") -> Edit:
    return Edit(Place(path, Span(start, end)), text)


def test_what_touches_an_edit_is_not_taken() -> None:
    taken = Taken()
    assert taken.take([edit(2, 4), edit(4, 6)])
    assert not taken.take([edit(3, 5)])
    assert not taken.take([edit(5, 8)])
    assert taken.take([edit(3, 5, path="other")])
    assert taken.take([edit(2, 2)])
    assert not taken.take([edit(2, 2, "y")])


def test_all_edits_are_taken_or_none() -> None:
    taken = Taken()
    assert taken.take([edit(5, 6)])
    assert not taken.take([edit(1, 2), edit(5, 5), edit(5, 6)])
    assert taken.take([edit(1, 2)])


def test_the_same_edit_may_be_shared() -> None:
    taken = Taken()
    assert taken.take([edit(1, 2)])
    assert not taken.take([edit(1, 2)])
    assert taken.take([edit(1, 2), edit(3, 4)], shared=True)
    assert not taken.take([edit(1, 2, "y")], shared=True)


def test_a_file_is_created_once() -> None:
    taken = Taken()
    assert not taken.take([NewFile("a", ""), NewFile("a", "x")])
    assert taken.take([NewFile("a", "")])
    assert not taken.take([NewFile("a", "")])


@given(
    st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4), st.text(max_size=3)), max_size=5)
)
def test_edits_change_their_spans_only(text: str, raw: list[tuple[int, int, str]]) -> None:
    edits: list[Edit] = []
    at = 0
    for start, length, new in sorted(raw):
        begin = max(at, min(start, len(text)))
        end = min(begin + length, len(text))
        if begin > at or not edits:
            edits.append(Edit(Place("Dockerfile", Span(begin, end)), new))
            at = end
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.place.span.start] + edit.text + expected[edit.place.span.end :]
    assert apply(text, reversed(edits)) == expected
