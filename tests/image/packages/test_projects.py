"""The lock that a call of uv finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.image.packages.projects import lock_of, syncs_at_start, uv_setting
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
    assert state(build_in(tmp_path, text, None, **files)) == expected


def test_no_lock_in_the_context(tmp_path: Path) -> None:
    text = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync\n"
    assert state(build_in(tmp_path, text, pyproject__toml=PROJECT)) == "missing"


@pytest.mark.parametrize(
    ("sync", "start", "expected"),
    [
        ("uv sync", "uv run x", (False, False)),
        ("uv sync --no-dev", "uv run --frozen x", (False, True)),
        ("uv sync --no-dev", "uv run --no-dev x", (False, False)),
        ("uv sync --no-install-project", "uv run -m x", (True, False)),
        ("uv sync --no-install-project && uv sync --no-dev", "tini uv run ddtrace-run x", (False, False)),
        ("uv sync", "uv run --no-sync x", None),
        ("uv pip install torch", "uv run x", None),
        ("uv sync", "python x", None),
    ],
)
def test_what_a_start_installs(tmp_path: Path, sync: str, start: str, expected: tuple[bool, bool] | None) -> None:
    text = f"FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN {sync}\nCMD {start}\n"
    project = f'{PROJECT}[dependency-groups]\ndev = ["pytest"]\n[build-system]\nbuild-backend = "uv_build"\n'
    (tmp_path / "known").mkdir()
    found = list(syncs_at_start(build_in(tmp_path / "known", text, pyproject__toml=project)))
    assert [(one.project, one.dev) for one in found] == ([expected] if expected else [])


def test_without_the_project_nobody_knows_what_a_start_installs() -> None:
    (one,) = syncs_at_start(build("FROM a\nRUN uv sync --no-dev --no-install-project\nCMD uv run -m x\n"))
    assert (one.project, one.dev, one.call.verb) == (None, None, "run")


@pytest.mark.parametrize(("text", "found"), [("# /// script\n# ///\n", 0), ("print()\n", 1)])
def test_a_script_with_inline_metadata_brings_its_own(tmp_path: Path, text: str, found: int) -> None:
    dockerfile = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync\nCMD uv run x.py\n"
    assert len(list(syncs_at_start(build_in(tmp_path, dockerfile, x__py=text, pyproject__toml=PROJECT)))) == found


@pytest.mark.parametrize(
    ("call", "value"), [("uv sync", "copy"), ("uv pip install x", "clone"), ("cd /srv && uv sync", None)]
)
def test_settings_of_the_project(tmp_path: Path, call: str, value: str | None) -> None:
    project = f'{PROJECT}[tool.uv]\nlink-mode = "copy"\n[tool.uv.pip]\nlink-mode = "clone"\n'
    text = f"FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN {call}\n"
    run = build_in(tmp_path, text, pyproject__toml=project).stages[0].runs[0]
    assert uv_setting(run, run.installs[0], "link-mode") == value
    assert uv_setting(run, run.installs[0], "no-cache") is None


def test_uv_toml_comes_first(tmp_path: Path) -> None:
    text = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync\n"
    files = {"pyproject__toml": f"{PROJECT}[tool.uv]\nno-cache = false\n", "uv__toml": "no-cache = true\n"}
    run = build_in(tmp_path, text, None, **files).stages[0].runs[0]
    assert uv_setting(run, run.installs[0], "no-cache") is True
