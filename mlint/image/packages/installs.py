"""One call of a package manager: what it asks for, where it takes it from, and what it leaves behind.

The readers in :mod:`mlint.image.packages.installers` make an :class:`Install` of a command; rules read it.
"""

from __future__ import annotations

from mlint.context.requirements import Requirement
from mlint.dockerfile.source import Span
from mlint.lazy import cached_property
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal, Protocol

    from mlint.image.packages.landings import Landing
    from mlint.shell.commands import Argument, Command, Redirection

    class Mount(Protocol):
        """What the cache question asks of a mount."""

        @property
        def type(self) -> str | None: ...
        @property
        def target(self) -> str | None: ...

    class Caches(Protocol):
        """A module that knows the caches of some managers."""

        def cache(self, install: Install) -> Cache: ...
        def cache_folder(self, install: Install) -> str | None: ...

    CacheReason = Literal[
        "kept", "option", "environment", "configured", "mount", "removed", "offline", "verb", "unknown"
    ]

__all__ = [
    "INSTALLERS",
    "Cache",
    "Dropped",
    "FileArgument",
    "Indexes",
    "Install",
    "Option",
    "Requirement",
    "Surroundings",
]

INSTALLERS = frozenset(
    (
        *("pip", "setuptools", "wheel", "uv", "poetry", "poetry-core", "pipenv", "virtualenv", "build", "pip-tools"),
        *("pipx", "pdm", "pdm-backend", "hatch", "hatchling", "flit", "flit-core", "setuptools-scm", "installer"),
        *("conda", "mamba", "micromamba", "conda-build", "conda-libmamba-solver", "conda-lock", "conda-pack", "boa"),
    )
)
"""Packages that only install other packages: small, seldom pinned, and rarely what an image is about."""

CONDA_LIKE = frozenset(("conda", "mamba", "micromamba"))
"""The managers that install packages of conda channels."""

_INSTALLING = frozenset(
    (
        *("install", "add", "sync", "update", "upgrade", "create", "env create", "env update"),
        *("pip install", "pip sync", "run", "tool install", "tool upgrade"),
    )
)
"""Verbs that put packages into an environment."""


class Option(Record):
    """One option as it was given; ``name`` is the canonical long name (``--requirement`` for ``-r``).

    ``span`` runs from the option to the end of its value; it is None when a variable of the environment
    (``PIP_INDEX_URL``) set the option. ``value`` is None for a flag, and for a value that the file does not tell,
    which ``unknown`` says.
    """

    name: str
    value: str | None = None
    span: Span | None = None
    value_span: Span | None = None
    unknown: bool = False


class FileArgument(Record):
    """A requirements or constraints file that a command names; ``path`` is None when the file does not tell.

    ``span`` is that of the path, None when the environment names the file or nobody does (``conda env create`` takes
    environment.yml). ``path`` may be a URL.
    """

    path: str | None
    span: Span | None


class Indexes(Record):
    """Where packages come from; an entry is None when it is set to something that the file does not tell."""

    index_url: str | None = None
    """The index in place of PyPI; None: PyPI, unless ``unknown``."""
    extra_index_urls: tuple[str | None, ...] = ()
    find_links: tuple[str | None, ...] = ()
    no_index: bool = False
    unknown: bool = False
    """Whether any of these is set to something that the file does not tell."""

    @property
    def urls(self) -> tuple[str, ...]:
        """All known addresses: index, extra indexes, link pages."""
        found = (self.index_url, *self.extra_index_urls, *self.find_links)
        return tuple(url for url in found if url is not None)


class Dropped(Record):
    """A requirement whose version the shell took as a redirection: ``pip install torch>=2.0,<3``.

    ``span`` runs from the name to the end of the last redirection: what belongs in quotes. ``operators`` are the
    redirections' (``>``, ``<``) and ``targets`` the file names that the shell uses instead (None when unknown).
    """

    requirement: Requirement
    span: Span
    operators: tuple[str, ...]
    targets: tuple[str | None, ...]

    @property
    def text(self) -> str | None:
        """What the author meant (``torch>=2.0,<3``); None when part of it is unknown."""
        words = [self.requirement.text]
        for operator, target in zip(self.operators, self.targets, strict=True):
            if target is None:
                return None
            words += [operator, target]
        return "".join(words)


class Cache(Record):
    """Whether a command's download cache stays in the layer (``kept``; None: cannot be known), and why.

    ``span`` is the place of the reason when it is in this command or a later one of the RUN: the option, the command
    that removes the cache. ``kept``: nothing prevents it. ``offline``: nothing is downloaded. ``verb``: it installs
    nothing.
    """

    kept: bool | None
    reason: CacheReason
    span: Span | None = None


class Surroundings(Record):
    """What stands around a command and decides about its cache.

    ``mounts`` of the RUN; ``later`` and ``earlier`` commands: later in the same RUN, earlier in the stage (and the
    stages it is built on); ``home`` of the effective user, None when unknown. ``open_options``: a word of the command
    is a variable that the file does not tell and whose name says that it holds options (``$PIP_ARGS``).
    """

    mounts: Sequence[Mount] = ()
    later: Sequence[Command] = ()
    earlier: Sequence[Command] = ()
    home: str | None = None
    open_options: bool = False


class Install:
    """One call of a package manager, read from one command."""

    def __init__(
        self,
        manager: str,
        command: Command,
        verb: str,
        verb_span: Span,
        *,
        requirements: Sequence[Requirement] = (),
        editables: Sequence[Requirement] = (),
        requirement_files: Sequence[FileArgument] = (),
        constraint_files: Sequence[FileArgument] = (),
        implied_files: Sequence[str] = (),
        groups: Sequence[str] = (),
        channels: Sequence[str | None] = (),
        words: Sequence[Argument] = (),
        indexes: Indexes = Indexes(),  # noqa: B008 (immutable)
        options: Mapping[str, Sequence[Option]] | None = None,
        python: str | None = None,
        locked: bool | None = None,
        dev: bool | None = None,
        with_project: bool | None = False,
        unknown: bool = False,
        uncertain: bool = False,
    ) -> None:
        self.manager = manager
        """``pip``, ``uv``, ``conda``, ``mamba``, ``micromamba``, ``poetry``, ``pipenv``, ``apt`` (apt-get as well)."""
        self.command = command
        self.verb = verb
        """``install``, ``pip install``, ``sync``, ``env create``, ``cache clean`` …; of two spellings the usual one."""
        self.verb_span = verb_span
        """Where the verb stands; a fix that adds an option inserts it behind."""
        self.requirements = tuple(requirements)
        """What is named on the command line, names, paths and URLs, editables not among them."""
        self.editables = tuple(editables)
        self.requirement_files = tuple(requirement_files)
        self.constraint_files = tuple(constraint_files)
        self.implied_files = tuple(implied_files)
        """Files of the project that are read without being named (``pyproject.toml``, ``Pipfile``), a lock aside."""
        self.groups = tuple(groups)
        """Dependency groups of pyproject.toml."""
        self.channels = tuple(channels)
        """The channels that conda is given, options before those of the environment; None: not known which."""
        self.words = tuple(words)
        """The positional words behind the verb as they stand, unknown ones included."""
        self.indexes = indexes
        self.options: Mapping[str, Sequence[Option]] = options or {}
        """All options, of the command line and of the environment, by canonical name, in order."""
        self.python = python
        """The interpreter whose packages change, when the command names one (``python3.11 -m pip``, ``--python``)."""
        self.locked = locked
        """Whether the versions come from the lock as it is (``--locked``, ``--frozen``, ``--deploy``).

        None when that is not known, or the command has to do with no lock.
        """
        self.dev = dev
        """Whether development dependencies are installed too if the project has some; None as for ``locked``."""
        self.with_project = with_project
        """Whether it installs the project of the working folder untold (``uv sync``); None: maybe."""
        self.unknown = unknown
        """Whether some words could not be known: there may be more requirements than are listed."""
        self.uncertain = uncertain
        """Whether an option was met that the known versions of the manager do not have."""
        self.surroundings = Surroundings()
        """Set by whoever puts installs together to a stage, before anyone asks for :attr:`cache`."""

    def __repr__(self) -> str:
        return f"Install({self.manager} {self.verb} {[requirement.text for requirement in self.requirements]})"

    @property
    def span(self) -> Span:
        """From the program to the end of the verb: what a finding about the whole command points at."""
        start = self.command.arguments[0].span.start
        return Span(start, max(start, self.verb_span.end))

    def option(self, name: str) -> Option | None:
        """The last one given of the option with this canonical name, the one that counts."""
        given = self.options.get(name)
        return given[-1] if given else None

    def has(self, name: str) -> bool:
        """Whether the option is given, on the command line or by the environment."""
        return name in self.options

    @cached_property
    def names(self) -> frozenset[str]:
        """The normalised names of all requirements and editables that have one."""
        return frozenset(one.name for one in (*self.requirements, *self.editables) if one.name is not None)

    @cached_property
    def only_installers(self) -> bool:
        """Whether nothing but installers (pip, setuptools, uv …) is asked for."""
        if self.unknown or self.requirement_files or self.editables or self.groups or not self.requirements:
            return False
        base = ("python", "pip") if self.manager in CONDA_LIKE else ()
        return all(one.name in INSTALLERS or one.name in base for one in self.requirements)

    @property
    def installs_packages(self) -> bool:
        """Whether it puts Python packages into an environment; ``uv run`` does when it syncs or is given some."""
        if self.manager == "apt" or self.verb not in _INSTALLING or self.has("--dry-run"):
            return False
        return self.verb != "run" or bool(self.implied_files or self.requirements or self.requirement_files)

    @property
    def makes_wheels(self) -> bool:
        """Whether it puts packages into a folder, to be installed later: ``pip wheel``, ``pip download``."""
        return self.manager == "pip" and self.verb in ("download", "wheel")

    @property
    def installs_project(self) -> bool:
        """Whether it installs local files that it names: the project itself or wheels made of it."""
        return self.has("--editable") or any(requirement.path for requirement in self.requirements)

    @cached_property
    def brings_dependencies(self) -> bool:
        """Whether it installs packages of others, or makes wheels of them: by name or from requirements files.

        Mere installers do not count.
        """
        if not (self.installs_packages or self.makes_wheels) or self.only_installers:
            return False
        named = any((one.name or one.url) and not one.path for one in self.requirements)
        # Nobody knows whether "uv run" stands in a project.
        implied = self.implied_files and not (self.verb == "run" and self.with_project is None)
        return bool(self.requirement_files or self.groups or implied or named)

    @cached_property
    def assumes_yes(self) -> bool | None:
        """Whether it is told to go on without asking, or never asks; None when that cannot be known.

        apt gives up when nobody answers. conda and mamba take the end of their input for a yes.
        """
        if self.manager in CONDA_LIKE:
            from mlint.image.packages.installers import conda

            return conda.assumes_yes(self)
        if self.manager == "apt":
            from mlint.image.packages.installers import apt

            return apt.assumes_yes(self)
        return True

    @cached_property
    def landing(self) -> Landing:
        """Where the packages land."""
        from mlint.image.packages.landings import landing

        return landing(self)

    @cached_property
    def recommends(self) -> bool | None:
        """apt: whether recommended packages come along; None: cannot be known."""
        from mlint.image.packages.installers import apt

        return apt.recommends(self) if self.manager == "apt" else False

    @cached_property
    def uses_defaults(self) -> bool | None:
        """conda: whether Anaconda's own channels may be asked, environment files aside; None: cannot be known."""
        from mlint.image.packages.installers import conda

        return conda.uses_defaults(self) if self.manager in CONDA_LIKE else False

    @cached_property
    def dropped(self) -> tuple[Dropped, ...]:
        """The requirements whose version the shell took as a redirection."""
        return () if self.manager == "apt" else tuple(_dropped(self.requirements, self.command.redirections))

    @cached_property
    def cache(self) -> Cache:
        """Whether the download cache stays in the layer; of ``apt-get update``: whether the package lists do."""
        around = self.surroundings
        if self.manager == "pip":
            from mlint.image.packages.caches import pip_cache

            open_options = around.open_options
            return pip_cache(self, around.mounts, around.later, around.home, around.earlier, open_options=open_options)
        return _caches(self.manager).cache(self)

    @cached_property
    def cache_folder(self) -> str | None:
        """The folder of the download cache, from ``~`` on when the home is not known; None when it is not known."""
        if self.manager == "pip":
            from mlint.image.packages.caches import pip_cache_folder, pip_settings

            around = self.surroundings
            return pip_cache_folder(self, around.home, pip_settings(around.earlier))
        return _caches(self.manager).cache_folder(self)


def _caches(manager: str) -> Caches:
    """The module that knows the caches of a manager other than pip."""
    if manager == "apt":
        from mlint.image.packages import apt_files

        return apt_files
    from mlint.image.packages import manager_caches

    return manager_caches


def _dropped(requirements: Sequence[Requirement], redirections: Sequence[Redirection]) -> list[Dropped]:
    """The requirements that a redirection follows without a blank and with something like a version as its file."""
    starts = {one.span.start: one for one in redirections if one.operator in ("<", ">") and one.descriptor is None}
    found = []
    for requirement in requirements if starts else ():
        end = requirement.span.end
        chain: list[Redirection] = []
        while end in starts and starts[end] not in chain:
            chain.append(starts[end])
            end = chain[-1].span.end
        if chain and requirement.name is not None and _is_version(chain[0]):
            operators = tuple(one.operator for one in chain)
            targets = tuple(one.target for one in chain)
            found.append(Dropped(requirement, Span(requirement.span.start, end), operators, targets))
    return found


def _is_version(redirection: Redirection) -> bool:
    """Whether its file is the rest of a specifier (``=1.2``, ``=$V``, ``2``); an unknown one passes."""
    known = redirection.prefix if redirection.target is None else redirection.target
    return known[:1] in ("", "=") or known[:1].isdigit()
