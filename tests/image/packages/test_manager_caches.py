"""Whether the caches of uv, conda, poetry and pipenv stay in the layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from mlint.image.packages.installers import read_install
from mlint.image.packages.installs import Install, Surroundings
from tests.image.helpers import shell

if TYPE_CHECKING:
    from collections.abc import Mapping


class Mount(NamedTuple):
    target: str | None
    type: str | None = "cache"


def read(
    text: str,
    later: str = "",
    mounts: tuple[Mount, ...] = (),
    earlier: tuple[str, ...] = (),
    home: str | None = "/root",
    open_options: bool = False,
    environment: Mapping[str, str | None] | None = None,
) -> Install:
    install = read_install(shell(text, **(environment or {})))
    assert install is not None
    behind = [shell(one) for one in later.split(" && ") if one]
    install.surroundings = Surroundings(mounts, behind, [shell(one) for one in earlier], home, open_options)
    return install


@pytest.mark.parametrize(
    "text",
    [
        "uv sync",
        "uv pip install torch",
        "uv pip sync a.txt",
        "uv add torch",
        "uv tool install ruff",
        "uvx ruff",
        "uv run --frozen pytest -m x",
        "uv build",
        "conda install x",
        "conda env create",
        "mamba create -n x y",
        "micromamba install -f a.yml",
        "poetry install",
        "poetry add x",
        "poetry self add x",
        "pipenv sync",
    ],
)
def test_nothing_prevents_it(text: str) -> None:
    command = text if "uv run" not in text else "uv run --frozen -m x"
    install = read(command)
    assert (install.cache.kept, install.cache.reason) == (True, "kept")
    assert read(command, open_options=True).cache.kept is None


@pytest.mark.parametrize(
    "text",
    [
        *("uv venv", "uv lock", "uv pip uninstall x", "uv run --no-sync -m x", "uv cache clean", "uv sync --dry-run"),
        *("conda clean -a", "conda remove x", "poetry config a b", "poetry lock", "pipenv lock"),
    ],
)
def test_verbs_that_download_nothing(text: str) -> None:
    assert (read(text).cache.kept, read(text).cache.reason) == (False, "verb")


@pytest.mark.parametrize(
    "text",
    [
        "uv sync --offline",
        "conda install --offline x",
        "conda create -n x",
        "conda create -n x --clone base",
        "poetry install --only-root",
    ],
)
def test_nothing_to_download(text: str) -> None:
    assert read(text).cache.reason == "offline"


@pytest.mark.parametrize(
    ("text", "environment", "reason"),
    [
        ("uv sync --no-cache", {}, "option"),
        ("uv -n sync", {}, "option"),
        ("uv pip install --no-cache-dir x", {}, "option"),
        ("uv sync", {"UV_NO_CACHE": "1"}, "environment"),
        ("uv sync", {"UV_NO_CACHE": "0"}, "kept"),
        ("uv sync", {"UV_NO_CACHE": None}, "unknown"),
        ("uv sync", {"UV_NO_CACHE": "x"}, "unknown"),
        ("uv sync", {"PIP_NO_CACHE_DIR": "1"}, "kept"),
        ("pipenv install", {"PIP_NO_CACHE_DIR": "1"}, "environment"),
        ("pipenv install", {"PIP_NO_CACHE_DIR": None}, "unknown"),
        ("pipenv install --extra-pip-args=--no-cache-dir", {}, "option"),
        ("pipenv install", {"PIPENV_EXTRA_PIP_ARGS": "--no-cache-dir"}, "environment"),
        ("poetry install --no-cache", {}, "kept"),
        ("uv run -m x", {}, "unknown"),
    ],
)
def test_turned_off(text: str, environment: dict[str, str | None], reason: str) -> None:
    assert read(text, environment=environment).cache.reason == reason


@pytest.mark.parametrize(
    ("text", "environment", "folder"),
    [
        ("uv sync", {}, "/root/.cache/uv"),
        ("uv sync", {"UV_CACHE_DIR": "/c/"}, "/c"),
        ("uv sync --cache-dir /d", {"UV_CACHE_DIR": "/c"}, "/d"),
        ("uv sync", {"UV_CACHE_DIR": None}, None),
        ("uv sync", {"XDG_CACHE_HOME": "/x"}, "/x/uv"),
        ("uv sync", {"XDG_CACHE_HOME": None}, None),
        ("uv sync", {"HOME": "/home/a"}, "/home/a/.cache/uv"),
        ("uv sync --cache-dir ~/c", {}, "/root/c"),
        ("poetry install", {}, "/root/.cache/pypoetry/artifacts"),
        ("poetry install", {"POETRY_CACHE_DIR": "/c"}, "/c/artifacts"),
        ("poetry install", {"POETRY_CACHE_DIR": None}, None),
        ("pipenv install", {}, "/root/.cache/pipenv"),
        ("pipenv install", {"PIPENV_CACHE_DIR": "/c"}, "/c"),
        ("conda install x", {}, None),
        ("/opt/conda/bin/conda install x", {}, "/opt/conda/pkgs"),
        ("conda install x", {"CONDA_PKGS_DIRS": "/a,/b"}, "/a"),
        ("conda install x", {"CONDA_PKGS_DIRS": None}, None),
        ("micromamba install x", {"MAMBA_ROOT_PREFIX": "/opt/conda"}, "/opt/conda/pkgs"),
        ("micromamba -r /m install x", {}, "/m/pkgs"),
        ("/usr/bin/micromamba install x", {}, None),
    ],
)
def test_folders(text: str, environment: dict[str, str | None], folder: str | None) -> None:
    assert read(text, environment=environment).cache_folder == folder


def test_folders_that_were_configured() -> None:
    assert read("poetry install", earlier=("poetry config cache-dir /c",)).cache_folder == "/c/artifacts"
    assert read("conda install x", earlier=("conda config --add pkgs_dirs /c",)).cache_folder == "/c"
    assert read("conda install x", earlier=("conda config --remove pkgs_dirs /c",)).cache_folder is None
    assert read("uv sync", home=None).cache_folder == "~/.cache/uv"


@pytest.mark.parametrize(
    ("text", "mount", "reason"),
    [
        ("uv sync", Mount("/root/.cache/uv"), "mount"),
        ("uv sync", Mount("/root/.cache"), "mount"),
        ("uv sync", Mount("/root/.cache/pip"), "kept"),
        ("uv sync", Mount("/root/.cache/uv", "bind"), "kept"),
        ("uv sync", Mount(None), "unknown"),
        ("poetry install", Mount("/root/.cache/pypoetry"), "mount"),
        ("poetry install", Mount("/root/.cache/pypoetry/cache"), "kept"),
        ("pipenv sync", Mount("/root/.cache"), "mount"),
        ("conda install x", Mount("/opt/conda/pkgs"), "mount"),
        ("conda install x", Mount("/opt/conda"), "unknown"),
        ("conda install x", Mount("/root/.cache/pip"), "kept"),
        ("conda install x", Mount(None), "unknown"),
        ("/opt/conda/bin/conda install x", Mount("/opt/conda/pkgs"), "mount"),
        ("/opt/conda/bin/conda install x", Mount("/root/.cache/pip"), "kept"),
    ],
)
def test_mounts(text: str, mount: Mount, reason: str) -> None:
    assert read(text, mounts=(mount,)).cache.reason == reason


@pytest.mark.parametrize(
    ("text", "later", "kept"),
    [
        ("uv sync", "rm -rf /root/.cache", False),
        ("uv sync", "rm -rf ~/.cache/uv", False),
        ("uv sync", "uv cache clean", False),
        ("uv sync", "uv cache clean torch", None),
        ("uv sync", "uv cache prune --ci", False),
        ("uv sync", "uv cache prune", True),
        ("uv sync", "pip cache purge", True),
        ("uv sync", "rm -rf ?", None),
        ("uv sync", "rm -rf ? && uv cache clean", False),
        ("conda install x", "conda clean -afy", False),
        ("conda install x", "conda clean --all", False),
        ("conda install x", "conda clean -ty", False),
        ("conda install x", "mamba clean -p", False),
        ("conda install x", "conda clean -iy", True),
        ("conda install x", "conda clean -a --dry-run", True),
        ("conda install x", "micromamba clean --all --yes", False),
        ("conda install x", "rm -rf /opt/conda/pkgs", False),
        ("conda install x", "rm -rf /opt/conda/pkgs/*", False),
        ("conda install x", "rm -rf /tmp/x", True),
        ("conda install x", "rm -rf ?", None),
        ("/opt/conda/bin/conda install x", "rm -rf /opt/conda/pkgs/*", False),
        ("/opt/conda/bin/conda install x", "rm -rf /tmp/x", True),
        ("poetry install", "rm -rf /root/.cache/pypoetry", False),
        ("poetry install", "rm -rf /root/.cache/pypoetry/artifacts", False),
        ("poetry install", "rm -rf /root/.cache/pypoetry/cache", True),
        ("poetry install", "poetry cache clear pypi --all", True),
        ("pipenv install", "pipenv --clear", False),
        ("pipenv install", "rm -rf /root/.cache", False),
        ("pipenv install", "find /root/.cache -type f -delete", False),
    ],
)
def test_clean_up_in_the_same_run(text: str, later: str, kept: bool | None) -> None:
    cache = read(text, later).cache
    assert cache.kept is kept
    assert (cache.reason == "removed") is (kept is False)


def test_the_place_of_the_clean_up() -> None:
    cache = read("uv sync", "uv cache clean").cache
    assert cache.span == shell("uv cache clean").span
