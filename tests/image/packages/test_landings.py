"""Where packages land."""

from __future__ import annotations

import pytest

from mlint.image.packages.landings import Landing, landing_path
from tests.builds import build
from tests.image.packages.installers.reading import read


@pytest.mark.parametrize(
    ("text", "environment", "landing"),
    [
        ("pip install x", {}, Landing("interpreter")),
        ("/opt/venv/bin/pip install x", {}, Landing("environment", "/opt/venv")),
        ("/usr/local/bin/python -m pip install x", {}, Landing("interpreter", "/usr/local")),
        ("python3.11 -m pip install x", {}, Landing("interpreter")),
        ("pip install x", {"VIRTUAL_ENV": "/opt/venv"}, Landing("environment", "/opt/venv")),
        ("pip install x", {"VIRTUAL_ENV": None}, Landing("unknown")),
        ("pip install --target /t x", {}, Landing("folder", "/t")),
        ("pip install --prefix=/p x", {}, Landing("folder", "/p")),
        ("conda run -n env pip install x", {}, Landing("environment", None, "env")),
        ("conda run -p /e pip install x", {}, Landing("environment", "/e")),
        ("conda run --no-capture-output pip install x", {}, Landing("environment")),
        ("uv run pip install x", {}, Landing("environment", ".venv")),
        ("poetry run pip install x", {}, Landing("environment")),
        ("sudo pip install x", {}, Landing("interpreter")),
        ("uv pip install x", {}, Landing("environment", ".venv")),
        ("uv pip install --system x", {}, Landing("interpreter")),
        ("uv pip install x", {"UV_SYSTEM_PYTHON": "1"}, Landing("interpreter")),
        ("uv pip install x", {"VIRTUAL_ENV": "/v"}, Landing("environment", "/v")),
        ("uv pip install x", {"CONDA_PREFIX": "/c"}, Landing("environment", "/c")),
        ("uv pip install --python /v/bin/python x", {}, Landing("environment", "/v")),
        ("uv pip install -p 3.12 x", {}, Landing("interpreter")),
        ("uv pip install --target /t x", {}, Landing("folder", "/t")),
        ("uv pip install --target ? x", {}, Landing("folder")),
        ("uv sync", {}, Landing("environment", ".venv")),
        ("uv sync", {"UV_PROJECT_ENVIRONMENT": "/v"}, Landing("environment", "/v")),
        ("uv sync", {"UV_PROJECT_ENVIRONMENT": None}, Landing("unknown")),
        ("uv sync", {"VIRTUAL_ENV": "/v"}, Landing("environment", ".venv")),
        ("uv sync --active", {"VIRTUAL_ENV": "/v"}, Landing("environment", "/v")),
        ("uv tool install x", {}, Landing("tool")),
        ("uv tool install x", {"UV_TOOL_DIR": "/t"}, Landing("tool", "/t")),
        ("conda install x", {}, Landing("environment", None, "base")),
        ("conda install x", {"CONDA_DEFAULT_ENV": "a"}, Landing("environment", None, "a")),
        ("conda install -n env x", {}, Landing("environment", None, "env")),
        ("conda install -p /e x", {}, Landing("environment", "/e")),
        ("conda create -n ? x", {}, Landing("environment")),
        ("conda env create", {}, Landing("environment")),
        ("poetry install", {}, Landing("environment")),
        ("poetry install", {"POETRY_VIRTUALENVS_CREATE": "false"}, Landing("interpreter")),
        ("poetry install", {"POETRY_VIRTUALENVS_CREATE": None}, Landing("unknown")),
        ("poetry install", {"POETRY_VIRTUALENVS_IN_PROJECT": "1"}, Landing("environment", ".venv")),
        ("poetry install", {"VIRTUAL_ENV": "/v"}, Landing("environment", "/v")),
        ("pipenv install", {}, Landing("environment")),
        ("pipenv install --system", {}, Landing("interpreter")),
        ("pipenv install", {"PIPENV_VENV_IN_PROJECT": "1"}, Landing("environment", ".venv")),
        ("pipenv install", {"PIPENV_VENV_IN_PROJECT": None}, Landing("unknown")),
        ("apt-get install git", {}, Landing("system")),
    ],
)
def test_landings(text: str, environment: dict[str, str | None], landing: Landing) -> None:
    assert read(text, **environment).landing == landing


def test_what_was_configured() -> None:
    assert read("poetry install", "poetry config virtualenvs.create false").landing == Landing("interpreter")


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ('ENV PATH="/opt/venv/bin:$PATH"\nRUN pip install x', "/opt/venv"),
        ("RUN python -m venv /srv/py\nENV PATH=/srv/py/bin:$PATH\nRUN pip install x", "/srv/py"),
        ("COPY --from=a /srv/py /srv/py\nENV PATH=/srv/py/bin:$PATH\nRUN pip install x", "/srv/py"),
        ("ENV PATH=/usr/local/cuda/bin:$PATH\nRUN pip install x", "/usr/local"),
        ("RUN ls /usr/local/cuda\nENV PATH=/usr/local/cuda/bin:$PATH\nRUN pip install x", "/usr/local"),
        ("RUN bash conda.sh -b -p /opt/c\nENV PATH=/opt/c/bin:$PATH\nRUN pip install x", "/opt/c"),
        ("ENV PATH=/root/.local/bin:$PATH\nRUN uv pip install --system x", "/usr/local"),
        ("RUN . /srv/py/bin/activate && pip install x", "/srv/py"),
    ],
)
def test_what_stands_first_in_path(text: str, folder: str) -> None:
    run = build(f"FROM a AS a\nFROM python:3.12\n{text}\n").stages[-1].runs[-1]
    assert landing_path(run, run.installs[0]) == folder
