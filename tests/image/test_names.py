"""How far apart names are."""

from __future__ import annotations

import pytest

from mlint.image.names import edits_between


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("build", "build", 0), ("biuld", "build", 2), ("wheel", "wheels", 1), ("", "abc", 3), ("a", "b", 1)],
)
def test_edits_between(one: str, other: str, edits: int) -> None:
    assert edits_between(one, other) == edits_between(other, one) == edits
