"""Scripts in heredocs that go on after a failure."""

from __future__ import annotations

import pytest

from mlint.image.traps.heredoc_scripts import unminded
from tests.builds import build


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RUN <<E\na\nb\nE\n", "a"),
        ("RUN <<E\necho x\na\nb\nE\n", "a"),
        ("RUN <<E\na || b\nc\nE\n", None),
        ("RUN <<E\nset -e\na && b\nc\nE\n", None),
        ("RUN <<E\na &\nwait\nE\n", None),
        ("RUN cat <<A > x; sh <<B\na\nb\nA\nc\nd\nB\n", "c"),
    ],
)
def test_unminded(text: str, name: str | None) -> None:
    (run,) = build(f"FROM debian:12\n{text}").stages[0].runs
    found = unminded(run)
    assert (found[0].name if found else None) == name
