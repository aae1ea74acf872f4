from __future__ import annotations

import pytest

from mlint.image.base.base_images import (
    bloat,
    builds_software,
    is_jupyter_stack,
    is_windows,
    missing_in_slim,
    moves_by_habit,
    moving,
    moving_stack,
    only_python_by_apt,
    python_by_apt,
    slim_tag,
)
from mlint.image.references import ImageReference, parse_reference
from tests.image.helpers import shell


def image(text: str) -> ImageReference:
    found = parse_reference(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("python", "python"),
        ("python:3.12", "python"),
        ("python:3.12-bookworm", "python"),
        ("python:3.13.0rc1", "python"),
        ("python:latest", "python"),
        ("python:bookworm", "python"),
        ("python:3.12-slim", None),
        ("python:slim", None),
        ("python:3.12-slim-bookworm", None),
        ("python:3.12-alpine3.20", None),
        ("python:alpine", None),
        ("python:3.12-windowsservercore-1809", None),
        ("python:3.12-something", None),
        ("python:mine", None),
        ("python:3.15-rc", None),
        ("python:sid", "python"),
        ("public.ecr.aws/docker/library/python:3.12", "python"),
        ("amd64/python:3.12-slim", None),
        ("pypy:3.10", None),
        ("ghcr.io/astral-sh/uv:python3.12-bookworm", None),
        ("someone/python:3.12", None),
        ("python@sha256:00", None),
        ("buildpack-deps:bookworm", "buildpack-deps"),
        ("buildpack-deps:bookworm-scm", None),
        ("quay.io/jupyter/scipy-notebook:2024-01-01", "notebook"),
        ("kaggle/my-notebook", "notebook"),
        ("tensorflow/tensorflow:2.16.1-jupyter", "notebook"),
        ("continuumio/anaconda3:2024", "anaconda"),
        ("continuumio/miniconda3", None),
    ],
)
def test_bloat(text: str, kind: str | None) -> None:
    assert bloat(image(text)) == kind


@pytest.mark.parametrize(
    ("tag", "slim"),
    [
        ("3.12", "3.12-slim"),
        ("3.12-bookworm", "3.12-slim-bookworm"),
        ("3", "3-slim"),
        ("bookworm", None),
        ("latest", None),
        (None, None),
    ],
)
def test_slim_tag(tag: str | None, slim: str | None) -> None:
    assert slim_tag(tag) == slim
    assert slim is None or bloat(image(f"python:{slim}")) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("python", "no tag, so it is 'latest'"),
        ("nvcr.io/nvidia/cuda", "no tag, so it is 'latest'"),
        ("python:latest", "the moving tag 'latest'"),
        ("pytorch/pytorch:nightly", "the moving tag 'nightly'"),
        ("tensorflow/tensorflow:latest-gpu", "the moving tag 'latest-gpu'"),
        ("rocm/pytorch:rocm6.2-nightly", "the moving tag 'rocm6.2-nightly'"),
        ("someone/x:main", "the moving tag 'main'"),
        ("python:3", "the loose tag '3'"),
        ("python:3-slim", "the loose tag '3-slim'"),
        ("python:slim", "the loose tag 'slim'"),
        ("python:3.12", None),
        ("python:3.12-slim", None),
        ("ubuntu:22.04", None),
        ("nvcr.io/nvidia/pytorch:24.01-py3", None),
        ("python@sha256:00", None),
        ("python:latest@sha256:00", None),
        ("my-image", None),
        ("my-image:latest", None),
        ("localhost:5000/x", None),
        ("company/ml-base", None),
        ("ghcr.io/company/torch-2.4:latest", None),
        ("node:20", None),
        ("python:2", None),
        ("someone/x:nightly-20250801", None),
        ("someone/x:latest-2025-08-01", None),
        ("someone/x:nightly-1a2b3c4", None),
        ("postgres:17-latest", None),
        ("gcr.io/distroless/static-debian12:latest", None),
        ("registry.access.redhat.com/ubi9/ubi-minimal", None),
        ("registry.access.redhat.com/ubi/ubi-minimal", "no tag, so it is 'latest'"),
    ],
)
def test_moving(text: str, why: str | None) -> None:
    assert moving(image(text)) == why


def test_jupyter_stacks() -> None:
    names = ["jupyter/base-notebook", "quay.io/jupyter/scipy-notebook:latest", "jupyter", "someone/jupyter"]
    assert [is_jupyter_stack(image(name)) for name in names] == [True, True, False, False]


def test_windows() -> None:
    names = [
        "mcr.microsoft.com/windows/nanoserver",
        "python:3.12-windowsservercore",
        "mcr.microsoft.com/devcontainers/x",
    ]
    assert [is_windows(image(name)) for name in names] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "stack"),
    [
        ("rocm/pytorch:latest", "ROCm"),
        ("pytorch/pytorch", "CUDA"),
        ("tensorflow/tensorflow:latest-gpu", "CUDA"),
        ("someone/cuda-base:latest", "CUDA"),
        ("python:latest", None),
    ],
)
def test_moving_stack(text: str, stack: str | None) -> None:
    assert moving_stack(image(text)) == stack


def test_moves_by_habit() -> None:
    names = ["us-docker.pkg.dev/colab-images/public/runtime", "jupyter/base-notebook", "python"]
    assert [moves_by_habit(image(name)) for name in names] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "builds"),
    [
        ("make install", True),
        ("pip install --no-binary :all: x", True),
        ("pip install git+https://x/y", True),
        ("apt-get install -y build-essential", True),
        ("apt-get install -y curl", False),
        ("pip install torch ?", False),
    ],
)
def test_builds_software(text: str, builds: bool) -> None:
    assert builds_software([shell("true"), shell(text)], frozenset()) is builds
    assert not builds_software([], frozenset())
    assert builds_software([], frozenset({"flash-attn"}))


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        (["pip install torch"], []),
        (["pip install git+https://x/y"], ["git"]),
        (["apt-get install -y git", "pip install git+https://x/y"], []),
        (["gcc a.c", "apt-get install -y gcc"], ["gcc"]),
        (["apt-get install -y build-essential", "gcc a.c", "c++ a.cc"], []),
        (["? x"], []),
    ],
)
def test_missing_in_slim(lines: list[str], missing: list[str]) -> None:
    assert missing_in_slim([shell(line) for line in lines]) == missing


def test_libraries_of_packages_missing_in_slim() -> None:
    assert missing_in_slim([shell("gcc a.c")], ["lightgbm", "numpy"]) == ["gcc", "libgomp1"]
    assert missing_in_slim([shell("apt-get install -y libgomp1")], ["lightgbm"]) == []
    assert missing_in_slim([], ["ultralytics"]) == ["libglib2.0-0"]


@pytest.mark.parametrize(
    ("names", "only", "version"),
    [
        ("python3 python3-pip", True, None),
        ("python3.11 python3.11-venv build-essential curl", True, "3.11"),
        ("python3.9 python3.11", True, None),
        ("python3-pip ffmpeg", False, None),
        ("python3-numpy", False, None),
        ("curl git", False, None),
        ("", False, None),
    ],
)
def test_python_by_apt(names: str, only: bool, version: str | None) -> None:
    packages = frozenset(names.split())
    assert only_python_by_apt(packages) is only
    assert python_by_apt(packages) == version
