"""What only developers need."""

from __future__ import annotations

import pytest

from mlint.image.development import development_groups, tools_of_server
from tests.builds import build


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
