"""What uses the CUDA that a base image brings, and what brings CUDA once more."""

from __future__ import annotations

from mlint.image.base.base_images import builds_software
from mlint.image.gpu.torch_builds import TORCH_FAMILY, cuda_torch
from mlint.image.layers.git import clones
from mlint.image.packages.asked_for import shipped
from mlint.knowledge.base_images import CUDA_IMAGE
from mlint.knowledge.gpu_packages import (
    APT_CUDA_STARTS,
    COMPILE_AT_RUN_TIME,
    CONDA_CUDA,
    CUDA_WHEEL_STARTS,
    NEED_SYSTEM_CUDA,
    NEED_SYSTEM_CUDA_STARTS,
)
from mlint.records import Record
from mlint.rule import Edit, Fix, Place, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.asked_for import Asked


class SecondCuda(Record):
    """What brings CUDA to an image whose base has it already."""

    named: str
    """For a message: ``torch 2.9.0``, ``conda's pytorch-cuda``, ``libcudnn9-cuda-12``."""
    place: Place
    by_wheels: bool
    """Whether it comes in packages of Python or conda, which never look at the system's CUDA."""
    download: int | None
    """Bytes of CUDA libraries that it downloads, where that is known."""


def second_cuda(build: Build) -> SecondCuda | None:
    """What brings CUDA once more to an image based on nvidia/cuda; None when nothing does, or something needs both.

    Of the flavour ``base``, which only has what the driver needs, nothing is there twice.
    """
    root = build.final_chain[0] if build.final_chain else None
    facts = root.base_facts if root else None
    if facts is None or facts.image != CUDA_IMAGE or facts.cuda_flavour not in ("runtime", "devel"):
        return None
    packages = [one for asked in shipped(build) for one in asked.packages]
    # The flavour runtime has no compiler for CUDA.
    compiles = facts.cuda_flavour == "devel" and builds(build)
    if compiles or any(needs_system_cuda(one.name) and "and-cuda" not in one.requirement.extras for one in packages):
        return None
    return next(_by_wheels(build, packages), None) or next(_by_apt(build), None)


def needs_system_cuda(name: str) -> bool:
    """Whether a package of PyPI loads CUDA of the system, or is compiled against it."""
    return name in NEED_SYSTEM_CUDA or name.startswith(NEED_SYSTEM_CUDA_STARTS)


def compiles_at_run_time(build: Build) -> bool:
    """Whether a package of the image, installed or cloned, may call a compiler when the container runs."""
    if any(one.name in COMPILE_AT_RUN_TIME for asked in shipped(build) for one in asked.packages):
        return True
    return any(clone.name.lower() in COMPILE_AT_RUN_TIME for stage in build.final_chain for clone in clones(stage))


def builds(build: Build) -> bool:
    """Whether the image that ships is one in which software is built."""
    commands = [command for stage in build.final_chain for command in stage.commands]
    packages = frozenset(one.name for asked in shipped(build) for one in asked.packages)
    return builds_software(commands, packages)


def base_tag(build: Build) -> str | None:
    """The tag of nvidia/cuda with the flavour ``base`` in place of another; None when the tag is not a usual one."""
    from mlint.image.base.families.cuda import read_cuda_tag

    image = build.final_chain[0].base_image
    tag = read_cuda_tag(image.tag) if image and image.tag and not image.digest else None
    if tag is None or tag.version is None or tag.system is None or tag.rest:
        return None
    return f"{tag.version}-base-{tag.system}"


def _by_wheels(build: Build, packages: list[Asked]) -> Iterator[SecondCuda]:
    torch = cuda_torch(build)
    if torch is not None:
        sizes = torch.cuda_bytes
        first = torch.first
        version = first.requirement.exact_version
        named = f"{first.name} {version}" if version else first.name
        named = named if first.name in TORCH_FAMILY else f"torch, which {named} needs,"
        yield SecondCuda(named, first.place, True, sizes[0] if sizes else None)
    for one in packages:
        extras = one.requirement.extras
        if one.ecosystem == "conda" and one.name in CONDA_CUDA:
            yield SecondCuda(f"conda's {one.name}", one.place, True, None)
        elif (one.name == "tensorflow" and "and-cuda" in extras) or (
            one.name == "jax" and any(extra in ("cuda12", "cuda13") for extra in extras)
        ):
            yield SecondCuda(f"{one.name}[{extras[0]}]", one.place, True, None)
        elif one.ecosystem == "pypi" and one.name.startswith(CUDA_WHEEL_STARTS) and _has_library(build, one.name):
            yield SecondCuda(one.name, one.place, True, None)


def _has_library(build: Build, name: str) -> bool:
    """Whether the base holds what the package ``name`` brings; cuDNN only where its tag says so."""
    facts = build.final_chain[0].base_facts
    if facts is None or facts.cuda is None or ("cudnn" in name and not facts.cudnn):
        return False
    wheel = name.rpartition("-cu")[2]
    return not wheel.isdigit() or wheel == facts.cuda.partition(".")[0]


def _by_apt(build: Build) -> Iterator[SecondCuda]:
    """What apt installs of what the base has: all but the toolkit in ``runtime``, cuDNN only where the tag names it."""
    facts = build.final_chain[0].base_facts
    for stage in build.final_chain if facts else ():
        for install in stage.installs("apt"):
            for word in install.words if install.verb == "install" else ():
                name = (word.value or "").partition("=")[0]
                there = name.startswith(APT_CUDA_STARTS) and facts is not None
                if name.startswith("cuda-toolkit") or "-dev" in name:
                    there = there and facts is not None and facts.cuda_flavour == "devel"
                if there and _has_library(build, name):
                    yield SecondCuda(name, build.place(word.span), False, None)


def renamed(one: Asked, name: str) -> Fix | None:
    """The fix that puts another name for a package where it stands; None where it is not written out."""
    requirement = one.requirement
    text, place = requirement.text, one.place.span
    in_quotes = requirement.quoted and place.end - place.start == len(text) + 2
    if not (requirement.literal or in_quotes) or not text.lower().startswith(requirement.name or "?"):
        return None
    start = place.start + in_quotes
    span = Span(start, start + len(requirement.name or ""))
    return Fix(f"Install {name} instead", (Edit(Place(one.place.path, span), name),), "unsafe")
