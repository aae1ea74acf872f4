"""Patterns of paths as the builder matches them: those of ignore files (``**``) and those of COPY (Go's globs).

Ordinary patterns become string comparisons or a regular expression that cannot go astray; the others are run as a
state machine, whose time grows with pattern times path and never faster.
"""

from __future__ import annotations

from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

MAX_STARS = 2
"""How many ``*`` one part of a path may have, and how many ``**`` a pattern, to become a regular expression."""

_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class Token(Record):
    """One step of a pattern: what it is, and its character, or the ranges of a class (the first is its mark ``^``)."""

    kind: str
    """``char``, ``any`` (``?``), ``set``, ``star``, ``deep`` (any folders, none included), ``rest``, ``never``."""
    text: str = ""
    ranges: tuple[tuple[str, str], ...] = ()


class PathPattern:
    """A pattern that is matched against whole paths with forward slashes.

    ``deep`` makes ``**`` mean any number of folders, as in ignore files; otherwise it is what ``*`` is, as in COPY.
    A broken pattern (:attr:`problem`) matches nothing.
    """

    def __init__(self, text: str, *, deep: bool) -> None:
        self.text = text
        self.problem = pattern_problem(text)
        """What is wrong with the pattern, which the builder then refuses; None when nothing is."""
        self._tokens = [] if self.problem else _tokens(text, deep)
        self._kind = "never" if self.problem else _kind(self._tokens, text, deep)
        self._regex: re.Pattern[str] | None = None

    @property
    def literal(self) -> bool:
        """Whether it is a plain path."""
        return self._kind == "exact"

    @property
    def only_at_top(self) -> bool:
        """Whether it matches no path with a slash."""
        return not any(part in self.text for part in ("/", "**", "["))

    def matches(self, path: str) -> bool:
        """Whether the pattern matches the whole of ``path``, which is relative, with forward slashes, and clean."""
        kind = self._kind
        if kind == "exact":
            return path == self.text
        if kind == "suffix":
            end = self.text[2:]
            return path.endswith(end) or (end.startswith("/") and path == end[1:])
        if kind == "prefix":
            return path.startswith(self.text[:-2])
        if kind == "regex":
            return self._expression.fullmatch(path) is not None
        return kind == "machine" and _runs(self._tokens, path)

    @property
    def _expression(self) -> re.Pattern[str]:
        if self._regex is None:
            import re

            self._regex = re.compile(_regex(self._tokens))
        return self._regex


def pattern_problem(text: str) -> str | None:
    """What the builder finds wrong with a pattern; None when it is well formed."""
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char == "\\":
            if at == len(text):
                return "a backslash at the end"
            at += 1
        elif char == "[":
            read = _read_set(text, at)
            if read is None:
                return "a broken character class"
            token, at = read
            if any(low > high for low, high in token.ranges):
                return "a range of characters that runs backwards"
    return None


def has_wildcards(path: str) -> bool:
    """Whether a source of COPY holds ``*``, ``?`` or ``[`` that no backslash escapes."""
    at = 0
    while at < len(path):
        if path[at] in "*?[":
            return True
        at += 2 if path[at] == "\\" else 1
    return False


def without_escapes(path: str) -> str:
    """A source of COPY that has no wildcards, its escapes undone."""
    if "\\" not in path:
        return path
    out = []
    at = 0
    while at < len(path):
        at += path[at] == "\\" and at + 1 < len(path)
        out.append(path[at])
        at += 1
    return "".join(out)


def _read_set(text: str, at: int) -> tuple[Token, int] | None:
    """The character class behind ``[`` as Go's ``filepath.Match`` reads it, and the offset behind it; None: broken."""
    mark = "^" if text[at : at + 1] == "^" else ""
    at += len(mark)
    ranges: list[tuple[str, str]] = []
    while text[at : at + 1] != "]" or not ranges:
        low, at = _read_set_char(text, at)
        high = low
        if low and text[at : at + 1] == "-":
            high, at = _read_set_char(text, at + 1)
        if not low or not high or at >= len(text):
            return None
        ranges.append((low, high))
    return Token("set", mark, tuple(ranges)), at + 1


def _read_set_char(text: str, at: int) -> tuple[str, int]:
    """One character of a class, a backslash before it left out; empty when none may stand there."""
    if text[at : at + 1] == "\\":
        return text[at + 1 : at + 2], at + 2
    char = text[at : at + 1]
    return ("", at) if char in ("-", "]") else (char, at + 1)


def _tokens(text: str, deep: bool) -> list[Token]:
    """The steps of a well-formed pattern."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char == "*":
            if deep and text[at : at + 1] == "*":
                at += 1
                at += text[at : at + 1] == "/"
                tokens.append(Token("rest" if at == len(text) else "deep"))
            elif deep or tokens[-1:] != [Token("star")]:
                tokens.append(Token("star"))
        elif char == "?":
            tokens.append(Token("any"))
        elif char == "[":
            token, at = _read_set(text, at) or (Token("never"), len(text))
            # The builder puts the text of the class into a regular expression: there these mean something else.
            odd = deep and any(end in "*?" for pair in token.ranges for end in pair)
            tokens.append(Token("never") if odd else token)
        elif char == "\\":
            # Likewise: an escaped letter is a kind of characters or an edge there, not the letter.
            tokens.append(Token("never") if deep and text[at] in _WORD else Token("char", text[at]))
            at += 1
        else:
            tokens.append(Token("char", char))
    return tokens


def _kind(tokens: list[Token], text: str, deep: bool) -> str:
    """How to match: by comparison (``exact``, ``prefix``, ``suffix``), ``regex``, ``machine``, or ``never``."""
    kinds = [token.kind for token in tokens]
    if "never" in kinds:
        return "never"
    special = [kind for kind in kinds if kind != "char"]
    if "\\" not in text:
        if not special:
            return "exact"
        if special == ["rest"]:
            return "suffix" if len(kinds) == 1 else "prefix"
        if special == ["deep"] and kinds[0] == "deep":
            return "suffix"
    if deep and Token("char", "^") in tokens:
        # The builder's regular expression takes it for an edge.
        return "never"
    return "regex" if _is_tame(tokens) else "machine"


def _is_tame(tokens: list[Token]) -> bool:
    """Whether a regular expression finds out soon: few repeats that could share characters among them."""
    stars = folders = 0
    for token in tokens:
        if token == ("char", "/", ()):
            stars = 0
        elif token.kind == "star":
            stars += 1
        elif token.kind in ("deep", "rest"):
            folders += 1
            stars = 0
        elif token.kind == "set" and _in_set("/", token):
            return False
        if stars > MAX_STARS or folders > MAX_STARS:
            return False
    return True


def _regex(tokens: list[Token]) -> str:
    import re

    parts = {"any": "[^/]", "star": "[^/]*", "deep": "(?:.*/)?", "rest": ".*"}
    out = []
    for token in tokens:
        if token.kind == "char":
            out.append(re.escape(token.text))
        elif token.kind == "set":
            ranges = "".join(f"{re.escape(low)}-{re.escape(high)}" for low, high in token.ranges)
            out.append(f"[{token.text}{ranges}]")
        else:
            out.append(parts[token.kind])
    return "".join(out)


def _runs(tokens: list[Token], path: str) -> bool:
    """Whether the pattern matches ``path``: all places in the pattern that a beginning of the path may have reached."""
    places = _entered(tokens, {0})
    for char in path:
        reached: set[int] = set()
        for place in places:
            if place < 0:
                # Inside the folders of a ``**``, which end behind any slash.
                reached.add(place)
                if char == "/":
                    reached.add(-place)
            elif place < len(tokens):
                reached.update(_step(tokens[place], char, place))
        places = _entered(tokens, reached)
        if not places:
            return False
    return len(tokens) in places


def _step(token: Token, char: str, place: int) -> tuple[int, ...]:
    """Where ``char`` leads from ``place``."""
    if token.kind in ("star", "rest"):
        return (place,) if token.kind == "rest" or char != "/" else ()
    if token.kind == "char":
        fits = char == token.text
    elif token.kind == "set":
        fits = _in_set(char, token)
    else:
        fits = token.kind == "any" and char != "/"
    return (place + 1,) if fits else ()


def _entered(tokens: list[Token], places: set[int]) -> set[int]:
    """The places with those behind steps that may match nothing; ``-n``: inside the ``**`` before place ``n``."""
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if 0 <= place < len(tokens) and tokens[place].kind in ("star", "deep", "rest"):
            more = {place + 1, -(place + 1)} if tokens[place].kind == "deep" else {place + 1}
            waiting.extend(more - places)
            places |= more
    return places


def _in_set(char: str, token: Token) -> bool:
    return any(low <= char <= high for low, high in token.ranges) != (token.text == "^")
