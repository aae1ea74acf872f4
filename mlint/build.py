"""One Dockerfile as rules see it: stages, variables, commands, installs and copies, put together when asked for."""

from __future__ import annotations

from functools import cached_property
from posixpath import normpath
from typing import TYPE_CHECKING, TypeVar

from mlint.dockerfile.instructions import Dockerfile, Instruction
from mlint.dockerfile.source import BOM, Span
from mlint.dockerfile.stages import Stage, global_instructions, read_stages, stage_called, stage_numbered
from mlint.dockerfile.validation import validate
from mlint.dockerfile.variables import Environment, Scope, apply, global_scope
from mlint.image.base_images import is_windows
from mlint.image.copies import Copy
from mlint.image.references import SCRATCH, ImageReference, parse_reference
from mlint.image.runs import Run
from mlint.rule import Edit, Place
from mlint.shell.interpreters import DEFAULT_SHELL, runs_posix_scripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mlint.config import Settings
    from mlint.dockerfile.lines import SyntaxProblem
    from mlint.dockerfile.source import Source
    from mlint.image.installs import Install
    from mlint.image.startup import Startup
    from mlint.shell.commands import Command
    from mlint.suppressions import UnusedIgnore

State = TypeVar("State")
_MORE = "; more follow"


class Build:
    """Everything mlint knows of one Dockerfile. What cannot be known is None, and rules stay silent there."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.source = source
        self.settings = settings
        self.dockerfile = Dockerfile(source)
        self.unused_ignores: Sequence[UnusedIgnore] = ()
        """Ignore comments that did nothing; known when the other rules have run."""

    @property
    def path(self) -> str:
        """The path of the Dockerfile as it was given."""
        return self.source.path

    def place(self, span: Span) -> Place:
        """A place in the Dockerfile."""
        return Place(self.path, span)

    def removal(self, instruction: Instruction) -> Edit | None:
        """The edit that deletes an instruction with its lines; None when comments stand between its lines."""
        if instruction.logical.comment_lines:
            return None
        starts = self.source.line_starts
        start, last = starts[instruction.first_line - 1], instruction.last_line
        if self.source.text.startswith(BOM):
            start = max(start, len(BOM))
        end = starts[last] if last < len(starts) else len(self.source.text)
        return Edit(self.place(Span(start, end)), "")

    @cached_property
    def syntax_errors(self) -> list[SyntaxProblem]:
        """Everything for which BuildKit would refuse the file; of unknown instructions in a row, the first."""
        index = {one.span.start: number for number, one in enumerate(self.dockerfile.instructions)}
        problems: list[SyntaxProblem] = []
        before = -2
        for problem in validate(self.dockerfile):
            number = index.get(problem.span.start, -2) if problem.unknown_instruction else -2
            if number < 0 or number != before + 1:
                problems.append(problem)
            elif not problems[-1].message.endswith(_MORE):
                problems[-1] = problems[-1]._replace(message=problems[-1].message + _MORE)
            before = number
        return problems

    @cached_property
    def build_args(self) -> Mapping[str, str]:
        """The build arguments that the settings give."""
        return self.settings.build_args

    @cached_property
    def global_arguments(self) -> list[Instruction]:
        """The ARG instructions before the first FROM."""
        return global_instructions(self.dockerfile)

    @cached_property
    def global_environment(self) -> Environment:
        """The variables in force for FROM."""
        return global_scope(self.global_arguments, self.build_args).now()

    @cached_property
    def stages(self) -> list[BuildStage]:
        """All stages in the order of the file."""
        return [BuildStage(self, stage) for stage in self._stages]

    @cached_property
    def _stages(self) -> list[Stage]:
        return read_stages(self.dockerfile)

    def earlier_stage(self, name: str, before: int, *, any_case: bool) -> BuildStage | None:
        """The stage called ``name`` before the stage numbered ``before``; FROM minds the case, others do not."""
        stage = stage_called(self._stages, name, before, any_case=any_case)
        return self.stages[stage.number] if stage else None

    @cached_property
    def final(self) -> BuildStage | None:
        """The stage that becomes the image: the target of the settings, else the last one."""
        target = self.settings.target_stage
        if target:
            stage = stage_called(self._stages, target, len(self._stages), any_case=True) or stage_numbered(
                self._stages, target, len(self._stages)
            )
            return self.stages[stage.number] if stage else None
        return self.stages[-1] if self.stages else None

    @cached_property
    def final_chain(self) -> list[BuildStage]:
        """The final stage and the stages it is built on, in the order of the file: the layers that ship."""
        chain: list[BuildStage] = []
        stage = self.final
        while stage is not None:
            chain.append(stage)
            stage = stage.parent
        return chain[::-1]

    @cached_property
    def startup(self) -> Startup:
        """What the container runs."""
        from mlint.image.startup import Startup

        return Startup(self.final_chain)

    @cached_property
    def reached(self) -> frozenset[int]:
        """The numbers of the stages that BuildKit builds: the final chain and what it copies or mounts from."""
        found: set[int] = set()
        waiting = [self.final] if self.final else []
        while waiting:
            stage = waiting.pop()
            if stage.number not in found:
                found.add(stage.number)
                waiting.extend(stage.uses)
        return frozenset(found)


class BuildStage:
    """One stage: what it is built on and what its instructions do."""

    def __init__(self, build: Build, stage: Stage) -> None:
        self.build = build
        self.number = stage.number
        self.name = stage.name
        self.start = stage.start
        self.instructions = stage.instructions
        self.base_text = stage.base

    def __repr__(self) -> str:
        return f"BuildStage({self.number} {self.name or ''})"

    @property
    def in_final_chain(self) -> bool:
        """Whether the layers of this stage ship in the image."""
        return self in self.build.final_chain

    @property
    def is_reached(self) -> bool:
        """Whether BuildKit builds this stage at all."""
        return self.number in self.build.reached

    @cached_property
    def base_name(self) -> str | None:
        """The text behind FROM, variables replaced; None when it is not known."""
        if self.base_text is None:
            return None
        return self.build.global_environment.expand(self.base_text.text, self.start.escape)

    @cached_property
    def parent(self) -> BuildStage | None:
        """The earlier stage that this one is built on."""
        if self.base_name is None:
            return None
        return self.build.earlier_stage(self.base_name, self.number, any_case=False)

    @cached_property
    def base_image(self) -> ImageReference | None:
        """The image that this stage is built on; None for a stage, ``scratch``, and what is not known."""
        if self.base_name is None or self.parent or self.base_name == SCRATCH:
            return None
        return parse_reference(self.base_name)

    @property
    def from_scratch(self) -> bool:
        """Whether the stage begins with nothing."""
        return self.base_name == SCRATCH

    @property
    def root(self) -> BuildStage:
        """The stage at the bottom of what this one is built on; its FROM is no stage."""
        stage = self
        while stage.parent:
            stage = stage.parent
        return stage

    @cached_property
    def _environments(self) -> tuple[dict[int, Environment], Environment]:
        """The variables before every instruction, by its first line, and those at the end of the stage."""
        scope = Scope(self.parent.environment if self.parent else None)
        found = {}
        for instruction in self.instructions:
            found[instruction.first_line] = scope.now()
            apply(instruction, scope, self.build.global_environment, self.build.build_args)
        return found, scope.now()

    @property
    def environment(self) -> Environment:
        """The variables in force at the end of the stage."""
        return self._environments[1]

    def environment_at(self, instruction: Instruction) -> Environment:
        """The variables in force where ``instruction`` of this stage begins."""
        return self._environments[0][instruction.first_line]

    def expand(self, text: str, instruction: Instruction) -> str | None:
        """The value that ``text`` of ``instruction`` has for the builder; None when it is not known."""
        return self.environment_at(instruction).expand(text, instruction.escape)

    def stage_from(self, written: str) -> BuildStage | None:
        """The earlier stage that ``--from`` of COPY names, by its name in any case or its number."""
        build = self.build
        stage = stage_numbered(build._stages, written, self.number)
        if stage:
            return build.stages[stage.number]
        return build.earlier_stage(written, self.number, any_case=True)

    @cached_property
    def uses(self) -> list[BuildStage]:
        """The stages that this one is built on, copies from or mounts from."""
        found = [self.parent] if self.parent else []
        found.extend(copy.source_stage for copy in self.copies if copy.source_stage)
        for run in self.runs:
            for mount in run.instruction.mounts:
                # Unlike COPY --from, a mount names a stage, never its number.
                name = mount.source_stage
                stage = self.build.earlier_stage(name, self.number, any_case=True) if name else None
                if stage:
                    found.append(stage)
        return found

    @cached_property
    def copies(self) -> list[Copy]:
        """The COPY and ADD instructions."""
        return [Copy(self, one) for one in self.instructions if one.name in ("ADD", "COPY")]

    @cached_property
    def runs(self) -> list[Run]:
        """The RUN instructions."""
        return [Run(self, one) for one in self.instructions if one.name == "RUN"]

    def installs(self, *managers: str) -> Iterator[Install]:
        """The package manager calls of the RUNs, of the ``managers`` only when some are named."""
        for run in self.runs:
            for install in run.installs:
                if not managers or install.manager in managers:
                    yield install

    @cached_property
    def first_source_copy(self) -> Copy | None:
        """The first COPY or ADD of the project's own code, of this stage or the stages it is built on."""
        inherited = self.parent.first_source_copy if self.parent else None
        return inherited or next((copy for copy in self.copies if copy.takes_source), None)

    @cached_property
    def first_dependency_run(self) -> Run | None:
        """The first RUN of this stage that installs packages of others, when none was installed before it.

        None also when a package manager that mlint does not read comes first, when a parent stage installs, or when
        installed packages are copied before.
        """
        stage = self.parent
        while stage:
            if any(run.touches_packages for run in stage.runs):
                return None
            stage = stage.parent
        run = next((run for run in self.runs if run.touches_packages), None)
        if run is None or not run.brings_dependencies:
            return None
        earlier = [copy for copy in self.copies if copy.instruction.span.start < run.instruction.span.start]
        return None if any(copy.brings_environment for copy in earlier) else run

    def _states(self, state: State, after: Callable[[Instruction, State], State]) -> dict[int, State]:
        """The state before every instruction, by its first line; under -1 the one at the end of the stage."""
        found = {}
        for instruction in self.instructions:
            found[instruction.first_line] = state
            state = after(instruction, state)
        found[-1] = state
        return found

    @cached_property
    def _shells(self) -> dict[int, tuple[str, ...]]:
        return self._states(self.parent.shell if self.parent else DEFAULT_SHELL, _shell_after)

    @property
    def shell(self) -> tuple[str, ...]:
        """The words of the SHELL in force at the end of the stage."""
        return self._shells[-1]

    def shell_at(self, instruction: Instruction) -> tuple[str, ...]:
        """The words of the SHELL in force at ``instruction``."""
        return self._shells[instruction.first_line]

    @cached_property
    def on_windows(self) -> bool:
        """Whether the image is a Windows one, whose shell text is none of ours."""
        image = self.root.base_image
        return self.build.dockerfile.windows_paths or (image is not None and is_windows(image))

    @cached_property
    def _workdirs(self) -> dict[int, str | None]:
        return self._states(self.parent.workdir if self.parent else None, self._workdir_after)

    def workdir_at(self, instruction: Instruction) -> str | None:
        """The working folder at ``instruction`` as the file sets it; None when it sets none or it is not known."""
        return self._workdirs[instruction.first_line]

    @property
    def workdir(self) -> str | None:
        """As :meth:`workdir_at`, at the end of the stage."""
        return self._workdirs[-1]

    def _workdir_after(self, instruction: Instruction, folder: str | None) -> str | None:
        if instruction.name != "WORKDIR":
            return folder
        path = self.expand(instruction.arguments_text.text, instruction)
        if path is None or path.startswith("/"):
            return path if path is None else normpath(path)
        return normpath(f"{folder}/{path}") if folder is not None else None

    def commands_of(self, instruction: Instruction) -> list[Command]:
        """The commands that RUN, CMD, ENTRYPOINT or HEALTHCHECK CMD runs; none when no POSIX shell reads them."""
        from mlint.shell.command_reader import read_commands
        from mlint.shell.texts import ShellText, command_text

        text = command_text(instruction)
        if text is None or self.on_windows:
            return []
        if isinstance(text, ShellText) and not runs_posix_scripts(self.shell_at(instruction)):
            return []
        return read_commands(text, self.build.source, self.environment_at(instruction))

    def configuring_before(self, command: Command) -> list[Command]:
        """The commands before ``command`` that may configure a package manager, those of the parent stage first."""
        found = list(self.parent._configuring) if self.parent else []
        return found + [one for one in self._configuring if one.span.start < command.span.start]

    @cached_property
    def _configuring(self) -> list[Command]:
        return [command for command in self.commands if _may_configure(command)]

    @cached_property
    def commands(self) -> list[Command]:
        """The commands of all RUNs."""
        return [command for run in self.runs for command in run.commands]

    @cached_property
    def _users(self) -> dict[int, str | None]:
        return self._states(self.parent.user if self.parent else "", self._user_after)

    def user_at(self, instruction: Instruction) -> str | None:
        """The user in force at ``instruction`` as the file sets it, group cut off; empty when the file sets none.

        None when it is set to something that the file does not tell.
        """
        return self._users[instruction.first_line]

    @property
    def user(self) -> str | None:
        """As :meth:`user_at`, at the end of the stage."""
        return self._users[-1]

    def _user_after(self, instruction: Instruction, user: str | None) -> str | None:
        if instruction.name != "USER":
            return user
        text = self.expand(instruction.arguments_text.text, instruction)
        return None if text is None else text.partition(":")[0]

    def home_at(self, instruction: Instruction) -> str | None:
        """The home folder of the user at ``instruction``; root's when the file sets no user, None when not known."""
        environment = self.environment_at(instruction)
        if "HOME" in environment:
            return environment["HOME"]
        user = self.user_at(instruction)
        if user in ("", "root", "0"):
            return "/root"
        return f"/home/{user}" if user and not user.isdigit() else None

    def last_instruction(self, name: str) -> Instruction | None:
        """The last instruction of that name in this stage: the one that counts for CMD, ENTRYPOINT and HEALTHCHECK."""
        return next((one for one in reversed(self.instructions) if one.name == name), None)


def _shell_after(instruction: Instruction, shell: tuple[str, ...]) -> tuple[str, ...]:
    if instruction.name != "SHELL" or not instruction.json_form:
        return shell
    return tuple(argument.text for argument in instruction.arguments) or shell


def _may_configure(command: Command) -> bool:
    """Whether it may configure a package manager: ``pip config``, what changes files of apt or conda's."""
    words = [*command.values, *(redirection.target for redirection in command.redirections)]
    return "config" in words or any("/apt.conf" in word or word.endswith(".condarc") for word in words if word)
