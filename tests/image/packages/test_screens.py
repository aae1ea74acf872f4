"""Whether a program may draw on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.build import Build
from mlint.config import Settings
from mlint.dockerfile.source import Source
from mlint.image.packages.screens import may_draw
from tests.builds import build
from tests.test_build_in_context import build_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "draws"),
    [
        ("FROM python:3.12", False),
        ("FROM python:3.12\nENV DISPLAY=:1", True),
        ("FROM python:3.12\nARG DISPLAY=:1", False),
        ("FROM python:3.12\nRUN apt-get install -y x11vnc", True),
        ("FROM python:3.12\nRUN apt-get install -y libgl1", False),
        ("FROM python:3.12\nRUN pip install PyQt5", True),
        ("FROM ros:humble", True),
        ("FROM osrf/ros:humble-desktop", True),
        ("FROM rosetta:1", False),
        ("FROM ros:humble AS a\nFROM python:3.12", False),
    ],
)
def test_what_the_file_says(text: str, draws: bool) -> None:
    assert may_draw(build(f"{text}\n")) is draws


@pytest.mark.parametrize(("copy", "draws"), [(".", True), ("show.py", True), ("other.py", False)])
def test_what_the_copied_source_says(tmp_path: Path, copy: str, draws: bool) -> None:
    text = f"FROM python:3.12\nWORKDIR /app\nCOPY {copy} ./\n"
    found = build_in(tmp_path, text, show__py="import cv2\ncv2.imshow('a', b)\n", other__py="import cv2\n")
    assert may_draw(found) is draws


@pytest.mark.parametrize(("text", "draws"), [("FROM python:3.12\nCOPY . .\n", True), ("FROM python:3.12\n", False)])
def test_the_folder_of_the_file_where_nothing_decides_on_the_context(tmp_path: Path, text: str, draws: bool) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "detect"
    folder.mkdir()
    (folder / "show.py").write_text("cv2.imshow('a', b)")
    (folder / "Dockerfile").write_text(text)
    found = Build(Source(str(folder / "Dockerfile"), text.encode()), Settings())
    assert found.context is None
    assert may_draw(found) is draws
