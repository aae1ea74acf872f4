"""Which commands fetch apt's package lists, change its sources, and which installs look into the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.image.base.families.facts import OperatingSystem
from mlint.image.packages.apt_lists import (
    lists_bytes,
    looks_up,
    may_have_fresh_lists,
    missing_python,
    other_sources_before,
    removed_package,
    updates_before,
    with_update,
)
from mlint.knowledge.removed_apt_packages import REMOVED_APT_PACKAGES
from tests.builds import build

if TYPE_CHECKING:
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run


def last(text: str) -> tuple[Run, Install]:
    """The last RUN that uses apt, and its last call."""
    run = [run for run in build(text).stages[-1].runs if run.installs][-1]
    return run, run.installs[-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("install git", True),
        ("install ./a.deb git", True),
        ("build-dep git", True),
        ("install ./a.deb", False),
        ("install -s git", False),
        ("install -f", False),
        ("install $PACKAGES", False),
        ("remove git", False),
    ],
)
def test_looks_up(words: str, expected: bool) -> None:
    assert looks_up(last(f"RUN apt-get {words}")[1]) is expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("apt-get update &&", True),
        ("sudo apt-get update -qq;", True),
        ("add-apt-repository ppa:a/b &&", True),
        ("curl https://example.org/x | bash &&", True),
        ("sh /setup.sh &&", True),
        ("source /env &&", True),
        ("$UPDATE &&", True),
        ("/opt/tool/run &&", True),
        ("/usr/bin/env A=b true &&", False),
        ("/usr/bin/git clone x &&", False),
        ("mkdir /a &&", False),
        ("apt-get clean &&", False),
    ],
)
def test_may_have_fresh_lists(before: str, expected: bool) -> None:
    assert may_have_fresh_lists(*last(f"RUN {before} apt-get install git")) is expected


def test_updates_of_the_stages_below_count() -> None:
    run, _ = last("FROM debian:12 AS a\nRUN apt-get update\nFROM a\nRUN apt-get install git && apt-get update")
    assert [one.verb for one in updates_before(run)] == ["update"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RUN apt-get install git", False),
        ("RUN rm -rf /etc/apt/sources.list.d/cuda.list && apt-get install git", False),
        ("RUN echo x >> /etc/apt/sources.list && apt-get install git", True),
        ("RUN dpkg -i /cuda-keyring.deb && apt-get install git", True),
        ("RUN apt-get install ./repository.deb\nRUN apt-get install git", True),
        ("COPY a.list /etc/apt/sources.list.d/\nRUN apt-get install git", True),
        ("RUN apt-get install git\nCOPY a.list /etc/apt/sources.list.d/", False),
        ("RUN --mount=type=bind,source=a,target=/etc/apt/sources.list.d apt-get install git", True),
        ("RUN --mount=type=cache,target=/root/.cache apt-get install git", False),
        ("RUN apt-get install -t sid git", True),
    ],
)
def test_other_sources(text: str, expected: bool) -> None:
    assert other_sources_before(*last(text)) is expected


@pytest.mark.parametrize(
    ("text", "inserted"),
    [
        ("RUN apt-get install git", "apt-get update && "),
        ("RUN A=b sudo apt install git", "apt update && A=b sudo "),
        ("RUN true && \\\n    apt-get install git", "apt-get update && "),
        ("RUN --mount=type=ssh apt-get install git", "apt-get update && "),
        ("RUN A='b c' apt-get install git", None),
        ("RUN false || apt-get install git", None),
        ("RUN yes | apt-get install git", None),
        ("RUN bash -c 'apt-get install git'", None),
        ('RUN ["apt-get", "install", "git"]', None),
        ("RUN true && \\\n    # why\n    apt-get install git", None),
    ],
)
def test_with_update(text: str, inserted: str | None) -> None:
    found = with_update(*last(text))
    assert (found.text if found else None) == inserted


@pytest.mark.parametrize(
    ("system", "name", "gone"),
    [
        (("debian", "13"), "libgl1-mesa-glx", True),
        (("debian", "12"), "libgl1-mesa-glx", False),
        (("ubuntu", "24.04"), "libgl1-mesa-glx", True),
        (("ubuntu", "22.04"), "libgl1-mesa-glx", False),
        (("ubuntu", "24.04"), "software-properties-common", False),
        (("ubuntu", "22.04"), "python-pip", False),
        (("ubuntu", None), "libgl1-mesa-glx", False),
        (("alpine", "3.22"), "libgl1-mesa-glx", False),
        (("debian", "13"), "git", False),
    ],
)
def test_removed_package(system: tuple[str, str | None], name: str, gone: bool) -> None:
    assert (removed_package(OperatingSystem(*system), name) is not None) is gone


def test_every_removed_package_is_gone_somewhere_and_has_advice() -> None:
    for name, package in REMOVED_APT_PACKAGES.items():
        assert package.debian or package.ubuntu, name
        assert bool(package.now) != bool(package.advice), name
        assert not package.now or package.now not in REMOVED_APT_PACKAGES, name


@pytest.mark.parametrize(
    ("base", "name", "pythons"),
    [
        ("ubuntu:22.04", "python3.12", ("3.10", "3.11")),
        ("ubuntu:22.04", "python3.12-dev", ("3.10", "3.11")),
        ("ubuntu:22.04", "python3.11-dev", ()),
        ("debian:12", "python3.9", ("3.11",)),
        ("debian:12", "python3.9-numpy", ()),
        ("debian:12", "python3", ()),
        ("debian:12", "libpython3.9", ()),
        ("python:3.12-slim-trixie", "python3.12-dev", ("3.13",)),
        ("ubuntu:23.10", "python3.9", ()),
        ("alpine:3.20", "python3.9", ()),
    ],
)
def test_missing_python(base: str, name: str, pythons: tuple[str, ...]) -> None:
    facts = build(f"FROM {base}").stages[0].base_facts
    assert facts is not None
    assert missing_python(facts, name) == pythons


def test_lists_bytes() -> None:
    assert lists_bytes(build("FROM ubuntu:24.04").stages[0]) == 55_400_000
    assert lists_bytes(build("FROM acme/base").stages[0]) is None


def test_with_update_on_lines_that_end_with_crlf() -> None:
    found = with_update(*last("FROM debian:12\r\nRUN true && \\\r\n    A=b apt-get install git\r\n"))
    assert found is not None
    assert found.text == "apt-get update && A=b "
