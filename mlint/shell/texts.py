"""What text of an instruction reaches a shell, with the way back to the file."""

from __future__ import annotations

import re

from mlint.dockerfile.source import MappedText, Piece, Span
from mlint.records import Record
from mlint.shell.interpreters import shebang_shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.heredocs import Heredoc
    from mlint.dockerfile.instructions import Instruction


class ShellText(Record):
    """A script as the shell gets it. ``heredoc`` when it is the body of the instruction's only heredoc."""

    text: MappedText
    heredoc: bool = False


class ExecForm(Record):
    """A command in JSON form: the words that the program gets, no shell between."""

    words: tuple[MappedText, ...]


def command_text(instruction: Instruction) -> ShellText | ExecForm | None:
    """What RUN, CMD, ENTRYPOINT, HEALTHCHECK CMD, or one of them behind ONBUILD, runs.

    None when it is no such instruction, or the text is for an interpreter that is no POSIX shell.
    """
    if instruction.name == "ONBUILD":
        return command_text(instruction.trigger) if instruction.trigger else None
    if instruction.name == "HEALTHCHECK":
        text = instruction.health_command
        if text is None:
            return None
    elif instruction.name in ("RUN", "CMD", "ENTRYPOINT"):
        text = instruction.arguments_text
    else:
        return None
    if instruction.json_form:
        return ExecForm(instruction.json_form.strings or ())
    if instruction.name == "RUN" and instruction.heredocs:
        return _heredoc_text(instruction, text)
    return ShellText(text)


def _heredoc_text(instruction: Instruction, header: MappedText) -> ShellText | None:
    file_text = instruction.source.text
    from mlint.dockerfile.heredocs import heredoc_start

    heredocs = instruction.heredocs
    if len(heredocs) == 1 and heredoc_start(header.text) is not None:
        body = _body(file_text, heredocs[0], keep_tabs=False)
        if shebang_shell(body.text.partition("\n")[0]) is False:
            return None
        return ShellText(body, heredoc=True)
    parts = [header]
    last = header.end(len(header))
    for heredoc in heredocs:
        parts.append(_newline(last, heredoc.body.start))
        parts.append(_body(file_text, heredoc, keep_tabs=True))
        parts.append(MappedText.of_span(file_text, heredoc.terminator))
        last = heredoc.terminator.end
    return ShellText(_joined(parts))


def _newline(start: int, end: int) -> MappedText:
    return MappedText("\n", [Piece(0, 1, start, max(start, end))], start)


def _joined(parts: list[MappedText]) -> MappedText:
    pieces: list[Piece] = []
    offset = 0
    for part in parts:
        pieces.extend(piece._replace(offset=piece.offset + offset) for piece in part.pieces)
        offset += len(part)
    return MappedText("".join(part.text for part in parts), pieces, parts[0].anchor)


def _body(file_text: str, heredoc: Heredoc, *, keep_tabs: bool) -> MappedText:
    """The lines of a heredoc, CR before LF cut off, and leading tabs where ``<<-`` asks for it."""
    cut_tabs = heredoc.start.chomp and not keep_tabs
    span = heredoc.body
    if not cut_tabs and file_text.find("\r", span.start, span.end) < 0:
        return MappedText.of_span(file_text, span)
    return dedented(MappedText.of_span(file_text, span), tabs=cut_tabs)


def dedented(text: MappedText, *, tabs: bool) -> MappedText:
    """``text`` without CR before LF and, if asked, without the tabs at the beginning of its lines."""
    written = text.text
    units: list[tuple[int, int, int]] = []
    chunks: list[str] = []
    at = 0
    while at < len(written):
        newline = written.find("\n", at)
        end = len(written) if newline < 0 else newline
        content_end = end
        while newline >= 0 and content_end > at and written[content_end - 1] == "\r":
            content_end -= 1
        while tabs and at < content_end and written[at] == "\t":
            at += 1
        if content_end > at:
            units.append((content_end - at, at, content_end))
            chunks.append(written[at:content_end])
        if newline >= 0:
            units.append((1, newline, newline + 1))
            chunks.append("\n")
        at = end + 1
    return text.decoded("".join(chunks), units, 0)


def quoted_script(text: MappedText, span: Span, value: str | None) -> MappedText | None:
    """The script that a word at ``span`` of a script hands to ``sh -c``: the word without its quotes and escapes.

    ``value`` is the word's value. What the outer shell would replace first (``$V`` in double quotes) is left as it
    stands. None for a word whose quotes cannot be told apart from those of a command in it (``"$(echo "x")"``).
    """
    word = text.part(span.start, span.end)
    if value == word.text:
        return word
    units: list[tuple[int, int, int]] = []
    at = 0
    while at < len(word):
        end = _quoted_piece(word.text, at, units)
        if end is None:
            return None
        at = end
    chunks = "".join(word.text[end - length : end] for length, _, end in units)
    return word.decoded(chunks, units, 1)


_PLAIN = r"[^'\"\\$`]+|\$(?=[A-Za-z0-9_@*#?!-])"
_IN_DOUBLE_QUOTES = r'\\(?:(\r*\n)|(["\\$`]))|(?:[^"\\]|\\(?!\r*\n|["\\$`]))+'
_NESTED = r"\$[({]|`"


def _quoted_piece(word: str, at: int, units: list[tuple[int, int, int]]) -> int | None:
    """The end of the quoted or plain piece at ``at``; adds what it stands for to ``units``. None when it is unclear."""
    quote = word[at]
    if quote == "'":
        end = word.find("'", at + 1)
        if end > at + 1:
            units.append((end - at - 1, at + 1, end))
        return None if end < 0 else end + 1
    if quote == "\\":
        end = min(at + 2, len(word))
        if word[at + 1 : end].strip("\r\n"):
            units.append((1, at, end))
        return end
    if quote != '"':
        plain = re.compile(_PLAIN).match(word, at)
        if plain is None:
            return None
        units.append((len(plain[0]), *plain.span()))
        return plain.end()
    nested = False
    piece = re.compile(_IN_DOUBLE_QUOTES).match(word, at + 1)
    at += 1
    while piece is not None:
        at = piece.end()
        if piece[2]:
            units.append((1, *piece.span()))
        elif not piece[1]:
            units.append((len(piece[0]), *piece.span()))
            nested = nested or re.search(_NESTED, piece[0]) is not None
        piece = re.compile(_IN_DOUBLE_QUOTES).match(word, at)
    if not word.startswith('"', at) or (nested and at + 1 < len(word)):
        return None
    return at + 1
