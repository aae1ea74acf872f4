"""Whether a call of wget shows its progress."""

from __future__ import annotations

import pytest

from mlint.image.packages.wget import shows_progress
from tests.builds import command


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("URL", True),
        ("-O quiet URL", True),
        ("-O -q URL", True),
        ("-nc URL", True),
        ("-i list", True),
        ("$URL", True),
        ("URL > file", True),
        ("--tries=3 URL", True),
        ("-q URL", False),
        ("-nv URL", False),
        ("-cnv URL", False),
        ("-qO- URL", False),
        ("URL -q", False),
        ("--no-verb URL", False),
        ("--progress=dot:giga URL", False),
        ("-a log URL", False),
        ("URL 2> log", False),
        ("URL &> log", False),
        ("--version", False),
    ],
)
def test_shows_progress(words: str, expected: bool) -> None:
    assert shows_progress(command(f'SHELL ["/bin/bash", "-c"]\nRUN wget {words}')) is expected


def test_other_programs() -> None:
    assert not shows_progress(command("RUN curl URL"))
