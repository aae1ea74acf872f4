"""Where a package comes from, and whether it has wheels for a Python, as far as the tables of releases tell."""

from __future__ import annotations

from functools import cache

from mlint.context.markers import compare_versions
from mlint.image.addresses import host_of
from mlint.image.base.families.tags import is_version, numbers
from mlint.knowledge.frameworks import LATE_NUMPY_WHEELS, NUMPY_PYTHON, TENSORFLOW, TORCH
from mlint.knowledge.package_indexes import PYPI_HOSTS, PYTORCH_HOST
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.context.requirements import Requirement
    from mlint.image.packages.asked_for import Asked

_TENSORFLOW = frozenset({"tensorflow", "tensorflow-cpu", "tensorflow-gpu"})
_MOST_PATCHES = 10


class Wheels(Record):
    """The Pythons that a release has wheels for, the oldest first."""

    version: str
    pythons: tuple[str, ...]


class NoWheel(Record):
    """No release that a requirement allows has a wheel for a Python.

    ``pythons``: what those releases have wheels for. ``release``: the nearest with wheels for that Python, None when
    the tables have none; ``later``: it is a later one. ``has_source``: pip may compile the package instead.
    """

    pythons: tuple[str, ...]
    release: str | None
    later: bool
    has_source: bool


def no_wheel(requirement: Requirement, python: str) -> NoWheel | None:
    """What is known when no release that ``requirement`` allows has a wheel for ``python``; None when one may."""
    name = requirement.name or ""
    table = releases(name)
    clauses = [(operator, version.partition("+")[0]) for operator, version in requirement.clauses]
    if not table or not clauses or requirement.url or requirement.path:
        return None
    if not all(is_version(version.removesuffix(".*")) for _, version in clauses):
        return None
    allowed = [one for one in table if _allows(clauses, one.version)]
    if not allowed or any(python in one.pythons for one in allowed) or _others_may(clauses, table, python):
        return None
    pythons = {version: None for one in allowed for version in one.pythons}
    later = numbers(python) > numbers(allowed[-1].pythons[-1])
    fitting = [one.version for one in table if python in one.pythons]
    release = fitting[0 if later else -1] if fitting else None
    if release and name == "numpy":
        release = release.rpartition(".")[0]  # of numpy the table has no patch releases
    # A release that needs a newer Python says so, and pip does not even look at its source.
    return NoWheel(tuple(sorted(pythons, key=numbers)), release, later, name == "numpy" and later)


def from_public_indexes(asked: Asked) -> bool:
    """Whether a package surely comes from PyPI, a mirror of it or PyTorch's index, as source or as a wheel."""
    requirement, indexes = asked.requirement, asked.indexes
    if asked.ecosystem != "pypi" or requirement.url or requirement.path or indexes.unknown or indexes.no_index:
        return False
    told = None not in (*indexes.extra_index_urls, *indexes.find_links)
    return told and all(host_of(url) in (*PYPI_HOSTS, PYTORCH_HOST) for url in indexes.urls)


@cache
def releases(name: str) -> tuple[Wheels, ...]:
    """The releases of a package with their Pythons, in order; empty when nothing is known of it."""
    if name == "torch":
        return tuple(Wheels(version, release.python) for version, release in TORCH.items())
    if name in _TENSORFLOW:
        patches = {minor: int(release.newest.rpartition(".")[2]) for minor, release in TENSORFLOW.items()}
        last = "2.11" if name == "tensorflow-gpu" else None
        found = [
            Wheels(f"{minor}.{patch}", release.python)
            for minor, release in TENSORFLOW.items()
            for patch in range(patches[minor] + 1)
        ]
        return tuple(one for one in found if last is None or numbers(one.version)[:2] <= numbers(last))
    if name == "numpy":
        return tuple(
            Wheels(f"{minor}.{patch}", _with_late(minor, f"{minor}.{patch}", pythons))
            for minor, pythons in NUMPY_PYTHON.items()
            for patch in range(_MOST_PATCHES)
        )
    return ()


def _with_late(minor: str, version: str, pythons: tuple[str, ...]) -> tuple[str, ...]:
    late = [
        python
        for (of, python), first in LATE_NUMPY_WHEELS.items()
        if of == minor and numbers(version) >= numbers(first)
    ]
    return (*pythons, *late)


def _allows(clauses: Sequence[tuple[str, str]], version: str) -> bool:
    return all(compare_versions(version, operator, wanted) for operator, wanted in clauses)


def _others_may(clauses: Sequence[tuple[str, str]], table: Sequence[Wheels], python: str) -> bool:
    """Whether a release older or newer than the table's may be allowed, and have a wheel for ``python``.

    Support for Pythons only moves on, so that nothing older has wheels for a Python newer than those of the oldest.
    """
    oldest, newest = table[0], table[-1]
    bounded = any(
        operator in ("==", "===", ">=", ">", "~=")
        and numbers(version.removesuffix(".*")) >= numbers(oldest.version)[:2]
        for operator, version in clauses
    )
    if not bounded and numbers(python) <= numbers(oldest.pythons[-1]):
        return True
    major, minor, patch = numbers(newest.version)
    following = (f"{major}.{minor}.{patch + 1}", f"{major}.{minor + 1}.0", f"{major + 1}.0.0")
    return numbers(python) >= numbers(newest.pythons[0]) and any(_allows(clauses, one) for one in following)
