"""Names, flags, words, pairs and mounts."""

from __future__ import annotations

import pytest

from mlint.dockerfile.arguments import flag_ranges, name_range, read_mount, skip_flags, split_name
from tests.dockerfile.helpers import at, only, read, written


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("RUN a b", "RUN", "a b"),
        ("  run\t\v\f\ra", "run", "a"),
        ("RUN\u00a0a b", "RUN\u00a0a", "b"),
        ("CMD", "CMD", ""),
        ("", "", ""),
        ("RUN \x1ca", "RUN", "\x1ca"),
    ],
)
def test_names(text: str, name: str, value: str) -> None:
    assert split_name(text) == (name, value)
    assert name_range(text.strip())[0] == len(name)


class TestFlags:
    @pytest.mark.parametrize(
        ("text", "flags", "rest"),
        [
            ("a --b", [], "a --b"),
            ("--a --b=c d", ["--a", "--b=c"], "d"),
            ("\u00a0--a\u3000b", ["--a"], "b"),
            ("-- --a b", [], "--a b"),
            ('--"" --a b', [], "--a b"),
            ("--'' a", [], "a"),
            ('--"\'" a', ["--'"], "a"),
            ("--- a", ["---"], "a"),
            ("--a='b c' d", ["--a=b c"], "d"),
            ('--a="b\\"c" d', ['--a=b"c'], "d"),
            ("--a=b\\ c d", ["--a=b c"], "d"),
            ("--a='b\\'c d", ["--a=b'c d"], ""),
            ('--a="it\'s" d', ["--a=it's"], "d"),
            ('--a="b c', ["--a=b c"], ""),
            ("--a\x1cb c", ["--a\x1cb"], "c"),
            ("", [], ""),
        ],
    )
    def test_cut_and_unquoted(self, text: str, flags: list[str], rest: str) -> None:
        run = only("RUN " + text)
        assert [flag.text.text for flag in run.flags] == flags
        assert run.arguments_text.text == rest
        assert skip_flags(text, "\\").strip() == rest

    def test_an_escape_at_the_very_end_is_dropped(self) -> None:
        assert [flag.text.text for flag in only("RUN --a\\\v").flags] == ["--a"]
        assert flag_ranges("--a\\", "\\") == ([(0, 4)], 4)

    def test_the_escape_token_counts(self) -> None:
        copy = read("# escape=`\nCOPY --chown=a` b --from=c\\ d e\n").instructions[0]
        assert [(flag.name, flag.value) for flag in copy.flags] == [("chown", "a b"), ("from", "c\\")]

    def test_places(self) -> None:
        dockerfile = read('FROM a\nCOPY --from="b\\\nc" \\\n# x\n --link d /e\n')
        copy = dockerfile.instructions[1]
        first, second = copy.flags
        assert (first.name, first.value, second.name, second.value) == ("from", "bc", "link", None)
        assert at(dockerfile, first.span) == '--from="b\\\nc"'
        assert written(first.text, dockerfile.source) == ["--from=", "b", "c"]
        assert at(dockerfile, second.span) == "--link"

    def test_the_last_one_of_a_name(self) -> None:
        copy = only("COPY --from=a --from=b c d")
        found = copy.flag("from")
        assert found is not None
        assert found.value == "b"
        assert copy.flag("chown") is None


class TestMounts:
    def test_kinds_of_keys(self) -> None:
        run = only('RUN --mount=TYPE=Cache,Target=/x,from=b,src=/y,ro --mount="a b" --mount --network=none x\n')
        cache, plain = run.mounts
        assert (cache.type, cache.target, cache.source, cache.source_stage) == ("cache", "/x", "/y", "b")
        assert cache.options == {"type": "Cache", "target": "/x", "from": "b", "src": "/y", "ro": ""}
        assert cache.span == run.flags[0].span
        assert (plain.type, plain.target, plain.source, plain.source_stage) == ("bind", None, None, None)

    @pytest.mark.parametrize(
        ("value", "options"),
        [
            ("type=secret,id=a", {"type": "secret", "id": "a"}),
            ('type=secret,"id=a,b"', {"type": "secret", "id": "a,b"}),
            ('"id=a""b",x', {"id": 'a"b', "x": ""}),
            ("dst=/a,destination=/b", {"dst": "/a", "destination": "/b"}),
            ("id=$X", {"id": "$X"}),
            (" id=a, b=c", {"id": "a", "b": "c"}),
            ("", {"": ""}),
            ("a,,b", {"a": "", "": "", "b": ""}),
            ('id="a"', None),
            ('"id=a"x', None),
            ('"id=a', None),
            ('a,"', None),
        ],
    )
    def test_one_record_of_fields(self, value: str, options: dict[str, str] | None) -> None:
        escaped = value.replace('"', '\\"').replace(" ", "\\ ")
        flag = only(f"RUN --mount={escaped} x").flags[0]
        assert flag.value == value
        mount = read_mount(flag)
        assert (mount.options if mount else None) == options

    def test_no_value(self) -> None:
        assert read_mount(only("RUN --mount x").flags[0]) is None


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("COPY a\tb\v\fc\rd", ["a", "b", "c", "d"]),
            ("COPY a\u00a0b c", ["a\u00a0b", "c"]),
            ('VOLUME "/a b"', ['"/a', 'b"']),
            ("FROM a AS b", ["a", "AS", "b"]),
            ("FROM \u3000a", ["a"]),
            ('EXPOSE ["80"]', ['["80"]']),
            ("USER a b", ["a b"]),
            ("USER", []),
            ("RUN  a  b ", ["a  b"]),
            ("ARG A B=c \"D=e f\" G='\\' H=i\\ j", ["A", "B=c", '"D=e f"', "G='\\'", "H=i\\ j"]),
            ('ARG A="b c', ['A="b c']),
            ("ARG A\u00a0B", ["A", "B"]),
            ("HEALTHCHECK none", ["none"]),
            ("HEALTHCHECK --retries=3 CMD  a b ", ["CMD", "a b"]),
            ('HEALTHCHECK CMD ["a", "b"]', ["CMD", "a", "b"]),
            ("HEALTHCHECK CMD [1]", ["CMD"]),
            ("HEALTHCHECK", []),
            ("ENV a=b", []),
            ("ONBUILD RUN a", []),
        ],
    )
    def test_arguments(self, text: str, words: list[str]) -> None:
        assert [argument.text for argument in only(text).arguments] == words

    def test_an_escape_at_the_very_end_is_dropped(self) -> None:
        assert [argument.text for argument in only("ARG A=b\\\v").arguments] == ["A=b"]
        assert [argument.text for argument in only("ARG A \\\v").arguments] == ["A"]
        assert only("LABEL a=b \\\v").unpaired_word is None
        assert only("ENV \\\v").unpaired_word is None

    def test_health_command(self) -> None:
        command = only("HEALTHCHECK --interval=3s cmd --curl x\n").health_command
        assert command is not None
        assert command.text == "--curl x"
        assert only("HEALTHCHECK NONE").health_command is None
        assert only("CMD CMD a").health_command is None

    def test_trigger(self) -> None:
        dockerfile = read("ONBUILD copy --from=a \\\n b c\n")
        outer = dockerfile.instructions[0]
        inner = outer.trigger
        assert inner is not None
        assert (inner.name, inner.flags[0].value, [word.text for word in inner.arguments]) == ("COPY", "a", ["b", "c"])
        assert at(dockerfile, inner.name_span) == "copy"
        assert (inner.first_line, inner.last_line) == (1, 2)
        assert only("ONBUILD").trigger is None
        assert only("RUN a").trigger is None
        assert repr(inner) == "COPY@1"


class TestPairs:
    @pytest.mark.parametrize(
        ("text", "pairs"),
        [
            ("ENV A=b C='d e' F=", [("A", "b"), ("C", "'d e'"), ("F", "")]),
            ('ENV "A B=c"', [('"A B', 'c"')]),
            ("ENV A=b=c", [("A", "b=c")]),
            ('ENV A=b\\ c D="\\""', [("A", "b\\ c"), ("D", '"\\""')]),
            ("ENV =b", [("", "b")]),
            ("ENV", []),
            ("ARG A", [("A", None)]),
            ("ARG A=", [("A", "")]),
            ("LABEL a=b\u00a0c=d", [("a", "b"), ("c", "d")]),
        ],
    )
    def test_new_form(self, text: str, pairs: list[tuple[str, str | None]]) -> None:
        instruction = only(text)
        assert [(pair.key, pair.value) for pair in instruction.assignments] == pairs
        assert not any(pair.legacy for pair in instruction.assignments)
        assert instruction.unpaired_word is None

    @pytest.mark.parametrize(("text", "value"), [("b c  d", "b c  d"), ("=b", "=b"), ("'b' # c", "'b' # c")])
    def test_old_form(self, text: str, value: str) -> None:
        (pair,) = only("ENV A \t " + text).assignments
        assert (pair.key, pair.value, pair.legacy) == ("A", value, True)

    @pytest.mark.parametrize(
        ("text", "word", "before"),
        [("A", "A", 0), ("A=b C D=e", "C", 1), ("A=b # c", "#", 1), ("A\u00a0b", "A\u00a0b", 0)],
    )
    def test_a_word_without_its_equals_sign(self, text: str, word: str, before: int) -> None:
        instruction = only("LABEL " + text)
        assert instruction.unpaired_word is not None
        assert instruction.unpaired_word.text == word
        assert len(instruction.assignments) == before

    def test_places(self) -> None:
        dockerfile = read('ENV A=b \\\n# c\n "D E"="f\\\n g"\nARG H\nENV I j\n')
        env, arg, old = dockerfile.instructions
        second = env.assignments[1]
        assert at(dockerfile, second.span) == '"D E"="f\\\n g"'
        assert at(dockerfile, second.key_span) == '"D E"'
        assert at(dockerfile, second.value_span) == '"f\\\n g"'
        lone = arg.assignments[0]
        assert at(dockerfile, lone.key_span) == "H"
        assert (at(dockerfile, lone.value_span), lone.value_span.start) == ("", lone.key_span.end)
        assert at(dockerfile, old.assignments[0].value_span) == "j"
