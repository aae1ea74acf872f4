"""Files from the build context that a command changes before another one reads them: ``sed -i``, ``cp`` over them …"""

from __future__ import annotations

from fnmatch import fnmatchcase
from posixpath import basename, join, normpath

from mlint.image.copies import in_image
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_COPYING = frozenset({"cp", "install", "ln", "mv", "rsync"})
_READING = frozenset(
    {"[", "[[", "cat", "chgrp", "chmod", "chown", "cmp", "conda", "cut", "diff", "dos2unix", "echo", "egrep", "file"}
    | {"grep", "head", "less", "ls", "mamba", "md5sum", "micromamba", "mim", "mkdir", "pip", "pip3", "pip-audit"}
    | {"pip-sync", "pipenv", "poetry", "printf", "rm", "sha256sum", "stat", "tail", "test", "touch", "tr", "wc"}
)
"""Programs that leave the files alone that their words name; of others nobody knows."""
_EDITING = {"awk": ("-i",), "sed": ("-i", "--in-place"), "sort": ("-o",), "uv": ("compile", "export")}
"""Programs that change the files which their words name only with one of these words."""
_ANY = "*?["


class _Change(Record):
    """A file, or a pattern of files, that the command at ``start`` may change."""

    path: str
    start: int


def changed_before(run: Run, command: Command, path: str) -> bool:
    """Whether another command may have changed the file that ``command`` names ``path`` since a COPY brought it."""
    if command.folder is None:
        return False
    path = join(command.folder, path)
    copy = run.copy_bringing(path)
    begin = copy.instruction.span.start if copy else 0
    wanted, end = in_image(run.stage, run.instruction, path), command.span.start
    for stage in run.stage.chain:
        changes = stage.once(_changes)
        for change in (*changes.get(basename(wanted), ()), *changes.get(_ANY, ())):
            if begin < change.start < end and fnmatchcase(wanted, change.path):
                return True
    return False


def _changes(stage: BuildStage) -> dict[str, list[_Change]]:
    """What the RUNs of a stage may change, by the last part of the path; patterns under a key of their own."""
    found: dict[str, list[_Change]] = {}
    for run in stage.runs:
        for command in run.commands:
            for path in _changed_by(command) if command.folder is not None else ():
                whole = normpath(in_image(stage, run.instruction, join(command.folder or "", path)))
                name = basename(whole)
                key = _ANY if any(char in name for char in _ANY) else name
                found.setdefault(key, []).append(_Change(whole, command.span.start))
    return found


def _changed_by(command: Command) -> Iterator[str]:
    for redirection in command.redirections:
        if ">" in redirection.operator and redirection.target:
            yield redirection.target
    name, values = command.name or "", [word for word in command.values[1:] if word]
    editing = _EDITING.get(name)
    if name in _READING or (editing and not any(word.startswith(editing) for word in values)):
        return
    words = [word for word in values if not word.startswith("-")]
    if name not in _COPYING:
        yield from words
        return
    yield from words if name == "mv" else words[-1:]
    yield from (join(words[-1], basename(word)) for word in words[:-1])
