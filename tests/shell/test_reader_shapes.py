"""Deep and repeated shapes come out as something sane. Their times are printed by tests/benchmarks/shell_shapes.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.shell.reader import read_script
from tests.benchmarks.shell_shapes import SHAPES
from tests.shell.walks import scripts

if TYPE_CHECKING:
    from mlint.shell.nodes import Script

DEEP = ['"$(a ', '"${x:-"$(( $(', "${x:-`a $(", '"`"$(', 'x=("$(', "if f() { $(", "cat <<E\n$(", "<(if x=${y:-$["]


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("n", [1, 2, 7, 61, 1500])
def test_shapes(name: str, n: int) -> None:
    text = SHAPES[name](n)
    script = read_script(text)
    assert (script.start, script.end) == (0, len(text))
    for inner in scripts(script):
        assert 0 <= inner.start <= inner.end <= len(text)
    for command in script.commands():
        assert command.words or command.assignments or command.redirections


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_after_a_command(name: str) -> None:
    first = next(read_script("pip install torch; " + SHAPES[name](500)).commands())
    assert [word.value for word in first.words] == ["pip", "install", "torch"]


@pytest.mark.parametrize("levels", [30, 59, 60, 61, 5000])
@pytest.mark.parametrize("nesting", [("( ", ")"), ("$( ", ")"), ("{ ", ";}"), ("if x; then ", "; fi"), ('"$( ', ')"')])
def test_commands_outside_of_what_is_too_deep_are_kept(nesting: tuple[str, str], levels: int) -> None:
    opening, closing = nesting
    script = read_script("pip install a; " + opening * levels + "deep" + closing * levels)
    values = [[word.value for word in command.words] for command in script.commands()]
    assert values[0] == ["pip", "install", "a"]
    assert (["deep"] in values) == (levels <= 60)
    assert any("deep" in error.message for error in script.errors) == (levels > 60)


def test_a_caller_whose_stack_is_deep() -> None:
    def called(depth: int, text: str) -> Script:
        return called(depth - 1, text) if depth else read_script(text)

    for text in (
        '"$(a ',
        '"${x:-"$(( $(',
        "${x:-`a $(",
        '"`"$(',
        'x=("$(',
        "if f() { $(",
        "cat <<E\n$(",
        "<(if x=${y:-$[",
    ):
        script = called(200, text * 200)
        assert script.errors
        list(script.commands())


def test_long_texts() -> None:
    lines = 160_000
    script = read_script("cat <<E\n" + "a\n" * lines + "E\npip check")
    assert len(list(script.commands())) == 2
    script = read_script('echo "' + "a\n" * lines + '"')
    assert [word.value for word in next(script.commands()).words] == ["echo", "a\n" * lines]
