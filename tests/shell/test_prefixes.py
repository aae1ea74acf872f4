"""Prefix programs are taken off with exact arity of their options."""

from __future__ import annotations

import pytest

from mlint.dockerfile.source import Span
from mlint.shell.commands import Argument, Command
from mlint.shell.prefixes import unwrap
from tests.builds import commands


def command(text: str, **environment: str | None) -> Command:
    """The command of blank-separated words; ``?`` is an unknown word."""
    arguments = []
    at = 0
    for word in text.split(" "):
        arguments.append(Argument(None if word == "?" else word, Span(at, at + len(word))))
        at += len(word) + 1
    return Command(tuple(arguments), environment=environment)


def words(made: Command) -> str:
    return " ".join("?" if value is None else value for value in made.values)


@pytest.mark.parametrize(
    ("text", "inner", "wrappers"),
    [
        ("pip install x", "pip install x", ""),
        ("sudo pip install x", "pip install x", "sudo"),
        ("sudo -H -u app pip install x", "pip install x", "sudo"),
        ("sudo -Hu app -E pip install", "pip install", "sudo"),
        ("sudo -uapp pip install", "pip install", "sudo"),
        ("sudo --user=app --preserve-env pip install", "pip install", "sudo"),
        ("sudo -n -- pip install", "pip install", "sudo"),
        ("sudo PIP_NO_INPUT=1 pip install", "pip install", "sudo"),
        ("sudo -l pip", "sudo -l pip", ""),
        ("sudo -nl", "sudo -nl", ""),
        ("sudo", "sudo", ""),
        ("sudo -u app", "sudo -u app", ""),
        ("/usr/bin/env python -m pip", "python -m pip", "env"),
        ("env A=b -u pip", "-u pip", "env"),
        ("env -u X -i A=b _c=d pip install", "pip install", "env"),
        ("env - A=b pip install", "pip install", "env"),
        ("env -C /app --unset=X pip install", "pip install", "env"),
        ("env A=b", "env A=b", ""),
        ("env -S pip install", "env -S pip install", ""),
        ("nohup nice -n 10 ionice -c2 -n 7 pip install", "pip install", "nohup nice ionice"),
        ("nice -10 pip install", "pip install", "nice"),
        ("nice --adjustment=5 pip install", "pip install", "nice"),
        ("exec -a name pip install", "pip install", "exec"),
        ("command pip install", "pip install", "command"),
        ("command -v pip", "command -v pip", ""),
        ("time -p pip install", "pip install", "time"),
        ("/usr/bin/time -f %e -o log pip install", "pip install", "time"),
        ("timeout 600 pip install", "pip install", "timeout"),
        ("timeout -k 5 --signal=KILL 10m pip install", "pip install", "timeout"),
        ("timeout -s KILL 10 pip install", "pip install", "timeout"),
        ("timeout 5", "timeout 5", ""),
        ("stdbuf -oL -e 0 pip install", "pip install", "stdbuf"),
        ("setsid -w pip install", "pip install", "setsid"),
        ("taskset -c 0-3 pip install", "pip install", "taskset"),
        ("xargs pip install", "pip install ?", "xargs"),
        ("xargs -a req.txt -n 1 -P4 -r pip install -U", "pip install -U ?", "xargs"),
        ("xargs -I {} pip install {} x", "pip install ? x", "xargs"),
        ("xargs -I% pip install pkg-%", "pip install ?", "xargs"),
        ("gosu app pip install", "pip install", "gosu"),
        ("su-exec app:app pip install", "pip install", "su-exec"),
        ("/usr/bin/tini -s -- python app.py", "python app.py", "tini"),
        ("tini -g -p SIGTERM -- python app.py", "python app.py", "tini"),
        ("dumb-init --rewrite 15:3 -- python app.py", "python app.py", "dumb-init"),
        ("eatmydata pip install", "pip install", "eatmydata"),
        ("catchsegv python x.py", "python x.py", "catchsegv"),
        ("conda run pip install x", "pip install x", "conda"),
        ("conda run -n env --no-capture-output pip install -n x", "pip install -n x", "conda"),
        ("/opt/conda/bin/conda run --name=env --live-stream python -m pip", "python -m pip", "conda"),
        ("mamba run -p /opt/env pip install", "pip install", "mamba"),
        ("micromamba -r /opt run -n base -a stdout pip install", "pip install", "micromamba"),
        ("conda install -n base run", "conda install -n base run", ""),
        ("conda", "conda", ""),
        ("poetry run pip install", "pip install", "poetry"),
        ("poetry -C /app run pip install", "pip install", "poetry"),
        ("poetry install", "poetry install", ""),
        ("pipenv run pip install", "pip install", "pipenv"),
        ("uv run --no-sync --with pip --extra gpu pip install", "pip install", "uv"),
        ("uv --directory /app run -q pip install", "pip install", "uv"),
        ("uv run -m pip install", "uv run -m pip install", ""),
        ("uv pip install", "uv pip install", ""),
        ("sudo env A=b conda run -n e timeout 9 pip install", "pip install", "sudo env conda timeout"),
        ("sudo ? pip install", "? pip install", "sudo"),
        ("? pip install", "? pip install", ""),
        ("conda ? run pip", "conda ? run pip", ""),
        ("bash -c pip", "bash -c pip", ""),
        ("su -c pip app", "su -c pip app", ""),
    ],
)
def test_unwrapping(text: str, inner: str, wrappers: str) -> None:
    made = unwrap(command(text))
    assert words(made) == inner
    assert made.wrappers == tuple(wrappers.split())


def test_spans_and_redirections_stay() -> None:
    outer = command("sudo pip install")
    made = unwrap(outer)
    assert made.arguments[0].span == Span(5, 8)
    assert made.redirections is outer.redirections
    assert made.site is outer.site


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("env PIP_NO_CACHE_DIR=1 pip x", {"A": "1", "HOME": "/h", "PIP_NO_CACHE_DIR": "1"}),
        ("env A=2 B= pip x", {"A": "2", "HOME": "/h", "B": ""}),
        ("env -u A pip x", {"HOME": "/h"}),
        ("env -uA --unset=HOME pip x", {}),
        ("env --unset A pip x", {"HOME": "/h"}),
        ("env -i B=1 pip x", {"B": "1"}),
        ("env - pip x", {}),
        ("env A-b=c pip x", {"A": "1", "HOME": "/h"}),
        ("sudo pip x", {"A": None, "HOME": "/root"}),
        ("sudo B=1 pip x", {"A": None, "HOME": "/root", "B": "1"}),
        ("sudo -E pip x", {"A": "1", "HOME": "/h"}),
        ("sudo -EH pip x", {"A": "1", "HOME": "/root"}),
        ("sudo --preserve-env=A,C pip x", {"A": "1", "HOME": "/root"}),
        ("sudo --preserve-env pip x", {"A": "1", "HOME": "/h"}),
        ("sudo -u Ed pip x", {"A": None, "HOME": None}),
        ("sudo --user=Ed pip x", {"A": None, "HOME": None}),
        ("gosu app pip x", {"A": "1", "HOME": None}),
        ("gosu root:root pip x", {"A": "1", "HOME": "/root"}),
        ("nohup pip x", {"A": "1", "HOME": "/h"}),
    ],
)
def test_environment(text: str, expected: dict[str, str | None]) -> None:
    assert dict(unwrap(command(text, A="1", HOME="/h")).environment) == expected


def test_words_that_end_in_an_unknown_variable_are_still_options_and_assignments() -> None:
    (found,) = commands("FROM a\nARG U\nRUN env PIP_INDEX_URL=$U sudo --user=$U pip install torch\n")
    assert found.wrappers == ("env", "sudo")
    assert found.values == ["pip", "install", "torch"]
    (found,) = commands("FROM a\nARG U\nRUN env PIP_INDEX_URL=$U pip install torch\n")
    assert found.environment["PIP_INDEX_URL"] is None
