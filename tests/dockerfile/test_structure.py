"""The split that dockerfile-parse makes: its masks, and what happens when it disagrees."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.lines import Lines
from mlint.dockerfile.source import Source
from mlint.dockerfile.structure import Item, split_instructions
from tests.dockerfile.helpers import read, read_everything


def split(text: str) -> tuple[list[Item], bool]:
    return split_instructions(Lines(Source("Dockerfile", text.encode())))


def test_the_version_that_the_masks_are_made_for() -> None:
    # Another one may read masked lines in another way: try the cases below before the bound is moved.
    assert version("dockerfile-parse").startswith("2.0.")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("RUN cat <<EOF > /x\na \\\n# b\nEOF\nUSER x", [("RUN", 1, 4, "cat <<EOF > /x"), ("USER", 5, 5, "x")]),
        ("RU\\\nN b \\\n   c\nUSER x", [("RUN", 1, 3, "b    c"), ("USER", 4, 4, "x")]),
        (
            "# escape=`\nRUN b `\n c\nCOPY d C:\\\nUSER x",
            [("RUN", 2, 3, "b  c"), ("COPY", 4, 4, "d C:\\"), ("USER", 5, 5, "x")],
        ),
        ("RUN a \\\n\n  b\nUSER x", [("RUN", 1, 3, "a   b"), ("USER", 4, 4, "x")]),
        ("RUN a \\\n# b\n", [("RUN", 1, 2, "a")]),
        ("RUN a \\", [("RUN", 1, 1, "a")]),
        ("RUN a \\\\\nUSER x", [("RUN", 1, 1, "a \\\\"), ("USER", 2, 2, "x")]),
        ("RUN a \\\v\nUSER x", [("RUN", 1, 1, "a \\"), ("USER", 2, 2, "x")]),
        ("\ufeff# escape=`\nRUN a\\\nUSER x", [("RUN", 2, 2, "a\\"), ("USER", 3, 3, "x")]),
        ("\\\nFROM a\n\\", [("FROM", 1, 2, "a"), ("", 3, 3, "")]),
        ("FROM a\nCMD", [("FROM", 1, 1, "a"), ("CMD", 2, 2, "")]),
        ("# check=skip=all\n# escape=`\nRUN a `\nb", [("RUN", 3, 4, "a b")]),
        ("RUN\u00a0a b\nRUN \x1ca\x1fb", [("RUN\u00a0A", 1, 1, "b"), ("RUN", 2, 2, "\x1ca\x1fb")]),
        ("COMMENT a\n# b\nUSER x", [("COMMENT", 1, 1, "a"), ("USER", 3, 3, "x")]),
        ("RUN a \\\n# b\n c\nUSER x", [("RUN", 1, 3, "a  c"), ("USER", 4, 4, "x")]),
        ("# escape=`\nRUN a `", [("RUN", 2, 2, "a")]),
        ("RUN <<E\\", [("RUN", 1, 1, "<<E")]),
        ("", []),
        ("# only\n", []),
    ],
)
def test_masks(text: str, items: list[tuple[str, int, int, str]]) -> None:
    found, agree = split(text)
    assert agree
    assert [tuple(item) for item in found] == items
    read_everything(text.encode())


@pytest.mark.parametrize("char", ["\ufdd0", "\ufdd1", "\ufdd4"])
def test_characters_that_the_masks_use(char: str) -> None:
    found, agree = split(f"RUN a{char} \\\n\n b\x1c\\\\\nUSER {char}x\nCMD")
    assert agree
    assert [item.value for item in found] == [f"a{char}  b\x1c\\\\", f"{char}x", ""]


@pytest.mark.parametrize("lines", [998, 1000, 1001, 5000])
def test_long_instructions(lines: int) -> None:
    found, agree = split("FROM a\nRUN a \\\n" + "# c\n\n b\\\n" * (lines // 3) + " c\nUSER x\n")
    assert agree
    assert [item.name for item in found] == ["FROM", "RUN", "USER"]
    assert found[1].value == "a " + " b" * (lines // 3) + " c"
    assert found[2].first == found[1].last + 1 == lines // 3 * 3 + 4


def test_long_instructions_with_a_heredoc() -> None:
    found, agree = split("RUN a \\\n" * 1500 + "<<E\nbody\nE\nUSER x\n")
    assert agree
    assert [(item.first, item.last) for item in found] == [(1, 1503), (1504, 1504)]


class _Forgetful(Lines):
    """A line machine that loses its last instruction, so that the two parsers disagree."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.logical.pop()


class _Inventive(Lines):
    """A line machine that says the first instruction twice."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.logical.insert(0, self.logical[0])


@pytest.mark.parametrize(
    ("machine", "names"), [(_Forgetful, ["FROM", "RUN"]), (_Inventive, ["FROM", "FROM", "RUN", "CMD"])]
)
def test_the_line_machine_counts_where_they_disagree(machine: type[Lines], names: list[str]) -> None:
    found, agree = split_instructions(machine(Source("Dockerfile", b"FROM a\nRUN b\\\n c\nCMD d\n")))
    assert not agree
    assert [item.name for item in found] == names


def test_a_file_of_everything_agrees() -> None:
    dockerfile = read("\ufeff# escape=`\n\nFROM a`\n\n# c\n AS b\nRUN`\n c \\\nCOPY <<E f /d\nE \n\x1d\nE\nCMD")
    assert dockerfile.parser_agrees
    assert isinstance(dockerfile, Dockerfile)
    assert [repr(one) for one in dockerfile.instructions] == ["FROM@3", "RUN@7", "COPY@9", "CMD@13"]
