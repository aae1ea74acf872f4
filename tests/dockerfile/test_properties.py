"""What holds for any bytes: nothing is raised, every place lies in the file, both parsers split alike."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlint.dockerfile.instructions import KNOWN
from mlint.dockerfile.source import decode, encode
from tests.dockerfile.helpers import read_everything

RECORDED = Path(__file__).parents[1] / "conformance" / "dockerfile" / "cases.jsonl"
CASES = [json.loads(row) for row in RECORDED.read_text(encoding="utf-8").split("\n") if row]
INPUTS = [base64.b64decode(case["base64"]) if "base64" in case else case["text"].encode() for case in CASES]

SHELLISH = r"""a | a=b | = | A= | --mount=type=cache,target=/x | --mount=a,"b | --from=b | -- | --- | --x="a b | AS
 | CMD | NONE | / | $X | ${X} | ${X:- | } | ${X//a*/b} | ' | " | 'a b' | "a \" b" | # | # c | \ | ` | \\ | `` | [ | ]
 | , | ["a", "b"] | ["\n\u00e9\ud83d\ude00\ud800"] | [1] | ['a', b] | [ -f | <<E | <<-E | <<"E" | << E | 3<<E
 | <<E>f | <<'E F' | <<<"""
UNUSUAL = ["\ufeff", "\ufdd0", "\ufdd3", "\x00", "\udcff", "\U0001f600", "\u00e9", "\x1c", "x" * 70]
NAMES = st.sampled_from(
    [*sorted(KNOWN), "run", "From", "COMMENT", "MLINT_PLACEHOLDER", "RU\\", "\\", "`", "R\u00dcN", "F\u3000", ""]
)
SPACES = st.sampled_from(
    [" ", "\t", "  ", "\v", "\f", "\r", "\u00a0", "\u0085", "\u2028", "\u3000", "\x1c", "\x1f", ""]
)
WORDS = st.sampled_from([*SHELLISH.replace("\n", "").split(" | "), *UNUSUAL])
ENDS = st.sampled_from(
    ["\n", "\n", "\n", "\r\n", "\\\n", " \\\n", " \\ \t\r\n", "`\n", " ` \n", "\\\\\n", "\\\v\n", ""]
)
FILLERS = st.sampled_from(
    [
        "",
        "\n",
        "  \n",
        "# c\n",
        " # c \\\n",
        "#\n",
        "E\n",
        "\tE\r\n",
        "E \n",
        "E F\n",
        "\u00a0\n",
        "\\\n",
        "`\n",
        "\x1c\n",
    ]
)
LINES = st.builds(
    lambda space, name, words, end: space + name + "".join(words) + end,
    SPACES,
    NAMES,
    st.lists(st.builds(str.__add__, SPACES, WORDS), max_size=6),
    ENDS,
)
DIRECTIVES = [
    "# escape=`\n",
    "#escape = \\\r\n",
    "# syntax=x\n",
    "# check=skip=all\n",
    "# escape=x\n",
    "#\u00a0escape=`\n",
]
HEADS = st.lists(st.sampled_from([*DIRECTIVES, "\ufeff", "\n", "#!x\n", "FROM a\n"]), max_size=3)
TEXTS = st.builds(
    lambda head, lines: "".join(head) + "".join(lines), HEADS, st.lists(st.one_of(LINES, LINES, FILLERS), max_size=12)
)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 6), st.one_of(WORDS, SPACES, ENDS, FILLERS)), min_size=1, max_size=4
)


@given(st.binary(max_size=200))
@example(b"")
@example(b"\n")
@example(b"\\")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfeF\x00R\x00O\x00M\x00")
def test_any_bytes(data: bytes) -> None:
    read_everything(data)


@settings(max_examples=400)
@given(TEXTS)
@example("# escape=`\n`")
@example("# escape=`\nRUN x `\n")
@example("# escape=`\nRUN`\n")
@example("RUN b <<-E\\")
@example("FROM a\nRUN \u00a0--mount=x \u3000b")
@example("RUN <<E \\\n# c\n\nE\n")
def test_texts_like_a_dockerfile(text: str) -> None:
    read_everything(encode(text))


@settings(max_examples=300)
@given(st.sampled_from(INPUTS), EDITS)
def test_changed_recorded_inputs(data: bytes, edits: list[tuple[float, int, str]]) -> None:
    text = decode(data)
    for place, removed, inserted in edits:
        at = int(place * len(text))
        text = text[:at] + inserted + text[at + removed :]
    read_everything(encode(text))


@given(st.sampled_from(INPUTS), st.integers(0, 2000), st.binary(min_size=1, max_size=3))
def test_changed_recorded_bytes(data: bytes, at: int, inserted: bytes) -> None:
    at %= len(data) + 1
    read_everything(data[:at] + inserted + data[at + 1 :])


def test_recorded_inputs() -> None:
    for data in INPUTS:
        read_everything(data)
