"""pipenv's command line."""

from __future__ import annotations

import pytest

from mlint.image.packages.installers import read_install
from mlint.image.packages.installs import Indexes
from tests.image.helpers import shell
from tests.image.packages.installers.reading import asked, files, read


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("pipenv install", "install"),
        ("/usr/local/bin/pipenv install", "install"),
        ("python3 -m pipenv install", "install"),
        ("pipenv --python 3.12 install", "install"),
        ("pipenv sync --system", "sync"),
        ("pipenv lock", "lock"),
        ("pipenv requirements --dev", "requirements"),
    ],
)
def test_verbs(text: str, verb: str) -> None:
    install = read(text)
    assert (install.manager, install.verb, install.uncertain) == ("pipenv", verb, False)


@pytest.mark.parametrize("text", ["pipenv", "pipenv --clear", "pipenv shell", "pipenv ?", "pipenv graph"])
def test_what_is_no_install(text: str) -> None:
    assert read_install(shell(text)) is None


@pytest.mark.parametrize(
    ("text", "requirements"),
    [
        ("pipenv install torch numpy==1.26", ["torch", "numpy==1.26"]),
        ("pipenv install --categories 'a b' torch", ["torch"]),
        ("pipenv install --extra-pip-args=--no-cache-dir torch", ["torch"]),
        ("pipenv install --extra-pip-args --no-cache-dir torch", ["torch"]),
        ("pipenv install -i https://i torch", ["torch"]),
        ("pipenv install --dev", []),
        ("pipenv uninstall torch", ["torch"]),
    ],
)
def test_requirements(text: str, requirements: list[str]) -> None:
    install = read(text)
    assert asked(install) == requirements
    assert not install.unknown


def test_files_and_editables() -> None:
    install = read("pipenv install -r a.txt -e ./lib")
    assert files(install) == ["a.txt"]
    assert [one.path for one in install.editables] == ["./lib"]
    assert list(install.implied_files) == ["Pipfile"]
    assert list(read("pipenv sync", PIPENV_PIPFILE="/app/Pipfile").implied_files) == ["/app/Pipfile"]
    assert not read("pipenv lock").implied_files


@pytest.mark.parametrize(
    ("text", "environment", "locked", "dev"),
    [
        ("pipenv install", {}, False, False),
        ("pipenv install --deploy", {}, True, False),
        ("pipenv install --ignore-pipfile", {}, True, False),
        ("pipenv install --deploy --dev", {}, True, True),
        ("pipenv install", {"PIPENV_DEPLOY": "1"}, True, False),
        ("pipenv install", {"PIPENV_DEPLOY": None, "PIPENV_DEV": "1"}, None, True),
        ("pipenv install torch", {}, None, False),
        ("pipenv sync", {}, True, False),
        ("pipenv sync --categories dev-packages", {}, True, True),
        ("pipenv sync --categories ?", {}, True, None),
        ("pipenv lock", {}, None, None),
    ],
)
def test_lock_and_development(
    text: str, environment: dict[str, str | None], locked: bool | None, dev: bool | None
) -> None:
    install = read(text, **environment)
    assert (install.locked, install.dev) == (locked, dev)


def test_indexes() -> None:
    assert read("pipenv install -i https://i x").indexes == Indexes("https://i")
    assert read("pipenv install", PIP_INDEX_URL="https://i").indexes == Indexes("https://i")
    assert read("pipenv install --pypi-mirror https://m").indexes == Indexes("https://m")
    assert read("pipenv install --pypi-mirror ?").indexes == Indexes(unknown=True)
    assert read("pipenv install").indexes == Indexes()
    assert read("pipenv install --python 3.12").python == "3.12"
