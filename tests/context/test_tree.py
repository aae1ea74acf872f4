"""The bounded listing of a folder."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from mlint.context.tree import Entry, Total, Tree
from tests.context.files import write

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and modes of POSIX")


def paths(tree: Tree, folder: str = "") -> list[str]:
    return [one.path for one in tree.walk(folder)]


def test_entries(tmp_path: Path) -> None:
    tree = Tree(str(write(tmp_path, {"a.txt": "abc", "src/x.py": "1"})))
    assert tree.entry("a.txt") == Entry("a.txt", "file", 3)
    assert tree.entry("src") == Entry("src", "folder", 0)
    assert tree.entry("") == tree.entry(".") == Entry("", "folder", 0)
    assert tree.entry("src/x.py") == Entry("src/x.py", "file", 1)
    for path in ("b", "a.txt/x", "..", "../x", "src/../a.txt", "/", "a\0b", "x" * 5000, "a/" * 5000 + "b"):
        assert tree.entry(path) is None, path
    assert tree.is_file("a.txt")
    assert not tree.is_file("src")
    assert tree.exists("src")
    assert repr(tree) == f"Tree({os.path.realpath(tmp_path)!r})"


def test_names_of_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": ""})
    tree = Tree(str(tmp_path))
    monkeypatch.setattr(os, "sep", "\\")
    assert tree.entry("C:a.txt") is None
    assert tree.entry("..\\a.txt") is None


def test_walk_goes_by_levels_and_not_into_git(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c": "", "z": "12", ".git/objects/x": "12345", "a/d": "1"})
    tree = Tree(str(tmp_path))
    assert paths(tree) == [".git", "a", "z", "a/b", "a/d", "a/b/c"]
    assert paths(tree, "a") == ["a/b", "a/d", "a/b/c"]
    assert [one.path for one in tree.walk("", lambda one: one.name == "a")] == [".git", "a", "z"]
    assert tree.total() == Total(3, 3, True)
    assert tree.total("a") == Total(2, 1, False)
    assert tree.git_total() == tree.git_total() == Total(1, 5, False)
    assert tree.complete


def test_no_git(tmp_path: Path) -> None:
    assert Tree(str(tmp_path)).git_total() is None
    write(tmp_path, {".git": "gitdir: elsewhere"})
    assert Tree(str(tmp_path)).git_total() is None


def test_bounds(tmp_path: Path) -> None:
    write(tmp_path, {f"{folder}/{name}": "x" for folder in "abc" for name in range(5)})
    tree = Tree(str(tmp_path), max_entries=10)
    assert len(paths(tree)) == 10
    assert not tree.complete
    assert tree.total().at_least
    assert tree.is_file("c/4"), "what is asked for by name is found all the same"
    tree = Tree(str(write(tmp_path / "deep", {"1/2/3/4": "x"})), max_depth=2)
    assert paths(tree) == ["1", "1/2", "1/2/3"]
    assert tree.total() == Total(0, 0, True)


def test_exactly_the_bound_is_complete(tmp_path: Path) -> None:
    tree = Tree(str(write(tmp_path, {"a": "", "b": ""})), max_entries=2)
    assert len(paths(tree)) == 2
    assert tree.complete


def test_more_entries_than_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for number in range(20_500):
        os.close(os.open(folder / f"{number}.jpg", os.O_CREAT | os.O_WRONLY))
    write(tmp_path, {"requirements.txt": "torch"})
    tree = Tree(str(tmp_path))
    assert len(paths(tree)) == 20_000
    assert not tree.complete
    assert tree.total("data").at_least


@posix
def test_links(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret": "s", "folder/x": ""})
    root = write(tmp_path / "root", {"real/file": "text", "a": "1"})
    for name, target in {
        "out": str(outside),
        "up": "../outside/secret",
        "loop": "loop",
        "self": ".",
        "in": "real",
        "infile": "real/file",
        "gone": "nothing",
        "absolute": str(root / "a"),
        "real/back": "..",
    }.items():
        (root / name).symlink_to(target)
    tree = Tree(str(root))
    kinds = {one.path: one.kind for one in tree.walk()}
    assert kinds == {
        **dict.fromkeys(["absolute", "gone", "in", "infile", "loop", "out", "real/back", "self", "up"], "link"),
        "a": "file",
        "real": "folder",
        "real/file": "file",
    }
    for path in ("out", "out/secret", "up", "loop", "gone", "loop/x", "out/folder/x"):
        assert tree.resolve(path) is None, path
        assert tree.read(path) is None
    assert tree.entry("in/file") == Entry("real/file", "file", 4)
    assert tree.resolve("infile") == Entry("real/file", "file", 4)
    assert tree.read("in/file") == tree.read("infile") == "text"
    assert tree.read("absolute") == "1"
    assert tree.resolve("self") == Entry("", "folder", 0)
    assert tree.entry("self/self/a") == Entry("a", "file", 1)
    assert tree.resolve("real/back") == Entry("", "folder", 0)


@posix
def test_root_that_is_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", {"a": "1"})
    (tmp_path / "link").symlink_to("real")
    assert paths(Tree(str(tmp_path / "link"))) == ["a"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_pipes_are_not_opened(tmp_path: Path) -> None:
    getattr(os, "mkfifo")(tmp_path / "pipe")  # noqa: B009 (mypy for Windows)
    tree = Tree(str(tmp_path))
    assert tree.entry("pipe") == Entry("pipe", "other", 0)
    assert tree.read("pipe") is None


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusals are made."""
    write(tmp_path, {"closed/x": "", "a": "1", "b": "2"})
    listing, opening = os.scandir, open

    def scandir(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(path)
        return listing(path)

    def refuse(path: str, mode: str) -> object:
        if path.endswith("b"):
            raise PermissionError(path)
        return opening(path, mode)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr("builtins.open", refuse)
    tree = Tree(str(tmp_path))
    assert paths(tree) == ["a", "b", "closed"]
    assert not tree.complete
    assert tree.total() == Total(2, 2, True)
    assert (tree.read("a"), tree.read("b")) == ("1", None)


def test_entry_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Listed:
        name = "x"

        def stat(self, *, follow_symlinks: bool) -> os.stat_result:
            raise FileNotFoundError

    class Listing(list[Listed]):
        def __enter__(self) -> Listing:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", lambda _: Listing([Listed()]))
    tree = Tree(str(tmp_path))
    assert tree.children("") == ([], False)


def test_folder_that_is_none(tmp_path: Path) -> None:
    tree = Tree(str(write(tmp_path, {"a": ""})))
    assert tree.children("a") == ([], False)
    assert tree.children("b") == ([], False)


def test_reading(tmp_path: Path) -> None:
    text = "torch\r\nnumpy # ü\n"
    write(
        tmp_path,
        {
            "utf8": text,
            "utf16": b"\xff\xfe" + text.encode("utf-16-le"),
            "broken16": b"\xff\xfea",
            "latin": "ü".encode("latin-1"),
            "binary": b"PK\0\3",
            "large": "x" * 100,
        },
    )
    tree = Tree(str(tmp_path))
    assert tree.read("utf8") == text
    assert tree.read("utf16") == f"\ufeff{text}"
    assert tree.read("latin") == "\udcfc"
    for path in ("broken16", "binary", "missing", ""):
        assert tree.read(path) is None
    assert tree.read("large", 99) is None
    assert tree.read("large", 100) == "x" * 100
    first = tree.source("utf8", "here/utf8")
    assert first is not None
    assert first.path == "here/utf8"
    again = tree.source("utf8", "utf8")
    assert again is not None
    assert again.path == "utf8"
    assert again.text == text


def test_file_that_grows(tmp_path: Path) -> None:
    tree = Tree(str(write(tmp_path, {"a": "1"})))
    assert tree.entry("a")
    write(tmp_path, {"a": "123456"})
    assert tree.read("a", 3) is None
