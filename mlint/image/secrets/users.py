"""Users that commands make, and those that they change to."""

from __future__ import annotations

from mlint.dockerfile.source import Span
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build
    from mlint.dockerfile.instructions import Instruction
    from mlint.image.base.base_facts import BaseFacts
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

ROOT = frozenset({"root", "0"})
"""How USER names root."""
_SWITCHERS = frozenset({"gosu", "runuser", "setpriv", "su", "su-exec"})
"""Programs with which a start script of root's becomes another user."""
_USER_OPTIONS = ("--uid", "--user", "-u")
_OTHER_USER = ("-u", "--user", "-g", "--group", "-l", "-i", "--login", "-s", "--shell")


def users_set(build: Build) -> list[tuple[Instruction, str | None]]:
    """The USER instructions of the layers that ship, each with its user, group cut off; None where it is not known."""
    found = []
    for stage in build.final_chain:
        for one in stage.instructions:
            if one.name == "USER":
                user = stage.expand(one.arguments_text.text, one)
                found.append((one, None if user is None else user.partition(":")[0]))
    return found


class Sudo(Record):
    """A command that sudo starts: where ``sudo`` stands, and what to delete so that it goes.

    ``removal`` is None where it has options or the file does not hold it plainly.
    """

    span: Span
    removal: Span | None


def sudo_to_root(run: Run, command: Command) -> Sudo | None:
    """The sudo before ``command`` that asks for root; None without one, and where it names another user."""
    outer: Command | None = command.outer
    inner = command
    while outer is not None and outer.name != "sudo":
        inner, outer = outer, outer.outer
    if outer is None:
        return None
    word = outer.arguments[0]
    options = [one for one in outer.arguments[1:] if one.span.end <= inner.span.start]
    if any(one.start.startswith(_OTHER_USER) for one in options):
        return None
    end = outer.arguments[1].span.start
    text = run.stage.build.source.text[word.span.end : end]
    in_heredoc = any(one.body.start <= word.span.start for one in run.instruction.heredocs)
    plain = word.literal and not options and not text.strip(" \t") and text and not run.instruction.in_json_form
    return Sudo(word.span, Span(word.span.start, end) if plain and not in_heredoc else None)


def may_drop_root(build: Build) -> bool:
    """Whether something in the file may make the server another user than root when the container starts.

    A program for that is called, installed or copied, or the server has an option that names a user.
    """
    for command in build.startup.commands:
        options = [one.start for one in command.arguments[1:]]
        if not _SWITCHERS.isdisjoint(command.wrappers) or command.name in _SWITCHERS or "sudo" in command.wrappers:
            return True
        if any(one.partition("=")[0] in _USER_OPTIONS for one in options):
            return True
    for stage in build.final_chain:
        words = {word.partition("=")[0] for one in stage.commands for word in one.values if word}
        files = [copy.instruction.arguments_text.text for copy in stage.copies]
        if {"gosu", "su-exec"} & words or any("gosu" in text or "su-exec" in text for text in files):
            return True
    return False


def logged_user_id(command: Command) -> int | None:
    """The id of the user that ``useradd`` makes and enters in the login logs; None when it does not or is unknown."""
    if command.name != "useradd":
        return None
    from mlint.image.packages.installers.options import OPTPARSE, read_options
    from mlint.knowledge.useradd import NAMES, USERADD

    options = {one.name: one.value for one in read_options(command.arguments[1:], USERADD, OPTPARSE, NAMES).options}
    uid = options.get("--uid") or ""
    return int(uid) if uid.isascii() and uid.isdigit() and "--no-log-init" not in options else None


def useradd_fills_logs(facts: BaseFacts | None) -> bool | None:
    """Whether useradd writes zeros for all ids below the new one; None when the image's release is not known."""
    if facts is None or facts.os is None:
        return None
    from mlint.knowledge.useradd import LEAVES_LOGS_ALONE

    if facts.os.name not in LEAVES_LOGS_ALONE:
        # Alpine's image has no such logs, and useradd makes none.
        return False if facts.os.name in ("alpine", "wolfi") else None
    number = facts.os.number
    return number < LEAVES_LOGS_ALONE[facts.os.name] if number else None
