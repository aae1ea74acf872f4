"""Which references are known images, and what follows from their distribution."""

from __future__ import annotations

import pytest

from mlint.image.base.base_facts import BaseFacts, OperatingSystem, base_facts, original
from mlint.image.references import ImageReference, parse_reference
from tests.image.base.base_facts_helpers import facts, maybe_facts


@pytest.mark.parametrize(
    "text",
    [
        "my-app",
        "python3.8",
        "python3.8:slim",
        "nobody/python:3.12-slim",
        "registry.example.com/python:3.12-slim",
        "localhost:5000/python:3.12",
        "registry.example.com:5000/nvidia/cuda:12.4.1-base-ubuntu22.04",
        "quay.io/pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime",
        "ghcr.io/nvidia/cuda:12.4.1-base-ubuntu22.04",
        "nvcr.io/nvidia/unheard-of:24.01-py3",
        "nvcr.io/nim/meta/llama3:1.0",
        "public.ecr.aws/nobody/python:3.12",
        "111122223333.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.0.1-gpu-py310-cu118-ubuntu20.04-ec2",
        "763104351884.dkr.ecr.us-east-1.example.com/pytorch-training:2.0.1-gpu-py310",
        "763104351884.amazonaws.com/pytorch-training:2.0.1-gpu-py310",
        "registry.access.redhat.com/rhel7",
        "registry.access.redhat.com/ubiquity/x",
        "mcr.microsoft.com/dotnet/sdk:8.0",
        "quay.io/jupyter/unheard-of-notebook",
        "jupyter/repo2docker",
        "dustyn/pytorch:r36",
        "astral-sh/uv:latest",
    ],
)
def test_unknown_images(text: str) -> None:
    assert maybe_facts(text) is None


def test_variables_left() -> None:
    for text in ("python:${VERSION}-slim", "nvidia/cuda:12.4.1-$FLAVOUR-ubuntu22.04"):
        registry_, _, rest = text.partition(":")
        repository = registry_ if "/" in registry_ else f"library/{registry_}"
        assert base_facts(ImageReference(text, "docker.io", repository, rest, None)) is None


@pytest.mark.parametrize(
    ("copy", "image"),
    [
        ("nvcr.io/nvidia/cuda:12.4.1-base-ubuntu22.04", "nvidia/cuda"),
        ("public.ecr.aws/docker/library/python:3.12-slim", "python"),
        ("mirror.gcr.io/library/python:3.12-slim", "python"),
        ("mirror.gcr.io/pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime", "pytorch/pytorch"),
        ("docker.io/library/ubuntu:22.04", "ubuntu"),
        ("index.docker.io/library/ubuntu:22.04", "ubuntu"),
        ("arm64v8/python:3.12-slim", "python"),
        ("public.ecr.aws/amazonlinux/amazonlinux:2023", "amazonlinux"),
        ("amazon/aws-lambda-python:3.12", "public.ecr.aws/lambda/python"),
        ("quay.io/jupyter/scipy-notebook:latest", "quay.io/jupyter/scipy-notebook"),
        ("jupyter/scipy-notebook:latest", "jupyter/scipy-notebook"),
    ],
)
def test_mirrors(copy: str, image: str) -> None:
    assert facts(copy).image == image


def test_a_mirror_keeps_tag_and_digest() -> None:
    reference = parse_reference("public.ecr.aws/docker/library/python:3.12@sha256:0123")
    assert reference
    assert original(reference)[1:] == ("docker.io", "library/python", "3.12", "sha256:0123")


@pytest.mark.parametrize(
    ("text", "sh", "managers", "managed"),
    [
        ("debian:bookworm-slim", "dash", {"apt"}, True),
        ("debian:11", "dash", {"apt"}, False),
        ("debian:sid", "dash", {"apt"}, None),
        ("ubuntu:22.04", "dash", {"apt"}, False),
        ("ubuntu:23.04", "dash", {"apt"}, True),
        ("ubuntu@sha256:0123", "dash", {"apt"}, None),
        ("alpine:3.18", "busybox", {"apk"}, False),
        ("alpine:3.20.1", "busybox", {"apk"}, True),
        ("amazonlinux:2", "bash", {"yum"}, False),
        ("amazonlinux:2018.03", "bash", {"yum"}, False),
        ("amazonlinux:2023", "bash", {"dnf", "yum"}, False),
        ("centos:7", "bash", {"yum"}, False),
        ("rockylinux:9.3", "bash", {"dnf", "yum"}, False),
        ("fedora:43", "bash", {"dnf", "yum"}, None),
        ("registry.access.redhat.com/ubi9/ubi-minimal:9.6", "bash", {"microdnf"}, False),
        ("registry.access.redhat.com/ubi9/ubi-micro:9.6", "bash", set(), False),
        ("gcr.io/distroless/static-debian12", None, set(), None),
        ("busybox", "busybox", set(), None),
        ("nvidia/cuda:12.6.3-base-ubuntu24.04", "dash", {"apt"}, True),
        ("nvidia/cuda:12.6.3-base-ubi9", "bash", {"dnf", "yum"}, False),
        ("python:3.12-slim", "dash", {"apt", "pip"}, False),
        ("continuumio/miniconda3", "dash", {"apt", "conda", "pip"}, False),
        ("nvcr.io/nvidia/l4t-cuda:12.6.11-runtime", "dash", {"apt"}, None),
        ("mcr.microsoft.com/windows/servercore:ltsc2022", None, set(), None),
    ],
)
def test_what_the_distribution_tells(text: str, sh: str | None, managers: set[str], managed: bool | None) -> None:
    found = facts(text)
    assert found.sh == sh
    assert found.package_managers == frozenset(managers)
    assert found.externally_managed == managed


def test_unknown_distribution() -> None:
    found = BaseFacts("x", "framework", own_python=False)
    assert (found.sh, found.externally_managed, found.package_managers) == (None, None, frozenset())
    odd = BaseFacts("x", "os", os=OperatingSystem("haiku", "r1"), own_python=False)
    assert (odd.sh, odd.externally_managed) == (None, None)


def test_what_is_sure() -> None:
    old = facts("pytorch/pytorch:2.3.0-cuda12.1-cudnn8-runtime")
    assert old.sure_of("conda")
    assert not old.sure_of("python_version")
    assert not facts("tensorflow/tensorflow:2.15.0-gpu").sure_of("user")
    assert facts("python:3.12-slim").sure_of("os")


@pytest.mark.parametrize(
    ("text", "signs", "accelerator", "user"),
    [
        ("python:3.12-slim", "+++----", None, "root"),
        ("python:2.7", "+++----", None, "root"),
        ("ghcr.io/astral-sh/uv:python3.12-bookworm", "+++----", None, "root"),
        ("ghcr.io/astral-sh/uv:0.8.4", "+-?----", None, "root"),
        ("pypy:3.10", "-++----", None, "root"),
        ("tiangolo/uvicorn-gunicorn-fastapi:python3.11", "+++----", None, "root"),
        ("apache/airflow:2.7.1-python3.10", "-++----", None, "50000"),
        ("ubuntu:22.04", "+------", None, "root"),
        ("registry.access.redhat.com/ubi9/python-311", "-++----", None, "1001"),
        ("registry.access.redhat.com/ubi9/ubi", "-?-----", None, "root"),
        ("gcr.io/distroless/python3-debian12", "-+-----", None, "root"),
        ("gcr.io/distroless/cc-debian12", "--?----", None, "root"),
        ("nvidia/cuda:12.4.1-base-ubuntu22.04", "+---+-+", "cuda", "root"),
        ("nvcr.io/nvidia/l4t-pytorch:r35.2.1-pth2.0-py3", "-+--+?+", "jetson", "root"),
        ("nvcr.io/nvidia/pytorch:25.12-py3", "++--+++", "cuda", "root"),
        ("nvcr.io/nvidia/tritonserver:24.01-py3", "++--++?", "cuda", "root"),
        ("pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime", "++++++-", "cuda", "root"),
        ("tensorflow/tensorflow:2.15.0-gpu", "-++-+++", "cuda", "root"),
        ("rocm/pytorch:latest", "-+??+??", "rocm", "root"),
        ("runpod/pytorch:2.8.0-py3.11-cuda12.8.1-cudnn-devel-ubuntu22.04", "-++-++?", "cuda", "root"),
        (
            "vault.habana.ai/gaudi-docker/1.18.0/ubuntu22.04/habanalabs/pytorch-installer-2.4.0:latest",
            "-+??+?-",
            "gaudi",
            "root",
        ),
        ("continuumio/miniconda3", "++++---", None, "root"),
        ("mambaorg/micromamba", "+-++---", None, "mambauser"),
        ("pangeo/pangeo-notebook", "-+?????", None, "jovyan"),
        ("quay.io/jupyter/pytorch-notebook:cuda12-latest", "+++++?-", "cuda", "1000"),
        ("node:22-slim", "-------", None, "root"),
        ("golang:1.22", "-?-----", None, "root"),
        ("ollama/ollama", "+-?-+??", "cuda", "root"),
        ("vllm/vllm-openai:latest", "+++-+??", "cuda", "root"),
        ("pytorch/torchserve:0.9.0-gpu", "+++-+??", "cuda", "model-server"),
        (
            "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.0.1-gpu-py310-cu118-ubuntu20.04-ec2",
            "++??+++",
            "cuda",
            "root",
        ),
        ("public.ecr.aws/lambda/python:3.12", "-++----", None, "root"),
        ("public.ecr.aws/sagemaker/sagemaker-distribution:2.3-gpu", "+++++??", "cuda", "sagemaker-user"),
        ("gcr.io/deeplearning-platform-release/pytorch-gpu.2-1:latest", "-++++?+", "cuda", "root"),
        ("us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-0:latest", "-+??---", None, None),
        ("mcr.microsoft.com/azureml/openmpi4.1.0-cuda11.8-cudnn8-ubuntu22.04", "-+++++?", "cuda", "root"),
        ("r8.im/cog-base:cuda12.1-python3.11-torch2.3.1", "-++-+?+", "cuda", "root"),
    ],
)
def test_what_is_inside(text: str, signs: str, accelerator: str | None, user: str | None) -> None:
    """A sign a field: yes, no or unknown."""
    found = facts(text)
    fields = ("verified", "python", "own_python", "conda", "gpu", "cudnn", "toolkit")
    assert "".join({True: "+", False: "-", None: "?"}[getattr(found, field)] for field in fields) == signs
    assert (found.accelerator, found.user) == (accelerator, user)


def test_names_of_mirrors_keep_other_images_apart() -> None:
    assert maybe_facts("public.ecr.aws/docker/nobody/python:3.12") is None
    assert maybe_facts("mirror.gcr.io/nobody/x:1") is None
