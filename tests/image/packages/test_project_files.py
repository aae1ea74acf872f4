"""Which poetry installs a project, and what is there when it does."""

from __future__ import annotations

import pytest

from mlint.image.packages.project_files import has_source, is_copied, poetry_major
from tests.builds import build

HEAD = "FROM python:3.12-slim\n"


@pytest.mark.parametrize(
    ("lines", "major"),
    [
        ("RUN pip install poetry", 2),
        ("RUN pip install -U pip poetry==1.8.3", 1),
        ("RUN pip install 'poetry<2'", 1),
        ("RUN pip install 'poetry<2.0.0'", 1),
        ("RUN pip install 'poetry<=1.8'", 1),
        ("RUN pip install 'poetry<2.1'", 2),
        ("RUN pip install 'poetry>=1.8'", 2),
        ("RUN pip install 'poetry>=1.2,<2'", 1),
        ("RUN pip install poetry~=2.1", 2),
        ("RUN pip install poetry==$VERSION", None),
        ("ARG VERSION=1.7.0\nRUN pip install poetry==$VERSION", 1),
        ("RUN pipx install poetry==2.1.0", 2),
        ("RUN pipx install poetry==1.8.5 && pip install poetry-plugin-export", 1),
        ("RUN conda install -y poetry=1.8", 1),
        ("RUN curl -sSL https://install.python-poetry.org | python3 -", 2),
        ("RUN curl -sSL https://install.python-poetry.org | POETRY_VERSION=1.8.3 python3 -", 1),
        ("ENV POETRY_VERSION=1.4.2\nRUN curl -sSL https://install.python-poetry.org | python3 -", 1),
        ("ARG POETRY_VERSION\nRUN curl -sSL https://install.python-poetry.org | python3 -", None),
        ("RUN curl -sSL https://install.python-poetry.org | python3 - --version 1.8.5", 1),
        ("RUN true", None),
    ],
)
def test_poetry_major(lines: str, major: int | None) -> None:
    assert poetry_major(build(f"{HEAD}{lines}\nRUN poetry install\n").stages[0].runs[-1]) == major


def test_poetry_for_an_old_python() -> None:
    stage = build("FROM python:3.8-slim\nRUN pip install poetry\nRUN poetry install\n").stages[0]
    assert poetry_major(stage.runs[-1]) == 1


@pytest.mark.parametrize(
    ("lines", "there"),
    [
        ("COPY pyproject.toml poetry.lock README.md ./", False),
        ("RUN pip install poetry", False),
        ("COPY . .", True),
        ("COPY <<EOF /app/x.py\nEOF", True),
        ("ADD https://acme.org/a.tar.gz /app", True),
        ("COPY --from=ghcr.io/astral-sh/uv:0.8.0 /uv /usr/local/bin/uv", False),
        ("RUN git clone https://github.com/acme/acme", True),
        ("RUN touch acme.py", True),
    ],
)
def test_source(lines: str, there: bool) -> None:
    assert has_source(build(f"{HEAD}{lines}\nRUN poetry install\n").stages[0].runs[-1]) is there


@pytest.mark.parametrize(
    ("lines", "copied"),
    [
        ("COPY Pipfile Pipfile.lock ./", True),
        ("COPY Pipfile ./", False),
        ("COPY . .", None),
        ("COPY Pipfile* ./", None),
        ("COPY $FILES ./", None),
        ("COPY --from=x Pipfile.lock ./", False),
    ],
)
def test_is_copied(lines: str, copied: bool | None) -> None:
    assert is_copied(build(f"{HEAD}{lines}\nRUN pipenv install\n").stages[0].runs[-1], "Pipfile.lock") is copied
