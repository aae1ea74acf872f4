"""docs/coming-from-hadolint.md says what the rules' pages say, and every alias is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.config import Settings
from mlint.options import Options
from mlint.packs import all_rules
from mlint.selection import choose
from tests.peer_table import NOT_COVERED, PATH, differences, relation, text

if TYPE_CHECKING:
    from mlint.rule import Rule

RULES = all_rules()
WITH_ALIASES = [rule for rule in RULES.rules if rule.aliases]


def test_the_page_is_current() -> None:
    page = PATH.read_text("utf-8")
    assert page == text(page), "run `make index`"


@pytest.mark.parametrize("rule", WITH_ALIASES, ids=lambda rule: rule.name)
def test_the_page_of_a_rule_says_how_it_differs(rule: Rule) -> None:
    said = differences(rule)
    assert set(said) == set(rule.aliases)
    for words in said.values():
        assert relation(words) != "same" or words.startswith("the same")


def test_what_is_not_covered_is_no_alias() -> None:
    missing = {name for groups in NOT_COVERED.values() for ids in groups for name in ids.split()}
    assert missing.isdisjoint(alias for rule in WITH_ALIASES for alias in rule.aliases)


@pytest.mark.parametrize("rule", [one for one in WITH_ALIASES if not one.default], ids=lambda rule: rule.name)
def test_an_id_that_is_selected_runs_a_rule_that_is_off(rule: Rule) -> None:
    for alias in rule.aliases:
        options = Options()
        options.select = (alias,)
        assert rule in choose(RULES, Settings(), options)
