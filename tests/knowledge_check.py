"""Report what of mlint's knowledge wants a look: what has ended, and what nobody checked for a year.

``make knowledge-check``; it never fails. Lint results do not depend on today, this report does.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

import mlint.knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ENDS = frozenset({"end", "end_of_life", "extended_end"})
"""Fields that hold the day when something ends; so do dates that stand in a table without a field."""
CHECKS = frozenset({"as_of", "checked"})
"""Fields that hold the day when an entry was verified, when that is not the day of its table."""
A_YEAR = 365


class Dated(NamedTuple):
    """A date of a table: where it stands, and the field that holds it."""

    day: date
    table: str
    entry: str
    field: str


def tables() -> list[ModuleType]:
    """All modules of the knowledge."""
    return [import_module(f"mlint.knowledge.{one.name}") for one in iter_modules(mlint.knowledge.__path__)]


def dates_in(module: ModuleType) -> list[Dated]:
    """All dates of a module's tables; an entry of several tables counts where it stands first."""
    seen: set[int] = set()
    table = module.__name__.rpartition(".")[2]

    def walk(value: object, path: str, field: str) -> Iterator[Dated]:
        if isinstance(value, str):
            day = _day(value)
            if day:
                yield Dated(day, table, path, field)
        elif id(value) not in seen:
            seen.add(id(value))
            if isinstance(value, Mapping):
                for key, one in value.items():
                    yield from walk(one, f"{path} {key}", "end")
            elif isinstance(value, tuple) and hasattr(value, "_fields"):
                for name, one in zip(value._fields, value, strict=True):
                    yield from walk(one, path, name)
            elif isinstance(value, (tuple, list)):
                for one in value:
                    yield from walk(one, path, field)

    return [
        one for name, value in vars(module).items() if name.lstrip("_").isupper() for one in walk(value, name, "as_of")
    ]


def report(modules: list[ModuleType], today: date) -> str:
    """The report as text."""
    found = [one for module in modules for one in dates_in(module)]
    known = {one.table: one.day for one in found if one.entry == "AS_OF"}
    ended = sorted((one for one in found if one.field in ENDS and one.day < today), reverse=True)
    old = sorted(one for one in found if one.field in CHECKS and (today - one.day).days > A_YEAR)
    undated = sorted(module.__name__.rpartition(".")[2] for module in modules if not hasattr(module, "AS_OF"))
    return "\n".join(
        [
            f"Ended before {today}; new: since the table was made, so that no rule says so yet",
            *_lines((one, _new(one, known.get(one.table))) for one in ended),
            "",
            "Not verified for a year",
            *_lines((one, f"{(today - one.day).days} days") for one in old),
            "",
            f"Tables without a day: {', '.join(undated) or 'none'}",
            "",
        ]
    )


def _new(one: Dated, known: date | None) -> str:
    return "new" if known and one.day >= known else ""


def _lines(rows: Iterator[tuple[Dated, str]]) -> list[str]:
    return [f"  {one.day}  {note:<9}  {one.table:<16}  {one.entry} ({one.field})" for one, note in rows] or [
        "  nothing"
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


if __name__ == "__main__":
    sys.stdout.write(report(tables(), date.today()))
