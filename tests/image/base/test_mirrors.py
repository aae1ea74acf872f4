"""Packages of releases that have left their mirrors."""

from __future__ import annotations

import pytest

from mlint.image.base.mirrors import first_failing_fetch
from tests.builds import at, build


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RUN apt-get update", "apt-get update"),
        ("RUN apt -y install gcc", "apt -y install gcc"),
        ("RUN yum install -y gcc && yum update", "yum install -y gcc"),
        ("RUN microdnf install gcc", "microdnf install gcc"),
        ("RUN apt-get clean", None),
        ("RUN apt-get update || true", None),
        ("RUN if test -f /x; then apt-get update; fi", None),
        ("RUN sed -i s/a/b/ /etc/apt/sources.list\nRUN apt-get update", None),
        ("RUN apt-get update\nRUN sed -i s/a/b/ /etc/apt/sources.list", "apt-get update"),
        ("RUN echo deb http://archive.debian.org/debian buster main > /x\nRUN apt-get update", None),
        ("RUN echo deb http://x/ y z > /etc/apt/sources.list.d/x.list && apt-get update", "apt-get update"),
        ("COPY sources.list /etc/apt/\nRUN apt-get update", None),
        ("COPY CentOS.repo /etc/yum.repos.d/x.repo\nRUN yum update", None),
    ],
)
def test_fetches(text: str, expected: str | None) -> None:
    found = build(text)
    command = first_failing_fetch(found.stages[0])
    assert (at(found, command.span) if command else None) == expected


def test_parent_stage() -> None:
    found = build("FROM centos:7 AS a\nRUN rm /etc/yum.repos.d/*\nFROM a\nRUN yum update")
    assert first_failing_fetch(found.stages[1]) is None
