"""The parts that a word with expansions is made of, and the fields they become when the variables are known.

The shell's rules, as far as a text alone decides them: a parameter outside quotes is split at blanks and vanishes when
it is empty, one inside quotes stays whole. What depends on more than variables (commands, arithmetic, arrays) is
unknown.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Lookup = Callable[[str], str | None]
    Piece = tuple[str, bool, bool]
    """A text, whether it is split at blanks, and whether it makes a field even when it is empty."""


class Part:
    """A part of a word; ``quoted`` when quotes keep it together."""

    __slots__ = ("quoted",)

    quoted: bool

    def pieces(self, lookup: Lookup, inside: bool) -> list[Piece] | None:
        """What it becomes, None when that is unknown; ``inside`` is for text inside an unquoted expansion."""
        raise NotImplementedError


class Literal(Part):
    """Text after quote removal."""

    __slots__ = ("text",)

    def __init__(self, text: str, quoted: bool) -> None:
        self.text = text
        self.quoted = quoted

    def pieces(self, lookup: Lookup, inside: bool) -> list[Piece] | None:
        """The text; unquoted text is split ``inside`` an unquoted expansion."""
        return [(self.text, inside and not self.quoted, self.quoted)]


class Expansion(Part):
    """An expansion whose result the text does not tell, such as ``$(cmd)``; ``source`` is how it is written."""

    __slots__ = ("source",)

    def __init__(self, source: str, quoted: bool) -> None:
        self.source = source
        self.quoted = quoted

    def pieces(self, lookup: Lookup, inside: bool) -> list[Piece] | None:
        """Always None."""
        return None


class Parameter(Expansion):
    """``$name`` or ``${name}`` with an ``operator`` such as ``:-`` or ``%%`` and its ``operand``."""

    __slots__ = ("name", "operand", "operator")

    def __init__(self, source: str, name: str, quoted: bool, operator: str = "", operand: Sequence[Part] = ()) -> None:
        self.source = source
        self.quoted = quoted
        self.name = name
        self.operator = operator
        self.operand = operand

    def pieces(self, lookup: Lookup, inside: bool) -> list[Piece] | None:
        """The value, or the operand that takes its place; None when the variable or what is done to it is unknown."""
        value = lookup(self.name)
        if value is None:
            return None
        operator = self.operator
        if operator in (":-", ":=") and not value:
            return self._operand_pieces(lookup)
        if operator in (":+", "+"):
            if value or operator == "+":
                return self._operand_pieces(lookup)
            return [("", not self.quoted, self.quoted)]
        if operator == ":?" and not value:
            return None
        changed = self._changed(value, lookup)
        return None if changed is None else [(changed, not self.quoted, self.quoted)]

    def _operand_pieces(self, lookup: Lookup) -> list[Piece] | None:
        pieces: list[Piece] = [("", False, True)] if self.quoted else []
        for part in self.operand:
            found = part.pieces(lookup, not self.quoted)
            if found is None:
                return None
            pieces += found
        return pieces

    def _changed(self, value: str, lookup: Lookup) -> str | None:
        operator = self.operator
        if operator in ("", ":-", "-", ":=", "=", ":?", "?"):
            return value
        if operator == "length":
            return str(len(value))
        if operator in ("^^", ",,") and not self.operand:
            return value.upper() if operator == "^^" else value.lower()
        operand: list[tuple[str, bool]] = []
        for part in self.operand:
            found = part.pieces(lookup, True)
            if found is None:
                return None
            operand += [(text, whole) for text, _, whole in found]
        if operator == ":":
            return _substring(value, "".join(text for text, _ in operand))
        if operator in ("#", "##", "%", "%%"):
            from mlint.shell.patterns import remove

            return remove(value, operator, operand)
        if operator in ("/", "//"):
            from mlint.shell.patterns import replace

            return replace(value, operator, operand)
        return None


def _substring(value: str, operand: str) -> str | None:
    offset, _, length = (text.strip() for text in operand.partition(":"))
    if not (offset.isdecimal() and len(offset) < 9):
        return None
    rest = value[int(offset) :]
    if not length:
        return rest if ":" not in operand else None
    return rest[: int(length)] if length.isdecimal() and len(length) < 9 else None


def expand(parts: list[Part], lookup: Lookup, keep: bool) -> list[str] | None:
    """The fields that ``parts`` become, None when one is unknown; with ``keep`` that one stays as it is written."""
    pieces: list[Piece] = []
    for part in parts:
        found = part.pieces(lookup, False)
        if found is None:
            if not keep or not isinstance(part, Expansion):
                return None
            found = [(part.source, False, True)]
        pieces += found
    fields: list[str] = []
    field: list[str] = []
    begun = False
    for text, split, whole in pieces:
        if not split:
            field.append(text)
            begun = begun or whole or bool(text)
            continue
        for index, run in enumerate(_runs(text)):
            if index and begun:
                fields.append("".join(field))
                field, begun = [], False
            if run:
                field.append(run)
                begun = True
    if begun:
        fields.append("".join(field))
    return fields


def _runs(text: str) -> list[str]:
    """``text`` cut at its blanks; an empty first or last run stands for blanks at that end."""
    runs = text.replace("\t", " ").replace("\n", " ").split(" ")
    return [run for index, run in enumerate(runs) if run or index in (0, len(runs) - 1)]
