"""RUN with its mounts and package manager calls."""

from __future__ import annotations

import pytest

from mlint.image.runs import Insertion, Run, used_cache_mounts
from tests.builds import at, build


def run(lines: str) -> Run:
    """The last RUN of the first stage."""
    return build(lines).stages[0].runs[-1]


def test_mounts() -> None:
    found = run(
        "ARG DIR=/root\nRUN --mount=type=cache,target=$DIR/.cache --mount=type=bind,source=a,dst=${X} "
        "--mount=type=ssh --mount=type=cache,id=a pip install torch"
    )
    assert [(mount.type, mount.target) for mount in found.mounts] == [
        ("cache", "/root/.cache"),
        ("bind", None),
        ("ssh", None),
        ("cache", None),
    ]


@pytest.mark.parametrize(
    ("lines", "reasons"),
    [
        ("RUN pip install torch", ["kept"]),
        ("RUN pip install --no-cache-dir torch", ["option"]),
        ("ENV PIP_NO_CACHE_DIR=1\nRUN pip install torch", ["environment"]),
        ("RUN export PIP_NO_CACHE_DIR=1 && pip install torch", ["environment"]),
        ("RUN PIP_NO_CACHE_DIR=1 bash -c 'pip install torch'", ["environment"]),
        ("RUN --mount=type=cache,target=/root/.cache pip install torch", ["mount"]),
        ("ARG C=/root/.cache/pip\nRUN --mount=type=cache,target=$C pip install torch", ["mount"]),
        ("RUN --mount=type=cache,target=$C pip install torch", ["unknown"]),
        ("USER app\nRUN --mount=type=cache,target=/root/.cache pip install torch", ["kept"]),
        ("USER app\nRUN --mount=type=cache,target=/home/app/.cache pip install torch", ["mount"]),
        ("RUN pip install torch && rm -rf ~/.cache", ["removed"]),
        ("RUN pip install torch && rm -rf /root/.cache && pip install numpy", ["removed", "kept"]),
        ("RUN rm -rf /root/.cache && pip install torch", ["kept"]),
        ("RUN pip install torch && pip cache purge", ["removed", "verb"]),
        ("RUN rm -rf /root/.cache\nRUN pip install torch", ["kept"]),
        ("RUN pip install torch\nRUN rm -rf /root/.cache", ["kept"]),
        ("RUN pip config set global.no-cache-dir true\nRUN pip install torch", ["verb", "configured"]),
        ("RUN pip config set global.no-cache-dir true && pip install torch", ["verb", "configured"]),
        ("RUN pip install torch && pip config set global.no-cache-dir true", ["kept", "verb"]),
        ("RUN uv sync && uv cache clean", ["removed", "verb"]),
        ("ENV UV_CACHE_DIR=/c\nRUN --mount=type=cache,target=/c uv sync", ["mount"]),
        ("RUN conda install -y x && conda clean -afy", ["removed", "verb"]),
        ("RUN conda install -y x\nRUN conda clean -afy", ["kept", "verb"]),
        ("ENV POETRY_CACHE_DIR=/c\nRUN poetry install && rm -rf $POETRY_CACHE_DIR", ["removed"]),
        ("RUN pipenv install --system && pipenv --clear", ["removed"]),
        ("RUN uv run --frozen pip install torch && rm -rf /root/.cache/uv", ["removed", "kept"]),
        ("RUN trap 'rm -rf /var/lib/apt/lists/*' EXIT; apt-get update", ["removed"]),
        ("RUN pip install $PIP_ARGS torch", ["unknown"]),
        ('RUN pip install "$PIP_ARGS" torch', ["kept"]),
        ("RUN pip install --index-url=$URL torch", ["kept"]),
    ],
)
def test_caches_with_what_stands_around(lines: str, reasons: list[str]) -> None:
    stage = build(lines).stages[0]
    assert [install.cache.reason for install in stage.installs()] == reasons


@pytest.mark.parametrize(
    ("command", "touches", "brings"),
    [
        ("pip install torch", True, True),
        ("pip install -r requirements.txt", True, True),
        ("pip install -U pip", False, False),
        ("pip download torch", True, True),
        ("pip install .", True, False),
        ("pip install torch && pip install .", True, False),
        ("uv sync", True, True),
        ("uv run --no-project x", False, False),
        ("uv run pytest", True, False),
        ("uv run --frozen pytest", True, True),
        ("uv run --with httpx pytest", True, True),
        ("uv venv", False, False),
        ("conda install torch", True, True),
        ("conda create -n x python=3.12 pip", False, False),
        ("poetry install", True, True),
        ("poetry install --only-root", True, False),
        ("pipenv sync", True, True),
        ("apt-get install -y git", False, False),
    ],
)
def test_packages(command: str, touches: bool, brings: bool) -> None:
    found = run(f"RUN {command}")
    assert found.touches_packages is touches
    assert found.brings_dependencies is brings


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("pip install -r requirements.txt", ["requirements.txt"]),
        ("pip install -r a.txt -c b.txt && pip install -r a.txt", ["a.txt", "b.txt"]),
        ("set -ex; mkdir -p x && pip install torch", []),
        ("pip install -r https://x/y.txt", []),
        ("pip install -r $X", None),
        ("pip install -r ~/x.txt", None),
        ("pip install .", None),
        ("pip install --group dev", None),
        ("pip install $X", None),
        ("pip install torch && ./install.sh", None),
        ("apt-get install ./x.deb", None),
        ("apt-get install ./x-$V.deb", None),
        ("apt-get install $PACKAGES && pip install -r a.txt", ["a.txt"]),
        ("uv venv && uv pip install -r a.txt", ["a.txt"]),
        ("uv sync --frozen --no-install-project", None),
        ("uv run pip install -r a.txt", None),
        ("conda env create -f a.yml", None),
        ("conda install numpy && conda init", []),
        ("poetry install --no-root", None),
        ("[ ]", None),
    ],
)
def test_files_needed(command: str, files: list[str] | None) -> None:
    assert run(f"RUN {command}").files_needed == files


def test_a_run_of_nothing_needs_nobody_knows_what() -> None:
    assert run("RUN []").files_needed is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("RUN pip install torch", ["pip", "install", "torch"]),
        ('RUN ["pip", "install", "torch"]', ["pip", "install", "torch"]),
        ("RUN pip install 'torch'", None),
        ("RUN pip install $X", None),
        ("RUN sudo pip install", None),
        ("RUN pip install > x", None),
        ("RUN a && b", None),
        ("RUN --network=none a", None),
        ("RUN a \\\n# c\n b", None),
        ("RUN <<E\na\nE", None),
    ],
)
def test_only_words(line: str, words: list[str] | None) -> None:
    assert run(line).only_words == words


def with_option(line: str) -> str | None:
    found = build(line)
    one = found.stages[0].runs[-1]
    (install,) = one.installs
    inserted = one.with_option(install, "--x")
    return inserted and "RUN" + changed(found.source.text, inserted).partition("RUN")[2]


def changed(text: str, inserted: Insertion) -> str:
    assert inserted.span.start == inserted.span.end
    return text[: inserted.span.start] + inserted.text + text[inserted.span.end :]


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("RUN pip install torch", "RUN pip install --x torch"),
        ("RUN pip install \\\n torch", "RUN pip install --x \\\n torch"),
        ('RUN ["pip", "install", "torch"]', 'RUN ["pip", "install", "--x", "torch"]'),
        ('RUN ["sh", "-c", "pip install torch"]', 'RUN ["sh", "-c", "pip install --x torch"]'),
        ("RUN sh -c 'pip install torch'", "RUN sh -c 'pip install --x torch'"),
        ("RUN $PIP torch", "RUN $PIP --x torch"),
        ("RUN ${PIP}${Q} torch", None),
        ("RUN <<E\npip install torch\nE", None),
        ("RUN uv pip install torch", "RUN uv pip install --x torch"),
        ("RUN uv sync", "RUN uv sync --x"),
        ("RUN conda env create -f a", "RUN conda env create --x -f a"),
        ("RUN apt-get -q install git", "RUN apt-get -q install --x git"),
    ],
)
def test_with_option(line: str, result: str | None) -> None:
    assert with_option(line if "$" not in line else f"ENV PIP='pip install' Q=' -q'\n{line}") == result


def test_with_mount() -> None:
    flag = "--mount=type=cache,target=/root/.cache/pip"
    found = build(f"RUN {flag} pip install a\nRUN pip install torch\n")
    one = found.stages[0].runs[1]
    inserted = one.with_mount(one.installs[0], used_cache_mounts(found))
    assert inserted is not None
    assert changed(found.source.text, inserted).endswith(f"\nRUN {flag} pip install torch\n")
    assert one.with_mount(one.installs[0], []) is None
    assert used_cache_mounts(build(f"RUN {flag} true\nRUN {flag}$X pip install torch\n")) == []


@pytest.mark.parametrize(
    ("lines", "target"),
    [
        ("FROM python:3.12\nRUN pip install a", "/root/.cache/pip"),
        ("FROM company/base\nRUN pip install a", None),
        ("FROM company/base\nUSER root\nRUN pip install a", "/root/.cache/pip"),
        ("FROM company/base\nUSER app\nRUN pip install a", "/home/app/.cache/pip"),
        ("FROM company/base\nUSER 1000\nRUN pip install a", None),
        ("FROM $X\nRUN pip install a", None),
    ],
)
def test_cache_target(lines: str, target: str | None) -> None:
    one = run(lines)
    assert one.cache_target(one.installs[0]) == target


@pytest.mark.parametrize(
    ("line", "can"),
    [
        ("RUN pip install torch>=2", True),
        ("RUN sh -c 'pip install torch>=2'", False),
        ('RUN ["sh", "-c", "pip install torch>=2"]', False),
        ("RUN <<E\npip install torch>=2\nE", False),
    ],
)
def test_can_quote(line: str, can: bool) -> None:
    one = run(line)
    (dropped,) = (dropped for install in one.installs for dropped in install.dropped)
    assert one.can_quote(dropped.span) is can


@pytest.mark.parametrize(
    ("line", "name", "targets", "text"),
    [
        ("RUN pip install torch>=2.0", "torch", ["=2.0"], "torch>=2.0"),
        ("RUN pip install torch>=$V", "torch", [None], None),
        ("RUN pip install torch>=2.0,<$V numpy", "torch", ["=2.0,", None], None),
        ("RUN pip install torch>$V", "torch", [None], None),
    ],
)
def test_dropped(line: str, name: str, targets: list[str | None], text: str | None) -> None:
    found = build(line)
    (install,) = found.stages[0].installs("pip")
    (dropped,) = install.dropped
    assert dropped.requirement.name == name
    assert dropped.requirement.clauses == ()
    assert list(dropped.targets) == targets
    assert dropped.text == text
    assert at(found, dropped.span).startswith("torch>")


def test_no_version_in_a_file_of_that_name() -> None:
    (install,) = run("RUN pip install torch>log-$V").installs
    assert install.dropped == ()
