"""The JSON form: when it is one, what its strings are and where they stand; lists that were meant as one."""

from __future__ import annotations

import pytest

from mlint.dockerfile.json_form import is_json_form
from tests.dockerfile.helpers import at, only, read, written


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ("[]", []),
        (' \u00a0[ "a" ,\t"b" ] ', ["a", "b"]),
        ('["", "\u00e9\U0001f600"]', ["", "\u00e9\U0001f600"]),
        (r'["\"\\\/\b\f\n\r\t"]', ['"\\/\b\f\n\r\t']),
        (r'["\u00e9\u2028x"]', ["\u00e9\u2028x"]),
        (r'["\ud83d\ude00", "a\uD83D\uDE00b"]', ["\U0001f600", "a\U0001f600b"]),
        (
            r'["\ud83d", "\ude00\ud83d", "\ud83d\u0041", "\ud83d\\u"]',
            ["\ufffd", "\ufffd\ufffd", "\ufffdA", "\ufffd\\u"],
        ),
        ('["]", "[", ","]', ["]", "[", ","]),
        ('["\udcff"]', ["\udcff"]),
        ('["\x1c\x85\u2028"]', None),
    ],
)
def test_strings(text: str, strings: list[str] | None) -> None:
    form = only("CMD " + text).json_form
    assert ([one.text for one in form.strings or ()] if form else None) == strings


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "]",
        '["a"] # c',
        '["a"]]',
        "['a']",
        '["a",]',
        '["C:\\windows"]',
        '["a\tb"]',
        '["a",\xa0"b"]',
        "[ -f x ]",
        "[NaN]",
        "[Infinity]",
        "[-Infinity]",
        "[1e400]",
        "[-1e400]",
        f"[{'9' * 400}]",
        '{"a": []}',
        '"a"',
        '["\\ud8"]',
        "[" * 40000 + "]" * 40000,
        '["\\u00g0"]',
        '["a" "b"]',
        "\ufeff[]",
    ],
)
def test_shell_form(text: str) -> None:
    assert not is_json_form(text)
    assert only("CMD " + text).json_form is None


@pytest.mark.parametrize("text", ["[1]", "[null]", '["a", ["b"]]', "[{}]", f"[{'9' * 300}]", "[1e300, -0.5]", "[true]"])
def test_a_list_of_something_else(text: str) -> None:
    cmd = only("CMD " + text)
    assert cmd.json_form is not None
    assert cmd.json_form.strings is None
    assert cmd.in_json_form
    assert cmd.arguments == ()


def test_who_knows_it() -> None:
    for name in ("RUN", "CMD", "ENTRYPOINT", "SHELL", "COPY", "ADD", "VOLUME", "HEALTHCHECK CMD"):
        assert only(name + ' ["a"]').in_json_form
    for name in ("USER", "EXPOSE", "FROM", "ENV A", "ONBUILD RUN", "HEALTHCHECK", "FOO"):
        assert not only(name + ' ["a"]').in_json_form


def test_places() -> None:
    dockerfile = read('CMD ["a", \\\n# c\n"b\\u00e9\\\nc\\\\", \\\n  "\\ud83d\\\n\\ude00", ""]\n')
    form = dockerfile.instructions[0].json_form
    assert form is not None
    assert form.strings is not None
    a, b, smile, empty = form.strings
    assert [one.text for one in form.strings] == ["a", "b\u00e9c\\", "\U0001f600", ""]
    assert at(dockerfile, a.span()) == "a"
    assert at(dockerfile, b.span()) == "b\\u00e9\\\nc\\\\"
    assert written(b, dockerfile.source) == ["b", "\\u00e9", "c", "\\\\"]
    assert at(dockerfile, b.span(1, 2)) == "\\u00e9"
    assert b.contiguous(0, 1)
    assert not b.contiguous(1, 2)
    assert at(dockerfile, smile.span()) == "\\ud83d\\\n\\ude00"
    assert dockerfile.source.text[empty.span().start - 1 : empty.span().end + 1] == '""'


class TestBrokenLists:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("['a', 'b']", ["a", "b"]),
            ('["a", "b",]', ["a", "b"]),
            ("[\u201ca\u201d, \u2018b\u2019]", ["a", "b"]),
            ("[a, b]", ["a", "b"]),
            ('["a" "b"]', ["a", "b"]),
            ('["C:\\app"]', ["C:\\app"]),
            ('["a",, "b"]', ["a", "b"]),
            ('["a\\"b", \'c\']', ['a\\"b', "c"]),
        ],
    )
    def test_clear_what_was_meant(self, text: str, words: list[str]) -> None:
        for name in ("CMD ", "ENTRYPOINT ", "RUN ", "HEALTHCHECK CMD "):
            broken = only(name + text).broken_list
            assert broken is not None
            assert broken.words == words
            assert broken.reason
            assert broken.text.text == text

    @pytest.mark.parametrize(
        "text", ['["a", "b"', '["a"] # c', '["a", "b"] && c', '["a"b"]', '["a", "b]', '["a\\" "b"]']
    )
    def test_not_clear(self, text: str) -> None:
        broken = only("CMD " + text).broken_list
        assert broken is not None
        assert broken.words is None

    @pytest.mark.parametrize(
        "text",
        [
            "[ -f x ]",
            "[ -f x ] || exit 1",
            '[ "$X" = "y" ]',
            '[ "$X" ] && y',
            "[[ a == b ]]",
            "[ab]*.sh",
            "[, a]",
            "['a]",
            "[a-z]",
            "a [b]",
            "[]",
            '["a"]',
            "[1]",
            "[",
            "[" * 1000,
            "",
        ],
    )
    def test_no_list(self, text: str) -> None:
        assert only("CMD " + text).broken_list is None

    def test_not_where_the_shell_form_is_all_there_is(self) -> None:
        assert only("USER ['a', 'b']").broken_list is None
        assert only("HEALTHCHECK NONE").broken_list is None
        assert read("RUN ['a', 'b'] <<E\nE\n").instructions[0].broken_list is None
