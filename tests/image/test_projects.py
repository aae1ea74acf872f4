"""The lock that a call of uv finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.image.projects import lock_of
from tests.builds import build
from tests.test_build_in_context import build_in

if TYPE_CHECKING:
    from pathlib import Path

    from mlint.build import Build

PROJECT = '[project]\nname = "acme"\n'


def state(found: Build) -> str:
    run = found.stages[-1].runs[-1]
    return lock_of(run, run.installs[-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("COPY pyproject.toml uv.lock ./\nRUN uv sync", "present"),
        ("COPY uv.lock* ./\nRUN uv sync", "unknown"),
        ("COPY . .\nRUN uv sync", "unknown"),
        ("RUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync", "present"),
        ("RUN uv sync\nCOPY uv.lock .", "unknown"),
        ("COPY uv.lock .\nRUN cd $X && uv sync", "unknown"),
        ("RUN uv init\nRUN uv sync", "made"),
        ("RUN uv lock; uv sync", "made"),
        ("RUN uv sync; uv lock; uv sync", "made"),
    ],
)
def test_without_a_context(text: str, expected: str) -> None:
    assert state(build(f"FROM python:3.12-slim\nWORKDIR /app\n{text}\n")) == expected


def test_a_stage_below_brings_the_lock() -> None:
    assert state(build("FROM python:3.12 AS a\nWORKDIR /app\nCOPY uv.lock .\nFROM a\nRUN uv sync\n")) == "present"


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (". .", "present"),
        ("pyproject.toml uv.lock ./", "present"),
        ("pyproject.toml uv.loc[k] ./", "present"),
        ("pyproject.toml ./", "not copied"),
        ("README.md ./", "unknown"),
    ],
)
def test_with_a_context(tmp_path: Path, copy: str, expected: str) -> None:
    text = f"FROM python:3.12-slim\nWORKDIR /app\nCOPY {copy}\nRUN uv sync\n"
    files = {"pyproject__toml": PROJECT, "uv__lock": "version = 1\n", "README__md": "acme\n"}
    assert state(build_in(tmp_path, text, **files)) == expected


def test_no_lock_in_the_context(tmp_path: Path) -> None:
    text = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync\n"
    assert state(build_in(tmp_path, text, pyproject__toml=PROJECT)) == "missing"
