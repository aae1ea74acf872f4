"""Weights and data that COPY takes; the cases of ML701 and ML707 hold the rest."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mlint.build import Build
from mlint.config import Settings
from mlint.dockerfile.source import Source
from mlint.image.models.copied_files import copied_data, copied_weights
from tests.context.files import write

if TYPE_CHECKING:
    from pathlib import Path


def in_context(root: Path, dockerfile: str, **sizes: int) -> Build:
    files: dict[str, str | bytes] = {"Dockerfile": dockerfile, ".git/HEAD": "", "app/a.py": "", "app/d/x.csv": "1"}
    folder = write(root, files)
    for name, size in sizes.items():
        path = folder / "app" / name.replace("_", ".")
        path.touch()
        os.truncate(path, size)
    path = folder / "Dockerfile"
    return Build(Source(str(path), path.read_bytes()), Settings())


def test_weights(tmp_path: Path) -> None:
    build = in_context(tmp_path, "FROM a\nCOPY app/ /\nCOPY app/b.pt /\nCOPY app/a.py /\n", b_pt=5)
    both, alone = copied_weights(build)
    assert (both.bytes, both.with_source, both.at_least) == (5, True, False)
    assert (alone.bytes, alone.with_source, [one.path for one in alone.found]) == (5, False, ["app/b.pt"])


def test_data(tmp_path: Path) -> None:
    build = in_context(tmp_path, "FROM a\nCOPY app/ /\nCOPY . /\nCOPY $X /\nCOPY --exclude=d app/ /\n")
    (one,) = copied_data(build)
    assert [(each.path, each.bytes) for each in one.found] == [("app/d/x.csv", 1)]
    assert list(copied_data(Build(Source("Dockerfile", b"FROM a\nCOPY x.csv /\n"), Settings()))) == []
