"""What RUNs do with git: the repositories that they clone, and what becomes of them."""

from __future__ import annotations

from posixpath import join
from typing import TYPE_CHECKING

from mlint.image.command_paths import is_within, path_at, removed_paths
from mlint.image.installers.options import EXACT, OPTPARSE, read_options
from mlint.image.programs import is_python, python_module, python_script, shell_script
from mlint.knowledge.build_tools import BUILDING, BUILDING_MODULES
from mlint.knowledge.git import CLONE, GIT, MOVING_BRANCHES, NAMES, SHALLOW, SWITCHING
from mlint.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.dockerfile.source import Span
    from mlint.image.installs import Option
    from mlint.image.runs import Run
    from mlint.shell.commands import Argument, Command


class GitCall(Record):
    """A call of git: its verb with the place, the words behind it, and the folder that ``-C`` names, as written."""

    verb: str
    verb_span: Span
    words: tuple[Argument, ...]
    folder: str | None


class Clone(Record):
    """A ``git clone`` of a RUN.

    ``address`` is the repository's and ``folder`` where it goes in the image, None when the file does not tell.
    ``branch`` is the option, None without one. ``shallow``: only a part of the history is fetched.
    """

    run: Run
    command: Command
    address: str | None
    verb_span: Span
    folder: str | None
    branch: Option | None
    shallow: bool

    @property
    def name(self) -> str:
        """The last part of the address, by which people call the repository, else that of the folder."""
        return _last_part(self.address or self.folder or "") or "a repository"


def git_call(command: Command) -> GitCall | None:
    """The call of git that ``command`` is; None when it is none, or its verb is not known."""
    if command.name != "git":
        return None
    leading = read_options(command.arguments[1:], GIT, EXACT, leading=True)
    if not leading.rest or leading.rest[0].value is None:
        return None
    verb, *words = leading.rest
    folders = [one for one in leading.options if one.name == "-C"]
    folder: str | None = ""
    for one in folders:
        folder = None if folder is None or one.value is None else join(folder, one.value)
    return GitCall(verb.value or "", verb.span, tuple(words), folder)


def clones(stage: BuildStage) -> Iterator[Clone]:
    """The repositories that the RUNs of a stage clone, those whose address is not known at all left out."""
    for run in stage.runs:
        for command in run.commands:
            call = git_call(command)
            clone = _clone(run, command, call) if call and call.verb == "clone" else None
            if clone is not None:
                yield clone


def _clone(run: Run, command: Command, call: GitCall) -> Clone | None:
    words = read_options(call.words, CLONE, OPTPARSE, NAMES)
    if words.uncertain or not 1 <= len(words.positionals) <= 2 or not words.positionals[0].start:
        return None
    address = words.positionals[0].value
    options = {one.name: one for one in words.options}
    into = words.positionals[1].value if len(words.positionals) == 2 else _last_part(address or "") or None
    folder = None if into is None or call.folder is None else path_at(run, command, join(call.folder, into))
    shallow = not SHALLOW.isdisjoint(options)
    return Clone(run, command, address, call.verb_span, folder, options.get("--branch"), shallow)


def _last_part(address: str) -> str:
    """The folder that git makes when it is told none: ``c`` for ``https://a/b/c.git`` and ``git@a:c``."""
    return address.rstrip("/").rpartition("/")[2].rpartition(":")[2].removesuffix(".git")


def commands_after(clone: Clone) -> Iterator[tuple[Run, Command]]:
    """The commands of the stage that come after a clone, in its RUN and the later ones."""
    for run in clone.run.stage.runs:
        if run.instruction.span.start >= clone.run.instruction.span.start:
            for command in run.commands:
                if command.span.start > clone.command.span.start:
                    yield run, command


def is_fixed(clone: Clone) -> bool:
    """Whether a clone surely, or maybe, gets the same commit at every build."""
    branch = clone.branch
    if branch and (branch.value is None or branch.value_span is None or _pins(clone, branch.value, branch.value_span)):
        return True
    if any(one.start.startswith("--revision") for one in clone.command.arguments):
        return True
    return any(_pins(clone, one.value, one.span) for one in switched_to(clone))


def switched_to(clone: Clone) -> Iterator[Argument]:
    """The words, options left out, of every ``git checkout``, ``reset`` or ``switch`` that may be in the clone."""
    for run, command in commands_after(clone):
        call = git_call(command)
        if call is None or call.verb not in SWITCHING:
            continue
        where = None if call.folder is None else path_at(run, command, call.folder)
        if where is None or where.startswith("?") or clone.folder is None or is_within(where, clone.folder):
            yield from (one for one in call.words if not one.start.startswith("-"))


def _pins(clone: Clone, word: str | None, span: Span) -> bool:
    """Whether the ``word`` names no branch that moves; whoever builds decides what a variable names."""
    if word is None or word.rpartition("/")[2] not in MOVING_BRANCHES:
        return True
    return "$" in clone.run.stage.build.source.text[slice(*span)]


def builds_from(clone: Clone, run: Run, command: Command) -> bool:
    """Whether ``command`` compiles or installs what lies in the folder of ``clone``."""
    folder = clone.folder
    if folder is None:
        return False
    here = path_at(run, command, ".")
    named = [path_at(run, command, _bare(word)) for word in command.values[1:] if word and not word.startswith("-")]
    inside = is_within(here, folder)
    touched = inside or any(is_within(path, folder) for path in named)
    if not touched:
        return False
    install = next((one for one in run.installs if one.command is command), None)
    if install is not None:
        files = [one.path for one in install.requirement_files]
        local = [one.path for one in (*install.requirements, *install.editables) if one.path]
        paths = [path_at(run, command, _bare(path)) for path in (*files, *local) if path]
        implied = inside and bool(install.implied_files or install.with_project)
        return implied or any(is_within(path, folder) for path in paths)
    script = shell_script(command)
    if script is not None:
        return is_within(path_at(run, command, script), folder)
    return _builds(command)


def _builds(command: Command) -> bool:
    name = command.name or ""
    if is_python(command.values[0]):
        module = python_module(command.values)
        script = python_script(command.values)
        return bool(module and module[0] in BUILDING_MODULES) or bool(script and (script[0] or "").endswith("setup.py"))
    verbs = BUILDING.get(name)
    return verbs is not None and (not verbs or any(value in verbs for value in command.values[1:]))


def _bare(word: str) -> str:
    """A path without the extras of a Python project: ``./pkg[all]`` is ``./pkg``."""
    return word.partition("[")[0]


def removed_in_run(clone: Clone) -> bool:
    """Whether the RUN that clones also removes the clone or its history."""
    if clone.folder is None:
        return False
    history = f"{clone.folder}/.git"
    paths = [path for run, command in commands_after(clone) if run is clone.run for path in removed_paths(run, command)]
    return any(is_within(history, path.removesuffix("/*")) for path in paths)
