from __future__ import annotations

import pytest

from mlint.shell.interpreters import (
    is_posix_shell,
    program_name,
    reads_script_from_input,
    runs_posix_scripts,
    script_index,
    shebang_shell,
    shebang_words,
)


@pytest.mark.parametrize(
    ("path", "name", "posix"),
    [
        ("sh", "sh", True),
        ("/bin/bash", "bash", True),
        ("/usr/bin/zsh", "zsh", True),
        ("C:\\Windows\\cmd.exe", "cmd.exe", False),
        ("pwsh", "pwsh", False),
        ("fish", "fish", False),
        ("/bin/", "", False),
        ("", "", False),
    ],
)
def test_programs(path: str, name: str, posix: bool) -> None:
    assert program_name(path) == name
    assert is_posix_shell(path) is posix


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("sh -c SCRIPT", 2),
        ("/bin/bash -c SCRIPT name", 2),
        ("bash -lc SCRIPT", 2),
        ("bash -l -c SCRIPT", 3),
        ("bash -ec SCRIPT", 2),
        ("bash -euxo pipefail -c SCRIPT", 4),
        ("bash -o pipefail -c SCRIPT", 4),
        ("bash -O extglob -c SCRIPT", 4),
        ("bash +o posix -c SCRIPT", 4),
        ("bash --norc -c SCRIPT", 3),
        ("bash --rcfile x -c SCRIPT", 4),
        ("bash -c -e SCRIPT", 3),
        ("bash -c -- SCRIPT", 3),
        ("bash -c", None),
        ("bash", None),
        ("bash script.sh -c x", None),
        ("bash - -c x", None),
        ("bash ? -c x", None),
        ("bash -c ?", 2),
        ("python -c x", None),
        ("? -c x", None),
        ("", None),
        ("su -c SCRIPT user", 2),
        ("su - user -c SCRIPT", 4),
        ("runuser -l user --command SCRIPT", 4),
        ("su user", None),
        ("su -c", None),
    ],
)
def test_script_index(words: str, index: int | None) -> None:
    assert script_index([None if word == "?" else word for word in words.split()]) == index


@pytest.mark.parametrize(
    ("words", "reads"),
    [
        ("bash", True),
        ("sh -ex", True),
        ("bash -euo pipefail", True),
        ("bash -", True),
        ("bash -s arg", True),
        ("bash /dev/stdin arg", True),
        ("bash --", True),
        ("bash script.sh", False),
        ("bash -c x", False),
        ("bash ?", False),
        ("python", False),
        ("python -", False),
        ("?", False),
        ("", False),
    ],
)
def test_script_from_input(words: str, reads: bool) -> None:
    assert reads_script_from_input([None if word == "?" else word for word in words.split()]) is reads


@pytest.mark.parametrize(
    ("line", "shell"),
    [
        ("#!/bin/sh", True),
        ("#! /bin/bash -e", True),
        ("#!/usr/bin/env bash", True),
        ("#!/usr/bin/env -S A=b bash -e", True),
        ("#!/usr/bin/env python3", False),
        ("#!/usr/bin/env", False),
        ("#!", False),
        ("# comment", None),
        ("", None),
    ],
)
def test_shebang(line: str, shell: bool | None) -> None:
    assert shebang_shell(line) is shell


@pytest.mark.parametrize(
    ("shell", "posix"),
    [
        ("/bin/sh -c", True),
        ("conda run -n ml /bin/bash -c", True),
        ("/usr/local/bin/_dockerfile_shell.sh", True),
        ("powershell -Command", False),
        ("cmd /S /C", False),
    ],
)
def test_shells_of_shell_instructions(shell: str, posix: bool) -> None:
    assert runs_posix_scripts(shell.split()) is posix


def test_shebang_words() -> None:
    assert shebang_words("#!/bin/bash -e") == ["/bin/bash", "-e"]
    assert shebang_words("#!/usr/bin/env -S LANG=C bash -e") == ["bash", "-e"]
    assert shebang_words("#!") == []
    assert shebang_words("set -e") is None
