"""Users that commands make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.installers.options import OPTPARSE, read_options
from mlint.knowledge.useradd import LEAVES_LOGS_ALONE, NAMES, USERADD

if TYPE_CHECKING:
    from mlint.image.base_facts import BaseFacts
    from mlint.shell.commands import Command


def logged_user_id(command: Command) -> int | None:
    """The id of the user that ``useradd`` makes and enters in the login logs; None when it does not or is unknown."""
    if command.name != "useradd":
        return None
    options = {one.name: one.value for one in read_options(command.arguments[1:], USERADD, OPTPARSE, NAMES).options}
    uid = options.get("--uid") or ""
    return int(uid) if uid.isascii() and uid.isdigit() and "--no-log-init" not in options else None


def useradd_fills_logs(facts: BaseFacts | None) -> bool | None:
    """Whether useradd writes zeros for all ids below the new one; None when the image's release is not known."""
    if facts is None or facts.os is None:
        return None
    if facts.os.name not in LEAVES_LOGS_ALONE:
        # Alpine's image has no such logs, and useradd makes none.
        return False if facts.os.name in ("alpine", "wolfi") else None
    number = facts.os.number
    return number < LEAVES_LOGS_ALONE[facts.os.name] if number else None
