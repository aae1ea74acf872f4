"""The structure that the reader delivers: pipelines, compounds, redirections, heredocs, errors."""

from __future__ import annotations

import pytest

from mlint.shell.nodes import Compound, SimpleCommand
from mlint.shell.reader import read_script
from tests.shell.walks import nodes, redirections, values


def compound(text: str) -> Compound:
    found = read_script(text).pipelines[0].commands[0]
    assert isinstance(found, Compound)
    assert not read_script(text).errors
    return found


def texts(text: str, node: Compound) -> tuple[list[str], list[str]]:
    return [text[one.start : one.end] for one in node.header], [text[one.start : one.end] for one in node.parts]


def test_separators() -> None:
    text = "a && b || c; d & e | f |& g\n\n# x\nh;"
    script = read_script(text)
    found = [(one.separator, one.separator_offset) for one in script.pipelines]
    assert found == [("&&", 2), ("||", 7), (";", 11), ("&", 15), ("\n", 27), (";", 34)]
    assert [(one.text, one.offset) for one in script.pipelines[4].operators] == [("|", 19), ("|&", 23)]
    assert script.comments == [(29, 32)]
    assert read_script("a").pipelines[0].separator == ""
    assert read_script("a # b\nc").pipelines[0].separator == "\n"


def test_prefixes() -> None:
    (pipeline,) = read_script("! time -p a | b").pipelines
    assert (pipeline.negated, pipeline.timed, len(pipeline.commands)) == (True, True, 2)
    (pipeline,) = read_script("! ! a").pipelines
    assert not pipeline.negated
    assert read_script("time").pipelines[0].commands == []
    assert values(read_script("coproc a b; coproc N { c; }")) == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("text", "kind", "header", "parts"),
    [
        ("if a; then b; elif c; then d; else e; fi", "if", [], [" a; ", " b; ", " c; ", " d; ", " e; "]),
        ("while a; do b; done", "while", [], [" a; ", " b; "]),
        ("until a; do b; done", "until", [], [" a; ", " b; "]),
        ("for x in a 'b c'; do d; done", "for", ["x", "a", "'b c'"], [" d; "]),
        ("for x; do d; done", "for", ["x"], [" d; "]),
        ("for x in a; { d; }", "for", ["x", "a"], [" d; "]),
        ("for ((i=0; i<3; i++)); do d; done", "for", ["((i=0; i<3; i++))"], [" d; "]),
        ("select x in a; do d; done", "select", ["x", "a"], [" d; "]),
        ("case $x in a|b) c;; (d) ;; esac", "case", ["$x", "a", "b", "d"], [" c", " "]),
        ("{ a; }", "group", [], [" a; "]),
        ("(a; b)", "subshell", [], ["a; b"]),
        ("((a + 1))", "arithmetic", ["((a + 1))"], []),
        ("[[ -f x && $y =~ ^(a|b c)$ ]]", "test", ["-f", "x", "$y", "=~", "^(a|b c)$"], []),
        ("f() { a; }", "function", ["f"], ["{ a; }"]),
        ("function f { a; }", "function", ["f"], ["{ a; }"]),
        ("function f () (a)", "function", ["f"], ["(a)"]),
    ],
)
def test_compounds(text: str, kind: str, header: list[str], parts: list[str]) -> None:
    found = compound(text)
    assert found.kind == kind
    assert texts(text, found) == (header, parts)
    assert (found.start, found.end) == (0, len(text))


def test_redirections_of_a_compound() -> None:
    text = "{ a; } >x 2>&1"
    found = compound(text)
    assert [(one.descriptor, one.operator, one.target.value) for one in found.redirections] == [
        (None, ">", "x"),
        ("2", ">&", "1"),
    ]
    assert found.end == len(text)


@pytest.mark.parametrize("operator", ["<", ">", ">>", "<>", ">|", "<&", ">&", "&>", "&>>", "<<<"])
def test_operators_of_redirections(operator: str) -> None:
    (command,) = read_script(f"a {operator} f b").commands()
    assert [(one.operator, one.target.value) for one in command.redirections] == [(operator, "f")]
    assert [word.value for word in command.words] == ["a", "b"]
    assert (command.start, command.end) == (0, 6 + len(operator))


def test_descriptors() -> None:
    (command,) = read_script("a 2>f {fd}>g 3 >h b4>i").commands()
    assert [one.descriptor for one in command.redirections] == ["2", "{fd}", None, None]
    assert [word.value for word in command.words] == ["a", "3", "b4"]


@pytest.mark.parametrize(
    ("text", "body", "expanded"),
    [
        ("cat <<E\na\n$(b)\nE\nc\n", "a\n$(b)\n", True),
        ("cat <<'E'\na\n$(b)\nE\nc\n", "a\n$(b)\n", False),
        ("cat <<\\E\n$(b)\nE\nc\n", "$(b)\n", False),
        ("cat <<-E\n\ta\n\tE\nc\n", "\ta\n", True),
        ("cat <<E\r\na\r\nE\r\nc\r\n", "a\r\n", True),
        ("cat <<E\na\\\nE\nE\nc\n", "a\\\nE\n", True),
        ("cat <<'E'\na\\\nE\nc\n", "a\\\n", False),
        ("cat <<E\nE\nc\n", "", True),
        ("cat <<''\na\n\nc\n", "a\n", False),
        ('cat <<"a\\"b"$x\n$(b)\na"b$x\nc\n', "$(b)\n", False),
        ("x=$(cat <<E\na\nE)\nc\n", "a\n", True),
    ],
)
def test_heredocs(text: str, body: str, expanded: bool) -> None:
    script = read_script(text)
    (heredoc,) = redirections(script)
    assert heredoc.body is not None
    assert text[heredoc.body[0] : heredoc.body[1]] == body
    assert heredoc.expanded is expanded
    assert bool(heredoc.scripts) == (expanded and "$(b)" in body)
    assert values(script)[-1] == ["c"]


def test_heredoc_without_a_body() -> None:
    (heredoc,) = redirections(read_script("cat <<E"))
    assert heredoc.body == (7, 7)


def test_heredocs_inside_and_outside_of_a_substitution() -> None:
    text = "cat <<A $(cat <<B\nb\nB\n) x\na\nA\ny\n"
    script = read_script(text)
    bodies = {one.target.value: text[slice(*one.body)] for one in redirections(script) if one.body}
    assert bodies == {"A": "a\n", "B": "b\n"}
    assert values(script) == [["cat", None, "x"], ["cat"], ["y"]]


def test_assignments() -> None:
    (command,) = read_script("A= B+=1 C[$(x)]=2 D=(1 $(y)) E='a b' cmd").pipelines[0].commands
    assert isinstance(command, SimpleCommand)
    found = [(one.name, one.append, one.value.value if one.value else "") for one in command.assignments]
    assert found == [("A", False, ""), ("B", True, "1"), ("C", True, "2"), ("D", False, None), ("E", False, "a b")]
    assert [len(one.scripts) for one in command.assignments] == [0, 0, 1, 1, 0]
    array = command.assignments[3].value
    assert array is not None
    assert array.fields(lambda name: "") is None


def test_arguments_that_declare_arrays() -> None:
    (command,) = read_script("declare -a x=(a b) y").commands()
    assert [(word.start, word.end, word.value) for word in command.words] == [
        (0, 7, "declare"),
        (8, 10, "-a"),
        (11, 18, None),
        (19, 20, "y"),
    ]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("echo `a b`", [(0, 4), (5, 10), (6, 7), (8, 9)]),
        (r"echo `a \`b c\` d`", [(0, 4), (5, 18), (6, 7), (8, 15), (16, 17), (10, 11), (12, 13)]),
        (r'echo "`a \"b c\" d`"', [(0, 4), (5, 20), (7, 8), (9, 16), (17, 18)]),
        (r"`a \$x >\\b` c", [(0, 12), (13, 14), (1, 2), (3, 6)]),
    ],
)
def test_spans_in_backquotes(text: str, spans: list[tuple[int, int]]) -> None:
    found = [(word.start, word.end) for command in read_script(text).commands() for word in command.words]
    assert sorted(found) == sorted(spans)


def test_offsets_in_backquotes_with_escapes() -> None:
    text = "`A=\\$x cat <<E | { b >\\$c; } && d\n\\$(e)\nE\n# f\n)`"
    script = read_script(text)
    for node in nodes(script):
        if isinstance(node, SimpleCommand) and node.words:
            assert text[node.words[0].start : node.words[0].end] in ("cat", "b", "d", "e") or node.start == 0
    (heredoc, output) = sorted(redirections(script), key=lambda one: one.start)
    assert heredoc.body is not None
    assert text[slice(*heredoc.body)] == "\\$(e)\n"
    assert text[output.target.start : output.target.end] == "\\$c"
    assert [text[slice(*one)] for one in script.comments] == ["# f"]
    assert [text[error.offset] for error in script.errors] == [")"]


def test_values_in_backquotes_lose_their_escapes() -> None:
    assert values(read_script(r"`a '\\\\' \`b\``")) == [[None], ["a", "\\\\", None], ["b"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a; fi; b", [["a"], ["b"]]),
        ("a ) b", [["a"], ["b"]]),
        ("a | | b", [["a"], ["b"]]),
        ("if a; then b", [["a"], ["b"]]),
        ("for i in 1; do a; fi; b", [["a"], ["b"]]),
        ("if a; then for i in 1; do b; fi; c", [["a"], ["b"], ["c"]]),
        ("if a; b; fi; c", [["a"], ["b"], ["c"]]),
        ("{ a; b", [["a"], ["b"]]),
        ("a > && b", [["a"], ["b"]]),
        ("> | b", [["b"]]),
        ("f() >", []),
        ("f() a", [["a"]]),
        ("case x in a b ;; esac; c", [["b"], ["c"]]),
        ("case x in ) b ;; esac; c", [["b"], ["c"]]),
        ("case x a", [["a"]]),
        ("case", []),
        ("case x in a) b", [["b"]]),
        ("case x in a", []),
        ("for; a", [["a"]]),
        ("for 1x in a; do b; done", [["b"]]),
        ("function", []),
        ("f()", []),
        ("[[ -f x; a", [["a"]]),
        ("(( 1 + )", [["1", "+"]]),
        ("a=(b (c) d); e", [[], ["e"]]),
        ("echo b(c)", [["echo", "b"], ["c"]]),
        ("a &&& b", [["a"], ["b"]]),
        ("a ;; b", [["a"], ["b"]]),
        ("x=$[1", [[]]),
        ("while a; b; done; c", [["a"], ["b"], ["c"]]),
        ("for i in a; b; done; c", [["b"], ["c"]]),
    ],
)
def test_damage_is_noted_and_passed_over(text: str, expected: list[list[str]]) -> None:
    script = read_script(text)
    assert script.errors
    assert values(script) == expected


def test_representations() -> None:
    script = read_script("a )")
    assert repr(script.errors) == "[ShellError(2, 'unexpected )')]"
    assert repr(next(script.commands()).words) == "[Word(0, 1, 'a')]"


@pytest.mark.parametrize("text", ["i\\\nf a; then b; fi", "if a; th\\\nen b; fi", "if a; then b; fi\\\n"])
def test_reserved_words_over_two_lines(text: str) -> None:
    assert compound(text).kind == "if"
