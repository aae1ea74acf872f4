"""Option reading for every kind of parser, and the data it rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlint.dockerfile.source import Span
from mlint.image.packages.installers.options import ARGPARSE, EXACT, OPTPARSE, Style, Words, read_options
from mlint.knowledge import conda_options, options, project_options
from mlint.knowledge.conda_options import CONDA, MAMBA, MAMBA_COMMANDS
from mlint.knowledge.options import APT, PIP, PIP_NAMES, Arity
from mlint.knowledge.project_options import UV
from mlint.shell.commands import Argument


def read(text: str, arity: Arity, style: Style, *, leading: bool = False) -> Words:
    arguments = []
    at = 0
    for word in text.split():
        arguments.append(Argument(None if word == "?" else word, Span(at, at + len(word))))
        at += len(word) + 1
    return read_options(arguments, arity, style, leading=leading)


def shown(words: Words) -> str:
    options = [f"{option.name}={option.value}" if option.value_span else option.name for option in words.options]
    return " ".join([*options, "|", *[word.value or "?" for word in words.positionals]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-r -x y", "-r=-x | y"),
        ("-r ? y", "-r=None | y"),
        ("-qqr=a y", "-q -q -r=a | y"),
        ("-", "| -"),
        ("a -- -r b", "| a -r b"),
        ("--no-cache-dir=1", "--no-cache-dir=1 |"),
    ],
)
def test_optparse(text: str, expected: str) -> None:
    assert shown(read(text, PIP["install"], OPTPARSE)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-p -q x", "-p -q | x"),
        ("-p=3.12 x", "-p=3.12 | x"),
        ("-qp3.12 x", "-q -p=3.12 | x"),
        ("--index x y", "--index=x | y"),
        ("--no-cac x", "--no-cac | x"),
    ],
)
def test_clap(text: str, expected: str) -> None:
    words = read(text, UV, EXACT)
    assert shown(words) == expected
    assert words.uncertain == ("--no-cac" in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-yn env -c conda-forge numpy", "-y -n=env -c=conda-forge | numpy"),
        ("--fil x numpy", "--file=x | numpy"),
        ("--overr x", "--overr | x"),
    ],
)
def test_argparse(text: str, expected: str) -> None:
    assert shown(read(text, CONDA["install"], ARGPARSE)) == expected


def test_options_of_several_words() -> None:
    assert shown(read("--set always_yes true x", CONDA["config"], ARGPARSE)) == "--set=always_yes --set=true | x"
    assert shown(read("--add channels", CONDA["config"], ARGPARSE)) == "--add=channels |"
    assert shown(read("--show a b --json c", CONDA["config"], ARGPARSE)) == "--show=a --show=b --json | c"
    assert shown(read("--rc-file a b", MAMBA, EXACT)) == "--rc-file=a --rc-file=b |"
    assert shown(read("--show --json", CONDA["config"], ARGPARSE)) == "--show --json |"
    assert "-f" in MAMBA_COMMANDS["env update"].many


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-y yes curl", "-y=yes | curl"),
        ("-y curl", "-y | curl"),
        ("-qqy curl", "-q -q -y | curl"),
        ("-q 2 curl", "-q=2 | curl"),
        ("-q=2 curl", "-q=2 | curl"),
        ("--quiet curl", "--quiet | curl"),
        ("--yes=no curl", "--yes=no | curl"),
        ("-yt stable curl", "-y -t=stable | curl"),
        ("-oDir::Cache=x curl", "-o=Dir::Cache=x | curl"),
        ("-q", "-q |"),
    ],
)
def test_apt(text: str, expected: str) -> None:
    assert shown(read(text, APT, EXACT)) == expected


def test_leading_options() -> None:
    words = read("-q --proxy x install -q", PIP[""], OPTPARSE, leading=True)
    assert shown(words) == "-q --proxy=x |"
    assert [word.value for word in words.rest] == ["install", "-q"]
    assert [word.value for word in read("-- install", PIP[""], OPTPARSE, leading=True).rest] == ["install"]
    assert [word.value for word in read("? x", PIP[""], OPTPARSE, leading=True).rest] == [None, "x"]


@given(
    st.lists(
        st.sampled_from(["-r", "-Ur", "--", "-", "-q", "--x=y", "--index", "a", "?", "-=", "--=", "-é"]), max_size=8
    )
)
def test_no_word_is_lost(words: list[str]) -> None:
    """Every word is an option, a value or a positional, each once."""
    for style in (OPTPARSE, ARGPARSE, EXACT):
        made = read(" ".join(words), PIP["install"], style)
        assert not made.rest
        places = {place for option in made.options for place in (option.span, option.value_span)}
        places |= {word.span for word in made.positionals}
        covered = {at for place in places if place for at in range(place.start, place.end)}
        text = " ".join(words)
        missing = "".join(char for at, char in enumerate(text) if at not in covered and char != " ")
        assert missing in ("", "--")


def test_no_option_has_two_arities() -> None:
    known = [value for module in (conda_options, options, project_options) for value in vars(module).values()]
    tables = [value for value in known if isinstance(value, dict)]
    arities = [one for one in known if isinstance(one, Arity)]
    arities += [one for table in tables for one in table.values() if isinstance(one, Arity)]
    assert len(arities) > 30
    for arity in arities:
        kinds = list(arity)
        assert sum(len(kind) for kind in kinds) == len(frozenset().union(*kinds))
        assert all(name.startswith("-") for kind in kinds for name in kind)


def test_names_are_options() -> None:
    known = {name for arity in PIP.values() for kind in arity for name in kind}
    assert set(PIP_NAMES) <= known
    assert set(PIP_NAMES.values()) <= known
    assert not set(PIP_NAMES) & set(PIP_NAMES.values())
