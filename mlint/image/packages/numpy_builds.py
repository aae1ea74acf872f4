"""Packages that were built for numpy 1, in environments where pip puts numpy 2."""

from __future__ import annotations

from mlint.context.markers import compare_versions
from mlint.image.packages.asked_for import shipped_installs
from mlint.image.packages.pythons import python_of
from mlint.image.packages.wheels import from_public_indexes
from mlint.knowledge.numpy_abi import HOLDING, NEED_NEWER, NEVER_HOLDING, OLD_BUILDS, SYSTEM_PACKAGES
from mlint.knowledge.package_sizes import closure
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build
    from mlint.context.requirements import Requirement
    from mlint.image.packages.asked_for import Asked

NUMPY = "numpy"
CHOOSING_OPTIONS = (
    *("--exclude-newer", "--exclude-newer-package", "--overrides", "--resolution", "--uploaded-prior-to"),
    *("--no-binary", "--no-binary-package"),
)
"""Options with which pip or uv may take an older numpy, or compile packages against the new one."""


class NumpyClash(Record):
    """Packages of one environment that were built for numpy 1, and what brings numpy 2 into it.

    ``numpy`` is where numpy is asked for by name, None where another package brings it; ``told``: it is asked for from
    version 2 on. ``sure``: nothing else there can hold it below 2.
    """

    old: tuple[Asked, ...]
    numpy: Asked | None
    told: bool
    sure: bool


def numpy_clashes(build: Build) -> list[NumpyClash]:
    """Where the image gets a package that was built for numpy 1, and numpy 2.

    None where a dependency file cannot be read, and where numpy is or may be held below 2: by a pin, a constraint, a
    package that asks for numpy 1, the distribution's own numpy, a bound that the shell took for a redirection.
    """
    environments: dict[object, list[Asked]] = {}
    for run, install in shipped_installs(build):
        if any(name.startswith(SYSTEM_PACKAGES) for name in install.names if install.manager == "apt"):
            return []
        asked = run.asked_for(install)
        unread = (bool(install.constraint_files) and not asked.constraints) or bool(install.dropped)
        unread = unread or any(map(install.has, CHOOSING_OPTIONS))
        wanted = (*asked.constraints, *(one.requirement for one in asked.packages))
        if not asked.complete or unread or any(map(_holds_numpy, wanted)):
            return []
        packages = environments.setdefault((install.landing, run.stage.in_final_chain or run.stage), [])
        packages += asked.packages
        if install.verb.endswith("uninstall"):
            packages[:] = [one for one in packages if one.name not in install.names]
    return [clash for clash in map(_clash, environments.values()) if clash]


def _clash(packages: list[Asked]) -> NumpyClash | None:
    last = {one.name: one for one in packages if one.name}
    others = {row.partition("==")[0] for one in packages for row in _needs(one) if "==" in row}
    old = tuple(one for one in last.values() if _is_old_build(one) and one.name not in others)
    numpy = last.get(NUMPY)
    brought = numpy.surely if numpy else any(map(_brings_numpy, packages))
    if not old or not brought or any(map(_is_from_elsewhere, packages)):
        return None
    told = numpy is not None and _is_from_2(numpy.requirement)
    return NumpyClash(old, numpy, told, told or all(map(_is_known, packages)))


def _is_old_build(one: Asked) -> bool:
    """Whether it is surely a wheel that was built for numpy 1, on a Python for which there is numpy 2."""
    build, site, requirement = OLD_BUILDS.get(one.name), one.install.command.site, one.requirement
    if build is None or not one.surely or site.conditional or site.guarded or one.run.stage.on_musl:
        return False
    if not from_public_indexes(one) or not requirement.keeps_below(build.held_since or build.works_since):
        return False
    oldest = build.wheels.get(python_of(one.run, one.install) or "")
    return oldest is not None and not requirement.keeps_below(oldest)


def _holds_numpy(requirement: Requirement) -> bool:
    """Whether it is numpy below 2, or a package that asks for that, at a version that does so or may do so."""
    name = requirement.name or ""
    if name == NUMPY:
        unknown = any(compare_versions("2", operator, version) is None for operator, version in requirement.clauses)
        return unknown or requirement.keeps_below("2.0.0") or bool(requirement.url or requirement.path)
    build = OLD_BUILDS.get(name)
    spans = HOLDING.get(name, ())
    if build and build.held_since:
        spans = (*spans, (build.held_since, build.works_since))
    return any(
        not requirement.keeps_below(since) and (not before or requirement.keeps_below(before))
        for since, before in spans
    )


def _brings_numpy(one: Asked) -> bool:
    """Whether numpy comes along because a package needs it."""
    if not one.surely or one.install.has("--no-deps"):
        return False
    build = OLD_BUILDS.get(one.name)
    return build.needs_numpy if build else NUMPY in closure(one.name)


def _needs(one: Asked) -> frozenset[str]:
    """What it brings, with the versions that it asks for: ``torch==2.9.1``."""
    newer = NEED_NEWER.get(one.name)
    return closure(one.name) | {f"{newer}=="} if newer and not one.requirement.clauses else closure(one.name)


def _is_known(one: Asked) -> bool:
    """Whether it surely does not hold numpy: it is in the tables, or its newest version, which was read, does not."""
    requirement = one.requirement
    if requirement.url or requirement.path:
        return requirement.url is None and requirement.name is None  # a folder, whose dependencies are read too
    if one.name == NUMPY or one.name in OLD_BUILDS or one.name in HOLDING or one.name in NEVER_HOLDING:
        return True
    known = closure(one.name)
    return bool(known) and (NUMPY not in known or not requirement.clauses)


def _is_from_elsewhere(one: Asked) -> bool:
    """Whether an index may have another numpy than PyPI's and PyTorch's, which have numpy 2."""
    return not (one.requirement.url or one.requirement.path or from_public_indexes(one))


def _is_from_2(requirement: Requirement) -> bool:
    """Whether no version below 2 is allowed."""
    return any(
        operator in ("==", "===", "~=", ">=") and compare_versions(version.removesuffix(".*"), ">=", "2")
        for operator, version in requirement.clauses
    )
