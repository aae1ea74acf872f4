"""Requirements and the Pythons that have wheels for them."""

from __future__ import annotations

import pytest

from mlint.context.requirements import read_requirement
from mlint.image.packages.wheels import NoWheel, no_wheel, releases


def found(text: str, python: str) -> NoWheel | None:
    requirement = read_requirement(text)
    assert requirement
    return no_wheel(requirement, python)


@pytest.mark.parametrize(
    ("text", "python", "pythons", "release"),
    [
        ("torch==1.13.1", "3.12", "3.7 3.8 3.9 3.10 3.11", "2.2.0"),
        ("torch==1.13.1+cu117", "3.12", "3.7 3.8 3.9 3.10 3.11", "2.2.0"),
        ("torch==2.9.0", "3.9", "3.10 3.11 3.12 3.13 3.14", "2.8.0"),
        ("torch>=2.9", "3.9", "3.10 3.11 3.12 3.13 3.14 3.15", "2.8.0"),
        ("torch>=2.0,<2.2", "3.12", "3.8 3.9 3.10 3.11", "2.2.0"),
        ("torch~=2.1.0", "3.13", "3.8 3.9 3.10 3.11", "2.5.0"),
        ("torch==2.1.*", "3.12", "3.8 3.9 3.10 3.11", "2.2.0"),
        ("torch<2", "3.12", "3.6 3.7 3.8 3.9 3.10 3.11", "2.2.0"),
        ("tensorflow==2.10", "3.12", "3.7 3.8 3.9 3.10", "2.16.0"),
        ("tensorflow-cpu==2.15.1", "3.8", "3.9 3.10 3.11", "2.13.1"),
        ("tensorflow==2.21.0", "3.14", "3.10 3.11 3.12 3.13", None),
        ("tensorflow-gpu==2.8.0", "3.11", "3.7 3.8 3.9 3.10", None),
        ("numpy==1.23.5", "3.12", "3.8 3.9 3.10 3.11", "1.26"),
        ("numpy<2", "3.13", "3.7 3.8 3.9 3.10 3.11 3.12", "2.1"),
        ("numpy==2.3.1", "3.10", "3.11 3.12 3.13 3.14", "2.2"),
    ],
)
def test_none(text: str, python: str, pythons: str, release: str | None) -> None:
    later = python in ("3.11", "3.12", "3.13", "3.14")
    assert found(text, python) == (tuple(pythons.split()), release, later, text.startswith("numpy") and later)


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("torch", "3.8"),
        ("torch>=1.10", "3.8"),
        ("torch>=2", "3.16"),
        ("torch==2.2.0", "3.12"),
        ("torch!=2.2.0", "3.12"),
        # Not in the table: older, newer, in between.
        ("torch==1.7.1", "3.8"),
        ("torch==99.0", "3.12"),
        ("torch==2.2.7", "3.13"),
        ("torch<1.11", "3.6"),
        ("torch==2.0.0rc1", "3.12"),
        ("torch>=2.15", "3.16"),
        ("torch~=2.15", "3.16"),
        ("tensorflow<=2.22", "3.14"),
        ("numpy==1.23.5", "3.11"),
        ("numpy<2", "3.12"),
        ("flask==1.0", "3.12"),
        ("torch @ https://example.com/torch-1.13.1.whl", "3.12"),
    ],
)
def test_some_or_not_known(text: str, python: str) -> None:
    assert found(text, python) is None


@pytest.mark.parametrize("name", ["torch", "tensorflow", "tensorflow-gpu", "numpy"])
def test_support_only_moves_on(name: str) -> None:
    ends = [[tuple(map(int, one.split("."))) for one in release.pythons] for release in releases(name)]
    assert [pythons[0] for pythons in ends] == sorted(pythons[0] for pythons in ends)
    assert [pythons[-1] for pythons in ends] == sorted(pythons[-1] for pythons in ends)
