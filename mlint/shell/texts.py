"""What text of an instruction reaches a shell, with the way back to the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mlint.dockerfile.heredocs import heredoc_start
from mlint.dockerfile.source import MappedText, Piece, Span
from mlint.shell.interpreters import shebang_shell

if TYPE_CHECKING:
    from mlint.dockerfile.heredocs import Heredoc
    from mlint.dockerfile.instructions import Instruction


class ShellText(NamedTuple):
    """A script as the shell gets it. ``heredoc`` when it is the body of the instruction's only heredoc."""

    text: MappedText
    heredoc: bool = False


class ExecForm(NamedTuple):
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
    """The script that a word at ``span`` of a script hands to ``sh -c``: the word without its quotes.

    ``value`` is the word's value. In double quotes, what the outer shell would replace first is left as it stands.
    None for a word put together from several parts that cannot be told.
    """
    written = text.text[span.start : span.end]
    inner = written[1:-1]
    if len(written) >= 2 and written[0] == written[-1] == "'" and "'" not in inner:
        return text.part(span.start + 1, span.end - 1)
    if len(written) >= 2 and written[0] == written[-1] == '"':
        return _unescaped(text.part(span.start + 1, span.end - 1))
    return text.part(span.start, span.end) if value == written else None


def _unescaped(text: MappedText) -> MappedText | None:
    """The content of double quotes without its escapes; None when it holds the end of the quotes itself."""
    written = text.text
    if "\\" not in written:
        return text if '"' not in written else None
    units: list[tuple[int, int, int]] = []
    chars: list[str] = []
    at = 0
    while at < len(written):
        start = at
        if written[at] == '"':
            return None
        if written[at] == "\\" and written[at + 1 : at + 2] in ('"', "\\", "$", "`"):
            at += 1
            units.append((1, start, at + 1))
        else:
            units.append((1, at, at + 1))
        chars.append(written[at])
        at += 1
    return text.decoded("".join(chars), units, 0)
