from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest

from mlint.build import Build
from mlint.config import Settings
from mlint.context.files import Files
from mlint.dockerfile.source import Source
from mlint.file_changes import Change, write
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


def test_many_fixes_take_linear_time() -> None:
    result = fixed("FROM a\n" + "RUN foo\n" * 5_000, replacing("foo", "bar"))
    assert len(result.applied) == 5_000


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


def test_fixes_that_wait_for_each_other_are_made_pass_by_pass() -> None:
    result = fixed("FROM a\nRUN one\n", replacing("one", "two"), replacing("two", "three", "T2"))
    assert result.source.text == "FROM a\nRUN three\n"
    assert codes(result) == ["T1", "T2"]


def test_of_fixes_that_collide_the_one_of_the_lower_code_is_made_first() -> None:
    result = fixed("FROM a\nRUN abcd\n", replacing("abc", "x", "T2"), replacing("bcd", "y", "T1"))
    assert result.source.text == "FROM a\nRUN ay\n"


def test_fixes_without_an_end_are_told_and_not_made() -> None:
    rules = (replacing("foo", "bar"), replacing("bar", "foo", "T2"), replacing("x", "y", "T3"))
    result = fixed("FROM a\nRUN foo x\n", *rules)
    assert result.source.text == "FROM a\nRUN foo y\n"
    assert [(one.finding.rule.code, one.reason) for one in result.dropped] == [
        ("T1", "after 10 passes there would still be something to repair")
    ]


@pytest.mark.parametrize(
    ("breaking", "reason"),
    [
        (replacing("RUN", "RUNN", "T9"), "BuildKit would refuse the result"),
        (replacing("FROM b", "RUN b", "T9"), "the stages would not be the same"),
        (replacing("y", "y \\", "T9"), "the instruction in line 3 would be another one"),
        (replacing("N x", "NN x", "T9"), "the instruction in line 2 would be another one"),
        (replacing("FROM a", "# escape=`\nFROM a", "T9"), "the parser directives would not be the same"),
        (replacing("x", "wrong", "T9"), "the result has the error T8"),
        (replacing("x", "CRASH", "T9"), "a rule fails on the result"),
        (replacing("x", "xx", "T9"), "it would be made again and again"),
    ],
)
def test_why_a_fix_is_left_out(breaking: Rule, reason: str) -> None:
    def crashing(build: Build) -> Iterator[Finding]:
        assert "CRASH" not in build.source.text
        yield from ()

    rules = (breaking, replacing("wrong", "right", "T8", "unsafe", "error"), make(crashing, "T7"))
    result = fixed("FROM a\nRUN x y\nFROM b\nENV A=1\n", *rules)
    assert [(one.finding.rule.code, one.reason) for one in result.dropped] == [("T9", reason)]
    assert result.changes == []


def test_a_fix_whose_edits_overlap_is_told() -> None:
    def check(build: Build) -> Iterator[Finding]:
        edits = [Edit(Place(build.path, Span(7, end)), "") for end in (9, 10)]
        yield Finding(edits[0].place, "two", fix=Fix("both", tuple(edits)))

    assert [one.reason for one in fixed("FROM a\nRUN b\n", make(check, "T1")).dropped] == ["its edits overlap"]


def test_a_fix_may_join_and_split_instructions() -> None:
    text = "FROM a\nRUN x\nRUN y\nENV A=1 B=2\n"
    result = fixed(text, replacing("\nRUN y", " && y"), replacing("1 B=2", "1\nENV B=2", "T2"))
    assert result.source.text == "FROM a\nRUN x && y\nENV A=1\nENV B=2\n"


def test_other_files_are_read_again_with_their_edits(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_bytes(b"one\r\n")
    files = Files()

    def lint_again(source: Source, edited: Mapping[str, bytes]) -> Report:
        text = files.with_edits(edited).read(str(requirements))

        def check(build: Build) -> Iterator[Finding]:
            for old, new in ((b"one", "two"), (b"two", "three")):
                if old in text:
                    edit = Edit(Place(str(requirements), Span(0, 3)), new)
                    yield Finding(Place(build.path, Span(0, 4)), "other", fix=Fix("replace", (edit,)))

        return lint(source, [make(check, "T1")], Settings())

    result = fix(Source("Dockerfile", b"FROM a\n"), lint_again, files=files)
    assert result.changes == [Change(str(requirements), b"one\r\n", b"three\r\n")]
    assert len(result.applied) == 2


def test_a_file_in_utf_16_is_left_alone(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_bytes("old\n".encode("utf-16"))
    result = fixed("FROM a\nRUN foo\n", touching_others(requirements, tmp_path / "x"))
    assert [one.reason for one in result.dropped] == [f"{requirements} is UTF-16"]
