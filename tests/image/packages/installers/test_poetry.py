"""poetry's command line."""

from __future__ import annotations

import pytest

from mlint.image.packages.installers import read_install
from mlint.image.packages.installers.poetry import setting
from tests.image.helpers import shell
from tests.image.packages.installers.reading import asked, read


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("poetry install", "install"),
        ("/opt/poetry/bin/poetry install", "install"),
        ("python -m poetry install", "install"),
        ("poetry -n --no-cache install", "install"),
        ("poetry -C /app sync", "sync"),
        ("poetry self add x", "self add"),
        ("poetry cache clear pypi --all", "cache clear"),
        ("poetry config virtualenvs.create false", "config"),
        ("poetry lock --no-update", "lock"),
        ("poetry install -vvv", "install"),
    ],
)
def test_verbs(text: str, verb: str) -> None:
    install = read(text)
    assert (install.manager, install.verb, install.uncertain) == ("poetry", verb, False)


@pytest.mark.parametrize(
    "text", ["poetry", "poetry --version", "poetry self", "poetry self show", "poetry ?", "poetry env use 3"]
)
def test_what_is_no_install(text: str) -> None:
    assert read_install(shell(text)) is None


@pytest.mark.parametrize(
    ("text", "requirements"),
    [
        ("poetry add torch numpy==1.26", ["torch", "numpy==1.26"]),
        ("poetry add torch@^2.0 numpy@~1.26 pandas@2.2 scipy@latest 'httpx@>=1,<2'",
         ["torch^2.0", "numpy~1.26", "pandas==2.2", "scipy", "httpx>=1,<2"]),
        ("poetry add git+https://h/r.git@main ./lib", ["git+https://h/r.git@main", "./lib"]),
        ("poetry add 'x[extra]@^1'", ["x^1"]),
        ("poetry add --group dev -E extra --source s pytest", ["pytest"]),
        ("poetry add -G dev pytest", ["pytest"]),
        ("poetry install --with dev --without docs -E x", []),
        ("poetry remove torch", ["torch"]),
    ],
)  # fmt: skip
def test_requirements(text: str, requirements: list[str]) -> None:
    install = read(text)
    assert asked(install) == requirements
    assert not install.unknown


@pytest.mark.parametrize(
    ("text", "project", "implied", "dev"),
    [
        ("poetry install", True, ["pyproject.toml"], True),
        ("poetry install --no-root", False, ["pyproject.toml"], True),
        ("poetry install --only main", True, ["pyproject.toml"], False),
        ("poetry install --only main,dev", True, ["pyproject.toml"], True),
        ("poetry install --only-root", True, [], False),
        ("poetry install --without dev", True, ["pyproject.toml"], False),
        ("poetry install --without docs --with dev", True, ["pyproject.toml"], True),
        ("poetry install --without ?", True, ["pyproject.toml"], None),
        ("poetry install --no-dev", True, ["pyproject.toml"], False),
        ("poetry -C /app install", True, ["/app/pyproject.toml"], True),
        ("poetry sync", True, ["pyproject.toml"], True),
        ("poetry update", False, ["pyproject.toml"], True),
        ("poetry add x", False, ["pyproject.toml"], None),
        ("poetry add --lock x", False, [], None),
        ("poetry lock", False, [], None),
    ],
)
def test_the_project(text: str, project: bool, implied: list[str], dev: bool | None) -> None:
    install = read(text)
    assert (install.with_project, list(install.implied_files), install.dev) == (project, implied, dev)


def test_groups() -> None:
    assert read("poetry install --only main,gpu --with 'a b'").groups == ("a", "b", "main", "gpu")
    assert read("poetry install --with ?").unknown


@pytest.mark.parametrize(
    ("text", "locked"), [("poetry install", True), ("poetry update", False), ("poetry build", None)]
)
def test_locked(text: str, locked: bool | None) -> None:
    assert read(text).locked is locked


def test_settings() -> None:
    config = ("poetry config virtualenvs.create false",)
    assert setting(read("poetry install", *config), "virtualenvs.create") == "false"
    assert setting(read("poetry install", *config, POETRY_VIRTUALENVS_CREATE="1"), "virtualenvs.create") == "1"
    assert setting(read("poetry install", POETRY_CACHE_DIR=None), "cache-dir") is None
    assert setting(read("poetry install", "poetry config cache-dir ?", "pip config set a b"), "cache-dir") is None
    assert setting(read("poetry install", "poetry config cache-dir"), "cache-dir") == ""
    assert read("poetry install", POETRY_NO_INTERACTION="1").has("--no-interaction")


def test_versions_that_the_shell_drops() -> None:
    assert [one.text for one in read("poetry add torch>=2").dropped] == ["torch>=2"]
