"""conda's images, notebooks and model servers. As of 2026-11-21.

Sources: ContinuumIO/docker-images miniconda3/debian/Dockerfile, conda-forge/miniforge-images ubuntu/Dockerfile,
mamba-org/micromamba-docker debian.Dockerfile, jupyter/docker-stacks (2026-08-08). The freeze of docker.io/jupyter in
October 2023 and pixi's from memory.
"""

from __future__ import annotations

from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.base.families.facts import EntrypointKind

AS_OF = "2026-11-21"


class CondaImage(Record):
    """An image of conda's: the distribution, its entrypoint, the program that makes environments."""

    system: str
    entrypoint: tuple[str, ...] = ()
    tool: str = "conda"
    user: str = "root"
    workdir: str = "/"
    full: bool = False
    """It holds the whole distribution of packages."""


CONDA_IMAGES: dict[str, CondaImage] = {
    "continuumio/miniconda": CondaImage("debian"),
    "continuumio/miniconda3": CondaImage("debian"),
    "continuumio/anaconda": CondaImage("debian", full=True),
    "continuumio/anaconda3": CondaImage("debian", full=True),
    "conda/miniconda3": CondaImage("debian"),
    "condaforge/miniforge3": CondaImage("ubuntu", ("tini", "--")),
    "condaforge/mambaforge": CondaImage("ubuntu", ("tini", "--")),
    "condaforge/miniforge-pypy3": CondaImage("ubuntu", ("tini", "--")),
    "condaforge/mambaforge-pypy3": CondaImage("ubuntu", ("tini", "--")),
    "quay.io/condaforge/miniforge3": CondaImage("ubuntu", ("tini", "--")),
    "mcr.microsoft.com/devcontainers/anaconda": CondaImage("debian", full=True),
    "mcr.microsoft.com/devcontainers/miniconda": CondaImage("debian"),
    "mambaorg/micromamba": CondaImage("debian", ("/usr/local/bin/_entrypoint.sh",), "micromamba", "mambauser", "/tmp"),
    "ghcr.io/mamba-org/micromamba": CondaImage(
        "debian", ("/usr/local/bin/_entrypoint.sh",), "micromamba", "mambauser", "/tmp"
    ),
    "ghcr.io/prefix-dev/pixi": CondaImage("ubuntu", (), "pixi"),
}
"""By name."""

CONDA_ENV: dict[str, str | None] = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PATH": "/opt/conda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    # Until 2020, from memory.
    "TINI_VERSION": None,
}
MINIFORGE_ENV: dict[str, str | None] = {**CONDA_ENV, "CONDA_DIR": "/opt/conda"}
CONDA_ENV_IS_ALL = ("continuumio/", "condaforge/", "quay.io/condaforge/")
"""Whose images set no other variables."""

MICROMAMBA_ENV: dict[str, str | None] = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "ENV_NAME": "base",
    "MAMBA_ROOT_PREFIX": "/opt/conda",
    "MAMBA_EXE": "/bin/micromamba",
    "MAMBA_USER": "mambauser",
    "MAMBA_USER_ID": "57439",
    "MAMBA_USER_GID": "57439",
}
MICROMAMBA_SHELL = ("/usr/local/bin/_dockerfile_shell.sh",)

JUPYTER_FRAMEWORKS: dict[str, tuple[str, ...]] = {
    "pytorch-notebook": ("torch",),
    "tensorflow-notebook": ("tensorflow",),
    "all-spark-notebook": (),
    "base-notebook": (),
    "datascience-notebook": (),
    "docker-stacks-foundation": (),
    "julia-notebook": (),
    "minimal-notebook": (),
    "pyspark-notebook": (),
    "r-notebook": (),
    "scipy-notebook": (),
}
"""The stacks and the frameworks in them."""

JUPYTER_ENV: dict[str, str | None] = {
    "DEBIAN_FRONTEND": "noninteractive",
    "CONDA_DIR": "/opt/conda",
    "SHELL": "/bin/bash",
    "NB_USER": "jovyan",
    "NB_UID": "1000",
    "NB_GID": "100",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "LANGUAGE": "C.UTF-8",
    "HOME": "/home/jovyan",
    "PATH": "/opt/conda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "JUPYTER_PORT": "8888",
}
"""The older images of docker.io say en_US.UTF-8 for the languages."""


NOTEBOOK_IMAGES: dict[str, tuple[str, str | None]] = {
    "jupyterhub/jupyterhub": ("root", "/srv/jupyterhub"),
    "jupyterhub/singleuser": ("1000", "/home/jovyan"),
    "kubeflownotebookswg/jupyter": ("jovyan", "/home/jovyan"),
    "kubeflownotebookswg/jupyter-pytorch": ("jovyan", "/home/jovyan"),
    "kubeflownotebookswg/jupyter-pytorch-cuda": ("jovyan", "/home/jovyan"),
    "kubeflownotebookswg/jupyter-scipy": ("jovyan", "/home/jovyan"),
    "kubeflownotebookswg/jupyter-tensorflow": ("jovyan", "/home/jovyan"),
    "kubeflownotebookswg/jupyter-tensorflow-cuda": ("jovyan", "/home/jovyan"),
    "pangeo/base-image": ("jovyan", "/home/jovyan"),
    "pangeo/base-notebook": ("jovyan", "/home/jovyan"),
    "pangeo/ml-notebook": ("jovyan", "/home/jovyan"),
    "pangeo/pangeo-notebook": ("jovyan", "/home/jovyan"),
    "pangeo/pytorch-notebook": ("jovyan", "/home/jovyan"),
}
"""Other notebooks: user and working folder. From memory."""


class ServerImage(Record):
    """A model server's image: the program, its entrypoint's words, what it does with CMD and what is inside."""

    server: str
    entrypoint: tuple[str, ...] | None
    kind: EntrypointKind = "server"
    frameworks: tuple[str, ...] = ()
    system: str | None = None
    python: str | None = None
    """The Python's version; empty: there is none; None: not known."""
    user: str | None = "root"
    workdir: str | None = "/"
    cmd: tuple[str, ...] | None = None
    verified: bool = False
    gpu: bool | None = True


_TORCHSERVE = ServerImage(
    "torchserve",
    ("/usr/local/bin/dockerd-entrypoint.sh",),
    "evaluates",
    ("torch",),
    "ubuntu",
    None,
    "model-server",
    "/home/model-server",
    ("serve",),
    True,
    None,
)

SERVER_IMAGES: dict[str, ServerImage] = {
    "ghcr.io/huggingface/text-generation-inference": ServerImage(
        "text-generation-launcher",
        ("/tgi-entrypoint.sh",),
        frameworks=("torch",),
        system="ubuntu",
        python="3.11",
        workdir=None,
        verified=True,
    ),
    "ghcr.io/huggingface/text-embeddings-inference": ServerImage(
        "text-embeddings-router",
        ("text-embeddings-router",),
        python="",
        cmd=("--json-output",),
        workdir=None,
        verified=True,
        gpu=None,
    ),
    "ghcr.io/ggml-org/llama.cpp": ServerImage("llama-server", None, "unknown", workdir=None, gpu=None),
    "ghcr.io/ggerganov/llama.cpp": ServerImage("llama-server", None, "unknown", workdir=None, gpu=None),
    "lmsysorg/sglang": ServerImage(
        "sglang.launch_server",
        None,
        "unknown",
        ("torch", "sglang"),
        "ubuntu",
        "3.12",
        workdir="/sgl-workspace/sglang",
        verified=True,
    ),
    "localai/localai": ServerImage("local-ai", None, workdir=None, gpu=None),
    "michaelf34/infinity": ServerImage("infinity_emb", ("infinity_emb",), frameworks=("torch",), workdir="/app"),
    "ollama/ollama": ServerImage(
        "ollama", ("/bin/ollama",), system="ubuntu", python="", cmd=("serve",), verified=True, gpu=True
    ),
    "openmmlab/lmdeploy": ServerImage("lmdeploy", None, "unknown", ("torch",), "ubuntu", workdir=None),
    "openvino/model_server": ServerImage("ovms", ("/ovms/bin/ovms",), user="ovms", workdir=None, gpu=False),
    "pytorch/torchserve": _TORCHSERVE,
    "pytorch/torchserve-nightly": _TORCHSERVE,
    "pytorch/torchserve-kfs": _TORCHSERVE,
    "quay.io/go-skynet/local-ai": ServerImage("local-ai", None, workdir=None, gpu=None),
    "tensorflow/serving": ServerImage(
        "tensorflow_model_server",
        ("/usr/bin/tf_serving_entrypoint.sh",),
        frameworks=(),
        system="ubuntu",
        python="",
        gpu=None,
    ),
    "vllm/vllm-openai": ServerImage(
        "vllm",
        ("vllm", "serve"),
        frameworks=("torch", "vllm"),
        system="ubuntu",
        python="3.12",
        workdir="/vllm-workspace",
        verified=True,
    ),
    "vllm/vllm-openai-rocm": ServerImage("vllm", None, frameworks=("torch", "vllm"), system="ubuntu", workdir=None),
    "xprobe/xinference": ServerImage("xinference", None, "unknown", ("torch",), "ubuntu", workdir=None),
}
"""By name."""

SERVER_ENV: dict[str, dict[str, str | None]] = {
    "ghcr.io/huggingface/text-generation-inference": {
        "HF_HOME": "/data",
        "HF_HUB_ENABLE_HF_TRANSFER": "1",
        "PORT": "80",
        "VIRTUAL_ENV": "/usr/src/.venv/",
        "PATH": None,
    },
    "ghcr.io/huggingface/text-embeddings-inference": {"HUGGINGFACE_HUB_CACHE": "/data", "PORT": "80"},
    "ollama/ollama": {
        "OLLAMA_HOST": "0.0.0.0",
        "NVIDIA_VISIBLE_DEVICES": "all",
        "NVIDIA_DRIVER_CAPABILITIES": "compute,utility",
        "LD_LIBRARY_PATH": "/usr/local/nvidia/lib:/usr/local/nvidia/lib64",
    },
    "pytorch/torchserve": {"PYTHONUNBUFFERED": "TRUE", "TEMP": "/home/model-server/tmp", "PATH": None},
    "vllm/vllm-openai": {
        "DEBIAN_FRONTEND": "noninteractive",
        "UV_HTTP_TIMEOUT": "500",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    },
}
"""Variables that matter, by name."""
