"""Which files of a project are in the image where poetry or pipenv installs it, and which poetry that is."""

from __future__ import annotations

from fnmatch import fnmatchcase
from posixpath import basename

from mlint.context.dependency_files import is_dependency_file
from mlint.context.path_patterns import has_wildcards
from mlint.context.requirements import read_word
from mlint.image.base.families.tags import is_version, numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.context.pyproject import Pyproject
    from mlint.context.requirements import Clause
    from mlint.image.copies import Copy
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_BRING_FILES = frozenset({"cp", "curl", "git", "install", "ln", "mv", "rsync", "tar", "touch", "unzip", "wget"})
"""Programs that may put a project's source somewhere."""
_SYSTEM_FOLDERS = ("/bin/", "/etc/", "/opt/", "/root/.", "/usr/bin/", "/usr/lib", "/usr/local/", "/var/")
"""Folders for programs, settings and what is installed."""
_NO_SOURCE = ("licence", "license", "readme")
_POETRY_INSTALLER = "install.python-poetry.org"
_NEWEST = "2.5"
_NEWEST_BEFORE_39 = "1.8"
"""The newest version of poetry, and the newest for Python before 3.9, as of 2026-11-21 (its pyproject.toml)."""


def copies_before(run: Run) -> Iterator[Copy]:
    """The COPY and ADD instructions before ``run``, in its stage and those that it is built on."""
    for stage in run.stage.chain:
        for copy in stage.copies:
            if stage is not run.stage or copy.instruction.span.start < run.instruction.span.start:
                yield copy


def is_copied(run: Run, name: str) -> bool | None:
    """Whether a file called ``name`` of the build context is copied before ``run``; None when that is not known."""
    answer: bool | None = False
    context = run.stage.build.context
    for copy in copies_before(run):
        for source in copy.sources if copy.from_context else ():
            path = source.path
            if path is None:
                answer = None
            elif basename(path) == name:
                return True
            elif not is_dependency_file(path) or (has_wildcards(path) and fnmatchcase(name, basename(path))):
                taken = context.files_of(path) if context else None
                if taken and any(basename(file.path) == name for file in taken.files):
                    return True
                if taken is None or not taken.complete:
                    answer = None
    return answer


def has_source(run: Run) -> bool:
    """Whether a project's source may be there when ``run`` begins: every doubt is a yes."""
    mounted = any(mount.type == "bind" and not _is_plain(mount.source) for mount in run.mounts)
    if mounted or run.stage.base_facts is None:
        return True
    if any(copy.instruction.heredocs or not _brings_no_source(copy) for copy in copies_before(run)):
        return True
    return any(_may_bring_source(command) for command in _commands_until(run))


def _is_plain(path: str | None) -> bool:
    """Whether a path is that of a file that is no source."""
    return path is not None and (is_dependency_file(path) or basename(path).lower().startswith(_NO_SOURCE))


def _brings_no_source(copy: Copy) -> bool:
    if not copy.from_context:
        # Programs, and what is installed.
        target = copy.destination.path if copy.destination else None
        return target is not None and target.startswith(_SYSTEM_FOLDERS)
    return all(_is_plain(source.path) for source in copy.sources)


def _may_bring_source(command: Command) -> bool:
    if any((word or "").endswith(".py") for word in command.values) and command.name not in ("python", "python3"):
        return True
    fetches_poetry = any(_POETRY_INSTALLER in (word or "") for word in command.values)
    to_system = command.arguments[-1].start.startswith(_SYSTEM_FOLDERS)
    return command.name in _BRING_FILES and not fetches_poetry and not to_system


def _commands_until(run: Run) -> Iterator[Command]:
    for one in _runs_until(run):
        yield from one.commands


def read_project(run: Run, path: str) -> Pyproject | None:
    """The pyproject.toml that a command of ``run`` finds at ``path``; None when it cannot be read."""
    from mlint.context.pyproject import read_pyproject

    origin = run.in_context(path)
    context = run.stage.build.context
    text = context.read(origin) if context and origin else None
    return read_pyproject(text) if text is not None else None


def poetry_major(run: Run) -> int | None:
    """The first number of poetry's version at ``run``; the newest where the file lets it come; None: not known."""
    found: int | None = None
    newest = _newest(run)
    for one in _runs_until(run):
        asked = [requirement for install in one.installs for requirement in install.requirements]
        words = [word for command in one.commands if command.name == "pipx" for word in command.values[2:] if word]
        for requirement in (*asked, *map(read_word, words)):
            if requirement.name == "poetry":
                found = _major(requirement.clauses, newest)
        if any(_POETRY_INSTALLER in (word or "") for command in one.commands for word in command.values):
            found = _first_number(_installer_version(one, newest))
    return found


def _runs_until(run: Run) -> Iterator[Run]:
    """The RUNs of the stages that the one of ``run`` is built on, and of its own up to itself."""
    for stage in list(run.stage.chain)[::-1]:
        for one in stage.runs:
            if stage is not run.stage or one.instruction.span.start <= run.instruction.span.start:
                yield one


def _newest(run: Run) -> str:
    """The newest version of poetry for the base's Python."""
    facts = run.stage.base_facts
    version = facts.python_version if facts else None
    old = version is not None and is_version(version) and numbers(version) < (3, 9)
    return _NEWEST_BEFORE_39 if old else _NEWEST


def _installer_version(run: Run, newest: str) -> str | None:
    """The version of poetry that its installer gets by option or variable, the newest without; None: not known."""
    version: str | None = newest
    for command in run.commands:
        version = command.environment.get("POETRY_VERSION", version)
        if command.values[1:3] == ["-", "--version"]:
            return command.values[3] if len(command.values) > 3 else None
    return version


def _major(clauses: Sequence[Clause], newest: str) -> int | None:
    """The first number of the newest version that the ``clauses`` allow."""
    majors = [_first_number(newest)]
    for clause in clauses:
        number = _first_number(clause.version)
        if clause.operator == "<" and number is not None and not clause.version.partition(".")[2].strip(".0"):
            number -= 1  # "<2" and "<2.0.0"
        if not clause.operator.startswith((">", "!")):
            majors.append(number)
    return None if None in majors else min(major for major in majors if major is not None)


def _first_number(version: str | None) -> int | None:
    digits = (version or "").partition(".")[0]
    return int(digits) if digits.isdigit() else None
