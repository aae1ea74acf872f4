"""Which modes let everybody write."""

from __future__ import annotations

import pytest

from mlint.image.secrets.modes import opens_to_all


@pytest.mark.parametrize(
    "mode",
    ["777", "0777", "666", "0002", "6777", "a+rwx", "a=rw", "ugo+rwX", "o+w", "go=rwX", "u+x,o+w", "oa+w"],
)
def test_open(mode: str) -> None:
    assert opens_to_all(mode)


@pytest.mark.parametrize(
    "mode",
    [
        *("755", "0770", "664", "1777", "3777", "1002", "a+rwxt", "o+t,o+w", "+w", "=rw", "u+w", "g=u", "ug+rwX"),
        *("o-w", "a-w", "a+rX", "o=u", "", "8", "0o777", "x", "a", "--reference"),
    ],
)
def test_not_open(mode: str) -> None:
    assert not opens_to_all(mode)
