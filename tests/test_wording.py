"""How messages name several things."""

from __future__ import annotations

import pytest

from mlint.wording import listed


@pytest.mark.parametrize(
    ("names", "text"),
    [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c"), ("aab", "a and b")],
)
def test_listed(names: str, text: str) -> None:
    assert listed(names) == text
