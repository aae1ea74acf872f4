from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from mlint.discovery import DOCKERFILE, discover, find_dockerfiles, is_dockerfile, is_excluded

DOCKERFILES = [
    "Dockerfile",
    "dockerfile",
    "DOCKERFILE",
    "Containerfile",
    "Dockerfile.gpu",
    "Dockerfile-gpu",
    "Dockerfile_gpu",
    "dockerfile.cuda12.1-py3.11",
    "Dockerfile.md5",
    "Dockerfile.python",
    "Dockerfile.py3",
    "Dockerfile.jsonrpc",
    "train.dockerfile",
    "train.Dockerfile",
    "serve.containerfile",
    "Containerfile.rocm",
    "docker/Dockerfile",
    "a b/Dockerfile.x y",
    ".dockerfile/Dockerfile",
    "Dockerfile.md/Dockerfile",
    ".devcontainer/Dockerfile",
]

OTHERS = [
    "Dockerfile.dockerignore",
    "train.dockerfile.dockerignore",
    ".dockerignore",
    "Dockerfile.j2",
    "Dockerfile.jinja2",
    "Dockerfile.gpu.tmpl",
    "Dockerfile.template",
    "Dockerfile.template.gpu",
    "Dockerfile.md",
    "dockerfile.py",
    "dockerfile_parser.py",
    "Dockerfile.yaml",
    "Dockerfile.yml",
    "Dockerfile.orig",
    "MyDockerfile",
    "Dockerfiles",
    "Dockerfile2",
    "dockerfile/README",
    "Dockerfile/",
    "docker-compose.yml",
    "requirements.txt",
    "",
]


def hooks() -> list[dict[str, object]]:
    text = (Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text()
    loaded = yaml.safe_load(text)
    assert isinstance(loaded, list)
    return loaded


@pytest.mark.parametrize("path", DOCKERFILES)
def test_dockerfiles(path: str) -> None:
    assert is_dockerfile(path)


@pytest.mark.parametrize("path", OTHERS)
def test_what_is_no_dockerfile(path: str) -> None:
    assert not is_dockerfile(path)


def test_the_hooks_select_the_same_files() -> None:
    assert [hook["id"] for hook in hooks()] == ["mlint", "mlint-fix", "mlint-requirements"]
    for hook in hooks()[:2]:
        assert hook["files"] == DOCKERFILE
        assert hook["language"] == "python"
        assert hook["require_serial"] is True
        # pre-commit's tag `dockerfile` does not know Dockerfile-gpu; without `types` its default is every file.
        assert "types" not in hook
        pattern = str(hook["files"])
        for path in DOCKERFILES + OTHERS:
            assert bool(re.search(pattern, path)) == is_dockerfile(path)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("Dockerfile", "b/gpu.dockerfile", "a/Dockerfile", "a/Dockerfile.j2", "node_modules/x/Dockerfile"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("FROM a\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], check=True, capture_output=True)


def test_a_folder_is_searched_in_the_order_of_names(tree: Path) -> None:
    assert find_dockerfiles(".") == ["Dockerfile", "a/Dockerfile", "b/gpu.dockerfile"]
    assert find_dockerfiles("a") == ["a/Dockerfile"]
    assert find_dockerfiles("./a/") == ["./a/Dockerfile"]
    assert find_dockerfiles(str(tree / "a")) == [str(tree / "a" / "Dockerfile")]


def test_in_a_repository_git_says_what_counts(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q")
    (tree / ".gitignore").write_text("/b/\n")
    git("add", "a", "node_modules")
    (tree / "a" / "gone.dockerfile").write_text("FROM a\n")
    git("add", "a/gone.dockerfile")
    (tree / "a" / "gone.dockerfile").unlink()
    expected = ["Dockerfile", "a/Dockerfile", "node_modules/x/Dockerfile"]
    assert find_dockerfiles(".") == expected
    # A git hook runs with variables that point at its own repository.
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nonexistent")
    assert find_dockerfiles(".") == expected
    assert find_dockerfiles("a") == ["a/Dockerfile"]
    # Ignored as a whole, but asked for by name.
    assert find_dockerfiles("b") == ["b/gpu.dockerfile"]


def test_names_that_are_not_plain_ascii(tree: Path) -> None:
    git("init", "-q")
    name = os.fsdecode("ü é".encode() + b"\xff.dockerfile")
    try:
        (tree / "a" / name).write_text("FROM a\n")
    except OSError:
        pytest.skip("the file system wants UTF-8 names")
    assert f"a/{name}" in find_dockerfiles(".")


def test_without_git_folders_are_walked(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q")
    monkeypatch.setenv("PATH", str(tree))
    assert find_dockerfiles(".") == ["Dockerfile", "a/Dockerfile", "b/gpu.dockerfile"]


def test_named_files_are_taken_whatever_their_name(tree: Path) -> None:
    found = discover(["a/Dockerfile.j2", "a", "./a/Dockerfile", "-"])
    assert found.files == ["a/Dockerfile.j2", "a/Dockerfile", "-"]
    assert found.named == {"a/Dockerfile.j2", "./a/Dockerfile", "-"}
    assert found.errors == []


def test_what_is_not_there_is_an_error_each(tree: Path) -> None:
    (tree / "empty").mkdir()
    found = discover(["missing", "a", "empty"])
    assert found.files == ["a/Dockerfile"]
    assert [path for path, _ in found.errors] == ["missing", "empty"]
    assert found.errors[0][1] == "no such file or folder"
    assert found.errors[1][1].startswith("no Dockerfile in this folder")


@pytest.mark.parametrize(
    ("pattern", "path", "excluded"),
    [
        ("vendor", "vendor/Dockerfile", True),
        ("vendor", "a/vendor/b/Dockerfile", True),
        ("vendor", "vendored/Dockerfile", False),
        ("vendor/", "a/vendor/Dockerfile", True),
        ("/vendor", "a/vendor/Dockerfile", False),
        ("./a", "a/Dockerfile", True),
        ("a/vendor", "a/vendor/Dockerfile", True),
        ("a/vendor", "b/a/vendor/Dockerfile", False),
        ("*.dockerfile", "a/x.dockerfile", True),
        ("a/*.dockerfile", "a/b/x.dockerfile", False),
        ("a/**/*.dockerfile", "a/b/c/x.dockerfile", True),
        ("a/**/*.dockerfile", "a/x.dockerfile", True),
        ("**/old/**", "x/old/Dockerfile", True),
        ("**/old/**", "old/Dockerfile", True),
        ("vendor/**", "vendor/a/Dockerfile", True),
        ("vendor/**", "b/vendor/a/Dockerfile", False),
        ("Dockerfile.?", "Dockerfile.a", True),
        ("Dockerfile.?", "Dockerfile.ab", False),
        ("Dockerfile+", "Dockerfile", False),
    ],
)
def test_exclude_patterns(pattern: str, path: str, excluded: bool, tmp_path: Path) -> None:
    assert is_excluded(str(tmp_path / path), str(tmp_path), [pattern]) == excluded
