"""Words: plain text, quotes, expansions, process substitution and extended globs side by side."""

from __future__ import annotations

import re

from mlint.shell.cursor import JOIN
from mlint.shell.expansion import Expansion, Literal
from mlint.shell.nodes import NOTHING, Word
from mlint.shell.substitutions import SubstitutionReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.shell.cursor import Matcher
    from mlint.shell.expansion import Part
    from mlint.shell.nodes import Script

_word_text: Matcher = re.compile(r"(?:[^ \t\n\r;&|<>()$`'\"\\]|\r++(?!\n))*+").match  # type: ignore[assignment]
_quoted_text: Matcher = re.compile(r"[^\"\\$`]*+").match  # type: ignore[assignment]
_join = re.compile(JOIN).match
_pattern_text: Matcher = re.compile(r"[^ \t\n\r;&()$`'\"\\]*+").match  # type: ignore[assignment]


class WordReader(SubstitutionReader):
    """Reads words and quotes."""

    def word(self) -> Word | None:
        """Read the word that begins here; None when none does."""
        start = end = self.at
        parts: list[Part] = []
        scripts: list[Script] = []
        while self.at < self.end:
            text = _word_text(self.text, self.at, self.end)[0]
            if text:
                parts.append(Literal(text, False))
                self.at += len(text)
                end = self.at
                if end >= self.end:
                    break
            character = self.text[self.at]
            joined = _join(self.text, self.at, self.end) if character == "\\" else None
            if joined:
                # A joined line end belongs to the word only when the word goes on behind it.
                self.at = joined.end()
                continue
            if self.quote_or_expansion(character, parts, scripts, False):
                end = self.at
                continue
            following = self.text[self.at + 1 : self.at + 2] if self.at + 1 < self.end else ""
            if character in "<>" and following == "(":
                self.process_substitution(parts, scripts)
            elif character == "(" and text and text[-1] in "@?*+!":
                self.at += 1
                parts.append(Literal("(", False))
                self.enclosed("(", ")", parts, scripts, False)
                parts.append(Literal(")", False))
            else:
                break
            end = self.at
        self.at = end
        return self.finished_word(start, end, parts, scripts)

    def finished_word(self, start: int, end: int, parts: list[Part], scripts: list[Script]) -> Word | None:
        """The word that is made of ``parts``; None when there are none."""
        if not parts:
            return None
        quoted = False
        texts: list[str] | None = []
        for part in parts:
            quoted = quoted or part.quoted
            if not isinstance(part, Literal):
                texts = None
            elif texts is not None:
                texts.append(part.text)
        if texts is None:
            return Word(start, end, None, quoted, scripts or NOTHING, parts)
        return Word(start, end, "".join(texts), quoted, scripts or NOTHING)

    def unknown_word(self, start: int, scripts: list[Script]) -> Word:
        """The text from ``start`` to here as a word of which only the ``scripts`` inside are known."""
        return Word(start, self.at, None, False, scripts, [Expansion(self.text[start : self.at], False)])

    def process_substitution(self, parts: list[Part], scripts: list[Script]) -> None:
        """Read ``<(...)`` or ``>(...)``, the operator being here."""
        start = self.at
        self.at += 2
        scripts.append(self.substituted_script(")"))
        self.close_parenthesis(start)
        parts.append(Expansion(self.text[start : self.at], False))

    def double_quoted(self, parts: list[Part], scripts: list[Script]) -> None:
        start = self.at
        self.at += 1
        before = len(parts)
        while self.at < self.end:
            text = _quoted_text(self.text, self.at, self.end)[0]
            if text:
                parts.append(Literal(text, True))
                self.at += len(text)
                continue
            character = self.text[self.at]
            if character == '"':
                self.at += 1
                break
            if character == "$":
                self.dollar(parts, scripts, quoted=True)
            elif character == "`":
                self.backquoted(parts, scripts, quoted=True, in_quotes=True)
            else:
                self.escape(parts, quoted=True)
        else:
            self.error(start, "the quote is not closed", unclosed=True)
        if len(parts) == before:
            parts.append(Literal("", True))

    def single_quoted(self, parts: list[Part]) -> None:
        start = self.at
        close = self.text.find("'", start + 1, self.end)
        if close < 0:
            self.error(start, "the quote is not closed", unclosed=True)
            close = self.end
        parts.append(Literal(self.text[start + 1 : close], True))
        self.at = min(close + 1, self.end)

    def escape(self, parts: list[Part], quoted: bool) -> None:
        start = self.at
        join = _join(self.text, start, self.end)
        if join:
            self.at = join.end()
            return
        self.at = min(start + 2, self.end)
        text = self.text[start : self.at]
        if len(text) == 2 and (not quoted or text[1] in '$`"\\'):
            text = text[1]
        parts.append(Literal(text, True))

    def regular_expression(self) -> Word | None:
        """Read the word behind ``=~``: ``|``, ``<``, ``>`` and balanced parentheses are text in it."""
        start = self.at
        parts: list[Part] = []
        scripts: list[Script] = []
        while self.at < self.end:
            text = _pattern_text(self.text, self.at, self.end)[0]
            if text:
                parts.append(Literal(text, False))
                self.at += len(text)
                continue
            character = self.text[self.at]
            if self.quote_or_expansion(character, parts, scripts, False):
                continue
            if character != "(":
                break
            self.at += 1
            parts.append(Literal("(", False))
            self.enclosed("(", ")", parts, scripts, False)
            parts.append(Literal(")", False))
        return self.finished_word(start, self.at, parts, scripts)
