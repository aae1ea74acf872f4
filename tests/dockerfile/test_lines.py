"""The line machine: directives, comments, continuations, heredoc bodies, the length of lines."""

from __future__ import annotations

import pytest

from tests.dockerfile.helpers import at, messages, only, read, read_everything

LIMIT = "this line is longer than 65535 bytes, which BuildKit refuses"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("RUN a \\\nb", "RUN a b"),
        ("RUN a\\\nb", "RUN ab"),
        ("RUN a \\ \t\r\n  b", "RUN a   b"),
        ("RUN a \\\n# c \\\n\n  \t\n b", "RUN a  b"),
        ("RUN 'a \\\n  # c\nb'", "RUN 'a b'"),
        ("RUN a \\ \\\nb", "RUN a \\ b"),
        ("RU\\\nN b", "RUN b"),
        ("\\\nRUN b", "RUN b"),
        ("RUN a \\\n\\\n\\\nb", "RUN a b"),
        ("  RUN a", "RUN a"),
        ("RUN a \\", "RUN a "),
        ("# escape=`\nRUN a `\n b \\", "RUN a  b \\"),
    ],
)
def test_joined_lines(text: str, joined: str) -> None:
    dockerfile = read_everything(text.encode())
    (instruction,) = dockerfile.instructions
    assert instruction.logical.text.text == joined
    assert instruction.last_line == dockerfile.source.line_count


@pytest.mark.parametrize("end", ["\\\\", "\\\\\\", "\\\v", "\\\f", "\\\u00a0", "`", "# c"])
def test_no_continuation(end: str) -> None:
    assert len(read(f"RUN a {end}\nRUN b\n").instructions) == 2


def test_blank_and_comment_lines_inside_are_kept_apart() -> None:
    dockerfile = read("RUN a \\\n\n# one\n \\\n  # two\n  b\n# three\n\nUSER x\n")
    logical = dockerfile.instructions[0].logical
    assert (logical.first, logical.last) == (1, 6)
    assert logical.blank_lines == (2,)
    assert logical.comment_lines == (3, 5)
    assert [(comment.line, comment.text) for comment in dockerfile.comments] == [
        (3, "# one"),
        (5, "# two"),
        (7, "# three"),
    ]
    assert [at(dockerfile, comment.span) for comment in dockerfile.comments] == ["# one", "# two", "# three"]


def test_open_at_the_end_of_the_file() -> None:
    instruction = only("RUN a \\\n# c\n\n")
    assert instruction.logical.open_at_end
    assert instruction.last_line == 3
    assert not only("RUN a\n").logical.open_at_end


class TestDirectives:
    def test_all_three_in_any_order(self) -> None:
        dockerfile = read("#SYNTAX = docker/dockerfile:1 \r\n\u00a0# check=skip=all\n# escape=`\nFROM a\n")
        found = [(one.name, one.value, one.line) for one in dockerfile.directives]
        assert found == [("syntax", "docker/dockerfile:1", 1), ("check", "skip=all", 2), ("escape", "`", 3)]
        assert [at(dockerfile, one.span) for one in dockerfile.directives][1:] == ["# check=skip=all", "# escape=`"]
        assert dockerfile.windows_paths
        assert not dockerfile.comments

    @pytest.mark.parametrize("before", ["\n", "# comment\n", "#!x\n", "# unknown=1\n", "# syntax=\n", "FROM b\n"])
    def test_the_first_other_line_ends_them(self, before: str) -> None:
        dockerfile = read(before + "# escape=`\nFROM a\n")
        assert dockerfile.escape == "\\"
        assert dockerfile.directives == []

    @pytest.mark.parametrize("value", ["x", "` # note", "\\\\"])
    def test_escape_is_one_of_two(self, value: str) -> None:
        assert messages(f"# escape={value}\nFROM a\n") == ["the escape character must be \\ or `"]

    def test_twice(self) -> None:
        text = "# escape=`\n# escape=\\\nFROM a\n"
        assert messages(text) == ["the parser directive 'escape' may stand only once"]
        assert read(text).escape == "`"


class TestHeredocs:
    def test_bodies_in_order(self) -> None:
        dockerfile = read("RUN <<A 3<<-'B C' cat \\\n# c\n -\nx \\\n# no comment\nA\n\ty\n\tB C\nUSER x\n")
        run = dockerfile.instructions[0]
        first, second = run.heredocs
        assert at(dockerfile, first.body) == "x \\\n# no comment\n"
        assert at(dockerfile, first.terminator) == "A"
        assert at(dockerfile, second.body) == "\ty\n"
        assert at(dockerfile, second.terminator) == "\tB C"
        assert (second.start.name, second.start.descriptor) == ("B C", "3")
        assert (first.start.expand, first.start.chomp, second.start.expand, second.start.chomp) == (
            True,
            False,
            False,
            True,
        )
        assert (run.first_line, run.logical.last_of_text, run.last_line) == (1, 3, 8)
        assert at(dockerfile, run.span).endswith("\tB C")
        assert at(dockerfile, run.text_span).endswith("\n -")
        assert [comment.line for comment in dockerfile.comments] == [2]

    def test_only_the_first_of_several_open_ones_is_told(self) -> None:
        text = "FROM a\nRUN <<A <<B <<C\nA\nb\n"
        assert messages(text) == ["the heredoc 'B' is not closed before the end of the file"]
        assert [at(read(text), heredoc.body) for heredoc in read(text).instructions[1].heredocs] == ["", "b\n", ""]

    def test_an_unreadable_line_has_none(self) -> None:
        logical = read("FROM a\nRUN <<EOF # don't\nx\nEOF\n").instructions[1].logical
        assert logical.unreadable_heredoc
        assert logical.heredocs == ()
        assert not read("RUN echo <<<x\n").instructions[0].logical.unreadable_heredoc

    @pytest.mark.parametrize("text", ["ENV A=<<E\n", 'RUN ["a", "<<E"]\n', "ONBUILD ONBUILD RUN <<E\n", "CMD <<E\n"])
    def test_where_there_are_none(self, text: str) -> None:
        assert only(text).heredocs == ()

    def test_on_a_very_long_line(self) -> None:
        run = only("RUN " + "x \\\n" * 40_000 + "<<E\nbody\nE\n")
        assert [heredoc.start.name for heredoc in run.heredocs] == ["E"]


class TestLineLength:
    @pytest.mark.parametrize("prefix", ["RUN ", "# ", "\ufeffRUN ", "FROM a\nRUN <<E\n"])
    @pytest.mark.parametrize("char", ["x", "\u00e9", "\U0001f600", "\udcff"])
    @pytest.mark.parametrize("end", ["", "\n", "\r\n"])
    def test_bytes_are_counted_without_the_line_feed(self, prefix: str, char: str, end: str) -> None:
        width = len(char.encode("utf-8", "surrogateescape"))
        used = len(prefix.split("\n")[-1].encode()) + end.count("\r")
        fits = prefix + char * ((65_535 - used) // width)
        fits += "x" * ((65_535 - used) % width)
        for text, expected in ((fits + end, 0), (fits + "x" + end, 1)):
            found = [problem.message for problem in read(text).line_problems]
            assert found.count(LIMIT) == expected

    def test_the_place_is_the_line(self) -> None:
        dockerfile = read("FROM a\nRUN " + "x" * 70_000 + "\nUSER b\n" + "#" * 70_000)
        assert [dockerfile.source.position(problem.span.start).line for problem in dockerfile.line_problems] == [2, 4]
        assert len(dockerfile.instructions) == 3
