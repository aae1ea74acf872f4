"""The hooks as pre-commit runs them: with its own selection of files, in several processes, and installed by it.

Most tests run the hooks of this repository with the mlint of the test run (``language: system``), which needs no
network. The one with ``try-repo`` has pre-commit build the hooks' environment, for which pip needs PyPI.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

pytest.importorskip("pre_commit")

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}

DIRTY = "FROM python:3.12-slim\nRUN pip install numpy==2.1.0\n"
FIXED = "FROM python:3.12-slim\nRUN pip install --no-cache-dir numpy==2.1.0\n"
DOCKERFILES = ("Dockerfile", "Dockerfile.gpu", "docker/train.dockerfile")
OTHERS = ("Dockerfile.md", "docker/dockerfile.py", "Dockerfile.j2")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with Dockerfiles that have something to repair, and with files that are none."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    paths = os.pathsep.join([str(ROOT), str(ROOT / "rules")])
    monkeypatch.setenv("PYTHONPATH", paths)
    folder = tmp_path / "repository"
    (folder / "docker").mkdir(parents=True)
    for name in (*DOCKERFILES, *OTHERS):
        (folder / name).write_text(DIRTY, encoding="utf-8", newline="")
    monkeypatch.chdir(folder)
    git("init", "-q")
    git("add", ".")
    return folder


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], check=True, capture_output=True)


def pre_commit(*arguments: str | Path) -> tuple[int, str]:
    """The exit code and the output of pre-commit."""
    command = [sys.executable, "-m", "pre_commit", *map(str, arguments), "--color", "never"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")


def configure(identifier: str, **changed: object) -> None:
    """Let the repository use a hook of ours without installing it."""
    hook = dict(HOOKS[identifier])
    program = shlex.join([Path(sys.executable).as_posix(), "-m", "mlint"])
    hook["entry"] = str(hook["entry"]).replace("mlint", program, 1)
    hook["language"] = "system"
    config = {"repos": [{"repo": "local", "hooks": [{**hook, **changed}]}]}
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git("add", ".pre-commit-config.yaml")


def texts(folder: Path, names: Sequence[str]) -> list[str]:
    return [(folder / name).read_bytes().decode() for name in names]


def test_mlint_reports_and_changes_nothing(repository: Path) -> None:
    configure("mlint")
    code, out = pre_commit("run", "--all-files")
    assert code == 1
    assert "exit code: 1" in out
    assert set(re.findall(r"^(\S+?):2:5: warning ML301", out, re.MULTILINE)) == set(DOCKERFILES)
    assert not any(name in out for name in OTHERS)
    assert set(texts(repository, (*DOCKERFILES, *OTHERS))) == {DIRTY}


def test_mlint_sees_only_what_is_staged(repository: Path) -> None:
    configure("mlint")
    git("commit", "-qm", "all")
    (repository / "Dockerfile.gpu").write_text(DIRTY + "USER app\n", encoding="utf-8", newline="")
    git("add", "Dockerfile.gpu")
    code, out = pre_commit("run")
    assert code == 1
    assert "Dockerfile.gpu:2:5" in out
    assert "train.dockerfile" not in out
    git("rm", "-qf", "Dockerfile.gpu")
    code, out = pre_commit("run")
    assert (code, "(no files to check)" in out) == (0, True)


def test_the_fixing_hook_fails_when_it_has_changed_something(repository: Path) -> None:
    configure("mlint-fix")
    code, out = pre_commit("run", "--all-files")
    assert code == 1
    assert "files were modified by this hook" in out
    assert texts(repository, DOCKERFILES) == [FIXED] * len(DOCKERFILES)
    assert texts(repository, OTHERS) == [DIRTY] * len(OTHERS)
    code, out = pre_commit("run", "--all-files")
    assert (code, "Passed" in out) == (0, True)


@pytest.mark.parametrize("identifier", ["mlint", "mlint-fix"])
def test_several_processes_share_the_files(repository: Path, identifier: str) -> None:
    # `require_serial` is for speed: pre-commit may split the files all the same when their names fill a command line.
    names = [f"service-{number}/Dockerfile" for number in range(60)]
    for name in names:
        (repository / name).parent.mkdir()
        (repository / name).write_text(DIRTY, encoding="utf-8", newline="")
    git("add", ".")
    configure(identifier, require_serial=False)
    code, out = pre_commit("run", "--all-files")
    assert code == 1
    if identifier == "mlint":
        assert set(re.findall(r"^(\S+?):2:5: ", out, re.MULTILINE)) == {*names, *DOCKERFILES}
    else:
        assert set(texts(repository, names)) == {FIXED}
        assert pre_commit("run", "--all-files")[0] == 0


def test_requirements_lint_the_dockerfiles_again(repository: Path) -> None:
    configure("mlint-requirements")
    git("commit", "-qm", "all")
    (repository / "Dockerfile").write_text(DIRTY + "USER app\n", encoding="utf-8")
    git("add", "Dockerfile")
    assert "(no files to check)" in pre_commit("run")[1]
    for name in ("requirements.txt", "docker/requirements-gpu.in", "requirements/base.txt", "uv.lock"):
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_text("numpy\n", encoding="utf-8")
        git("add", name)
        code, out = pre_commit("run")
        assert code == 1
        assert set(re.findall(r"^(\S+?):2:5: warning ML301", out, re.MULTILINE)) == set(DOCKERFILES)
        git("commit", "-qm", "more", "--no-verify")


def test_pre_commit_installs_the_hooks_from_this_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("pre-commit clones a repository, and this is none")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", "wheels", "hatchling"]
    probe = subprocess.run([*command, "--retries", "1", "--timeout", "20"], capture_output=True, text=True, check=False)
    if probe.returncode:
        pytest.skip(f"PyPI cannot be reached, so that pre-commit installs nothing: {probe.stderr.strip()[-200:]}")
    monkeypatch.delenv("PYTHONPATH")
    code, out = pre_commit("try-repo", ROOT, "--all-files", "--verbose")
    assert code == 1
    reported, fixed = re.search(r"(?s)hook id: mlint\n(.*)hook id: mlint-fix\n(.*)hook id: mlint-req", out).groups()  # type: ignore[union-attr]
    assert set(re.findall(r"^(\S+?):2:5: warning ML301", reported, re.MULTILINE)) == set(DOCKERFILES)
    assert "files were modified by this hook" in fixed
    assert texts(repository, DOCKERFILES) == [FIXED] * len(DOCKERFILES)
    assert texts(repository, OTHERS) == [DIRTY] * len(OTHERS)
