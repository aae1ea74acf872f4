"""Destinations of COPY that may be folders, sources that are files, stages that --from may mean."""

from __future__ import annotations

import pytest

from mlint.image.layers.copy_origins import bad_origin
from mlint.image.layers.landing_folders import may_be_folder, takes_file
from tests.builds import build


@pytest.mark.parametrize(
    ("text", "folder", "file"),
    [
        ("COPY a.py b.py /app", False, True),
        ("COPY src tests /app", False, False),
        ("RUN mkdir /app\nCOPY a.py b.py /app", True, True),
        ("WORKDIR /app\nCOPY a.py b.py .", True, True),
        ("COPY a.py b.py $X", True, True),
        ("ADD https://example.com/a.py src /opt/x", False, False),
    ],
)
def test_landing(text: str, folder: bool, file: bool) -> None:
    copy = build(f"FROM python:3.12-slim\n{text}").stages[0].copies[-1]
    assert may_be_folder(copy) is folder
    assert takes_file(copy) is file


@pytest.mark.parametrize(
    ("written", "bad"),
    [("builder", False), ("bulider", True), ("1", True), ("0", False), ("this", True), ("nginx", False), ("$X", False)],
)
def test_bad_origin(written: str, bad: bool) -> None:
    found = build(f"FROM a AS builder\nFROM a AS this\nCOPY --from={written} /a /b")
    assert (bad_origin(found, found.stages[1].copies[0]) is not None) is bad
