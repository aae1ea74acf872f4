"""One file: rules, ignore comments, merging, severities, failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.config import Settings
from mlint.dockerfile.source import Source, Span
from mlint.linter import Report, lint
from mlint.own_rules.syntax_error import syntax_error
from mlint.own_rules.unused_ignore import unused_ignore
from mlint.packs import all_rules
from mlint.rule import Edit, Estimate, Finding, Fix, Place, Related, Rule, rule
from mlint.selection import RuleSet
from mlint_rules.layers.source_before_dependencies import source_before_dependencies
from mlint_rules.packages.pip_cache_kept import pip_cache_kept
from mlint_rules.secrets.secret_in_env import secret_in_env

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.build import Build
    from mlint.rule import Severity

OWN = (syntax_error, unused_ignore)


def linted(text: str, *rules: Rule, severity: dict[str, Severity] | None = None) -> Report:
    settings = Settings()
    settings.severity = dict(severity or {})
    settings.bind(RuleSet(dict.fromkeys([*rules, *all_rules().rules])))
    return lint(Source("Dockerfile", text.encode()), rules, settings)


def lines(report: Report) -> list[str]:
    """The diagnostics as ``line CODE``."""
    assert report.errors == []
    return [f"{one.source.position(one.place.span.start).line} {one.rule.code}" for one in report.diagnostics]


TEXT = "FROM python:3.12\nENV API_KEY=abcdefgh12345\nRUN pip install torch\nRUN pip install numpy\n"


def test_order_is_that_of_the_file() -> None:
    report = linted("FROM a\nRUNN x\nCOPY y\nENV API_KEY=abcdefgh12345\n", secret_in_env, *OWN)
    assert lines(report) == ["2 ML001", "3 ML001", "4 ML501"]
    assert report.source.path == "Dockerfile"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, ["2 ML501", "3 ML301"]),
        (TEXT.replace("ENV", "# mlint: ignore[secret-in-env] a test key\nENV"), ["4 ML301"]),
        (TEXT.replace("ENV", "# mlint: ignore[ML5] a test key\nENV"), ["4 ML301"]),
        (TEXT.replace("ENV", "# mlint: ignore\nENV"), ["4 ML301"]),
        (TEXT.replace("ENV", "# check=skip=SecretsUsedInArgOrEnv // a test key\nENV"), ["4 ML301"]),
        ("# check=skip=SecretsUsedInArgOrEnv\n" + TEXT, ["4 ML301"]),
        ("# mlint: ignore-file[secrets, packages]\n" + TEXT, []),
        ("# hadolint global ignore=DL3042\n" + TEXT, ["3 ML501"]),
        (
            TEXT.replace("RUN pip install torch", "# hadolint ignore=DL3042,DL9999\nRUN pip install torch"),
            ["2 ML501", "5 ML301"],
        ),
        (
            TEXT.replace("install torch", "install \\\n  # mlint: ignore[pip-cache-kept]\n  torch"),
            ["2 ML501", "6 ML301"],
        ),
    ],
)
def test_ignore_comments(text: str, found: list[str]) -> None:
    assert lines(linted(text, pip_cache_kept, secret_in_env, *OWN)) == found


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("# mlint: ignore[secret-in-env]", ["2 ML002"]),
        ("# mlint: ignore[pip-cache-kept, secret-in-env]", ["2 ML002"]),
        ("# mlint: ignore[no-such-rule]", ["2 ML002", "3 ML301"]),
        ("# mlint: ignore[pip-cache-kept]", []),
        ("# mlint: ignore[source-before-dependencies]", ["3 ML301"]),  # this one did not run
        ("# mlint: ignore[pip-cache-kept, unused-ignore]", []),
        ("# mlint: ignore[secret-in-env, unused-ignore]", ["3 ML301"]),
        ("# hadolint ignore=DL3000", ["3 ML301"]),
    ],
)
def test_unused_ignores(comment: str, found: list[str]) -> None:
    text = f"FROM python:3.12\n{comment}\nRUN pip install torch\n"
    wanted = found if "ML301" in " ".join(found) or "pip-cache-kept" in comment else [*found, "3 ML301"]
    assert lines(linted(text, pip_cache_kept, secret_in_env, *OWN)) == wanted


def test_ignores_are_not_judged_without_their_rule() -> None:
    text = "FROM python:3.12\n# mlint: ignore[secret-in-env]\nRUN pip install torch\n"
    assert lines(linted(text, pip_cache_kept, secret_in_env)) == ["3 ML301"]


def test_no_rule_set_no_ignores() -> None:
    text = "FROM python:3.12\n# mlint: ignore\nRUN pip install torch\n"
    report = lint(Source("Dockerfile", text.encode()), [pip_cache_kept, unused_ignore], Settings())
    assert lines(report) == ["3 ML301"]


def test_once_per_stage() -> None:
    text = (
        "FROM python:3.12 AS a\nRUN pip install torch==2.5.1\nRUN pip install somepackage\n"
        "FROM a\nRUN pip install numpy==2.1.0\nRUN pip install pandas==2.2.3 && pip install scipy==1.14.1\n"
    )
    first, second = linted(text, pip_cache_kept).diagnostics
    assert [one.place.span for one in first.related] == [Span(text.index("pip install some"), text.index(" some"))]
    assert first.place.span.start == text.index("pip install torch")
    assert first.estimate is not None
    assert first.estimate.at_least  # nobody knows somepackage
    assert second.fix is not None
    assert first.fix is not None
    assert (len(first.fix.edits), len(second.fix.edits)) == (2, 3)
    assert second.estimate is not None
    together = "FROM python:3.12\nRUN pip install numpy==2.1.0 pandas==2.2.3 scipy==1.14.1\n"
    (third,) = linted(together, pip_cache_kept).diagnostics
    assert third.estimate is not None
    assert second.estimate.bytes == third.estimate.bytes  # the numpy that is there is not fetched again


def test_ignored_runs_are_no_part_of_a_merged_finding() -> None:
    text = (
        "FROM python:3.12\n# mlint: ignore[pip-cache-kept]\nRUN pip install a\nRUN pip install b\nRUN pip install c\n"
    )
    (one,) = linted(text, pip_cache_kept, *OWN).diagnostics
    assert one.place.span.start == text.index("pip install b")
    assert [related.place.span.start for related in one.related] == [text.index("pip install c")]


def making(
    findings: Sequence[Finding], *, once: bool = True, severity: Severity = "warning", code: str = "XX1"
) -> Rule:
    @rule(code, severity=severity, once=once)
    def made_up(build: Build) -> Iterator[Finding]:
        yield from findings

    return made_up


def place(at: int) -> Place:
    return Place("Dockerfile", Span(at, at + 1))


def fix(at: int, title: str = "Do it", *, unsafe: bool = False) -> Fix:
    return Fix(title, (Edit(place(at), "x"), Edit(place(2), "")), "unsafe" if unsafe else "safe")


def merged(*findings: Finding, severity: Severity = "warning") -> Finding:
    (one,) = linted("FROM a\nRUN b\nRUN c\nRUN d\n", making(findings, severity=severity)).diagnostics
    return Finding(one.place, one.message, one.fix, one.estimate, one.severity, one.related)


def test_merging_keeps_all_places_in_order() -> None:
    one = merged(
        Finding(place(13), "second", related=(Related(place(1), "b"),)),
        Finding(place(7), "first", related=(Related(place(0), "a"),)),
    )
    assert (one.place, one.message) == (place(7), "first")
    assert one.related == (Related(place(0), "a"), Related(place(13), "second"), Related(place(1), "b"))


@pytest.mark.parametrize(
    ("severities", "worst"),
    [
        ((None, None), "warning"),
        (("info", "info"), "info"),
        (("info", None), "warning"),
        (("info", "error"), "error"),
        ((None, "error", "info"), "error"),
    ],
)
def test_merging_takes_the_worst_severity(severities: tuple[Severity | None, ...], worst: Severity) -> None:
    findings = [Finding(place(7 + index), "x", severity=one) for index, one in enumerate(severities)]
    assert merged(*findings).severity == worst


@pytest.mark.parametrize(
    ("fixes", "result"),
    [
        ((fix(7), fix(8, "Other")), Fix("Do it", (*fix(7).edits, fix(8).edits[0]))),
        ((fix(7, unsafe=True), fix(8)), fix(8)),
        ((fix(7, unsafe=True), fix(8, unsafe=True)), Fix("Do it", (*fix(7).edits, fix(8).edits[0]), "unsafe")),
        ((fix(7), None), fix(7)),
        ((None, fix(7)), fix(7)),
        ((fix(7), Fix("Do it", (Edit(place(7), "y"),))), fix(7)),
        ((None, None), None),
    ],
)
def test_merging_joins_fixes(fixes: tuple[Fix | None, ...], result: Fix | None) -> None:
    findings = [Finding(place(7 + index), "x", fix=one) for index, one in enumerate(fixes)]
    assert merged(*findings).fix == result


@pytest.mark.parametrize(
    ("estimates", "result"),
    [
        ((Estimate(1), Estimate(2)), Estimate(3)),
        ((Estimate(1), None), Estimate(1, at_least=True)),
        ((Estimate(1, at_least=True), Estimate(2)), Estimate(3, at_least=True)),
        ((Estimate(1, "rebuild"), Estimate(2, "rebuild")), Estimate(3, "rebuild")),
        ((Estimate(1, "rebuild"), Estimate(2)), Estimate(2, at_least=True)),
        ((None, None), None),
    ],
)
def test_merging_sums_estimates(estimates: tuple[Estimate | None, ...], result: Estimate | None) -> None:
    findings = [Finding(place(7 + index), "x", estimate=one) for index, one in enumerate(estimates)]
    assert merged(*findings).estimate == result


def test_merging_minds_the_stages() -> None:
    text = "ARG A\nARG B\nFROM a\nRUN b\nFROM c\nRUN d\n"
    places = [place(text.index(word)) for word in ("ARG A", "ARG B", "FROM a", "RUN b", "FROM c", "RUN d")]
    found = linted(text, making([Finding(one, "x") for one in places])).diagnostics
    assert [one.place for one in found] == [places[0], places[2], places[4]]
    assert [len(one.related) for one in found] == [1, 1, 1]


def test_rules_that_yield_each_occurrence() -> None:
    findings = [Finding(place(7), "x"), Finding(place(13), "x")]
    assert len(linted("FROM a\nRUN b\nRUN c\n", making(findings, once=False)).diagnostics) == 2


@pytest.mark.parametrize(
    ("severity", "result"),
    [
        ({}, ["error", "warning"]),
        ({"XX1": "info"}, ["info", "info"]),
        ({"made-up": "error"}, ["error", "error"]),
    ],
)
def test_severity_of_the_settings_wins(severity: dict[str, Severity], result: list[Severity]) -> None:
    findings = [Finding(place(7), "x", severity="error"), Finding(place(13), "x")]
    made_up = making(findings, once=False)
    found = linted("FROM a\nRUN b\nRUN c\n", made_up, severity=severity).diagnostics
    assert [one.severity for one in found] == result


def test_same_place_is_in_the_order_of_codes() -> None:
    rules = [making([Finding(place(7), "x")], code=code) for code in ("XX3", "XX1", "XX2")]
    found = linted("FROM a\nRUN b\n", *rules).diagnostics
    assert [one.rule.code for one in found] == ["XX1", "XX2", "XX3"]


@rule("XX9", severity="error")
def broken_rule(build: Build) -> Iterator[Finding]:
    yield Finding(place(0), "this one is lost")
    raise ValueError("no luck")


def test_a_rule_that_raises() -> None:
    text = "FROM python:3.12\n# mlint: ignore[broken-rule] known\nRUN pip install torch\n"
    report = linted(text, broken_rule, pip_cache_kept, source_before_dependencies, *OWN)
    (error,) = report.errors
    assert error.startswith("internal error: rule XX9 broken-rule failed: ValueError: no luck (test_linter.py, line ")
    # The others ran, and the comment is not called unused: nobody can tell.
    assert [one.rule.code for one in report.diagnostics] == ["ML301"]


def test_what_raises_something_graver_is_not_held_back() -> None:
    @rule("XX8", severity="error")
    def interrupted(build: Build) -> Iterator[Finding]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        linted("FROM a\n", interrupted)


def test_a_rule_is_not_asked_where_none_of_its_words_stands() -> None:
    asked = []

    def check(build: Build) -> Iterator[Finding]:
        asked.append(build.source.text)
        yield from ()

    check.__name__, check.__module__ = "needs_cuda", "pack.gpu.needs_cuda"
    needs_cuda = rule("TT901", severity="info", mentions=("cuda",))(check)
    for text in ("FROM a\n", "FROM CUDA\n", "ARG BASE\nFROM $BASE\n"):
        linted(text, needs_cuda)
    assert asked == ["FROM CUDA\n"]
    settings = Settings()
    settings.build_args = {"BASE": "nvidia/CUDA:12.8.0-base-ubuntu24.04"}
    lint(Source("Dockerfile", b"ARG BASE\nFROM $BASE\n"), [needs_cuda], settings)
    assert asked == ["FROM CUDA\n", "ARG BASE\nFROM $BASE\n"]
