"""Ignore comments (mlint's, hadolint's, BuildKit's) -> the findings they take away, and the comments that do nothing.

The grammar of all of them stands here and nowhere else::

    # mlint: ignore[pip-cache-kept, gpu] reason     the instruction below, or the one whose lines it stands in
    # mlint: ignore reason                          the same, every rule
    # mlint: ignore-file[ML301] reason              the whole file; before the first instruction
    # hadolint ignore=DL3042,DL3008                 as the first, rules by their aliases
    # hadolint stage ignore=DL3042                  the stage that the FROM below begins
    # hadolint global ignore=DL3042                 the whole file
    # check=skip=SecretsUsedInArgOrEnv              the whole file as a parser directive (its value is given), else as
                                                    the first; `all` means the rules that carry a check of BuildKit

Ids of other linters that no rule has as an alias are left alone. A ``# mlint:`` comment that names an unknown rule,
suppresses nothing or cannot be read is reported by :meth:`Suppressions.unused`.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from mlint.dockerfile.lines import Comment
from mlint.dockerfile.source import BOM, Span
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from mlint.dockerfile.instructions import Dockerfile
    from mlint.dockerfile.source import Source
    from mlint.rule import Rule
    from mlint.selection import RuleSet

__all__ = [
    "Comment",
    "Suppressions",
    "UnusedIgnore",
    "ignore_comment",
    "is_for_file",
    "read_suppressions",
    "suppressions_in",
]

UNUSED_IGNORE = "unused-ignore"
"""The own rule that reports what is found here; only a comment that names it suppresses it."""

FORMS = "write `# mlint: ignore[rule] reason` or `# mlint: ignore-file[rule] reason`"


MOST_MISTAKES = 200
"""Names of no rule that are told of in one file: a comment may hold a million, and to find a near one takes long."""


class UnusedIgnore(Record):
    """A ``# mlint:`` comment, or a part of one, that does nothing.

    ``removal`` is the span to replace and the text to put there, or None where nothing can be removed safely.
    """

    span: Span
    message: str
    removal: tuple[Span, str] | None = None


class _Id:
    """One id of an ignore comment, with the codes of the rules it names; None for every rule."""

    __slots__ = ("codes", "text", "used")

    def __init__(self, text: str, codes: frozenset[str] | None) -> None:
        self.text = text
        self.codes = codes
        self.used = False

    def names(self, rule: Rule) -> bool:
        """Whether findings of ``rule`` are meant."""
        if self.codes is None:
            return rule.name != UNUSED_IGNORE
        return rule.code in self.codes


class _Ignore(Record):
    """An ignore comment of mlint: its ids, and the offset range of the list between its brackets.

    ``instruction`` is the index of the one it is about; None for the whole file, and where there are no brackets.
    """

    comment: Comment
    ids: list[_Id]
    inside: Span
    instruction: int | None


class Suppressions:
    """The ignore comments of one file; made by :func:`read_suppressions`."""

    def __init__(
        self, source: Source, instruction_lines: Sequence[tuple[int, int]], ruleset: RuleSet, from_lines: Container[int]
    ) -> None:
        self._source = source
        self._ruleset = ruleset
        self._from_lines = from_lines
        self._firsts = [first for first, _ in instruction_lines]
        self._lasts = [last for _, last in instruction_lines]
        self._everywhere: list[_Id] = []
        self._at: dict[int, list[_Id]] = {}
        self._decided: dict[tuple[str, int | None], bool] = {}
        self._own: list[_Ignore] = []
        self._mistakes: list[UnusedIgnore] = []

    def suppresses(self, rule: Rule, line: int) -> bool:
        """Whether a finding of ``rule`` on the 1-based ``line`` is ignored; what ignores it counts as used."""
        if not self._everywhere and not self._at:
            return False
        return self._ignored(rule, None) | self._ignored(rule, self._instruction(line))

    def _ignored(self, rule: Rule, instruction: int | None) -> bool:
        """Whether an ignore comment about an instruction, or about the file, names ``rule``; looked up once."""
        hit = self._decided.get((rule.code, instruction))
        if hit is None:
            ids = self._everywhere if instruction is None else self._at.get(instruction, ())
            named = [id_ for id_ in ids if id_.names(rule)]
            for id_ in named:
                id_.used = True
            hit = self._decided[rule.code, instruction] = bool(named)
        return hit

    def list_at(self, line: int) -> Span | None:
        """Where an ignore comment for the instruction that ``line`` belongs to lists its rules; None: there is none."""
        index = self._instruction(line)
        return next((one.inside for one in self._own if one.instruction == index), None)

    def unused(self, ran_rules: Iterable[Rule]) -> list[UnusedIgnore]:
        """What does nothing, in the order of the file, as far as the rules that ran can tell.

        unused-ignore itself runs after this, so what names it alone is never judged.
        """
        ran = {rule.code for rule in ran_rules if rule.name != UNUSED_IGNORE}
        default = {rule.code for rule in self._ruleset.rules if rule.default and rule.name != UNUSED_IGNORE}
        found = list(self._mistakes)
        for ignore in self._own:
            idle = [id_ for id_ in ignore.ids if not id_.used and _judged(id_, ran, default)]
            if idle:
                found.append(self._unused_ids(ignore, idle))
        return sorted(found, key=lambda unused: unused.span)

    def _instruction(self, line: int) -> int:
        """The index of the instruction that ``line`` belongs to: its own lines and the comments above it."""
        return bisect_left(self._lasts, line)

    def _unused_ids(self, ignore: _Ignore, idle: list[_Id]) -> UnusedIgnore:
        """The report about the ``idle`` ids of an ignore comment."""
        span = ignore.comment.span
        if len(idle) < len(ignore.ids):
            gone = {id_.text for id_ in idle}
            kept = ", ".join(id_.text for id_ in ignore.ids if id_.text not in gone)
            removal: tuple[Span, str] | None = (ignore.inside, kept)
        else:
            removal = self._whole_line(ignore.comment)
        names = ", ".join(id_.text for id_ in idle if id_.codes is not None)
        what = f"ignore comment for {names}" if names else "ignore comment"
        return UnusedIgnore(span, f"{what} suppresses nothing; remove it", removal)

    def _whole_line(self, comment: Comment) -> tuple[Span, str] | None:
        """The removal of a comment with its line; None where the next line would become a parser directive."""
        source = self._source
        starts = source.line_starts
        end = starts[comment.line] if comment.line < len(starts) else len(source.text)
        start = starts[comment.line - 1]
        if comment.line == 1 and source.text.startswith(BOM):
            start = 1
        before_all = not self._firsts or comment.line < self._firsts[0]
        if before_all and re.match(_DIRECTIVE, source.text[end : end + 80], re.IGNORECASE):
            return None
        return Span(start, end), ""

    def _add(self, comment: Comment) -> None:
        """Take a comment, if it is an ignore comment."""
        body = comment.text.lstrip("# \t")
        word = body[:8].lower()
        if word.startswith("mlint"):
            match = re.match(_OWN, body, re.IGNORECASE)
            if match:
                self._add_own(comment, match[1])
        elif word == "hadolint":
            match = re.match(_HADOLINT, body, re.IGNORECASE)
            if match:
                self._foreign(match[2], self._reach(match[1], comment.line))
        elif word.startswith("check"):
            match = re.match(_CHECK, body)
            if match:
                self._add_check(match[1], comment.line)

    def _add_own(self, comment: Comment, body: str) -> None:
        """Take what follows ``# mlint:``."""
        match = re.match(_IGNORE, body, re.IGNORECASE)
        if not match:
            self._mistakes.append(UnusedIgnore(comment.span, f"ignore comment not understood; {FORMS}"))
            return
        whole_file, listed, rest = match[1].lower() == "ignore-file", match[2], match[3]
        if listed is None:
            named = rest.replace(",", " ").split()[:1]
            if named and self._ruleset.find(named[0]):
                message = f"{named[0]} must stand in brackets: `# mlint: {match[1]}[{named[0]}]`"
                self._mistakes.append(UnusedIgnore(comment.span, message))
                return
            ids = [_Id("", None)]
            inside = Span(comment.span.end, comment.span.end)
        else:
            start = comment.span.start + comment.text.index("[") + 1
            inside = Span(start, start + len(listed))
            ids = self._known_ids(comment, listed, start)
        index = self._instruction(comment.line)
        if whole_file and self._firsts and comment.line > self._firsts[0]:
            message = "ignore-file must stand before the first instruction; here it does nothing"
            self._mistakes.append(UnusedIgnore(comment.span, message))
            return
        if whole_file:
            self._everywhere += ids
        elif index < len(self._lasts):
            self._at.setdefault(index, []).extend(ids)
        of_one = not whole_file and listed is not None and index < len(self._lasts)
        self._own.append(_Ignore(comment, ids, inside, index if of_one else None))

    def _known_ids(self, comment: Comment, listed: str, start: int) -> list[_Id]:
        """The ids in the list between brackets, which begins at ``start``; those that name no rule are reported."""
        ids: dict[str, _Id] = {}
        at = start
        for part in listed.split(","):
            text = part.strip()
            begin = at + len(part) - len(part.lstrip())
            at += len(part) + 1
            if text in ids:
                continue
            if not text:
                if not listed.strip():
                    message = f"ignore comment names no rule; {FORMS}"
                    self._mistakes.append(UnusedIgnore(comment.span, message))
                continue
            rules = self._ruleset.find(text)
            if rules:
                ids[text] = _Id(text, frozenset(rule.code for rule in rules))
            elif len(self._mistakes) < MOST_MISTAKES:
                span = Span(begin, begin + len(text))
                message = f"ignore comment names an {self._ruleset.unknown(text)}"
                self._mistakes.append(UnusedIgnore(span, message))
        return list(ids.values())

    def _add_check(self, value: str, line: int | None = None) -> None:
        """Take the value of BuildKit's ``check=``: that of the parser directive, or of a comment on ``line``."""
        for part in value.split(";"):
            key, _, listed = part.partition("=")
            if key.strip().lower() == "skip":
                if listed.strip() == "all":
                    aliases = (alias for rule in self._ruleset.rules for alias in rule.aliases)
                    listed = ",".join(alias for alias in aliases if not alias.startswith("DL"))
                self._foreign(listed, self._reach("" if line else "global", line or 0))

    def _reach(self, scope: str | None, line: int) -> Iterator[list[_Id]]:
        """The lists that an id of another linter's comment on ``line`` belongs to: of a file, stage or instruction."""
        if scope == "global":
            yield self._everywhere
            return
        index = self._instruction(line)
        yield self._at.setdefault(index, [])
        if scope and index < len(self._firsts) and self._firsts[index] in self._from_lines:
            for inside in range(index + 1, len(self._firsts)):
                if self._firsts[inside] in self._from_lines:
                    break
                yield self._at.setdefault(inside, [])

    def _foreign(self, listed: str, reach: Iterable[list[_Id]]) -> None:
        """Take ids of another linter; only aliases count, the rest is not ours."""
        texts = dict.fromkeys(text.strip() for text in listed.split(","))
        found = [(text, self._ruleset.with_alias(text)) for text in texts]
        ids = [_Id(text, frozenset(rule.code for rule in rules)) for text, rules in found if rules]
        if ids:
            for place in reach:
                place += ids


def suppressions_in(dockerfile: Dockerfile, ruleset: RuleSet) -> Suppressions:
    """The ignore comments of a Dockerfile; ``ruleset`` as for :func:`read_suppressions`."""
    checks = [directive.value for directive in dockerfile.directives if directive.name == "check"]
    lines = [(instruction.first_line, instruction.last_line) for instruction in dockerfile.instructions]
    from_lines = {instruction.first_line for instruction in dockerfile.instructions if instruction.name == "FROM"}
    check = checks[0] if checks else None
    return read_suppressions(dockerfile.source, dockerfile.comments, lines, ruleset, check, from_lines)


def is_for_file(comment: Comment) -> bool:
    """Whether it is an ignore comment that reaches beyond the instruction below it."""
    return "ignore" in comment.text and re.search(_BEYOND, comment.text, re.IGNORECASE) is not None


def ignore_comment(names: Iterable[str]) -> str:
    """The comment that has mlint ignore the rules of these ``names`` in the instruction below."""
    return f"# mlint: ignore[{', '.join(names)}]"


def read_suppressions(
    source: Source,
    comments: Iterable[Comment],
    instruction_lines: Sequence[tuple[int, int]],
    ruleset: RuleSet,
    check: str | None = None,
    from_lines: Container[int] = (),
) -> Suppressions:
    """The ignore comments among ``comments``.

    ``instruction_lines`` are the first and last 1-based line of every instruction in order, ``ruleset`` all rules that
    a comment may name (selected or not), ``check`` the value of the parser directive ``# check=`` if there is one,
    ``from_lines`` the first lines of the FROM instructions.
    """
    suppressions = Suppressions(source, instruction_lines, ruleset, from_lines)
    for comment in comments:
        if "lint" in comment.text.lower() or "check=" in comment.text:
            suppressions._add(comment)
    if check:
        suppressions._add_check(check)
    return suppressions


def _judged(id_: _Id, ran: set[str], default: set[str]) -> bool:
    """Whether those that ``ran`` can tell that ``id_`` is unused: all rules it means, off-by-default ones aside."""
    if id_.codes is None:
        return default <= ran
    return bool(id_.codes & ran) and id_.codes & default <= ran


# Texts, not patterns: only a file with such a comment has to pay for compiling one.
_OWN = r"mlint\s*:\s*(.*)"
_IGNORE = r"(ignore-file|ignore)(?![\w-])\s*+(?:\[([^\[\]]*)\]|(?![\[\]=:(]))(.*)"
_BEYOND = r"#[#\s]*(?:mlint\s*:\s*ignore-file|hadolint\s+(?:global|stage)\s+ignore)"
_CHECK = r"check\s*=\s*(\S*)"
_HADOLINT = r"hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)"
_DIRECTIVE = r"[^\S\n]*#[^\S\n]*(?:check|escape|syntax)[^\S\n]*="
