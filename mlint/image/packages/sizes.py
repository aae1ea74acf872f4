"""How many bytes a set of packages downloads and takes on disk, never more than it really does."""

from __future__ import annotations

from mlint.knowledge.package_sizes import PACKAGE_SIZES, WITH_PYC, PackageSize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mlint.context.requirements import Requirement
    from mlint.context.requirements_tree import RequirementsTree
    from mlint.context.uv_lock import UvLock
    from mlint.image.packages.asked_for import AskedFor
    from mlint.image.packages.installs import Indexes, Install

    Measure = Callable[..., tuple[int, bool]]

_INDEX_OPTIONS = ("--index-url", "--extra-index-url", "--find-links")


def install_size(
    install: Install, files: Sequence[RequirementsTree | None] = (), *, torch_is_there: bool = False
) -> tuple[int, bool]:
    """Bytes that ``install`` downloads, and whether that is only a lower bound.

    ``files`` are its requirements files in order, None for one that cannot be read. Torch counts only where it surely
    comes with CUDA: from PyPI, or from an index of a CUDA version; not where it may be installed already, as
    ``torch_is_there`` says. Requirements whose marker does not hold on Linux do not count.
    """
    from mlint.context.markers import evaluate

    trees = [tree for tree in files if tree]
    named = [*install.requirements, *(one.requirement for tree in trees for one in tree.requirements)]
    wanted = [one for one in named if one.marker is None or evaluate(one.marker) is not False]
    size, at_least = download_size(wanted, cuda=not torch_is_there and _brings_cuda(install, wanted, trees))
    unread = len(trees) < len(install.requirement_files) or any(tree.incomplete for tree in trees)
    return size, at_least or install.unknown or unread or bool(install.groups or install.editables)


def _brings_cuda(install: Install, wanted: Iterable[Requirement], trees: Iterable[RequirementsTree]) -> bool:
    """Whether torch comes with CUDA from the indexes of ``install`` and its requirements files."""
    urls = [url for tree in trees for name in _INDEX_OPTIONS for url in tree.values(name)]
    return not install.has("--no-deps") and _has_cuda(install.indexes, wanted, urls)


def _has_cuda(indexes: Indexes, wanted: Iterable[Requirement], more_urls: Iterable[str] = ()) -> bool:
    """Whether torch from these indexes comes with CUDA."""
    cpu = any("cpu" in clause.version for one in wanted for clause in one.clauses)
    if indexes.unknown or indexes.no_index or cpu:
        return False
    return all("pypi.org/" in url or "/whl/cu" in url for url in (*indexes.urls, *more_urls))


def download_size(requirements: Iterable[Requirement], *, cuda: bool = True) -> tuple[int, bool]:
    """Bytes downloaded for the ``requirements`` and all they depend on, and whether that is only a lower bound.

    ``cuda`` tells whether torch comes with CUDA, as it does from PyPI; without, torch itself adds nothing.
    """
    return _bound(requirements, cuda, lambda size: (size.wheel, size.closure_wheel))


def unpacked_size(requirements: Iterable[Requirement], *, cuda: bool = True) -> tuple[int, bool]:
    """Bytes on disk, without ``.pyc`` files; otherwise as :func:`download_size`."""
    return _bound(requirements, cuda, lambda size: (size.unpacked, size.closure_unpacked))


def installed_size(requirements: Iterable[Requirement], *, cuda: bool = True) -> tuple[int, bool]:
    """Bytes on disk with the ``.pyc`` files that pip writes (uv writes none); otherwise as :func:`download_size`."""
    size, at_least = unpacked_size(requirements, cuda=cuda)
    return int(size * WITH_PYC), at_least


def asked_size(asked: AskedFor, measure: Measure = download_size) -> tuple[int, bool]:
    """Bytes that what an install asks for downloads, dependency files included, and whether that is a lower bound.

    Torch counts as for :func:`install_size`, and not where it may be installed already. ``measure`` is
    :func:`download_size` or another of its kind.
    """
    from mlint.image.gpu.torch_choice import torch_may_be_there

    packages = [one for one in asked.packages if one.ecosystem == "pypi" and not one.requirement.path]
    cuda = all(_has_cuda(one.indexes, [one.requirement]) and not one.install.has("--no-deps") for one in packages)
    wanted = [one.requirement for one in packages if one.surely]
    cuda = cuda and not any(torch_may_be_there(one.run, one.install) for one in packages[:1])
    size, at_least = measure(wanted, cuda=cuda)
    return size, at_least or not asked.complete or len(wanted) < len(asked.packages)


def locked_size(lock: UvLock, packages: Iterable[tuple[str, str]]) -> tuple[int, bool]:
    """Bytes on disk, without ``.pyc`` files, of packages of a lock by name and version, and whether it is more.

    Those of the major version that was measured count unpacked. The others and those that need torch, of which there
    are builds of many sizes, count with the wheels that the lock tells of: no wheel is larger than what is in it.
    """
    total = 0
    rest = []
    for name, version in packages:
        known = PACKAGE_SIZES.get(name)
        if known and not known.torch and known.version.partition(".")[0] == version.partition(".")[0]:
            total += known.unpacked
        else:
            rest.append((name, version))
    size, _ = lock.download(rest)
    return total + size, bool(rest)


def _bound(
    requirements: Iterable[Requirement], cuda: bool, measure: Callable[[PackageSize], tuple[int, int]]
) -> tuple[int, bool]:
    """A lower bound of the union of closures of which only the sizes are known; ``measure`` gives (own, closure).

    The union holds every closure, so the largest; and it holds every package itself, with torch's closure as one of
    them when anything needs it.
    """
    requirements = list(requirements)
    sizes, missing = _known(requirements)
    _, newest = measure(PACKAGE_SIZES["torch"])
    torch = measure(_torch_of(requirements))[1]
    missing = missing or torch != newest
    parts = []
    for name, size in sizes.items():
        own, closure = measure(size)
        if size.torch:
            closure -= newest - (torch if cuda else 0)
            missing = missing or not cuda
        if name != "torch":
            parts.append((own, closure))
    if cuda and any(size.torch for size in sizes.values()):
        parts.append((torch, torch))
    total = max(max((closure for _, closure in parts), default=0), sum(own for own, _ in parts))
    single = len(sizes) == 1
    return total, missing or not (single or total == sum(closure for _, closure in parts))


def _is_older(requirement: Requirement, measured: str) -> bool:
    """Whether a requirement allows only older major versions than the one that was measured: their size is another.

    The sizes of each version of torch are known.
    """
    return requirement.name != "torch" and requirement.keeps_below(f"{measured.partition('.')[0]}.0.0")


def _torch_of(requirements: Iterable[Requirement]) -> PackageSize:
    """The size of the version of torch that is pinned, else of the newest; nothing when it is not known."""
    from mlint.image.gpu.torch_builds import torch_version
    from mlint.knowledge.torch_sizes import TORCH_SIZES

    version = torch_version(requirements)
    if version is None:
        return PACKAGE_SIZES["torch"]
    size = TORCH_SIZES.get(version)
    if size is None:
        return PackageSize(0, 0, 0, 0, torch=True)
    return PackageSize(
        size.wheel, size.unpacked, size.wheel + size.cuda_wheels, size.unpacked + size.cuda_unpacked, torch=True
    )


def _known(requirements: Iterable[Requirement]) -> tuple[dict[str, PackageSize], bool]:
    """The sizes of the packages in the table by name, and whether some package or extra is not in it."""
    found: dict[str, PackageSize] = {}
    missing = False
    for requirement in requirements:
        name = requirement.name or ""
        size = PACKAGE_SIZES.get(name)
        if requirement.extras:
            with_extras = PACKAGE_SIZES.get(f"{name}[{','.join(sorted(requirement.extras))}]")
            missing = missing or with_extras is None
            size = with_extras or size
        if size is not None and _is_older(requirement, size.version):
            missing = True
            size = PACKAGE_SIZES["torch"]._replace(wheel=0, unpacked=0) if size.torch else None
        if size is None:
            missing = True
        elif name not in found or size.closure_wheel > found[name].closure_wheel:
            found[name] = size
    return found, missing
