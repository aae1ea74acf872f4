"""Shapes that make a careless reader slow or deep: no exception, and no wait that would be noticed."""

from __future__ import annotations

import pytest

from tests.benchmarks.dockerfile_shapes import SHAPES, read_all


@pytest.mark.parametrize("name", SHAPES)
def test_shape(name: str) -> None:
    read_all(SHAPES[name](2_000))


def test_a_run_of_160_000_lines() -> None:
    dockerfile = read_all("FROM a\nRUN a \\\n" + " b cccccccccccccccccccc \\\n" * 160_000 + "<<E\nE\n")
    assert len(dockerfile.instructions[1].heredocs) == 1


def test_a_heredoc_of_160_000_lines() -> None:
    dockerfile = read_all("FROM a\nRUN <<E\n" + "b c d\n" * 160_000 + "E\nUSER x\n")
    assert [one.first_line for one in dockerfile.instructions] == [1, 2, 160_004]
