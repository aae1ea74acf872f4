"""What the container runs: ENTRYPOINT and CMD of the final chain, as Docker joins them."""

from __future__ import annotations

from mlint.dockerfile.source import MappedText, Piece, Span
from mlint.dockerfile.variables import Environment, ImageVariables, Scope, Variable
from mlint.image.programs import Serving, python_module, python_script, serving, takes_script_argument
from mlint.image.start.exec_syntax import BUILTINS, as_line, as_script, may_be_syntax, may_run_arguments, unexpanded
from mlint.knowledge.servers import SERVERS, Listening
from mlint.lazy import cached_property
from mlint.shell.command_reader import read_commands
from mlint.shell.interpreters import DEFAULT_SHELL, is_posix_shell, program_name, script_index
from mlint.shell.texts import ExecForm, ShellText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.build import BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.image.base.families.facts import BaseFacts, Entrypoint
    from mlint.image.start.listening import RunningServer
    from mlint.shell.commands import Command

_BRINGING_FILES = frozenset({"ADD", "COPY", "RUN"})
_NEVER_EXEC = frozenset({"ash", "dash", "sh"})
_STAY_BY_DESIGN = frozenset({"circusd", "s6-svscan", "supervisord"})
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=,@%+-")
_POSITIONAL = tuple(f"${brace}{name}" for brace in ("", "{") for name in ("@", "*", *"0123456789"))


class StartPart:
    """The CMD or ENTRYPOINT that counts, with the stage it stands in."""

    def __init__(self, stage: BuildStage, instruction: Instruction, environment: Environment | None = None) -> None:
        """``environment`` holds the variables of the container; None: those of an image that ends with ``stage``."""
        self.stage = stage
        self.instruction = instruction
        self._environment = environment

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
    def environment(self) -> Environment:
        """The variables of the container."""
        return start_environment(_chain(self.stage)) if self._environment is None else self._environment

    @cached_property
    def commands(self) -> list[Command]:
        """The commands that it runs by itself; none when no POSIX shell reads it."""
        if self.in_exec_form:
            return self.read(ExecForm(self.words))
        posix = self.stage.has_posix_shell_at(self.instruction)
        return self.read(ShellText(self.instruction.arguments_text)) if posix else []

    def read(self, text: ExecForm | ShellText) -> list[Command]:
        """The commands of ``text``, which stands in this instruction, with the variables of the container."""
        build = self.stage.build
        unclosed = build.unclosed_scripts
        return [] if self.stage.on_windows else read_commands(text, build.source, self.environment, (), unclosed)

    @property
    def all_words(self) -> list[MappedText]:
        """The words that the image holds of it: in shell form those of the shell, then the text as one word."""
        if self.in_exec_form:
            return list(self.words)
        text = self.instruction.arguments_text
        return [*(_made(word, text) for word in self.stage.shell_at(self.instruction)), text]

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
        if self.in_exec_form and _NEVER_EXEC.isdisjoint(program_name(word.text) for word in self.words):
            return False
        last = self.last_command
        if last is None or "exec" in last.wrappers or not self.default_shell or last.name in _STAY_BY_DESIGN:
            return False
        if last.site.reads_pipe or any(command.site.background for command in self.commands):
            return False  # the shell is needed: it holds several programs together
        facts = self.stage.base_facts
        if facts and facts.sh == "bash":
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
        if not words or not plain or "=" in words[0] or words[0] in BUILTINS:
            return None
        return words


class UnsplitWord:
    """A word of an exec form that holds a whole command, so that no program of that name exists."""

    def __init__(self, text: MappedText) -> None:
        self.text = text

    @property
    def quoted(self) -> Span:
        """Where it stands in the file with its quotes."""
        span = self.text.span()
        return Span(span.start - 1, span.end + 1)

    @property
    def plain(self) -> list[str] | None:
        """The words in it when nothing in them means anything to a shell; None otherwise."""
        words = self.text.text.split()
        shell = any(char not in _PLAIN for word in words for char in word) or "=" in words[0] or words[0] in BUILTINS
        return None if shell or not self.text.contiguous(0, len(self.text)) else words


class Startup:
    """The start command of a chain of stages, what the base image adds to it included as far as that is known."""

    def __init__(self, chain: Sequence[BuildStage]) -> None:
        self.chain = chain
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
            self.entrypoint = StartPart(stage, own, self.environment)
            self.cmd = None
        if cmd:
            self.cmd = StartPart(stage, cmd, self.environment)

    @cached_property
    def environment(self) -> Environment:
        """The variables of the container: those of the base as far as they are known, then every ENV of the chain.

        What only ARG sets is gone at this time. ``docker run -e`` may set others.
        """
        return start_environment(self.chain)

    @cached_property
    def facts(self) -> BaseFacts | None:
        """What is known of the image that the chain is built on."""
        return self.chain[0].base_facts if self.chain else None

    @property
    def base_entrypoint(self) -> Entrypoint:
        """The base image's ENTRYPOINT as far as it takes effect: none when the file sets one."""
        from mlint.image.base.families.facts import NO_ENTRYPOINT, UNKNOWN_ENTRYPOINT

        if self.entrypoint is not None or self.from_scratch:
            return NO_ENTRYPOINT
        return self.facts.entrypoint if self.facts else UNKNOWN_ENTRYPOINT

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
        return self.base_entrypoint.kind != "unknown"

    @property
    def cmd_is_command(self) -> bool:
        """Whether the first word of what the file sets is a program that is started, as far as is known."""
        return self.base_entrypoint.kind in ("none", "execs")

    @cached_property
    def commands(self) -> list[Command]:
        """All commands of the joined start command, in order, those of an entrypoint script unknown.

        Behind a script of the file and behind an entrypoint that nobody here knows, CMD is taken for a command of its
        own: :attr:`program_known` tells the latter apart. None when CMD only names a function.
        """
        own, cmd = self.entrypoint, self.cmd
        if own and not own.empty:
            if not own.in_exec_form:
                return own.commands
            found = own.read(ExecForm((*own.words, *(cmd.all_words if cmd else ()))))
            scripted = cmd is not None and may_run_arguments([word.text for word in own.words])
            return [*found, *cmd.commands] if cmd and scripted else found
        kind = self.base_entrypoint.kind
        if kind == "handler" or (not cmd and own):
            return []
        if kind in ("server", "interpreter") or not cmd:
            return self._with_base()
        evaluates = kind == "evaluates" and cmd.in_exec_form and cmd.words
        return cmd.read(ShellText(_joined(cmd.words))) if evaluates else cmd.commands

    def _with_base(self) -> list[Command]:
        """The commands of the words that the base image has, and of CMD behind them."""
        if not self.chain or not self.facts:
            return []
        part = self.cmd or StartPart(self.chain[-1], self.chain[-1].start, self.environment)
        place = part.instruction.arguments_text
        runs_cmd = self.base_entrypoint.kind not in ("server", "interpreter")
        base = () if runs_cmd else self.base_entrypoint.words or ()
        rest = self.cmd.all_words if self.cmd else [_made(word, place) for word in self.facts.cmd or ()]
        return part.read(ExecForm((*(_made(word, place) for word in base), *rest)))

    @cached_property
    def programs(self) -> list[Command]:
        """The commands that the container is there for: the last one in the foreground, and those in the background.

        Several when the shell decides which; what only starts them (shells, prefixes, the file's own script before a
        CMD) is taken off.
        """
        commands = self.commands
        if commands and self.entrypoint and self.cmd and self.cmd.commands and commands[-1] is self.cmd.commands[-1]:
            commands = self.cmd.commands
        found = [one for one in commands if (one.site.last or one.site.background) and not one.site.substituted]
        inner = [one for one in found if script_index(one.values) is None]
        return inner or found

    @cached_property
    def server(self) -> RunningServer | None:
        """The server that is started; None when it is none that is known, or only a script tells."""
        facts = self.facts
        own_image = facts is not None and facts.serves
        for command in self.commands:
            found = None if command.site.substituted else serving(command)
            if found:
                from mlint.image.start.listening import RunningServer

                configured = self._has_file(found.listening.config_files if found.listening else ())
                environment = command.environment
                return RunningServer(found, environment, command, own_image=own_image, configured=configured)
        entrypoint = self.base_entrypoint
        if entrypoint.kind == "server" and entrypoint.server:
            from mlint.image.start.listening import RunningServer

            known = SERVERS.get(entrypoint.server)
            listening = known.listening if known else Listening(None)
            arguments = self.commands[0].arguments[1:] if self.commands else ()
            found = Serving(entrypoint.server, False, False, listening, arguments)
            return RunningServer(found, self.environment, None, own_image=True)
        return None

    def _has_file(self, names: Sequence[str]) -> bool:
        """Whether files so called are in the image: the file names them, or they are in the known build context."""
        if not names or not self.chain:
            return False
        texts = (one.value.text for stage in self.chain for one in stage.instructions if one.name in _BRINGING_FILES)
        context = self.chain[0].build.context
        return any(name in text for text in texts for name in names) or (
            context is not None and any(context.exists(name) for name in names)
        )

    @property
    def exec_words(self) -> list[MappedText] | None:
        """The joined words when every part is in exec form; None otherwise or without any part."""
        parts = self.parts
        if not parts or any(not part.in_exec_form for part in parts):
            return None
        return [word for part in parts for word in part.words]

    @property
    def unexpanded_words(self) -> list[MappedText]:
        """The words of the joined exec form that hold shell syntax which no shell reads."""
        words = self.exec_words
        if not words or not any(may_be_syntax(word.text) for word in words):
            return []
        if self.base_entrypoint.kind in ("evaluates", "handler"):
            return []
        # Behind the base image's server the first word is an argument too.
        values = [word.text for word in words]
        if self.base_entrypoint.kind in ("server", "interpreter"):
            return [words[index - 1] for index in unexpanded(["", *values])]
        return [words[index] for index in unexpanded(values)]

    @property
    def unsplit_words(self) -> list[UnsplitWord]:
        """Commands written as one word: the first of the joined exec form, and that of the HEALTHCHECK."""
        words = self.exec_words
        found = [words[0]] if words and self.cmd_is_command else []
        checks = (stage.last_instruction("HEALTHCHECK") for stage in reversed(self.chain))
        check = next((one for one in checks if one), None)
        if check and check.json_form and check.json_form.strings and len(check.json_form.strings) == 1:
            found.append(check.json_form.strings[0])
        on_windows = any(stage.on_windows for stage in self.chain)
        return [] if on_windows else [UnsplitWord(word) for word in found if len(word.text.split()) > 1]

    @property
    def one_line(self) -> str | None:
        """The joined words as shell text, when they stand in one instruction and quoting does not change them."""
        words = self.exec_words
        if words is None or len(self.parts) != 1:
            return None
        return as_line([word.text for word in words])

    @property
    def shell_line(self) -> str | None:
        """:attr:`one_line` with ``exec`` before its last command, for ``sh -c``; None when it is none of one program.

        None also when the program is only one of several that run side by side, or a command of the shell itself, and
        when what the file sets is not surely a command.
        """
        words = self.exec_words
        if words is None or len(self.parts) != 1 or not self.cmd_is_command:
            return None
        return as_script([word.text for word in words])


def start_environment(chain: Sequence[BuildStage]) -> Environment:
    """The variables of the container that the last of these stages makes: the base image's and those of ENV."""
    scope = Scope(None, lambda: chain[0].base_variables if chain else ImageVariables())
    for stage in chain:
        for instruction in stage.instructions:
            for pair in instruction.assignments if instruction.name == "ENV" else ():
                name = stage.expand(pair.key, instruction) or ""
                scope.set(name, Variable(stage.expand(pair.value or "", instruction), "ENV", pair))
    return scope.now()


def _chain(stage: BuildStage) -> list[BuildStage]:
    chain = [stage]
    while chain[-1].parent:
        chain.append(chain[-1].parent)
    return chain[::-1]


def _made(text: str, place: MappedText) -> MappedText:
    """A word that the file does not hold, at the beginning of ``place``."""
    start = place.span().start
    return MappedText(text, [Piece(0, len(text), start, start)], start)


def _joined(words: Sequence[MappedText]) -> MappedText:
    """The words as one text with blanks between, as ``eval "$@"`` joins them."""
    pieces: list[Piece] = []
    offset = 0
    for word in words:
        if pieces:
            start = word.span().start
            pieces.append(Piece(offset, 1, start, start))
            offset += 1
        pieces.extend(piece._replace(offset=piece.offset + offset) for piece in word.pieces)
        offset += len(word)
    return MappedText(" ".join(word.text for word in words), pieces, words[0].span().start)
