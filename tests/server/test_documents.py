"""Positions in all units, and changes, against models that are plain and slow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from mlint.dockerfile.source import Source, Span, encode
from mlint.server.documents import Document, Positions, clean

TEXTS = st.text(st.sampled_from("aé€𝄞\n\r\t\ufeff\u2028\x85\x0c"), max_size=40)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def model(text: str, offset: int, encoding: str) -> types.Position:
    before = text[:offset].removeprefix("\ufeff")
    codec, width = CODECS[encoding]
    lines = before.split("\n")
    return types.Position(len(lines) - 1, len(lines[-1].encode(codec)) // width)


@given(TEXTS, ENCODINGS, st.data())
def test_positions_are_those_of_the_model_and_lead_back(text: str, encoding: str, data: st.DataObject) -> None:
    source = Source("Dockerfile", encode(text))
    positions = Positions(encoding)
    offset = data.draw(st.integers(text.startswith("\ufeff"), len(text)))
    position = positions.position(source, offset)
    assert position == model(text, offset, encoding)
    line = source.line_span(position.line + 1)
    assert positions.offset(source, position) == min(offset, line.end)


@given(TEXTS, ENCODINGS, st.integers(0, 50), st.integers(0, 200))
def test_no_position_lies_outside(text: str, encoding: str, line: int, column: int) -> None:
    source = Source("Dockerfile", encode(text))
    assert 0 <= Positions(encoding).offset(source, types.Position(line, column)) <= len(text)


@given(TEXTS, TEXTS, ENCODINGS, st.data())
def test_a_change_gives_the_text_of_the_model(text: str, new: str, encoding: str, data: st.DataObject) -> None:
    text = text.removeprefix("\ufeff")
    positions = Positions(encoding)
    document = Document("file:///Dockerfile", "/Dockerfile", "dockerfile", 1, text)
    # No editor's cursor stands between a CR and the LF of its line end.
    places = [at for at in range(len(text) + 1) if at == positions.offset(document.source, model(text, at, encoding))]
    start = data.draw(st.sampled_from(places))
    end = data.draw(st.sampled_from([at for at in places if at >= start]))
    place = positions.range(document.source, Span(start, end))
    document.change(2, [types.TextDocumentContentChangePartial(place, new)], positions)
    assert document.source.text == text[:start] + new + text[end:]
    assert document.version == 2


def test_changes_follow_each_other_and_a_whole_text_replaces_all() -> None:
    positions = Positions("utf-16")
    document = Document("file:///Dockerfile", "/Dockerfile", "dockerfile", 1, "FROM a\r\nRUN 𝄞x\r\n")

    def change(line: int, start: int, end: int, text: str) -> types.TextDocumentContentChangePartial:
        place = types.Range(types.Position(line, start), types.Position(line, end))
        return types.TextDocumentContentChangePartial(place, text)

    document.change(2, [change(1, 4, 6, ""), change(1, 5, 99, "yz"), change(0, 5, 6, "b")], positions)
    assert document.source.text == "FROM b\r\nRUN xyz\r\n"
    document.change(3, [types.TextDocumentContentChangeWholeDocument("FROM c\n")], positions)
    assert document.source.text == "FROM c\n"


def test_the_half_of_a_character_counts_for_the_place_before_it() -> None:
    source = Source("Dockerfile", "𝄞x".encode())
    assert Positions("utf-16").offset(source, types.Position(0, 1)) == 0
    assert Positions("utf-8").offset(source, types.Position(0, 3)) == 0


def test_a_byte_that_is_no_utf8_is_one_character() -> None:
    source = Source("Dockerfile", b"a\xffb")
    assert Positions("utf-16").position(source, 2) == types.Position(0, 2)


@pytest.mark.parametrize("text", ["a\ud800b", "\udc80"])
def test_lone_surrogates_are_replaced(text: str) -> None:
    assert len(clean(text).encode()) > 0
    assert len(clean(text)) == len(text)
