"""Images that start a model server: vLLM, TGI, TEI, TorchServe, Ollama, TensorFlow Serving …"""

from __future__ import annotations

from mlint.image.base.families.facts import SHELL, BaseFacts, Entrypoint, OperatingSystem
from mlint.image.base.families.tags import cuda_version, first, is_version, system_in, tag_of
from mlint.knowledge.notebook_images import SERVER_ENV, SERVER_IMAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.references import ImageReference


def read(image: ImageReference) -> BaseFacts | None:
    """What is known of a model server's image."""
    known = SERVER_IMAGES.get(image.name)
    if known is None:
        return None
    words = (tag_of(image) or "").split("-")
    gpu = False if "cpu" in words else True if {"gpu", "cuda"}.intersection(words) else known.gpu
    rocm = "rocm" in words or image.name.endswith("-rocm")
    frameworks: dict[str, str | None] = dict.fromkeys(known.frameworks)
    version = words[0].removeprefix("v")
    if known.server in frameworks and is_version(version):
        frameworks[known.server] = version
    torchserve = known.server == "torchserve"
    python = None if known.python is None else known.python != ""
    return BaseFacts(
        image.name,
        "serving",
        verified=known.verified,
        os=system_in(words) or (OperatingSystem(known.system) if known.system else None),
        tools=frozenset({"pip"}) if known.frameworks else frozenset(),
        python=True if known.frameworks else python,
        python_version=known.python or None,
        own_python=True if known.frameworks else None,
        conda=False if known.verified else None,
        gpu=gpu,
        accelerator=("rocm" if rocm else "cuda") if gpu else None,
        cuda=first(map(cuda_version, words)),
        frameworks=frameworks,
        user=known.user,
        workdir=known.workdir,
        shell=SHELL,
        entrypoint=Entrypoint(known.kind, known.entrypoint, known.server),
        cmd=known.cmd,
        env=SERVER_ENV.get("pytorch/torchserve" if torchserve else image.name, {}),
        serves=True,
        runtime="torchserve" if torchserve else None,
        from_memory=frozenset({"os", "python_version", "own_python", "entrypoint"})
        if known.server == "vllm"
        else frozenset({"os"}),
    )
