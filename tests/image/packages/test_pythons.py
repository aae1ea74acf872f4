"""The Python that packages are for."""

from __future__ import annotations

import pytest

from mlint.image.packages.pythons import python_of
from tests.builds import build


def python(text: str) -> str | None:
    found = build(text)
    run = found.stages[-1].runs[-1]
    return python_of(run, run.installs[-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM python:3.12-slim\nRUN pip install x", "3.12"),
        ("FROM python:3.12-slim\nRUN python -m venv /v && /v/bin/pip install x", "3.12"),
        ("FROM python:3.12 AS a\nFROM a\nRUN python3.12 -m pip install x", "3.12"),
        ("FROM ghcr.io/astral-sh/uv:python3.13-alpine\nRUN uv pip install --system x", "3.13"),
        ("FROM ubuntu:22.04\nRUN apt-get install -y python3-pip\nRUN pip3 install x", "3.10"),
        ("FROM nvidia/cuda:12.8.1-base-ubuntu24.04\nRUN pip install x", "3.12"),
        ("FROM python:3.12\nCOPY --from=ghcr.io/astral-sh/uv /uv /usr/local/bin/uv\nRUN pip install x", "3.12"),
        # Another Python, or perhaps.
        ("FROM python:3.12-slim\nRUN python3.9 -m pip install x", None),
        ("FROM python:3.12-slim\nRUN pip3.9 install x", None),
        ("FROM python:3.12-slim\nRUN uv venv --python 3.9 /v\nRUN /v/bin/pip install x", None),
        ("FROM python:3.12-slim\nRUN uv pip install x", None),
        ("FROM python:3.12-slim\nRUN uv python install 3.9 && pip install x", None),
        ("FROM python:3.12-slim\nRUN conda create -n x && pip install x", None),
        ("FROM python:3.12-slim\nRUN ./setup.sh\nRUN pip install x", None),
        ("FROM python:3.9 AS a\nFROM python:3.12\nCOPY --from=a /usr/local /usr/local\nRUN pip install x", None),
        ("FROM ubuntu:22.04\nRUN apt-get install -y python3.9-venv\nRUN pip3 install x", None),
        ("FROM ubuntu\nRUN pip3 install x", None),
        ("FROM python:3\nRUN pip3 install x", None),
        ("FROM pytorch/pytorch:2.5.1-cuda12.4-cudnn9-devel\nRUN pip install x", None),
        ("FROM continuumio/miniconda3\nRUN pip install x", None),
    ],
)
def test_python(text: str, expected: str | None) -> None:
    assert python(text) == expected
