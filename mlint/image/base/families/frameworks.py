"""Images with a framework: pytorch/pytorch, tensorflow/tensorflow, ROCm, RunPod, Habana and what projects publish."""

from __future__ import annotations

from mlint.image.base.families.cuda import flavour_in
from mlint.image.base.families.facts import BASH_PIPEFAIL, NO_ENTRYPOINT, SHELL, BaseFacts, Entrypoint
from mlint.image.base.families.tags import (
    cuda_version,
    first,
    framework_version,
    is_version,
    numbers,
    python_version,
    system_in,
    system_named,
    tag_of,
)
from mlint.knowledge.base_images import PYTORCH_IMAGE
from mlint.knowledge.cuda_images import ENTRYPOINT, ENV
from mlint.knowledge.framework_images import (
    CUDA_VERSION_PLACE,
    FRAMEWORK_IMAGES,
    LAST_PYTORCH_WITH_CONDA,
    NAMED_FRAMEWORKS,
    PYTORCH_PYTHON,
    PYTORCH_RUNTIME_PATH,
    RUNPOD_ENV,
    TENSORFLOW_PYTHON,
    VERSION_AT_HEAD,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mlint.image.references import ImageReference

_HABANA = "vault.habana.ai/gaudi-docker/"


def read(image: ImageReference) -> BaseFacts | None:
    """What is known of an image with a framework."""
    if image.name in (PYTORCH_IMAGE, "pytorch/pytorch-nightly", "ghcr.io/pytorch/pytorch-nightly"):
        return _pytorch(image)
    if image.name == "tensorflow/tensorflow":
        return _tensorflow(image)
    if image.name.startswith(_HABANA):
        return _habana(image)
    return _published(image) if image.name in FRAMEWORK_IMAGES else None


def words_of(tag: str | None) -> list[str]:
    """The words of a tag between dashes and underscores."""
    return (tag or "").replace("_", "-").split("-")


def _pytorch(image: ImageReference) -> BaseFacts:
    """``2.5.1-cuda12.4-cudnn9-runtime``; conda up to 2.9, from 2.10 on Ubuntu's own Python."""
    words = (tag_of(image) or "").split("-")
    nightly = image.name != PYTORCH_IMAGE
    version = words[0] if is_version(words[0]) and not nightly else None
    release = numbers(version)[:2] if version else None
    flavour = flavour_in(words)
    if words == ["latest"] and not nightly and image.digest is None:
        # The newest runtime image.
        release, flavour = (99, 0), "runtime"
    cuda = first(map(cuda_version, words))
    conda = release <= LAST_PYTORCH_WITH_CONDA if release else None
    python, ubuntu = _by_release(PYTORCH_PYTHON, release)
    env: dict[str, str | None] = {
        "NVIDIA_VISIBLE_DEVICES": "all",
        "NVIDIA_DRIVER_CAPABILITIES": "compute,utility",
        "LD_LIBRARY_PATH": ENV["LD_LIBRARY_PATH"],
        "PYTORCH_VERSION": version,
        "PATH": None,
    }
    if flavour == "devel":
        env.update(CUDA_VERSION=None, NVIDIA_REQUIRE_CUDA=None)
    if flavour == "runtime" and conda:
        env["PATH"] = PYTORCH_RUNTIME_PATH
    new = release is not None and release > LAST_PYTORCH_WITH_CONDA
    sure = frozenset({"os"}) if new or release == (2, 5) else frozenset({"os", "python_version"})
    return BaseFacts(
        image.name,
        "framework",
        verified=True,
        os=system_named("ubuntu", ubuntu),
        tools=frozenset({"pip", "conda"}) if conda else frozenset({"pip"}),
        python=True,
        python_version=python,
        own_python=conda,
        conda=conda,
        gpu=True,
        accelerator="cuda",
        cuda=cuda,
        cuda_flavour=flavour,
        cudnn=True,
        toolkit=None if flavour is None else flavour == "devel",
        frameworks=dict.fromkeys(("torch", "torchvision"), None) | {"torch": version},
        user="root",
        workdir="/workspace",
        shell=SHELL,
        entrypoint=NO_ENTRYPOINT if flavour == "runtime" else Entrypoint("execs", ENTRYPOINT if flavour else None),
        env=env,
        all_env=flavour == "runtime",
        from_memory=frozenset() if new else sure,
    )


def _by_release(
    table: Iterable[tuple[tuple[int, int], tuple[int, int], str | None, str | None]], release: tuple[int, ...] | None
) -> tuple[str | None, str | None]:
    """Python and Ubuntu of a release, by a table of ranges."""
    if release is None:
        return None, None
    return next(((python, ubuntu) for start, end, python, ubuntu in table if start <= release <= end), (None, None))


def _tensorflow(image: ImageReference) -> BaseFacts:
    """``2.15.0-gpu-jupyter``, ``latest-gpu``, ``nightly``: without ``gpu`` the CPU build."""
    words = (tag_of(image) or "").split("-")
    version = words[0] if is_version(words[0]) else None
    gpu = "gpu" in words if tag_of(image) else None
    jupyter = "jupyter" in words
    python, ubuntu = _by_release(TENSORFLOW_PYTHON, numbers(version)[:2] if version else None)
    devel = "devel" in words
    return BaseFacts(
        image.name,
        "notebook" if jupyter else "framework",
        os=system_named("ubuntu", ubuntu),
        tools=frozenset({"pip"}),
        python=True,
        python_version=python,
        own_python=None if ubuntu is None else ubuntu != "20.04",
        conda=False,
        gpu=gpu,
        accelerator="cuda" if gpu else None,
        cuda_flavour="devel" if devel and gpu else None,
        cudnn=gpu,
        toolkit=gpu,
        frameworks={} if devel else {"tensorflow": version},
        user="root",
        workdir="/tf" if jupyter else "/",
        shell=SHELL,
        entrypoint=Entrypoint() if gpu else NO_ENTRYPOINT,
        env={"LANG": "C.UTF-8", **(dict.fromkeys(("LD_LIBRARY_PATH", "NVIDIA_VISIBLE_DEVICES")) if gpu else {})},
        runtime="jupyter" if jupyter else None,
    )


def _habana(image: ImageReference) -> BaseFacts:
    """``…/gaudi-docker/1.18.0/ubuntu22.04/habanalabs/pytorch-installer-2.4.0:latest``: all is in the path."""
    folders = image.repository.split("/")
    name = folders[-1]
    start = "pytorch-installer-"
    version = name.removeprefix(start) if name.startswith(start) else None
    return BaseFacts(
        image.name,
        "framework",
        os=system_in(folders),
        tools=frozenset({"pip"}),
        python=True,
        own_python=None,
        gpu=True,
        accelerator="gaudi",
        toolkit=False,
        frameworks={"torch": version if version and is_version(version) else None} if "pytorch" in name else None,
        user="root",
    )


def _published(image: ImageReference) -> BaseFacts:
    """The images of ``FRAMEWORK_IMAGES``: what the table says, and what words of the tag add."""
    known = FRAMEWORK_IMAGES[image.name]
    words = words_of(tag_of(image))
    versions = [word for word in words if is_version(word) and "." in word]
    place = CUDA_VERSION_PLACE.get(image.name)
    cuda = first(map(cuda_version, words)) if place is None else versions[place] if len(versions) > place else None
    gpu = known.gpu
    if gpu is None and known.accelerator is None:
        gpu = False if "cpu" in words or "nocuda" in words else True if cuda or "gpu" in words else None
    accelerator = known.accelerator or ("cuda" if gpu else None)
    frameworks: dict[str, str | None] = dict.fromkeys(known.frameworks) | framework_versions(words)
    at_head = VERSION_AT_HEAD.get(image.name)
    if at_head and frameworks.get(at_head) is None and versions:
        frameworks[at_head] = versions[0]
    runpod = image.name.startswith("runpod/")
    return BaseFacts(
        image.name,
        "framework",
        os=system_in(words) or (system_named(known.system, None) if known.system else None),
        tools=(frozenset({"pip"}) if known.python else frozenset()) | (frozenset({"conda"}) if known.conda else set()),
        python=known.python,
        python_version=first(map(python_version, words)),
        own_python=True if known.conda or runpod else None,
        conda=known.conda,
        gpu=gpu,
        accelerator=accelerator,
        cuda=cuda if accelerator in ("cuda", "jetson") else None,
        cuda_flavour=flavour_in([word for word in words if word != "base"]) if accelerator == "cuda" else None,
        cudnn=True if any(word.startswith("cudnn") for word in words) else None,
        frameworks=frameworks,
        user=known.user,
        workdir=known.workdir,
        shell=BASH_PIPEFAIL if runpod else None,
        entrypoint=Entrypoint("execs") if image.name == "runpod/pytorch" and flavour_in(words) else Entrypoint(),
        cmd=("/start.sh",) if image.name in ("runpod/pytorch", "runpod/base") else None,
        env=RUNPOD_ENV if runpod else {},
        runtime="runpod" if runpod else None,
    )


def framework_versions(words: Sequence[str]) -> dict[str, str | None]:
    """The frameworks that words name with their versions: ``torch280``, ``th2.6.0``, ``pytorch-release-2.6.0``."""
    found: dict[str, str | None] = {}
    for number, word in enumerate(words):
        letters = word.rstrip("0123456789.")
        name = NAMED_FRAMEWORKS.get(letters)
        if name is None:
            continue
        digits = word[len(letters) :]
        if not digits:
            behind = [one for one in words[number + 1 : number + 3] if one != "release"]
            digits = behind[0] if behind and "." in behind[0] else ""
        version = framework_version(digits)
        if version:
            found[name] = version
    return found
