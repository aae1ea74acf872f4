"""Expansion of variables in the arguments of instructions, as the builder itself does it (not the shell)."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

from mlint.dockerfile.whitespace import GO_SPACE, HEREDOC_BLANK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Lookup = Callable[[str], str | None]

MAX_LENGTH = 8_192
"""How many characters variables may bring into one text; variables that hold each other twice grow without bound."""

_MAX_DEPTH = 60
_SPECIAL_NAMES = "@*#?-$!0"


class ExpansionError(ValueError):
    """The builder would refuse this text."""


class UnknownValueError(Exception):
    """The text depends on something that the file does not tell. Raised by lookups, too."""


def expand(text: str, lookup: Lookup, escape: str = "\\") -> str:
    """The value of ``text``: variables replaced, quotes and escapes removed.

    ``lookup`` gives a variable's value, None when it is not set, and raises :class:`UnknownValueError` when that cannot
    be known. Raises :class:`ExpansionError` for text that the builder refuses.
    """
    if "$" not in text and escape not in text and '"' not in text and "'" not in text:
        return text
    return _Reader(text, lookup, escape).read_all()


def expand_words(text: str, lookup: Lookup, escape: str = "\\") -> list[str]:
    """The words that ``text`` becomes where the builder splits after expansion (EXPOSE). Raises as :func:`expand`."""
    reader = _Reader(text, lookup, escape, split=True)
    reader.read_all()
    return reader.words


def expand_body(text: str, lookup: Lookup) -> str:
    """The content of an unquoted COPY or ADD heredoc: quotes are ordinary there. Raises as :func:`expand`."""
    return _Reader(text, lookup, "\\", quotes=False).read_all()


def expand_keeping_unset(text: str, lookup: Lookup, escape: str = "\\") -> tuple[str, list[str]]:
    """Value and words of ``text`` where variables that are not set stay as written. Raises as :func:`expand`."""
    reader = _Reader(text, lookup, escape, keep_unset=True, split=True)
    return reader.read_all(), reader.words


def raw_words(text: str) -> list[str]:
    """The words of ``text`` as the builder cuts them when it looks for heredocs: nothing is set, quotes stay.

    Raises :class:`ExpansionError` when the builder cannot read the line, and then finds no heredoc in it.
    """
    reader = _Reader(text, lambda name: None, "\\", keep_unset=True, raw=True, split=True)
    reader.read_all()
    return reader.words


def names_in(text: str, escape: str = "\\") -> list[tuple[str, int, int, bool]]:
    """The variables that ``text`` reads, in order: name, where it begins and ends, whether a modifier guards it.

    A modifier is a guard when it says what happens without a value: ``-``, ``+`` and ``?``, with or without a colon.
    """
    reader = _NameReader(text, lambda name: "x", escape)
    with suppress(ExpansionError, UnknownValueError):
        reader.read_all()
    return reader.names


def names_in_body(text: str) -> list[tuple[str, int, int, bool]]:
    """As :func:`names_in`, for the content of an unquoted COPY or ADD heredoc; a shell's ``$1`` and ``$@`` included."""
    reader = _NameReader(text, lambda name: "x", "\\", quotes=False, special=True)
    with suppress(ExpansionError, UnknownValueError):
        reader.read_all()
    return reader.names


def command_substitutions(text: str, escape: str = "\\") -> list[tuple[int, int]]:
    """Where ``$(command)`` begins and ends, which the builder leaves as it is; up to the place that it cannot read."""
    reader = _CommandReader(text, lambda name: "x", escape)
    with suppress(ExpansionError, UnknownValueError):
        reader.read_all()
    return reader.commands


@cache
def _plain(special: str) -> re.Pattern[str]:
    """Finds characters that are not ``special``; a class of few characters is compiled in no time."""
    return re.compile(f"[^{re.escape(special)}]+")


class _Reader:
    """One reading of a text, left to right."""

    def __init__(
        self,
        text: str,
        lookup: Lookup,
        escape: str,
        *,
        keep_unset: bool = False,
        quotes: bool = True,
        raw: bool = False,
        split: bool = False,
    ) -> None:
        self.text = text
        self.lookup = lookup
        self.escape = escape
        self.keep_unset = keep_unset
        self.quotes = quotes
        self.raw = raw
        self.split = split
        self.pos = 0
        self.depth = 0
        self.brought = 0
        self.words: list[str] = []
        self.word: list[str] = []

    def read_all(self) -> str:
        value = self.read("", raw_escapes=self.raw)
        self.end_word()
        return value

    def read(self, stop: str, *, raw_escapes: bool) -> str:
        """The value up to the character ``stop``, which is consumed; up to the end when it is empty."""
        out: list[str] = []
        text, size = self.text, len(self.text)
        plain = _plain("'\"$" + self.escape + stop + (GO_SPACE if self.split else ""))
        while self.pos < size:
            run = plain.match(text, self.pos)
            if run:
                self.pos = run.end()
                self.add(out, run.group())
                continue
            char = text[self.pos]
            if char == stop:
                self.pos += 1
                return "".join(out)
            if char == "'" and self.quotes:
                self.add(out, self.read_single())
            elif char == '"' and self.quotes:
                self.add(out, self.read_double())
            elif char == "$":
                value = self.read_dollar()
                out.append(value)
                if self.split:
                    self.split_into_words(value)
            elif char == self.escape:
                self.pos += 2
                escaped = text[self.pos - 1 : self.pos]
                self.add(out, self.escape + escaped if raw_escapes and escaped else escaped)
            elif char in HEREDOC_BLANK and text.endswith("<<", 0, self.pos):
                start = self.pos
                while text[self.pos : self.pos + 1] in HEREDOC_BLANK and self.pos < size:
                    self.pos += 1
                self.add(out, text[start : self.pos])
            elif char in GO_SPACE:
                self.pos += 1
                out.append(char)
                self.end_word()
            else:
                self.pos += 1
                self.add(out, char)
        self.pos = size
        if stop:
            raise ExpansionError(f"missing '{stop}'")
        return "".join(out)

    def add(self, out: list[str], piece: str) -> None:
        out.append(piece)
        if self.split:
            self.word.append(piece)

    def end_word(self) -> None:
        if any(self.word):
            self.words.append("".join(self.word))
        self.word.clear()

    def split_into_words(self, value: str) -> None:
        run: list[str] = []
        for char in value:
            if char in GO_SPACE:
                self.word.append("".join(run))
                run.clear()
                self.end_word()
            else:
                run.append(char)
        self.word.append("".join(run))

    def read_single(self) -> str:
        end = self.text.find("'", self.pos + 1)
        if end < 0:
            raise ExpansionError("a single quote is not closed")
        start, self.pos = self.pos, end + 1
        return self.text[start : end + 1] if self.raw else self.text[start + 1 : end]

    def read_double(self) -> str:
        out = ['"'] if self.raw else []
        text, size = self.text, len(self.text)
        self.pos += 1
        plain = _plain('"$' + self.escape)
        while self.pos < size:
            run = plain.match(text, self.pos)
            if run:
                self.pos = run.end()
                out.append(run.group())
                continue
            char = text[self.pos]
            if char == '"':
                self.pos += 1
                return "".join([*out, '"'] if self.raw else out)
            if char == "$":
                out.append(self.read_dollar())
            else:
                following = text[self.pos + 1 : self.pos + 2]
                if not following:
                    break
                special = following == self.escape or following in '"$'
                out.append(following if special and not self.raw else char + following)
                self.pos += 2
        raise ExpansionError("a double quote is not closed")

    def read_dollar(self) -> str:
        self.pos += 1
        if self.text.startswith("{", self.pos):
            self.pos += 1
            return self.read_braces()
        name = self.read_name()
        if not name:
            return "$"
        value = self.lookup(name)
        if value is None:
            return "$" + name if self.keep_unset else ""
        return self.bring(value)

    def bring(self, value: str) -> str:
        """``value``, counted: what variables bring has its limit."""
        self.brought += len(value)
        if self.brought > MAX_LENGTH:
            raise UnknownValueError("value too long")
        return value

    def read_name(self) -> str:
        text, start, end = self.text, self.pos, self.pos
        first = text[start : start + 1]
        if first.isalpha() or first == "_":
            while end < len(text) and (text[end].isalpha() or text[end].isdecimal() or text[end] == "_"):
                end += 1
        elif first.isdecimal():
            while end < len(text) and text[end].isdecimal():
                end += 1
        elif first and first in _SPECIAL_NAMES:
            end += 1
        self.pos = end
        return text[start:end]

    def read_braces(self) -> str:
        name = self.read_name()
        modifier = self.text[self.pos : self.pos + 1]
        self.pos += 1
        if not name:
            raise ExpansionError("bad substitution" if modifier != " " else "unsupported modifier")
        if modifier == "}":
            value = self.lookup(name)
            if value is None:
                return "${" + name + "}" if self.keep_unset else ""
            return self.bring(value)
        if modifier == ":":
            return self.read_colon_form(name)
        if modifier and modifier in "+-?":
            return self.choose(name, modifier, self.nested("}"), colon=False)
        if modifier and modifier in "#%":
            return self.trim(name, modifier)
        if modifier == "/":
            return self.substitute(name)
        raise ExpansionError(f"unsupported modifier ({modifier})")

    def read_colon_form(self, name: str) -> str:
        modifier = self.text[self.pos : self.pos + 1]
        self.pos += 1
        if modifier and modifier in "+-?":
            return self.choose(name, modifier, self.nested("}"), colon=True)
        word = self.nested("}")
        if modifier in "#%" or not self.keep_unset or self.lookup(name) is not None:
            raise ExpansionError(f"unsupported modifier (:{modifier})")
        return "${" + name + ":" + modifier + word + "}"

    def choose(self, name: str, modifier: str, word: str, *, colon: bool) -> str:
        value = self.lookup(name)
        if value is None and self.keep_unset:
            return "${" + name + (":" if colon else "") + modifier + word + "}"
        given = value is not None and not (colon and value == "")
        if modifier == "+":
            return word if given else ""
        if given:
            return self.bring(value or "")
        if modifier == "?":
            raise ExpansionError(f"{name}: {word or 'must be set'}")
        return word

    def trim(self, name: str, modifier: str) -> str:
        greedy = self.text.startswith(modifier, self.pos)
        self.pos += greedy
        pattern = self.nested("}", raw_escapes=True)
        value = self.lookup(name)
        if value is None:
            return "${" + name + modifier * (1 + greedy) + pattern + "}" if self.keep_unset else ""
        from mlint.dockerfile.patterns import PatternError, without_prefix, without_suffix

        remove = without_prefix if modifier == "#" else without_suffix
        try:
            return self.bring(remove(value, pattern, longest=greedy))
        except PatternError as error:
            raise ExpansionError(str(error)) from None

    def substitute(self, name: str) -> str:
        everywhere = self.text.startswith("/", self.pos)
        self.pos += everywhere
        pattern = self.nested("/", raw_escapes=True)
        replacement = self.nested("}", raw_escapes=True)
        value = self.lookup(name)
        if value is None:
            slashes = "//" if everywhere else "/"
            return "${" + name + slashes + pattern + "/" + replacement + "}" if self.keep_unset else ""
        from mlint.dockerfile.patterns import PatternError, matches

        parts = []
        at = 0
        try:
            for start, end in matches(value, pattern):
                parts += [self.bring(value[at:start]), self.bring(replacement)]
                at = end
                if not everywhere:
                    break
        except PatternError as error:
            raise ExpansionError(str(error)) from None
        return "".join([*parts, self.bring(value[at:])])

    def nested(self, stop: str, *, raw_escapes: bool = False) -> str:
        """The word of a modifier. What stood before it in the same word is lost, as in the builder."""
        if self.depth >= _MAX_DEPTH:
            raise ExpansionError("nested too deeply")
        self.depth += 1
        words, self.words = self.words, []
        value = self.read(stop, raw_escapes=raw_escapes or self.raw)
        self.words = words
        self.word.clear()
        self.depth -= 1
        return value


class _NameReader(_Reader):
    """A reading that notes which variables it meets."""

    def __init__(self, text: str, lookup: Lookup, escape: str, *, quotes: bool = True, special: bool = False) -> None:
        super().__init__(text, lookup, escape, quotes=quotes)
        self.special = special
        self.names: list[tuple[str, int, int, bool]] = []

    def read_name(self) -> str:
        start = self.pos
        name = super().read_name()
        if name and (self.special or name[0].isalpha() or name[0] == "_"):
            braced = self.text.startswith("{", start - 1)
            following = self.text[self.pos : self.pos + 2].removeprefix(":")[:1]
            end = self.pos + (braced and following == "}")
            self.names.append((name, start - 1 - braced, end, braced and following in set("+-?")))
        return name


class _CommandReader(_Reader):
    """A reading that notes where commands stand that a shell would run."""

    def __init__(self, text: str, lookup: Lookup, escape: str) -> None:
        super().__init__(text, lookup, escape)
        self.commands: list[tuple[int, int]] = []

    def read_dollar(self) -> str:
        start = end = self.pos
        if not self.text.startswith("$(", start):
            return super().read_dollar()
        opened = 0
        for end in range(start + 1, len(self.text)):
            opened += (self.text[end] == "(") - (self.text[end] == ")")
            if not opened:
                break
        self.pos = end + 1
        self.commands.append((start, self.pos))
        return self.text[start : self.pos]
