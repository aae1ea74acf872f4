"""The line machine: physical lines -> parser directives, comments and logical lines with their heredocs."""

from __future__ import annotations

from mlint.dockerfile.arguments import skip_flags, split_name
from mlint.dockerfile.json_form import is_json_form
from mlint.dockerfile.source import BOM, MappedText, Piece, Source, Span
from mlint.dockerfile.whitespace import DIRECTIVE_SPACE, GO_SPACE, TAIL
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.heredocs import Heredoc, HeredocStart

MAX_LINE_BYTES = 65_535

KNOWN_DIRECTIVES = frozenset({"check", "escape", "syntax"})
_TOOLS = ("mlint:", "hadolint", "check=", "syntax=", "tally")


class SyntaxProblem(Record):
    """Something for which the builder would refuse the file; the span says where.

    ``unknown_instruction``: the line begins with no known instruction; several in a row have one cause.
    """

    span: Span
    message: str
    unknown_instruction: bool = False


class Comment(Record):
    """A whole-line comment, from its ``#`` to the end of the line; ``line`` is 1-based."""

    line: int
    span: Span
    text: str

    @property
    def is_for_tools(self) -> bool:
        """Whether it is addressed to a linter or to the builder and tells people nothing."""
        return self.text.lstrip("#").strip().lower().startswith(_TOOLS)


class Directive(Record):
    """A parser directive at the top of the file; the name in lower case."""

    name: str
    value: str
    line: int
    span: Span


class LogicalLine(Record):
    """One instruction as it is written: physical lines joined, continuation marks and comments taken out.

    ``first`` and ``last`` are 1-based physical lines, heredoc bodies included; ``last_of_text`` is the last one before
    the heredoc bodies. ``text`` is not trimmed at its end. ``unreadable_heredoc``: the line holds ``<<``, but the
    builder cannot read it and so sees no heredoc.
    """

    first: int
    last: int
    last_of_text: int
    text: MappedText
    blank_lines: tuple[int, ...]
    comment_lines: tuple[int, ...]
    heredocs: tuple[Heredoc, ...]
    open_at_end: bool
    unreadable_heredoc: bool


class TooLongError(Exception):
    """A file with more instructions than are read; the text says so."""


class Lines:
    """A file cut into directives, comments and logical lines; everything that is wrong is in ``problems``."""

    def __init__(self, source: Source, most: int | None = None) -> None:
        """Read the file; ``TooLongError`` when it has more than ``most`` instructions."""
        self.source = source
        self._most = most
        self.escape = "\\"
        self.directives: list[Directive] = []
        self.comments: list[Comment] = []
        self.logical: list[LogicalLine] = []
        self.problems: list[SyntaxProblem] = []
        self._starts = source.line_starts
        self.line_count = source.line_count
        self._check_lengths()
        self._read()

    def content(self, line: int) -> tuple[str, int]:
        """The 1-based ``line`` without line end and byte order mark, and the file offset where it begins."""
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.source.text)
        if line == 1 and self.source.text.startswith(BOM):
            start += 1
        return self.source.text[start:end].rstrip("\r"), start

    def _check_lengths(self) -> None:
        starts, text = self._starts, self.source.text
        previous = 0
        for line, start in enumerate([*starts[1:], len(text)], start=1):
            if start - previous > MAX_LINE_BYTES // 4:
                end = start - 1 if text[start - 1 : start] == "\n" else start
                if len(text[previous:end].encode("utf-8", "surrogateescape")) > MAX_LINE_BYTES:
                    span = self.source.line_span(line)
                    message = f"this line is longer than {MAX_LINE_BYTES} bytes, which BuildKit refuses"
                    self.problems.append(SyntaxProblem(Span(span.start, span.start + 1), message))
            previous = start

    def _read(self) -> None:
        line = 1
        directives_possible = True
        while line <= self.line_count:
            content, start = self.content(line)
            stripped = content.lstrip(GO_SPACE)
            if directives_possible:
                directives_possible = self._read_directive(content, start, line)
                if directives_possible:
                    line += 1
                    continue
            if stripped.startswith("#"):
                self._add_comment(content, start, line)
                line += 1
            elif not stripped:
                line += 1
            else:
                line = self._read_logical(line) + 1
                if self._most is not None and len(self.logical) > self._most:
                    raise TooLongError(f"has more than {self._most:,} instructions, no Dockerfile has")

    def _add_comment(self, content: str, start: int, line: int) -> None:
        at = content.index("#")
        self.comments.append(Comment(line, Span(start + at, start + len(content)), content[at:]))

    def _read_directive(self, content: str, start: int, line: int) -> bool:
        """Whether the line is a directive; if so, it is noted."""
        at = len(content) - len(content.lstrip(GO_SPACE))
        if not content.startswith("#", at):
            return False
        name, equals, value = content[at + 1 :].partition("=")
        name = name.lstrip(GO_SPACE).rstrip(DIRECTIVE_SPACE).lower()
        value = value.strip(DIRECTIVE_SPACE)
        if name not in KNOWN_DIRECTIVES or not equals or not value:
            return False
        span = Span(start + at, start + len(content))
        if any(directive.name == name for directive in self.directives):
            self.problems.append(SyntaxProblem(span, f"the parser directive {name!r} may stand only once"))
        elif name == "escape":
            if value in ("\\", "`"):
                self.escape = value
            else:
                self.problems.append(SyntaxProblem(span, "the escape character must be \\ or `"))
        self.directives.append(Directive(name, value, line, span))
        return True

    def _read_logical(self, first: int) -> int:
        """Read the instruction that begins on line ``first``; the number of its last line."""
        chunks: list[str] = []
        pieces: list[Piece] = []
        blank: list[int] = []
        comment: list[int] = []
        offset = 0
        line = first
        open_at_end = True
        anchor = self.content(first)[1]
        while line <= self.line_count:
            content, start = self.content(line)
            stripped = content.lstrip(GO_SPACE)
            if line > first and stripped.startswith("#"):
                self._add_comment(content, start, line)
                comment.append(line)
            elif line > first and not stripped:
                blank.append(line)
            else:
                if line == first:
                    start += len(content) - len(stripped)
                    content = stripped
                body, continues = split_mark(content, self.escape)
                if body:
                    chunks.append(body)
                    pieces.append(Piece(offset, len(body), start, start + len(body)))
                    offset += len(body)
                if not continues:
                    open_at_end = False
                    break
            line += 1
        last_of_text = min(line, self.line_count)
        text = MappedText("".join(chunks), pieces, anchor)
        starts = self._heredoc_starts(text.text)
        heredocs, last = self._read_bodies(starts or [], last_of_text, text)
        self.logical.append(
            LogicalLine(
                first,
                last,
                last_of_text,
                text,
                tuple(blank),
                tuple(comment),
                tuple(heredocs),
                open_at_end,
                starts is None,
            )
        )
        return last

    def _heredoc_starts(self, text: str) -> list[HeredocStart] | None:
        if "<<" not in text:
            return []
        from mlint.dockerfile.heredocs import HEREDOC_INSTRUCTIONS, heredoc_starts

        name, rest = split_name(text)
        if name.upper() == "ONBUILD":
            name, rest = split_name(rest)
        if name.upper() not in HEREDOC_INSTRUCTIONS or is_json_form(skip_flags(rest, self.escape)):
            return []
        return heredoc_starts(text)

    def _read_bodies(self, starts: list[HeredocStart], line: int, text: MappedText) -> tuple[list[Heredoc], int]:
        if not starts:
            return [], line
        from mlint.dockerfile.heredocs import Heredoc

        heredocs = []
        unclosed = ""
        for heredoc in starts:
            line += 1
            first = line
            while line <= self.line_count:
                content = self.content(line)[0]
                if (content.lstrip("\t") if heredoc.chomp else content) == heredoc.name:
                    break
                line += 1
            begin = self._offset(first)
            end = self._offset(line)
            terminator = Span(end, end)
            if line > self.line_count:
                unclosed = unclosed or heredoc.name
                line = self.line_count
            else:
                content, start = self.content(line)
                terminator = Span(start, start + len(content))
            heredocs.append(Heredoc(heredoc, Span(begin, end), terminator))
        if unclosed:
            message = f"the heredoc {unclosed!r} is not closed before the end of the file"
            self.problems.append(SyntaxProblem(text.span(), message))
        return heredocs, line

    def _offset(self, line: int) -> int:
        return self._starts[line - 1] if line <= len(self._starts) else len(self.source.text)


def split_mark(content: str, escape: str) -> tuple[str, bool]:
    """A physical line without its continuation mark, and whether it has one."""
    body = content.rstrip(TAIL)
    if body.endswith(escape) and not body.endswith(escape, 0, len(body) - 1):
        return body[:-1], True
    return content, False
