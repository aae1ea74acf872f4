"""environment.yml."""

from __future__ import annotations

import pytest

from mlint.context.environment_file import EnvironmentFile, read_environment_file

TEXT = """\
name: ml
channels:
  - pytorch
  - "conda-forge"
  - {x: 1}
dependencies:
  - python=3.11
  - pytorch::pytorch>=2.1  # comment
  - "cudatoolkit"
  - pip
  - pip:
      - torch==2.5.1
      - "transformers>=4"
      - -r requirements.txt
      - --extra-index-url https://x/whl
      - -e .
      - '?'
      - [x]
  - other: [y]
prefix: /opt/conda
"""


def read(text: str) -> EnvironmentFile:
    found = read_environment_file(text)
    assert found is not None
    return found


@pytest.mark.parametrize("text", [TEXT, "\ufeff" + TEXT.replace("\n", "\r\n")])
def test_environment(text: str) -> None:
    found = read(text)
    assert (found.name, found.prefix) == ("ml", "/opt/conda")
    assert [one.name for one in found.channels] == ["pytorch", "conda-forge"]
    assert [text[slice(*one.span)] for one in found.channels] == ["pytorch", "conda-forge"]
    assert [one.name for one in found.packages] == ["python", "pytorch", "cudatoolkit", "pip"]
    assert [text[slice(*one.span)] for one in found.packages] == [one.text for one in found.packages]
    assert all(one.literal for one in found.packages)
    assert [one.text for one in found.pip] == ["torch==2.5.1", "transformers>=4", "."]
    assert [text[slice(*one.span)] for one in found.pip] == ["torch==2.5.1", "transformers>=4", "."]
    assert [(one.name, one.value) for one in found.pip_options] == [
        ("--requirement", "requirements.txt"),
        ("--extra-index-url", "https://x/whl"),
    ]
    first = found.pip_options[0]
    assert first.value_span is not None
    assert text[slice(*first.value_span)] == "requirements.txt"


def test_text_that_is_folded() -> None:
    text = "dependencies:\n  - pip:\n    - >-\n      torch>=1,\n      <2\n  - >-\n    numpy\n    >=1\n"
    found = read(text)
    assert [one.name for one in found.pip] == ["torch"]
    assert found.pip[0].literal is False
    assert "torch" in text[slice(*found.pip[0].span)]
    assert found.packages[0].literal is False


@pytest.mark.parametrize("text", ["", "a: [", "a: *b", "- " * 20_000, "x: \0"])
def test_broken(text: str) -> None:
    assert read_environment_file(text) is None


@pytest.mark.parametrize("text", ["x", "[a]", "dependencies: x", "dependencies: {pip: x}\nchannels: 1\nname: [a]"])
def test_wrong_types(text: str) -> None:
    found = read(text)
    assert (found.name, found.channels, found.packages, found.pip) == (None, (), (), ())
