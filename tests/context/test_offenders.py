"""What of a context is seldom meant for an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.context.build_context import BuildContext
from mlint.context.offenders import Offender, file_kind, is_secret_file
from mlint.context.tree import Entry, Tree
from tests.context.files import write

if TYPE_CHECKING:
    from pathlib import Path


def found(root: Path, files: dict[str, str | bytes]) -> list[Offender]:
    return BuildContext(Tree(str(write(root, files))), "found").offenders


def test_folders_are_told_as_a_whole_and_the_largest_comes_first(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "train.py": "",
        ".venv/lib/a.py": "1" * 9,
        ".venv/lib/__pycache__/a.pyc": "1",
        "src/__pycache__/a.pyc": "12",
        "src/wandb/run-1/files/x": "1",
        ".git/config": "123",
    }
    assert found(tmp_path, files) == [
        Offender(".venv", "environment", 10, 2, True),
        Offender(".git", "git", 3, 1, True),
        Offender("src/__pycache__", "cache", 2, 1, True),
        Offender("src/wandb", "runs", 1, 1, True),
    ]


def test_an_environment_by_its_mark(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "ml/pyvenv.cfg": "1",
        "ml/lib/a": "1",
        "env/gym.py": "1",
        "c/conda-meta/history": "",
    }
    assert found(tmp_path, files) == [
        Offender("ml", "environment", 2, 2, True),
        Offender("c", "environment", 0, 1, True),
    ]


def test_data_and_weights_are_told_by_the_folder_named_after_them(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "data/train/a.jpg": "1234",
        "data/train/b.csv": "1",
        "data/loader.py": "1",
        "weights/a/m.pt": "12",
        "weights/n.onnx": "1",
        "tests/one.csv": "1",
        "model.bin": "small",
    }
    assert found(tmp_path, files) == [
        Offender("data", "data", 5, 2, False),
        Offender("weights", "weights", 3, 2, True),
        Offender("tests/one.csv", "data", 1, 1, True),
    ]


def test_what_is_ignored_is_no_offender(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {".dockerignore": "**/.env\n.git", ".env": "A=1", ".git/x": "", "a/.env.local": "1"}
    assert found(tmp_path, files) == [Offender("a/.env.local", "secret", 1, 1, True)]


def test_mode_files_of_a_front_end_are_settings(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"ui/package.json": "{}", "ui/.env.production": "A=1", "ui/.env": "A=1"}
    assert found(tmp_path, files) == [Offender("ui/.env", "secret", 3, 1, True)]


def test_a_package_called_as_a_tracker_is_none(tmp_path: Path) -> None:
    assert found(
        tmp_path, {"wandb/__init__.py": "", "wandb/a.py": "", "venv/__init__.py": "", "mlruns/0/meta.yaml": ""}
    ) == [Offender("mlruns", "runs", 0, 1, True)]


@pytest.mark.parametrize(
    ("path", "size", "kind"),
    [
        ("a.safetensors", 1, "weights"),
        ("pytorch_model.BIN", 10_000_000, "weights"),
        ("tokenizer.bin", 9_999_999, None),
        ("a.parquet", 1, "data"),
        ("data/a.png", 1, "data"),
        ("data/Makefile", 1, None),
        ("data/config.yaml", 1, None),
        ("docs/a.png", 1, None),
        ("data/.gitkeep", 1, None),
        ("Dockerfile.onnx", 1, None),
        (".env", 1, "secret"),
        (".env", 0, None),
    ],
)
def test_kinds_of_files(path: str, size: int, kind: str | None) -> None:
    assert file_kind(Entry(path, "file", size)) == kind


def test_samples_are_no_secrets() -> None:
    assert is_secret_file(".env.production")
    assert not any(map(is_secret_file, (".env.example", ".env.local.template", "env", ".environment", ".env.dist")))
