"""Modes of files that let everybody write: those that chmod, mkdir, install and the flag of COPY and ADD set."""

from __future__ import annotations

from mlint.image.command_paths import path_at
from mlint.image.folders import mounted
from mlint.image.packages.installers.options import EXACT, read_options
from mlint.knowledge.options import Arity
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.build import BuildStage
    from mlint.dockerfile.source import Span
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_OCTAL = frozenset("01234567")
_WRITE, _STICKY = 2, 1
MAKING = Arity(*(frozenset() for _ in Arity._fields)).plus(
    value="-g --group -m --mode -o --owner -S --suffix -t --target-directory"
)
"""Options of install and mkdir of GNU coreutils 9.1 that take a value."""


class OpenFiles(Record):
    """Files that everybody may change: what does it as for a message (``chmod -R 777``), and which they are.

    ``files`` are as written. ``single``: these are single files by their names, no folders.
    """

    what: str
    files: tuple[str, ...]
    single: bool
    span: Span


def open_files(stage: BuildStage) -> Iterator[OpenFiles]:
    """What the RUNs, COPYs and ADDs of a stage make writable for everybody."""
    for run in stage.runs:
        for command in run.commands:
            found = _by_chmod(run, command)
            if found:
                yield found
    for copy in stage.copies:
        flag = copy.instruction.flag("chmod")
        if flag and opens_to_all(flag.value or ""):
            names = [source.path or "" for source in copy.sources]
            single = _are_files(names)
            target = copy.destination.path if copy.destination else None
            files = tuple(names) if single else (target,) if target else ()
            yield OpenFiles(f"--chmod={flag.value}", files, single, flag.span)


def opens_to_all(mode: str) -> bool:
    """Whether a mode lets everybody write, without the sticky bit that keeps files their owner's.

    ``777``, ``a+rwx``, ``o=rw``; not ``1777``, ``g=u``, and ``+w``, which the umask holds back.
    """
    if mode and _OCTAL.issuperset(mode):
        sticky = int(mode[-4]) & _STICKY if len(mode) > 3 else 0
        return bool(int(mode[-1]) & _WRITE and not sticky)
    clauses = mode.split(",")
    if any("t" in clause.partition("+")[2] for clause in clauses):
        return False
    return any(_clause_opens(clause) for clause in clauses)


def _clause_opens(clause: str) -> bool:
    rest = clause.lstrip("ugoa")
    who = clause[: len(clause) - len(rest)]
    return not {"a", "o"}.isdisjoint(who) and rest[:1] in ("+", "=") and "w" in rest


def _by_chmod(run: Run, command: Command) -> OpenFiles | None:
    if command.name in ("install", "mkdir"):
        return _made_open(command)
    if command.name != "chmod":
        return None
    words = command.arguments[1:]
    # A mode may begin with a minus (-w), but none of those opens anything.
    options = [word.value or "" for word in words if word.start.startswith("-")]
    operands = [word for word in words if not word.start.startswith("-")]
    mode = operands[0].value if operands else None
    files = [word.value for word in operands[1:]]
    if mode is None or not files or not opens_to_all(mode):
        return None
    paths = [path_at(run, command, file) for file in files]
    if all(path and mounted(path, run.mounts) for path in paths):
        return None
    recursive = any(one == "--recursive" or (one[1:2] != "-" and "R" in one) for one in options)
    what = " ".join(["chmod", *(["-R"] if recursive else []), mode])
    named = tuple(file for file in files if file)
    return OpenFiles(what, named, not recursive and _are_files([file or "" for file in files]), command.span)


def _made_open(command: Command) -> OpenFiles | None:
    """What ``mkdir -m`` and ``install -m`` make writable for everybody."""
    words = read_options(command.arguments[1:], MAKING, EXACT, {"-m": "--mode"})
    mode = next((one.value for one in words.options if one.name == "--mode"), None)
    files = [word.value or "" for word in words.positionals]
    if mode is None or not opens_to_all(mode) or not files:
        return None
    installed = files[-1:] if command.name == "install" else files
    return OpenFiles(f"{command.name} -m {mode}", tuple(installed), _are_files(installed), command.span)


def _are_files(names: Sequence[str]) -> bool:
    """Whether these are files by their names: they have an ending."""
    return all("." in name.rpartition("/")[2].strip(".") for name in names)
