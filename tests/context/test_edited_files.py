"""Files as fixes leave them that are not written yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.context.files import Files
from mlint.context.find_context import Contexts
from mlint.context.tree import Entry, Tree

if TYPE_CHECKING:
    from pathlib import Path


def test_a_tree_holds_edited_and_new_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "link").symlink_to("a.txt")
    (tmp_path / "folder").mkdir()
    root = tmp_path.resolve()
    files = Files({str(root / "a.txt"): b"edited", str(root / "folder" / "new"): b"n"})
    tree = Tree(str(tmp_path), files=files)
    assert (tree.read("a.txt"), tree.read("link"), tree.read("folder/new")) == ("edited", "edited", "n")
    assert tree.entry("a.txt") == Entry("a.txt", "file", 6)
    assert [one.path for one in tree.walk()] == ["a.txt", "folder", "link", "folder/new"]
    assert Tree(str(tmp_path)).read("a.txt") == "old"


def test_what_was_read_first_is_remembered(tmp_path: Path) -> None:
    path = tmp_path.resolve() / "a.txt"
    path.write_text("old")
    files = Files()
    assert Tree(str(tmp_path), files=files).read("a.txt") == "old"
    path.write_text("changed")
    assert files.read(str(path)) == b"old"


def test_what_was_read_in_part_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path.resolve() / "a.txt"
    path.write_text("a" * 10)
    files = Files()
    assert files.read(str(path), 4) == b"aaaa"
    assert files.read(str(path)) == b"a" * 10


def test_a_new_ignore_file_counts(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    dockerfile = tmp_path / "Dockerfile"
    dockerfile.write_text("FROM a\nCOPY . .\n")
    (tmp_path / "data").write_text("x")
    for name in (".dockerignore", "Dockerfile.dockerignore"):
        files = Files({str(tmp_path.resolve() / name): b"data\n"})
        context = Contexts(files).find(str(dockerfile), ["."])
        assert context is not None
        assert context.excludes("data")
