"""Bytes and text, lines and columns, and texts that know where in the file they stand."""

from __future__ import annotations

import pytest

from mlint.dockerfile.source import MappedText, Piece, Position, Source, Span, decode, encode
from tests.dockerfile.helpers import at, only, read, written

# ``foo`` and ``&& bar``, a comment and a blank line between them; the file is what a RUN of these lines looks like.
FILE = "RUN foo\\\n# c\n\n&& bar\nUSER x\n"
JOINED = MappedText("foo&& bar", [Piece(0, 3, 4, 7), Piece(3, 6, 14, 20)], 4)


class TestSource:
    @pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\xef\xbb\xbfa\r\r\n\x85", "\u2028\U0001f600".encode()])
    def test_bytes_come_back(self, data: bytes) -> None:
        assert encode(Source("x", data).text) == data
        assert encode(decode(data)) == data

    @pytest.mark.parametrize(
        ("text", "starts", "count"),
        [
            ("", [0], 0),
            ("a", [0], 1),
            ("a\n", [0, 2], 1),
            ("\n\n", [0, 1, 2], 2),
            ("a\r\u2028\x85\v\x1cb\nc", [0, 8], 2),
        ],
    )
    def test_only_lf_ends_a_line(self, text: str, starts: list[int], count: int) -> None:
        source = Source("x", encode(text))
        assert source.line_starts == starts
        assert source.line_count == count

    def test_positions_are_counted_in_code_points_from_one(self) -> None:
        source = Source("x", "a\u00e9\U0001f600b\r\ncd".encode())
        assert [source.position(offset) for offset in (0, 3, 4, 6, 7, 8)] == [
            Position(1, 1),
            Position(1, 4),
            Position(1, 5),
            Position(2, 1),
            Position(2, 2),
            Position(2, 3),
        ]
        assert source.line_at(5) == 1
        assert source.line_at(6) == 2

    def test_a_byte_order_mark_takes_no_column(self) -> None:
        source = Source("x", "\ufeffFROM a\n\ufeffx".encode())
        assert source.position(0) == Position(1, 1)
        assert source.position(1) == Position(1, 1)
        assert source.position(6) == Position(1, 6)
        # One on a later line is text.
        assert source.position(9) == Position(2, 2)

    def test_line_spans_leave_the_line_end_out(self) -> None:
        source = Source("x", b"ab\r\r\nc\rd\n\ne")
        assert [at(read(source.data), source.line_span(line)) for line in (1, 2, 3, 4)] == ["ab", "c\rd", "", "e"]

    @pytest.mark.parametrize(
        ("text", "newline"), [("a\r\nb\n", "\r\n"), ("a\nb\r\n", "\n"), ("a", "\n"), ("", "\n"), ("\na\r\n", "\n")]
    )
    def test_the_first_line_tells_the_line_end(self, text: str, newline: str) -> None:
        assert Source("x", text.encode()).newline == newline


class TestMappedText:
    def test_the_line_machine_joins_like_this(self) -> None:
        assert only(FILE.removesuffix("USER x\n")).value.pieces == JOINED.pieces

    def test_start_is_where_a_character_stands(self) -> None:
        assert [JOINED.start(offset) for offset in (0, 2, 3, 8)] == [4, 6, 14, 19]
        assert JOINED.start(9) == JOINED.start(99) == 20

    def test_end_stays_on_the_line_of_the_character_before(self) -> None:
        assert [JOINED.end(offset) for offset in (0, 3, 4, 9)] == [4, 7, 15, 20]

    def test_span_takes_in_what_lies_between(self) -> None:
        assert JOINED.span() == Span(4, 20)
        assert JOINED.span(2, 5) == Span(6, 16)
        assert JOINED.span(0, 3) == Span(4, 7)
        assert JOINED.span(3, 3) == Span(14, 14)
        assert JOINED.span(5, 2) == Span(16, 16)

    def test_after_takes_the_continuation_mark_along(self) -> None:
        # The example of GRAMMAR 4.1: what is left must not end in a mark that glues the next instruction on.
        gone = JOINED.after(3, 9)
        assert FILE[: gone.start] + FILE[gone.end :] == "RUN foo\nUSER x\n"
        kept = JOINED.span(3, 9)
        assert FILE[: kept.start] + FILE[kept.end :] == "RUN foo\\\n# c\n\n\nUSER x\n"

    def test_contiguous(self) -> None:
        assert JOINED.contiguous(0, 3)
        assert JOINED.contiguous(3, 9)
        assert not JOINED.contiguous(2, 4)

    def test_segments_leave_marks_and_comments_out(self) -> None:
        assert JOINED.segments() == [Span(4, 7), Span(14, 20)]
        assert JOINED.segments(1, 4) == [Span(5, 7), Span(14, 15)]
        assert JOINED.segments(3, 3) == []
        assert written(JOINED, Source("x", FILE.encode())) == ["foo", "&& bar"]

    def test_a_part_maps_back_by_itself(self) -> None:
        part = JOINED.part(2, 5)
        assert part.text == "o&&"
        assert part.pieces == [Piece(0, 1, 6, 7), Piece(1, 2, 14, 16)]
        assert part.span() == JOINED.span(2, 5)
        assert part.part(1).span() == JOINED.span(3, 5)
        assert JOINED.part(3, 99).text == "&& bar"

    def test_an_empty_part_has_its_place(self) -> None:
        assert JOINED.part(3, 3).span() == Span(14, 14)
        assert JOINED.part(9).span() == Span(20, 20)
        assert JOINED.part(9).after(0, 0) == Span(20, 20)
        assert len(MappedText("", [], 7)) == 0
        assert MappedText("", [], 7).start(0) == MappedText("", [], 7).end(0) == 7

    def test_a_part_of_the_file(self) -> None:
        assert MappedText.of_span(FILE, Span(4, 7)).pieces == [Piece(0, 3, 4, 7)]
        assert MappedText.of_span(FILE, Span(4, 4)).span() == Span(4, 4)
        assert repr(MappedText.of_span(FILE, Span(4, 7))) == "MappedText('foo')"

    def test_decoded_units_are_whole(self) -> None:
        # ``a``, an escape of two characters for one, ``b`` behind the line end.
        joined = MappedText("a\\nb", [Piece(0, 3, 10, 13), Piece(3, 1, 20, 21)], 10)
        decoded = joined.decoded("a\nb", [(1, 0, 1), (1, 1, 3), (1, 3, 4)], 0)
        assert [decoded.start(offset) for offset in range(4)] == [10, 11, 20, 21]
        assert [decoded.end(offset) for offset in range(4)] == [10, 11, 13, 21]
        assert decoded.segments(1, 2) == [Span(11, 13)]
        assert decoded.part(1, 2).pieces == [Piece(0, 1, 11, 13)]
        assert decoded.contiguous(0, 1)
        assert not decoded.contiguous(1, 2)
        assert not decoded.contiguous(0, 3)

    def test_a_unit_of_several_characters_is_never_cut_in_the_file(self) -> None:
        unit = MappedText("abcde", [Piece(0, 1, 0, 1), Piece(1, 3, 1, 9), Piece(4, 1, 9, 10)], 0)
        assert unit.span(2, 3) == Span(1, 9)
        assert unit.part(2, 5).pieces == [Piece(0, 2, 1, 9), Piece(2, 1, 9, 10)]
        assert unit.part(2, 3).span() == Span(1, 9)

    def test_a_decoded_unit_may_lie_across_a_line_end(self) -> None:
        joined = MappedText("\\n", [Piece(0, 1, 0, 1), Piece(1, 1, 5, 6)], 0)
        assert joined.decoded("\n", [(1, 0, 2)], 0).span() == Span(0, 6)

    def test_nothing_decoded_stands_at_its_anchor(self) -> None:
        assert JOINED.decoded("", [], 4).span() == Span(15, 15)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_words_have_their_place_whatever_the_line_ends(newline: str, mark: str) -> None:
    lines = ["# \U0001f600", "FROM a", "COPY \U0001f600 b\\", "  # note", "", "c \\ ", "\td /e"]
    dockerfile = read(mark + newline.join(lines))
    copy = dockerfile.instructions[1]
    assert [word.text for word in copy.arguments] == ["\U0001f600", "bc", "d", "/e"]
    places = [dockerfile.source.position(word.span().start) for word in copy.arguments]
    assert places == [Position(3, 6), Position(3, 8), Position(7, 2), Position(7, 4)]
    assert written(copy.arguments[1], dockerfile.source) == ["b", "c"]
    assert (copy.first_line, copy.last_line) == (3, 7)
