"""uv.lock: what a project's installation downloads, by its own dependencies, extras and groups."""

from __future__ import annotations

from mlint.context.markers import evaluate
from mlint.context.requirements import normalize
from mlint.context.toml_places import load, string, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_LINUX = ("any.whl", "linux_x86_64.whl", "x86_64.whl")
_Package = tuple[str, str]
"""Name and version."""


class UvLock:
    """A lock and the project at its root, for Linux on x86_64."""

    def __init__(self, data: dict[str, Any], python: str | None = None) -> None:
        """Take the content of the file; ``python`` is the version that markers ask for, when it is known."""
        self._python = python
        self._packages: dict[_Package, dict[str, Any]] = {}
        self._versions: dict[str, list[str]] = {}
        self._root: dict[str, Any] = {}
        for one in _tables(data.get("package")):
            name, version = string(one.get("name")) or "", string(one.get("version")) or ""
            self._packages[name, version] = one
            self._versions.setdefault(name, []).append(version)
            if "." in table(one, "source").values():
                self._root = one

    @property
    def extras(self) -> list[str]:
        """The names of the project's extras."""
        return list(table(self._root, "optional-dependencies"))

    def packages(self, groups: Iterable[str] = (), extras: Iterable[str] = (), *, surely: bool = True) -> set[_Package]:
        """What the project needs, with these of its dependency groups and extras; nothing without a project.

        ``surely``: without what depends on something unknown; otherwise with all of that.
        """
        wanted = [("dependencies", self._root.get("dependencies"))]
        wanted += [(name, table(self._root, "optional-dependencies").get(name)) for name in map(normalize, extras)]
        wanted += [(name, table(self._root, "dev-dependencies").get(name)) for name in map(normalize, groups)]
        found: set[_Package] = set()
        seen: set[tuple[_Package, str]] = set()
        waiting = [one for _, entries in wanted for one in self._needed(entries, surely)]
        while waiting:
            package, extra = one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            found.add(package)
            data = self._packages[package]
            entries = table(data, "optional-dependencies").get(extra) if extra else data.get("dependencies")
            waiting += self._needed(entries, surely)
        return found

    def download(self, packages: Iterable[_Package]) -> tuple[int, bool]:
        """Bytes of the wheels of ``packages``, of several that fit the smallest, and whether that is a lower bound."""
        total, at_least = 0, False
        for package in packages:
            sizes = [one["size"] for one in _tables(self._packages[package].get("wheels")) if _fits(one)]
            at_least = at_least or len(sizes) != 1
            total += min(sizes, default=0)
        return total, at_least

    def _needed(self, entries: object, surely: bool) -> Iterator[tuple[_Package, str]]:
        """The packages that a list of dependencies names: each, and each with one of its extras."""
        for entry in _tables(entries):
            marker = string(entry.get("marker"))
            holds = evaluate(marker, self._python) if marker else True
            if holds is False or (holds is None and surely):
                continue
            name, version = string(entry.get("name")) or "", string(entry.get("version"))
            versions = [version] if version else self._versions.get(name, [])
            if surely and len(versions) > 1:
                continue
            extras = entry.get("extra")
            for package in ((name, one) for one in versions):
                if package in self._packages:
                    for extra in ("", *(extras if isinstance(extras, list) else ())):
                        yield package, extra


def read_uv_lock(text: str, python: str | None = None) -> UvLock | None:
    """Read the ``text`` of a uv.lock; None when it is no TOML."""
    data = load(text)
    return None if data is None else UvLock(data, python)


def _tables(data: object) -> list[dict[str, Any]]:
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []


def _fits(wheel: dict[str, Any]) -> bool:
    """Whether the lock tells the size of a wheel that Linux on x86_64 can use."""
    url = string(wheel.get("url")) or ""
    other = "macosx" in url or "musllinux" in url or "win" in url.rpartition("-")[2]
    return isinstance(wheel.get("size"), int) and url.endswith(_LINUX) and not other
