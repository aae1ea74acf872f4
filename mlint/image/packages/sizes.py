"""How many bytes a set of packages downloads and takes on disk: each package of all their closures once."""

from __future__ import annotations

from functools import cache

from mlint.knowledge.package_sizes import WITH_PYC, closure, measured, package_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Literal

    from mlint.build_stage import BuildStage
    from mlint.context.requirements import Requirement
    from mlint.context.uv_lock import UvLock
    from mlint.image.packages.asked_for import AskedFor
    from mlint.image.packages.installs import Indexes, Install
    from mlint.image.runs import Run
    from mlint.knowledge.package_sizes import PackageSize
    from mlint.knowledge.torch_sizes import TorchSize

    Kind = Literal["wheel", "unpacked", "installed"]

_ANEW = ("--force-reinstall", "--ignore-installed", "--prefix", "--root", "--target")
"""Options with which packages are installed that may be there already."""

_FULL = ("framework", "notebook", "serving")
"""Families of images that hold pandas, Jupyter and more, as those of NVIDIA and the clouds do."""
_LEAN = ("pytorch/pytorch", "tensorflow/tensorflow")
"""Images of frameworks that hold little else."""


def size_of(
    requirements: Iterable[Requirement],
    kind: Kind = "wheel",
    *,
    cuda: bool = True,
    there: Collection[str] = (),
    alone: bool = False,
) -> tuple[int, bool]:
    """Bytes of the ``requirements`` and of all they depend on, and whether that is only a lower bound.

    ``wheel``: what is downloaded; ``unpacked``: what is on disk without ``.pyc`` files; ``installed``: with those that
    pip writes (uv writes none). ``cuda`` tells whether torch comes with CUDA, as it does from PyPI; without, torch
    itself adds nothing. What is already ``there`` does not count, torch aside. ``alone``: without what they depend on.
    """
    if kind == "installed":
        size, at_least = size_of(requirements, "unpacked", cuda=cuda, there=there, alone=alone)
        return int(size * WITH_PYC), at_least
    requirements = list(requirements)
    rows, missing = _rows(requirements, alone=alone)
    total = libraries = torch_libraries = 0
    if "torch" in rows:
        torch = _torch_size(requirements, rows) if cuda else None
        missing = missing or torch is None
        if torch:
            total += getattr(torch, kind)
            torch_libraries = 0 if alone else torch.cuda_wheels if kind == "wheel" else torch.cuda_unpacked
    for name, row in _names(rows - {"torch"}).items():
        known = package_size(row)
        if name in there or known is None:
            missing = True
        elif _holds_cuda(name):
            libraries += getattr(known, kind)
        else:
            total += getattr(known, kind)
    # Others may need the same libraries as torch, or other versions of them.
    missing = missing or bool(libraries and torch_libraries)
    return total + max(libraries, torch_libraries), missing


def asked_size(asked: AskedFor, kind: Kind = "wheel") -> tuple[int, bool]:
    """Bytes of what an install asks for, dependency files included, and whether that is a lower bound.

    Torch counts only where it surely comes with CUDA: from PyPI, or from an index of a CUDA version; not where it may
    be installed already. Nor do other packages that the base or an earlier command may bring. See :func:`size_of`
    for ``kind``.
    """
    from mlint.image.gpu.torch_choice import torch_may_be_there

    packages = [one for one in asked.packages if one.ecosystem == "pypi" and not one.requirement.path]
    wanted = [one for one in packages if one.surely]
    size, at_least = 0, False
    if wanted:
        run, install = wanted[0].run, wanted[0].install
        cuda = all(_has_cuda(one.indexes, one.requirement) for one in packages) and not torch_may_be_there(run, install)
        there, alone = _brought_before(run, install, asked), install.has("--no-deps")
        size, at_least = size_of([one.requirement for one in wanted], kind, cuda=cuda, there=there, alone=alone)
    return size, at_least or not asked.complete or len(wanted) < len(asked.packages)


def locked_size(lock: UvLock, packages: Iterable[tuple[str, str]]) -> tuple[int, bool]:
    """Bytes on disk, without ``.pyc`` files, of packages of a lock by name and version, and whether it is more.

    Those of a major version that was measured count unpacked. The others and those that need torch, of which there
    are builds of many sizes, count with the wheels that the lock tells of: no wheel is larger than what is in it.
    """
    total = 0
    rest = []
    for name, version in packages:
        known = next((size for _, size in _versions(name) if size.major == version.partition(".")[0]), None)
        if known and "torch" not in closure(name):
            total += known.unpacked
        else:
            rest.append((name, version))
    size, _ = lock.download(rest)
    return total + size, bool(rest)


def _has_cuda(indexes: Indexes, requirement: Requirement) -> bool:
    """Whether torch from these indexes comes with CUDA."""
    if indexes.unknown or indexes.no_index or any("cpu" in clause.version for clause in requirement.clauses):
        return False
    return all("pypi.org/" in url or "/whl/cu" in url for url in indexes.urls)


def _brought_before(run: Run, install: Install, asked: AskedFor) -> set[str]:
    """The packages that the base and the commands before ``install`` may have brought.

    A base of which not all is known may hold everything but what is asked for by name: who does that seems to miss it.
    """
    if install.makes_wheels or any(install.has(option) for option in _ANEW):
        return set()
    facts = run.stage.base_facts
    if facts is None or facts.frameworks is None or (facts.family in _FULL and not _is_lean(run)):
        found = _names(measured()).keys() - {one.name for one in asked.packages}
    else:
        found = {name for framework in facts.frameworks for name in _names(closure(framework))}
    start = install.command.span.start
    firsts = run.stage.build.stages[0].once(_first_brought)[run.stage.number]
    return found | {name for name, first in firsts.items() if first < start}


def _is_lean(run: Run) -> bool:
    """Whether the base of a framework holds, beside that, only what it needs."""
    image = run.stage.root.base_image
    return image is not None and image.name in _LEAN


def _first_brought(first: BuildStage) -> list[dict[str, int]]:
    """Where in each stage of the file, or below it, the first command stands that may bring a package, by its name."""
    found: list[dict[str, int]] = []
    for stage in first.build.stages:
        below = found[stage.parent.number] if stage.parent else {}
        brought: dict[str, int] = {}
        for run in stage.runs:
            for install in run.installs:
                named = [one.requirement for one in run.asked_for(install).packages if one.name]
                rows, _ = _rows(named, alone=install.has("--no-deps"))
                for name in _names(rows):
                    brought.setdefault(name, install.command.span.start)
        found.append({**brought, **below} if brought else below)
    return found


def _names(rows: Iterable[str]) -> dict[str, str]:
    """Rows of the table by the names of their packages: ``pandas<3`` is pandas; of several the oldest."""
    return {row.partition("<")[0]: row for row in sorted(rows)}


def _rows(requirements: Iterable[Requirement], *, alone: bool = False) -> tuple[set[str], bool]:
    """The rows of all that is installed, and whether some package or extra has none; of one package one version."""
    found: set[str] = set()
    older: set[str] = set()
    missing = False
    for one in requirements:
        name = one.name or ""
        row, version = next(_allowed(one), (None, None))
        if row is None:
            missing = True
            # Its own size is not known, but torch comes with old versions, too.
            found |= closure("torch") if "torch" in closure(name) and not alone else set()
            continue
        if row != name:
            older.add(name)
        rows = {row, *(f"{name}[{extra}]" for extra in one.extras)}
        missing = missing or any(package_size(one) is None for one in rows)
        needed = set() if alone else set().union(*map(closure, rows)) - rows
        if row != name or one.exact_version not in (None, version):
            # It may need versions of its time.
            needed = set(map(_smallest, needed))
        found |= rows | needed
    return found - older, missing


def _allowed(requirement: Requirement) -> Iterator[tuple[str, str]]:
    """The rows with versions that a requirement may allow, the newest first, each with its version."""
    name = requirement.name or ""
    for row, size in _versions(name):
        # The sizes of each version of torch are known.
        if name == "torch" or not requirement.keeps_below(f"{size.major}.0.0"):
            yield row, size.version


@cache
def _smallest(name: str) -> str:
    """The row of the smallest version of a package."""
    return min(_versions(name), key=lambda one: one[1].wheel)[0]


def _versions(name: str) -> Iterator[tuple[str, PackageSize]]:
    """The rows of a package, the newest version first."""
    row = name
    while (size := package_size(row)) is not None:
        yield row, size
        row = f"{name}<{size.major}"


def _torch_size(requirements: Iterable[Requirement], rows: Iterable[str]) -> TorchSize | None:
    """The size of the version of torch that is pinned, there or by a package; else of the newest."""
    from mlint.image.gpu.torch_builds import torch_version
    from mlint.knowledge.torch_sizes import TORCH_SIZES

    pinned = torch_version(requirements) or max((row[7:] for row in rows if row.startswith("torch==")), default=None)
    return TORCH_SIZES.get(pinned) if pinned else next(reversed(TORCH_SIZES.values()))


def _holds_cuda(name: str) -> bool:
    """Whether a package, or what an extra adds, is libraries of CUDA."""
    return name.startswith(("nvidia-", "triton")) or "[cuda" in name or "[and-cuda" in name
