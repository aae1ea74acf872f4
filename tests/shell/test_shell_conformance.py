"""The recorded shell cases: what shfmt and bash make of 489 bodies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mlint.shell.reader import read_script
from tests.shell.walks import operators, redirections

if TYPE_CHECKING:
    from mlint.shell.nodes import Script, SimpleCommand

CASES = Path(__file__).parent.parent / "conformance" / "shell" / "cases.jsonl"

Row = dict[str, Any]


def rows(kind: str) -> list[Any]:
    with CASES.open(newline="\n", encoding="ascii") as file:
        found = [json.loads(line) for line in file.read().split("\n") if line]
    return [pytest.param(row, id=row["id"]) for row in found if row["kind"] == kind]


def recorded(script: Script) -> list[SimpleCommand]:
    """The commands that the recorder knows: it sees none in a mere redirection."""
    return [command for command in script.commands() if command.words or command.assignments]


def spans(command: SimpleCommand) -> Row:
    words = [[word.start, word.end] for word in command.words]
    return {"words": words, "assigns": [[one.start, one.end] for one in command.assignments]}


def expected_spans(command: Row) -> Row:
    return {"words": [word[:2] for word in command["words"]], "assigns": command.get("assigns", [])}


@pytest.mark.parametrize("row", rows("sound") + rows("hand"))
def test_commands_and_spans(row: Row) -> None:
    script = read_script(row["text"])
    commands = recorded(script)
    assert [spans(command) for command in commands] == [expected_spans(command) for command in row["commands"]]
    for command, wanted in zip(commands, row["commands"], strict=True):
        for word, recorded_word in zip(command.words, wanted["words"], strict=True):
            if len(recorded_word) == 3:
                assert word.value == recorded_word[2]
    assert script.errors == []


@pytest.mark.parametrize("row", rows("sound"))
def test_operators_and_redirects(row: Row) -> None:
    script = read_script(row["text"])
    assert operators(script) == row.get("operators", [])
    redirects = sorted([one.start, one.target.start, one.target.end] for one in redirections(script))
    assert redirects == row.get("redirects", [])


@pytest.mark.parametrize("row", rows("damaged"))
def test_what_precedes_the_damage_is_kept(row: Row) -> None:
    script = read_script(row["text"])
    kept = [spans(command) for command in recorded(script)]
    for command in row["commands"]:
        assert expected_spans(command) in kept
    if row["bash_rejects"]:
        assert script.errors
