"""What RUNs do with git."""

from __future__ import annotations

import pytest

from mlint.image.layers.git import GitWork, git_call
from tests.builds import build, command


@pytest.mark.parametrize(
    ("text", "verb", "folder"),
    [
        ("git clone x", "clone", ""),
        ("git -C /a -c k=v checkout main", "checkout", "/a"),
        ("git -C a -C b --no-pager log", "log", "a/b"),
        ("git -C $A pull", "pull", None),
        ("sudo /usr/bin/git --git-dir=/x/.git reset", "reset", ""),
        ("git --version", None, None),
        ("git $VERB x", None, None),
        ("hg clone x", None, None),
    ],
)
def test_git_call(text: str, verb: str | None, folder: str | None) -> None:
    call = git_call(command(f"RUN {text}"))
    assert (call.verb if call else None) == verb
    assert (call.folder if call else None) == folder


@pytest.mark.parametrize(
    ("text", "name", "folder", "shallow"),
    [
        ("git clone https://x.y/a/b.git", "b", "/w/b", False),
        ("git clone --depth 1 git@x.y:b.git c", "b", "/w/c", True),
        ("cd /o && git clone -b main --recursive -j8 https://x.y/b/ .", "b", "/o", False),
        ("git -C sub clone https://x.y/b", "b", "/w/sub/b", False),
        ("git clone https://x.y/$NAME", "a repository", None, False),
        ("git clone https://x.y/$NAME /n", "n", "/n", False),
        ("git clone -b v1 --filter blob:none https://x.y/b $N", "b", None, True),
    ],
)
def test_clones(text: str, name: str, folder: str | None, shallow: bool) -> None:
    work = GitWork(build(f"FROM x\nWORKDIR /w\nRUN {text}").stages[0])
    (found,) = work.clones
    assert (found.name, found.folder, found.shallow) == (name, folder, shallow)


@pytest.mark.parametrize("text", ["git clone", "git clone $A", "git clone a b c", "git clone --what a", "git pull"])
def test_no_clones(text: str) -> None:
    assert not GitWork(build(f"RUN {text}").stages[0]).clones


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("git clone x/a", False),
        ("git clone -b main x/a", False),
        ("git clone -b v1 x/a", True),
        ("git clone -b $V x/a", True),
        ("git clone x/a && cd a && git checkout -f main", False),
        ("git clone x/a && cd a && git checkout v1", True),
        ("git clone x/a && cd b && git checkout v1", False),
        ("git clone x/a && git -C a switch --detach $V", True),
        ("git clone x/a && cd $A && git checkout v1", True),
        ("cd a && git checkout v1 && cd .. && git clone x/a", False),
    ],
)
def test_is_fixed(text: str, fixed: bool) -> None:
    work = GitWork(build(f"FROM x\nWORKDIR /w\nRUN {text}").stages[0])
    (found,) = work.clones
    assert work.is_fixed(found) is fixed


@pytest.mark.parametrize(
    ("text", "builds"),
    [
        ("cd a && pip install .", True),
        ("cd a && pip install -e .[x]", True),
        ("pip install ./a/sub", True),
        ("pip install -r a/requirements.txt", True),
        ("cd a && pip install numpy", False),
        ("pip install .", False),
        ("cd a && uv sync", True),
        ("cd a && make", True),
        ("make", False),
        ("cmake -S a -B build", True),
        ("cd a && python3 -m build", True),
        ("cd a && python setup.py bdist_wheel", True),
        ("python a/train.py", False),
        ("cd a && ./configure", True),
        ("cd a && npm ci", True),
        ("cd a && npm start", False),
        ("bash a/install.sh", True),
        ("cd a && bash /other/install.sh", False),
    ],
)
def test_builds_from(text: str, builds: bool) -> None:
    work = GitWork(build(f"FROM x\nWORKDIR /w\nRUN git clone x/a && {text}").stages[0])
    (found,) = work.clones
    assert (work.built_by(found) is not None) is builds


@pytest.mark.parametrize(
    ("text", "removed"),
    [("rm -rf a", True), ("rm -rf a/.git", True), ("rm -rf /w/*", True), ("rm -rf a/x", False), ("true", False)],
)
def test_removed_in_run(text: str, removed: bool) -> None:
    work = GitWork(build(f"FROM x\nWORKDIR /w\nRUN git clone x/a && {text}").stages[0])
    (found,) = work.clones
    assert work.is_removed(found) is removed
