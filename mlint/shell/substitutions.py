"""What a ``$`` begins: parameters, command substitution, arithmetic, and the quotes ``$'...'`` and ``$"..."``."""

from __future__ import annotations

import re

from mlint.lazy import cached_property
from mlint.shell.cursor import JOIN
from mlint.shell.expansion import Expansion, Literal, Parameter
from mlint.shell.heredocs import HeredocReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.shell.cursor import Matcher
    from mlint.shell.expansion import Part
    from mlint.shell.nodes import Script
    from mlint.shell.parentheses import Parentheses

_SIMPLE_PARAMETER = r"(?a)\$(?:([A-Za-z_]\w*+)|\{([A-Za-z_]\w*+|[1-9]\d*+)\}|([0-9*@#?$!-]))"
_BRACED_PARAMETER = r"(?a)(#(?=[\w*@?$!-]))?([A-Za-z_]\w*+|[0-9]++|[-*@#?$!])(:[-=?+]|[-=?+]|##?|%%?|//?|\^\^?|,,?|:)?"
_TAKING_PATTERNS = ("#", "##", "%", "%%", "/", "//")
_enclosed_text: Matcher = re.compile(r"[^]\[(){}$`\\\"']*+").match  # type: ignore[assignment]
_ANSI_TEXT = r"(?s)(?:[^'\\]|\\.)*+"
_ANSI_ESCAPE = r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c(.)|(.))"
_ANSI_CHARACTERS = {
    "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "'": "'", '"': '"', "?": "?",
}  # fmt: skip


def _ansi_character(match: re.Match[str]) -> str:
    octal, byte, short, long, control, other = match.groups()
    if other is not None:
        return _ANSI_CHARACTERS.get(other, "\\" + other)
    if control is not None:
        return chr(ord(control) & 31)
    code = int(octal, 8) & 255 if octal else int(byte or short or long, 16)
    return chr(code) if code < 0x110000 else "\ufffd"


class SubstitutionReader(HeredocReader):
    """Reads expansions. ``quoted`` says that one stands in double quotes or in the body of a heredoc."""

    @cached_property
    def parentheses(self) -> Parentheses:
        """The partners of the parentheses in the text."""
        from mlint.shell.parentheses import Parentheses

        return Parentheses(self.text)

    def opens_arithmetic(self, at: int) -> bool:
        """Whether the parenthesis at ``at`` opens ``((...))``."""
        return self.text.startswith("((", at, self.end) and self.parentheses.are_arithmetic(at, self.end)

    def dollar(self, parts: list[Part], scripts: list[Script], quoted: bool) -> None:
        start = self.at
        simple = re.compile(_SIMPLE_PARAMETER).match(self.text, start, self.end)
        if simple:
            self.at = simple.end()
            name = simple[1] or simple[2] or simple[3]
            parts.append(Expansion(simple[0], quoted) if name in "@*" else Parameter(simple[0], name, quoted))
            return
        self.at = start + 1
        character = self.character()
        joined = re.compile(f"(?:{JOIN})+").match(self.text, self.at, self.end) if character == "\\" else None
        if joined:
            self.at = joined.end()
            character = self.character()
        if character == "(":
            if self.opens_arithmetic(self.at):
                self.arithmetic([], scripts)
            else:
                opened = self.at
                self.at += 1
                scripts.append(self.substituted_script(")"))
                self.close_parenthesis(opened)
        elif character == "{":
            parts.append(self.braced_parameter(start, scripts, quoted))
            return
        elif character == "[":
            self.at += 1
            self.enclosed("[", "]", [], scripts, quoted)
        elif character == "'" and not quoted:
            parts.append(self.ansi_quoted())
            return
        elif character == '"' and not quoted:
            self.double_quoted(parts, scripts)
            return
        else:
            name = self.joined_name() if joined else ""
            parts.append(Parameter("$" + name, name, quoted) if name else Literal("$", quoted))
            return
        parts.append(Expansion(self.text[start : self.at], quoted))

    def joined_name(self) -> str:
        """Take the parameter's name that line ends part from its ``$``."""
        match = re.compile(r"[A-Za-z_]\w*+|[0-9*@#?$!-]", re.ASCII).match(self.text, self.at, self.end)
        if match is None:
            return ""
        self.at = match.end()
        return match[0]

    def ansi_quoted(self) -> Literal:
        """Read ``$'...'``, the quote being here."""
        start = self.at
        text: Matcher = re.compile(_ANSI_TEXT).match  # type: ignore[assignment]  # it matches everywhere
        close = text(self.text, start + 1, self.end).end()
        self.at = min(close + 1, self.end)
        if close >= self.end or self.text[close] != "'":
            self.error(start, "the quote is not closed", unclosed=True)
            self.at = close = self.end
        return Literal(re.sub(_ANSI_ESCAPE, _ansi_character, self.text[start + 1 : close], flags=re.DOTALL), True)

    def close_parenthesis(self, start: int) -> None:
        """Take the ``)`` that should stand here and closes the one at ``start``."""
        if self.character() == ")":
            self.at += 1
        else:
            self.error(start, "the parenthesis is not closed", unclosed=True)

    def arithmetic(self, parts: list[Part], scripts: list[Script]) -> None:
        """Read ``((...))``, the first parenthesis being here."""
        self.at += 2
        self.enclosed("(", ")", parts, scripts, quoted=False)
        self.skip_blanks()
        self.close_parenthesis(self.at)

    def braced_parameter(self, start: int, scripts: list[Script], quoted: bool) -> Part:
        """Read ``${...}``, the brace being here."""
        self.at += 1
        match = re.compile(_BRACED_PARAMETER).match(self.text, self.at, self.end)
        operand: list[Part] = []
        if match:
            self.at = match.end()
        # A pattern is one in double quotes, too; only quotes inside the braces make plain text of it.
        pattern = match is not None and match[3] in _TAKING_PATTERNS
        self.enclosed("", "}", operand, scripts, quoted and not pattern)
        source = self.text[start : self.at]
        if match is None or match[2] in "@*":
            return Expansion(source, quoted)
        operator = match[3] or ""
        if match[1]:
            return Expansion(source, quoted) if operator or operand else Parameter(source, match[2], quoted, "length")
        if operand and not operator:
            return Expansion(source, quoted)
        return Parameter(source, match[2], quoted, operator, operand)

    def enclosed(self, opener: str, closer: str, parts: list[Part], scripts: list[Script], quoted: bool) -> None:
        """Read up to and with the ``closer``; every ``opener`` before it needs one of its own.

        Blanks, newlines and operators are ordinary text here.
        """
        if self.too_deep():
            return
        self.depth += 1
        if not self.balanced(opener, closer, parts, scripts, quoted):
            self.error(self.at, f"{closer} is missing", unclosed=True)
        self.depth -= 1

    def balanced(self, opener: str, closer: str, parts: list[Part], scripts: list[Script], quoted: bool) -> bool:
        """Read as :meth:`enclosed` says; False when the closer is missing."""
        open_ones = 0
        while self.at < self.end:
            text = _enclosed_text(self.text, self.at, self.end)[0]
            if text:
                parts.append(Literal(text, quoted))
                self.at += len(text)
                continue
            character = self.text[self.at]
            if character == closer:
                if not open_ones:
                    self.at += 1
                    return True
                open_ones -= 1
            elif character == opener:
                open_ones += 1
            elif character == "\\" and self.text.startswith(closer, self.at + 1, self.end):
                parts.append(Literal(closer, True))
                self.at += 2
                continue
            elif self.quote_or_expansion(character, parts, scripts, quoted):
                continue
            parts.append(Literal(character, quoted))
            self.at += 1
        return False

    def quote_or_expansion(self, character: str, parts: list[Part], scripts: list[Script], quoted: bool) -> bool:
        """Read what the ``character`` here begins; False, with nothing taken, when it is an ordinary one."""
        if character == "$":
            self.dollar(parts, scripts, quoted)
        elif character == '"':
            self.double_quoted(parts, scripts)
        elif character == "'" and not quoted:
            self.single_quoted(parts)
        elif character == "\\":
            self.escape(parts, quoted)
        elif character == "`":
            self.backquoted(parts, scripts, quoted, in_quotes=quoted)
        else:
            return False
        return True

    def double_quoted(self, parts: list[Part], scripts: list[Script]) -> None:
        """Read ``"..."``, the quote being here."""
        raise NotImplementedError

    def single_quoted(self, parts: list[Part]) -> None:
        """Read ``'...'``, the quote being here."""
        raise NotImplementedError

    def escape(self, parts: list[Part], quoted: bool) -> None:
        """Read the backslash here and what it escapes."""
        raise NotImplementedError
