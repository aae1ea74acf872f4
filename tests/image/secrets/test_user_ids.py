"""Numbers of users."""

from __future__ import annotations

import pytest

from mlint.image.secrets.user_ids import id_given
from tests.builds import build


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("RUN useradd -mu 1000 app", "1000"),
        ("RUN useradd --uid=1000 -s /bin/sh app", "1000"),
        ("RUN adduser -D -u 1000 app", "1000"),
        ("RUN adduser --system --uid 1000 --group app", "1000"),
        ("RUN useradd app && usermod -u 1000 app", None),
        ("RUN useradd app", None),
        ("RUN useradd -u 1000 other", None),
        ("RUN useradd -u $ID app", None),
        ("RUN groupadd -g 1000 app", None),
    ],
)
def test_id_given(text: str, number: str | None) -> None:
    assert id_given(build(text), "app") == number
