"""The instruction list of a Dockerfile, every part with its place in the file."""

from __future__ import annotations

from bisect import bisect_left

from mlint.dockerfile.arguments import (
    Assignment,
    Flag,
    Mount,
    assignment,
    name_range,
    quoted_words,
    read_flags,
    read_mount,
    read_pairs,
    split_words,
    trimmed,
)
from mlint.dockerfile.json_form import BrokenList, JsonForm, read_broken_list, read_json_form
from mlint.dockerfile.lines import Comment, Directive, Lines, LogicalLine, SyntaxProblem
from mlint.dockerfile.source import MappedText, Piece, Source, Span
from mlint.dockerfile.structure import split_instructions
from mlint.dockerfile.whitespace import GO_SPACE
from mlint.lazy import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.heredocs import Heredoc

KNOWN = frozenset(
    {"ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER"}
    | {"ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
)

_LONGEST_NAME = max(map(len, KNOWN))
_JSON_OR_TEXT = frozenset({"CMD", "ENTRYPOINT", "RUN", "SHELL"})
_EXEC_FORM = frozenset({"CMD", "ENTRYPOINT", "RUN"})
_JSON_OR_WORDS = frozenset({"ADD", "COPY", "VOLUME"})
_WORDS = frozenset({"FROM", "EXPOSE"})
_PAIRS = frozenset({"ENV", "LABEL"})
_HOLDING_ANOTHER = frozenset({"HEALTHCHECK", "ONBUILD"})


class Instruction:
    """One instruction: its name and, read when asked for, its flags and arguments.

    ``escape`` is the escape token in force. ``logical`` is the logical line that holds it; for an instruction behind
    ONBUILD that of the ONBUILD.
    """

    def __init__(self, text: MappedText, logical: LogicalLine, source: Source, escape: str) -> None:
        end, begin = name_range(text.text)
        self.source = source
        self.logical = logical
        self.escape = escape
        self.text = text
        self.written_name = text.text[:end]
        self.name = self.written_name.upper()
        self.name_span = text.span(0, end)
        self.value = text.part(begin)

    def __repr__(self) -> str:
        return f"{self.name}@{self.first_line}"

    @property
    def first_line(self) -> int:
        """The 1-based line on which the instruction begins."""
        return self.logical.first

    @property
    def last_line(self) -> int:
        """The 1-based line on which it ends, heredoc bodies included."""
        return self.logical.last

    @cached_property
    def span(self) -> Span:
        """From the first character of the name to the last one of the arguments or of the last heredoc."""
        span = self.text.span()
        return Span(span.start, self.heredocs[-1].terminator.end) if self.heredocs else span

    @property
    def text_span(self) -> Span:
        """As :attr:`span`, without heredoc bodies."""
        return self.text.span()

    @property
    def heredocs(self) -> tuple[Heredoc, ...]:
        """The heredocs that the instruction opens, in order."""
        return self.logical.heredocs

    @cached_property
    def _flags_and_rest(self) -> tuple[tuple[Flag, ...], MappedText]:
        return read_flags(self.value, self.escape)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The flags before the arguments, as written."""
        return self._flags_and_rest[0]

    def flag(self, name: str) -> Flag | None:
        """The last flag of that name."""
        return next((flag for flag in reversed(self.flags) if flag.name == name), None)

    @cached_property
    def mounts(self) -> tuple[Mount, ...]:
        """The ``--mount`` flags of RUN that can be read."""
        found = (read_mount(flag) for flag in self.flags if flag.name == "mount")
        return tuple(mount for mount in found if mount)

    @property
    def arguments_text(self) -> MappedText:
        """Everything behind the flags."""
        return self._flags_and_rest[1]

    @cached_property
    def json_form(self) -> JsonForm | None:
        """The arguments in JSON form; None in shell form and for instructions that know no JSON form."""
        if self.name == "HEALTHCHECK":
            return read_json_form(self.health_command) if self.health_command else None
        if self.name in _JSON_OR_TEXT or self.name in _JSON_OR_WORDS:
            return read_json_form(self.arguments_text)
        return None

    @cached_property
    def health_command(self) -> MappedText | None:
        """HEALTHCHECK: what follows the word CMD; None without it."""
        words = split_words(self.arguments_text, GO_SPACE)
        if self.name != "HEALTHCHECK" or not words or words[0].text.upper() != "CMD":
            return None
        text = self.arguments_text
        return trimmed(text.part(len(words[0])))

    @cached_property
    def arguments(self) -> tuple[MappedText, ...]:
        """The arguments: words, strings of the JSON form, or the whole text as one, by the kind of instruction.

        ENV and LABEL have :attr:`assignments` instead, ONBUILD has :attr:`trigger`.
        """
        text = self.arguments_text
        if self.name in _PAIRS or self.name == "ONBUILD":
            return ()
        if self.json_form and self.name != "HEALTHCHECK":
            return self.json_form.strings or ()
        if self.name in _WORDS or self.name in _JSON_OR_WORDS:
            return split_words(text)
        if self.name == "ARG":
            return quoted_words(text, self.escape)
        if self.name == "HEALTHCHECK":
            return self._health_arguments()
        return (text,) if text else ()

    def _health_arguments(self) -> tuple[MappedText, ...]:
        words = split_words(self.arguments_text, GO_SPACE)
        if not words:
            return ()
        rest = trimmed(self.arguments_text.part(len(words[0])))
        form = read_json_form(rest)
        following = (form.strings or ()) if form else (rest,) if rest else ()
        return (words[0], *following)

    @cached_property
    def _pairs(self) -> tuple[tuple[Assignment, ...], MappedText | None]:
        return read_pairs(self.arguments_text, self.escape)

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """ENV, LABEL: the pairs. ARG: its words, whose value may be None."""
        if self.name in _PAIRS:
            return self._pairs[0]
        if self.name == "ARG":
            return tuple(assignment(word) for word in self.arguments)
        return ()

    @property
    def unpaired_word(self) -> MappedText | None:
        """ENV, LABEL: the word that lacks its equals sign, for which the builder refuses the file."""
        return self._pairs[1] if self.name in _PAIRS else None

    @cached_property
    def trigger(self) -> Instruction | None:
        """The instruction behind ONBUILD; at build time it is read with the escape token ``\\``."""
        text = self.arguments_text
        if self.name != "ONBUILD" or not text:
            return None
        return Instruction(text, self.logical, self.source, self.escape)

    @cached_property
    def broken_list(self) -> BrokenList | None:
        """For instructions that take exec form: a list that was meant and is no valid JSON."""
        if self.name == "HEALTHCHECK":
            return read_broken_list(self.health_command) if self.health_command else None
        return read_broken_list(self.arguments_text) if self.name in _EXEC_FORM and not self.heredocs else None

    @property
    def swallowed_name(self) -> MappedText | None:
        """The name of an instruction, in capitals, that begins a line behind an empty one inside this instruction.

        It was meant as an instruction of its own: the continuation mark before it is left over.
        """
        blank = () if self.name in _HOLDING_ANOTHER else self.logical.blank_lines
        pieces, text = self.text.pieces, self.text.text
        for line in blank:
            below = self.source.line_starts[line] if line < len(self.source.line_starts) else len(self.source.text)
            index = bisect_left(pieces, below, key=_start)
            offset = pieces[index].offset if index < len(pieces) else len(text)
            while text[offset : offset + 1].isspace():
                offset += 1
            # The name and the character behind it are enough to see.
            words = split_words(self.text.part(offset, offset + _LONGEST_NAME + 1))
            if words and words[0].text in KNOWN and text[offset + len(words[0]) :].strip():
                return words[0]
        return None

    @property
    def in_json_form(self) -> bool:
        """Whether the arguments are in JSON form (exec form)."""
        return self.json_form is not None


class Dockerfile:
    """A Dockerfile read: directives, comments, instructions, and what is wrong with the text as a whole.

    ``parser_agrees`` is False when dockerfile-parse and the line machine split the file differently; the line
    machine's split is used then.
    """

    def __init__(self, source: Source, most: int | None = None) -> None:
        """Read the file; ``TooLongError`` when it has more than ``most`` instructions."""
        self.source = source
        lines = Lines(source, most)
        self.escape = lines.escape
        self.directives: list[Directive] = lines.directives
        self.comments: list[Comment] = lines.comments
        self.line_problems: list[SyntaxProblem] = lines.problems
        items, self.parser_agrees = split_instructions(lines)
        self.instructions: list[Instruction] = [
            Instruction(trimmed(logical.text), logical, source, lines.escape)
            for logical, _ in zip(lines.logical, items, strict=True)
        ]

    @property
    def windows_paths(self) -> bool:
        """Whether the escape token is the backtick, as in files for Windows."""
        return self.escape == "`"


def _start(piece: Piece) -> int:
    return piece.start
