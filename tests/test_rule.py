"""The records of rules: what estimates come to."""

from __future__ import annotations

from mlint.rule import Estimate, total


def test_what_several_findings_blame_counts_once() -> None:
    twice = Estimate(30, parts=(("installed torch", 25),))
    again = Estimate(20, at_least=True, parts=(("installed torch", 20),))
    alone = Estimate(7)
    assert total([twice, again, alone]) == Estimate(37, "image", True, (("installed torch", 25),))


def test_nothing_comes_to_nothing() -> None:
    assert total([]) == Estimate(0)


def test_a_total_keeps_the_kind() -> None:
    assert total([Estimate(3, "rebuild"), Estimate(4, "rebuild")]) == Estimate(7, "rebuild")
