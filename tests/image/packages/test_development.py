"""What only developers need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.image.packages.development import development_groups, size_of_groups, tools_of_server
from tests.builds import build
from tests.test_build_in_context import build_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("RUN uv sync", 1),
        ("RUN uv sync --dev", 0),
        ("RUN uv sync --no-dev", 0),
        ("RUN uv run x", 0),
        ("ENV UV_NO_DEV=1\nRUN uv sync", 0),
        ("RUN poetry install && poetry sync", 2),
        ("RUN poetry add x", 0),
        ("RUN pipenv install && pipenv sync --dev", 1),
        ("RUN pip install pytest", 0),
    ],
)
def test_installs_with_groups_that_cannot_be_read(text: str, calls: int) -> None:
    found = list(development_groups(build(text)))
    assert len(found) == calls
    assert all(one.packages == () and one.groups == () for one in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("RUN pip install pytest torch\nCMD uvicorn a:b", ["pytest"]),
        ("RUN pip install pytest torch\nCMD python train.py", []),
        ("RUN pip install pytest ruff && /opt/bin/pytest\nCMD uvicorn a:b", ["ruff"]),
        ("RUN conda install -y ipykernel\nCMD jupyter lab", []),
    ],
)
def test_tools_of_a_server(text: str, names: list[str]) -> None:
    assert [one.name for one in tools_of_server(build(text))] == names


def test_the_lock_tells_what_the_groups_weigh(tmp_path: Path) -> None:
    wheel = 'wheels = [{{ url = "https://x/{0}-1-py3-none-any.whl", size = {1} }}]\n'
    entry = '[[package]]\nname = "{0}"\nversion = "1"\n'
    lock = 'version = 1\n[[package]]\nname = "acme"\nsource = {{ virtual = "." }}\n{0}'
    root = 'dependencies = [{ name = "numpy" }]\n'
    root += 'dev-dependencies = { dev = [{ name = "pytest" }, { name = "numpy" }] }\n'
    packages = "".join((entry + wheel).format(name, size) for name, size in (("numpy", 100), ("pytest", 7)))
    project = '[project]\nname = "acme"\n[dependency-groups]\ndev = ["pytest"]\n'
    text = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync\n"
    found = build_in(tmp_path, text, pyproject__toml=project, uv__lock=lock.format(root) + packages)
    (one,) = development_groups(found)
    assert size_of_groups(one) == (7, True)
