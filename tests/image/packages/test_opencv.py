"""The libraries that OpenCV does not find in an image."""

from __future__ import annotations

import pytest

from mlint.image.packages.opencv import missing_libraries, opencv_with_windows
from mlint.knowledge.libgl import BRING_LIBGL, MAY_BRING_GLIB, NEITHER
from tests.builds import build

BOTH = ("libgl1", "libglib2.0-0")


def missing(text: str) -> tuple[str, ...]:
    found = build(f"{text}\n")
    opencv = opencv_with_windows(found)
    assert opencv is not None
    return missing_libraries(found, opencv)


@pytest.mark.parametrize(
    ("base", "libraries"),
    [
        ("python:3.12-slim", BOTH),
        ("python:3.12", ("libgl1",)),
        ("public.ecr.aws/docker/library/python:3.12-slim", BOTH),
        ("python:3.6-slim", ()),
        ("python:3.12-alpine", ()),
        ("debian:13", BOTH),
        ("debian:bookworm-slim", BOTH),
        ("debian:9", ()),
        ("ubuntu:24.04", BOTH),
        ("ubuntu:18.04", ()),
        ("nvidia/cuda:12.4.1-base-ubuntu22.04", BOTH),
        ("nvcr.io/nvidia/cuda:12.4.1-runtime-ubuntu22.04", BOTH),
        ("nvidia/cuda:12.4.1-devel-ubuntu22.04", ()),
        ("nvidia/cuda:12.4.1-runtime-rockylinux9", ()),
        ("ghcr.io/astral-sh/uv:python3.12-bookworm", ("libgl1",)),
        ("ghcr.io/astral-sh/uv:debian-slim", BOTH),
        ("pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime", ()),
        ("continuumio/miniconda3:25.3.1-1", ()),
        ("acme/python:3.12-slim", ()),
    ],
)
def test_images(base: str, libraries: tuple[str, ...]) -> None:
    assert missing(f"FROM {base}\nRUN pip install opencv-python") == libraries


@pytest.mark.parametrize(
    ("line", "libraries"),
    [
        ("RUN apt-get install -y curl git", BOTH),
        ("RUN apt-get install -y libgl1=1.6.0-1", ("libglib2.0-0",)),
        ("RUN apt-get install -y libglib2.0-dev", ("libgl1",)),
        ("RUN apt-get install -y libgl1 libglib2.0-0", ()),
        ("RUN apt-get install -y nobody-knows", ()),
        ("RUN apt-get install -y ./local.deb", ()),
        ("RUN apt-get build-dep -y mesa", ()),
        ("RUN dpkg -i /tmp/a.deb", ()),
        ("RUN curl -fsSL https://example.com/install | sh", ()),
        ("RUN . /opt/venv/bin/activate && /opt/venv/bin/python -m pip list", BOTH),
        ("RUN . ./install.env", ()),
        ("RUN python install.py", ()),
        ("RUN python setup.py install", BOTH),
        ("RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF", ()),
        ("COPY app.py /", BOTH),
        ("COPY rootfs /", ()),
        ("ADD rootfs.tar.gz /", ()),
        ("COPY lib.so /usr/lib/", ()),
        ("COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /uvx /bin/", BOTH),
        ("COPY --from=acme/graphics /opt /opt", ()),
        ("ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility", BOTH),
        ("ENV NVIDIA_DRIVER_CAPABILITIES=compute,graphics", ()),
        ("RUN pip uninstall -y opencv-python", ()),
        ("RUN conda install -y libgl", ()),
    ],
)
def test_other_lines(line: str, libraries: tuple[str, ...]) -> None:
    assert missing(f"FROM python:3.12-slim\nRUN pip install opencv-python\n{line}") == libraries


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("opencv-python>=4", True),
        ("opencv-python==4.5.1.48", True),
        ("opencv-python==4.2.0.34", False),
        ("'opencv-python<4.3'", False),
        ("--no-binary :all: opencv-python", False),
        ("--extra-index-url https://pypi.example.com/simple opencv-python", False),
        ("'opencv-python; python_version < \"3.9\"'", False),
        ("insightface", True),
        ("'insightface>=0.2'", True),
        ("insightface==0.7.3", False),
        ("--no-deps ultralytics", False),
        ("ultralytics -r not-there.txt", False),
    ],
)
def test_what_is_asked_for(words: str, known: bool) -> None:
    found = build(f"FROM python:3.12-slim\nRUN pip install {words}\n")
    opencv = opencv_with_windows(found)
    assert bool(opencv and missing_libraries(found, opencv)) is known


def test_tables_do_not_overlap() -> None:
    assert not NEITHER & MAY_BRING_GLIB
    assert not BRING_LIBGL & (NEITHER | MAY_BRING_GLIB)
