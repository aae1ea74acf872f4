"""The environment of conda that an image makes for its program, and whether the program is started in it."""

from __future__ import annotations

from mlint.image.packages.installs import CONDA_LIKE
from mlint.image.programs import is_python, serving, shell_script
from mlint.records import Record
from mlint.shell.interpreters import is_posix_shell, option_words, program_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from mlint.build import Build
    from mlint.dockerfile.source import Span
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.image.start.startup import StartPart
    from mlint.shell.commands import Command

_STARTUP_FILES = ("bashrc", ".bash_profile", ".profile", "/profile")
_SAY_ACTIVE = frozenset({"BASH_ENV", "CONDA_DEFAULT_ENV", "CONDA_PREFIX", "VIRTUAL_ENV"})
_CONDA_FOLDERS = ("conda/bin", "conda3/bin", "forge3/bin")
"""How folders of conda's programs end."""
_CREATE = frozenset({"create", "env create"})


class Inactive(Record):
    """An environment in which the program is not started.

    ``span`` is that of the command that activates it where nobody reads it, or else makes it. ``tried``: how the file
    means to activate it, by a ``file`` that only some shells read or by ``shell``, which the exec form does not use.
    ``name`` and ``folder`` are None when the file does not tell them; ``program`` is what starts without it.
    """

    span: Span
    tried: Literal["file", "shell", None]
    name: str | None
    folder: str | None
    program: str


def inactive_environment(build: Build) -> Inactive | None:
    """The environment that was made for the program and is not active when it starts; None when that is not sure."""
    program = _plain_program(build)
    if program is None or any(_links_environment(command) for command in _commands(build)):
        return None
    created = [pair for pair in _conda_calls(build) if pair[1].verb in _CREATE]
    if not created or any(install.manager == "micromamba" for _, install in created):
        return None
    for command in _commands(build):
        name = _activated(build, command)
        if name is not None:
            return None if name == "base" else Inactive(command.span, "file", name, _folder(build, name), program)
    run, install = created[0]
    if len(created) > 1 or not _holds_all(build, install):
        return None
    name = _name(run, install)
    tried: Literal["shell", None] = "shell" if _in_conda_shell(build.startup.parts[-1].stage.shell) else None
    return Inactive(install.span, tried, name, _folder(build, name), program)


def _plain_program(build: Build) -> str | None:
    """The Python or the server that is started by its mere name, with nothing before it that may activate anything."""
    startup = build.startup
    programs = startup.programs
    if not startup.parts or len(programs) != 1 or programs[0].outer is not None:
        return None
    if startup.base_entrypoint.kind not in ("none", "execs"):
        return None
    name = programs[0].values[0]
    if name is None or "/" in name or not (is_python(name) or _serves(programs[0])):
        return None
    others = [command for command in startup.commands if command is not programs[0]]
    if any(shell_script(command) or command.name in ("source", ".", "eval", "conda") for command in others):
        return None
    if startup.entrypoint and startup.cmd and not startup.entrypoint.empty and not _is_first(startup.entrypoint, name):
        return None
    if any(_reads_startup_files(part) for part in startup.parts) or not _SAY_ACTIVE.isdisjoint(startup.environment):
        return None
    path = startup.environment.get("PATH", "")
    return None if path is None or "envs/" in path else name


def _serves(command: Command) -> bool:
    server = serving(command)
    return server is not None and not server.notebook


def _is_first(part: StartPart, name: str) -> bool:
    return part.in_exec_form and bool(part.words) and part.words[0].text == name


def _reads_startup_files(part: StartPart) -> bool:
    """Whether a login shell or an interactive one, or another program around the shell, is in between."""
    words = [word.text for word in part.words] or list(part.stage.shell_at(part.instruction))
    shell = next((at for at, word in enumerate(words) if is_posix_shell(word)), None)
    if shell is None:
        return not part.in_exec_form
    options = [word for word in option_words(words)[:4] if word.startswith("-")]
    letters = {letter for word in options if not word.startswith("--") for letter in word}
    return shell > 0 or "--login" in options or not letters.isdisjoint("il")


def _commands(build: Build) -> Iterator[Command]:
    for stage in build.final_chain:
        yield from stage.commands


def _conda_calls(build: Build) -> Iterator[tuple[Run, Install]]:
    for stage in build.final_chain:
        for run in stage.runs:
            for install in run.installs:
                if install.manager in CONDA_LIKE:
                    yield run, install


def _links_environment(command: Command) -> bool:
    """Whether programs of an environment are put somewhere else (``ln -s /opt/conda/envs/x/bin/python …``)."""
    return command.name in ("cp", "ln", "mv") and any("envs/" in word.start for word in command.arguments)


def _activated(build: Build, command: Command) -> str | None:
    """The environment whose activation ``command`` writes to a file that only some shells read."""
    written = [one.target_span for one in command.redirections if one.operator.startswith(">")]
    targets = [build.source.text[slice(*span)].rstrip("'\"") for span in written]
    if command.name not in ("echo", "printf") or not any(target.endswith(_STARTUP_FILES) for target in targets):
        return None
    words = " ".join(word.start for word in command.arguments[1:]).replace(";", " ").replace("&", " ").split()
    pairs = zip(words, [*words[1:], ""], strict=False)
    return next((name.strip("'\"").removesuffix("\\n") for word, name in pairs if word == "activate" and name), None)


def _holds_all(build: Build, created: Install) -> bool:
    """Whether all that is installed goes to the environment, and the base has only conda's own Python."""
    facts = build.final_chain[0].base_facts
    if facts is None or facts.family != "conda" or facts.variant == "full":
        return False
    for run in (run for stage in build.final_chain for run in stage.runs):
        installs = (one for one in run.installs if one.installs_packages and one.manager != "apt")
        if not all(one is created or _in_environment(run, one) for one in installs):
            return False
    return not any("activate" in (word or "") for command in _commands(build) for word in command.values)


def _in_environment(run: Run, install: Install) -> bool:
    """Whether the packages go to an environment that is named, or to the one in which SHELL runs commands."""
    if install.manager in CONDA_LIKE:
        return install.has("--name") or install.has("--prefix")
    outer = install.command.outer
    return (outer is not None and outer.name in CONDA_LIKE) or _in_conda_shell(run.stage.shell_at(run.instruction))


def _in_conda_shell(shell: Sequence[str]) -> bool:
    """Whether SHELL is ``conda run``."""
    return program_name(shell[0]) in CONDA_LIKE


def _name(run: Run, install: Install) -> str | None:
    """The name of the environment: of the option, else of the environment file that can be read."""
    landing = install.landing
    if landing.name or landing.path:
        return landing.name
    from mlint.context.environment_file import read_environment_file

    for file in install.requirement_files:
        context = run.stage.build.context
        origin = run.in_context(file.path) if file.path else None
        text = context.read(origin) if context and origin else None
        found = read_environment_file(text) if text else None
        if found and found.name:
            return found.name
    return None


def conda_root(path: str | None) -> str | None:
    """The folder of the conda that is found on PATH."""
    folders = (path or "").split(":")
    return next((one.removesuffix("/bin") for one in folders if one.endswith(_CONDA_FOLDERS)), None)


def _folder(build: Build, name: str | None) -> str | None:
    """The folder of the environment in the conda that is found on PATH."""
    root = conda_root(build.startup.environment.get("PATH"))
    return f"{root}/envs/{name}" if root and name and "$" not in name else None
