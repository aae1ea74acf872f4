from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.packs import load_pack
from mlint.testing import check_page

if TYPE_CHECKING:
    from mlint.rule import Rule


@pytest.mark.parametrize("rule", load_pack("mlint.own_rules"), ids=str)
def test_the_pages_of_the_own_rules(rule: Rule) -> None:
    check_page(rule)


def test_there_are_two() -> None:
    assert [(rule.code, rule.name, rule.fixable) for rule in load_pack("mlint.own_rules")] == [
        ("ML001", "syntax-error", False),
        ("ML002", "unused-ignore", True),
    ]
