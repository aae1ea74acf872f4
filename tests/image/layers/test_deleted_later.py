"""What a layer keeps though it is deleted later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.build import Build
from mlint.config import Settings
from mlint.dockerfile.source import Source
from mlint.image.layers.deleted_later import brought

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("copy", "size", "parts"),
    [
        ("COPY model.onnx /srv/", 4_000_000, (("context model.onnx", 4_000_000),)),
        ("COPY ./model.onnx /srv/", 4_000_000, (("context model.onnx", 4_000_000),)),
        ("COPY data /srv/data", 5_000_000, (("context data/train.csv", 3_000_000),)),
        ("ADD https://example.com/model.onnx /srv/", None, ()),
    ],
)
def test_bytes_that_other_rules_blame_are_parts(
    tmp_path: Path, copy: str, size: int | None, parts: tuple[tuple[str, int], ...]
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "train.csv").write_bytes(bytes(3_000_000))
    (tmp_path / "data" / "notes.bin.txt").write_bytes(bytes(2_000_000))
    (tmp_path / "model.onnx").write_bytes(bytes(4_000_000))
    file = tmp_path / "Dockerfile"
    file.write_text(f"FROM python:3.12-slim\n{copy}\n")
    (left,) = brought(Build(Source(str(file), file.read_bytes()), Settings()))
    assert (left.bytes, left.parts) == (size, parts)
