"""Which version and build of torch an install ends up with, where PyPI and PyTorch's indexes are asked."""

from __future__ import annotations

from mlint.image.base.families.tags import numbers
from mlint.image.gpu.torch_builds import (
    TORCH_FAMILY,
    brings_torch,
    cuda_in,
    is_pypi,
    is_pytorch,
    takes_torch,
    torch_version,
)
from mlint.image.packages.pythons import python_of
from mlint.knowledge.frameworks import TORCH
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.context.requirements import Requirement
    from mlint.image.packages.asked_for import Asked
    from mlint.image.packages.installs import Indexes, Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command


class TorchChoice(Record):
    """The build of torch that an install takes, and the CUDA it is built with."""

    asked: Asked
    """What asks for torch, or for the package that pins it."""
    cuda: str
    version: str | None = None
    """None where the file does not pin it and it does not matter which it is."""
    pinned: bool = True
    passed_over: str | None = None
    """PyTorch's index that the install names and that has nothing for it, or nothing as new: ``cu124``."""
    newest_there: str | None = None
    """The newest version on that index, where none is pinned."""
    sure: bool = True
    """Whether nothing that is not known may hold torch back: the Python, another package that needs torch."""


def torch_choice(run: Run, install: Install) -> TorchChoice | None:
    """The build of torch that ``install`` of ``run`` brings; None when it brings none, or it is not known which."""
    if install.manager not in ("pip", "uv"):
        return None
    asked = run.asked_for(install)
    packages = [one for one in asked.packages if one.surely and one.ecosystem == "pypi"]
    family = [one for one in packages if one.name in TORCH_FAMILY]
    family.sort(key=lambda one: one.name != "torch")
    if not family or any(one.requirement.path for one in family):
        return None
    first = family[0]
    told = _told(install, family)
    if told:
        return TorchChoice(first, told)
    if first.requirement.url or any(one.name == "torch" for one in asked.constraints):
        return None
    version = torch_version([one.requirement for one in family])
    if _may_be_there(run, install, version):
        return None
    indexes = first.indexes
    word = _cuda_word(indexes)
    from_pypi = _asks_pypi(indexes)
    if word and (not from_pypi or install.manager == "uv"):
        return TorchChoice(first, cuda_in(word) or "")
    if not from_pypi or (len(indexes.urls) > (indexes.index_url is not None) and word is None):
        return None
    if version is not None:
        return _pinned(first, version, word)
    if first.name != "torch":
        return None
    alone = not any(one.name not in TORCH_FAMILY and brings_torch(one.requirement) for one in packages)
    return _newest(first, word, python_of(run, install), alone=alone)


def _told(install: Install, family: list[Asked]) -> str | None:
    """The CUDA that a local version, a wheel's address or uv's option names."""
    option = install.option("--torch-backend") if install.manager == "uv" else None
    texts = [clause.version.partition("+")[2] for one in family for clause in one.requirement.clauses]
    texts += [one.requirement.url or "" for one in family]
    texts.append((option.value or "") if option else "")
    return next(filter(None, map(cuda_in, texts)), None)


def _asks_pypi(indexes: Indexes) -> bool:
    """Whether PyPI is among the indexes."""
    if indexes.unknown or indexes.no_index:
        return False
    return indexes.index_url is None or any(is_pypi(url) for url in indexes.urls)


def _cuda_word(indexes: Indexes) -> str | None:
    """The word ``cu124`` of the only index beside PyPI; None when it is another one, or there are several."""
    if indexes.unknown or indexes.find_links or None in indexes.extra_index_urls:
        return None
    others = [url for url in indexes.urls if not is_pypi(url)]
    if len(others) != 1 or not is_pytorch(others[0]):
        return None
    word = others[0].rstrip("/").rpartition("/")[2]
    return word if cuda_in(word) and "nightly" not in others[0] else None


def _pinned(first: Asked, version: str, word: str | None) -> TorchChoice | None:
    release = TORCH.get(version)
    if release is None:
        return None
    if word is None or (release.cuda_indexes and word not in release.cuda_indexes):
        return TorchChoice(first, release.default_cuda, version, passed_over=word)
    return TorchChoice(first, cuda_in(word) or "", version)


def _newest(first: Asked, word: str | None, python: str | None, *, alone: bool) -> TorchChoice | None:
    """The newest version of PyPI, unless the index with the CUDA ``word`` has one as new.

    The same version with a local part (``2.9.0+cu126``) is the newer one.
    """
    fitting = list(_fitting(first.requirement, python))
    if not fitting or (python is None and word is None):
        return None
    newest = max(fitting, key=numbers)
    sure = python is not None and alone
    if word is None:
        return TorchChoice(first, TORCH[newest].default_cuda, newest, pinned=False, sure=sure)
    there = [version for version in fitting if word in TORCH[version].cuda_indexes]
    last = max(there, key=numbers, default=None)
    if last is None or last == newest or not _has_ended(word):
        return TorchChoice(first, cuda_in(word) or "", pinned=False, sure=sure) if last else None
    cuda = TORCH[newest].default_cuda
    return TorchChoice(first, cuda, newest, pinned=False, passed_over=word, newest_there=last, sure=sure)


def _fitting(requirement: Requirement, python: str | None) -> Iterator[str]:
    """The versions of torch that a requirement and a Python allow; without one, all that the requirement allows."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        wanted = SpecifierSet(requirement.specifier)
    except InvalidSpecifier:
        return
    for version, release in TORCH.items():
        if (python is None or python in release.python) and version in wanted:
            yield version


def _has_ended(word: str) -> bool:
    """Whether PyTorch's index is no longer given new versions, as far as the indexes of versions are known."""
    known = [version for version, release in TORCH.items() if release.cuda_indexes]
    return word not in TORCH[max(known, key=numbers)].cuda_indexes


def installs_before(run: Run, command: Command) -> Iterator[tuple[Run, Install]]:
    """The installs before ``command`` in its stage and those that this one is built on, the oldest first."""
    start = command.span.start
    for stage in reversed(list(run.stage.chain)):
        for other in stage.runs:
            for one in other.installs:
                if one.command.span.start < start:
                    yield other, one


def torch_is_there(run: Run, install: Install) -> bool:
    """Whether torch is installed before ``install``: by the base, or by an earlier command."""
    return next(_torch_before(run, install), "") != ""


def torch_may_be_there(run: Run, install: Install) -> bool:
    """Whether ``install`` may find a torch that is enough, and download none.

    An unknown base may bring one, unless torch is asked for by name: who does that seems to miss it.
    """
    packages = [one.requirement for one in run.asked_for(install).packages]
    named = [one for one in packages if one.name in TORCH_FAMILY]
    if named:
        return _may_be_there(run, install, torch_version(named))
    if install.has("--force-reinstall") or not any(brings_torch(one) for one in packages):
        return False
    return run.stage.base_facts is None or torch_is_there(run, install)


def _may_be_there(run: Run, install: Install, version: str | None) -> bool:
    """Whether the torch that is installed before may be enough; any will do when no ``version`` is asked for."""
    if install.has("--force-reinstall") or (version is None and install.has("--upgrade")):
        return False
    return any(version is None or one in (None, version) for one in _torch_before(run, install))


def _torch_before(run: Run, install: Install) -> Iterator[str | None]:
    """The versions of torch that the base and the installs before bring; None for one that is not known."""
    facts = run.stage.base_facts
    if facts is not None and "torch" in (facts.frameworks or {}):
        yield (facts.frameworks or {})["torch"]
    for other, earlier in installs_before(run, install.command):
        found = [one.requirement for one in other.asked_for(earlier).packages if takes_torch(one)]
        if found:
            yield torch_version(found)
