"""Reading against what BuildKit recorded for every case."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from mlint.dockerfile.instructions import KNOWN, Dockerfile, Instruction
from mlint.dockerfile.source import Source
from mlint.dockerfile.stages import read_stages
from mlint.dockerfile.validation import validate
from mlint.dockerfile.whitespace import GO_SPACE

FOLDER = Path(__file__).parents[1] / "conformance" / "dockerfile"
BYTE_WALKING = {"flags-utf8", "flags-tabs-nbsp", "health-nbsp"}
"""BuildKit reads flags byte by byte and garbles characters beyond ASCII there; not worth copying."""
NO_STAGE = "the file has no FROM: there is no build stage"
"""Reported by mlint; BuildKit says so only when it is asked to build."""


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in (FOLDER / name).read_text(encoding="utf-8").split("\n") if row]


CASES = list(zip(rows("cases.jsonl"), rows("expected.jsonl"), strict=True))


def plain(text: str) -> str:
    return re.sub("[\ufffd\ud800-\udfff]+", "\ufffd", text)


def stripped(text: str) -> str:
    return plain(text).strip(GO_SPACE)


def recorded(instruction: Instruction, nested: bool = False) -> dict[str, Any]:
    """The instruction in the shape of the record, for what both sides share."""
    inner = None if nested else instruction.trigger
    result: dict[str, Any] = {
        "name": plain(instruction.name),
        "original": stripped(instruction.text.text),
        "flags": [plain(flag.text.text) for flag in instruction.flags],
        "args": arguments(instruction),
        "json": instruction.in_json_form,
    }
    if inner:
        result["sub"] = recorded(inner, nested=True)
    return result


def arguments(instruction: Instruction) -> list[str]:
    if instruction.name in ("ENV", "LABEL"):
        return [
            plain(part)
            for pair in instruction.assignments
            for part in (pair.key, pair.value or "", "" if pair.legacy else "=")
        ]
    return [plain(argument.text) for argument in instruction.arguments]


def expectation(cmd: dict[str, Any]) -> dict[str, Any]:
    result = {
        "name": plain(cmd["name"].upper()),
        "original": stripped(cmd["original"]),
        "flags": [plain(flag) for flag in cmd["flags"]],
        "args": [plain(argument) for argument in cmd["args"]],
        "json": cmd["json"],
    }
    if cmd.get("sub"):
        result["sub"] = expectation(cmd["sub"])
    return result


@pytest.mark.parametrize(("case", "expected"), CASES, ids=[case["name"] for case, _ in CASES])
def test_recorded(case: dict[str, Any], expected: dict[str, Any]) -> None:
    data = base64.b64decode(case["base64"]) if "base64" in case else case["text"].encode()
    dockerfile = Dockerfile(Source("Dockerfile", data))
    problems = list(validate(dockerfile))
    if expected.get("err"):
        assert problems
        return
    assert dockerfile.parser_agrees
    assert dockerfile.escape == expected["escape"]
    found = dockerfile.instructions
    assert [(i.first_line, i.last_line) for i in found] == [(cmd["start"], cmd["end"]) for cmd in expected["cmds"]]
    for instruction, cmd in zip(found, expected["cmds"], strict=True):
        mine, theirs = recorded(instruction), expectation(cmd)
        if expected["name"] in BYTE_WALKING:
            for side in (mine, theirs):
                side.pop("flags")
                side.pop("args")
        if cmd.get("instr_err", "").startswith("unknown instruction"):
            theirs["args"] = mine["args"]
        if theirs.get("sub", {}).get("name", "RUN") not in KNOWN:
            theirs["sub"]["args"] = mine["sub"]["args"]
        assert mine == theirs
        heredocs = [
            {
                "name": heredoc.start.name,
                "fd": int(heredoc.start.descriptor or 0),
                "expand": heredoc.start.expand,
                "chomp": heredoc.start.chomp,
                "content": dockerfile.source.text[heredoc.body.start : heredoc.body.end],
            }
            for heredoc in instruction.heredocs
        ]
        assert heredocs == cmd["heredocs"]
        lines = range(instruction.first_line, instruction.last_line + 1)
        refused = [p for p in problems if dockerfile.source.line_at(p.span.start) in lines and p.message != NO_STAGE]
        if expected["name"] not in BYTE_WALKING:
            assert bool(cmd.get("instr_err")) == bool([p for p in refused if "before the first FROM" not in p.message])
    assert sum(bool(i.logical.blank_lines) for i in found) == expected["warnings"]
    if not expected.get("stage_err"):
        assert len(read_stages(dockerfile)) == expected["stages"]
    if expected["name"] not in BYTE_WALKING:
        assert bool(expected.get("stage_err")) == any(p.message != NO_STAGE for p in problems)
