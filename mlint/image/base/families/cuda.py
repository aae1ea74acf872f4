"""CUDA and nothing above: nvidia/cuda and its kin, and the images of NVIDIA's Jetson boards."""

from __future__ import annotations

from mlint.image.base.families.facts import NO_ENTRYPOINT, SHELL, BaseFacts, Entrypoint
from mlint.image.base.families.tags import first, is_version, numbers, system_in, system_named, tag_of
from mlint.knowledge.base_images import CUDA_IMAGE
from mlint.knowledge.cuda_images import (
    CUDNN_WORDS,
    ENTRYPOINT,
    ENV,
    FIRST_WITH_ENTRYPOINT,
    FLAVOURS,
    JETSON_FRAMEWORKS,
    JETSON_RELEASES,
    SYSTEMS,
)
from mlint.knowledge.systems import SYSTEM_PYTHON
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.image.base.families.facts import Flavour
    from mlint.image.references import ImageReference


class CudaTag(Record):
    """The parts of a tag of nvidia/cuda; ``rest`` holds words that none of them takes."""

    version: str | None
    cudnn: str | None
    flavour: Flavour | None
    system: str | None
    rest: tuple[str, ...]


def read_cuda_tag(tag: str) -> CudaTag:
    """``12.4.1-cudnn-runtime-ubuntu22.04`` taken apart; the words may stand in any order behind the version."""
    version, *words = tag.split("-")
    taken = {word for word in words if word in CUDNN_WORDS or word in FLAVOURS or word in SYSTEMS}
    return CudaTag(
        version if is_version(version) else None,
        next((word for word in words if word in CUDNN_WORDS), None),
        flavour_in(words),
        next((word for word in words if word in SYSTEMS), None),
        tuple(word for word in words if word not in taken) + (() if is_version(version) else (version,)),
    )


def flavour_in(words: Sequence[str]) -> Flavour | None:
    """The flavour of CUDA that one of the words names."""
    flavours: tuple[Flavour, ...] = ("devel", "runtime", "base")
    return next((flavour for flavour in flavours if flavour in words), None)


def read(image: ImageReference) -> BaseFacts | None:
    """What is known of an image with CUDA and nothing above it."""
    if image.name == CUDA_IMAGE:
        return _cuda(image)
    folder, _, name = image.name.rpartition("/")
    if folder == "nvcr.io/nvidia" and name.startswith("l4t-"):
        return _jetson(image, name.removeprefix("l4t-"))
    if folder == "dustynv":
        return _jetson(image, name.removeprefix("l4t-"))
    return None


def _cuda(image: ImageReference) -> BaseFacts:
    tag = read_cuda_tag(tag_of(image) or "")
    entrypoint = Entrypoint()
    if tag.flavour:
        # The older ones have none, which comes to the same.
        new = tag.version is not None and numbers(tag.version) >= FIRST_WITH_ENTRYPOINT
        entrypoint = NO_ENTRYPOINT if tag.flavour == "base" else Entrypoint("execs", ENTRYPOINT if new else None)
    env = {**ENV, "CUDA_VERSION": tag.version if tag.version and len(numbers(tag.version)) == 3 else None}
    if tag.version is None or numbers(tag.version) >= (13,):
        env["LD_LIBRARY_PATH"] = None
    return BaseFacts(
        image.name,
        "cuda",
        verified=True,
        os=system_in([tag.system]) if tag.system else None,
        python=False,
        own_python=False,
        conda=False,
        gpu=True,
        accelerator="cuda",
        cuda=tag.version,
        cuda_flavour=tag.flavour,
        cudnn=tag.cudnn is not None if tag.flavour else None,
        toolkit=True,
        frameworks={},
        user="root",
        workdir="/",
        shell=SHELL,
        entrypoint=entrypoint,
        env=env,
    )


def _jetson(image: ImageReference, name: str) -> BaseFacts:
    """``l4t-pytorch:r35.2.1-pth2.0-py3``, ``dustynv/pytorch:2.1-r36.2.0``: the board's release tells the rest."""
    words = (tag_of(image) or "").split("-")
    release = first(word for word in words if word.startswith("r") and is_version(word[1:]))
    ubuntu = JETSON_RELEASES.get(release[1:].partition(".")[0]) if release else None
    system = system_named("ubuntu", ubuntu)
    frameworks = JETSON_FRAMEWORKS.get(name)
    return BaseFacts(
        image.name,
        "framework" if frameworks else "cuda",
        os=system,
        tools=frozenset({"pip"}) if frameworks else frozenset(),
        python=True if frameworks else None,
        python_version=SYSTEM_PYTHON.get((system.name, system.version)) if frameworks else None,
        own_python=False if image.registry == "nvcr.io" else None,
        conda=False,
        gpu=True,
        accelerator="jetson",
        cuda=words[0] if name == "cuda" and is_version(words[0]) else None,
        cuda_flavour=flavour_in(words),
        toolkit=True if name in ("cuda", "jetpack", "ml", "pytorch", "tensorflow") else None,
        frameworks={**dict.fromkeys(frameworks), **_jetson_versions(words)} if frameworks else None,
        user="root",
    )


def _jetson_versions(words: Sequence[str]) -> dict[str, str | None]:
    """The versions that words such as ``pth2.0`` and ``tf2.11`` give."""
    found: dict[str, str | None] = {}
    for name, start in (("torch", "pth"), ("tensorflow", "tf")):
        for word in words:
            if word.startswith(start) and is_version(word.removeprefix(start)):
                found[name] = word.removeprefix(start)
    return found
