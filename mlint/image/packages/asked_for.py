"""Everything that an install asks for: on its command line and in each dependency file that it reads."""

from __future__ import annotations

from functools import lru_cache
from posixpath import join, normpath

from mlint.context.requirements import normalize
from mlint.image.packages.installs import CONDA_LIKE, Indexes
from mlint.records import Record
from mlint.rule import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal

    from mlint.build import Build
    from mlint.context.build_context import BuildContext
    from mlint.context.pyproject import Pyproject, UvSource
    from mlint.context.requirements import Requirement
    from mlint.context.requirements_file import FileOption
    from mlint.context.requirements_tree import RequirementsTree
    from mlint.context.table_dependencies import Dependency
    from mlint.dockerfile.source import Source
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

    Ecosystem = Literal["pypi", "conda"]

_UNKNOWN_INDEXES = Indexes(unknown=True)


class Asked(Record):
    """One package that an install asks for, by name, URL or path."""

    requirement: Requirement
    place: Place
    """Where it stands: in the Dockerfile, or in the dependency file."""
    file: str | None
    """The path of the dependency file as the user knows it; None when it stands in the command."""
    run: Run
    install: Install
    ecosystem: Ecosystem = "pypi"
    indexes: Indexes = Indexes()
    """Where pip or uv looks for this package; conda's channels are those of the install."""
    group: str | None = None
    """The dependency group or extra that brings it."""
    surely: bool = True
    """Whether it is surely installed: its marker, if it has one, holds."""

    @property
    def name(self) -> str:
        """The normalised name; empty when it is not told."""
        return self.requirement.name or ""


class AskedFor(Record):
    """What one install asks for. ``complete`` tells whether that is all, dependencies of the packages aside."""

    packages: tuple[Asked, ...]
    complete: bool
    files: tuple[str, ...] = ()
    """The dependency files that were read, as the user knows them."""
    constraints: tuple[Requirement, ...] = ()
    """What constraints files say about versions; it adds no package."""


def asked_for(run: Run, install: Install) -> AskedFor:
    """What ``install`` of ``run`` asks for, without what its marker keeps from Linux and the Python of the base."""
    return read_asked_for(run, install) if install.installs_packages else AskedFor((), True)


def read_asked_for(run: Run, install: Install) -> AskedFor:
    """What a command names, also one that installs nothing: ``pip wheel``."""
    reader = _Reader(run, install)
    reader.read()
    files = tuple(dict.fromkeys(reader.files))
    return AskedFor(tuple(reader.packages), reader.complete, files, tuple(reader.constraints))


def shipped(build: Build) -> Iterator[AskedFor]:
    """What the :func:`shipped_installs` ask for."""
    for run, install in shipped_installs(build):
        yield run.asked_for(install)


def shipped_installs(build: Build) -> Iterator[tuple[Run, Install]]:
    """The installs whose packages are in the image: those of the final chain, and of copied environments.

    An environment that the chain copies from another stage counts when the folder where its packages land is known.
    """
    paths = _copied_paths(build)
    for stage in build.stages:
        if stage.in_final_chain:
            for run in stage.runs:
                for install in run.installs:
                    yield run, install
        elif stage.is_reached:
            copied = paths.get(stage.number, [])
            for run in stage.runs if copied else ():
                for install in run.installs:
                    if _is_copied(run, install, copied):
                        yield run, install


def _copied_paths(build: Build) -> dict[int, list[str]]:
    """What the final chain copies from other stages, by the numbers of these and of the stages they are built on."""
    found: dict[int, list[str]] = {}
    for copy in (copy for stage in build.final_chain for copy in stage.copies):
        for stage in copy.source_stage.chain if copy.source_stage else ():
            found.setdefault(stage.number, []).extend(source.path for source in copy.sources if source.path)
    return found


def _is_copied(run: Run, install: Install, copied: Iterable[str]) -> bool:
    """Whether the packages of ``install`` lie below one of the ``copied`` paths of its stage."""
    from mlint.image.packages.landings import landing_path

    path = landing_path(run, install)
    if path is None:
        return False
    for source in copied:
        folder = normpath(source)
        if folder == "/" or path == folder or path.startswith(f"{folder}/"):
            return True
        if "packages" in folder.rpartition("/")[2] and folder.startswith(f"{path}/lib"):
            return True
    return False


@lru_cache(maxsize=64)
def _read_project(text: str) -> Pyproject | None:
    from mlint.context.pyproject import read_pyproject

    return read_pyproject(text)


class _Reader:
    """Collects what one install asks for."""

    def __init__(self, run: Run, install: Install) -> None:
        self.run = run
        self.install = install
        self.packages: list[Asked] = []
        self.files: list[str] = []
        self.constraints: list[Requirement] = []
        self.complete = not install.unknown

    def read(self) -> None:
        install = self.install
        conda = install.manager in CONDA_LIKE
        trees = [] if conda else self._trees()
        indexes = _with_files(install.indexes, trees)
        for one in (*install.requirements, *install.editables):
            self._add(one, None, indexes, "conda" if conda and one.channel != "pip" else "pypi")
            if one.path is not None:
                self._read_local(one, indexes)
        for tree in trees:
            for placed in tree.requirements:
                self._add(placed.requirement, placed.shown, indexes)
        for file in install.requirement_files if conda else ():
            self._read_environment(file.path)
        for file in install.requirement_files if not conda else ():
            if file.path is not None and file.path.rpartition("/")[2] == "pyproject.toml":
                self._read_pyproject(file.path, indexes, with_groups=False)
        for path in install.implied_files:
            if path.rpartition("/")[2] == "pyproject.toml":
                self._read_pyproject(path, install.indexes, with_groups=True)
            else:
                self._read_pipfile(path)

    def _trees(self) -> list[RequirementsTree]:
        named = [file.path or "" for file in self.install.requirement_files]
        found = []
        for path, tree in zip(named, self.run.requirements_of(self.install), strict=True):
            if path.rpartition("/")[2] == "pyproject.toml":
                continue
            if tree is None:
                self.complete = False
                continue
            self.complete = self.complete and not tree.incomplete
            self.files += dict.fromkeys(one.shown for one in tree.requirements)
            self.constraints += [one.requirement for one in tree.constraints]
            found.append(tree)
        self._read_constraints()
        return found

    def _read_constraints(self) -> None:
        for file in self.install.constraint_files:
            from mlint.context.requirements_tree import read_requirements_tree

            path = self.run.unchanged_in_context(self.install.command, file.path)
            tree = read_requirements_tree(self._context, path) if path and self._context else None
            self.constraints += [one.requirement for one in tree.requirements] if tree else ()

    @property
    def _context(self) -> BuildContext | None:
        return self.run.stage.build.context

    def _source(self, path: str | None) -> Source | None:
        """The text of the file of the context that the command finds at ``path``; None, and not complete, without."""
        origin = self.run.unchanged_in_context(self.install.command, path)
        source = self._context.source(origin) if origin and self._context else None
        if source is None:
            self.complete = False
        else:
            self.files.append(source.path)
        return source

    def _add(
        self,
        requirement: Requirement,
        file: str | None,
        indexes: Indexes,
        ecosystem: Ecosystem = "pypi",
        group: str | None = None,
    ) -> None:
        holds = self._holds(requirement.marker)
        if holds is False:
            return
        place = Place(file or self.run.stage.build.path, requirement.span)
        surely = bool(holds)
        one = Asked(requirement, place, file, self.run, self.install, ecosystem, indexes, group, surely)
        self.packages.append(one)

    def _holds(self, marker: str | None) -> bool | None:
        """Whether a marker holds on Linux, with the Python of the base image where it asks for that."""
        if marker is None:
            return True
        from mlint.context.markers import evaluate

        answer = evaluate(marker)
        if answer is None and "python" in marker and not self.install.python:
            facts = self.run.stage.base_facts
            answer = evaluate(marker, facts.python_version) if facts and facts.python_version else None
        return answer

    def _read_local(self, one: Requirement, indexes: Indexes) -> None:
        """The dependencies of a project that is installed from its folder; a wheel does not tell them."""
        if not self.install.has("--no-deps"):
            if one.name is None:
                path = join(one.path or ".", "pyproject.toml")
                self._read_pyproject(path, indexes, with_groups=False, extras=one.extras)
            else:
                self.complete = False

    def _read_pyproject(
        self, path: str, indexes: Indexes, *, with_groups: bool, extras: tuple[str, ...] | None = None
    ) -> None:
        install = self.install
        source = self._source(path)
        project = _read_project(source.text) if source else None
        if source is None or project is None or install.has("--package"):
            self.complete = False
            return
        from mlint.context.pyproject import all_dependencies

        self.complete = self.complete and "dependencies" not in project.dynamic
        chosen = _extras(install, project) if extras is None else extras
        groups = _groups(install, project) if with_groups else ()
        only = install.has("--only-group") or install.has("--only-dev")
        if project.poetry and install.manager == "poetry" and install.has("--only"):
            only = "main" not in groups
        if not only:
            for dependency in all_dependencies(project, chosen, ()):
                self._add_dependency(dependency, source, project, indexes, None)
        for group in groups:
            for dependency in project.groups.get(normalize(group), ()):
                self._add_dependency(dependency, source, project, indexes, normalize(group))

    def _add_dependency(
        self, one: Dependency, source: Source, project: Pyproject, indexes: Indexes, group: str | None
    ) -> None:
        requirement = one.requirement
        if one.source is not None:
            indexes = _UNKNOWN_INDEXES  # poetry's and pipenv's own names of indexes
        elif self.install.manager == "uv":
            indexes = _of_uv_project(indexes, project)
            for uv_source in project.sources_of(requirement.name or ""):
                if self._holds(uv_source.marker) is not False:
                    requirement, indexes = _from_source(requirement, uv_source, project, indexes)
        self._add(requirement, source.path, indexes, group=group)

    def _read_pipfile(self, path: str) -> None:
        from mlint.context.pipfile import read_pipfile

        source = self._source(path)
        pipfile = read_pipfile(source.text) if source else None
        if source is None or pipfile is None:
            self.complete = False
            return
        first = pipfile.sources[0].url if pipfile.sources else None
        indexes = Indexes(first)
        groups = [(None, pipfile.packages), *([("dev", pipfile.dev_packages)] if self.install.dev else [])]
        for group, dependencies in groups:
            for one in dependencies:
                of = _UNKNOWN_INDEXES if one.source else indexes
                self._add(one.requirement, source.path, of, group=group)

    def _read_environment(self, path: str | None) -> None:
        """What an environment file of conda lists, the part for pip included; or a list of specs, one a line."""
        from mlint.context.environment_file import read_environment_file

        if path is None or not path.endswith((".yml", ".yaml")):
            self.complete = False
            return
        source = self._source(path)
        environment = read_environment_file(source.text) if source else None
        if source is None or environment is None:
            self.complete = False
            return
        for one in environment.packages:
            self._add(one, source.path, Indexes(), "conda")
        indexes = _with_options(Indexes(), environment.pip_options)
        for one in environment.pip:
            self._add(one, source.path, indexes)
        if any(option.name in ("--requirement", "--constraint") for option in environment.pip_options):
            self.complete = False


def _extras(install: Install, project: Pyproject) -> tuple[str, ...]:
    if install.has("--all-extras"):
        return (*project.extras, *project.poetry_extras)
    found = []
    for name in ("--extra", "--extras"):
        for option in install.options.get(name, ()):
            found += (option.value or "").replace(",", " ").split()
    return tuple(found)


def _groups(install: Install, project: Pyproject) -> tuple[str, ...]:
    """The dependency groups that a ``sync`` or ``install`` of the project brings."""
    named = list(install.groups)
    if install.has("--all-groups"):
        named += project.groups
    left_out = {
        normalize(part)
        for name in ("--no-group", "--without")
        for option in install.options.get(name, ())
        for part in (option.value or "").replace(",", " ").split()
    }
    only = any(install.has(name) for name in ("--only-group", "--only-dev", "--only", "--no-default-groups"))
    if install.has("--only-dev"):
        named.append("dev")
    if not only:
        defaults = project.groups if project.default_groups is None else project.default_groups
        named += [name for name in defaults if name != "dev" or install.dev]
    return tuple(dict.fromkeys(name for name in map(normalize, named) if name not in left_out))


def _of_uv_project(indexes: Indexes, project: Pyproject) -> Indexes:
    """The indexes of a uv project, those of the command and its environment before them."""
    default = next((one.url for one in project.indexes if one.default and not one.explicit), None)
    extra = [one.url for one in project.indexes if not one.default and not one.explicit]
    return indexes._replace(
        index_url=indexes.index_url or default, extra_index_urls=(*indexes.extra_index_urls, *extra)
    )


def _from_source(
    requirement: Requirement, source: UvSource, project: Pyproject, indexes: Indexes
) -> tuple[Requirement, Indexes]:
    """A requirement and its indexes as ``[tool.uv.sources]`` sets them."""
    if source.url is not None:
        return requirement._replace(url=source.url), indexes
    if source.path is not None or source.workspace:
        return requirement._replace(path=source.path or "."), indexes
    index = project.index_named(source.index_name)
    return requirement, Indexes(index.url) if index else _UNKNOWN_INDEXES


def _with_files(indexes: Indexes, trees: Iterable[RequirementsTree]) -> Indexes:
    """The indexes of a command with the lines of its requirements files that name some."""
    for tree in trees:
        indexes = _with_options(indexes, (one.option for one in tree.options))
    return indexes


def _with_options(indexes: Indexes, options: Iterable[FileOption]) -> Indexes:
    for option in options:
        if option.name not in ("--index-url", "--extra-index-url", "--find-links", "--no-index"):
            continue
        if option.name == "--no-index":
            indexes = indexes._replace(no_index=True)
        elif option.value is None or "$" in option.value:
            indexes = indexes._replace(unknown=True)
        elif option.name == "--index-url":
            indexes = indexes._replace(index_url=option.value)
        elif option.name == "--extra-index-url":
            indexes = indexes._replace(extra_index_urls=(*indexes.extra_index_urls, option.value))
        else:
            indexes = indexes._replace(find_links=(*indexes.find_links, option.value))
    return indexes
