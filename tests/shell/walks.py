"""Walks over what the shell reader delivers, for its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.shell.nodes import SimpleCommand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.shell.nodes import Compound, Pipeline, Redirection, Script, Word


def scripts(outermost: Script) -> Iterator[Script]:
    """The script and all inside it."""
    waiting = [outermost]
    while waiting:
        script = waiting.pop()
        yield script
        for pipeline in script.pipelines:
            for command in pipeline.commands:
                waiting += command.scripts()


def pipelines(script: Script) -> Iterator[Pipeline]:
    for inner in scripts(script):
        yield from inner.pipelines


def nodes(script: Script) -> Iterator[SimpleCommand | Compound]:
    """All simple and compound commands."""
    for pipeline in pipelines(script):
        yield from pipeline.commands


def redirections(script: Script) -> Iterator[Redirection]:
    for node in nodes(script):
        yield from node.redirections


def words(node: SimpleCommand | Compound) -> list[Word]:
    return node.words if isinstance(node, SimpleCommand) else node.header


def values(script: Script) -> list[list[str | None]]:
    """The values of the words of every simple command."""
    return [[word.value for word in command.words] for command in script.commands()]


def operators(script: Script) -> list[int]:
    """The offsets of ``&&``, ``||``, ``|`` and ``|&`` on all levels."""
    found = []
    for pipeline in pipelines(script):
        if pipeline.separator in ("&&", "||"):
            found.append(pipeline.separator_offset)
        found += [operator.offset for operator in pipeline.operators]
    return sorted(found)
