"""Pipfile: what pipenv installs, and from which indexes."""

from __future__ import annotations

from mlint.context.table_dependencies import Dependency, dependency
from mlint.context.toml_places import Places, load, string, table
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class PipfileSource(Record):
    """One ``[[source]]``; the first stands for PyPI."""

    name: str | None
    url: str
    verify_ssl: bool


class Pipfile(Record):
    """What a Pipfile says."""

    packages: tuple[Dependency, ...]
    dev_packages: tuple[Dependency, ...]
    sources: tuple[PipfileSource, ...]
    python: str | None
    """The version of ``[requires]``."""


def read_pipfile(text: str) -> Pipfile | None:
    """Read the ``text`` of a Pipfile; None when it is no TOML. What has a wrong type is left out."""
    data = load(text)
    if data is None:
        return None
    places = Places(text)
    requires = table(data, "requires")
    return Pipfile(
        tuple(_packages(table(data, "packages"), places, "packages")),
        tuple(_packages(table(data, "dev-packages"), places, "dev-packages")),
        tuple(_sources(data.get("source"))),
        string(requires.get("python_full_version")) or string(requires.get("python_version")),
    )


def _packages(entries: dict[str, Any], places: Places, section: str) -> Iterator[Dependency]:
    for name, entry in entries.items():
        yield dependency(name, entry, places.key(section, name))


def _sources(data: object) -> Iterator[PipfileSource]:
    for one in data if isinstance(data, list) else ():
        url = string(table(one).get("url"))
        if url:
            yield PipfileSource(string(one.get("name")), url, one.get("verify_ssl") is not False)
