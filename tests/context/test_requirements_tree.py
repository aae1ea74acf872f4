"""Requirements files that include others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mlint.context.build_context import BuildContext
from mlint.context.requirements_tree import MAX_FILES, RequirementsTree, read_requirements_tree
from mlint.context.tree import Tree
from tests.context.files import write

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, files: dict[str, str | bytes], path: str = "requirements.txt") -> RequirementsTree:
    context = BuildContext(Tree(str(write(tmp_path, files))), "given", "shown")
    found = read_requirements_tree(context, path)
    assert found is not None
    return found


def names(found: RequirementsTree) -> list[str | None]:
    return [one.requirement.name for one in found.requirements]


def test_nested(tmp_path: Path) -> None:
    base = "torch==2.5.1\n-r ../common.txt\n"
    found = read(
        tmp_path,
        {
            "requirements/dev.txt": "-r base.txt\n-c ../constraints.txt\n--extra-index-url https://x\npytest\n",
            "requirements/base.txt": base,
            "common.txt": "--index-url https://y\nnumpy\n",
            "constraints.txt": "numpy<2\n-r more.txt\n",
            "more.txt": "scipy==1",
        },
        "./requirements/dev.txt",
    )
    assert names(found) == ["pytest", "torch", "numpy"]
    assert [one.requirement.text for one in found.constraints] == ["numpy<2", "scipy==1"]
    assert found.values("--extra-index-url") == ("https://x",)
    assert found.values("--index-url") == ("https://y",)
    assert found.files == (
        *("requirements/dev.txt", "requirements/base.txt", "common.txt", "constraints.txt", "more.txt"),
    )
    assert not found.incomplete
    assert found.missing == ()
    torch = found.requirements[1]
    assert torch.shown == os.path.join("shown", "requirements", "base.txt")
    assert base[slice(*torch.requirement.span)] == "torch==2.5.1"


@pytest.mark.parametrize(
    ("line", "incomplete"),
    [
        ("-r gone.txt", True),
        ("-r ../outside.txt", True),
        ("-r /etc/passwd", True),
        ("-r https://x/requirements.txt", True),
        ("-r ${FILE}.txt", True),
        ("-r ignored.txt", True),
        ("-r binary.txt", True),
        ("-r .", True),
        ("-c gone.txt", False),
    ],
)
def test_missing(tmp_path: Path, line: str, incomplete: bool) -> None:
    write(tmp_path, {"outside.txt": "secret"})
    files: dict[str, str | bytes] = {
        "requirements.txt": f"a\n{line}\nb\n",
        "ignored.txt": "x",
        "binary.txt": b"\0",
        ".dockerignore": "ignored.txt",
    }
    found = read(tmp_path / "root", files)
    assert names(found) == ["a", "b"]
    assert [f"{one.option.name[1:3]} {one.option.value}" for one in found.missing] == [line]
    assert found.incomplete is incomplete


def test_circles(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"requirements.txt": "a\n-r b.txt\n-c b.txt", "b.txt": "b\n-r requirements.txt\n"}
    found = read(tmp_path, files)
    assert names(found) == ["a", "b"]
    assert [one.requirement.name for one in found.constraints] == ["b", "a"]
    assert not found.incomplete


def test_many(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{number}.txt": f"-r {number + 1}.txt\nx" for number in range(200)}
    found = read(tmp_path, files, "0.txt")
    assert len(found.files) == MAX_FILES
    assert found.incomplete


def test_unreadable(tmp_path: Path) -> None:
    context = BuildContext(Tree(str(tmp_path)), "given")
    assert read_requirements_tree(context, "requirements.txt") is None
    assert read_requirements_tree(context, "../x") is None
