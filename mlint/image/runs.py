"""RUN: its commands, mounts and package manager calls."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from mlint.image.installers import read_install
from mlint.image.installs import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.dockerfile.arguments import Mount
    from mlint.dockerfile.instructions import Instruction
    from mlint.image.installs import Install
    from mlint.shell.commands import Command

_OTHER_MANAGERS = frozenset({"conda", "mamba", "micromamba", "pdm", "pipenv", "pixi", "poetry", "uv"})


class Run:
    """A RUN with its commands and mounts."""

    def __init__(self, stage: BuildStage, instruction: Instruction) -> None:
        self.stage = stage
        self.instruction = instruction

    @cached_property
    def commands(self) -> list[Command]:
        """The commands in the order of the file, nested ones too; none when no POSIX shell runs them."""
        return self.stage.commands_of(self.instruction)

    @cached_property
    def mounts(self) -> list[Mount]:
        """The mounts, variables in their targets replaced (a target that is not known is None)."""
        expand = self.stage.expand
        return [
            mount._replace(target=expand(mount.target, self.instruction) if mount.target else None)
            for mount in self.instruction.mounts
        ]

    @cached_property
    def installs(self) -> list[Install]:
        """The package manager calls among the commands."""
        return list(self._read_installs())

    @cached_property
    def touches_packages(self) -> bool:
        """Whether it installs packages, or calls a package manager that is not read yet."""
        return any(install.verb == "install" and not install.only_installers for install in self.installs) or any(
            command.name in _OTHER_MANAGERS for command in self.commands
        )

    @property
    def brings_dependencies(self) -> bool:
        """Whether it installs packages of others, and nothing that is made of the project's own files."""
        installs = [install for install in self.installs if install.verb == "install"]
        return any(one.brings_dependencies for one in installs) and not any(one.installs_project for one in installs)

    @cached_property
    def files_needed(self) -> list[str]:
        """The requirements files of a RUN that needs nothing else of the project; none when it may need more."""
        files: list[str] = []
        installs = {install.command: install for install in self.installs}
        for command in self.commands:
            install = installs.get(command)
            if install is None:
                if command.name not in ("echo", "rm", "set"):
                    return []
                continue
            paths = [file.path for file in (*install.requirement_files, *install.constraint_files)]
            if install.unknown or install.editables or any(one.name is None for one in install.requirements):
                return []
            for path in paths:
                if path is None or path.startswith(("/", "..", "~")) or "://" in path:
                    return []
                files.append(path.removeprefix("./"))
        return list(dict.fromkeys(files))

    def _read_installs(self) -> Iterator[Install]:
        # Only the few commands that can matter are handed on, so that long RUNs stay linear.
        cleanups = [(index, one) for index, one in enumerate(self.commands) if _may_clean_cache(one)]
        for index, command in enumerate(self.commands):
            install = read_install(command)
            if install is not None:
                later = [one for at, one in cleanups[bisect_right(cleanups, index, key=_first) :]]
                earlier = self.stage.configuring_before(self)
                install.surroundings = Surroundings(self.mounts, later, earlier, self.stage.home_at(self.instruction))
                yield install


def _first(pair: tuple[int, Command]) -> int:
    return pair[0]


def _may_clean_cache(command: Command) -> bool:
    return command.name in ("find", "rm") or "cache" in command.values
