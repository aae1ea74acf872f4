from __future__ import annotations

import pytest

from mlint.image.base_images import (
    bloat,
    entrypoint,
    has_bash_as_sh,
    is_full_python_tag,
    is_jupyter_stack,
    is_windows,
    moving,
    slim_tag,
)
from mlint.image.references import ImageReference, parse_reference


def image(text: str) -> ImageReference:
    found = parse_reference(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("python:3.12", "none"),
        ("ubuntu", "none"),
        ("docker.io/library/debian:12", "none"),
        ("quay.io/python:3", "unknown"),
        ("someone/python", "unknown"),
        ("pytorch/torchserve:0.12", "evaluates"),
        ("vllm/vllm-openai", "unknown"),
    ],
)
def test_entrypoint(text: str, kind: str) -> None:
    assert entrypoint(image(text)) == kind
    assert entrypoint(None) == "unknown"


@pytest.mark.parametrize(
    ("text", "bash"),
    [
        ("amazonlinux:2023", True),
        ("fedora", True),
        ("registry.access.redhat.com/ubi9/ubi", True),
        ("registry.redhat.io/ubi9/python-311", True),
        ("python:3.12", False),
        ("someone/fedora", False),
    ],
)
def test_bash_as_sh(text: str, bash: bool) -> None:
    assert has_bash_as_sh(image(text)) is bash
    assert not has_bash_as_sh(None)


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
        ("someone/python:3.12", None),
        ("buildpack-deps:bookworm", "buildpack-deps"),
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
    assert slim is None or not is_full_python_tag(slim)


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
