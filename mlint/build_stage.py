"""One stage as rules see it: what it is built on, the state at every instruction, its commands, installs and copies."""

from __future__ import annotations

from posixpath import join, normpath

from mlint.dockerfile.variables import DEFAULT_PATH, Environment, ImageVariables, Scope, apply
from mlint.image.base.base_images import is_windows
from mlint.image.copies import Copy
from mlint.image.references import SCRATCH, ImageReference, parse_reference
from mlint.image.runs import Run
from mlint.lazy import cached_property
from mlint.shell.interpreters import DEFAULT_SHELL, runs_posix_scripts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    from mlint.build import Build
    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.stages import Stage
    from mlint.image.base.base_facts import BaseFacts
    from mlint.image.packages.installs import Install
    from mlint.shell.commands import Command

    State = TypeVar("State")
    Answer = TypeVar("Answer")


class BuildStage:
    """One stage: what it is built on and what its instructions do."""

    def __init__(self, build: Build, stage: Stage) -> None:
        self.build = build
        self.number = stage.number
        self.name = stage.name
        self.start = stage.start
        self.instructions = stage.instructions
        self.base_text = stage.base
        self._answers: dict[Callable[[BuildStage], Any], Any] = {}

    def __repr__(self) -> str:
        return f"BuildStage({self.number} {self.name or ''})"

    @property
    def in_final_chain(self) -> bool:
        """Whether the layers of this stage ship in the image."""
        return self.number in self.build.final_numbers

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

    @property
    def chain(self) -> Iterator[BuildStage]:
        """This stage and those that it is built on, the lowest last."""
        stage: BuildStage | None = self
        while stage is not None:
            yield stage
            stage = stage.parent

    @cached_property
    def base_image(self) -> ImageReference | None:
        """The image that this stage is built on; None for a stage, ``scratch``, and what is not known."""
        if self.base_name is None or self.parent or self.base_name == SCRATCH:
            return None
        return parse_reference(self.base_name)

    @cached_property
    def base_facts(self) -> BaseFacts | None:
        """What is known of the image at the bottom of this stage; None for one that is not known."""
        if self.root.base_image is None:
            return None
        from mlint.image.base.base_facts import base_facts

        return base_facts(self.root.base_image)

    @cached_property
    def base_variables(self) -> ImageVariables:
        """What the image at the bottom of this stage sets, as far as is known."""
        if self.root.from_scratch:
            return ImageVariables({"PATH": DEFAULT_PATH}, complete=True)
        facts = self.base_facts
        return ImageVariables(facts.env, facts.all_env) if facts else ImageVariables()

    @property
    def base_user(self) -> str | None:
        """The user that the image at the bottom of this stage starts as; None when it is not known."""
        facts = self.base_facts
        return "root" if self.root.from_scratch else facts.user if facts else None

    @property
    def base_workdir(self) -> str | None:
        """The working folder of the image at the bottom of this stage; None when it is not known."""
        facts = self.base_facts
        return "/" if self.root.from_scratch else facts.workdir if facts else None

    @property
    def base_shell(self) -> tuple[str, ...]:
        """The SHELL of the image at the bottom of this stage: the builder's own where none is known."""
        facts = self.base_facts
        return (facts.shell if facts else None) or DEFAULT_SHELL

    def once(self, ask: Callable[[BuildStage], Answer]) -> Answer:
        """What ``ask`` says of this stage, asked once, however many RUNs of a long stage want to know it."""
        if ask not in self._answers:
            self._answers[ask] = ask(self)
        return self._answers[ask]  # type: ignore[no-any-return]

    @property
    def is_arm(self) -> bool:
        """Whether its FROM, or that of the stage at its bottom, asks for an ARM platform, or names an image for it."""
        if (self.root.base_name or "").startswith(("arm32v", "arm64v8/")):
            return True
        flags = (self.start.flag("platform"), self.root.start.flag("platform"))
        return any("arm" in (flag.value or "") or "aarch" in (flag.value or "") for flag in flags if flag)

    @property
    def from_scratch(self) -> bool:
        """Whether the stage begins with nothing."""
        return self.base_name == SCRATCH

    def _parent_with(self, attribute: str) -> BuildStage | None:
        """The parent, once its cached ``attribute`` is known.

        It is asked from the bottom of the chain up: a chain may be longer than Python can recurse.
        """
        waiting = []
        stage = self.parent
        while stage is not None and attribute not in stage.__dict__:
            waiting.append(stage)
            stage = stage.parent
        for stage in reversed(waiting):
            getattr(stage, attribute)
        return self.parent

    @cached_property
    def root(self) -> BuildStage:
        """The stage at the bottom of what this one is built on; its FROM is no stage."""
        parent = self._parent_with("root")
        return parent.root if parent else self

    @cached_property
    def _environments(self) -> tuple[dict[int, Environment], Environment]:
        """The variables before every instruction, by its first line, and those at the end of the stage."""
        parent = self._parent_with("_environments")
        scope = Scope(parent.environment if parent else None, lambda: self.base_variables)
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
        numbered = self.build.numbered_stage(written, self.number)
        return numbered or self.build.earlier_stage(written, self.number, any_case=True)

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

    @cached_property
    def runs_and_triggers(self) -> list[Run]:
        """The RUN instructions and those behind ONBUILD, which run in the builds of other files."""
        triggers = [one.trigger for one in self.instructions if one.trigger and one.trigger.name == "RUN"]
        return [*self.runs, *(Run(self, trigger, triggered=True) for trigger in triggers)]

    def installs(self, *managers: str) -> Iterator[Install]:
        """The package manager calls of the RUNs, of the ``managers`` only when some are named."""
        for run in self.runs:
            for install in run.installs:
                if not managers or install.manager in managers:
                    yield install

    @cached_property
    def requirements_paths(self) -> frozenset[str]:
        """The requirements and constraints files that the RUNs of this stage read, as paths of the image."""
        return frozenset(path for run in self.runs for path in run.requirements_paths)

    @cached_property
    def first_source_copy(self) -> Copy | None:
        """The first COPY or ADD of the project's own code, of this stage or the stages it is built on."""
        parent = self._parent_with("first_source_copy")
        inherited = parent.first_source_copy if parent else None
        return inherited or next((copy for copy in self.copies if copy.takes_source), None)

    @cached_property
    def first_dependency_run(self) -> Run | None:
        """The first RUN of this stage that installs packages of others, when none was installed before it.

        None also when a package manager that mlint does not read comes first, when a parent stage installs, or when
        installed packages are copied before.
        """
        run = next((run for run in self.runs if run.touches_packages), None)
        if run is None or not run.brings_dependencies or (self.parent and self.parent.touches_packages):
            return None
        earlier = [copy for copy in self.copies if copy.instruction.span.start < run.instruction.span.start]
        return None if any(copy.brings_environment for copy in earlier) else run

    @cached_property
    def touches_packages(self) -> bool:
        """Whether this stage, or one that it is built on, installs packages."""
        parent = self._parent_with("touches_packages")
        return (parent is not None and parent.touches_packages) or any(run.touches_packages for run in self.runs)

    def _states(self, state: State, after: Callable[[Instruction, State], State]) -> dict[int, State]:
        """The state before every instruction, by its first line; under -1 the one at the end of the stage."""
        found = {}
        for instruction in self.instructions:
            found[instruction.first_line] = state
            state = after(instruction, state)
        found[-1] = state
        return found

    @cached_property
    def _shells(self) -> dict[int, tuple[str, ...] | None]:
        """None as long as the file sets none."""
        parent = self._parent_with("_shells")
        return self._states(parent._shells[-1] if parent else None, _shell_after)

    @property
    def shell(self) -> tuple[str, ...]:
        """The words of the SHELL in force at the end of the stage."""
        return self._shells[-1] or self.base_shell

    def shell_at(self, instruction: Instruction) -> tuple[str, ...]:
        """The words of the SHELL in force at ``instruction``."""
        return self._shells[instruction.first_line] or self.base_shell

    def has_posix_shell_at(self, instruction: Instruction) -> bool:
        """Whether shell text of ``instruction`` is that of a POSIX shell, as in all images but those of Windows."""
        shell = self._shells[instruction.first_line]
        return not self.on_windows and (shell is None or runs_posix_scripts(shell))

    @cached_property
    def on_windows(self) -> bool:
        """Whether the image is a Windows one, whose shell text is none of ours."""
        image = self.root.base_image
        return self.build.dockerfile.windows_paths or (image is not None and is_windows(image))

    @property
    def on_musl(self) -> bool:
        """Whether it is Alpine; an image with conda on it has glibc beside musl."""
        facts = self.base_facts
        return facts is not None and facts.os is not None and facts.os.name == "alpine" and not facts.conda

    @cached_property
    def _workdirs(self) -> dict[int, str | None]:
        parent = self._parent_with("_workdirs")
        return self._states(parent._workdirs[-1] if parent else ".", self._workdir_after)

    def workdir_at(self, instruction: Instruction) -> str | None:
        """The working folder at ``instruction``; None when it is not known."""
        return self._from_base(self._workdirs[instruction.first_line])

    @property
    def workdir(self) -> str | None:
        """As :meth:`workdir_at`, at the end of the stage."""
        return self._from_base(self._workdirs[-1])

    def set_workdir_at(self, instruction: Instruction) -> str | None:
        """The working folder at ``instruction`` as the file sets it; None when it is not known.

        It is relative to that of the base image until an absolute one is set: ``.`` when none is.
        """
        return self._workdirs[instruction.first_line]

    @cached_property
    def first_workdir(self) -> Instruction | None:
        """The first WORKDIR of the chain up to this stage; it may stand in a stage that this one is built on."""
        parent = self._parent_with("first_workdir")
        inherited = parent.first_workdir if parent else None
        return inherited or next((one for one in self.instructions if one.name == "WORKDIR"), None)

    def _from_base(self, folder: str | None) -> str | None:
        if folder is None or folder.startswith("/"):
            return folder
        base = self.base_workdir
        return normpath(join(base, folder)) if base else None

    def _workdir_after(self, instruction: Instruction, folder: str | None) -> str | None:
        if instruction.name != "WORKDIR":
            return folder
        path = self.expand(instruction.arguments_text.text, instruction)
        if path is None or (folder is None and not path.startswith("/")):
            return None
        return normpath(join(folder or "/", path))

    def commands_of(self, instruction: Instruction) -> list[Command]:
        """The commands that RUN, CMD, ENTRYPOINT or HEALTHCHECK CMD runs; none when no POSIX shell reads them."""
        from mlint.shell.command_reader import read_commands
        from mlint.shell.texts import ShellText, command_text

        text = command_text(instruction)
        shell: tuple[str, ...] = ()
        if text is None or self.on_windows:
            return []
        if isinstance(text, ShellText):
            if not self.has_posix_shell_at(instruction):
                return []
            # Those that base images bring differ in what they make of pipes alone.
            shell = self._shells[instruction.first_line] or (self.base_shell if "|" in text.text.text else ())
        environment = self.environment_at(instruction)
        return read_commands(text, self.build.source, environment, shell, self.build.unclosed_scripts)

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
        """Empty as long as the file sets none."""
        parent = self._parent_with("_users")
        return self._states(parent._users[-1] if parent else "", self._user_after)

    def user_at(self, instruction: Instruction) -> str | None:
        """The user in force at ``instruction``, group cut off; None when the file sets one without telling which.

        Empty when the file sets none and that of the base image is not known.
        """
        user = self._users[instruction.first_line]
        return self.base_user or "" if user == "" else user

    @property
    def user(self) -> str | None:
        """As :meth:`user_at`, at the end of the stage."""
        user = self._users[-1]
        return self.base_user or "" if user == "" else user

    def _user_after(self, instruction: Instruction, user: str | None) -> str | None:
        if instruction.name != "USER":
            return user
        text = self.expand(instruction.arguments_text.text, instruction)
        return None if text is None else text.partition(":")[0]

    def home_at(self, instruction: Instruction) -> str | None:
        """The home folder of the user at ``instruction``; None when not known.

        Where neither the file nor the base image is known to set a user, it is root's, as in nearly all images.
        """
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


def _shell_after(instruction: Instruction, shell: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if instruction.name != "SHELL" or not instruction.json_form:
        return shell
    return tuple(argument.text for argument in instruction.arguments) or shell


def _may_configure(command: Command) -> bool:
    """Whether it may configure a package manager: ``pip config``, what changes files of apt or conda's."""
    words = [*command.values, *(redirection.target for redirection in command.redirections)]
    return "config" in words or any("/apt.conf" in word or word.endswith(".condarc") for word in words if word)
