"""What RUNs do with git: the repositories that they clone, and what becomes of them."""

from __future__ import annotations

from posixpath import join

from mlint.image.command_paths import is_within, path_at, removed_paths
from mlint.image.packages.installers.options import EXACT, OPTPARSE, read_options
from mlint.image.programs import is_python, python_module, python_script, shell_script
from mlint.knowledge.build_tools import BUILDING, BUILDING_MODULES
from mlint.knowledge.git import CLONE, GIT, MOVING_BRANCHES, NAMES, SHALLOW, SWITCHING
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.dockerfile.source import Span
    from mlint.image.packages.installs import Install, Option
    from mlint.image.runs import Run
    from mlint.shell.commands import Argument, Command

_MOST_CLONES = 50
"""How many clones of a stage are looked at."""


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


class GitWork:
    """What the RUNs of a stage clone, and the commands that have to do with clones, each looked at once."""

    def __init__(self, stage: BuildStage) -> None:
        self.source = stage.build.source
        self.clones: list[Clone] = []
        """The repositories that are cloned, in the order of the file; real stages have a handful."""
        self._switches: list[tuple[Run, Command, GitCall]] = []
        self._builders: list[tuple[Run, Command, Install | None]] = []
        self._removals: list[tuple[Run, Command]] = []
        for run in stage.runs:
            for command in run.commands:
                self._look_at(run, command)
            if self.clones:
                self._builders += [(run, one.command, one) for one in run.installs]

    def _look_at(self, run: Run, command: Command) -> None:
        call = git_call(command)
        if call is not None and call.verb == "clone" and len(self.clones) < _MOST_CLONES:
            clone = _clone(run, command, call)
            self.clones += [clone] if clone else []
        elif self.clones and call is not None and call.verb in SWITCHING:
            self._switches.append((run, command, call))
        elif self.clones and command.name == "rm":
            self._removals.append((run, command))
        elif self.clones and _builds(command):
            self._builders.append((run, command, None))

    def is_fixed(self, clone: Clone) -> bool:
        """Whether a clone surely, or maybe, gets the same commit at every build."""
        branch = clone.branch
        if branch and (branch.value is None or branch.value_span is None):
            return True
        if branch and branch.value_span and self._pins(branch.value, branch.value_span):
            return True
        if any(one.start.startswith("--revision") for one in clone.command.arguments):
            return True
        return any(self._pins(one.value, one.span) for one in self.switched_to(clone))

    def switched_to(self, clone: Clone) -> Iterator[Argument]:
        """The words, options left out, of every ``git checkout``, ``reset`` or ``switch`` that may be in the clone."""
        for run, command, call in self._switches:
            if not _is_behind(command, clone):
                continue
            where = None if call.folder is None else path_at(run, command, call.folder)
            if where is None or where.startswith("?") or clone.folder is None or is_within(where, clone.folder):
                yield from (one for one in call.words if not one.start.startswith("-"))

    def _pins(self, word: str | None, span: Span) -> bool:
        """Whether the ``word`` names no branch that moves; whoever builds decides what a variable names."""
        moves = word is not None and word.rpartition("/")[2] in MOVING_BRANCHES
        return not moves or "$" in self.source.text[slice(*span)]

    def built_by(self, clone: Clone) -> Command | None:
        """The command that compiles or installs what lies in the folder of the clone."""
        found = (
            command
            for run, command, install in self._builders
            if _is_behind(command, clone) and _builds_from(clone, run, command, install)
        )
        return next(found, None)

    def is_removed(self, clone: Clone) -> bool:
        """Whether the RUN that clones also removes the clone or its history."""
        if clone.folder is None:
            return False
        history = f"{clone.folder}/.git"
        removals = [one for run, one in self._removals if run is clone.run and _is_behind(one, clone)]
        paths = (path for command in removals for path in removed_paths(clone.run, command))
        return any(is_within(history, path.removesuffix("/*")) for path in paths)


def clones(stage: BuildStage) -> list[Clone]:
    """The repositories that the RUNs of a stage clone, those whose address is not known at all left out."""
    return stage.once(GitWork).clones


def _is_behind(command: Command, clone: Clone) -> bool:
    return command.span.start > clone.command.span.start


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


def _builds_from(clone: Clone, run: Run, command: Command, install: Install | None) -> bool:
    """Whether a command that builds does so in the folder of ``clone``, or with files from it."""
    folder = clone.folder
    if folder is None:
        return False
    inside = is_within(path_at(run, command, "."), folder)
    if install is not None:
        if inside and (install.implied_files or install.with_project):
            return True
        local = [one.path for one in (*install.requirements, *install.editables)]
        files = [one.path for one in install.requirement_files]
        return any(is_within(path_at(run, command, _bare(path)), folder) for path in (*files, *local) if path)
    script = shell_script(command)
    if script is not None:
        return is_within(path_at(run, command, script), folder)
    words = [word for word in command.values[1:] if word and not word.startswith("-")]
    return inside or any(is_within(path_at(run, command, word), folder) for word in words)


def _builds(command: Command) -> bool:
    """Whether a command compiles or installs what lies in a folder; package managers aside."""
    if is_python(command.values[0]):
        module = python_module(command.values)
        script = python_script(command.values)
        return bool(module and module[0] in BUILDING_MODULES) or bool(script and (script[0] or "").endswith("setup.py"))
    verbs = BUILDING.get(command.name or "")
    if verbs is None:
        return shell_script(command) is not None
    return not verbs or any(value in verbs for value in command.values[1:])


def _bare(path: str) -> str:
    """A path without the extras of a Python project: ``./pkg[all]`` is ``./pkg``."""
    return path.partition("[")[0]
