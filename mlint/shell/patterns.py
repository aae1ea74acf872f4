"""The shell's patterns (``*``, ``?``, ``[...]``) on values: ``${x#p}``, ``${x%p}``, ``${x/p/r}``.

A pattern is a list of (text, quoted); quoted text stands for itself. None means: not decided here.
"""

from __future__ import annotations

import re

_STARS_DECIDED = 2
_LONGEST_VALUE = 1000
"""Beyond these a regular expression may take quadratic time and more; no real value comes near."""


def remove(value: str, operator: str, pattern: list[tuple[str, bool]]) -> str | None:
    """``value`` without the shortest (``#``, ``%``) or longest (``##``, ``%%``) match at its start or end."""
    expression = _expression(pattern, lazy=len(operator) == 1)
    if expression is None or len(value) > _LONGEST_VALUE:
        return None
    if operator[0] == "#":
        match = re.match(expression, value, re.DOTALL)
        return value if match is None else value[match.end() :]
    starts = range(len(value), -1, -1) if operator == "%" else range(len(value) + 1)
    compiled = re.compile(expression, re.DOTALL)
    for start in starts:
        if compiled.fullmatch(value, start):
            return value[:start]
    return value


def replace(value: str, operator: str, operand: list[tuple[str, bool]]) -> str | None:
    """``value`` with the first (``/``) or every (``//``) match of ``pattern/replacement`` replaced."""
    pattern: list[tuple[str, bool]] = []
    replacement: list[str] = []
    parted = False
    for text, quoted in operand:
        if parted:
            replacement.append(text)
        elif quoted or "/" not in text:
            pattern.append((text, quoted))
        else:
            before, _, after = text.partition("/")
            pattern.append((before, False))
            replacement.append(after)
            parted = True
    if any(text and not quoted and text[0] in "#%" for text, quoted in pattern[:1]):
        return None
    expression = _expression(pattern, lazy=False)
    new = "".join(replacement)
    if not expression or len(value) > _LONGEST_VALUE or "&" in new:
        return value if expression == "" else None
    return re.sub(expression, lambda _: new, value, count=operator == "/", flags=re.DOTALL)


def _expression(pattern: list[tuple[str, bool]], lazy: bool) -> str | None:
    """A regular expression for ``pattern``; None for brackets, backslashes, extended globs and many stars."""
    pieces: list[str] = []
    stars = 0
    for text, quoted in pattern:
        if quoted:
            pieces.append(re.escape(text))
            continue
        for character in text:
            if character in "[\\(":
                return None
            if character == "*":
                stars += 1
                pieces.append(".*?" if lazy else ".*")
            else:
                pieces.append("." if character == "?" else re.escape(character))
    return "".join(pieces) if stars <= _STARS_DECIDED else None
