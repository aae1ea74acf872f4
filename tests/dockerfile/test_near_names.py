"""Names that were probably meant."""

from __future__ import annotations

import pytest

from mlint.dockerfile.near_names import near_name


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("PAHT", ["HOME", "PATH"], "PATH"),
        ("MYARCH", ["MY_OS", "MY_ARCH"], "MY_ARCH"),
        ("DIR", ["DIRS", "DIRST"], "DIRS"),
        ("CUDA", [], None),
        ("version", ["BUILDOSVERSION"], None),
        ("A", ["B", "CD"], None),
        ("TAG", ["TAG_OF_IMAGE"], None),
    ],
)
def test_near_name(name: str, known: list[str], found: str | None) -> None:
    assert near_name(name, known) == found


def test_fewer_letters() -> None:
    assert near_name("PAHT", ["PATH"], 1) is None
    assert near_name("MODEL_DIRS", ["MODEL_DIR"], 1) == "MODEL_DIR"
