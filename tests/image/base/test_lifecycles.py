"""Ends of life, judged on the knowledge's own date."""

from __future__ import annotations

import pytest

from mlint.image.base.base_facts import OperatingSystem
from mlint.image.base.lifecycles import (
    TODAY,
    ended_recently,
    full_name,
    has_ended,
    named_release,
    os_end_of_life,
    own_python_end,
    python_end_of_life,
    security_end,
)
from mlint.knowledge.lifecycles import SUCCESSORS, SYSTEM_NAMES, SYSTEMS
from tests.builds import build


@pytest.mark.parametrize(
    ("version", "end"),
    [
        ("3.8", "2024-10-07"),
        ("3.8.20", "2024-10-07"),
        ("3.12", "2028-10-31"),
        ("2.7", "2020-01-01"),
        ("2", "2020-01-01"),
        ("3", None),
        ("3.99", None),
    ],
)
def test_python(version: str, end: str | None) -> None:
    assert python_end_of_life(version) == end


def test_systems() -> None:
    buster = os_end_of_life(OperatingSystem("debian", "10", "buster"))
    assert buster == ("2022-09-10", "2024-06-30", True)
    jammy = os_end_of_life(OperatingSystem("ubuntu", "22.04"))
    assert jammy
    assert not has_ended(jammy.end)
    assert not jammy.left_mirrors
    lunar = os_end_of_life(OperatingSystem("ubuntu", "23.04"))
    assert lunar
    assert lunar.extended_end is None
    assert os_end_of_life(OperatingSystem("debian")) is None
    assert os_end_of_life(OperatingSystem("haiku", "1")) is None


def test_dates() -> None:
    assert TODAY == "2026-11-21"
    assert not has_ended(None)
    assert has_ended("2026-11-20")
    assert not has_ended(TODAY)
    # Python 3.10 ended on 2026-10-31, Python 3.9 a year before.
    assert ended_recently("2026-10-31")
    assert not ended_recently("2025-10-31")
    assert not ended_recently("2027-01-01")


def test_security_end() -> None:
    assert security_end(OperatingSystem("debian", "11")) == "2026-08-31"
    assert security_end(OperatingSystem("ubuntu", "20.04")) == "2025-05-31"
    assert security_end(OperatingSystem("haiku", "1")) is None


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("python:3.8.1-slim", ("3.8", "2024-10-07")),
        ("ghcr.io/astral-sh/uv:python3.9-alpine", ("3.9", "2025-10-31")),
        ("python:3", None),
        ("pypy:3.8", None),
        ("ubuntu:20.04", None),
        ("nvcr.io/nvidia/pytorch:21.12-py3", None),
        ("registry.access.redhat.com/ubi8/python-39", None),
        ("acme/python:3.8", None),
    ],
)
def test_own_python(base: str, expected: tuple[str, str] | None) -> None:
    assert own_python_end(build(f"FROM {base} AS a\nFROM a").stages[1]) == expected


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("debian:buster-slim", "Debian 10 (buster)"),
        ("nvidia/cuda:11.8.0-base-ubuntu20.04", "Ubuntu 20.04"),
        ("amazonlinux:2", "Amazon Linux 2"),
        ("python:3.8-slim-bullseye", "Debian 11 (bullseye)"),
        ("python:3.6.9-slim", None),
        ("debian", None),
        ("acme/debian:10", None),
    ],
)
def test_named_release(base: str, expected: str | None) -> None:
    found = named_release(build(f"FROM {base}").stages[0])
    assert (found and full_name(found)) == expected


def test_every_system_has_a_name_and_a_successor() -> None:
    assert set(SYSTEMS) == set(SYSTEM_NAMES) == set(SUCCESSORS)
