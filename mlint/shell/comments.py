"""Comments in shell text that take more with them than their line shows."""

from __future__ import annotations

from mlint.records import Record
from mlint.shell.reader import read_script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.dockerfile.source import MappedText, Span


class SwallowingComment(Record):
    """A comment with a continuation mark behind it: its place on its own line, and the text that is lost with it."""

    span: Span
    lost: MappedText


def swallowing_comments(text: MappedText) -> Iterator[SwallowingComment]:
    """The comments of a script that go on over the end of their line in the file.

    The builder joins the lines without a line end between them, so a comment ends where the instruction does.
    """
    if "#" not in text.text or len(text.pieces) < 2:
        return
    for start, end in read_script(text.text).comments:
        behind = next((piece.offset for piece in text.pieces if start < piece.offset < end), end)
        if text.text[behind:end].strip():
            own = len(text.text[start:behind].rstrip())
            yield SwallowingComment(text.span(start, start + own), text.part(behind, end))
