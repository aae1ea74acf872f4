"""Credentials that instructions hold or hand to commands: by form, by the command that takes them, by the file."""

from __future__ import annotations

from posixpath import basename

from mlint.context.offenders import is_secret_file
from mlint.dockerfile.expansion import ExpansionError, UnknownValueError, expand
from mlint.dockerfile.source import Span
from mlint.image.folders import mounted, normal
from mlint.image.layers.git import GitWork, git_call
from mlint.knowledge.logins import GIT_KEEPS, HEADER_OPTIONS, LOGINS, NO_SECRETS, USER_OPTIONS, WRITERS
from mlint.records import Record
from mlint.secrets import find_tokens, holds_secret, is_placeholder, is_secret_name, url_references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.build import BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.image.runs import Run
    from mlint.knowledge.logins import Login
    from mlint.shell.commands import Argument, Command

_HOLDING_PAIRS = frozenset({"ARG", "ENV", "FROM"})
_SECRETS = "/run/secrets/"
_UNDOING = frozenset({"--unset", "--unset-all", "logout", "set-url"})
"""Words with which git and others forget a credential."""
_NAMING = ("key", "pass", "secret", "token")
_MOST = 100
"""How many commands are looked at where each is compared with others; real RUNs have fewer."""


class Handed(Record):
    """A credential in an instruction.

    ``kind`` is what it is by its form, empty when only the command tells. ``variable`` is the ARG or ENV that holds it,
    empty for a secret mount, None when the instruction itself does. ``keeper`` is the command that keeps it and
    ``kept`` the file, empty when in none.
    """

    instruction: Instruction
    span: Span
    kind: str = ""
    variable: str | None = None
    keeper: str = ""
    kept: str = ""


def handed_credentials(stage: BuildStage) -> list[Handed]:
    """The credentials in the instructions of a stage, ARG and ENV left out, each place once."""
    git = stage.once(GitWork)
    cleaned = frozenset(clone.command for clone in git.clones if git.is_removed(clone))
    found = [one for run in stage.runs for one in _of_commands(run, cleaned)]
    for instruction in stage.instructions:
        if (instruction.trigger or instruction).name not in _HOLDING_PAIRS:
            start, end = instruction.span
            for begin, stop, kind in find_tokens(instruction.source.text[start:end]):
                found.append(Handed(instruction, Span(start + begin, start + stop), kind))
    found.sort(key=lambda one: (one.span.start, -one.span.end))
    kept: list[Handed] = []
    for one in found:
        if not kept or one.span.start >= kept[-1].span.end:
            kept.append(one)
    return kept


def _of_commands(run: Run, cleaned: frozenset[Command]) -> Iterator[Handed]:
    """The credentials that commands are handed; ``cleaned`` are the clones whose history is removed."""
    text = _lower(run)
    addressed = "://" in text and "@" in text
    for index, command in enumerate(run.commands):
        for login in LOGINS.get(command.name or "", ()):
            for word, value in _given(run, command, login):
                kept = "" if _undone(run, index, login.kept) else login.kept
                yield from _handed(run, word, value, " ".join(login.words), kept)
        for word, value in _with_requests(run, command):
            yield from _handed(run, word, value)
        call = git_call(command) if addressed else None
        keeps = GIT_KEEPS.get(call.verb, "") if call and command not in cleaned else ""
        for word in command.arguments if addressed else ():
            for value in url_references(_text(run, word)):
                kept = "" if _undone(run, index, keeps) else keeps
                yield from _handed(run, word, value, f"git {call.verb}" if call and kept else "", kept)
        if command.name in WRITERS:
            yield from _written(run, command, index)
    if "=" in text and any(word in text for word in _NAMING):
        yield from _set_inline(run)


def _set_inline(run: Run) -> Iterator[Handed]:
    """The variables with a credential that are set before a command, or exported before it, each once."""
    before = run.stage.environment_at(run.instruction)
    found = set()
    for command in run.commands[:_MOST]:
        for name, value in command.environment.items():
            new = value and name not in found and before.get(name) != value
            if new and is_secret_name(name) and not is_placeholder(value or ""):
                found.add(name)
                yield Handed(run.instruction, command.span, f"the value of {name}")


def _lower(run: Run) -> str:
    return run.instruction.source.text[slice(*run.instruction.span)].lower()


def _handed(run: Run, word: Argument, text: str, keeper: str = "", kept: str = "") -> Iterator[Handed]:
    """The credential that the file holds as ``text``; nothing when only a mount or a command's output tells it."""
    text = text.strip("\"'\\")
    if "$" not in text and "`" not in text:
        if not is_placeholder(text):
            yield Handed(run.instruction, word.span, "", None, keeper, kept)
        return
    names = _names(text, run.instruction.escape)
    secrets = [mount for mount in run.mounts if mount.type == "secret"]
    if secrets:
        if kept and (_SECRETS in text or any(mount.options.get("env") in names for mount in secrets)):
            yield Handed(run.instruction, word.span, "", "", keeper, kept)
        return
    environment = run.stage.environment_at(run.instruction)
    for name in names:
        variable = environment.in_file(name)
        if variable is not None and variable.origin in ("ARG", "ENV"):
            yield Handed(run.instruction, word.span, "", name, keeper, kept)
            return


def _undone(run: Run, index: int, kept: str) -> bool:
    """Whether what a command keeps in a file is gone at the end of the RUN, or lies in a mount."""
    path = normal(kept, run.stage.home_at(run.instruction))
    if not kept or (path and mounted(path, run.mounts)):
        return True
    names = {basename(kept), ".git"}
    for one in run.commands[index + 1 : index + _MOST]:
        words = [value for value in one.values[1:] if value]
        if one.name in ("rm", "shred") and any(basename(word.rstrip("/")) in names for word in words):
            return True
        if not _UNDOING.isdisjoint(words):
            return True
    return False


def _names(text: str, escape: str) -> list[str]:
    """The variables in a text that is nothing but text and variables."""
    names: list[str] = []

    def note(name: str) -> None:
        names.append(name)

    if "$(" in text or "`" in text:
        return []
    try:
        expand(text, note, escape)
    except (ExpansionError, UnknownValueError):
        return []
    return names


def _text(run: Run, word: Argument) -> str:
    """A word as the file holds it, variables not replaced."""
    return run.instruction.source.text[slice(*word.span)]


def _given(run: Run, command: Command, login: Login) -> Iterator[tuple[Argument, str]]:
    """The words of a command that are its credential, with the text of it."""
    operands: list[Argument] = []
    chosen: list[tuple[Argument, str]] = []
    for word, option, text in _words(run, command, (*login.options, *login.values)):
        if option in login.options:
            chosen.append((word, text))
        elif not option:
            operands.append(word)
    expected = login.words[1:]
    rest = operands[len(expected) :]
    if tuple(one.value for one in operands[: len(expected)]) != expected:
        return
    yield from chosen
    if login.operand:
        yield from ((word, _text(run, word)) for word in rest[:1])
    for index, word in enumerate(rest[:-1] if login.setting else ()):
        name = word.value or ""
        if name.lower() not in NO_SECRETS and (is_secret_name(name) or name.startswith(("http-basic.", "pypi-token."))):
            last = rest[-1] if name.startswith("http-basic.") else rest[index + 1]
            yield last, _text(run, last)


def _words(run: Run, command: Command, options: Sequence[str]) -> Iterator[tuple[Argument, str, str]]:
    """The words behind a program: each with the option that it is the value of, and its text; no option: an operand.

    Flags are left out.
    """
    waiting = ""
    for word in command.arguments[1:]:
        name, equals, _ = word.start.partition("=")
        if waiting:
            yield word, waiting, _text(run, word)
            waiting = ""
        elif not word.start.startswith("-"):
            yield word, "", _text(run, word)
        elif name in options and equals:
            yield word, name, _text(run, word).partition("=")[2]
        elif name in options:
            waiting = name


def _with_requests(run: Run, command: Command) -> Iterator[tuple[Argument, str]]:
    """What curl and wget send as a password or in a header ``Authorization``."""
    headers, users = HEADER_OPTIONS.get(command.name or "", ()), USER_OPTIONS.get(command.name or "", ())
    if not headers:
        return
    for word, option, text in _words(run, command, (*headers, *users)):
        name, _, value = text.strip("\"'\\").partition(":")
        if option in users and value:
            yield word, value
        elif option in headers and name.lower() in ("authorization", "private-token", "x-api-key"):
            yield word, value.split()[-1] if value.split() else ""


def _written(run: Run, command: Command, index: int) -> Iterator[Handed]:
    """What a command writes into a file of credentials, unless the same RUN removes it."""
    target = next((one.target or "" for one in command.redirections if one.operator in (">", ">>", ">|")), "")
    name = basename(target)
    if not is_secret_file(name) or name.startswith(".env"):
        return
    if _undone(run, index, target):
        return
    for word in command.arguments[1:]:
        text = _text(run, word)
        if "$" in text:
            yield from _handed(run, word, text, command.name or "", target)
        elif holds_secret(text):
            yield Handed(run.instruction, word.span, "", None, command.name or "", target)
