"""Variables that the builder replaces with nothing in heredocs."""

from __future__ import annotations

import pytest

from mlint.image.traps.lost_in_heredocs import lost_variables
from tests.builds import build


@pytest.mark.parametrize(
    ("base", "body", "names", "surely"),
    [
        ("python:3.12-slim", "$A ${B} $A", ("A", "B"), True),
        ("python:3.12-slim", '$1 "$@" $$ $?', ("1", "@", "$", "?"), True),
        ("python:3.12-slim", "${A:-1} ${B-2} ${C:+3} $PATH $(date) $ 5$", None, None),
        ("python:3.12-slim", "\\$A 'it is'", None, None),
        ("python:3.12-slim", "'$A'", ("A",), True),
        ("acme/base", "$A", ("A",), False),
        ("acme/base", "$1", ("1",), True),
        ("scratch", "$A", ("A",), True),
    ],
)
def test_lost_variables(base: str, body: str, names: tuple[str, ...] | None, surely: bool | None) -> None:
    (copy,) = build(f"FROM {base}\nCOPY <<EOF /a\n{body}\nEOF\n").stages[0].copies
    found = lost_variables(copy)
    assert (found[0].names if found else None) == names
    assert (found[0].surely if found else None) == surely
