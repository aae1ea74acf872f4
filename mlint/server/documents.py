"""The texts that the editor holds, and positions as the editor counts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from mlint.dockerfile.source import BOM, Source, Span, encode

if TYPE_CHECKING:
    from collections.abc import Iterable

Encoding = types.PositionEncodingKind | str

_CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


class Positions:
    """Offsets of a text as positions of the protocol and back; ``encoding`` is the unit of its columns.

    Only LF ends a line, as everywhere in mlint and in the editors; a CR before it is not counted as a column that the
    cursor can be in.
    """

    def __init__(self, encoding: Encoding = "utf-16") -> None:
        self.encoding = str(getattr(encoding, "value", encoding))
        self._codec = _CODECS[self.encoding]
        self._width = _WIDTHS[self.encoding]

    def position(self, source: Source, offset: int) -> types.Position:
        """The position of ``offset`` in ``source``. A byte order mark takes no column: editors do not show it."""
        line = source.line_at(offset)
        start = source.line_starts[line - 1]
        before = source.text[start:offset]
        if line == 1:
            before = before.removeprefix(BOM)
        return types.Position(line - 1, self._units(before))

    def range(self, source: Source, span: Span) -> types.Range:
        """The range of ``span`` in ``source``."""
        return types.Range(self.position(source, span.start), self.position(source, span.end))

    def offset(self, source: Source, position: types.Position) -> int:
        """The offset at ``position``; what lies behind the end of a line or of the text is that end."""
        if position.line >= len(source.line_starts):
            return len(source.text)
        start, end = source.line_span(position.line + 1)
        if position.line == 0 and source.text.startswith(BOM):
            start += 1
        line = source.text[start:end]
        if line.isascii():
            return start + min(position.character, len(line))
        # The half of a character that a column may point into belongs to no one: "ignore" leaves it out.
        units = line.encode(self._codec, "surrogatepass")[: position.character * self._width]
        return start + len(units.decode(self._codec, "ignore"))

    def _units(self, text: str) -> int:
        if text.isascii():
            return len(text)
        # A byte that is no UTF-8 is one lone surrogate here, and one replacement character in an editor.
        return len(clean(text).encode(self._codec)) // self._width


class Document:
    """A text that is open in the editor; ``path`` is absolute, or the URI where there is no file."""

    def __init__(self, uri: str, path: str, language: str, version: int | None, text: str) -> None:
        self.uri = uri
        self.path = path
        self.language = language
        self.version = version
        self.source = Source(path, encode(clean(text)))

    def change(
        self,
        version: int | None,
        changes: Iterable[types.TextDocumentContentChangeEvent],
        positions: Positions,
    ) -> None:
        """Take the ``changes``, one after the other; each speaks of the text that those before it left."""
        for one in changes:
            text = one.text
            if isinstance(one, types.TextDocumentContentChangePartial):
                start = positions.offset(self.source, one.range.start)
                end = positions.offset(self.source, one.range.end)
                before = self.source.text
                text = f"{before[:start]}{text}{before[max(start, end) :]}"
            self.source = Source(self.path, encode(clean(text)))
        self.version = version


def clean(text: str) -> str:
    """``text`` without lone surrogates, which JSON may hold and UTF-8 may not."""
    if text.isascii():
        return text
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
