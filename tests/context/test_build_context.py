"""What COPY takes from a context, and how its files are named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlint.context.build_context import BuildContext, context_path, shown_path
from mlint.context.tree import Tree
from tests.context.files import write

PROJECT: dict[str, str | bytes] = {
    "Dockerfile": "FROM python",
    ".dockerignore": "data\n!data/keep\n**/*.pyc\nsecrets\n",
    ".git/config": "x" * 50,
    "requirements.txt": "torch",
    "requirements-dev.txt": "pytest",
    "src/a.py": "12",
    "src/a.pyc": "123",
    "src/inner/b.py": "1",
    "data/raw/x.csv": "1234",
    "data/keep/y.csv": "12345",
    "secrets/key": "k",
    "uv.lock": "version = 1",
    "weird*name": "1",
}


@pytest.fixture
def context(tmp_path: Path) -> BuildContext:
    return BuildContext(Tree(str(write(tmp_path, PROJECT))), "found")


def taken(context: BuildContext, source: str) -> list[str]:
    return [one.path for one in context.files_of(source).files]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("requirements.txt", ["requirements.txt"]),
        ("./requirements.txt", ["requirements.txt"]),
        ("/requirements.txt", ["requirements.txt"]),
        ("../../requirements.txt", ["requirements.txt"]),
        ("src", ["src/a.py", "src/inner/b.py"]),
        ("src/", ["src/a.py", "src/inner/b.py"]),
        ("src/inner/../a.py", ["src/a.py"]),
        ("data", ["data/keep/y.csv"]),
        ("data/raw", []),
        ("data/raw/x.csv", []),
        ("nothing", []),
        ("requirements*.txt", ["requirements-dev.txt", "requirements.txt"]),
        ("requirement[s].txt", ["requirements.txt"]),
        ("s*", ["src/a.py", "src/inner/b.py"]),
        ("*/*.py", ["src/a.py"]),
        ("src/*", ["src/a.py", "src/inner/b.py"]),
        ("src/*/*", ["src/inner/b.py"]),
        ("*/keep", ["data/keep/y.csv"]),
        ("*/*.py[cx]", []),
        ("nothing/*", []),
        ("requirements.txt/*", []),
        ("weird\\*name", ["weird*name"]),
        ("[", []),
    ],
)
def test_files_of(context: BuildContext, source: str, expected: list[str]) -> None:
    found = context.files_of(source)
    assert sorted(one.path for one in found.files) == expected
    assert found.complete
    assert not found.with_git


def test_everything(context: BuildContext) -> None:
    everything = context.everything
    assert sorted(one.path for one in everything.files) == [
        *(".dockerignore", "Dockerfile", "data/keep/y.csv", "requirements-dev.txt", "requirements.txt"),
        *("src/a.py", "src/inner/b.py", "uv.lock", "weird*name"),
    ]
    assert everything.with_git
    assert everything.complete
    assert everything.bytes == sum(one.size for one in everything.files)
    assert context.files_of("*").with_git
    assert context.files_of("*").files == tuple(sorted(everything.files))
    assert context.files_of(".") is everything


def test_git_that_is_excluded(tmp_path: Path) -> None:
    write(tmp_path, {".git/x": "", ".dockerignore": ".git"})
    context = BuildContext(Tree(str(tmp_path)), "found")
    assert not context.everything.with_git
    assert not context.files_of("*").with_git
    write(tmp_path, {"module/.git/x": ""})
    assert not BuildContext(Tree(str(tmp_path)), "found").everything.complete


def test_incomplete(tmp_path: Path) -> None:
    write(tmp_path, {f"{folder}/{number}/x": "" for folder in "ab" for number in range(9)})
    context = BuildContext(Tree(str(tmp_path), max_entries=8), "found")
    for source in (".", "b", "b*", "*/*", "a*/*/x"):
        assert not context.files_of(source).complete, source


def test_presence(context: BuildContext) -> None:
    assert context.exists("src")
    assert context.exists("data"), "a part of it is taken back"
    assert not context.exists("secrets")
    assert not context.exists("nothing")
    assert context.is_file("src/a.py")
    assert not context.is_file("src")
    assert not context.is_file("src/a.pyc")
    assert context.excludes("secrets/key")
    assert context.locks() == ("uv.lock",)
    assert context.locks("src") == ()
    assert context.read("requirements.txt") == "torch"
    assert context.read("secrets/key") is None
    assert context.tree.read("secrets/key") == "k"


def test_exclusion_of(context: BuildContext) -> None:
    def line(source: str) -> int | None:
        found = context.exclusion_of(source)
        return None if found is None else found.line

    assert line("secrets") == line("./secrets/key") == 4
    assert line("data/raw/x.csv") == 1
    assert line("src/a.pyc") == 3
    for source in ("data", "src", ".", "nothing", "sec*"):
        assert line(source) is None, source


def test_without_ignore_file(tmp_path: Path) -> None:
    context = BuildContext(Tree(str(write(tmp_path, {"a": "", ".git/x": ""}))), "given")
    assert context.ignore_file is None
    assert context.exclusion_of("a") is None
    assert not context.excludes("a")
    assert context.everything.with_git
    assert repr(context) == f"BuildContext({os.path.realpath(tmp_path)!r}, given)"
    assert context.root == os.path.realpath(tmp_path)


def test_own_ignore_file(tmp_path: Path) -> None:
    write(tmp_path, {"a": "", "b": "", ".dockerignore": "a", "docker/gpu.Dockerfile.dockerignore": "b"})
    own = str(tmp_path / "docker" / "gpu.Dockerfile.dockerignore")
    context = BuildContext(Tree(str(tmp_path)), "given", None, own)
    assert context.ignore_file is not None
    assert context.ignore_file.path == own
    assert context.is_file("a")
    assert not context.is_file("b")


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_links(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {"real/a": "1", "hidden/x": "1", ".dockerignore": "hidden"})
    write(tmp_path / "outside", {"x": "1"})
    (root / "link").symlink_to("real")
    (root / "out").symlink_to("../outside")
    (root / "tohidden").symlink_to("hidden/x")
    context = BuildContext(Tree(str(root)), "given")
    assert taken(context, "link") == ["real/a"]
    assert taken(context, "link/a") == ["real/a"]
    assert taken(context, "link/*") == ["real/a"]
    assert taken(context, "out") == taken(context, "out/x") == taken(context, "out/*") == []
    assert taken(context, "tohidden") == []
    assert not context.exists("tohidden")
    assert sorted(taken(context, ".")) == [".dockerignore", "link", "out", "real/a", "tohidden"]


def test_names_for_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(os.path.realpath(tmp_path)) / "repo"
    write(root, {"docker/Dockerfile": "", "src/": ""})
    monkeypatch.chdir(root / "docker")
    assert shown_path(str(root), "Dockerfile") == ".."
    assert shown_path(str(root), str(root / "Dockerfile")) == str(root)
    context = BuildContext(Tree(str(root)), "found", "..")
    assert context.shown("src/a.py") == os.path.join("..", "src", "a.py")
    monkeypatch.chdir(root)
    assert BuildContext(Tree(str(root)), "found", ".").shown("a") == "a"

    def refuse(*_: str) -> str:
        raise ValueError("another drive")

    monkeypatch.setattr(os.path, "relpath", refuse)
    assert shown_path(str(root), "Dockerfile") == str(root)


def test_context_path() -> None:
    assert [context_path(one) for one in (".", "./", "/", "a/", "./a//b", "../a", "a/..")] == [
        *("", "", "", "a", "a/b", "a", "")
    ]
