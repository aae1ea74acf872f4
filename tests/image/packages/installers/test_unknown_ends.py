"""Words of pip's command line that end in a variable which the file does not tell: what is known of them counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.context.requirements import Clause, read_unfinished
from tests.builds import at, build

if TYPE_CHECKING:
    from mlint.image.packages.installs import Install


def install(words: str) -> Install:
    (found,) = build(f"ENV KNOWN=1 C=cu121\nRUN pip install {words}\n").stages[0].installs("pip")
    return found


@pytest.mark.parametrize(
    ("words", "name", "extras", "specifier", "text"),
    [
        ("torch==$V", "torch", (), "==", "torch=="),
        ('"torch==${V}"', "torch", (), "==", "torch=="),
        ("'torch'==$V", "torch", (), "==", "torch=="),
        ("torch==$KNOWN.$V", "torch", (), "==", "torch==1."),
        ("torch==2.5.1+$V", "torch", (), "==", "torch==2.5.1+"),
        ('"torch>=2,<$V"', "torch", (), ">=2,<", "torch>=2,<"),
        ('"Torch_Vision[a,b]~=$V"', "torch-vision", ("a", "b"), "~=", "Torch_Vision[a,b]~="),
        ("torch===$(cat version)", "torch", (), "===", "torch==="),
        ('"torch == $V"', "torch", (), "==", "torch == "),
        ("\"torch==$V; python_version < '3.9'\"", "torch", (), "==", "torch=="),
    ],
)
def test_requirement(words: str, name: str, extras: tuple[str, ...], specifier: str, text: str) -> None:
    found = install(words)
    (requirement,) = found.requirements
    assert (requirement.name, requirement.extras, requirement.text) == (name, extras, text)
    assert requirement.specifier == specifier
    assert requirement.clauses[-1].version == ""
    assert requirement.exact_version is None
    assert requirement.pinned is (not specifier.startswith(">"))
    assert not requirement.literal
    assert not found.unknown
    assert found.names == {name}


@pytest.mark.parametrize(
    "words",
    ["torch$V", "$V", "$V==1", "torch[$V", "torch[$V]==1", "./$V", "git+https://x/y@$V", "torch@$V", '"torch; $V"'],
)
def test_nothing_is_known_without_an_operator(words: str) -> None:
    found = install(words)
    assert found.requirements == ()
    assert found.unknown


def test_place() -> None:
    found = build('RUN pip install \\\n  "torch==$V" numpy')
    (one,) = found.stages[0].installs()
    assert [at(found, requirement.span) for requirement in one.requirements] == ['"torch==$V"', "numpy"]
    assert [requirement.quoted for requirement in one.requirements] == [True, False]


def test_installers_with_unknown_versions_are_still_installers() -> None:
    assert install("pip==$V setuptools==$W").only_installers
    assert not install("pip==$V torch==$W").only_installers


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("torch==", (Clause("==", ""),)),
        ("torch>=2,<2.", (Clause(">=", "2"), Clause("<", ""))),
        ("torch", None),
        ("torch=", None),
        ("torch @ https://x/", None),
        ("torch==1; python_version > '3", None),
        ("-r", None),
        ("", None),
    ],
)
def test_read_unfinished(text: str, clauses: tuple[Clause, ...] | None) -> None:
    found = read_unfinished(text)
    assert (found.clauses if found else None) == clauses


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("--index-url=$URL torch", "--index-url"),
        ("--index-url=https://x/$URL torch", "--index-url"),
        ("--extra-index=$URL torch", "--extra-index-url"),  # pip takes beginnings
        ('"--index-url=$URL" torch', "--index-url"),
        ("-i$URL torch", None),
        ("-i https://x/$URL torch", "--index-url"),
        ("-Uihttps://x/$URL torch", "--index-url"),
        ("-r$FILE torch", "--requirement"),
        ("--requirement=$FILE torch", "--requirement"),
        ("--target=$DIR torch", "--target"),
        ("--no-cache-dir=$X torch", "--no-cache-dir"),
    ],
)
def test_option_with_an_unknown_value(words: str, option: str | None) -> None:
    found = install(words)
    assert [one.name for one in found.requirements] == ["torch"]
    option = option or "--index-url"
    (given,) = found.options[option]
    assert given.value is None
    assert given.unknown
    assert found.unknown is (option == "--requirement")
    assert found.indexes.unknown is ("index" in option)
    assert not found.uncertain


def test_place_of_an_option() -> None:
    found = build("RUN pip install --index-url=$URL --find-links https://x/$Y torch")
    (one,) = found.stages[0].installs()
    index, links = one.options["--index-url"][0], one.options["--find-links"][0]
    assert index.span is not None
    assert index.value_span == index.span
    assert at(found, index.span) == "--index-url=$URL"
    assert links.value_span is not None
    assert at(found, links.value_span) == "https://x/$Y"


@pytest.mark.parametrize("words", ["--$X torch", "--no-$X torch", "-$X torch", "-U$X torch", "--upgrade$X torch"])
def test_option_whose_end_is_unknown(words: str) -> None:
    found = install(words)
    assert "torch" in found.names
    assert found.uncertain or found.unknown


def test_option_before_the_verb() -> None:
    (one,) = build("RUN pip --cache-dir=$D install torch\nRUN pip $X install torch").stages[0].installs()
    assert one.options["--cache-dir"][0].unknown


def test_word_with_an_unknown_end_is_a_value_where_one_is_due() -> None:
    found = install("-r requirements-$X.txt -c c.txt --index-url --x=$Y torch")
    assert [one.path for one in found.requirement_files] == [None]
    assert [one.path for one in found.constraint_files] == ["c.txt"]
    assert found.indexes.unknown
    assert found.names == {"torch"}


def test_known_variables_leave_nothing_unknown() -> None:
    found = install("torch==$KNOWN.0 --index-url=https://download.pytorch.org/whl/$C")
    assert found.requirements[0].exact_version == "1.0"
    assert found.indexes.urls == ("https://download.pytorch.org/whl/cu121",)
    assert not found.unknown
