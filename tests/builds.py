"""Builds for the tests, from the text of a Dockerfile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.build import Build
from mlint.config import Settings
from mlint.dockerfile.source import Source, Span, encode

if TYPE_CHECKING:
    from mlint.shell.commands import Command


def build(text: str, *, target: str | None = None, **build_args: str) -> Build:
    """The build of a Dockerfile; a text without FROM gets one."""
    if "FROM" not in text.upper():
        text = f"FROM python:3.12\n{text}"
    settings = Settings()
    settings.target_stage = target
    settings.build_args = build_args
    return Build(Source("Dockerfile", encode(text)), settings)


def commands(text: str) -> list[Command]:
    """The commands of all RUNs of the first stage."""
    return build(text).stages[0].commands


def command(text: str) -> Command:
    """The one command of all RUNs of the first stage."""
    (found,) = commands(text)
    return found


def at(build: Build, span: Span) -> str:
    """What stands in the file at ``span``."""
    return build.source.text[span.start : span.end]
