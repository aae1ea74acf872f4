"""What is found, when it is found, and where it is shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.server.editor import editor

BAD = "FROM python:3.12-slim\nRUN pip install pandas==2.2.3\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = Path(os.path.realpath(tmp_path))
    (root / ".git").mkdir()
    (root / "Dockerfile").write_text(BAD, encoding="utf-8")
    return root


async def test_on_open(folder: Path) -> None:
    async with editor(folder) as one:
        found = await one.open("Dockerfile")
        print(found)
        assert "ML301" in [str(each.code) for each in found]
