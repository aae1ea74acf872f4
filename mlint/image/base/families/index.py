"""Which family to ask about an image, so that only its module is imported, and none for an image that nobody knows.

An entry says whom to ask and nothing about the image: the families decide. A star stands for any rest of the name.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.image.references import ImageReference

FAMILIES: dict[str, str] = {
    "python": """
        python pypy
        apache/airflow astral/uv bitnami/python cgr.dev/chainguard/python cimg/python circleci/python
        ghcr.io/astral-sh/uv ghcr.io/mlflow/mlflow openeuler/python opea/comps-base prefecthq/prefect tiangolo/*
        mcr.microsoft.com/azure-functions/python mcr.microsoft.com/devcontainers/python
        mcr.microsoft.com/playwright/python mcr.microsoft.com/vscode/devcontainers/python
    """,
    "systems": """
        almalinux alpine amazonlinux archlinux buildpack-deps busybox centos debian fedora neurodebian oraclelinux
        photon rockylinux ubuntu
        fedora/* openeuler/openeuler opensuse/* quay.io/centos/* quay.io/fedora/* rockylinux/*
        gcr.io/distroless/* public.ecr.aws/lts/* redhat/* registry.access.redhat.com/* registry.redhat.io/*
        mcr.microsoft.com/azurelinux/* mcr.microsoft.com/cbl-mariner/* mcr.microsoft.com/dotnet/framework/*
        mcr.microsoft.com/windows*
    """,
    "cuda": "nvidia/cuda dustynv/* nvcr.io/nvidia/l4t-*",
    "frameworks": """
        anibali/* anyscale/* ascendai/* axolotlai/* cnstark/* deepspeed/* fastdotai/* hiyouga/* hpcaitech/*
        huggingface/* intel/* lmsysorg/sglang-base mosaicml/* openvino/ubuntu* paddlepaddle/* projectmonai/*
        pytorch/manylinux-builder pytorch/pytorch pytorch/pytorch-nightly pytorchlightning/* rapidsai/* rayproject/*
        roboflow/* rocm/* runpod/* tensorflow/build tensorflow/tensorflow ultralytics/* unsloth/* unslothai/* verlai/*
        winglian/*
        gcr.io/kaggle-gpu-images/* gcr.io/kaggle-images/* gcr.io/tpu-pytorch/* ghcr.io/pytorch/*
        nvcr.io/nvidia/rapidsai/* quay.io/ascend/* us-central1-docker.pkg.dev/tpu-pytorch-releases/*
        us-docker.pkg.dev/colab-images/* vault.habana.ai/*
    """,
    "nvidia": "nvcr.io/nvidia/*",
    "notebooks": """
        conda/* condaforge/* continuumio/* jupyter/* jupyterhub/* kubeflownotebookswg/* mambaorg/* pangeo/*
        ghcr.io/mamba-org/* ghcr.io/prefix-dev/* quay.io/condaforge/* quay.io/jupyter/*
        mcr.microsoft.com/devcontainers/anaconda mcr.microsoft.com/devcontainers/miniconda
    """,
    "runtimes": """
        bash caddy docker eclipse-temurin elixir gcc golang haproxy httpd julia mariadb maven memcached mongo mysql
        nginx node openjdk perl php postgres r-base rabbitmq redis ros ruby rust swift traefik
        bufbuild/* google/cloud-sdk grafana/* nginxinc/* openeuler/nginx openeuler/node osrf/* pgvector/* qdrant/*
        rocker/* gcr.io/google.com/cloudsdktool/*
        mcr.microsoft.com/devcontainers/base mcr.microsoft.com/vscode/devcontainers/base
    """,
    "servers": """
        localai/* lmsysorg/sglang michaelf34/* ollama/* openmmlab/* openvino/model_server pytorch/torchserve*
        tensorflow/serving vllm/* xprobe/*
        ghcr.io/ggerganov/* ghcr.io/ggml-org/* ghcr.io/huggingface/* quay.io/go-skynet/*
    """,
    "clouds": """
        europe-docker.pkg.dev/vertex-ai/* asia-docker.pkg.dev/vertex-ai/* us-docker.pkg.dev/vertex-ai/*
        gcr.io/cloud-aiplatform/* gcr.io/deeplearning-platform-release/*
        us-docker.pkg.dev/deeplearning-platform-release/* mcr.microsoft.com/aifx/* mcr.microsoft.com/azureml/*
        public.ecr.aws/deep-learning-containers/* public.ecr.aws/lambda/* public.ecr.aws/sagemaker/* r8.im/cog-base
    """,
}
"""Of two entries with a star that fit, the first counts."""


def _entries(stars: bool) -> Iterator[tuple[str, str]]:
    for family, entries in FAMILIES.items():
        yield from ((one.rstrip("*"), family) for one in entries.split() if one.endswith("*") is stars)


_NAMES = dict(_entries(stars=False))
_STARTS = tuple(_entries(stars=True))


def family_of(image: ImageReference) -> str | None:
    """The module that may know the image; None for an image that no family knows."""
    if ".dkr.ecr." in image.registry:
        return "clouds"  # of AWS, one registry for every account and region
    name = image.name
    return _NAMES.get(name) or next((family for start, family in _STARTS if name.startswith(start)), None)
