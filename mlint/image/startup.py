"""What the container runs: ENTRYPOINT and CMD of the final chain, as Docker joins them."""

from __future__ import annotations

from functools import cached_property
from string import ascii_letters
from typing import TYPE_CHECKING

from mlint.image.base_images import entrypoint, has_bash_as_sh
from mlint.image.programs import Serving, python_module, python_script, serving, takes_script_argument
from mlint.knowledge.servers import SERVERS
from mlint.shell.interpreters import DEFAULT_SHELL, is_posix_shell, program_name, script_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.build import BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.source import MappedText
    from mlint.shell.commands import Command

_NEVER_EXEC = frozenset({"ash", "dash", "sh"})
_STAY_BY_DESIGN = frozenset({"circusd", "s6-svscan", "supervisord"})
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=,@%+-")
_PLAIN_OR_VARIABLE = _PLAIN | frozenset("${}")
_SEPARATORS = frozenset({"&", "&&", ";", "|", "||"})
_OPERATORS = _SEPARATORS | frozenset({"&>", "2>", "2>&1", "<", ">", ">>"})
_CODE_OPTIONS = frozenset({"-E", "-c", "-e", "--command", "--eval", "--exec", "--run"})
_SEPARATOR_OPTIONS = frozenset({"-F", "-d", "-s", "-t"})
_POSITIONAL = tuple(f"${brace}{name}" for brace in ("", "{") for name in ("@", "*", *"0123456789"))
_SCRIPT_ENDINGS = (".bash", ".sh", "entrypoint")
_EVALUATING = frozenset(
    {"awk", "cmd", "envsubst", "find", "jq", "make", "parallel", "perl", "powershell", "pwsh", "sed", "supervisord"}
    | {"tmux", "watch", "xargs"}
)
_BUILTINS = frozenset({".", "cd", "eval", "exec", "exit", "export", "set", "source", "trap", "ulimit", "umask", "wait"})


class StartPart:
    """The CMD or ENTRYPOINT that counts, with the stage it stands in."""

    def __init__(self, stage: BuildStage, instruction: Instruction) -> None:
        self.stage = stage
        self.instruction = instruction

    @property
    def in_exec_form(self) -> bool:
        """Whether the words go to the program as they are, without a shell."""
        return self.instruction.in_json_form

    @property
    def words(self) -> tuple[MappedText, ...]:
        """The words of the exec form; none in shell form."""
        return self.instruction.arguments if self.in_exec_form else ()

    @property
    def empty(self) -> bool:
        """Whether it only resets what the base image has (``ENTRYPOINT []``)."""
        return self.in_exec_form and not self.words

    @cached_property
    def commands(self) -> list[Command]:
        """The commands that it runs; none when no POSIX shell reads it."""
        return self.stage.commands_of(self.instruction)

    @property
    def last_command(self) -> Command | None:
        """The command in the foreground at the end: the program that the container is there for."""
        return next((command for command in reversed(self.commands) if command.site.last), None)

    @property
    def default_shell(self) -> bool:
        """Whether no SHELL was set for it."""
        return self.stage.shell_at(self.instruction) == DEFAULT_SHELL

    @cached_property
    def shell_stays(self) -> bool:
        """Whether a shell remains process 1 and keeps the signals from the program.

        dash and BusyBox's sh stay unless the command says ``exec``; bash replaces itself by a last simple command
        (measured on Debian 12). A SHELL that was set on purpose is left alone.
        """
        last = self.last_command
        if last is None or "exec" in last.wrappers or not self.default_shell or last.name in _STAY_BY_DESIGN:
            return False
        if last.site.reads_pipe or any(command.site.background for command in self.commands):
            return False  # the shell is needed: it holds several programs together
        if has_bash_as_sh(self.stage.root.base_image):
            return False
        if not self.in_exec_form:
            return not is_posix_shell(last.values[0] or "")
        first = self.commands[0]
        return program_name(first.values[0] or "") in _NEVER_EXEC and script_index(first.values) is not None

    @property
    def drops_arguments(self) -> bool:
        """Whether it is text of a POSIX shell that does nothing with the words that Docker puts behind it."""
        if self.in_exec_form or self.stage.on_windows or not is_posix_shell(self.stage.shell_at(self.instruction)[0]):
            return False
        text = self.instruction.arguments_text.text
        return not any(parameter in text for parameter in _POSITIONAL)

    @property
    def needs_arguments(self) -> bool:
        """Whether the words that Docker puts behind it are those of an interpreter or a server, not a command.

        A script or a module that nobody here knows may run the words that it gets.
        """
        values = [word.text for word in self.words]
        module = python_module(values)
        if module:
            return module[0] in SERVERS
        return takes_script_argument(values) and python_script(values) is None

    @cached_property
    def plain_words(self) -> list[str] | None:
        """Shell form: the words, when the exec form of the same words means the same; None otherwise."""
        if self.in_exec_form or self.instruction.logical.comment_lines:
            return None
        words = self.instruction.arguments_text.text.split()
        plain = all(char in _PLAIN for word in words for char in word)
        if not words or not plain or "=" in words[0] or words[0] in _BUILTINS:
            return None
        return words


class Startup:
    """The start command of a chain of stages; a part that no stage sets is the base image's and not known."""

    def __init__(self, chain: Sequence[BuildStage]) -> None:
        self.entrypoint: StartPart | None = None
        """The ENTRYPOINT that counts."""
        self.cmd: StartPart | None = None
        """The CMD that counts."""
        self.base = chain[0].base_image if chain else None
        """The image that the chain is built on, when it is known by name."""
        self.from_scratch = bool(chain) and chain[0].from_scratch
        """Whether the chain is built on nothing."""
        for stage in chain:
            self._read(stage)

    def _read(self, stage: BuildStage) -> None:
        """Let the stage's last CMD and ENTRYPOINT take effect; a new ENTRYPOINT resets an inherited CMD."""
        cmd, own = stage.last_instruction("CMD"), stage.last_instruction("ENTRYPOINT")
        if own:
            self.entrypoint = StartPart(stage, own)
            self.cmd = None
        if cmd:
            self.cmd = StartPart(stage, cmd)

    @property
    def parts(self) -> list[StartPart]:
        """What the file sets, in the order in which Docker joins it; CMD is not there when it takes no effect."""
        parts = [part for part in (self.entrypoint, self.cmd) if part]
        if self.entrypoint and not self.entrypoint.in_exec_form:
            return [self.entrypoint]
        return parts

    @property
    def program_known(self) -> bool:
        """Whether it is known which program starts: not an entrypoint of the base image that nobody here knows."""
        return self.entrypoint is not None or self.from_scratch or entrypoint(self.base) == "none"

    @cached_property
    def server(self) -> Serving | None:
        """The server that ENTRYPOINT or CMD names; None when they name none that is known."""
        commands = (command for part in self.parts for command in part.commands)
        return next((found for found in map(serving, commands) if found), None)

    @property
    def exec_words(self) -> list[MappedText] | None:
        """The joined words when every part is in exec form; None otherwise or without any part."""
        parts = self.parts
        if not parts or any(not part.in_exec_form for part in parts):
            return None
        return [word for part in parts for word in part.words]

    @property
    def unexpanded_words(self) -> list[MappedText]:
        """The words of the joined exec form that hold shell syntax which no shell reads.

        None of them when a shell or something that may evaluate its arguments comes first: ``sh -c``, an own script, a
        program that replaces variables itself.
        """
        words = self.exec_words
        if not words or _may_evaluate([word.text for word in words]):
            return []
        if self.entrypoint is None and entrypoint(self.base) == "evaluates":
            return []
        return [
            word for index, word in enumerate(words) if index and _is_shell_syntax(word.text, words[index - 1].text)
        ]

    @property
    def one_line(self) -> str | None:
        """The joined words as shell text, when they stand in one instruction and quoting does not change them."""
        words = self.exec_words
        if words is None or len(self.parts) != 1:
            return None
        texts = [word.text for word in words]
        safe = all(text in _OPERATORS or (text and all(char in _PLAIN_OR_VARIABLE for char in text)) for text in texts)
        return " ".join(texts) if safe else None

    @property
    def shell_line(self) -> str | None:
        """:attr:`one_line` with ``exec`` before its last command, for ``sh -c``; None when it is none of one program.

        None also when the program is only one of several that run side by side, or a command of the shell itself.
        """
        if self.one_line is None:
            return None
        words = self.one_line.split()
        if not _SEPARATORS.difference({"&&", ";"}).isdisjoint(words):
            return None
        last = max((index + 1 for index, word in enumerate(words) if word in _SEPARATORS), default=0)
        if last == len(words) or words[last] in _BUILTINS:
            return None
        return " ".join([*words[:last], "exec", *words[last:]])


def _may_evaluate(values: list[str]) -> bool:
    program = values[0]
    if (
        is_posix_shell(program)
        or program.endswith(_SCRIPT_ENDINGS)
        or program_name(program).removesuffix(".exe") in _EVALUATING
    ):
        return True
    return any(is_posix_shell(value) for value in values[1:])


def _is_shell_syntax(text: str, before: str) -> bool:
    """Whether ``text`` behind the word ``before`` is an operator of the shell or holds something that it replaces."""
    if text in _OPERATORS:
        return len(text) > 1 or not _takes_separator(before)
    if before in _CODE_OPTIONS or (text.count("$") > 2 and "{" not in text):
        return False  # code of another language, or a password hash ($argon2id$v=19$m=10240$...)
    return any(_is_replaced(following) for following in text.split("$")[1:])


def _takes_separator(option: str) -> bool:
    """Whether the word behind ``option`` may be a separator of fields (``--sep ;``, ``-d |``)."""
    return option in _SEPARATOR_OPTIONS or (option.startswith("-") and ("sep" in option or "delim" in option))


def _is_replaced(following: str) -> bool:
    """Whether a shell replaces ``$`` before this text: ``$NAME``, ``${NAME…}`` or ``$(command)``.

    ``${oc.env:NAME}`` and its kin are none of the shell's: programs replace them.
    """
    name, brace, _ = following.removeprefix("{").partition("}")
    if not following.startswith("{"):
        return following[:1] in ("(", "_", *ascii_letters)
    end = next((index for index, char in enumerate(name) if not (char.isalnum() or char == "_")), len(name))
    rest = name[end:]
    known = not rest or rest[0] in "-+=?#%/" or rest[:2] in (":-", ":+", ":=", ":?")
    return bool(brace) and name[:1] in ("_", *ascii_letters) and known
