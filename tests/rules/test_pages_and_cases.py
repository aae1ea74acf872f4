"""Every rule against its page and its cases file."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlint.packs import all_rules
from mlint.rule import Rule
from mlint.testing import Section, check_case, check_page, read_sections

CASES = Path(__file__).parents[1] / "cases"
RULES = [rule for rule in all_rules().rules if not rule.module.startswith("mlint.own_rules")]
DEFAULTS = [rule for rule in all_rules().rules if rule.default]


def cases_of(rule: Rule) -> list[Section]:
    path = CASES / f"{rule.name}.md"
    return [section for section in read_sections(path.read_text("utf-8")) if section.blocks] if path.exists() else []


@pytest.mark.parametrize("rule", all_rules().rules, ids=lambda rule: rule.name)
def test_page(rule: Rule) -> None:
    check_page(rule, DEFAULTS)


@pytest.mark.parametrize(
    ("rule", "case"),
    [(rule, case) for rule in RULES for case in cases_of(rule)],
    ids=lambda value: value.name if isinstance(value, Rule) else value.title,
)
def test_case(rule: Rule, case: Section) -> None:
    check_case(rule, case, CASES / f"{rule.name}.md")


def test_every_rule_has_cases_and_every_cases_file_a_rule() -> None:
    assert sorted(path.stem for path in CASES.glob("*.md")) == sorted(rule.name for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_enough_cases(rule: Rule) -> None:
    assert len(cases_of(rule)) >= 10
