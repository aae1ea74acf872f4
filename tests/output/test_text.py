from __future__ import annotations

import io
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlint import progress
from mlint.dockerfile.source import Source, Span
from mlint.file_changes import Change
from mlint.output.diff import render_diff
from mlint.output.full import WIDTH, excerpt
from mlint.output.json import printable
from mlint.output.results import counted, human_bytes
from mlint.output.text import Style, escape, estimate_text
from mlint.rule import Estimate

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (9_940, "9.9 kB"),
        (9_960, "10 kB"),
        (45_200_000, "45 MB"),
        (771_000_000, "770 MB"),
        (994_000_000, "990 MB"),
        (996_000_000, "1.0 GB"),
        (3_040_000_000, "3.0 GB"),
        (123_000_000_000, "120 GB"),
    ],
)
def test_bytes_for_people(count: int, text: str) -> None:
    assert human_bytes(count) == text


def test_lower_bounds_are_rounded_down() -> None:
    assert human_bytes(779_000_000, at_least=True) == "770 MB"


def test_estimates_and_counts() -> None:
    assert estimate_text(Estimate(3_000_000_000)) == "about 3.0 GB in the image"
    assert (
        estimate_text(Estimate(45_000_000, "rebuild", at_least=True)) == "at least 45 MB fetched again at every rebuild"
    )
    assert (counted(1, "file"), counted(2, "file"), counted(0, "file")) == ("1 file", "2 files", "0 files")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ü 漢 ✓", "plain ü 漢 ✓"),
        ("a\tb\n", r"a\tb\n"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\x00\x7f\x9b", r"\x00\x7f\x9b"),
        ("\u202e\u200b\u2028\ufeff", r"\u202e\u200b\u2028\ufeff"),
        ("\udcff\ud800", r"\xff\ud800"),
        ("\u00a0", r"\xa0"),
    ],
)
def test_what_a_terminal_would_act_on_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_json_texts_have_no_lone_surrogates() -> None:
    assert printable("a\udcffb\tü") == "a\\xffb\tü"


def shown(text: str, start: int, end: int) -> str:
    """The excerpt with its carets, one below the other."""
    source = Source("Dockerfile", text.encode("utf-8", "surrogateescape"))
    return "\n".join(excerpt(source, Span(start, end), source.text))


def test_carets_stand_below_the_span() -> None:
    assert shown("FROM a\nRUN old x\n", 11, 14) == "RUN old x\n    ^^^"
    assert shown("FROM a\r\nRUN old\r\n", 12, 15) == "RUN old\n    ^^^"


def test_a_tab_goes_to_the_next_stop() -> None:
    assert shown("\tRUN\told\tx", 5, 8) == "    RUN old x\n        ^^^"
    assert shown("RUN ab\told", 7, 10) == "RUN ab  old\n        ^^^"


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    assert shown("RUN 漢字 old", 7, 10) == "RUN 漢字 old\n         ^^^"
    assert shown("RUN e\u0301 old", 7, 10) == "RUN e\u0301 old\n      ^^^"
    assert shown("RUN 漢字", 4, 6) == "RUN 漢字\n    ^^^^"


def test_an_escape_takes_its_width() -> None:
    assert shown("RUN \x1b old", 6, 9) == "RUN \\x1b old\n         ^^^"
    assert shown("RUN \udcff old", 6, 9) == "RUN \\xff old\n         ^^^"


def test_a_byte_order_mark_takes_no_column() -> None:
    assert shown("\ufeffFROM a", 6, 7) == "FROM a\n     ^"
    assert shown("\ufeffFROM a", 0, 5) == "FROM a\n^^^^"


def test_a_span_over_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    assert shown("RUN a \\\n  b\n", 4, 11) == "RUN a \\\n    ^^^"


def test_an_empty_span_gets_one_caret() -> None:
    assert shown("FROM a\n", 4, 4) == "FROM a\n    ^"
    assert shown("FROM a\n", 7, 7) == "\n^"
    assert shown("", 0, 0) == "\n^"


def test_of_a_long_line_only_the_surroundings_are_shown() -> None:
    text = "RUN " + "x" * 500 + " old " + "y" * 500
    line, carets = shown(text, 505, 508).split("\n")
    assert line.startswith("…x")
    assert line.endswith("y…")
    assert len(line) <= WIDTH + 2
    assert line[carets.index("^") : len(carets)] == "old"
    line, carets = shown(text, 0, 3).split("\n")
    assert line.startswith("RUN x")
    assert carets == "^^^"
    line, carets = shown(text, 4, 1000).split("\n")
    assert len(carets) <= len(line)


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_no_span_breaks_the_excerpt(text: str, start: int, length: int) -> None:
    source = Source("Dockerfile", text.encode("utf-8", "surrogatepass"))
    start = min(start, len(source.text))
    line, carets = excerpt(source, Span(start, min(start + length, len(source.text))), source.text)
    assert "\n" not in line
    assert carets.strip("^").strip(" ") == ""
    assert carets.count("^") >= 1


def test_a_style_without_colours_changes_nothing() -> None:
    assert Style().paint("error", "x") == "x"
    assert Style(True).paint("error", "x") != "x"
    assert Style(True).paint("no such role", "x") == "x"


def test_a_new_file_in_a_diff() -> None:
    change = Change("a/.dockerignore", None, b".git\n")
    assert render_diff(change, Style()) == "--- /dev/null\n+++ a/.dockerignore\n@@ -0,0 +1 @@\n+.git\n"
    assert render_diff(Change("x", b"same", b"same"), Style()) == ""


def test_a_private_key_is_left_out_of_a_diff_wherever_it_is_touched() -> None:
    key = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEowIBAAKCAQEAx7Yp4\n" * 12 + "-----END RSA PRIVATE KEY-----\n"
    before = "FROM a\nCOPY <<EOF /key\n" + key + "EOF\n"
    diff = render_diff(Change("D", before.encode(), (before + "RUN x\n").encode()), Style())
    assert "MIIE" not in diff


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def bar(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: Callable[[int], float]) -> str:
    """What a progress bar writes while 100 pieces get done, the n-th after so many ``seconds``."""
    times = iter([0.0, *(seconds(piece) for piece in range(1, 101))])
    monkeypatch.setattr("mlint.progress.time.monotonic", lambda: next(times))
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.Progress(100) as shown_bar:
        for _ in range(100):
            shown_bar.advance()
    return stream.getvalue()


def test_the_progress_bar_waits_a_second_and_needs_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bar(monkeypatch, Terminal(), lambda piece: piece * 0.009) == ""
    assert bar(monkeypatch, io.StringIO(), lambda piece: piece * 1.0) == ""
    written = bar(monkeypatch, Terminal(), lambda piece: piece * 0.02)
    assert "50/100 files" in written
    assert "49/100 files" not in written
    assert written.endswith("\r\x1b[K")
    assert written.count("\r") < 20


def test_many_findings_on_one_long_line_take_linear_time() -> None:
    text = "RUN " + "old " * 500_000
    source = Source("Dockerfile", text.encode())
    begin = time.perf_counter()
    for at in range(4, len(text), 8_000):
        assert excerpt(source, Span(at, at + 3), text)[1].endswith("^^^")
    assert time.perf_counter() - begin < 5
