from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builds import at, build

if TYPE_CHECKING:
    from mlint.image.copies import Copy


def copy(line: str, before: str = "") -> Copy:
    (found,) = build(f"FROM a AS one\nFROM x\n{before}\n{line}\n").stages[1].copies
    return found


@pytest.mark.parametrize(
    ("line", "sources", "destination"),
    [
        ("COPY a b /x/", ["a", "b"], "/x/"),
        ("ADD https://x/y.tgz /x", ["https://x/y.tgz"], "/x"),
        ('COPY ["a b", "/x y"]', ["a b"], "/x y"),
        ("COPY --chown=1:1 --link a \\\n  # why\n b", ["a"], "b"),
        ("COPY $V ${V}x", ["src"], "srcx"),
        ("COPY $W ./$W", [None], None),
        ("COPY <<E /x\nhi\nE", [], "/x"),
        ("COPY a <<E <<'F' /x\nhi\nE\nho\nF", ["a"], "/x"),
        ('COPY ["<<E", "/x"]', ["<<E"], "/x"),
        ("COPY a", [], "a"),
        ("COPY", [], None),
    ],
)
def test_paths(line: str, sources: list[str | None], destination: str | None) -> None:
    found = copy(line, "ARG V=src\nARG W")
    assert [source.path for source in found.sources] == sources
    assert (found.destination.path if found.destination else None) == destination


def test_places() -> None:
    found = build('COPY a \\\n # c\n b /x\nCOPY ["d e", "/x"]\n')
    texts = [at(found, source.span) for one in found.stages[0].copies for source in one.sources]
    assert texts == ["a", "b", "d e"]
    destination = found.stages[0].copies[0].destination
    assert destination is not None
    assert at(found, destination.span) == "/x"


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        ("COPY --from=one a b", 0),
        ("COPY --from=ONE a b", 0),
        ("COPY --from=0 a b", 0),
        ("COPY --from=1 a b", None),
        ("COPY --from=nginx a b", None),
        ("COPY --from= a b", None),
        ("COPY a b", None),
    ],
)
def test_source_stage(line: str, stage: int | None) -> None:
    found = copy(line)
    assert (found.source_stage.number if found.source_stage else None) == stage
    assert found.from_context is ("--from" not in line)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("COPY . .", True),
        ("COPY ./ /app/", True),
        ("ADD . /app", True),
        ("COPY * ./", True),
        ("COPY src /app/src", True),
        ("COPY src/ /app/src/", True),
        ("COPY app.py /app/", True),
        ("COPY train.ipynb .", True),
        ("COPY kernel.cu .", True),
        ("COPY requirements.txt app.py ./", True),
        ("COPY requirements.txt .", False),
        ("COPY pyproject.toml uv.lock README.md ./", False),
        ("COPY src/pkg/__init__.py src/pkg/", False),
        ("COPY requirements/ requirements/", False),
        ("COPY wheels/ /wheels/", False),
        ("COPY docker/install.sh /tmp/", False),
        ("COPY scripts/ /scripts/", False),
        ("COPY model.tar.gz /models/", False),
        ("COPY LICENSE Makefile ./", False),
        ("COPY config.yaml .", False),
        ("COPY entrypoint.sh /", False),
        ("COPY --from=one /app /app", False),
        ("ADD https://x/y.py /x", False),
        ("ADD git@github.com:a/b.git /x", False),
        ("COPY <<E /app/a.py\nx\nE", False),
        ("COPY $X .", False),
    ],
)
def test_takes_source(line: str, source: bool) -> None:
    assert copy(line).takes_source is source


@pytest.mark.parametrize(
    ("line", "brings"),
    [
        ("COPY --from=one /opt/venv /opt/venv", True),
        ("COPY --from=one /app/.venv /app/.venv", True),
        ("COPY --from=one /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages", True),
        ("COPY --from=one /opt/conda /opt/conda", True),
        ("COPY --from=one /models /models", False),
        ("COPY --from=one $X /models", False),
        ("COPY venv venv", False),
    ],
)
def test_brings_environment(line: str, brings: bool) -> None:
    assert copy(line).brings_environment is brings


@pytest.mark.parametrize(
    ("line", "path", "origin"),
    [
        ("COPY requirements.txt .", "/app/requirements.txt", "requirements.txt"),
        ("COPY a/requirements.txt b.txt /x/", "/x/requirements.txt", "a/requirements.txt"),
        ("COPY a.txt /x/b.txt", "/x/b.txt", "a.txt"),
        ("COPY . .", "/app/requirements.txt", "requirements.txt"),
        ("COPY . /", "/requirements.txt", "requirements.txt"),
        ("COPY docker/ /app/", "/app/requirements.txt", "docker/requirements.txt"),
        ("COPY . .", "/other/requirements.txt", None),
        ("COPY a/ b/ .", "/app/x", None),
        ("COPY *.txt .", "/app/x.txt", None),
        ("COPY --from=one . .", "/app/x", None),
        ("COPY a $X", "/app/x", None),
        ("COPY", "/app/x", None),
    ],
)
def test_origin(line: str, path: str, origin: str | None) -> None:
    assert copy(line, "WORKDIR /app").origin_of(path) == origin
