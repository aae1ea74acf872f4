from __future__ import annotations

from datetime import date
from types import ModuleType

from mlint.knowledge import lifecycles
from mlint.knowledge.lifecycles import Release
from mlint.records import Record
from tests.knowledge_check import dates_in, report, tables


class Tag(Record):
    name: str
    end_of_life: str | None = None
    checked: str | None = None


def table() -> ModuleType:
    module = ModuleType("mlint.knowledge.tags")
    release = Release("2020-01-01", "2024-01-01")
    values = {
        "AS_OF": "2023-06-01",
        "LANGUAGES": {"2.7": "2020-05-05", "4.0": "2999-01-01"},
        "TAGS": (Tag("a", "2022-02-02", "2021-01-01"), Tag("2020-99-99", None, "2023-05-05")),
        "RELEASES": {"10": release},
        "SYSTEMS": {"debian": {"10": release}},
        "NAMES": frozenset({"2019-01-01"}),
        "lower": "2018-01-01",
    }
    vars(module).update(values)
    return module


def test_dates_with_their_places() -> None:
    assert [(str(one.day), one.entry, one.field) for one in dates_in(table())] == [
        ("2023-06-01", "AS_OF", "as_of"),
        ("2020-05-05", "LANGUAGES 2.7", "end"),
        ("2999-01-01", "LANGUAGES 4.0", "end"),
        ("2022-02-02", "TAGS", "end_of_life"),
        ("2021-01-01", "TAGS", "checked"),
        ("2023-05-05", "TAGS", "checked"),
        ("2020-01-01", "RELEASES 10", "end"),
        ("2024-01-01", "RELEASES 10", "extended_end"),
    ]


def test_report() -> None:
    undated = ModuleType("mlint.knowledge.words")
    assert report([table(), undated], date(2024, 5, 20)) == (
        "Ended before 2024-05-20; new: since the table was made, so that no rule says so yet\n"
        "  2024-01-01  new        tags              RELEASES 10 (extended_end)\n"
        "  2022-02-02             tags              TAGS (end_of_life)\n"
        "  2020-05-05             tags              LANGUAGES 2.7 (end)\n"
        "  2020-01-01             tags              RELEASES 10 (end)\n"
        "\n"
        "Not verified for a year\n"
        "  2021-01-01  1235 days  tags              TAGS (checked)\n"
        "  2023-05-05  381 days   tags              TAGS (checked)\n"
        "\n"
        "Tables without a day: words\n"
    )


def test_nothing_to_do() -> None:
    assert report([], date(2024, 5, 20)).count("  nothing\n") == 2


def test_the_knowledge_itself() -> None:
    assert lifecycles in tables()
    text = report(tables(), date(2100, 1, 1))
    assert "2024-10-07             lifecycles        PYTHON 3.8 (end)\n" in text
    assert "2030-06-30  new        lifecycles        DEBIAN 13 (extended_end)\n" in text
    assert "lifecycles        AS_OF (as_of)\n" in text
    assert text.endswith("Tables without a day: none\n")
