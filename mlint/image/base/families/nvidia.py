"""NVIDIA's images at nvcr.io: the frameworks, dated YY.MM, and Triton."""

from __future__ import annotations

from mlint.image.base.families.facts import SHELL, BaseFacts, Entrypoint, OperatingSystem
from mlint.image.base.families.tags import is_version, system_named, tag_of
from mlint.knowledge.cuda_images import ENTRYPOINT
from mlint.knowledge.framework_images import (
    NGC_CONDA,
    NGC_CONSTRAINT_SINCE,
    NGC_ENV,
    NGC_FRAMEWORKS,
    NGC_PYTORCH,
    NGC_PYTORCH_VERIFIED,
    NGC_SYSTEMS,
    NGC_TRITON,
)
from mlint.knowledge.systems import SYSTEM_PYTHON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.references import ImageReference

_PREFIX = "nvcr.io/nvidia/"
_SYSTEM_FRAMEWORKS = frozenset({"pytorch", "tensorflow"})
"""Those of which it is known that they follow ``NGC_SYSTEMS``."""


def read(image: ImageReference) -> BaseFacts | None:
    """What is known of a framework's or a server's image of NVIDIA."""
    if not image.name.startswith(_PREFIX):
        return None
    name = image.name.removeprefix(_PREFIX)
    if name in NGC_TRITON:
        return _triton(image)
    return _framework(image, name) if name in NGC_FRAMEWORKS else None


def release_in(tag: str | None) -> str | None:
    """The YY.MM of a tag: ``25.01-py3`` -> ``25.01``."""
    word = (tag or "").partition("-")[0]
    parts = word.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 and is_version(word) and len(parts[0]) == len(parts[1]) == 2 else None


def _framework(image: ImageReference, name: str) -> BaseFacts:
    release = release_in(tag_of(image))
    versions: dict[str, str | None] = dict.fromkeys(NGC_FRAMEWORKS[name])
    known = NGC_PYTORCH.get(release or "") if name == "pytorch" else None
    if known:
        versions["torch"] = known.torch
    system = _system(release) if name in _SYSTEM_FRAMEWORKS else None
    conda = _has_conda(release) if name == "pytorch" else False if name == "tensorflow" else None
    env = dict(NGC_ENV)
    if name == "pytorch" and release:
        env["PIP_BREAK_SYSTEM_PACKAGES"] = "1" if release >= NGC_CONSTRAINT_SINCE else None
        if release >= NGC_CONSTRAINT_SINCE:
            env["PIP_CONSTRAINT"] = "/etc/pip/constraint.txt"
    elif name != "tensorflow":
        # The newer ones of the others are built on the same base; whether they set these is not known.
        env.update(PIP_BREAK_SYSTEM_PACKAGES=None, PIP_CONSTRAINT=None)
    unsure = {"user", "cuda"} if name == "pytorch" else {"user", "cuda", "workdir", "entrypoint", "env", "frameworks"}
    if release not in NGC_PYTORCH_VERIFIED:
        unsure |= {"frameworks", "python_version", "os"}
    return BaseFacts(
        image.name,
        "framework",
        verified=True,
        os=system or OperatingSystem("ubuntu"),
        tools=frozenset({"pip", "conda"}) if conda else frozenset({"pip"}),
        python=True if versions or name == "tensorrt" else None,
        python_version=SYSTEM_PYTHON.get((system.name, system.version)) if system else None,
        own_python=True if conda else conda,
        conda=conda,
        gpu=True,
        accelerator="cuda",
        cuda=known.cuda if known else None,
        cuda_flavour="devel" if name in _SYSTEM_FRAMEWORKS else None,
        cudnn=True if versions else None,
        toolkit=True,
        frameworks=versions or None,
        user="root",
        workdir="/workspace",
        shell=SHELL,
        entrypoint=Entrypoint("execs", ENTRYPOINT),
        env=env,
        from_memory=frozenset(unsure),
    )


def _system(release: str | None) -> OperatingSystem | None:
    if release is None:
        return None
    found = next((ubuntu for start, end, ubuntu in NGC_SYSTEMS if start <= release <= end), None)
    return system_named("ubuntu", found) if found else None


def _has_conda(release: str | None) -> bool | None:
    last, first_without = NGC_CONDA
    if release is None or last < release < first_without:
        return None
    return release <= last


def _triton(image: ImageReference) -> BaseFacts:
    """``tritonserver:24.01-py3``; its entrypoint executes its arguments, ``tritonserver …`` or others."""
    words = (tag_of(image) or "").split("-")
    release = release_in(image.tag)
    client = "sdk" in words or "clientsdk" in words
    return BaseFacts(
        image.name,
        "framework" if client else "serving",
        verified=True,
        variant="minimal" if "min" in words else None,
        os=_system(release) or OperatingSystem("ubuntu"),
        tools=frozenset({"pip"}),
        python=True,
        own_python=False,
        conda=False,
        gpu=True,
        accelerator="cuda",
        cudnn=True,
        toolkit=None,
        frameworks=None,
        user="root",
        workdir="/workspace" if client else "/opt/tritonserver",
        shell=SHELL,
        entrypoint=Entrypoint("execs", ENTRYPOINT),
        env={"NVIDIA_VISIBLE_DEVICES": None, "LD_LIBRARY_PATH": None, "PATH": None, "CUDA_VERSION": None},
        from_memory=frozenset({"os", "workdir", "own_python", "conda"}),
    )
