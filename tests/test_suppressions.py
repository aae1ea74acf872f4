from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.source import Source
from mlint.rule import Finding, Rule, rule
from mlint.selection import RuleSet
from mlint.suppressions import Suppressions, read_suppressions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


def make_rule(name: str, code: str, family: str, aliases: tuple[str, ...] = (), default: bool = True) -> Rule:
    def check(build: Build) -> Iterator[Finding]:
        yield from ()

    check.__name__ = name
    check.__module__ = f"pack.{family}.{name}"
    return rule(code, severity="warning", default=default, aliases=aliases)(check)


CACHE = make_rule("cache_kept", "ML301", "packages", ("DL3042",))
LISTS = make_rule("lists_kept", "ML321", "packages", ("DL3009",))
CUDA = make_rule("cuda_twice", "ML403", "gpu")
SECRET = make_rule("secret_in_env", "ML501", "secrets", ("DL3064", "SecretsUsedInArgOrEnv"))
STYLE = make_rule("style", "ML399", "packages", default=False)
UNUSED = make_rule("unused_ignore", "ML002", "own_rules")
RULES = RuleSet([CACHE, LISTS, CUDA, SECRET, STYLE, UNUSED])
RAN = [CACHE, LISTS, CUDA, SECRET]


def read(text: str) -> Suppressions:
    dockerfile = Dockerfile(Source("Dockerfile", text.encode()))
    lines = [(one.first_line, one.last_line) for one in dockerfile.instructions]
    check = next((one.value for one in dockerfile.directives if one.name == "check"), None)
    from_lines = [one.first_line for one in dockerfile.instructions if one.name == "FROM"]
    return read_suppressions(dockerfile.source, dockerfile.comments, lines, RULES, check, from_lines)


def after_removals(text: str, ran: list[Rule] = RAN) -> str:
    """The text with everything removed that does nothing."""
    for unused in reversed(read(text).unused(ran)):
        if unused.removal:
            span, new = unused.removal
            text = text[: span.start] + new + text[span.end :]
    return text


def test_covers_the_instruction_below_and_nothing_else() -> None:
    found = read("FROM a\n# mlint: ignore[cache-kept] pip is upgraded here\nRUN x \\\n  && y\nRUN z\n")
    assert not found.suppresses(CACHE, 1)
    assert found.suppresses(CACHE, 3)
    assert found.suppresses(CACHE, 4)
    assert not found.suppresses(CACHE, 5)
    assert not found.suppresses(LISTS, 3)


def test_stacked_comments_all_cover_the_instruction() -> None:
    found = read("FROM a\n# mlint: ignore[ML301]\n# prose\n# mlint: ignore[gpu]\n\nRUN x\nRUN y\n")
    assert found.suppresses(CACHE, 6)
    assert found.suppresses(CUDA, 6)
    assert not found.suppresses(CUDA, 7)


def test_a_comment_between_continuation_lines_covers_the_whole_instruction() -> None:
    found = read("FROM a\nRUN x \\\n# mlint: ignore[cache-kept]\n  && y \\\n  && z\nRUN w\n")
    assert [found.suppresses(CACHE, line) for line in (1, 2, 4, 5, 6)] == [False, True, True, True, False]


def test_a_hash_in_a_heredoc_is_no_comment() -> None:
    found = read("FROM a\nRUN <<EOF\n# mlint: ignore[cache-kept]\npip install x\nEOF\n")
    assert not found.suppresses(CACHE, 2)
    assert found.unused(RAN) == []


@pytest.mark.parametrize("name", ["cache-kept", "ML301", "ml301", "DL3042", "packages", "ML3", "ML30"])
def test_everything_that_names_a_rule_works(name: str) -> None:
    found = read(f"FROM a\n#mlint:ignore[ {name} ]\nRUN x\n")
    assert found.suppresses(CACHE, 3)
    assert not found.suppresses(CUDA, 3)
    assert found.unused(RAN) == []


def test_without_brackets_every_rule_is_ignored_but_not_the_report_about_comments() -> None:
    found = read("FROM a\n# mlint: ignore this is generated\nRUN x\n")
    assert found.suppresses(CACHE, 3)
    assert found.suppresses(CUDA, 3)
    assert not found.suppresses(UNUSED, 2)


def test_ignore_file_covers_all_when_it_stands_first() -> None:
    found = read("# syntax=docker/dockerfile:1\n\n# mlint: ignore-file[cache-kept] vendored\nFROM a\nRUN x\n")
    assert found.suppresses(CACHE, 4)
    assert found.suppresses(CACHE, 5)
    assert not found.suppresses(CUDA, 5)


def test_ignore_file_below_an_instruction_does_nothing_and_is_reported() -> None:
    found = read("FROM a\n# mlint: ignore-file[cache-kept]\nRUN x\n")
    assert not found.suppresses(CACHE, 3)
    assert ["before the first instruction" in one.message for one in found.unused(RAN)] == [True]


def test_hadolint_comments_work_through_aliases_and_are_never_reported() -> None:
    found = read("FROM a\n# hadolint ignore=DL3042, DL9999,SC2086 # why\nRUN x\nRUN y\n")
    assert found.suppresses(CACHE, 3)
    assert not found.suppresses(CACHE, 4)
    assert not found.suppresses(LISTS, 3)
    assert read("FROM a\n# hadolint ignore=DL3042\nRUN x\n").unused(RAN) == []


def test_hadolint_comments_know_aliases_only() -> None:
    assert not read("FROM a\n# hadolint ignore=ML301\nRUN x\n").suppresses(CACHE, 3)
    assert not read("FROM a\n# hadolint ignore=packages\nRUN x\n").suppresses(CACHE, 3)


def test_hadolint_global_covers_the_file() -> None:
    found = read("# hadolint global ignore=DL3042,DL3009\nFROM a\nRUN x\nRUN y\n")
    assert found.suppresses(CACHE, 4)
    assert found.suppresses(LISTS, 3)
    assert not found.suppresses(CUDA, 3)


def test_the_check_directive_covers_the_file() -> None:
    found = read("# check=skip=JSONArgsRecommended,SecretsUsedInArgOrEnv;error=true\nFROM a\nENV X=1\n")
    assert found.suppresses(SECRET, 3)
    assert not found.suppresses(CACHE, 3)
    assert found.unused(RAN) == []


def test_hadolint_stage_covers_the_stage_below() -> None:
    found = read("FROM a\nRUN x\n# hadolint stage ignore=DL3042\nFROM b\nRUN y\nRUN z\nFROM c\nRUN z\n")
    assert [line for line in range(1, 9) if found.suppresses(CACHE, line)] == [3, 4, 5, 6]
    assert not found.suppresses(LISTS, 5)


def test_hadolint_stage_covers_the_last_stage_to_its_end() -> None:
    found = read("# hadolint stage ignore=DL3042\nFROM a\nRUN x\n")
    assert found.suppresses(CACHE, 3)


def test_hadolint_stage_above_another_instruction_is_about_that_one() -> None:
    found = read("FROM a\n# hadolint stage ignore=DL3042\nRUN x\nRUN y\n")
    assert [line for line in range(1, 5) if found.suppresses(CACHE, line)] == [2, 3]


@pytest.mark.parametrize("value", ["skip=SecretsUsedInArgOrEnv", "skip=all", "error=true;skip=X,SecretsUsedInArgOrEnv"])
def test_a_check_comment_covers_the_instruction_below(value: str) -> None:
    found = read(f"FROM a\n# check={value} // of no use to others\nENV X=1\nENV Y=1\n")
    assert [line for line in range(1, 5) if found.suppresses(SECRET, line)] == [2, 3]
    assert not found.suppresses(CACHE, 3)


def test_check_skip_all_means_the_rules_that_carry_a_check() -> None:
    found = read("# check=skip=all\nFROM a\nENV X=1\n")
    assert found.suppresses(SECRET, 3)
    assert not found.suppresses(CACHE, 3)


def test_a_comment_that_was_needed_is_not_reported() -> None:
    found = read("FROM a\n# mlint: ignore[cache-kept]\nRUN x\n")
    found.suppresses(CACHE, 3)
    assert found.unused(RAN) == []


def test_a_comment_that_nobody_needed_goes_with_its_line() -> None:
    text = "FROM a\n  # mlint: ignore[cache-kept] old\nRUN x\n"
    assert [one.message for one in read(text).unused(RAN)] == [
        "ignore comment for cache-kept suppresses nothing; remove it"
    ]
    assert after_removals(text) == "FROM a\nRUN x\n"


def test_only_the_idle_names_are_taken_from_a_list() -> None:
    text = "FROM a\n# mlint: ignore[cache-kept,lists-kept, gpu] why\nRUN x\n"
    found = read(text)
    found.suppresses(LISTS, 3)
    (unused,) = found.unused(RAN)
    assert unused.removal is not None
    span, new = unused.removal
    assert text[: span.start] + new + text[span.end :] == "FROM a\n# mlint: ignore[lists-kept] why\nRUN x\n"


def test_rules_that_did_not_run_are_not_judged() -> None:
    assert read("FROM a\n# mlint: ignore[cache-kept]\nRUN x\n").unused([CUDA]) == []
    assert read("FROM a\n# mlint: ignore[style]\nRUN x\n").unused(RAN) == []
    assert read("FROM a\n# mlint: ignore[packages]\nRUN x\n").unused([CACHE]) == []
    assert read("FROM a\n# mlint: ignore\nRUN x\n").unused([CACHE]) == []
    assert len(read("FROM a\n# mlint: ignore[packages]\nRUN x\n").unused(RAN)) == 1
    assert len(read("FROM a\n# mlint: ignore\nRUN x\n").unused(RAN)) == 1
    assert len(read("FROM a\n# mlint: ignore[style]\nRUN x\n").unused([STYLE])) == 1


def test_an_unknown_name_is_reported_with_the_nearest_and_not_removed() -> None:
    text = "FROM a\n# mlint: ignore[cache-keptt, ML301]\nRUN x\n"
    found = read(text)
    assert found.suppresses(CACHE, 3)
    (unused,) = found.unused(RAN)
    assert unused.message == "ignore comment names an unknown rule 'cache-keptt'; did you mean cache-kept?"
    assert text[unused.span.start : unused.span.end] == "cache-keptt"
    assert unused.removal is None


@pytest.mark.parametrize(
    "comment",
    [
        "ignore[cache-kept",
        "ignore [cache-kept",
        "ignore=ML301",
        "ignroe[ML301]",
        "ignore-files[ML301]",
        "disable ML301",
        "ignore ML301",
        "ignore cache-kept, gpu",
        "ignore[]",
        "ignore: ML301",
        "ignore]",
    ],
)
def test_what_cannot_be_read_ignores_nothing_and_is_reported(comment: str) -> None:
    found = read(f"FROM a\n# mlint: {comment}\nRUN x\n")
    assert not found.suppresses(CACHE, 3)
    assert [(one.span.start, one.removal) for one in found.unused(RAN)] == [(7, None)]


def test_what_names_the_report_itself_is_not_judged() -> None:
    found = read("FROM a\n# mlint: ignore[unused-ignore, gpu]\nRUN x\n")
    assert found.suppresses(UNUSED, 2)
    found = read("FROM a\n# mlint: ignore[unused-ignore]\nRUN x\n")
    assert found.unused([*RAN, UNUSED]) == []


def test_prose_about_mlint_is_prose() -> None:
    assert read("FROM a\n# mlint is run in CI: ignore[cache-kept]\n# see mlint: ignore\nRUN x\n").unused(RAN) == []


def test_a_comment_is_not_removed_where_the_next_line_would_become_a_directive() -> None:
    text = "# mlint: ignore[cache-kept]\n# escape=`\nFROM a\n"
    (unused,) = read(text).unused(RAN)
    assert unused.removal is None


def test_removal_keeps_byte_order_mark_and_crlf() -> None:
    assert after_removals("\ufeff# mlint: ignore[cache-kept]\r\nFROM a\r\n") == "\ufeffFROM a\r\n"
    assert after_removals("FROM a\r\nRUN x \\\r\n# mlint: ignore[gpu]\r\n  y\r\n") == "FROM a\r\nRUN x \\\r\n  y\r\n"
    assert after_removals("FROM a\n# mlint: ignore[gpu]") == "FROM a\n"


def test_a_comment_behind_the_last_instruction_does_nothing() -> None:
    found = read("FROM a\nRUN x\n# mlint: ignore[cache-kept]\n")
    assert not found.suppresses(CACHE, 2)
    assert len(found.unused(RAN)) == 1


def test_many_comments_take_linear_time() -> None:
    lines = "# mlint: ignore[cache-kept]\nRUN x\n" * 20_000
    found = read("FROM a\n" + lines)
    assert all(found.suppresses(CACHE, line) for line in range(3, 40_002, 2))
    assert found.unused(RAN) == []
