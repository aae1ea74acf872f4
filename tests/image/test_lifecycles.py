"""Ends of life, judged on the knowledge's own date."""

from __future__ import annotations

from datetime import date

import pytest

from mlint.image.base_facts import OperatingSystem
from mlint.image.lifecycles import TODAY, ended_recently, has_ended, os_end_of_life, python_end_of_life


@pytest.mark.parametrize(
    ("version", "end"),
    [
        ("3.8", date(2024, 10, 7)),
        ("3.8.20", date(2024, 10, 7)),
        ("3.12", date(2028, 10, 31)),
        ("2.7", date(2020, 1, 1)),
        ("2", date(2020, 1, 1)),
        ("3", None),
        ("3.99", None),
    ],
)
def test_python(version: str, end: date | None) -> None:
    assert python_end_of_life(version) == end


def test_systems() -> None:
    buster = os_end_of_life(OperatingSystem("debian", "10", "buster"))
    assert buster == (date(2022, 9, 10), date(2024, 6, 30), True)
    jammy = os_end_of_life(OperatingSystem("ubuntu", "22.04"))
    assert jammy
    assert not has_ended(jammy.end)
    assert not jammy.left_mirrors
    lunar = os_end_of_life(OperatingSystem("ubuntu", "23.04"))
    assert lunar
    assert lunar.extended_end is None
    assert os_end_of_life(OperatingSystem("debian")) is None
    assert os_end_of_life(OperatingSystem("haiku", "1")) is None


def test_dates() -> None:
    assert date(2026, 11, 21) == TODAY
    assert not has_ended(None)
    assert has_ended(date(2026, 11, 20))
    assert not has_ended(TODAY)
    # Python 3.10 ended on 2026-10-31, Python 3.9 a year before.
    assert ended_recently(date(2026, 10, 31))
    assert not ended_recently(date(2025, 10, 31))
    assert not ended_recently(date(2027, 1, 1))
