"""What installs ask for, on the command line and in dependency files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlint.image.packages.asked_for import shipped
from mlint.image.packages.installs import Indexes
from tests.builds import build
from tests.test_build_in_context import build_in

if TYPE_CHECKING:
    from mlint.build import Build
    from mlint.image.packages.asked_for import AskedFor

CPU = "https://download.pytorch.org/whl/cpu"


def only(build: Build) -> AskedFor:
    """What the one install of the last stage asks for."""
    (found,) = [run.asked_for(one) for run in build.stages[-1].runs for one in run.installs if one.installs_packages]
    return found


def names(found: AskedFor) -> list[str]:
    return [one.name for one in found.packages]


def texts(found: AskedFor, of: Build) -> list[str]:
    """What stands at the places, in whichever file."""
    result = []
    for one in found.packages:
        text = of.source.text if one.file is None else Path(one.place.path).read_text()
        result.append(text[one.place.span.start : one.place.span.end])
    return result


def test_a_command() -> None:
    found = only(of := build("RUN pip install 'torch==2.9' -i https://x.org/s numpy; true"))
    assert texts(found, of) == ["'torch==2.9'", "numpy"]
    assert found.complete
    assert found.packages[0].indexes == Indexes("https://x.org/s")
    assert found.packages[0].file is None


def test_a_requirements_file_with_its_indexes_and_markers(tmp_path: Path) -> None:
    text = f"--extra-index-url {CPU}\ntorch==2.9.0\npywin32; sys_platform == 'win32'\ntomli; python_version < '3.11'\n"
    of = build_in(
        tmp_path, "FROM python:3.12-slim\nCOPY . /a\nRUN pip install -r /a/requirements.txt\n", requirements__txt=text
    )
    found = only(of)
    assert texts(found, of) == ["torch==2.9.0"]
    assert found.packages[0].indexes.extra_index_urls == (CPU,)
    assert found.complete
    assert found.files == (str(tmp_path / "requirements.txt"),)


def test_a_marker_that_cannot_be_known_is_not_sure(tmp_path: Path) -> None:
    of = build_in(
        tmp_path,
        "FROM acme/base\nCOPY . /a\nRUN pip install -r /a/requirements.txt\n",
        requirements__txt="a; python_version < '3.11'\nb\n",
    )
    assert [one.surely for one in only(of).packages] == [False, True]


def test_a_file_behind_cd(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "requirements.txt").write_text("numpy\n")
    of = build_in(
        tmp_path,
        "FROM python:3.12\nWORKDIR /srv\nCOPY . .\nRUN cd api && pip install -r requirements.txt\n",
        requirements__txt="torch\n",
    )
    assert names(only(of)) == ["numpy"]
    assert of.stages[0].runs[0].packages == {"numpy"}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found = only(build_in(tmp_path, "FROM python:3.12\nCOPY . /a\nRUN pip install -r /a/x.txt numpy\n"))
    assert (names(found), found.complete) == (["numpy"], False)


PYPROJECT = """\
[project]
name = "demo"
dependencies = ["torch>=2.5", "fastapi"]
[project.optional-dependencies]
plot = ["matplotlib"]
[dependency-groups]
dev = ["pytest"]
docs = ["mkdocs"]
[[tool.uv.index]]
name = "pytorch-cpu"
url = "https://download.pytorch.org/whl/cpu"
explicit = true
[tool.uv.sources]
torch = [
    { index = "pytorch-cpu", marker = "sys_platform == 'linux'" },
    { index = "x", marker = "sys_platform == 'darwin'" },
]
fastapi = { git = "https://github.com/x/fastapi" }
"""

MOUNTED = "RUN --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", ["torch", "fastapi", "pytest"]),
        (" --no-dev", ["torch", "fastapi"]),
        (" --extra plot --no-dev", ["torch", "fastapi", "matplotlib"]),
        (" --all-extras --group docs", ["torch", "fastapi", "matplotlib", "mkdocs", "pytest"]),
        (" --only-group docs", ["mkdocs"]),
        (" --no-group dev", ["torch", "fastapi"]),
        (" --all-groups --no-group docs", ["torch", "fastapi", "pytest"]),
    ],
)
def test_uv_sync(tmp_path: Path, options: str, expected: list[str]) -> None:
    of = build_in(tmp_path, f"FROM python:3.12\nWORKDIR /app\n{MOUNTED}{options}\n", pyproject__toml=PYPROJECT)
    found = only(of)
    assert names(found) == expected
    assert found.complete


def test_uv_takes_packages_from_their_sources(tmp_path: Path) -> None:
    of = build_in(tmp_path, f"FROM python:3.12\nWORKDIR /app\n{MOUNTED}\n", pyproject__toml=PYPROJECT)
    torch, fastapi, pytest_ = only(of).packages
    assert torch.indexes == Indexes(CPU)
    assert fastapi.requirement.url == "https://github.com/x/fastapi"
    assert pytest_.indexes == Indexes()
    assert pytest_.group == "dev"
    assert texts(only(of), of)[0] == "torch>=2.5"


def test_pip_ignores_uv_sources(tmp_path: Path) -> None:
    of = build_in(
        tmp_path, "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install .[plot]\n", pyproject__toml=PYPROJECT
    )
    found = only(of)
    assert names(found) == ["", "torch", "fastapi", "matplotlib"]
    assert found.packages[1].indexes == Indexes()
    assert found.complete


def test_a_wheel_does_not_tell_its_dependencies() -> None:
    assert not only(build("RUN pip install ./demo-1.0-py3-none-any.whl")).complete


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", ["torch", "pytest", "mkdocs"]),
        (" --only main", ["torch"]),
        (" --without dev,docs", ["torch"]),
        (" --only dev", ["pytest"]),
    ],
)
def test_poetry(tmp_path: Path, options: str, expected: list[str]) -> None:
    text = (
        '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.11"\n'
        'torch = { version = "^2.5", source = "cpu" }\n'
        '[tool.poetry.group.dev.dependencies]\npytest = "*"\n[tool.poetry.group.docs.dependencies]\nmkdocs = "*"\n'
    )
    dockerfile = f"FROM python:3.12\nWORKDIR /app\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install{options}\n"
    found = only(build_in(tmp_path, dockerfile, pyproject__toml=text, poetry__lock=""))
    assert names(found) == expected
    assert all(one.indexes.unknown == (one.name == "torch") for one in found.packages)


def test_pipenv(tmp_path: Path) -> None:
    text = '[[source]]\nurl = "https://pypi.org/simple"\n[packages]\ntorch = "*"\n[dev-packages]\npytest = "*"\n'
    dockerfile = "FROM python:3.12\nWORKDIR /app\nCOPY Pipfile* ./\nRUN pipenv sync --dev\n"
    (tmp_path / "Pipfile").write_text(text)
    of = build_in(tmp_path, dockerfile.replace("Pipfile*", "Pipfile"))
    assert [(one.name, one.group) for one in only(of).packages] == [("torch", None), ("pytest", "dev")]


def test_conda_environments(tmp_path: Path) -> None:
    text = f"dependencies:\n  - pytorch=2.5\n  - pip:\n    - --extra-index-url {CPU}\n    - transformers==4.40\n"
    dockerfile = (
        "FROM condaforge/miniforge3\nWORKDIR /app\nCOPY environment.yml .\nRUN conda env create -f environment.yml\n"
    )
    of = build_in(tmp_path, dockerfile, environment__yml=text)
    found = only(of)
    assert [(one.name, one.ecosystem) for one in found.packages] == [("pytorch", "conda"), ("transformers", "pypi")]
    assert found.packages[1].indexes.extra_index_urls == (CPU,)
    assert texts(found, of) == ["pytorch=2.5", "transformers==4.40"]
    assert found.complete


def test_what_is_copied_from_a_builder_is_shipped() -> None:
    of = build(
        "FROM python:3.12 AS one\nENV VIRTUAL_ENV=/opt/venv\nRUN pip install numpy\n"
        "FROM python:3.12 AS two\nRUN pip install build && pip wheel -w /w torch\n"
        "FROM python:3.12-slim\nCOPY --from=one /opt/venv /opt/venv\nCOPY --from=two /w /w\nRUN pip install pandas\n"
    )
    assert [one.name for found in shipped(of) for one in found.packages] == ["numpy", "pandas"]


@pytest.mark.parametrize(
    "install",
    ['ENV PATH="/opt/venv/bin:$PATH"\nRUN pip install numpy', "RUN . /opt/venv/bin/activate && pip install numpy"],
)
def test_an_environment_may_be_active_by_path(install: str) -> None:
    of = build(
        f"FROM acme/base AS one\nRUN python3 -m venv /opt/venv\n{install}\nFROM python:3.12-slim\n"
        "COPY --from=one /opt/venv /opt/venv\n"
    )
    assert [one.name for found in shipped(of) for one in found.packages] == ["numpy"]


def test_site_packages_that_are_copied_are_shipped() -> None:
    of = build(
        "FROM python:3.12 AS one\nRUN pip install numpy\nFROM python:3.12-slim\n"
        "COPY --from=one /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages\n"
    )
    assert [one.name for found in shipped(of) for one in found.packages] == ["numpy"]


def test_nothing_is_read_twice() -> None:
    run = build("RUN pip install numpy").stages[0].runs[0]
    assert run.asked_for(run.installs[0]) is run.asked_for(run.installs[0])


def test_a_file_of_the_parent_stage(tmp_path: Path) -> None:
    of = build_in(
        tmp_path,
        "FROM python:3.12 AS b\nWORKDIR /a\nCOPY requirements.txt .\nFROM b\nRUN pip install -r requirements.txt\n",
        requirements__txt="numpy\n",
    )
    assert names(only(of)) == ["numpy"]
