"""conda's images and notebooks: miniconda, miniforge, micromamba, pixi; Jupyter's stacks."""

from __future__ import annotations

from mlint.image.base.families.facts import (
    BASH_PIPEFAIL,
    NO_ENTRYPOINT,
    SHELL,
    BaseFacts,
    Entrypoint,
    OperatingSystem,
)
from mlint.image.base.families.tags import cuda_version, first, python_version, system_in, tag_of
from mlint.knowledge.base_images import JUPYTER_NAMESPACES
from mlint.knowledge.notebook_images import (
    CONDA_ENV,
    CONDA_ENV_IS_ALL,
    CONDA_IMAGES,
    JUPYTER_ENV,
    JUPYTER_FRAMEWORKS,
    MICROMAMBA_ENV,
    MICROMAMBA_SHELL,
    MINIFORGE_ENV,
    NOTEBOOK_IMAGES,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlint.image.references import ImageReference


def read(image: ImageReference) -> BaseFacts | None:
    """What is known of an image with conda, or of a notebook's."""
    if image.name in CONDA_IMAGES:
        return _conda(image)
    if image.name in NOTEBOOK_IMAGES:
        return _notebook(image)
    folder, _, name = image.name.rpartition("/")
    return _jupyter(image, name) if folder in JUPYTER_NAMESPACES else None


def _conda(image: ImageReference) -> BaseFacts:
    known = CONDA_IMAGES[image.name]
    words = (tag_of(image) or "").split("-")
    named = system_in(words)
    alpine = next((OperatingSystem("alpine") for word in words if word == "alpine"), None)
    # The images that only hold a program that makes environments have no Python yet.
    empty = known.tool != "conda"
    return BaseFacts(
        image.name,
        "conda",
        verified=True,
        variant="full" if known.full else None,
        os=named or alpine or OperatingSystem(known.system),
        tools=frozenset({known.tool}) if empty else frozenset({"conda", "pip"}),
        python=not empty,
        own_python=True,
        conda=True,
        gpu=first(map(cuda_version, words)) is not None,
        accelerator="cuda" if first(map(cuda_version, words)) else None,
        cuda=first(map(cuda_version, words)),
        frameworks={} if empty or not known.full else None,
        user=known.user,
        workdir=known.workdir,
        shell=MICROMAMBA_SHELL if known.tool == "micromamba" else SHELL,
        entrypoint=Entrypoint("execs", known.entrypoint) if known.entrypoint else NO_ENTRYPOINT,
        cmd=("/bin/bash",),
        env=_conda_env(image, known.tool),
        all_env=image.name.startswith(CONDA_ENV_IS_ALL),
        from_memory=frozenset({"os"}),
    )


def _conda_env(image: ImageReference, tool: str) -> Mapping[str, str | None]:
    if tool == "conda":
        return MINIFORGE_ENV if image.repository.startswith("condaforge/") else CONDA_ENV
    return MICROMAMBA_ENV if tool == "micromamba" else {}


def _notebook(image: ImageReference) -> BaseFacts:
    """Notebooks that are none of Jupyter's stacks; which frameworks are inside their names do not tell for sure."""
    user, workdir = NOTEBOOK_IMAGES[image.name]
    gpu = True if "cuda" in image.name else None
    return BaseFacts(
        image.name,
        "notebook",
        os=OperatingSystem("ubuntu"),
        tools=frozenset({"pip"}),
        python=True,
        gpu=gpu,
        accelerator="cuda" if gpu else None,
        user=user,
        workdir=workdir,
        runtime="jupyter",
    )


def _jupyter(image: ImageReference, name: str) -> BaseFacts | None:
    """``quay.io/jupyter/scipy-notebook:python-3.11``, ``…:2024-05-27``, ``…/pytorch-notebook:cuda12-latest``."""
    if name not in JUPYTER_FRAMEWORKS:
        return None
    words = (tag_of(image) or "").split("-")
    version = None
    if "python" in words[:-1]:
        version = python_version("python" + words[words.index("python") + 1])
    gpu = any(word.startswith("cuda") for word in words)
    frozen = not image.name.startswith("quay.io")
    return BaseFacts(
        image.name,
        "notebook",
        verified=True,
        os=system_in(words) or OperatingSystem("ubuntu"),
        tools=frozenset({"conda", "mamba", "pip"}),
        python=True,
        python_version=version,
        own_python=True,
        conda=True,
        gpu=gpu,
        accelerator="cuda" if gpu else None,
        toolkit=False if gpu else None,
        frameworks=dict.fromkeys(JUPYTER_FRAMEWORKS[name]),
        user="1000",
        workdir="/home/jovyan",
        shell=BASH_PIPEFAIL,
        entrypoint=Entrypoint("execs", ("tini", "-g", "--") if frozen else ("tini", "-g", "--", "start.sh"), "jupyter"),
        cmd=("start-notebook.sh",) if frozen else ("start-notebook.py",),
        env=JUPYTER_ENV | (dict.fromkeys(("LANG", "LC_ALL", "LANGUAGE")) if frozen else {}),
        runtime="jupyter",
        from_memory=frozenset({"entrypoint", "cmd", "env"}) if frozen else frozenset(),
    )
