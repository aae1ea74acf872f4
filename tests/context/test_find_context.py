"""Which folder is the context, as RULES.md defines it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlint.context.find_context import Contexts
from tests.context.files import write

if TYPE_CHECKING:
    from mlint.context.build_context import BuildContext


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(os.path.realpath(tmp_path)) / "repository"
    write(
        root,
        {
            ".git/HEAD": "",
            "requirements.txt": "torch",
            "Dockerfile": "FROM python",
            "services/api/Dockerfile": "FROM python",
            "services/api/main.py": "",
            "services/api/requirements.txt": "",
            "services/common/x.py": "",
            "docker/gpu.Dockerfile": "FROM python",
        },
    )
    monkeypatch.chdir(root)
    return root


def where(found: BuildContext | None) -> str | None:
    return None if found is None else os.path.relpath(found.root, os.path.realpath(os.curdir)).replace(os.sep, "/")


@pytest.mark.parametrize(
    ("dockerfile", "sources", "uses", "expected"),
    [
        ("services/api/Dockerfile", ["main.py"], [], "services/api"),
        ("services/api/Dockerfile", ["api/main.py"], [], "services"),
        ("services/api/Dockerfile", ["services/api/main.py"], [], "."),
        ("services/api/Dockerfile", ["services/api/main.py", "services/common"], [], "."),
        # Two folders hold it.
        ("services/api/Dockerfile", ["requirements.txt"], [], None),
        ("services/api/Dockerfile", ["requirements.txt"], ["main.py"], "services/api"),
        ("services/api/Dockerfile", ["requirements.txt", "*.py"], [], "services/api"),
        ("services/api/Dockerfile", ["requirements.txt", "*.rs"], [], None),
        ("services/api/Dockerfile", ["*.py"], [], "services/api"),
        ("services/api/Dockerfile", ["main.py", "wheel[s]"], [], "services/api"),
        # None holds all.
        ("services/api/Dockerfile", ["main.py", "model.pt"], [], None),
        ("services/api/Dockerfile", ["model.pt"], [], None),
        # Everything is copied: what is used decides.
        ("services/api/Dockerfile", ["."], [], None),
        ("services/api/Dockerfile", ["./"], ["main.py"], "services/api"),
        ("services/api/Dockerfile", ["."], ["requirements.txt"], None),
        ("services/api/Dockerfile", [], [], None),
        ("docker/gpu.Dockerfile", ["requirements.txt"], [], "."),
        # The root has no choice.
        ("Dockerfile", ["."], [], "."),
        ("Dockerfile", ["*.whl"], [], "."),
        ("Dockerfile", ["requirements.txt", "model.pt"], [], "."),
        ("Dockerfile", ["model.pt"], [], None),
        ("Dockerfile", [], [], "."),
        ("nowhere/Dockerfile", ["."], [], None),
    ],
)
def test_evidence(repository: Path, dockerfile: str, sources: list[str], uses: list[str], expected: str | None) -> None:
    found = Contexts().find(dockerfile, sources, uses)
    assert where(found) == expected
    assert found is None or found.how == "found"


def test_ignore_file_beside_the_dockerfile_decides(repository: Path) -> None:
    write(repository, {"services/api/.dockerignore": "x"})
    assert where(Contexts().find("services/api/Dockerfile", ["."])) == "services/api"
    assert where(Contexts().find("services/api/Dockerfile", ["requirements.txt"])) == "services/api"
    assert where(Contexts().find("services/api/Dockerfile", ["services/common"])) == "."


def test_given(repository: Path) -> None:
    found = Contexts().find("services/api/Dockerfile", ["main.py"], given="services")
    assert where(found) == "services"
    assert found is not None
    assert found.how == "given"
    assert found.shown("common/x.py") == os.path.join("services", "common", "x.py")
    assert Contexts().find("Dockerfile", [], given="nothing") is None


def test_compose(repository: Path) -> None:
    write(repository, {"compose.yaml": "services: {api: {build: {context: ., dockerfile: services/api/Dockerfile}}}"})
    contexts = Contexts()
    found = contexts.find("services/api/Dockerfile", ["main.py"])
    assert where(found) == "."
    assert found is not None
    assert found.how == "compose"
    assert [one.service for one in contexts.compose_builds("services/api/Dockerfile")] == ["api"]
    assert contexts.compose_builds("docker/gpu.Dockerfile") == ()
    write(repository, {"services/compose.yml": "services: {api: {build: api}}"})
    assert Contexts().find("services/api/Dockerfile", ["main.py"]) is None, "two that do not agree"


def test_compose_outside_of_the_repository(repository: Path) -> None:
    write(repository, {"compose.yaml": "services: {a: {build: {context: .., dockerfile: repository/Dockerfile}}}"})
    found = Contexts().find("Dockerfile", ["requirements.txt"])
    assert where(found) == "."
    assert found is not None
    assert found.how == "found"


def test_without_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Contexts, "repository_root", lambda *_: None)
    write(tmp_path, {"app/Dockerfile": "", "app/main.py": "", "other.py": ""})
    monkeypatch.chdir(tmp_path)
    assert where(Contexts().find("app/Dockerfile", ["main.py", "."])) == "app"
    assert where(Contexts().find("app/Dockerfile", ["."], ["main.py"])) == "app"
    assert Contexts().find("app/Dockerfile", ["main.py", "other.py"]) is None
    assert Contexts().find("app/Dockerfile", ["."]) is None


def test_repository_root(tmp_path: Path) -> None:
    write(tmp_path, {"worktree/.git": "gitdir: x", "worktree/a/b/": "", "none/": ""})
    contexts = Contexts()
    assert contexts.repository_root(str(tmp_path / "worktree" / "a" / "b")) == str(tmp_path / "worktree")
    assert contexts.repository_root(str(tmp_path / "worktree")) == str(tmp_path / "worktree")
    assert contexts.repository_root(os.path.abspath(os.sep)) is None


def test_shared(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One context serves all its Dockerfiles, and its folders are listed once."""
    write(
        repository, {"docker/cpu.Dockerfile": "", "docker/own.Dockerfile": "", "docker/own.Dockerfile.dockerignore": ""}
    )
    contexts = Contexts()
    first = contexts.find("docker/gpu.Dockerfile", ["requirements.txt"])
    second = contexts.find("docker/cpu.Dockerfile", ["services/api"])
    own = contexts.find("docker/own.Dockerfile", ["services/api"])
    absolute = contexts.find(str(repository / "docker" / "cpu.Dockerfile"), ["services/api"])
    assert first is second
    assert first is not None
    assert own is not None
    assert own is not first
    assert own.tree is first.tree
    assert own.ignore_file is not None
    assert absolute is not None
    assert absolute.tree is first.tree
    assert absolute.shown("a") == str(repository / "a")
    before = first.everything

    def refuse(_: str) -> None:
        raise AssertionError

    monkeypatch.setattr(os, "scandir", refuse)
    assert own.everything.files
    assert second is not None
    assert second.everything is before


def test_one_look_a_question(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    look = os.lstat
    tree = Contexts().tree(".")

    def counted(path: str) -> os.stat_result:
        looks.append(path)
        return look(path)

    monkeypatch.setattr(os, "lstat", counted)
    assert tree.exists("requirements.txt")
    assert tree.exists("requirements.txt")
    assert len(looks) == 1


def test_a_changed_file_is_read_again_and_all_else_is_kept(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "requirements.txt").write_text("torch\n", encoding="utf-8")
    contexts = Contexts()
    trees = {name: contexts.tree(str(tmp_path / name)) for name in ("one", "two")}
    assert [tree.read("requirements.txt") for tree in trees.values()] == ["torch\n", "torch\n"]
    changed = tmp_path / "one" / "requirements.txt"
    changed.write_text("numpy\n", encoding="utf-8")
    contexts.files.seen.clear()
    assert contexts.forget(str(changed.resolve()))
    assert not contexts.forget(str(tmp_path.resolve() / "three" / "requirements.txt"))
    assert contexts.tree(str(tmp_path / "one")).read("requirements.txt") == "numpy\n"
    assert contexts.tree(str(tmp_path / "two")) is trees["two"]
    assert str(tmp_path.resolve() / "two") in contexts.folders
