"""The variables that a script reads and sets."""

from __future__ import annotations

import pytest

from mlint.shell.parameters import parameters_of


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("echo $A ${B} \"$C\" '$D' \\$E", "A B C"),
        ("echo ${A:-$B} ${C:=x} ${D?no} ${E%.*}", "?A B ?C ?D E"),
        ("A=$B cmd > $C", "B C"),
        ("for x in $A; do echo $(cat $B); done", "A B"),
        ("case $A in b) echo $C ;; esac", "A C"),
        ("if [ -n $A ]; then :; else (echo $B); fi", "A B"),
        ("[[ $A == b ]] && { echo $C; }", "A C"),
        ("echo $1 $@ $?", "1 ?"),
    ],
)
def test_reads(script: str, names: str) -> None:
    found = parameters_of(script).reads
    assert sorted(("?" if use.guarded else "") + use.name for use in found) == sorted(names.split())
    assert all(use.name in script[use.start : use.end] for use in found)


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("A=1 B+=2", "A B"),
        ("export A=1 B; declare -x C=$D", "A B -x C"),
        ("read A; for B in c; do :; done; unset E", "A B E"),
        ("cat x | while read A; do :; done", "A"),
        ("echo A=1", ""),
    ],
)
def test_sets(script: str, names: str) -> None:
    assert parameters_of(script).sets == frozenset(names.split())


@pytest.mark.parametrize("script", [". ./env.sh", "source env.sh && echo $A", 'eval "$(tool env)"', "a && (. b)"])
def test_sets_anything(script: str) -> None:
    assert parameters_of(script).sets is None
