"""Paths of commands in the image."""

from __future__ import annotations

import pytest

from mlint.image.command_paths import is_within, path_at, removed_paths
from tests.builds import build


@pytest.mark.parametrize(
    ("before", "cd", "path", "result"),
    [
        ("WORKDIR /w", "true", "a", "/w/a"),
        ("WORKDIR /w", "cd x", "../a", "/w/a"),
        ("WORKDIR /w", "cd /x", "./a/", "/x/a"),
        ("", "true", "a", "?/a"),
        ("", "cd x", "a", "?/x/a"),
        ("", "cd $X", "a", None),
        ("", "cd $X", "/a//b", "/a/b"),
        ("", "true", "~/a", None),
        ("", "true", "$A/b", None),
    ],
)
def test_path_at(before: str, cd: str, path: str, result: str | None) -> None:
    (run,) = build(f"FROM x\n{before}\nRUN {cd} && call {path}").stages[0].runs
    command = run.commands[1]
    assert path_at(run, command, command.values[1]) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("rm -rf a /b/c $D", ["/w/a", "/b/c"]),
        ("rm -r -- a", ["/w/a"]),
        ("rm --recursive a/*", ["/w/a/*"]),
        ("rm -f a", []),
        ("rm --force r", []),
        ("mv -r a", []),
    ],
)
def test_removed_paths(text: str, result: list[str]) -> None:
    (run,) = build(f"FROM x\nWORKDIR /w\nRUN {text}").stages[0].runs
    assert removed_paths(run, run.commands[0]) == result


def test_is_within() -> None:
    assert is_within("/a/b", "/a")
    assert is_within("/a", "/a/")
    assert is_within("/a", "/")
    assert not is_within("/ab", "/a")
    assert not is_within(None, "/a")
