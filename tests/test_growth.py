"""The work of every rule grows with a file as the file does: counted in calls of functions, which no load changes."""

from __future__ import annotations

from cProfile import Profile
from typing import TYPE_CHECKING

import pytest

from mlint import linter
from mlint.checking import Plans
from mlint.options import Options
from tests.benchmarks.build_shapes import SHAPES, lint

if TYPE_CHECKING:
    from mlint.rule import Rule

SMALL, LARGE = 40, 240
MOST = 1.6 * LARGE / SMALL
"""How many times the calls; six times what is linear, 36 times what is quadratic."""
FEW = 20_000
"""So many calls more do not count: less than one for every pair of lines."""


@pytest.fixture(scope="module")
def plans() -> Plans:
    options = Options()
    options.isolated = True
    plans = Plans(options)
    lint(SHAPES["everything"](3), plans)  # imports all rules
    return plans


@pytest.mark.parametrize("name", SHAPES)
def test_no_rule_is_quadratic(name: str, plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: dict[str, int] = {}
    run = linter._run

    def counted(rule: Rule, *rest: object) -> bool:
        with Profile(builtins=False) as profile:
            done = run(rule, *rest)  # type: ignore[arg-type]
        counts[rule.name] = sum(entry.callcount for entry in profile.getstats())
        return done

    monkeypatch.setattr(linter, "_run", counted)
    assert lint(SHAPES[name](SMALL), plans).errors == []
    small = dict(counts)
    counts.clear()
    assert lint(SHAPES[name](LARGE), plans).errors == []
    grown = {rule: (small.get(rule, 0), many) for rule, many in counts.items()}
    assert {rule: pair for rule, pair in grown.items() if pair[1] > MOST * pair[0] + FEW} == {}
