"""Servers that nobody outside the container can reach, since they listen on loopback."""

from __future__ import annotations

import os

from mlint.dockerfile.source import Span
from mlint.image.programs import started_script
from mlint.image.runs import Insertion
from mlint.knowledge.servers import EVERYWHERE, LOOPBACK
from mlint.records import Record
from mlint.shell.interpreters import script_index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mlint.build import Build
    from mlint.image.start.listening import RunningServer
    from mlint.image.start.startup import StartPart
    from mlint.shell.commands import Argument, Command


class Unreachable(Record):
    """A server on loopback, as for a message: who, on which host, what to do.

    ``provided`` is what is not known and would have to be so (``no gunicorn.conf.py names another host``). What helps
    is ``added`` to the command, or a ``variable`` that is set (``NAME=value``) before ``part``; perhaps neither.
    """

    who: str
    host: str
    span: Span
    advice: str
    provided: str | None
    part: StartPart
    added: Insertion | None = None
    variable: str | None = None


def unreachable_server(build: Build) -> Unreachable | None:
    """The server that the container is there for, when it listens on loopback; None when it does not or may not.

    Beside other programs, which may hand requests on to it, and behind the adapter of AWS Lambda that is right.
    """
    startup = build.startup
    if len(startup.programs) != 1 or "lambda" in build.runtimes:
        return None
    server = startup.server
    if server is None:
        return _own(build) if any(map(started_script, startup.programs)) else None
    command = server.command
    part = _part(build, command) if command else None
    if command is None or part is None or not server.binds_loopback or _composed(build, server.host_variables):
        return None
    setting = server.host_setting
    by_default = setting.origin == "default"
    words = server.open_words
    advice = f"add {' '.join(words)}" if words else f"set {server.open_setting}"
    if not by_default:
        advice = f"write {EVERYWHERE} instead"
    if server.host_check:
        advice += f", and from MLflow 3.5 on {server.host_check} with the names that clients use"
    on_default = " by default" if by_default else ""
    return Unreachable(
        server.name,
        (server.host or LOOPBACK) + on_default,
        setting.span or _written(part, command),
        advice,
        _provided(build, server, by_default),
        part,
        _added(build, part, command, words) if by_default and words and not server.names_port else None,
        server.open_setting if by_default and "=" in (server.open_setting or "").partition(" ")[0] else None,
    )


def _own(build: Build) -> Unreachable | None:
    """As :func:`unreachable_server`, of a server that the project's script starts."""
    from mlint.image.start.own_servers import own_server_inside

    found = own_server_inside(build.startup)
    part = _part(build, found.command) if found else None
    if found is None or part is None:
        return None
    call = found.call
    variable = f"{call.variable}={EVERYWHERE}" if call.variable and found.host is None else None
    if _composed(build, {call.variable} if call.variable else ()):
        return None
    advice = f'give it {call.host}="{EVERYWHERE}"' + (f", or set {variable}" if variable else "")
    who = f"{call.name} ({found.written} in {found.script})"
    host = found.host or f"{LOOPBACK} by default"
    return Unreachable(who, host, _written(part, found.command), advice, None, part, variable=variable)


def _part(build: Build, command: Command) -> StartPart | None:
    """The instruction in which the program's name stands."""
    start = command.arguments[0].span.start
    return next((one for one in build.startup.parts if _holds(one.instruction.span, start)), None)


def _holds(span: Span, start: int) -> bool:
    return span.start <= start < span.end


def _written(part: StartPart, command: Command) -> Span:
    """The part of the command that stands in one instruction."""
    ends = [one.span.end for one in command.arguments if _holds(part.instruction.span, one.span.start)]
    return Span(command.arguments[0].span.start, max(ends))


def _composed(build: Build, variables: Iterable[str]) -> bool:
    """Whether a compose file starts the container otherwise, on the machine's network, or sets such a variable."""
    if not os.path.isfile(build.path):
        return False
    for one in build.contexts.compose_builds(build.path):
        named = one.environment is None or not one.environment.isdisjoint(variables)
        if one.on_host_network or one.starts_itself or named:
            return True
    return False


def _provided(build: Build, server: RunningServer, by_default: bool) -> str | None:
    """What would have to be so that the server surely listens on loopback; None when nothing is open."""
    startup = build.startup
    unknown = startup.facts is None and not startup.from_scratch
    if not startup.program_known or (by_default and unknown):
        return "the base image's entrypoint and variables do not change it"
    cmd = startup.cmd
    if cmd and startup.entrypoint and not startup.entrypoint.empty and server.command in cmd.commands:
        return "the entrypoint's script does not change it"
    if by_default and server.opening_variable:
        return f"nothing sets {server.opening_variable} when it runs"
    file = next(iter(server.config_files), None) if by_default and build.context is None else None
    if file and any(copy.takes_source for stage in build.final_chain for copy in stage.copies):
        return f"no {file} names another host"
    return None


def _added(build: Build, part: StartPart, command: Command, words: Sequence[str]) -> Insertion | None:
    """How ``words`` get behind the command; None when it holds a ``--``, or the file does not hold its end."""
    last = max(command.arguments, key=_end)
    text = build.source.text
    owner = next((one for one in build.startup.parts if _holds(one.instruction.span, last.span.start)), None)
    if owner is None or "--" in command.values:
        return None
    scripts = [one.arguments[at].span for one in owner.commands if (at := script_index(one.values)) is not None]
    if not owner.in_exec_form or any(_holds(one, last.span.start) for one in scripts):
        return Insertion(Span(last.span.end, last.span.end), "".join(f" {word}" for word in words))
    end = last.span.end
    if text[end : end + 1] != '"':
        return None
    return Insertion(Span(end + 1, end + 1), "".join(f', "{word}"' for word in words))


def _end(argument: Argument) -> int:
    return argument.span.end
