"""What holds for any text: a script comes out, its spans lie inside the text and inside each other."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlint.shell.nodes import Script, SimpleCommand
from mlint.shell.reader import read_script
from tests.shell.walks import nodes, pipelines, scripts, words

WORDS = "if then elif else fi for in do done case esac while function select time coproc ! a b x:- pip E f() 1 A="
OPERATORS = r"= \\ ' \" ` \` $ ${ } $( $(( (( )) ( ) [[ ]] [ ] { < > << <<- <<< <( >& &> & && | || |& ; ;; # @( !("
BLANKS = [" ", "\t", "\n", "\r", "\r\n", "\\\n", "\nE\n", "\u00a0", "\u2028", "\ud800", "😀"]
PIECES = [word + " " for word in WORDS.split()] + OPERATORS.split(" ") + BLANKS

CASES = Path(__file__).parent.parent / "conformance" / "shell" / "cases.jsonl"
TEXTS = [json.loads(line)["text"] for line in CASES.read_text("ascii").split("\n") if line]

shell_like = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A recorded case with something cut out and something put in."""
    text: str = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, len(text)))
    end = min(start + draw(st.integers(0, 5)), len(text))
    return text[:start] + draw(shell_like) + text[end:]


any_text = st.one_of(st.text(st.characters(exclude_categories=())), shell_like, damaged())


@settings(max_examples=400, deadline=None)
@example("<0\\\n")
@given(any_text)
def test_spans_lie_inside_each_other(text: str) -> None:
    script = read_script(text)
    assert (script.start, script.end) == (0, len(text))
    for inner in scripts(script):
        assert 0 <= inner.start <= inner.end <= len(text)
    for pipeline in pipelines(script):
        if pipeline.separator:
            offset = pipeline.separator_offset
            assert text[offset] == pipeline.separator[0] or text[offset] == "\\"
        for operator in pipeline.operators:
            assert text[operator.offset] == "|"
    for node in nodes(script):
        assert 0 <= node.start <= node.end <= len(text)
        ends = [node.start]
        for word in words(node):
            assert node.start <= word.start <= word.end <= node.end
            assert ends[-1] <= word.start
            ends.append(word.end)
        for redirection in node.redirections:
            assert node.start <= redirection.start < redirection.target.start < redirection.target.end
            assert redirection.target.end == redirection.end <= node.end
            if redirection.body:
                assert redirection.end <= redirection.body[0] <= redirection.body[1] <= len(text)
        if isinstance(node, SimpleCommand):
            for assignment in node.assignments:
                assert node.start <= assignment.start < assignment.end <= node.end
                assert text[assignment.start :].startswith(assignment.name)
                assert assignment.value is None or assignment.value.end == assignment.end
    for first, last in script.comments:
        assert text[first] == "#"
        assert "\n" not in text[first:last]
    for error in script.errors:
        assert 0 <= error.offset <= len(text)


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_commands_come_in_order_and_are_never_empty(text: str) -> None:
    commands = list(read_script(text).commands())
    offsets = [command.first_offset() for command in commands]
    assert offsets == sorted(offsets)
    assert all(command.words or command.assignments or command.redirections for command in commands)


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_fields_agree_with_the_value(text: str) -> None:
    for command in read_script(text).commands():
        for word in command.words:
            unknown = word.fields(lambda name: None)
            assert unknown == (None if word.value is None else [word.value])
            assert word.fields(lambda name: None, keep=True) is not None


@settings(max_examples=200, deadline=None)
@given(any_text)
def test_reading_is_deterministic(text: str) -> None:
    assert _summary(read_script(text)) == _summary(read_script(text))


@settings(max_examples=100, deadline=None)
@given(any_text, st.integers(0, 3))
def test_blanks_before_a_text_only_move_it(text: str, blanks: int) -> None:
    moved = [(start - blanks, end - blanks, value) for start, end, value in _summary(read_script(" " * blanks + text))]
    assert moved == _summary(read_script(text))


def _summary(script: Script) -> list[tuple[int, int, str | None]]:
    return [(word.start, word.end, word.value) for command in script.commands() for word in command.words]
