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


def test_too_long_and_too_costly_is_unknown() -> None:
    with pytest.raises(UnknownValueError):
        expand("$X$X", {"X": "x" * MAX_LENGTH}.get)
    with pytest.raises(UnknownValueError):
        expand("${X//*a*a*a*b/}", {"X": "a" * 1000}.get)


def test_raw_words_keep_quotes_and_variables() -> None:
    assert raw_words("RUN cat <<'E F' > $X \"a b\"") == ["RUN", "cat", "<<'E F'", ">", "$X", '"a b"']
