from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlint.build import Build
from mlint.config import Settings
from mlint.context.files import Files
from mlint.dockerfile.source import Source
from mlint.edits import apply
from mlint.file_changes import Change, FixError, write
from mlint.fixer import FixResult, fix
from mlint.linter import Report, lint
from mlint.rule import Edit, Finding, Fix, NewFile, Place, Rule, Safety, Span, rule

if TYPE_CHECKING:
    from pathlib import Path

Check = Callable[[Build], Iterator[Finding]]


def replacing(old: str, new: str, code: str = "T1", safety: Safety = "safe", severity: str = "warning") -> Rule:
    """A rule that wants ``new`` wherever ``old`` stands."""

    def check(build: Build) -> Iterator[Finding]:
        at = build.source.text.find(old)
        while at >= 0:
            place = Place(build.path, Span(at, at + len(old)))
            yield Finding(place, f"{old} found", fix=Fix("replace", (Edit(place, new),), safety))
            at = build.source.text.find(old, at + len(old))

    return make(check, code, severity)


def inserting(before: str, text: str, code: str) -> Rule:
    """A rule that wants ``text`` in front of the first ``before``."""

    def check(build: Build) -> Iterator[Finding]:
        at = build.source.text.find(before)
        place = Place(build.path, Span(at, at))
        if text not in build.source.text:
            yield Finding(place, "missing", fix=Fix("insert", (Edit(place, text),)))

    return make(check, code)


def make(check: Check, code: str, severity: str = "warning") -> Rule:
    check.__name__ = f"rule_{code}"
    return rule(code, severity="error" if severity == "error" else "warning")(check)


def fixed(
    text: str, *rules: Rule, unsafe: bool = False, other_files: bool = True, path: str = "Dockerfile"
) -> FixResult:
    def lint_again(source: Source, _: Mapping[str, bytes]) -> Report:
        return lint(source, rules, Settings())

    source = Source(path, text.encode("utf-8", "surrogateescape"))
    return fix(source, lint_again, unsafe, Files() if other_files else None)


def codes(result: FixResult) -> list[str]:
    return [one.rule.code for one in result.applied]


def test_all_disjoint_fixes_are_made_and_nothing_else_is_touched() -> None:
    text = "\ufeffFROM a\r\nRUN foo \\\r\n  # ü \udcff\r\n && foo\r\n\r\nRUN  bar\t"
    result = fixed(text, replacing("foo", "longer"), replacing("bar", "b", "T2"))
    assert result.source.text == text.replace("foo", "longer").replace("bar", "b")
    assert codes(result) == ["T1", "T1", "T2"]
    assert result.report.diagnostics == []
    (change,) = result.changes
    assert change.path == "Dockerfile"
    assert change.after == result.source.data


def test_nothing_to_fix_changes_nothing() -> None:
    result = fixed("FROM a\n", replacing("foo", "x"))
    assert result.changes == []
    assert result.applied == []


def test_unsafe_fixes_wait_for_permission() -> None:
    rule = replacing("foo", "bar", safety="unsafe")
    assert fixed("FROM a\nRUN foo\n", rule).source.text == "FROM a\nRUN foo\n"
    assert fixed("FROM a\nRUN foo\n", rule, unsafe=True).source.text == "FROM a\nRUN bar\n"


def test_of_overlapping_fixes_the_first_is_made() -> None:
    result = fixed("FROM a\nRUN abcd\n", replacing("abc", "x"), replacing("bcd", "y", "T2"))
    assert result.source.text == "FROM a\nRUN xd\n"
    assert codes(result) == ["T1"]


def test_fixes_side_by_side_do_not_overlap() -> None:
    result = fixed("FROM a\nRUN abcd\n", replacing("ab", "x"), replacing("cd", "y", "T2"))
    assert result.source.text == "FROM a\nRUN xy\n"


def test_of_two_insertions_at_one_point_the_second_waits_for_the_next_pass() -> None:
    result = fixed("FROM a\nRUN x\n", inserting("RUN", "ENV A=1\n", "T1"), inserting("RUN", "ENV B=1\n", "T2"))
    assert result.source.text == "FROM a\nENV A=1\nENV B=1\nRUN x\n"
    assert codes(result) == ["T1", "T2"]


def test_an_insertion_before_a_replaced_word_stays_before_it() -> None:
    result = fixed("FROM a\nRUN x\n", inserting("RUN", "ENV A=1\n", "T1"), replacing("RUN", "run", "T2"))
    assert result.source.text == "FROM a\nENV A=1\nrun x\n"


@pytest.mark.parametrize(
    "breaking",
    [
        replacing("RUN", "RUNN", "T9"),  # not an instruction
        replacing("FROM b", "RUN b", "T9"),  # a stage less
        replacing(" y", " y\nFROM c", "T9"),  # a stage more
    ],
)
def test_a_fix_that_breaks_the_file_is_left_out_and_the_others_are_made(breaking: Rule) -> None:
    result = fixed("FROM a\nRUN x y\nFROM b\nENV A=1\n", breaking, replacing("A=1", "A=2", "T2"))
    assert result.source.text == "FROM a\nRUN x y\nFROM b\nENV A=2\n"
    assert codes(result) == ["T2"]
    assert [one.rule.code for one in result.report.diagnostics] == ["T9"]


def test_a_fix_that_brings_an_error_is_left_out() -> None:
    result = fixed(
        "FROM a\nRUN foo\nRUN baz\n", replacing("foo", "bar"), replacing("bar", "foo", "T2", severity="error")
    )
    assert result.source.text == "FROM a\nRUN foo\nRUN baz\n"


def test_a_fix_that_makes_a_rule_fail_is_left_out() -> None:
    def check(build: Build) -> Iterator[Finding]:
        assert "bar" not in build.source.text
        yield from ()

    assert fixed("FROM a\nRUN foo\n", replacing("foo", "bar"), make(check, "T2")).source.text == "FROM a\nRUN foo\n"


def test_a_fix_is_made_as_a_whole_or_not_at_all() -> None:
    def check(build: Build) -> Iterator[Finding]:
        text = build.source.text
        edits = tuple(Edit(Place(build.path, Span(at, at + 1)), "Z") for at in (text.find("a"), text.find("x")))
        if min(edit.place.span.start for edit in edits) > 0:
            yield Finding(edits[0].place, "two places", fix=Fix("both", edits))

    result = fixed("FROM q\nRUN wx a\n", replacing("wx", "vv", "T1"), make(check, "T2"))
    assert result.source.text == "FROM q\nRUN vv a\n"


def touching_others(requirements: Path, created: Path) -> Rule:
    def check(build: Build) -> Iterator[Finding]:
        at = build.source.text.find("foo")
        if at >= 0:
            place = Place(build.path, Span(at, at + 3))
            edits = (
                Edit(place, "bar"),
                Edit(Place(str(requirements), Span(0, 3)), "new"),
                NewFile(str(created), "x\n"),
            )
            yield Finding(place, "foo", fix=Fix("all", edits))

    return make(check, "T1")


def test_other_files_are_changed_and_created(tmp_path: Path) -> None:
    dockerfile, requirements, created = (
        tmp_path / name for name in ("Dockerfile", "requirements.txt", ".dockerignore")
    )
    dockerfile.write_text("FROM a\nRUN foo\n")
    requirements.write_bytes(b"old\r\nrest\xff\r\n")
    rule = touching_others(requirements, created)
    result = fixed("FROM a\nRUN foo\n", rule, path=str(dockerfile))
    write(result.changes)
    assert dockerfile.read_text() == "FROM a\nRUN bar\n"
    assert requirements.read_bytes() == b"new\r\nrest\xff\r\n"
    assert created.read_text() == "x\n"


def test_a_fix_of_another_file_that_is_gone_is_left_out(tmp_path: Path) -> None:
    rule = touching_others(tmp_path / "requirements.txt", tmp_path / ".dockerignore")
    result = fixed("FROM a\nRUN foo\n", rule)
    assert (result.applied, result.changes) == ([], [])
    assert re.search(r"requirements\.txt cannot be read: No such file", result.dropped[0].reason)


def test_a_file_that_is_there_already_is_not_created(tmp_path: Path) -> None:
    requirements, created = tmp_path / "requirements.txt", tmp_path / ".dockerignore"
    requirements.write_text("old\n")
    created.write_text("mine\n")
    assert fixed("FROM a\nRUN foo\n", touching_others(requirements, created)).applied == []


def test_other_files_can_be_ruled_out(tmp_path: Path) -> None:
    rule = touching_others(tmp_path / "requirements.txt", tmp_path / ".dockerignore")
    assert fixed("FROM a\nRUN foo\n", rule, other_files=False).applied == []


def test_mode_and_links_survive(tmp_path: Path) -> None:
    real = tmp_path / "real" / "Dockerfile"
    real.parent.mkdir()
    real.write_bytes(b"old")
    real.chmod(0o751)
    link = tmp_path / "Dockerfile"
    link.symlink_to(real)
    write([Change(str(link), b"old", b"new")])
    assert real.read_bytes() == b"new"
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o751
    assert os.listdir(real.parent) == ["Dockerfile"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_bytes(b"edited")
    with pytest.raises(FixError, match="changed while mlint was at work"):
        write([Change(str(file), b"old", b"new")])
    assert file.read_bytes() == b"edited"
    assert os.listdir(tmp_path) == ["Dockerfile"]


def test_a_new_file_that_somebody_else_made_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"theirs")
    with pytest.raises(FixError, match="cannot write the fix: a file is there now"):
        write([Change(str(file), None, b"mine")])
    assert file.read_bytes() == b"theirs"


def test_a_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FixError, match="cannot write the fix"):
        write([Change(str(tmp_path / "gone"), b"old", b"new")])
    assert os.listdir(tmp_path) == []


@given(
    st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4), st.text(max_size=3)), max_size=5)
)
def test_edits_change_their_spans_only(text: str, raw: list[tuple[int, int, str]]) -> None:
    edits: list[Edit] = []
    at = 0
    for start, length, new in sorted(raw):
        begin = max(at, min(start, len(text)))
        end = min(begin + length, len(text))
        if begin > at or not edits:
            edits.append(Edit(Place("Dockerfile", Span(begin, end)), new))
            at = end
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.place.span.start] + edit.text + expected[edit.place.span.end :]
    assert apply(text, reversed(edits)) == expected


def test_many_fixes_take_linear_time() -> None:
    result = fixed("FROM a\n" + "RUN foo\n" * 20_000, replacing("foo", "bar"))
    assert len(result.applied) == 20_000


def test_one_bad_fix_among_many_is_found_quickly() -> None:
    readings = []

    def check(build: Build) -> Iterator[Finding]:
        readings.append(1)
        yield from ()

    text = "FROM a\n" + "RUN foo\n" * 700 + "ENV A=1\n" + "RUN foo\n" * 300
    result = fixed(text, replacing("foo", "bar"), replacing("ENV", "ENVY", "T2"), make(check, "T3"))
    assert len(result.applied) == 1_000
    assert "ENV A=1" in result.source.text
    assert len(readings) < 25
