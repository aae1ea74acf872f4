"""Names of variables that were probably meant."""

from __future__ import annotations

from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_KNOWN = 100
"""How many names are looked at; real files have a few dozen."""


def near_name(name: str, known: Iterable[str], most: int = 2) -> str | None:
    """The known name that differs least from ``name``, by no more than ``most`` letters added, dropped or changed."""
    best, found = min(most + 1, len(name)), None
    for other in islice(known, _MOST_KNOWN):
        if abs(len(name) - len(other)) < best and (distance := _distance(name, other, best)) < best:
            best, found = distance, other
    return found


def _distance(name: str, other: str, limit: int) -> int:
    """How many letters to add, drop or change to make one name of the other; something above when it is no less."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(name, 1):
        before, row = row, [at]
        for index, another in enumerate(other):
            row.append(min(before[index] + (letter != another), before[index + 1] + 1, row[index] + 1))
        if min(row) >= limit:
            return limit
    return row[-1]
