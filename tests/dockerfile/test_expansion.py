"""Word expansion against what BuildKit recorded, and against bad input."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlint.dockerfile.expansion import (
    MAX_LENGTH,
    ExpansionError,
    UnknownValueError,
    expand,
    expand_body,
    expand_keeping_unset,
    expand_words,
    raw_words,
)

RECORDED = Path(__file__).parents[1] / "conformance" / "dockerfile" / "expand.jsonl"
ROWS = [json.loads(row) for row in RECORDED.read_text(encoding="utf-8").split("\n") if row]
VARIABLES = ROWS[0]["vars"]


@pytest.mark.parametrize("row", ROWS[1:], ids=lambda row: json.dumps(row["word"]))
def test_recorded(row: dict[str, Any]) -> None:
    word, escape = row["word"], row.get("escape", "\\")
    if row.get("no_quotes"):

        def result() -> str:
            return expand_body(word, VARIABLES.get)
    elif row.get("keep_unset"):

        def result() -> str:
            value, words = expand_keeping_unset(word, VARIABLES.get, escape)
            assert words == row["words"]
            return value
    else:

        def result() -> str:
            value = expand(word, VARIABLES.get, escape)
            assert expand_words(word, VARIABLES.get, escape) == row["words"]
            return value

    if "error" in row:
        with pytest.raises(ExpansionError):
            result()
    else:
        assert result() == row["result"]


@given(st.text(alphabet="aB0_ ${}:-+?#%/\\'\"*`\u00e9\n", max_size=60))
def test_any_text_is_expanded_or_refused(text: str) -> None:
    for read in (expand, expand_words, expand_body):
        with contextlib.suppress(ExpansionError, UnknownValueError):
            read(text, {"a": "x y", "B": ""}.get)
    with contextlib.suppress(ExpansionError):
        raw_words(text)


def test_unknown_stays_unknown() -> None:
    def lookup(name: str) -> str | None:
        raise UnknownValueError(name)

    with pytest.raises(UnknownValueError):
        expand("a${X:-b}", lookup)
    assert expand("a", lookup) == "a"


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ExpansionError):
        expand("${a:-" * 500 + "}" * 500, lambda name: None)


def test_what_variables_bring_has_its_limit() -> None:
    half = {"X": "x" * (MAX_LENGTH // 2)}.get
    assert len(expand("y" * MAX_LENGTH + "$X$X", half)) == 2 * MAX_LENGTH
    for text in ("$X$X$X", "${X}$X-$X", "${X:-y}${X-y}${X?}", "${X#y}${X%y}$X", "${X//x/yyy}", "${X/x/$X}$X"):
        with pytest.raises(UnknownValueError):
            expand(text, half)


def test_patterns_are_matched_in_linear_time() -> None:
    lookup = {"X": "a" * 4000}.get
    for form in ("//%s/", "/%s/", "#%s", "##%s", "%%%s", "%%%%%s"):
        for pattern in ("*a" * 30 + "b", "b" + "a*" * 30, "*a*b", "?*" * 100 + "b"):
            assert expand("${X" + form % pattern + "}", lookup) == "a" * 4000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${X//*/-}", "-"),
        ("${X//b*/-}", "a-"),
        ("${X///-}", "-a-b-c-a-b-c-"),
        ("${X//a*c/-}", "-"),
        ("${X/a*c/-}", "-"),
        ("${X#a*c}", "abc"),
        ("${X##a*c}", ""),
        ("${X#*b*c}", "abc"),
        ("${X##*b}", "c"),
        ("${X%b*c}", "abca"),
        ("${X%%b*c}", "a"),
        ("${X%%?c*}", "a"),
        ("${X%c*}", "abcab"),
    ],
)
def test_patterns_are_greedy_where_the_form_says_so(text: str, value: str) -> None:
    assert expand(text, {"X": "abcabc"}.get) == value


def test_raw_words_keep_quotes_and_variables() -> None:
    assert raw_words("RUN cat <<'E F' > $X \"a b\"") == ["RUN", "cat", "<<'E F'", ">", "$X", '"a b"']
