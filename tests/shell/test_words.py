"""Values of words and the fields they become."""

from __future__ import annotations

import pytest

from mlint.shell.nodes import Word
from mlint.shell.reader import read_script

VARIABLES = {
    "X": "b c",
    "E": "",
    "V": "12.1.0",
    "PIP": "python -m pip",
    "BASE": "nvidia/cuda:12.1.0-base",
    "P": "/opt/a/b.tar.gz",
    "B": " a ",
    "STAR": "*",
}


def word(text: str) -> Word:
    (command,) = read_script("echo " + text).pipelines[0].commands
    return next(iter(read_script("echo " + text).commands())).words[1] if command else Word(0, 0, "")


def fields(text: str) -> list[str] | None:
    return word(text).fields(VARIABLES.get)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"a\ b", "a b"),
        ('"a\\$b\\`c\\"d\\\\e\\f"', 'a$b`c"d\\e\\f'),
        ("'a\\b'", "a\\b"),
        ("$'a\\tb\\x41\\101\\u00e9\\'\\q\\cA'", "a\tbAA\u00e9'\\q\x01"),
        ('$"a b"', "a b"),
        ("a'b'\"c\"d", "abcd"),
        ('"a\\\nb"', "ab"),
        ("a\\\nb", "ab"),
        ("'a\\\nb'", "a\\\nb"),
        ("{a,b}*?~[x]", "{a,b}*?~[x]"),
        ("@(a|'b c')", "@(a|b c)"),
        ("$", "$"),
        ('"$"', "$"),
        ('"a$ b"', "a$ b"),
        ("a\\", "a\\"),
        ("a\rb", "a\rb"),
        ("``", None),
        ("$X", None),
        ("<(a)", None),
        ("$((1))", None),
        ("'open", "open"),
    ],
)
def test_values(text: str, value: str | None) -> None:
    assert word(text).value == value


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("a", False), ("'a'", True), ('a"b"', True), ("a\\b", True), ("$X", False), ('"$X"', True), ("a\\\nb", False)],
)
def test_quoted(text: str, quoted: bool) -> None:
    assert word(text).quoted is quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["a"]),
        ("'a b'", ["a b"]),
        ("*", ["*"]),
        ("$X", ["b", "c"]),
        ("${X}", ["b", "c"]),
        ('"$X"', ["b c"]),
        ('a"$X"d', ["ab cd"]),
        ("a${X}d", ["ab", "cd"]),
        ("a$B", ["a", "a"]),
        ("$B$B", ["a", "a"]),
        ("$E", []),
        ('"$E"', [""]),
        ("$E''", [""]),
        ("a$E", ["a"]),
        ("$PIP", ["python", "-m", "pip"]),
        ("torch==$V", ["torch==12.1.0"]),
        ("${E:-a b}", ["a", "b"]),
        ('"${E:-a b}"', ["a b"]),
        ('${E:-"a b"}', ["a b"]),
        ("${E:-'a b' c}", ["a b", "c"]),
        ("${E:-$X}", ["b", "c"]),
        ("${E:-${E:-$V}}", ["12.1.0"]),
        ('"${E:-}"', [""]),
        ("${E-a}", []),
        ("${V-a}", ["12.1.0"]),
        ("${V:-a}", ["12.1.0"]),
        ("${E:=a}", ["a"]),
        ("${V:?message}", ["12.1.0"]),
        ("${V?message}", ["12.1.0"]),
        ("${E:?message}", None),
        ("${V:+a}", ["a"]),
        ("${E:+a}", []),
        ('"${E:+a}"', [""]),
        ("${E+a}", ["a"]),
        ("${V%.*}", ["12.1"]),
        ("${V%%.*}", ["12"]),
        ("${V#*.}", ["1.0"]),
        ("${V##*.}", ["0"]),
        ("${V%.9}", ["12.1.0"]),
        ("${V#9}", ["12.1.0"]),
        ("${V%?}", ["12.1."]),
        ('${V%"*"}', ["12.1.0"]),
        ('"${V%%.*}"', ["12"]),
        ('"${V%".*"}"', ["12.1.0"]),
        ('"${P##*/}"', ["b.tar.gz"]),
        ('"${V//./-}"', ["12-1-0"]),
        ('"cu${V%.*}"', ["cu12.1"]),
        ("${P##*/}", ["b.tar.gz"]),
        ("${P%/*}", ["/opt/a"]),
        ("${BASE##*cuda:}", ["12.1.0-base"]),
        ("${V//./}", ["1210"]),
        ("${V/./}", ["121.0"]),
        ("${V//./-}", ["12-1-0"]),
        ("${V/1/$X}", ["b", "c2.1.0"]),
        ("${V//}", ["12.1.0"]),
        ("${V/#1/2}", None),
        ("${V//[0-9]/}", None),
        ("${V#[0-9]}", None),
        ("${V#*1*2*}", None),
        ("${V:0:2}", ["12"]),
        ("${V:3}", ["1.0"]),
        ("${V: -1}", None),
        ("${V:0:-1}", None),
        ("${V:$X}", None),
        ("${#V}", ["6"]),
        ("${V^^}", ["12.1.0"]),
        ("${X^^}", ["B", "C"]),
        ("${X,,}", ["b", "c"]),
        ("${X^}", None),
        ("${X@Q}", None),
        ("${X[0]}", None),
        ("${!X}", None),
        ("${#X[@]}", None),
        ("$U", None),
        ("${U:-a}", None),
        ("${E:-$U}", None),
        ("${V%$U}", None),
        ("$@", None),
        ("${@}", None),
        ("$1", None),
        ("$(a)", None),
        ("a`b`", None),
        ("$((1+1))", None),
        ("$[1]", None),
        ("<(a)", None),
        ("${}", None),
        ("${{ x }}", None),
        ("$\\\nV", ["12.1.0"]),
    ],
)
def test_fields(text: str, expected: list[str] | None) -> None:
    assert fields(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$U", ["$U"]),
        ("a$U/$V", ["a$U/12.1.0"]),
        ("$(cmd a b)$X", ["$(cmd a b)b", "c"]),
        ("${U:-a b}", ["${U:-a b}"]),
        ("`a`", ["`a`"]),
    ],
)
def test_what_is_unknown_is_kept_as_written(text: str, expected: list[str]) -> None:
    assert word(text).fields(VARIABLES.get, keep=True) == expected


def test_long_values_are_not_matched() -> None:
    for text in ("${A%b*}", "${A//a/b}"):
        assert word(text).fields(lambda name: "a" * 100_000) is None


def test_scripts() -> None:
    found = word('"$(a "${x:-$(b)}")`c`$(( $(d) ))"').scripts
    assert [[one.words[0].value for one in script.commands()] for script in found] == [["a", "b"], ["c"], ["d"]]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("a$U", "a"),
        ("torch==$V$U", "torch==12.1.0"),
        ("$U", ""),
        ("$X$U", ""),
        ('"$X$U"', "b c"),
        ("'a b'", "a b"),
        ("$B$U", ""),
    ],
)
def test_known_start(text: str, start: str) -> None:
    assert word(text).known_start(VARIABLES.get) == start
