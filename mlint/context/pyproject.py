"""pyproject.toml: what a project needs, by PEP 621, dependency groups, poetry and uv, and where uv takes it from."""

from __future__ import annotations

from mlint.context.requirements import Requirement, normalize, read_requirement
from mlint.context.table_dependencies import Dependency, dependency, specifier
from mlint.context.toml_places import Places, load, string, strings, table
from mlint.dockerfile.source import Span
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

DEVELOPMENT = frozenset({"dev", "development", "dev-dependencies"})


class UvIndex(Record):
    """One ``[[tool.uv.index]]``, or an ``index-url`` or ``extra-index-url`` of uv."""

    name: str | None
    url: str
    default: bool
    """Whether it takes the place of PyPI."""
    explicit: bool
    """Whether only packages whose source names it come from it."""


class UvSource(Record):
    """One entry of ``[tool.uv.sources]``; a package may have several, told apart by markers."""

    name: str
    index_name: str | None
    url: str | None
    """A URL, a git repository included."""
    path: str | None
    workspace: bool
    marker: str | None
    extra: str | None
    group: str | None
    span: Span | None


class Pyproject(Record):
    """What a pyproject.toml says. Names of packages, extras and groups are normalised."""

    name: str | None
    requires_python: str | None
    dependencies: tuple[Dependency, ...]
    """What every installation of the project brings, poetry's included."""
    extras: dict[str, tuple[Dependency, ...]]
    poetry_extras: dict[str, tuple[str, ...]]
    """Poetry's extras: the names of those of its optional dependencies that they bring."""
    groups: dict[str, tuple[Dependency, ...]]
    """Dependency groups, included ones in them; uv's dev-dependencies and poetry's groups are among them."""
    default_groups: tuple[str, ...] | None
    """The groups that uv or poetry installs unasked; None: all (``default-groups = "all"``)."""
    dynamic: tuple[str, ...]
    """What the build back end tells instead: ``dependencies`` are not known when they are here."""
    build_requires: tuple[Dependency, ...]
    build_backend: str | None
    indexes: tuple[UvIndex, ...]
    sources: tuple[UvSource, ...]
    no_build_isolation: tuple[str, ...]
    """The packages that uv builds with what is installed, or with more than they ask for."""
    package: bool | None
    """Whether uv or poetry installs the project itself, where the file says so."""
    poetry: bool
    """Whether the project is poetry's: ``[tool.poetry]``."""
    uv: bool
    """Whether there is a ``[tool.uv]``."""
    workspace: bool
    """Whether it is the root of a uv workspace."""

    @property
    def has_dev_group(self) -> bool:
        """Whether there are packages for development only, which uv and poetry install unless told otherwise."""
        return any(name in DEVELOPMENT for name in self.groups)

    def sources_of(self, name: str) -> tuple[UvSource, ...]:
        """Where uv takes the package of the normalised ``name`` from; none: the indexes."""
        return tuple(one for one in self.sources if one.name == name)

    def index_named(self, name: str | None) -> UvIndex | None:
        """The index of this name."""
        return next((one for one in self.indexes if one.name == name and name), None)


def read_pyproject(text: str) -> Pyproject | None:
    """Read the ``text`` of a pyproject.toml; None when it is no TOML. What has a wrong type is left out."""
    data = load(text)
    if data is None:
        return None
    places = Places(text)
    project, poetry, uv = table(data, "project"), table(data, "tool", "poetry"), table(data, "tool", "uv")
    return Pyproject(
        name=string(project.get("name")) or string(poetry.get("name")),
        requires_python=string(project.get("requires-python")) or _poetry_python(poetry),
        dependencies=(
            *_listed(project.get("dependencies"), places, "project", "dependencies"),
            *_poetry_table(table(poetry, "dependencies"), places, "tool.poetry.dependencies"),
        ),
        extras=_extras(table(project, "optional-dependencies"), places),
        poetry_extras=_poetry_extras(table(poetry, "extras")),
        groups=_groups(data, places),
        default_groups=_default_groups(uv, poetry),
        dynamic=tuple(strings(project.get("dynamic"))),
        build_requires=tuple(_listed(table(data, "build-system").get("requires"), places, "build-system", "requires")),
        build_backend=string(table(data, "build-system").get("build-backend")),
        indexes=tuple(_indexes(uv)),
        sources=tuple(_sources(table(uv, "sources"), places)),
        no_build_isolation=tuple(
            normalize(name)
            for name in (*strings(uv.get("no-build-isolation-package")), *table(uv, "extra-build-dependencies"))
        ),
        package=_package(uv, poetry),
        poetry=bool(poetry),
        uv=bool(uv),
        workspace="workspace" in uv,
    )


def _listed(data: object, places: Places, section: str, key: str) -> Iterator[Dependency]:
    """The requirements of an array of strings."""
    for text in strings(data):
        requirement = read_requirement(text)
        if requirement:
            yield Dependency(_placed(requirement, places.value(section, text, key) or places.key(section, key)))


def _placed(requirement: Requirement, span: Span | None) -> Requirement:
    span = span or Span(0, 0)
    return requirement._replace(span=span, literal=span.end - span.start == len(requirement.text))


def _extras(data: dict[str, Any], places: Places) -> dict[str, tuple[Dependency, ...]]:
    section = "project.optional-dependencies"
    return {normalize(name): tuple(_listed(entries, places, section, name)) for name, entries in data.items()}


def _poetry_extras(data: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, entries in data.items():
        named = [read_requirement(text) for text in strings(entries)]
        found[normalize(name)] = tuple(one.name for one in named if one and one.name)
    return found


def _groups(data: dict[str, Any], places: Places) -> dict[str, tuple[Dependency, ...]]:
    raw = {normalize(name): (name, entries) for name, entries in table(data, "dependency-groups").items()}
    own = {name: tuple(_listed(entries, places, "dependency-groups", key)) for name, (key, entries) in raw.items()}
    found = {name: tuple(_included(name, raw, own, set())) for name in raw}
    uv, poetry = table(data, "tool", "uv"), table(data, "tool", "poetry")
    more = [("dev", tuple(_listed(uv.get("dev-dependencies"), places, "tool.uv", "dev-dependencies")))]
    section = "tool.poetry.dev-dependencies"
    more.append(("dev", tuple(_poetry_table(table(poetry, "dev-dependencies"), places, section))))
    for name in table(poetry, "group"):
        section = f"tool.poetry.group.{name}.dependencies"
        entries = table(poetry, "group", name, "dependencies")
        more.append((normalize(name), tuple(_poetry_table(entries, places, section))))
    for name, dependencies in more:
        if dependencies:
            found[name] = found.get(name, ()) + dependencies
    return found


def _included(
    name: str, raw: dict[str, tuple[str, Any]], own: dict[str, tuple[Dependency, ...]], seen: set[str]
) -> Iterator[Dependency]:
    """The dependencies of a group and of those that it includes; a group counts once."""
    seen.add(name)
    yield from own[name]
    entries = raw[name][1]
    for entry in entries if isinstance(entries, list) else ():
        inner = string(table(entry).get("include-group"))
        if inner and normalize(inner) in raw and normalize(inner) not in seen:
            yield from _included(normalize(inner), raw, own, seen)


def _default_groups(uv: dict[str, Any], poetry: dict[str, Any]) -> tuple[str, ...] | None:
    if uv.get("default-groups") == "all":
        return None
    if "default-groups" in uv:
        return tuple(normalize(name) for name in strings(uv["default-groups"]))
    groups = table(poetry, "group").items()
    return ("dev", *(normalize(name) for name, data in groups if name != "dev" and not table(data).get("optional")))


def _package(uv: dict[str, Any], poetry: dict[str, Any]) -> bool | None:
    said = uv.get("package", poetry.get("package-mode"))
    return said if isinstance(said, bool) else None


def _indexes(uv: dict[str, Any]) -> Iterator[UvIndex]:
    entries = uv.get("index")
    for entry in entries if isinstance(entries, list) else ():
        url = string(table(entry).get("url"))
        if url:
            explicit, default = entry.get("explicit") is True, entry.get("default") is True
            yield UvIndex(string(entry.get("name")), url, default, explicit)
    url = string(uv.get("index-url"))
    if url:
        yield UvIndex(None, url, True, False)
    for url in strings(uv.get("extra-index-url")):
        yield UvIndex(None, url, False, False)


def _sources(data: dict[str, Any], places: Places) -> Iterator[UvSource]:
    for name, entries in data.items():
        for entry in entries if isinstance(entries, list) else [entries]:
            one = table(entry)
            yield UvSource(
                name=normalize(name),
                index_name=string(one.get("index")),
                url=string(one.get("url")) or string(one.get("git")),
                path=string(one.get("path")),
                workspace=one.get("workspace") is True,
                marker=string(one.get("marker")),
                extra=string(one.get("extra")),
                group=string(one.get("group")),
                span=places.key("tool.uv.sources", name),
            )


def _poetry_python(poetry: dict[str, Any]) -> str | None:
    written = string(table(poetry, "dependencies").get("python"))
    return None if written is None else specifier(written)


def _poetry_table(entries: dict[str, Any], places: Places, section: str) -> Iterator[Dependency]:
    """Poetry's dependencies: ``name = "^1.2"``, ``name = {version = …}``, or several of these for one name."""
    for name, data in entries.items():
        if name.lower() == "python":
            continue
        span = places.key(section, name)
        for entry in data if isinstance(data, list) else [data]:
            yield dependency(name, entry, span)


def all_dependencies(project: Pyproject, extras: Iterable[str], groups: Iterable[str]) -> Iterator[Dependency]:
    """What an installation of the project with some extras and groups brings; unknown names bring nothing."""
    chosen = [normalize(name) for name in extras]
    wanted = {package for name in chosen for package in project.poetry_extras.get(name, ())}
    for one in project.dependencies:
        if not one.optional or one.requirement.name in wanted:
            yield one
    for name in chosen:
        yield from project.extras.get(name, ())
    for name in groups:
        yield from project.groups.get(normalize(name), ())
