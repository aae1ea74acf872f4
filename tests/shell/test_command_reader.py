"""Commands of RUN and kin: their words, places, variables, and where they stand in the script."""

from __future__ import annotations

import pytest

from mlint.shell.commands import Command
from tests.builds import at, build, command, commands


def calls(text: str) -> list[str]:
    """The commands as words; ``?`` for what is not known."""
    return [" ".join("?" if value is None else value for value in one.values) for one in commands(text)]


def named(text: str, name: str) -> Command:
    """The one command of that name."""
    (found,) = (one for one in commands(text) if one.name == name)
    return found


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("RUN a b", ["a b"]),
        ("RUN a \\\n  # why\n  b \\\n\n  && c\n", ["a b", "c"]),
        ("RUN a # b \\\n && c\n", ["a"]),
        ('RUN ["a", "b c"]', ["a b c"]),
        ("RUN []", []),
        ("RUN", []),
        ('RUN ["sh", "-c", "a b && c"]', ["sh -c a b && c", "a b", "c"]),
        ('RUN ["/bin/bash", "-euo", "pipefail", "-c", "a"]', ["/bin/bash -euo pipefail -c a", "a"]),
        ('RUN ["sudo", "bash", "-lc", "a \\"b c\\""]', ['bash -lc a "b c"', "a b c"]),
        ("RUN bash -c 'a && b'", ["bash -c a && b", "a", "b"]),
        ('RUN bash -c "a \\"b\\" \\$C"', ['bash -c a "b" $C', "a b ?"]),
        ("RUN bash -c 'bash -c \"a b\"'", ['bash -c bash -c "a b"', "bash -c a b", "a b"]),
        ("RUN conda run -n x bash -c 'a'", ["bash -c a", "a"]),
        ("RUN su -c 'pip install a' user", ["su -c pip install a user", "pip install a"]),
        ("RUN sh -c $X", ["sh -c ?", "?"]),
        ("RUN sh -c $(a)", ["a", "sh -c ?"]),
        ("RUN bash script.sh <<E\na\nE\n", ["bash script.sh"]),
        ("RUN bash <<E\na\nb\nE\n", ["bash", "a", "b"]),
        ("RUN bash <<-E\n\ta\n\tE\n", ["bash", "a"]),
        ("RUN <<E bash -ex\na\nE\n", ["bash -ex", "a"]),
        ("RUN <<E\na\nif b; then c; fi\nE\n", ["a", "b", "c"]),
        ("RUN <<E\r\na\r\nb c\r\nE\r\n", ["a", "b c"]),
        ("RUN python - <<'E'\nimport pip\npip install x\nE\n", ["python -"]),
        ("RUN python -c 'import a'", ["python -c import a"]),
        ("RUN <<E python\nimport a\nE\n", ["python"]),
        ("RUN <<E\n#!/usr/bin/env python\nimport a\nE\n", []),
        ("RUN <<E\n#!/bin/sh\na\nE\n", ["a"]),
        ("RUN cat <<A > /a && bash <<B\nx y\nA\nb\nB\n", ["cat", "bash", "b"]),
        ("RUN cat <<A\n$(a b)\nA\n", ["a b", "cat"]),
        ("RUN cat <<'A'\n$(a b)\nA\n", ["cat"]),
        ("RUN bash <<E\na $(b)\nE\n", ["bash", "b", "a ?"]),
        ("RUN a $(b `c`) > $(d)", ["c", "b ?", "d", "a ?"]),
        ("RUN A=$(a) B[$(b)]=1", ["a", "b"]),
        ("RUN X=$(a) > $(b)", ["a", "b"]),
        ("RUN { a; } > $(b)", ["b", "a"]),
        ("RUN while read x; do a; done <<E\n$(b)\nE\n", ["b", "read x", "a"]),
        ("RUN for x in $(a); do b $x; done", ["a", "b ?"]),
        ("RUN case $(a) in b) c;; *) d;; esac", ["a", "c", "d"]),
        ("RUN f() { a; }; f", ["a", "f"]),
        ("RUN (a; { b; })", ["a", "b"]),
        ("RUN echo a | xargs pip install -r x", ["echo a", "pip install -r x ?"]),
        ("RUN >x", []),
        ("RUN 2>&1 a >/dev/null b", ["a b"]),
    ],
)
def test_commands(text: str, result: list[str]) -> None:
    assert calls(text) == result


def test_deep_nests_are_left() -> None:
    names = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    heads = "".join(f"bash <<{name}\n" for name in names)
    ends = "".join(f"{name}\n" for name in reversed(names))
    assert 5 < calls(f"RUN <<END\n{heads}a\n{ends}END\n").count("bash") < 20
    assert isinstance(calls("RUN " + "( A=1; " * 3000 + "a"), list)
    assert isinstance(calls("RUN <<END\n" + ("bash <<E\n" + "(( " * 58) * 20 + "\nEND\n"), list)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("RUN pip install torch", ["pip", "install", "torch"]),
        ("RUN pip \\\n  install # x\n", ["pip", "install"]),
        ("RUN pip \\\n  # a\n\n  install \\\n  torch\n", ["pip", "install", "torch"]),
        ("RUN pip ins\\\ntall x", ["pip", "ins\\\ntall", "x"]),
        ("RUN pip 'a b' \"c\" d\\ e", ["pip", "'a b'", '"c"', "d\\ e"]),
        ('RUN ["pip", "a\\tb", "\\u00e9"]', ["pip", "a\\tb", "\\u00e9"]),
        ("RUN <<E\r\npip install\r\nE\r\n", ["pip", "install"]),
        ("RUN <<-E\n\tpip \\\n\t\tinstall\n\tE\n", ["pip", "install"]),
        ("# escape=\\\nfrom x\nrun   pip   install", ["pip", "install"]),
        ("\ufeffFROM x\nRUN pip é\t😀", ["pip", "é", "😀"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    found = build(text)
    (one,) = found.stages[0].commands
    assert [at(found, argument.span) for argument in one.arguments] == places
    assert at(found, one.span).startswith(places[0])
    assert at(found, one.span).endswith(places[-1])
    for argument in one.arguments:
        assert argument.literal == (at(found, argument.span) == argument.value)


@pytest.mark.parametrize(
    "text",
    [
        "RUN bash -c 'pip install torch'",
        "RUN bash -c 'pip \\\n  install torch'",
        'RUN bash -c "pip install \\"torch\\""',
        'RUN ["bash", "-c", "pip install \\"torch\\""]',
        'RUN ["bash", "-c", "pip\\tinstall\\u0020\'torch\'"]',
        "RUN bash <<E\npip install torch\nE\n",
        "RUN bash <<-E\r\n\t\tpip install torch\r\n\tE\r\n",
        "RUN cat <<A && bash <<B\nx\nA\npip install torch\nB\n",
        "RUN <<E\nbash <<F\npip install torch\nF\nE\n",
        "RUN <<E\nsh -c \"sh -c 'pip install torch'\"\nE\n",
        "RUN \\\n # c\n sh -c \\\n 'sh -c \"pip install \\\n  torch\"'\n",
        "RUN bash -c 'pip install '\\''torch'\\'",
    ],
)
def test_places_in_nested_scripts(text: str) -> None:
    found = build(text)
    (one,) = (one for one in found.stages[0].commands if one.name == "pip")
    assert [at(found, argument.span) for argument in one.arguments[:2]] == ["pip", "install"]
    assert one.values[2] == "torch"
    assert at(found, one.arguments[2].span).strip("\\\"'") == "torch"


def test_several_arguments_of_one_word() -> None:
    found = build("ENV PIP='python -m pip'\nRUN $PIP install \"$PIP\" $X")
    (one,) = found.stages[0].commands
    assert one.values == ["python", "-m", "pip", "install", "python -m pip", None]
    assert [at(found, argument.span) for argument in one.arguments[:3]] == ["$PIP"] * 3
    assert [argument.literal for argument in one.arguments] == [False, False, False, True, False, False]
    assert [argument.quoted for argument in one.arguments[3:]] == [False, True, False]


def test_word_of_nothing() -> None:
    assert commands('ENV X=\nRUN pip $X install "$X"')[0].values == ["pip", "install", ""]
    assert calls("ENV X=\nRUN $X") == []


@pytest.mark.parametrize(
    ("word", "prefix"),
    [
        ("torch==$V", "torch=="),
        ('"torch==$V"', "torch=="),
        ("torch[cuda]==${V:-$W}", "torch[cuda]=="),
        ("--index-url=$V", "--index-url="),
        ("--index-url=https://x/$(uname -m)/y", "--index-url=https://x/"),
        ("'a b'$V", "a b"),
        ("$A$V", "1"),
        ("${A}x$V", "1x"),
        ("$B$V", ""),  # two words, the unknown text in the second
        ("$C$V", ""),  # the unknown text is a word of its own
        ("$V==1", ""),
        ("$V", ""),
        ("`x`", ""),
        ("torch", ""),
        ("torch$A", ""),
    ],
)
def test_prefix(word: str, prefix: str) -> None:
    one = commands(f"ENV A=1 B='x y' C='x '\nRUN pip {word}")[-1]
    argument = one.arguments[1]
    assert argument.prefix == prefix
    assert argument.start == (prefix or argument.value or "")
    if prefix:
        assert argument.value is None


@pytest.mark.parametrize(
    ("text", "operator", "descriptor", "target", "prefix", "span", "target_span"),
    [
        ("RUN a >b", ">", None, "b", "", ">b", "b"),
        ("RUN a 2>> b c", ">>", "2", "b", "", "2>> b", "b"),
        ("RUN a>=1.0", ">", None, "=1.0", "", ">=1.0", "=1.0"),
        ("RUN a>=$V", ">", None, None, "=", ">=$V", "=$V"),
        ("RUN a>$V", ">", None, None, "", ">$V", "$V"),
        ("RUN a>=1.\\\n0", ">", None, "=1.0", "", ">=1.\\\n0", "=1.\\\n0"),
        ("ENV V='1 2'\nRUN a >$V", ">", None, None, "", ">$V", "$V"),
        ("RUN a <<E\nb\nE\n", "<<", None, "E", "", "<<E", "E"),
    ],
)
def test_redirection(
    text: str, operator: str, descriptor: str | None, target: str | None, prefix: str, span: str, target_span: str
) -> None:
    found = build(text)
    (one,) = found.stages[0].commands[0].redirections
    assert (one.operator, one.descriptor, one.target, one.prefix) == (operator, descriptor, target, prefix)
    assert at(found, one.span) == span
    assert at(found, one.target_span) == target_span


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ENV V=1\nRUN echo $V", ["1"]),
        ("ARG V=1\nRUN echo ${V}", ["1"]),
        ("ARG V\nRUN echo $V", [None]),
        ("RUN echo $V", [None]),
        ("RUN V=1; echo $V", ["1"]),
        ("RUN V=1 && echo v$V-${V%x}", ["v1-1"]),
        ("RUN V=a W=${V}b; echo $W", ["ab"]),
        ("RUN V=; echo x$V", ["x"]),
        ("RUN V= W=$V; echo x$W", ["x"]),
        ("RUN V=$(a); echo $V", [None]),
        ("RUN V=1; V+=2; echo $V", [None]),
        ("RUN V=1; V[0]=2; echo $V", [None]),
        ("RUN V=(1 2); echo $V", [None]),
        ("ENV V=1\nRUN V=2 echo $V", ["1"]),  # the shell replaces it before the command gets the other value
        ("RUN V=2 echo $V", [None]),
        ("RUN export V=1; echo $V", ["1"]),
        ("RUN export V=1 W=2; echo $V $W", ["1", "2"]),
        ("RUN export V=1 && export W=$V; echo $W", ["1"]),
        ("ENV V=1\nRUN export V=$X; echo $V", [None]),
        ("ENV A='1 2'\nRUN export V=$A; echo $V", [None]),
        ('ENV A=\'1 2\'\nRUN export V="$A"; echo "$V"', ["1 2"]),
        ("RUN declare -r V=1; echo $V", ["1"]),
        ("RUN local V=1; readonly W=2; typeset X=3; echo $V $W $X", ["1", "2", "3"]),
        ("ENV V=1\nRUN read -r V W; echo $V", [None]),
        ("ENV V=1\nRUN unset V; echo $V", [None]),
        ("ENV V=1\nRUN unset $X; echo $V", ["1"]),
        ("ENV V=1\nRUN for V in a b; do echo $V; done", [None]),
        ("ENV V=1\nRUN for V in a b; do x; done; echo $V", [None]),
        ("ENV V=1\nRUN (V=2); echo $V", ["1"]),
        ("ENV V=1\nRUN { V=2; }; echo $V", ["2"]),
        ("ENV V=1\nRUN (V=2; echo $V)", ["2"]),
        ("ENV V=1\nRUN x | V=2; echo $V", ["1"]),
        ("ENV V=1\nRUN V=2 & echo $V", ["1"]),
        ("ENV V=1\nRUN x $(V=2); echo $V", ["1"]),
        ("ENV V=1\nRUN if x; then V=2; fi; echo $V", [None]),
        ("ENV V=1\nRUN if x; then V=2; else echo $V; fi", [None]),
        ("ENV V=1\nRUN if x; then V=2; echo $V; fi", ["2"]),
        ("ENV V=1\nRUN if V=2; then echo $V; fi", ["2"]),
        ("ENV V=1\nRUN while V=2; do echo $V; done", ["2"]),
        ("ENV V=1\nRUN case x in a) V=2;; esac; echo $V", [None]),
        ("ENV V=1\nRUN f() { V=2; }; echo $V", [None]),
        ("ENV V=1\nRUN x || V=2; echo $V", [None]),
        ("ENV V=1\nRUN x && V=2 && echo $V", ["2"]),
        ("ENV V=1\nRUN bash -c 'V=2'; echo $V", ["1"]),
        ("RUN V=2; bash -c 'echo $V'", [None]),  # not exported
        ("RUN export V=2; bash -c 'echo $V'", ["2"]),
        ('RUN V=2; bash -c "echo $V"', ["2"]),
        ("RUN V=2 bash -c 'echo $V'", ["2"]),
        ("RUN env V=2 bash -c 'echo $V'", ["2"]),
        ("ENV V=1\nRUN env -i bash -c 'echo $V'", [None]),
        ("ENV V=1\nRUN su -c 'echo $V' user", [None]),
        ("RUN V=2; bash <<E\necho $V\nE\n", ["2"]),
        ("RUN V=2; bash <<'E'\necho $V\nE\n", [None]),
        ('ENV V=1\nRUN ["bash", "-c", "echo $V"]', ["1"]),
        ('ENV V=1\nRUN ["echo", "$V"]', ["$V"]),
        ('RUN ["env", "V=1", "bash", "-c", "echo $V"]', ["1"]),
        ("ENV V=1\nRUN echo '$V' \\$V", ["$V", "$V"]),
        ("ENV V=1\nRUN V=2\nRUN echo $V", ["1"]),
    ],
)
def test_values(text: str, values: list[str | None]) -> None:
    assert named(text, "echo").values[1:] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ENV V=1\nRUN pip", "1"),
        ("ARG V=1\nRUN pip", "1"),
        ("ARG V\nRUN pip", None),
        ("RUN pip", "absent"),
        ("RUN V=1 pip", "1"),
        ("RUN V=$X pip", None),
        ("RUN V= pip", ""),
        ("ENV V=0\nRUN V=1 pip", "1"),
        ("RUN V=1; pip", "absent"),
        ("RUN V=1; export V; pip", "1"),
        ("RUN export V; pip", "absent"),
        ("RUN export V=1; pip", "1"),
        ("RUN export V=1; V=2; pip", "2"),
        ("ENV V=0\nRUN V=1; pip", "1"),
        ("RUN declare V=1; pip", "absent"),
        ("RUN declare -x V=1; pip", "1"),
        ("RUN set -a; V=1; pip", "1"),
        ("RUN set -ea; (V=1; pip)", "1"),
        ("RUN set -eux; V=1; pip", "absent"),
        ("RUN (export V=1); pip", "absent"),
        ("RUN (export V=1; pip)", "1"),
        ("RUN if x; then export V=1; fi; pip", None),
        ("RUN env V=1 pip", "1"),
        ("RUN V=1 true; pip", "absent"),
        ("RUN bash -c 'export V=1'; pip", "absent"),
        ("RUN V=1 bash -c 'pip'", "1"),
        ('RUN V=1; bash -c "pip $V"', "absent"),
    ],
)
def test_environment(text: str, value: str | None) -> None:
    assert named(text, "pip").environment.get("V", "absent") == value


def test_home_needs_no_export() -> None:
    assert named("RUN HOME=/x; pip", "pip").environment["HOME"] == "/x"
    assert named("RUN su -c pip user", "pip").environment["HOME"] is None


def test_where_a_shell_variable_was_set() -> None:
    found = build("RUN V=\\\n1 W= pip\n")
    (one,) = found.stages[0].commands
    variable = one.environment.variable("V")  # type: ignore[attr-defined]
    assert variable.origin == "shell"
    assert at(found, variable.assignment.span) == "V=\\\n1"
    assert at(found, variable.assignment.key_span) == "V"
    assert at(found, variable.assignment.value_span) == "1"
    assert one.environment.variable("W").assignment.value_text is None  # type: ignore[attr-defined]


def flagged(text: str, flag: str) -> list[str]:
    """The commands whose site has the ``flag``."""
    return [str(one.name) for one in commands(text) if getattr(one.site, flag)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("RUN a", ["a"]),
        ("RUN a && b", ["b"]),
        ("RUN a; b;", ["b"]),
        ("RUN a | b", ["b"]),
        ("RUN a & b", ["b"]),
        ("RUN a; b &", ["a"]),
        ("RUN a &", []),
        ("RUN (a; b)", ["b"]),
        ("RUN { a; b; }", ["b"]),
        ("RUN if a; then b; fi", ["b"]),
        ("RUN if a; then b; elif c; then d; else e; fi", ["b", "d", "e"]),
        ("RUN case x in a) b;; c) d;; esac", ["b", "d"]),
        ("RUN while a; do b; c; done", ["c"]),
        ("RUN f() { a; }", []),
        ("RUN a $(b)", ["a"]),
        ("RUN a; bash -c 'b; c'", ["bash", "c"]),
        ("RUN bash -c 'b'; c", ["c"]),
        ('RUN ["sh", "-c", "a; b"]', ["sh", "b"]),
        ("RUN <<E\na\nb\nE\n", ["b"]),
        ("RUN bash <<E\na\nb\nE\n", ["bash", "b"]),
    ],
)
def test_last(text: str, last: list[str]) -> None:
    assert flagged(text, "last") == last


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("RUN a & b", ["a"]),
        ("RUN (a; b) & c", ["a", "b"]),
        ("RUN a | b &", ["a", "b"]),
        ("RUN a 2>&1", []),
        ("RUN a && b & c", ["b"]),
        ("RUN bash -c 'a' &", ["bash", "a"]),
    ],
)
def test_background(text: str, background: list[str]) -> None:
    assert flagged(text, "background") == background


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("RUN a", []),
        ("RUN a || b", ["a"]),
        ("RUN a && b || c", ["a", "b"]),
        ("RUN a || b && c", ["a"]),
        ("RUN a; b || c; d && e", ["b"]),
        ("RUN ! a", ["a"]),
        ("RUN ! ! a", []),
        ("RUN if a; then b; fi", ["a"]),
        ("RUN if a; then b; elif c; then d; else e; fi", ["a", "c"]),
        ("RUN while a; do b; done", ["a"]),
        ("RUN until a; do b; done", ["a"]),
        ("RUN for x in y; do a; done", []),
        ("RUN (a; b) || true", ["a", "b"]),
        ("RUN bash -c 'a; b' || true", ["bash", "a", "b"]),
    ],
)
def test_guarded(text: str, guarded: list[str]) -> None:
    assert flagged(text, "guarded") == guarded


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("RUN a && b", []),
        ("RUN a || b", ["b"]),
        ("RUN a || { b; c; }", ["b", "c"]),
        ("RUN if a; then b; fi; c", ["a", "b"]),
        ("RUN for x in y; do a; done", ["a"]),
        ("RUN select x in y; do a; done", ["a"]),
        ("RUN case x in a) b;; esac", ["b"]),
        ("RUN f() { a; }", ["a"]),
        ("RUN (a)", []),
        ("RUN a || bash -c 'b'", ["bash", "b"]),
        ("RUN a || b $(c)", ["c", "b"]),
    ],
)
def test_conditional(text: str, conditional: list[str]) -> None:
    assert flagged(text, "conditional") == conditional


def test_pipes_and_substitutions() -> None:
    text = "RUN a | b | c; d $(e | f)"
    assert flagged(text, "feeds_pipe") == ["a", "b", "e"]
    assert flagged(text, "reads_pipe") == ["b", "c", "f"]
    assert flagged(text, "substituted") == ["e", "f"]


def test_pipelines_are_numbered() -> None:
    found = commands("RUN a | { b; c; } | d; e; f $(g) | h $(i | j)")
    assert [(one.name, one.site.pipeline) for one in found] == [
        *(("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 0), ("g", 0), ("f", 2), ("i", 3), ("j", 3), ("h", 2)),
    ]


@pytest.mark.parametrize(
    ("text", "pipefail"),
    [
        ("RUN a", []),
        ("RUN set -o pipefail; a", ["a"]),
        ("RUN set -euo pipefail && a", ["a"]),
        ("RUN set -e -o pipefail -x && a; set +o pipefail; b", ["a", "set"]),
        ("RUN (set -o pipefail; a); b", ["a"]),
        ("RUN bash -eo pipefail -c 'a'; b", ["a"]),
        ("RUN bash -eo pipefail <<E\na\nE\n", ["a"]),
        ("RUN <<E\nset -o pipefail\na\nE\n", ["a"]),
        ('RUN ["bash", "-o", "pipefail", "-c", "a"]', ["a"]),
        ('SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN a; sh -c "b"', ["a", "sh"]),
        ('SHELL ["conda", "run", "-n", "x", "/bin/bash", "-o", "pipefail", "-c"]\nRUN a', ["a"]),
        ('SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN ["a"]', []),
    ],
)
def test_pipefail(text: str, pipefail: list[str]) -> None:
    assert flagged(text, "pipefail") == pipefail


@pytest.mark.parametrize(
    ("text", "errexit"),
    [
        ("RUN set -e; a && b", ["a", "b"]),
        ("RUN set -o errexit; (set +e; a)", ["set"]),
        ("RUN <<E\n#!/bin/sh -e\na\nE\n", ["a"]),
        ('SHELL ["/bin/sh", "-ec"]\nRUN <<E\na\nE\n', ["a"]),
        ('SHELL ["/bin/sh", "-ec"]\nRUN <<E\n#!/bin/sh\na\nE\n', []),
    ],
)
def test_errexit(text: str, errexit: list[str]) -> None:
    assert flagged(text, "errexit") == errexit


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("RUN a", []),
        ("RUN a; b", ["a"]),
        ("RUN a;", []),
        ("RUN a && b; c", ["a", "b"]),
        ("RUN a && b || c; d", ["a", "b", "c"]),
        ("RUN a & b", []),
        ("RUN set -e; a; b", ["set"]),
        ("RUN set -ex; a && b; c", ["set", "a"]),
        ("RUN set -e; set +e; a; b", ["set", "a"]),
        ("RUN (a; b)", ["a"]),
        ("RUN (a); b", ["a"]),
        ("RUN if a; then b; fi; c", ["a", "b"]),
        ("RUN <<E\na\nb\nE\n", ["a"]),
        ("RUN sh -ec 'a; b'", []),
        ('SHELL ["/bin/bash", "-ec"]\nRUN a; b', []),
        ('SHELL ["/bin/bash", "-o", "errexit", "-c"]\nRUN a; sh -c "b; c"', ["b"]),
    ],
)
def test_goes_on(text: str, goes_on: list[str]) -> None:
    assert flagged(text, "goes_on") == goes_on


@pytest.mark.parametrize(
    ("text", "fallbacks"),
    [
        ("RUN a", [""]),
        ("RUN a || b", ["b", ""]),
        ("RUN a && b || c; d", ["c", "c", "", ""]),
        ("RUN a || b && c || d; e", ["b && c || d", "d", "d", "", ""]),
        ("RUN (a; b) || { c; d; } && e; f", ["{ c; d; } && e", "{ c; d; } && e", "", "", "", ""]),
        ("RUN (a || b; c) || d", ["b", "d", "d", ""]),
        ("RUN if a; then b; fi", ["", ""]),
        ("RUN bash -c 'a' || b & c", ["b", "b", "", ""]),
    ],
)
def test_fallback(text: str, fallbacks: list[str]) -> None:
    made = build(text)
    spans = [one.site.fallback for one in made.stages[0].commands]
    assert [at(made, span).strip() if span else "" for span in spans] == fallbacks


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("RUN a", ""),
        ("RUN cd /x && a", "/x"),
        ("RUN cd x && cd y/../z && a", "x/z"),
        ("RUN cd /x && (cd y && b) && a", "/x"),
        ("RUN cd /x; cd - && a", ""),
        ("RUN pushd x && b && popd && a", ""),
        ("RUN popd; a", None),
        ("RUN cd $X && a", None),
        ("RUN cd ~/x && a", None),
        ("RUN cd; a", None),
        ("RUN D=/x; cd $D/y && bash -c 'cd z; a'", "/x/y/z"),
        ("RUN su -c 'a' user", None),
        ("RUN if b; then cd x; fi; a", None),
        ("RUN b || cd x; a", None),
        ("RUN cd x | b; a", ""),
        ("RUN cd /x && sudo a", "/x"),
    ],
)
def test_folder(text: str, folder: str | None) -> None:
    assert named(text, "a").folder == folder


def test_operators_around() -> None:
    found = commands("RUN a && b || c; d & e\nRUN <<E\nf\ng\nE\n")
    assert [(one.site.before, one.site.after) for one in found] == [
        ("", "&&"),
        ("&&", "||"),
        ("||", ";"),
        (";", "&"),
        ("&", ""),
        ("", "\n"),
        ("\n", "\n"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RUN /opt/venv/bin/pip x", "pip"),
        ("RUN python.exe x", "python"),
        ("RUN $X", None),
        ('RUN ["/usr/bin/env", "A=b", "pip"]', "pip"),
    ],
)
def test_name(text: str, name: str | None) -> None:
    assert command(text).name == name


def test_wrappers() -> None:
    one = command("RUN sudo -E env A=b timeout 5 pip install x")
    assert one.wrappers == ("sudo", "env", "timeout")
    assert one.values == ["pip", "install", "x"]
    assert one.environment["A"] == "b"
    assert Command(()).name is None
