"""Bytes, text, lines and positions of one file, and texts that remember where in the file they stand.

Offsets are code points into :attr:`Source.text`, 0-based; spans are half-open. Lines and columns are 1-based and are
computed at the edge only.
"""

from __future__ import annotations

from bisect import bisect_right

from mlint.lazy import cached_property
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

BOM = "\ufeff"


class Span(Record):
    """A half-open range of code points in a file's text."""

    start: int
    end: int


class Position(Record):
    """A place in a file as a person names it: line and column, both 1-based, the column in code points."""

    line: int
    column: int


class Source:
    """One file: its bytes and the same content as text, exactly convertible both ways.

    The text is decoded as UTF-8 with ``surrogateescape``, so bytes that are not UTF-8 survive; a byte order mark and
    CR characters stay in the text.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self.text = decode(data)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which every line begins; only LF ends a line. Never empty."""
        starts = [0]
        find = self.text.find
        at = find("\n") + 1
        while at:
            starts.append(at)
            at = find("\n", at) + 1
        return starts

    @property
    def line_count(self) -> int:
        """How many lines the file has; a last line without LF counts, an empty rest after the last LF does not."""
        starts = self.line_starts
        return len(starts) - (starts[-1] == len(self.text))

    def line_at(self, offset: int) -> int:
        """The 1-based line that holds ``offset``."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """Line and column of ``offset``; a byte order mark takes no column."""
        line = self.line_at(offset)
        start = self.line_starts[line - 1]
        if line == 1 and self.text.startswith(BOM):
            start = min(1, offset)
        return Position(line, offset - start + 1)

    def line_span(self, line: int) -> Span:
        """The 1-based ``line`` without its line end (neither LF nor the CRs before it)."""
        starts = self.line_starts
        start = starts[line - 1]
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        while end > start and self.text[end - 1] == "\r":
            end -= 1
        return Span(start, end)

    @property
    def newline(self) -> str:
        """The line end that the file uses: CRLF when its first line ends so, else LF."""
        at = self.text.find("\n")
        return "\r\n" if at > 0 and self.text[at - 1] == "\r" else "\n"


def decode(data: bytes) -> str:
    """Text of ``data``; bytes that are not UTF-8 become lone surrogates. The reverse of :func:`encode`."""
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """Bytes of ``text`` as :func:`decode` read them."""
    return text.encode("utf-8", "surrogateescape")


class Piece(Record):
    """A run of a mapped text: ``length`` characters at ``offset`` stand in the file at ``start`` to ``end``.

    Where ``end - start`` differs from ``length`` (an escape such as ``\\n`` in a JSON string), the piece is a unit.
    """

    offset: int
    length: int
    start: int
    end: int


class MappedText:
    """A text put together from pieces of a file, with the way back to the file (GRAMMAR: span map).

    An instruction over several lines is one such text: the continuation marks, comments and blank lines between its
    pieces are not in it. Parts of it (:meth:`part`) and texts decoded from it (:meth:`decoded`) map back as well.
    """

    __slots__ = ("_offsets", "anchor", "pieces", "text")

    def __init__(self, text: str, pieces: Iterable[Piece], anchor: int) -> None:
        """Take the ``text``, its ``pieces`` in order and without gaps, and the file offset of an empty text."""
        self.text = text
        self.pieces = list(pieces)
        self.anchor = anchor
        self._offsets = [piece.offset for piece in self.pieces]

    @classmethod
    def of_span(cls, file_text: str, span: Span) -> MappedText:
        """The characters of ``span`` as they stand in the file."""
        length = span.end - span.start
        pieces = [Piece(0, length, span.start, span.end)] if length else []
        return cls(file_text[span.start : span.end], pieces, span.start)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"MappedText({self.text!r})"

    def start(self, offset: int) -> int:
        """File offset of the character at ``offset``; at the end of the text, the file offset behind its last one."""
        if offset >= len(self.text):
            return self.end(len(self.text))
        piece = self.pieces[bisect_right(self._offsets, offset) - 1]
        if piece.end - piece.start != piece.length:
            return piece.start
        return piece.start + offset - piece.offset

    def end(self, offset: int) -> int:
        """File offset just behind the character before ``offset``; it stays on that character's line."""
        if not self.pieces:
            return self.anchor
        if offset <= 0:
            return self.pieces[0].start
        piece = self.pieces[bisect_right(self._offsets, offset - 1) - 1]
        if piece.end - piece.start != piece.length:
            return piece.end
        return piece.start + offset - piece.offset

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The file span from the character at ``start`` to the one before ``end``, whatever lies between them."""
        end = len(self.text) if end is None else end
        if start >= end:
            at = self.start(start)
            return Span(at, at)
        piece = self.pieces[bisect_right(self._offsets, start) - 1]
        if end > piece.offset + piece.length or piece.end - piece.start != piece.length:
            return Span(self.start(start), self.end(end))
        shift = piece.start - piece.offset  # the usual case: all of it stands in one run
        return Span(start + shift, end + shift)

    def after(self, start: int, end: int) -> Span:
        """The file span to delete when ``[start, end)`` goes: from just behind the last character that stays."""
        return Span(self.end(start), self.end(end))

    def contiguous(self, start: int, end: int) -> bool:
        """Whether the file holds ``[start, end)`` in one run: no line end, mark, comment or escape inside."""
        span = self.span(start, end)
        return span.end - span.start == end - start

    def segments(self, start: int = 0, end: int | None = None) -> list[Span]:
        """The file ranges of the characters in ``[start, end)``, without the marks and comments between them."""
        end = len(self.text) if end is None else end
        return [Span(piece.start, piece.end) for piece in self._pieces_in(start, end)]

    def part(self, start: int, end: int | None = None) -> MappedText:
        """The characters ``[start, end)`` as a mapped text of their own."""
        end = len(self.text) if end is None else min(end, len(self.text))
        return MappedText(self.text[start:end], self._pieces_in(start, end, start), self.start(start))

    def decoded(self, text: str, units: Iterable[tuple[int, int, int]], anchor: int) -> MappedText:
        """A ``text`` decoded from this one: ``units`` are (length in it, start, end) here, in order, without gaps.

        ``anchor`` is the offset here that stands for an empty result.
        """
        pieces: list[Piece] = []
        offset = 0
        for length, start, end in units:
            if end - start == length:
                pieces += self._pieces_in(start, end, start - offset)
            else:
                span = self.span(start, end)
                pieces.append(Piece(offset, length, span.start, span.end))
            offset += length
        return MappedText(text, pieces, self.start(anchor))

    def _pieces_in(self, start: int, end: int, zero: int = 0) -> list[Piece]:
        """The pieces of ``[start, end)``, the first and last cut to it; their offsets count from ``zero`` on."""
        found = []
        for index in range(max(bisect_right(self._offsets, start) - 1, 0), len(self.pieces)):
            piece = self.pieces[index]
            if piece.offset >= end:
                break
            low = max(start, piece.offset)
            high = min(end, piece.offset + piece.length)
            if low < high:
                whole = piece.end - piece.start != piece.length
                shift = piece.start - piece.offset
                file_range = (piece.start, piece.end) if whole else (low + shift, high + shift)
                found.append(Piece(low - zero, high - low, *file_range))
        return found
