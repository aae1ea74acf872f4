"""Images that bring a Python, and those of distributions and other languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.image.base.base_facts_helpers import check, facts, maybe_facts, system

TRIXIE, BOOKWORM, BULLSEYE = "debian 13 trixie", "debian 12 bookworm", "debian 11 bullseye"


@pytest.mark.parametrize(
    ("tag", "version", "variant", "release", "floats"),
    [
        ("3.12", "3.12", "full", TRIXIE, True),
        ("3.12-slim", "3.12", "slim", TRIXIE, True),
        ("3.12-slim-bookworm", "3.12", "slim", BOOKWORM, False),
        ("3.12-bookworm", "3.12", "full", BOOKWORM, False),
        ("3.8", "3.8", "full", BOOKWORM, True),
        ("3.7-slim", "3.7", "slim", BOOKWORM, True),
        ("3.6-slim", "3.6", "slim", BULLSEYE, True),
        ("2.7-slim", "2.7", "slim", "debian 10 buster", True),
        ("2", "2.7", "full", "debian 10 buster", True),
        # Patch versions stay where they were built last.
        ("3.10.13-slim", "3.10", "slim", BOOKWORM, False),
        ("3.10.11-slim", "3.10", "slim", BULLSEYE, False),
        ("3.10.18-slim", "3.10", "slim", TRIXIE, False),
        ("3.9.7-slim", "3.9", "slim", BULLSEYE, False),
        ("3.8.5", "3.8", "full", "debian 10 buster", False),
        ("3.11.13", "3.11", "full", TRIXIE, False),
        ("3.11.12", "3.11", "full", BOOKWORM, False),
        ("3.6.1", "3.6", "full", "debian", False),
        ("3.12.14", "3.12", "full", TRIXIE, False),
        ("3.99-slim", "3.99", "slim", "debian", False),
        # What moves on.
        ("3", None, "full", TRIXIE, True),
        ("3-slim", None, "slim", TRIXIE, True),
        ("slim", None, "slim", TRIXIE, True),
        ("latest", None, "full", TRIXIE, True),
        ("bookworm", None, "full", BOOKWORM, False),
        ("slim-bullseye", None, "slim", BULLSEYE, False),
        # Alpine.
        ("3.12-alpine", "3.12", "alpine", "alpine 3.24", True),
        ("3.8-alpine", "3.8", "alpine", "alpine 3.20", True),
        ("3.12.1-alpine", "3.12", "alpine", "alpine 3.19", False),
        ("3.12-alpine3.19", "3.12", "alpine", "alpine 3.19", False),
        ("alpine", None, "alpine", "alpine 3.24", True),
        # Release candidates.
        ("3.15-rc-slim", "3.15", "slim", TRIXIE, True),
        ("3.15.0rc1", "3.15", "full", TRIXIE, False),
        ("3.15.0a7-slim", "3.15", "slim", TRIXIE, False),
    ],
)
def test_python_tags(tag: str, version: str | None, variant: str, release: str, floats: bool) -> None:
    found = facts(f"python:{tag}")
    actual = (found.python_version, found.variant, system(found), found.os_floats)
    assert actual == (version, variant, release, floats)
    assert (found.family, found.python, found.own_python, found.gpu, found.user) == (
        "python",
        True,
        True,
        False,
        "root",
    )


@pytest.mark.parametrize(
    ("text", "version", "release"),
    [
        # With a digest, a tag that floats may have pointed anywhere.
        ("python:3.12-slim@sha256:0123", "3.12", "debian"),
        ("python:3.12-slim-bookworm@sha256:0123", "3.12", BOOKWORM),
        ("python:3.12.1-slim@sha256:0123", "3.12", BOOKWORM),
        ("python:3.12.11-slim@sha256:0123", "3.12", "debian"),
        ("python:3.12.0-slim@sha256:0123", "3.12", BOOKWORM),
        ("python:latest@sha256:0123", None, "debian"),
        ("python@sha256:0123", None, None),
        ("ubuntu:latest@sha256:0123", None, "ubuntu"),
        ("ubuntu:22.04@sha256:0123", None, "ubuntu 22.04 jammy"),
        ("ubuntu@sha256:0123", None, "ubuntu"),
        ("ubuntu", None, "ubuntu 26.04 resolute"),
    ],
)
def test_digests(text: str, version: str | None, release: str | None) -> None:
    found = facts(text)
    assert (found.python_version, system(found)) == (version, release)
    if text == "python@sha256:0123":
        assert found.variant is None
        assert not found.os_floats


def test_variables_of_python() -> None:
    assert facts("python:3.12").env["LANG"] == "C.UTF-8"
    assert "LANG" not in facts("python:3.13-slim").env
    assert facts("python:3").env["LANG"] is None
    found = facts("python:3.11")
    assert found.all_env
    assert "PYTHONUNBUFFERED" not in found.env
    assert (found.entrypoint.kind, found.cmd) == ("none", ("python3",))
    assert facts("python:3").cmd == ("python3",)
    assert facts("python:2.7").cmd == ("python2",)


def test_windows() -> None:
    for text in ("python:3.12-windowsservercore-ltsc2022", "pypy:3.10-windowsservercore", "golang:1.22-nanoserver"):
        assert facts(text).family == "windows"


OTHERS: dict[str, dict[str, Any]] = {
    "ghcr.io/astral-sh/uv:python3.12-bookworm-slim": {
        "family": "uv",
        "python_version": "3.12",
        "os": BOOKWORM,
        "variant": "slim",
        "tools": {"uv", "pip"},
        "own_python": True,
        "entrypoint": "none",
        "workdir": "/",
    },
    "ghcr.io/astral-sh/uv:0.8.4-python3.13-alpine": {"python_version": "3.13", "os": "alpine", "variant": "alpine"},
    "ghcr.io/astral-sh/uv:debian-slim": {"python": False, "own_python": False, "os": "debian", "tools": {"uv"}},
    "ghcr.io/astral-sh/uv:0.8.4": {
        "python": False,
        "variant": "distroless",
        "workdir": "/io",
        "entrypoint": "interpreter",
        "os": None,
    },
    "ghcr.io/astral-sh/uv": {"variant": "distroless"},
    "ghcr.io/astral-sh/uv@sha256:0123": {"python": None, "variant": None},
    "astral/uv:python3.12-bookworm": {"python_version": "3.12", "variant": "full"},
    "pypy:3.10-7.3-slim-bookworm": {"python_version": "3.10", "os": BOOKWORM, "variant": "slim"},
    "pypy:latest": {"python_version": None, "os": "debian"},
    "tiangolo/uvicorn-gunicorn-fastapi:python3.11-slim": {
        "python_version": "3.11",
        "variant": "slim",
        "server": "gunicorn",
        "entrypoint": "none",
        "workdir": "/app",
        "cmd": ("/start.sh",),
    },
    "tiangolo/uwsgi-nginx-flask:python3.8": {"entrypoint": "execs", "python_version": "3.8"},
    "mcr.microsoft.com/devcontainers/python:1-3.11-bookworm": {"python_version": "3.11", "os": BOOKWORM},
    "mcr.microsoft.com/playwright/python:v1.40.0-jammy": {"python_version": "3.10", "own_python": False},
    "mcr.microsoft.com/azure-functions/python:4-python3.10": {"python_version": "3.10", "entrypoint": "unknown"},
    "apache/airflow:2.7.1-python3.10": {"python_version": "3.10", "user": "50000", "workdir": "/opt/airflow"},
    "bitnami/python:3.12.3-debian-12-r4": {"python_version": "3.12", "os": "debian", "user": None},
    "openeuler/python:3.11.13-oe2403lts": {"python_version": "3.11", "os": "openeuler 24.03"},
    "opea/comps-base:latest": {"python_version": "3.11", "user": "user", "workdir": "/home/user", "os": "debian"},
    "opea/comps-base:latest-openeuler": {"os": "openeuler"},
    "registry.access.redhat.com/ubi9/python-311:1": {
        "family": "python",
        "python_version": "3.11",
        "os": "ubi 9",
        "user": "1001",
        "workdir": "/opt/app-root/src",
        "entrypoint": "execs",
    },
    "registry.redhat.io/ubi8:8.9": {"family": "os", "os": "ubi 8", "user": "root"},
    "redhat/ubi9-minimal:9.3": {"os": "ubi 9", "variant": "minimal"},
    "registry.access.redhat.com/ubi9/openjdk-17-runtime:1.22": {"family": "runtime", "variant": "minimal"},
    "registry.access.redhat.com/ubi9/nodejs-20": {"family": "runtime", "user": None, "workdir": None},
    "gcr.io/distroless/python3-debian12": {
        "python_version": "3.11",
        "entrypoint": "interpreter",
        "user": "root",
        "own_python": False,
    },
    "gcr.io/distroless/python3:nonroot": {"python_version": None, "user": "65532", "os": "debian"},
    "gcr.io/distroless/cc-debian11@sha256:0123": {"python": False, "user": None, "os": BULLSEYE},
    "ubuntu:22.04": {"os_floats": False, "os": "ubuntu 22.04 jammy", "all_env": True},
    "apache/airflow:3.0.1": {"python_version": None},
    "mcr.microsoft.com/devcontainers/python:3": {"python_version": None},
    "cimg/python:3.11.4-node": {"python_version": "3.11"},
    "debian:12.5-slim": {"os": BOOKWORM, "variant": "slim", "python": False, "frameworks": {}},
    "debian:bookworm-20240110": {"os": BOOKWORM, "os_floats": False},
    "debian:stable-slim": {"os": TRIXIE, "os_floats": True},
    "debian:unstable": {"os": "debian", "os_floats": False},
    "ubuntu:focal-20240530": {"os": "ubuntu 20.04 focal"},
    "ubuntu:devel": {"os": "ubuntu"},
    "centos:centos7.9.2009": {"os": "centos 7", "python": None},
    "centos:latest": {"os": "centos"},
    "alpine": {"os": "alpine 3.24", "os_floats": True},
    "alpine:edge": {"os": "alpine"},
    "almalinux:9-minimal": {"os": "almalinux 9", "variant": "minimal"},
    "amazonlinux:2.0.20240109": {"os": "amazonlinux 2"},
    "openeuler/openeuler:22.03-lts": {"os": "openeuler 22.03"},
    "buildpack-deps:bookworm": {"variant": "full", "python": None, "os": BOOKWORM},
    "buildpack-deps:bookworm-curl": {"variant": None},
    "mcr.microsoft.com/azurelinux/base/core:3.0": {"os": "azurelinux 3.0"},
    "node:22-bookworm-slim": {"family": "runtime", "os": BOOKWORM, "entrypoint": "execs", "python": False},
    "node:22": {"os": "debian", "python": None, "workdir": "/"},
    "node:20-alpine": {"os": "alpine", "variant": "alpine", "python": False},
    "node@sha256:0123": {"os": None},
    "golang:1.22-alpine3.19": {"os": "alpine 3.19", "entrypoint": "none", "workdir": "/go"},
    "bash:alpine3.19": {"os": "alpine 3.19"},
    "caddy:2": {"os": "alpine"},
    "maven:3.9": {"os": None, "entrypoint": "execs"},
    "grafana/grafana:12.0.2": {"user": "472", "entrypoint": "unknown"},
    "ros:humble-ros-base": {"os": "ubuntu 22.04 jammy"},
    "osrf/ros:noetic-desktop-full": {"os": "ubuntu 20.04 focal"},
}


@pytest.mark.parametrize("text", OTHERS)
def test_others(text: str) -> None:
    check(text, OTHERS[text])


def test_names_that_only_look_alike() -> None:
    for text in ("python-slim", "agrigorev/zoomcamp-model:mlops-3.9.7-slim", "uv:latest", "tiangolo/node-frontend"):
        assert maybe_facts(text) is None
