"""What a build learns from the files beside the Dockerfile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.build import Build
from mlint.config import Settings
from mlint.dockerfile.source import Source
from mlint.testing import run
from mlint_rules.base.bloated_base_image import bloated_base_image

if TYPE_CHECKING:
    from pathlib import Path


def build_in(folder: Path, dockerfile: str, settings: Settings | None = None, **files: str) -> Build:
    """The build of a Dockerfile in a repository with these files; ``__`` in their names is a dot."""
    (folder / ".git").mkdir()
    path = folder / "Dockerfile"
    path.write_text(dockerfile)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    return Build(Source(str(path), dockerfile.encode()), settings or Settings())


PROJECT = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"


def test_the_context_is_found_by_what_is_copied_and_used(tmp_path: Path) -> None:
    build = build_in(tmp_path, PROJECT, requirements__txt="numpy==2.3.5\n")
    assert build.context is not None
    assert build.context.how == "found"
    assert build.context.is_file("requirements.txt")


def test_the_context_is_found_by_what_is_mounted(tmp_path: Path) -> None:
    (tmp_path / "docker").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "uv.lock").write_text("")
    path = tmp_path / "docker" / "Dockerfile"
    path.write_text("FROM python:3.12-slim\nRUN --mount=source=uv.lock,target=uv.lock uv sync\nCOPY . /app\n")
    build = Build(Source(str(path), path.read_bytes()), Settings())
    assert build.context is not None
    assert build.context.is_file("uv.lock")


def test_there_is_no_context_without_a_file_on_disk() -> None:
    assert Build(Source("Dockerfile", PROJECT.encode()), Settings()).context is None


def test_a_given_context_counts(tmp_path: Path) -> None:
    settings = Settings()
    settings.context = str(tmp_path)
    build = build_in(tmp_path, "FROM scratch\n", settings)
    assert build.context is not None
    assert build.context.how == "given"


def test_requirements_files_count_in_the_download(tmp_path: Path) -> None:
    build = build_in(tmp_path, PROJECT, requirements__txt="torch==2.15.0\n")
    assert build.stages[0].runs[0].download[0] > 2_000_000_000


def test_a_cpu_index_in_the_file_is_seen(tmp_path: Path) -> None:
    text = "--index-url https://download.pytorch.org/whl/cpu\ntorch==2.15.0\n"
    size, at_least = build_in(tmp_path, PROJECT, requirements__txt=text).stages[0].runs[0].download
    assert size < 20_000_000
    assert at_least


def test_requirements_tell_of_the_hardware(tmp_path: Path) -> None:
    build = build_in(tmp_path, PROJECT, requirements__txt="numpy\nvllm==0.9\n")
    hint = build.hardware.gpu_hint
    assert hint is not None
    assert (hint.word, hint.path) == ("vllm", str(tmp_path / "requirements.txt"))


def test_compose_gives_the_arguments_that_have_no_default(tmp_path: Path) -> None:
    compose = "services:\n  api:\n    build:\n      context: .\n      args: [BASE=python:3.12, TAG=x]\n"
    build = build_in(tmp_path, "ARG BASE\nARG TAG=y\nFROM $BASE\n", compose__yaml=compose)
    assert build.stages[0].base_name == "python:3.12"
    assert build.global_environment["TAG"] == "y"


def test_services_that_disagree_give_nothing(tmp_path: Path) -> None:
    service = "  {}:\n    build:\n      context: .\n      args: [BASE={}]\n"
    compose = "services:\n" + service.format("a", "x") + service.format("b", "y")
    assert build_in(tmp_path, "ARG BASE\nFROM $BASE\n", compose__yaml=compose).stages[0].base_name is None


def test_findings_name_the_line_of_the_requirements_file() -> None:
    dockerfile = PROJECT.replace("-slim", "")
    files = {"requirements.txt": "numpy\nflash-attn==2.8\n"}
    (finding,) = run(dockerfile, [bloated_base_image], files=files)
    (related,) = finding.related
    assert related.place.path.endswith("requirements.txt")
    assert related.place.span.start == len("numpy\n")
