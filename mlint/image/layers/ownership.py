"""``chown -R`` and ``chmod -R``: what they change, and whether COPY could have done it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from mlint.image.command_paths import path_at
from mlint.image.folders import mounted
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.build import BuildStage
    from mlint.image.copies import Copy
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_FLAGS = {"chgrp": "chown", "chmod": "chmod", "chown": "chown"}
_MAKE_USERS = frozenset({"addgroup", "adduser", "groupadd", "useradd"})
_SYSTEM_USERS = frozenset({"nobody", "root", "www-data"})
"""Users of Debian's and Ubuntu's images."""


class OwnershipChange(Record):
    """A recursive change of owner or mode; ``value`` is the owner or mode as written, None when it is not plain."""

    program: str
    flag: str
    """The flag of COPY that does the same: ``chown``, ``chmod``."""
    value: str | None
    folders: tuple[str, ...]
    """The absolute paths that are known; none of mounts."""


def ownership_change(run: Run, command: Command) -> OwnershipChange | None:
    """What a ``chown -R``, ``chgrp -R`` or ``chmod -R`` changes; None for others and in an ``if``."""
    flag = _FLAGS.get(command.name or "")
    words = command.arguments[1:]
    options = [word.value or "" for word in words if word.start.startswith("-") and word.start != "-"]
    recursive = any(one == "--recursive" or (one[1:2] != "-" and "R" in one) for one in options)
    if flag is None or not recursive or command.site.conditional:
        return None
    operands = [word for word in words if not word.start.startswith("-")]
    value = None
    if not any(one.startswith("--reference") for one in options):
        first, operands = operands[:1], operands[1:]
        value = next((one.value for one in first if one.literal and command.name != "chgrp"), None)
    paths = (path_at(run, command, _without_star(word.value)) for word in operands)
    known = [path for path in paths if path and not path.startswith("?") and not {"*", "?", "["}.intersection(path)]
    folders = tuple(path for path in known if _ships(path) and mounted(path, run.mounts) is False)
    return OwnershipChange(command.name or "", flag, value, folders)


def copy_with_owner(run: Run, change: OwnershipChange, copies: Sequence[Copy | None]) -> Copy | None:
    """The one COPY that could set owner or mode itself, so that ``run`` may go; None where that is not sure."""
    copy = copies[0] if len(copies) == 1 else None
    words, value = run.only_words, change.value
    if copy is None or words is None or value is None or copy.stage is not run.stage or len(change.folders) != 1:
        return None
    if copy.instruction.name != "COPY" or (copy.target or "").rstrip("/") != change.folders[0]:
        return None
    start, end = copy.instruction.span.start, run.instruction.span.start
    starts = run.stage.once(_starts)
    if bisect_right(starts, start) < bisect_left(starts, end):
        return None  # another RUN stands between them
    return copy if _is_known(copy, change.flag, value) else None


def _is_known(copy: Copy, flag: str, value: str) -> bool:
    """Whether COPY understands the value: a mode in digits, an owner who is there when it is copied."""
    if flag == "chmod":
        return value.isdigit()
    names = value.split(":")
    makers = (command for stage in copy.stage.chain for command in stage.once(_makers))
    made = {word for one in makers if one.span.start < copy.instruction.span.start for word in one.values}
    return len(names) <= 2 and all(name.isdigit() or name in made or name in _SYSTEM_USERS for name in names)


def _starts(stage: BuildStage) -> list[int]:
    """Where the RUNs of a stage begin."""
    return [run.instruction.span.start for run in stage.runs]


def _makers(stage: BuildStage) -> list[Command]:
    """The commands of a stage that make users."""
    return [command for command in stage.commands if command.name in _MAKE_USERS]


def _ships(path: str) -> bool:
    return path != "/" and not f"{path}/".startswith("/tmp/")


def _without_star(path: str | None) -> str | None:
    return path.removesuffix("/*") if path and path != "/*" else path
