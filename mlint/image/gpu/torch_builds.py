"""Which build of torch an image gets: PyPI's with CUDA, or one for CPUs."""

from __future__ import annotations

from mlint.image.addresses import host_of
from mlint.image.base.families.tags import is_version, numbers
from mlint.image.names import words_of
from mlint.image.packages.asked_for import shipped
from mlint.knowledge.frameworks import TORCH
from mlint.knowledge.package_indexes import PYPI_HOSTS, PYTORCH_HOST
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from mlint.build import Build
    from mlint.context.requirements import Requirement
    from mlint.image.packages.asked_for import Asked
    from mlint.image.packages.installs import Indexes

    Backend = Literal["cpu", "cuda"]

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
TORCH_FAMILY = ("torch", "torchvision", "torchaudio")


class TorchInstall(Record):
    """The packages that bring torch, those that name it first; ``version`` where the file pins it."""

    packages: tuple[Asked, ...]
    version: str | None
    """The version of torch; None when it is not pinned."""
    newest: str | None
    """The version that is taken when it is not pinned: the newest for the Python of the base; None when not known."""
    complete: bool
    """Whether all dependency files that have a part in it could be read."""

    @property
    def first(self) -> Asked:
        """The package that is blamed."""
        return self.packages[0]

    @property
    def direct(self) -> bool:
        """Whether torch, torchvision or torchaudio is asked for by name."""
        return self.first.name in TORCH_FAMILY

    @property
    def cuda_bytes(self) -> tuple[int, int, bool] | None:
        """What CUDA comes to: bytes downloaded and on disk, and whether these are lower bounds; None: not known."""
        from mlint.knowledge.torch_sizes import TORCH_SIZES

        sizes = TORCH_SIZES.get(self.version or self.newest or "")
        if sizes is None or not sizes.cuda_wheels:
            return None
        return sizes.cuda_wheels, sizes.cuda_unpacked, self.version is None


def brings_torch(requirement: Requirement) -> bool:
    """Whether a package is torch or depends on it."""
    name = requirement.name or ""
    if name in TORCH_FAMILY:
        return True
    from mlint.knowledge.package_sizes import closure

    return any("torch" in closure(row) for row in (name, *(f"{name}[{extra}]" for extra in requirement.extras)))


def takes_torch(one: Asked) -> bool:
    """Whether torch comes with a package that is asked for, which may be told to come without what it needs."""
    return one.name == "torch" if one.install.has("--no-deps") else brings_torch(one.requirement)


def torch_backend(one: Asked) -> Backend | None:
    """The build of torch that a package brings from where it is taken; None when that is not known.

    pip takes the highest version of all indexes, and ``2.9.0+cpu`` is higher than ``2.9.0``; uv takes the first index
    that has the package, extra ones before PyPI: with PyTorch's index for CPUs both take its wheels.
    """
    told = _told_backend(one)
    if told is not None:
        return None if told == "auto" else told
    requirement = one.requirement
    if one.ecosystem != "pypi" or requirement.path is not None:
        return None
    if requirement.url is not None:
        return _of_address(requirement.url)
    return _of_versions([requirement]) or _of_indexes(one.indexes)


def _told_backend(one: Asked) -> Literal["auto", "cpu", "cuda"] | None:
    """What uv is told to take: ``--torch-backend`` or its variable."""
    if one.install.manager != "uv":
        return None
    option = one.install.option("--torch-backend")
    value = option.value if option else one.install.command.environment.get("UV_TORCH_BACKEND", "")
    if value == "":
        return None
    return "cpu" if value == "cpu" else "cuda" if value and value.startswith("cu") else "auto"


def _of_versions(requirements: Iterable[Requirement]) -> Backend | None:
    """What a local version says: ``2.9.0+cpu``."""
    locals_ = [clause.version.partition("+")[2] for one in requirements for clause in one.clauses]
    if any(local.startswith("cpu") for local in locals_):
        return "cpu"
    return "cuda" if any(local.startswith("cu") for local in locals_) else None


def _of_address(url: str) -> Backend | None:
    words = words_of(url)
    if "cpu" in words:
        return "cpu"
    return "cuda" if any(word.startswith("cu") and word[2:].isdigit() for word in words) else None


def _of_indexes(indexes: Indexes) -> Backend | None:
    if indexes.unknown or indexes.no_index:
        return None
    found = {_of_address(url) or ("pypi" if is_pypi(url) else None) for url in indexes.urls}
    if "cpu" in found:
        return "cpu"
    return None if None in found else "cuda"


def is_pypi(url: str) -> bool:
    """Whether an index is PyPI, or one of the public copies of all of it."""
    return host_of(url) in PYPI_HOSTS


def is_pytorch(url: str) -> bool:
    """Whether an index is PyTorch's own."""
    return host_of(url) == PYTORCH_HOST


def cuda_torch(build: Build) -> TorchInstall | None:
    """The packages through which torch with CUDA gets into the image; None when none does, or it may be another build.

    Where one install takes torch for CPUs, or from where nobody knows, the others find it there.
    """
    found: list[Asked] = []
    complete = True
    for asked in shipped(build):
        if _of_versions(one for one in asked.constraints if one.name == "torch") == "cpu":
            return None
        complete = complete and asked.complete
        for one in asked.packages:
            if not one.surely or not takes_torch(one):
                continue
            if torch_backend(one) != "cuda":
                return None
            found.append(one)
    if not found:
        return None
    found.sort(key=lambda one: one.name not in TORCH_FAMILY)
    version = torch_version([one.requirement for one in found])
    held = any(not _may_be_newest(one) for one in found)
    return TorchInstall(tuple(found), version, None if held else _newest_for(build), complete)


def torch_version(requirements: Iterable[Requirement]) -> str | None:
    """The version of torch that pins of it, or of torchvision and torchaudio, come to; None when it is not pinned."""
    pins = {one.name: (one.exact_version or "").partition("+")[0] for one in requirements if one.exact_version}
    if "torch" in pins:
        version = pins["torch"]
        return f"{version}.0" if version.count(".") == 1 else version
    for version, release in TORCH.items():
        if release.torchvision == pins.get("torchvision") or (
            release.torchaudio is not None and release.torchaudio == pins.get("torchaudio")
        ):
            return version
    return None


def cuda_in(text: str) -> str | None:
    """The CUDA of the word ``cuXYZ`` in a text: ``whl/cu118`` is ``11.8``."""
    digits = next((word[2:] for word in words_of(text) if word.startswith("cu") and word[2:].isdigit()), "")
    return f"{digits[:-1]}.{digits[-1]}" if len(digits) > 1 else None


def requirement_words(requirements: Iterable[Requirement]) -> str | None:
    """Requirements as the words of another command; None when one of them is more than a name and its versions."""
    wanted = list(requirements)
    if any(one.hashes or one.marker or one.url or one.path or one.extras for one in wanted):
        return None
    texts = dict.fromkeys(f"{one.name}{one.specifier}" for one in wanted)
    return " ".join(f'"{text}"' if any(char in "<>!*" for char in text) else text for text in texts)


def _may_be_newest(one: Asked) -> bool:
    """Whether nothing keeps torch back: no upper bound, no index that has only some versions."""
    if not all(is_pypi(url) for url in one.indexes.urls):
        return False
    clauses = one.requirement.clauses if one.name in TORCH_FAMILY else ()
    return all(operator in (">=", ">") and is_version(version) for operator, version in clauses)


def _newest_for(build: Build) -> str | None:
    """The newest version that has wheels for the Python of the base image."""
    facts = build.final_chain[0].base_facts
    python = facts.python_version if facts else None
    fitting = [version for version, release in TORCH.items() if python is None or python in release.python]
    return max(fitting, key=numbers) if fitting else None
