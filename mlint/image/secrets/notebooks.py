"""Jupyter in the container: who may use it, as its options and the configuration files in the image say."""

from __future__ import annotations

from posixpath import basename

from mlint.image.names import path_names
from mlint.image.programs import Serving, serving
from mlint.image.start.listening import RunningServer, Switch, is_loopback
from mlint.knowledge.servers import EVERYWHERE, NOTEBOOK_PASSWORDS, NOTEBOOK_STARTERS, NOTEBOOK_TOKENS, Listening
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.source import Span
    from mlint.shell.commands import Command

_HUB_WORDS = ("jupyterhub_", "jupyterhub-singleuser", "nb_prefix")
"""What stands in files of images that run behind a proxy which asks who somebody is."""
_BINDER_FOLDERS = frozenset({".binder", "binder"})
_WRITERS = frozenset({"cat", "echo", "printf", "tee"})


class Notebook(Record):
    """The notebook that is started.

    ``doors`` are what lets everybody in (an option, a line of a configuration file); ``local``: it can only be reached
    from inside the container, None when that is not known; ``as_root`` is the option that lets it run as root.
    """

    server: RunningServer
    doors: tuple[Switch, ...]
    local: bool | None
    as_root: Span | None


def notebook(build: Build) -> Notebook | None:
    """The notebook that the container starts; None when it starts none, or one behind the proxy of a hub."""
    text = build.source.text.lower()
    folders = {name.text.lower() for name in path_names(build.path) if name.kind == "folder"}
    if any(word in text for word in _HUB_WORDS) or not folders.isdisjoint(_BINDER_FOLDERS):
        return None
    server = _server(build)
    if server is None or server.uses_socket:
        return None
    settings = dict(_written(build))
    doors = server.open_doors or _doors_of_files(server, settings)
    host = settings.get("ip", (None, None))[0]
    local = server.binds_loopback
    if local is None and host and server.host_setting.origin == "unknown":
        local = is_loopback(host)
    root = next((one.span for one in server.arguments if one.value == "--allow-root"), None)
    return Notebook(server, doors, local, root)


def _server(build: Build) -> RunningServer | None:
    server = build.startup.server
    if server and server.notebook:
        return server
    for command in build.startup.commands:
        if command.name in NOTEBOOK_STARTERS and command.name != "start.sh":
            started = Serving(command.name or "", False, True, Listening(EVERYWHERE), command.arguments[1:])
            return RunningServer(started, command.environment, command)
        found = serving(command)
        if found and found.notebook:
            return RunningServer(found, command.environment, command)
    return None


def _doors_of_files(server: RunningServer, settings: dict[str, tuple[str | None, Span | None]]) -> tuple[Switch, ...]:
    """The empty token of a configuration file, when neither it nor an option sets a token or a password."""
    given = [one.start.partition("=")[0] for one in server.arguments]
    value, span = settings.get("token", (None, None))
    closed = any(name in given for name in (*NOTEBOOK_TOKENS, *NOTEBOOK_PASSWORDS))
    closed = closed or bool(server.environment.get("JUPYTER_TOKEN", ""))
    if value != "" or closed or settings.get("password", ("", None))[0] != "":
        return ()
    return (Switch("the token in its configuration", span),)


def _written(build: Build) -> Iterator[tuple[str, tuple[str | None, Span | None]]]:
    """What configuration files of Jupyter set: ``token``, ``password`` or ``ip``, with its value and its place."""
    for stage in build.final_chain:
        for text, span in _texts(stage):
            for name, value in _assigned(text):
                yield {"hashed_password": "password"}.get(name, name), (value, span)


def _texts(stage: BuildStage) -> Iterator[tuple[str, Span]]:
    """The texts that go to configuration files: of commands, heredocs of COPY, and files of the build context."""
    for run in stage.runs:
        sources = {one.site.pipeline: one for one in run.commands if one.site.feeds_pipe and not one.site.reads_pipe}
        for command in run.commands:
            if command.name in _WRITERS and any(_is_config(path) for path in _targets(command)):
                origin = sources.get(command.site.pipeline) if command.site.reads_pipe else None
                yield _text(origin or command), command.span
    for copy in stage.copies:
        path = copy.target or ""
        for heredoc in copy.instruction.heredocs:
            if _is_config(path):
                yield copy.instruction.source.text[slice(*heredoc.body)], copy.instruction.text_span
        for source in copy.sources if copy.from_context else ():
            context = stage.build.context if source.path and _is_config(source.path) else None
            if context is not None and source.path:
                yield context.read(source.path) or "", source.span


def _is_config(path: str) -> bool:
    name = basename(path)
    return name.startswith("jupyter") and name.endswith("config.py")


def _targets(command: Command) -> list[str]:
    files = [one.target or one.prefix for one in command.redirections if one.operator in (">", ">>", ">|")]
    return [*files, *(value or "" for value in command.values[1:] if command.name == "tee")]


def _text(command: Command) -> str:
    """What a command writes: its heredoc, or its words."""
    bodies = [one.body for one in command.redirections if one.body]
    if bodies:
        return "\n".join(bodies)
    return " ".join(value or "?" for value in command.values[1:]).replace("\\n", "\n")


def _assigned(text: str) -> Iterator[tuple[str, str | None]]:
    """The last names of what a Python text assigns at its top level (``c.ServerApp.token = ""``), with the values."""
    import ast

    from mlint.image.python_calls import parse_python

    for part in (text, *text.split("\n")):
        tree = parse_python(part)
        if tree is None:
            continue
        for node in tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            if isinstance(node, ast.Assign) and isinstance(target, ast.Attribute):
                value = node.value.value if isinstance(node.value, ast.Constant) else None
                yield target.attr, value if isinstance(value, str) else None
        if part is text:
            return
