"""Servers for development as the start command, and how the file changes into one for production."""

from __future__ import annotations

import os

from mlint.dockerfile.source import Span
from mlint.image.names import words_of
from mlint.image.purpose import is_for_development
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build
    from mlint.image.start.listening import RunningServer
    from mlint.image.start.startup import StartPart
    from mlint.shell.commands import Command

_FOR_PRODUCTION = frozenset({"prod", "production"})


class DevServer(Record):
    """A server that runs for development.

    ``changes`` are spans and the texts to put there so that it runs for production; None when other words do not do it.
    """

    server: RunningServer
    place: Span
    changes: tuple[tuple[Span, str], ...] | None


def dev_server(build: Build) -> DevServer | None:
    """The server for development that an image starts which is, as far as is known, shipped."""
    server = build.startup.server
    if server is None or server.command is None or not (server.for_development or server.dev_switches):
        return None
    if is_for_development(build) or _has_production_twin(build.path) or _is_watched(build):
        return None
    return DevServer(server, server.command.span, _changes(build, server))


def _has_production_twin(path: str) -> bool:
    """Whether a file beside this Dockerfile is called after production, and this one is not: ``Dockerfile.prod``."""
    folder, own = os.path.split(path)
    if not os.path.isfile(path) or not _FOR_PRODUCTION.isdisjoint(words_of(own)):
        return False
    words = set(words_of(own))
    names = (words_of(name) for name in os.listdir(folder or "."))
    return any(words < set(other) and not _FOR_PRODUCTION.isdisjoint(other) for other in names)


def _is_watched(build: Build) -> bool:
    """Whether a compose file brings changes of the source into the running container."""
    return os.path.isfile(build.path) and any(one.develops for one in build.contexts.compose_builds(build.path))


def _changes(build: Build, server: RunningServer) -> tuple[tuple[Span, str], ...] | None:
    part = next((one for one in build.startup.parts if server.command in one.commands), None)
    if part is None or server.command is None:
        return None
    changes: list[tuple[Span, str]] = []
    if server.name == "fastapi dev":
        verb = next((one for one in server.command.arguments if one.value == "dev" and one.literal), None)
        if verb is None:
            return None
        changes.append((verb.span, "run"))
    elif server.for_development:
        return None
    for switch in server.dev_switches:
        gone = _without_word(part, server.command, switch.span) if switch.span and switch.text.startswith("-") else None
        if gone is None:
            return None
        changes.append((gone, ""))
    return tuple(changes)


def _without_word(part: StartPart, command: Command, span: Span) -> Span | None:
    """The range to delete so that the word at ``span`` goes; None where the file does not hold it plainly."""
    words = [word.span() for word in part.words] if part.in_exec_form else [one.span for one in command.arguments]
    at = words.index(span) if span in words else 0
    if not at:
        return None
    if part.in_exec_form:
        return None if part.instruction.logical.comment_lines else Span(words[at - 1].end + 1, span.end + 1)
    gap = Span(words[at - 1].end, span.start)
    plain = not part.stage.build.source.text[slice(*gap)].strip(f" \t\r\n{part.instruction.escape}")
    return Span(gap.start, span.end) if plain else None
