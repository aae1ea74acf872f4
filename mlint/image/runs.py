"""RUN: its commands, mounts and package manager calls."""

from __future__ import annotations

from bisect import bisect_right
from posixpath import join, normpath

from mlint.dockerfile.source import Span
from mlint.image.copies import in_image
from mlint.image.folders import covers
from mlint.image.packages.installers import read_installs
from mlint.image.packages.installs import CONDA_LIKE, Surroundings
from mlint.image.programs import is_python, shell_script, started_script
from mlint.lazy import cached_property
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlint.build import Build, BuildStage
    from mlint.context.requirements_tree import PlacedRequirement, RequirementsTree
    from mlint.dockerfile.arguments import Mount
    from mlint.dockerfile.instructions import Instruction
    from mlint.image.copies import Copy
    from mlint.image.models.downloads import Download
    from mlint.image.packages.asked_for import AskedFor
    from mlint.image.packages.installs import Install
    from mlint.shell.commands import Command

_FROM_PYPI = frozenset({"pip", "uv"})
"""Managers that install from PyPI what they are told by name or in requirements files."""
_OTHER_MANAGERS = frozenset({"pdm", "pixi"})
"""Managers of Python packages that mlint does not read."""
_NEED_NO_FILES = frozenset(
    {"add-apt-repository", "adduser", "apk", "apt", "apt-get", "conda", "dnf", "echo", "groupadd", "mamba", "microdnf"}
    | {"micromamba", "mkdir", "rm", "set", "true", "useradd", "yum"}
)
"""Programs that read none of the project's files, packages given as files (``.deb``) excepted."""
_DOWNLOADERS = frozenset(
    {"aria2c", "comfy", "curl", "gdown", "hf", "huggingface-cli", "nltk", "ollama", "spacy", "uv", "wget"}
)
"""Programs, Python aside, that may download a model."""
_OPTION_WORDS = frozenset({"arg", "args", "extra", "extras", "flag", "flags", "opt", "option", "options", "opts"})
"""Parts of the names of variables that hold options (``PIP_EXTRA_ARGS``)."""
_ENTERING = frozenset({".", "export", "source"})
"""Commands that may lead to another environment in the same shell."""
_PREPARING = frozenset({":", "cd", "echo", "mkdir", "rm", "set", "true"})
"""Commands that bring no package manager."""
_MOST_CLEANUPS = 100
"""How many commands at the end of a RUN are asked whether they clean up; real ones have a handful."""
_CACHE_PARTS = ("*", "~", "$", "apt", "cache", "conda", "home", "lists", "mamba", "pip", "pkgs", "poetry", "root", "uv")
"""What stands in the path of a cache, or in a path that may be one."""
_CACHE_VARIABLES = (
    *("CONDA_PKGS_DIRS", "PIPENV_CACHE_DIR", "PIP_CACHE_DIR", "POETRY_CACHE_DIR", "UV_CACHE_DIR", "XDG_CACHE_HOME"),
)
"""Variables that set the folder of a cache."""
_CLEANERS = frozenset({"find", "rm", "trap"})
_CLEANING = frozenset({"--clear", "cache", "clean", "dist-clean", "distclean"})
"""Programs and words of programs that may remove a cache."""


class Insertion(Record):
    """An empty span and the text that goes there."""

    span: Span
    text: str


class Run:
    """A RUN with its commands and mounts."""

    def __init__(self, stage: BuildStage, instruction: Instruction, triggered: bool = False) -> None:
        """Take the RUN of a stage; one behind ONBUILD is ``triggered`` by other builds, and no fix touches it."""
        self.stage = stage
        self.instruction = instruction
        self.triggered = triggered
        self._asked: dict[Install, AskedFor] = {}

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
    def downloads(self) -> list[Download]:
        """The models that it downloads."""
        if not self.instruction.heredocs and not any(map(_may_download, self.commands)):
            return []
        from mlint.image.models.downloads import downloads

        return list(downloads(self))

    @property
    def starts_script(self) -> bool:
        """Whether a command of it starts a script of Python or of a shell."""
        return any(started_script(one) or shell_script(one) for one in self.commands)

    @property
    def only_words(self) -> list[str] | None:
        """The words of a RUN that is one plain command; None when a shell, a mount or a variable has a part in it."""
        if len(self.commands) != 1 or self.instruction.flags or self.instruction.logical.comment_lines:
            return None
        command = self.commands[0]
        words = [one.value for one in command.arguments if one.value is not None and one.literal]
        plain = not (command.redirections or command.wrappers or self.instruction.heredocs)
        return words if plain and len(words) == len(command.arguments) else None

    @cached_property
    def touches_packages(self) -> bool:
        """Whether it installs Python packages or makes wheels, or calls a package manager that mlint does not read."""
        return any(not one.only_installers for one in self._package_calls) or any(
            command.name in _OTHER_MANAGERS for command in self.commands
        )

    @property
    def _package_calls(self) -> list[Install]:
        return [one for one in self.installs if one.installs_packages or one.makes_wheels]

    @property
    def brings_dependencies(self) -> bool:
        """Whether it installs packages of others or their wheels, and nothing made of the project's own files."""
        installs = self._package_calls
        if not any(one.brings_dependencies for one in installs) or any(one.installs_project for one in installs):
            return False
        return not self.installs_project_by_file

    @cached_property
    def files_needed(self) -> list[str] | None:
        """The requirements files, as written, of a RUN that needs nothing else of the project; None when it may."""
        calls = {install.command for install in self.installs}
        others = [command for command in self.commands if command not in calls]
        if not self.commands or any(may_need_files(command) for command in others):
            return None
        files: list[str] = []
        for install in self.installs:
            found = _files_needed(install)
            if found is None:
                return None
            files += found
        return list(dict.fromkeys(files))

    @cached_property
    def files_from_context(self) -> list[str]:
        """The requirements files that it reads, as paths of the build context, where a COPY before it brings them."""
        named = [(install.command, file.path) for install in self.installs for file in install.requirement_files]
        paths = (self.named_in_context(command, path) for command, path in named)
        return list(dict.fromkeys(path for path in paths if path))

    @cached_property
    def packages(self) -> frozenset[str]:
        """The normalised names of the packages that it installs, those of requirements files that can be read too."""
        in_files = (one.requirement.name for one in self.required_by_files)
        named = (name for install in self.installs for name in install.names)
        return frozenset(name for name in (*named, *in_files) if name)

    @cached_property
    def required_by_files(self) -> list[PlacedRequirement]:
        """What the requirements files that it reads ask for, each with its place, as far as they can be read."""
        trees = [tree for install in self.installs for tree in self.requirements_of(install) if tree]
        return [one for tree in trees for one in tree.requirements]

    @property
    def requirements_paths(self) -> Iterator[str]:
        """The requirements and constraints files that it reads, as paths of the image (see :func:`in_image`)."""
        for install in self.installs:
            for file in (*install.requirement_files, *install.constraint_files):
                if file.path and install.command.folder is not None:
                    yield in_image(self.stage, self.instruction, join(install.command.folder, file.path))

    def in_context(self, path: str | None) -> str | None:
        """The path in the build context of the file that a command names ``path``: mounted from there, or copied.

        None when nothing brings it, or it is not known what does.
        """
        if path is None or "://" in path:
            return None
        wanted = in_image(self.stage, self.instruction, path)
        start = self.instruction.span.start
        mounted = (origin_in_mount(mount, self, wanted) for mount in self.mounts)
        copies = (copy for stage in self.stage.chain for copy in reversed(stage.copies))
        copied = (
            copy.origin_of(wanted)
            for copy in copies
            if copy.stage is not self.stage or copy.instruction.span.start < start
        )
        return next(filter(None, mounted), None) or next(filter(None, copied), None)

    def named_in_context(self, command: Command, path: str | None) -> str | None:
        """As :meth:`in_context`, of a path that ``command`` names: behind ``cd`` it begins there."""
        return None if path is None or command.folder is None else self.in_context(join(command.folder, path))

    def unchanged_in_context(self, command: Command, path: str | None) -> str | None:
        """As :meth:`named_in_context`; None, too, when another command may have changed the file before."""
        from mlint.image.changed_files import changed_before

        found = self.named_in_context(command, path)
        return None if found is None or path is None or changed_before(self, command, path) else found

    @cached_property
    def copies_before(self) -> list[Copy]:
        """The COPYs and ADDs before it, of its stage and those that this one is built on, in the order of the file."""
        own = [copy for copy in self.stage.copies if copy.instruction.span.start < self.instruction.span.start]
        above = [stage for stage in self.stage.chain if stage is not self.stage]
        return [copy for stage in reversed(above) for copy in stage.copies] + own

    def copy_bringing(self, path: str) -> Copy | None:
        """The last COPY or ADD before it that brings the file that a command names ``path`` from the build context."""
        wanted = in_image(self.stage, self.instruction, path)
        return next((copy for copy in reversed(self.copies_before) if copy.origin_of(wanted)), None)

    def copies_into(self, path: str) -> list[Copy]:
        """The COPYs and ADDs before it that put something in the folder that a command names ``path``, or around it."""
        wanted = in_image(self.stage, self.instruction, path).rstrip("/") + "/"
        found = []
        for copy in self.copies_before:
            target = f"{copy.target.rstrip('/')}/" if copy.target else ""
            if target and (target.startswith(wanted) or wanted.startswith(target)):
                found.append(copy)
        return found

    def asked_for(self, install: Install) -> AskedFor:
        """What ``install`` asks for, in its command and in the dependency files that it reads."""
        found = self._asked.get(install)
        if found is None:
            from mlint.image.packages.asked_for import asked_for

            found = self._asked[install] = asked_for(self, install)
        return found

    def requirements_of(self, install: Install) -> list[RequirementsTree | None]:
        """What the requirements files of ``install`` say; None for each that cannot be read, conda's among them."""
        if not install.requirement_files:
            return []
        from mlint.context.requirements_tree import read_requirements_tree

        context = self.stage.build.context if install.manager in _FROM_PYPI else None
        paths = [self.unchanged_in_context(install.command, file.path) for file in install.requirement_files]
        return [read_requirements_tree(context, path) if context and path else None for path in paths]

    @property
    def download(self) -> tuple[int, bool]:
        """Bytes of Python packages that it downloads, and whether that is only a lower bound."""
        installs = self._package_calls
        total, largest_branch, at_least = 0, 0, False
        for one in installs:
            size, more = self.download_of(one) if one.manager in _FROM_PYPI else (0, True)
            at_least = at_least or more or one.command.site.conditional
            if one.command.site.conditional:
                largest_branch = max(size, largest_branch)
            else:
                total += size
        return total + largest_branch, at_least

    def download_of(self, install: Install) -> tuple[int, bool]:
        """Bytes that one of its installs downloads, and whether that is only a lower bound."""
        from mlint.image.packages.asked_for import read_asked_for
        from mlint.image.packages.sizes import asked_size

        return asked_size(read_asked_for(self, install) if install.makes_wheels else self.asked_for(install))

    @property
    def installs_project_by_file(self) -> bool:
        """Whether a dependency file that it reads names a part of the project: ``-e .``, a local path."""
        if any(one.requirement.path for one in self.required_by_files):
            return True
        return any(one.requirement.path for install in self.installs for one in self.asked_for(install).packages)

    def with_option(self, install: Install, option: str) -> Insertion | None:
        """How ``option`` gets behind the verb of ``install``; None inside a heredoc or a variable's value."""
        return None if self.triggered else with_option(self.instruction, install, option)

    def with_command(self, install: Install, words: str) -> Insertion | None:
        """How ``&& words`` gets behind the call of ``install``; None where that may change what else the RUN does."""
        return self.behind(install.command, words)

    def behind(self, command: Command, words: str) -> Insertion | None:
        """How ``&& words`` gets behind ``command``; None where that may change what else the RUN does.

        That is in JSON, heredocs and quotes, in branches, loops, pipes and the background, and behind a prefix.
        """
        site = command.site
        spans = [command.span, *(one.span for one in command.redirections)]
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        apart = site.conditional or site.guarded or site.background or site.substituted or command.wrappers
        if apart or site.reads_pipe or site.feeds_pipe or not self.can_quote(whole):
            return None
        return Insertion(Span(whole.end, whole.end), f" && {words}")

    def another_call(self, install: Install) -> str | None:
        """The beginning of a RUN that calls the manager of ``install`` as it does: ``RUN pip install --no-cache-dir``.

        Its cache mounts come along. None for what is not plainly written on one line, and where the RUN itself may
        bring the manager or its environment first.
        """
        command = install.command
        if not self._manager_is_there(install):
            return None
        source = self.stage.build.source.text
        call = source[slice(*install.span)]
        flags = [source[slice(*mount.span)] for mount in self.mounts if mount.type == "cache"]
        plain = not (self.instruction.in_json_form or self.instruction.heredocs or command.wrappers)
        words = [one.value for one in command.arguments if one.span.end <= install.span.end]
        if not plain or None in words or call.split() != words or any(len(flag.split()) != 1 for flag in flags):
            return None
        option = [" --no-cache-dir"] if any(one.span for one in install.options.get("--no-cache-dir", ())) else []
        return "".join(("RUN ", *(f"{flag} " for flag in flags), call, *option))

    def _manager_is_there(self, install: Install) -> bool:
        """Whether the manager that ``install`` calls is the same at the beginning of the RUN."""
        command, facts = install.command, self.stage.base_facts
        before = [one for one in self.commands if one.span.start < command.span.start]
        if any(one.name in _ENTERING or "activate" in one.values for one in before):
            return False
        program = command.arguments[0].value or ""
        if "/" not in program and facts and install.manager in facts.package_managers:
            return True
        own = {one.command for one in self.installs if one.manager == install.manager}
        return all(one in own or one.name in _PREPARING for one in before)

    def with_mount(self, install: Install, used: Iterable[tuple[Mount, str]]) -> Insertion | None:
        """How the RUN gets that of the ``used`` mounts in which the cache of ``install`` lies; None without one."""
        folder = install.cache_folder
        flag = next((flag for mount, flag in used if covers(mount, folder)), None)
        end = self.instruction.name_span.end
        return Insertion(Span(end, end), f" {flag}") if flag else None

    def cache_target(self, install: Install) -> str | None:
        """Where a mount for the cache of ``install`` would be; None when it is not sure which user runs it."""
        folder = install.cache_folder
        sure = self.stage.user_at(self.instruction)
        return folder if sure and folder and folder.startswith("/") else None

    def can_quote(self, span: Span) -> bool:
        """Whether quotes may be put around the shell words at ``span``: not in JSON, a heredoc or other quotes."""
        apart = self.triggered or self.instruction.in_json_form
        if apart or any(one.body.start <= span.start for one in self.instruction.heredocs):
            return False
        words = (argument.span for command in self.commands for argument in command.arguments)
        return not any(word.start < span.start and span.end <= word.end for word in words)

    def has_open_options(self, command: Command) -> bool:
        """Whether a word is a variable that the file does not tell and whose name says that it holds options."""
        text = self.stage.build.source.text
        unknown = (text[slice(*one.span)] for one in command.arguments if one.value is None and not one.quoted)
        names = (word[1:].strip("{}").partition(":")[0] for word in unknown if word.startswith("$"))
        return any(not _OPTION_WORDS.isdisjoint(name.lower().split("_")) for name in names)

    def _read_installs(self) -> Iterator[Install]:
        # Only the few commands that can matter are handed on, so that long RUNs stay linear.
        cleanups = [(index, one) for index, one in enumerate(self.commands) if _may_clean_cache(one)]
        traps = [one for _, one in cleanups if one.name == "trap"]
        for index, command in enumerate(self.commands):
            for install in read_installs(command):
                first = max(bisect_right(cleanups, index, key=_first), len(cleanups) - _MOST_CLEANUPS)
                later = traps + [one for _, one in cleanups[first:]]
                earlier = self.stage.configuring_before(command)
                home = self.stage.home_at(self.instruction)
                install.surroundings = Surroundings(self.mounts, later, earlier, home, self.has_open_options(command))
                yield install


def with_option(instruction: Instruction, install: Install, option: str) -> Insertion | None:
    """How ``option`` gets behind the verb of ``install``; None inside a heredoc or a variable's value."""
    verb = install.verb_span
    if any(heredoc.body.start <= verb.start < heredoc.body.end for heredoc in instruction.heredocs):
        return None
    words = [one.value for one in install.command.arguments if one.span == verb and one.value is not None]
    if words[-1:] != install.verb.split()[-1:]:
        return None
    form = instruction.json_form
    if form and any(word.span() == verb for word in form.strings or ()):
        return Insertion(Span(verb.end + 1, verb.end + 1), f', "{option}"')
    return Insertion(Span(verb.end, verb.end), f" {option}")


def origin_in_mount(mount: Mount, run: Run, path: str) -> str | None:
    """The path in the build context of what lies at ``path`` of the image in a bind mount of the context."""
    if mount.type != "bind" or mount.source_stage is not None or mount.target is None:
        return None
    target = in_image(run.stage, run.instruction, mount.target)
    source = run.stage.expand(mount.source or "", run.instruction)
    if source is None or not (path == target or path.startswith(f"{target.rstrip('/')}/")):
        return None
    below = path[len(target.rstrip("/")) :]
    return normpath(f"./{source}/{below}")


def used_cache_mounts(build: Build) -> list[tuple[Mount, str]]:
    """The cache mounts under which pip's cache lies in some RUN of the file, with their flags as written."""
    found = []
    for stage in build.stages:
        for run in stage.runs:
            if run.mounts and any(install.cache.reason == "mount" for install in run.installs):
                for mount in run.mounts:
                    flag = build.source.text[slice(*mount.span)]
                    if mount.type == "cache" and "$" not in flag and len(flag.split()) == 1:
                        found.append((mount, flag))
    return found


def _first(pair: tuple[int, Command]) -> int:
    return pair[0]


def _may_clean_cache(command: Command) -> bool:
    if command.name in ("find", "rm"):
        set_folders = [command.environment.get(name) or "" for name in _CACHE_VARIABLES]
        return any(
            value is None
            or any(part in value for part in _CACHE_PARTS)
            or (value[:1] == "/" and any(folder.startswith(value.rstrip("/")) for folder in set_folders))
            for value in command.values[1:]
        )
    return command.name in _CLEANERS or any(value in _CLEANING for value in command.values[1:])


def _may_download(command: Command) -> bool:
    return command.name in _DOWNLOADERS or is_python(command.name or "")


def may_need_files(command: Command) -> bool:
    """Whether a command may read files of the project."""
    return command.name not in _NEED_NO_FILES or any((one or "").endswith(".deb") for one in command.values)


def _files_needed(install: Install) -> list[str] | None:
    """The requirements files, as written, of a call that needs nothing else of the project; None when it may."""
    if install.manager == "apt":
        return None if any(word.start[:1] in (".", "/", "~") for word in install.words) else []
    if install.unknown or install.installs_project or install.groups or install.implied_files:
        return None
    files: list[str] = []
    for file in (*install.requirement_files, *install.constraint_files):
        # What an environment file names may be local, and it may be a default that nobody wrote.
        if file.path is None or file.path.startswith("~") or install.manager in CONDA_LIKE:
            return None
        if "://" not in file.path:
            files.append(file.path)
    return files
