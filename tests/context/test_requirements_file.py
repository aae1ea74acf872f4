"""Requirements files, line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlint.context.requirements_file import RequirementsFile, read_requirements_file
from mlint.dockerfile.source import Span


def texts(made: RequirementsFile) -> list[str]:
    return [("-e " if one.editable else "") + one.text for one in made.requirements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("torch\nnumpy>=1\n", ["torch", "numpy>=1"]),
        ("\ufefftorch\r\nnumpy\r\n", ["torch", "numpy"]),
        ("# torch==1\n\n  # x\ntorch==2 # torch==3\n", ["torch==2"]),
        ("https://x/y.zip#egg=a\n", ["https://x/y.zip#egg=a"]),
        ("#\n\\\n", []),
        ("torch ; python_version < '3' # x", ["torch ; python_version < '3'"]),
        ("torch>=1, \\\n  <2\nnumpy", ["torch>=1,   <2", "numpy"]),
        ("torch \\\n# comment\nnumpy", ["torch", "numpy"]),
        ("torch \\", ["torch"]),
        ("  torch  ", ["torch"]),
        ("-e .\n--editable=./a[b]\n-e git+https://g/h#egg=h", ["-e .", "-e ./a[b]", "-e git+https://g/h#egg=h"]),
        ("-e . -e b", ["-e ."]),
        ("./local\n../x.whl", ["./local", "../x.whl"]),
        ("torch --hash=sha256:a", ["torch"]),
        ("torch==${VERSION}", ["torch==${VERSION}"]),
    ],
)
def test_requirements(text: str, expected: list[str]) -> None:
    assert texts(read_requirements_file(text)) == expected


def test_options() -> None:
    text = (
        "-r other.txt\n-rattached.txt\n--requirement=third.txt\n-c 'con straints.txt'\n-i https://i -f /w --pre\n"
        '--extra-index-url "https://e" # x\n--find https://l\n--pypi-url https://p\n-f a\\ b -- -r no\n-r a b - c\n'
    )
    made = read_requirements_file(text)
    assert made.values("--requirement") == ("other.txt", "attached.txt", "third.txt", "a")
    assert made.values("--constraint") == ("con straints.txt",)
    assert made.values("--index-url") == ("https://i", "https://p")
    assert made.values("--find-links") == ("/w", "https://l", "a b")
    assert made.values("--extra-index-url") == ("https://e",)
    assert [option.name for option in made.options if option.value is None] == ["--pre"]
    assert made.broken == ()
    for option in made.options:
        # As for a shell, what is quoted or escaped is an option all the same.
        assert text[option.span.start] in "-\\'\""
        if option.value_span and " " not in (option.value or ""):
            assert text[option.value_span.start : option.value_span.end].strip('"') == option.value


def test_options_of_a_requirement_are_not_of_the_file() -> None:
    text = "torch==1 \\\n    --hash=sha256:a \\\n    --hash sha256:b\nnumpy --no-index -r x\n--hash=sha256:c"
    made = read_requirements_file(text)
    torch, numpy = made.requirements
    assert torch.hashes == ("sha256:a", "sha256:b")
    assert text[torch.span.start : torch.span.end] == "torch==1"
    assert numpy.hashes == ()
    assert made.options == ()


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("--no-such-option", "--no-such-option"),
        ("-x", "-x"),
        ("--no", "--no"),
        ("--pre=1", "--pre=1"),
        ("-r", "-r"),
        ("-r 'open", "-r 'open"),
        ("-r a\\", "-r a\\"),
        ("torch==", "torch=="),
        ("torch numpy", "torch numpy"),
    ],
)
def test_broken_lines(line: str, broken: str) -> None:
    text = f"numpy\n{line}  # comment\npandas"
    made = read_requirements_file(text)
    assert [text[span.start : span.end] for span in made.broken] == [broken]
    assert texts(made) == ["numpy", "pandas"]


def test_quotes_and_escapes_of_values() -> None:
    made = read_requirements_file('-f "a\\"b\\c" -r \'a\\b\'')
    assert made.values("--find-links") == ('a"b\\c',)
    assert made.values("--requirement") == ("a\\b",)


def test_places() -> None:
    text = "numpy\ntorch \\\n  >=1 # x\n-e  .\n"
    numpy, torch, here = read_requirements_file(text).requirements
    assert (numpy.span, numpy.literal) == (Span(0, 5), True)
    assert (text[torch.span.start : torch.span.end], torch.literal) == ("torch \\\n  >=1", False)
    assert text[here.span.start : here.span.end] == "."


LINES = st.lists(
    st.sampled_from(
        ["torch", ">=1", " ", "#c", " #", "\\\n", "\n", "\r\n", "-r a", "--hash=x:y", "-e .", "'", "\\", "-", "=", "\t"]
    ),
    max_size=10,
).map("".join)


@given(LINES)
def test_every_place_holds_what_it_says(text: str) -> None:
    made = read_requirements_file(text)
    for one in made.requirements:
        assert 0 <= one.span.start < one.span.end <= len(text)
        if one.literal:
            assert text[one.span.start : one.span.end] == one.text
    for option in made.options:
        # As for a shell, what is quoted or escaped is an option all the same.
        assert text[option.span.start] in "-\\'\""
    for span in made.broken:
        assert span.start < span.end
