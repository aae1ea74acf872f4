"""What the README shows is what mlint says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs" / "examples"
EXAMPLE = EXAMPLES / "first-draft" / "Dockerfile"
CALL = "$ mlint check docs/examples/first-draft\n"


def blocks(kind: str) -> list[str]:
    parts = (ROOT / "README.md").read_text("utf-8").split(f"```{kind}\n")[1:]
    return [part.partition("```")[0] for part in parts]


def test_the_example_is_the_file() -> None:
    assert blocks("dockerfile")[0] == EXAMPLE.read_text("utf-8")


def test_the_output_is_real() -> None:
    command = [sys.executable, "-m", "mlint", "check", "docs/examples/first-draft"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    shown = next(block for block in blocks("console") if block.startswith(CALL))
    assert shown.removeprefix(CALL).strip() == result.stdout.strip()
    assert result.returncode == 1


def test_good_examples_are_clean() -> None:
    command = [sys.executable, "-m", "mlint", "check", "--fail-on", "info", "docs/examples/good"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert result.returncode == 0, result.stdout


def test_good_examples_are_complete() -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    folders = sorted(path for path in (EXAMPLES / "good").iterdir() if path.is_dir())
    assert len(folders) >= 5
    for folder in folders:
        files = {path.name for path in folder.iterdir()}
        assert {"Dockerfile", ".dockerignore"} <= files, folder
        dependencies = files & {"requirements.txt", "environment.yml"}
        assert dependencies, folder
        pins = [(folder / name).read_text("utf-8") for name in dependencies]
        assert not any("://" in text for text in pins), folder
        assert f"](good/{folder.name})" in readme
