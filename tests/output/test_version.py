from __future__ import annotations

from datetime import date

import pytest

from mlint import __version__
from mlint.knowledge.dates import AS_OF
from mlint.output.version import version_text


@pytest.mark.parametrize("today", ["2026-11-21", "2026-01-31", "2027-11-20"])
def test_only_the_version_in_the_first_year(today: str) -> None:
    assert version_text(date.fromisoformat(today), "2026-11-21") == f"mlint {__version__}\n"


@pytest.mark.parametrize(
    ("today", "months"), [("2027-11-21", 12), ("2028-01-20", 13), ("2028-01-21", 14), ("2029-11-20", 35)]
)
def test_the_age_after_a_year(today: str, months: int) -> None:
    first, second = version_text(date.fromisoformat(today), "2026-11-21").splitlines()
    assert first == f"mlint {__version__}"
    assert second.startswith(f"knowledge of 2026-11-21, {months} months old: upgrade ")


def test_the_knowledge_is_that_of_this_version() -> None:
    assert version_text(date.fromisoformat(AS_OF)) == f"mlint {__version__}\n"
    assert AS_OF in version_text(date.fromisoformat(AS_OF).replace(year=2100))
