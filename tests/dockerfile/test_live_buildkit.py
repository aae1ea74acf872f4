"""Reading against a live BuildKit parser: the PyPI package ``dockerfile`` (BuildKit v0.12.5), where it can be had.

It is older than the recorded cases, and its shape is poorer; DIFFERENT lists where it answers otherwise, and why.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mlint.dockerfile.instructions import KNOWN, Dockerfile, Instruction
from mlint.dockerfile.source import Source, decode
from mlint.dockerfile.whitespace import GO_SPACE, NAME_SPACE
from mlint.testing import read_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

live = pytest.importorskip("dockerfile")

ROOT = Path(__file__).parents[2]
RECORDED = Path(__file__).parents[1] / "conformance" / "dockerfile" / "cases.jsonl"
DIFFERENT = {
    "no `check` directive there: the escape directive after it is a comment": {"dir-escape-after-check"},
    "only blank and tab count between # and the name of a directive": {"dir-nbsp-after-hash"},
    "flags always escape with a backslash there": {"flags-escaped-backtick"},
    "a blank after << is a heredoc in the newer version only": {
        "hd-space",
        "hd-tab-before-name",
        "hd-shift-arith-spaces",
    },
    "other ${...} forms can be read, so another answer to whether this is a heredoc": {
        "hd-default-in-name",
        "hd-param-ok-forms",
        "hd-param-kills-colon-hash",
    },
    "text after the closing ] still counts as JSON form there": {
        "hd-json-then-heredoc",
        "json-copy-single",
        "json-trailing-comment",
        "json-trailing-text",
    },
    "shape of the binding: flags, heredocs and arguments behind ONBUILD": {
        "flags-onbuild",
        "hd-onbuild",
        "hd-onbuild-copy",
        "hd-onbuild-onbuild",
        "onbuild-forms",
    },
    "the binding stops at NUL": {"nul"},
    "the binding cuts a character in two": {"health-nbsp"},
}
EXPECTED_DIFFERENCES = {name for names in DIFFERENT.values() for name in names}
BYTE_WALKING = {"flags-utf8", "flags-tabs-nbsp"}
"""BuildKit reads flags byte by byte and garbles characters beyond ASCII there; not worth copying."""
REFUSED = "refused"


def own_texts() -> Iterator[tuple[str, bytes]]:
    """The Dockerfiles that the repository holds: examples, cases and pages of rules."""
    for path in sorted((ROOT / "docs").rglob("*Dockerfile*")):
        yield path.relative_to(ROOT).as_posix(), path.read_bytes()
    pages = [*(ROOT / "tests" / "cases").rglob("*.md"), *(ROOT / "rules").rglob("*.py")]
    for path in sorted(pages):
        for section in read_sections(decode(path.read_bytes())):
            for block in section.dockerfiles():
                yield f"{path.relative_to(ROOT).as_posix()}:{block.line}", block.text.encode()


def conformance_inputs() -> Iterator[tuple[str, bytes]]:
    for row in RECORDED.read_text(encoding="utf-8").split("\n"):
        if row:
            case = json.loads(row)
            # What is not UTF-8 cannot be given to the package.
            if "text" in case:
                yield case["name"], case["text"].encode()


def theirs(path: Path) -> list[dict[str, Any]] | str:
    try:
        commands = live.parse_file(str(path))
    except live.GoParseError:
        return REFUSED
    return [
        {
            "name": (one.cmd or "").upper(),
            "trigger": one.sub_cmd.upper() if one.sub_cmd else None,
            "lines": (one.start_line, one.end_line),
            "value": value_of(one.original or "", bool(one.heredocs)),
            "flags": list(one.flags),
            "arguments": list(one.value),
            "json": one.json,
            "heredocs": [heredoc.name for heredoc in one.heredocs],
        }
        for one in commands
    ]


def value_of(original: str, with_bodies: bool) -> str:
    """What follows the name; the original holds the lines of heredocs, too."""
    if with_bodies:
        original = original.split("\n")[0]
    text = original.strip(GO_SPACE)
    return re.split(f"[{NAME_SPACE}]+", text, maxsplit=1)[-1] if re.search(f"[{NAME_SPACE}]", text) else ""


def ours(dockerfile: Dockerfile) -> list[dict[str, Any]] | str:
    if refused(dockerfile):
        return REFUSED
    return [
        {
            "name": one.name,
            "trigger": one.trigger.name if one.trigger else None,
            "lines": (one.first_line, one.last_line),
            "value": one.value.text,
            "flags": [flag.text.text for part in (one, one.trigger) if part for flag in part.flags],
            "arguments": arguments(one.trigger or one),
            "json": (one.trigger or one).in_json_form,
            "heredocs": [heredoc.start.name for heredoc in one.heredocs],
        }
        for one in dockerfile.instructions
    ]


def refused(dockerfile: Dockerfile) -> bool:
    """Whether BuildKit's first reading already refuses the file."""
    parts = [part for one in dockerfile.instructions for part in (one, one.trigger) if part]
    return bool(dockerfile.line_problems or not dockerfile.instructions) or any(
        part.unpaired_word is not None or (part.json_form and part.json_form.strings is None) for part in parts
    )


def arguments(instruction: Instruction) -> list[str]:
    if instruction.name in ("ENV", "LABEL"):
        return [text for pair in instruction.assignments for text in (pair.key, pair.value or "")]
    return [argument.text for argument in instruction.arguments] if instruction.name in KNOWN else [""]


def differs(data: bytes, folder: Path, *, flags: bool = True, older_json: bool = True) -> bool:
    path = folder / "Dockerfile"
    path.write_bytes(data)
    dockerfile = Dockerfile(Source("Dockerfile", data))
    assert dockerfile.parser_agrees
    try:
        mine, others = ours(dockerfile), theirs(path)
    except UnicodeDecodeError:
        return True
    if isinstance(mine, str) or isinstance(others, str) or len(mine) != len(others):
        return mine != others
    for instruction, own, other in zip(dockerfile.instructions, mine, others, strict=True):
        for side in (own, other):
            if not flags:
                del side["flags"]
            if not older_json and text_follows_list(instruction):
                del side["json"], side["arguments"]
    return mine != others


def text_follows_list(instruction: Instruction) -> bool:
    """Whether the older version reads the JSON form although more text follows it."""
    with suppress(ValueError):
        text = instruction.health_command or instruction.arguments_text
        return json.JSONDecoder().raw_decode(text.text)[1] < len(text)
    return False


def test_own_texts(tmp_path: Path) -> None:
    texts = list(own_texts())
    assert len(texts) > 20
    assert [name for name, data in texts if differs(data, tmp_path, older_json=False)] == []


def test_recorded_inputs(tmp_path: Path) -> None:
    inputs = list(conformance_inputs())
    assert len(inputs) == 402
    different = {name for name, data in inputs if differs(data, tmp_path, flags=name not in BYTE_WALKING)}
    assert different == EXPECTED_DIFFERENCES
    assert len(different) == 20


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("FROM a\nRUN " + "x" * 65_531 + "\nCMD y\n", True),
        ("FROM a\nRUN " + "x" * 65_532 + "\nCMD y\n", False),
        ("FROM a\n#" + "\u00e9" * 32_767 + "\n", True),
        ("FROM a\n#x" + "\u00e9" * 32_767 + "\n", False),
        ("FROM a\nRUN <<E\n" + "x" * 65_536 + "\nE\n", False),
    ],
    ids=["65535", "65536", "comment 65535", "comment 65536", "heredoc body 65536"],
)
def test_line_length(text: str, fits: bool, tmp_path: Path) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(text, encoding="utf-8", newline="\n")
    assert (theirs(path) != REFUSED) == fits
    assert bool(Dockerfile(Source("Dockerfile", text.encode())).line_problems) != fits
