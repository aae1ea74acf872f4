"""Images of clouds, conda, notebooks and model servers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.image.base.base_facts_helpers import check, facts

DLC = "763104351884.dkr.ecr.us-east-1.amazonaws.com"

IMAGES: dict[str, dict[str, Any]] = {
    f"{DLC}/pytorch-training:2.0.1-gpu-py310-cu118-ubuntu20.04-ec2": {
        "family": "framework",
        "frameworks": {"torch": "2.0.1"},
        "python_version": "3.10",
        "cuda": "11.8",
        "os": "ubuntu 20.04 focal",
        "accelerator": "cuda",
        "runtime": None,
        "user": "root",
    },
    f"{DLC}/huggingface-pytorch-inference:2.1.0-transformers4.37.0-gpu-py310-cu118-ubuntu20.04": {
        "frameworks": {"torch": "2.1.0", "transformers": "4.37.0"},
        "server": None,
    },
    f"{DLC}/pytorch-inference:2.1.0-gpu-py310-cu118-ubuntu20.04-sagemaker": {
        "runtime": "sagemaker",
        "server": "sagemaker",
    },
    f"{DLC}/pytorch-training:1.12.1-cpu-py38-ubuntu20.04-sagemaker": {"gpu": False, "runtime": "sagemaker"},
    f"{DLC}/pytorch-training-neuronx:2.7.0-neuronx-py310-sdk2.24.1-ubuntu22.04": {
        "accelerator": "neuron",
        "cuda": None,
    },
    f"{DLC}/pytorch-training:latest": {"frameworks": {"torch": None}, "gpu": None},
    f"{DLC}/djl-inference:0.28.0-cu124": {"frameworks": {}, "cuda": "12.4"},
    f"{DLC}/pytorch-training-habana:2.0-hpu-py310": {"accelerator": "gaudi"},
    "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3": {
        "runtime": "sagemaker",
        "frameworks": None,
        "verified": False,
    },
    "public.ecr.aws/deep-learning-containers/base:devel-cu130-amzn2023": {
        "family": "cuda",
        "cuda": "13.0",
        "cuda_flavour": "devel",
        "os": "amazonlinux 2023",
    },
    "public.ecr.aws/deep-learning-containers/pytorch:2.11.0-cu130-amzn2023-sagemaker": {"runtime": "sagemaker"},
    "public.ecr.aws/lambda/python:3.9": {
        "python_version": "3.9",
        "os": "amazonlinux 2",
        "package_managers": {"yum", "pip"},
        "entrypoint": "handler",
        "runtime": "lambda",
        "workdir": "/var/task",
        "gpu": False,
    },
    "public.ecr.aws/lambda/python:3.12-arm64": {
        "os": "amazonlinux 2023",
        "package_managers": {"dnf", "microdnf", "pip"},
    },
    "public.ecr.aws/lambda/python:3.12.2024.03.04": {"python_version": "3.12"},
    "public.ecr.aws/lambda/python:latest": {"python_version": None, "os": "amazonlinux"},
    "public.ecr.aws/lambda/provided:al2023": {"os": "amazonlinux 2023", "python": None, "family": "runtime"},
    "public.ecr.aws/lambda/nodejs:20": {"family": "runtime", "python_version": None},
    "public.ecr.aws/sagemaker/sagemaker-distribution:2.3-gpu": {
        "conda": True,
        "user": "sagemaker-user",
        "gpu": True,
        "runtime": "sagemaker",
    },
    "public.ecr.aws/sagemaker/sagemaker-distribution:2.3-cpu": {"gpu": False},
    "public.ecr.aws/sagemaker/sagemaker-distribution:latest": {"gpu": None},
    "gcr.io/deeplearning-platform-release/pytorch-gpu.2-1:latest": {
        "frameworks": {"torch": "2.1"},
        "gpu": True,
        "conda": True,
        "runtime": None,
    },
    "gcr.io/deeplearning-platform-release/tf2-cpu.2-12.py310": {
        "frameworks": {"tensorflow": "2.12"},
        "python_version": "3.10",
        "gpu": False,
    },
    "gcr.io/deeplearning-platform-release/base-cu110": {"frameworks": None, "cuda": "11.0"},
    "us-docker.pkg.dev/deeplearning-platform-release/gcr.io/pytorch-cu121.2-2.py310:m123": {
        "frameworks": {"torch": "2.2"},
        "cuda": "12.1",
        "python_version": "3.10",
    },
    "us-docker.pkg.dev/vertex-ai/training/pytorch-gpu.1-10:latest": {
        "frameworks": {"torch": "1.10"},
        "runtime": "vertex",
    },
    "europe-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-0:latest": {
        "family": "serving",
        "serves": True,
        "frameworks": {"scikit-learn": "1.0"},
        "runtime": "vertex-prediction",
    },
    "gcr.io/cloud-aiplatform/training/pytorch-gpu.1-7": {"frameworks": {"torch": "1.7"}, "runtime": "vertex"},
    "mcr.microsoft.com/aifx/acpt/stable-ubuntu2004-cu118-py38-torch211": {"frameworks": {"torch": "2.1.1"}},
    "us-docker.pkg.dev/vertex-ai/training/tf-tpu.2-15": {"accelerator": "tpu", "gpu": None},
    "mcr.microsoft.com/azureml/openmpi4.1.0-cuda11.8-cudnn8-ubuntu22.04": {
        "cuda": "11.8",
        "os": "ubuntu 22.04 jammy",
        "conda": True,
        "runtime": "azureml",
        "gpu": True,
    },
    "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04:latest": {"gpu": None, "family": "conda"},
    "mcr.microsoft.com/azureml/curated-pytorch-gpu:1": {
        "accelerator": "cuda",
        "gpu": True,
        "frameworks": {"torch": None},
    },
    "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference": {
        "family": "serving",
        "gpu": False,
        "accelerator": None,
    },
    "mcr.microsoft.com/aifx/acpt/stable-ubuntu2204-cu121-py310-torch22x:biweekly": {
        "family": "framework",
        "cuda": "12.1",
        "python_version": "3.10",
        "frameworks": {"torch": None},
    },
    "r8.im/cog-base:cuda12.1-python3.11-torch2.3.1": {
        "cuda": "12.1",
        "python_version": "3.11",
        "frameworks": {"torch": "2.3.1"},
        "os": "ubuntu",
    },
    "r8.im/cog-base:python3.12": {"gpu": False, "os": "debian"},
    "continuumio/miniconda3": {
        "family": "conda",
        "conda": True,
        "python": True,
        "python_version": None,
        "user": "root",
        "entrypoint": "none",
        "variant": None,
        "frameworks": {},
    },
    "continuumio/anaconda3:2024.10-1": {"variant": "full", "frameworks": None},
    "continuumio/miniconda3:4.10.3-alpine": {"os": "alpine"},
    "condaforge/miniforge3:24.7.1-0": {"entrypoint": "execs", "os": "ubuntu"},
    "mambaorg/micromamba:2.0-cuda12.1.1-ubuntu22.04": {
        "user": "mambauser",
        "python": False,
        "gpu": True,
        "cuda": "12.1.1",
        "shell": ("/usr/local/bin/_dockerfile_shell.sh",),
        "workdir": "/tmp",
        "tools": {"micromamba"},
    },
    "ghcr.io/prefix-dev/pixi:0.40.0-bookworm": {"os": "debian 12 bookworm", "tools": {"pixi"}, "env": {}},
    "quay.io/jupyter/scipy-notebook:python-3.11": {
        "family": "notebook",
        "python_version": "3.11",
        "user": "1000",
        "workdir": "/home/jovyan",
        "entrypoint": "execs",
        "server": "jupyter",
        "cmd": ("start-notebook.py",),
        "shell": ("/bin/bash", "-o", "pipefail", "-c"),
        "gpu": False,
    },
    "quay.io/jupyter/pytorch-notebook:cuda12-latest": {"gpu": True, "frameworks": {"torch": None}},
    "quay.io/jupyter/base-notebook:python": {"python_version": None},
    "jupyter/minimal-notebook:ubuntu-22.04": {"cmd": ("start-notebook.sh",)},
    "pangeo/pangeo-notebook:2024.01.15": {"user": "jovyan", "runtime": "jupyter", "gpu": None},
    "kubeflownotebookswg/jupyter-pytorch-cuda:v1.8.0": {"gpu": True},
    "vllm/vllm-openai:v0.8.4": {
        "family": "serving",
        "serves": True,
        "entrypoint": "server",
        "server": "vllm",
        "frameworks": {"torch": None, "vllm": "0.8.4"},
        "gpu": True,
        "workdir": "/vllm-workspace",
    },
    "vllm/vllm-openai-rocm:latest": {"accelerator": "rocm"},
    "ghcr.io/huggingface/text-generation-inference:2.0.1": {
        "server": "text-generation-launcher",
        "python_version": "3.11",
    },
    "ghcr.io/huggingface/text-embeddings-inference:cpu-1.5": {"gpu": False, "python": False, "cmd": ("--json-output",)},
    "ollama/ollama": {"server": "ollama", "cmd": ("serve",), "python": False, "frameworks": {}},
    "ollama/ollama:rocm": {"accelerator": "rocm"},
    "pytorch/torchserve:0.9.0-gpu": {
        "user": "model-server",
        "entrypoint": "evaluates",
        "server": "torchserve",
        "runtime": "torchserve",
        "gpu": True,
        "workdir": "/home/model-server",
    },
    "pytorch/torchserve:latest-cpu": {"gpu": False, "accelerator": None},
    "pytorch/torchserve-nightly": {"gpu": None, "entrypoint": "evaluates"},
    "tensorflow/serving:2.15.0-gpu": {"gpu": True, "python": False},
    "lmsysorg/sglang:v0.5.5-cu129": {
        "frameworks": {"torch": None, "sglang": None},
        "cuda": "12.9",
        "entrypoint": "unknown",
    },
}


@pytest.mark.parametrize("text", IMAGES)
def test_images(text: str) -> None:
    check(text, IMAGES[text])


def test_variables() -> None:
    assert facts("pytorch/torchserve-nightly").env["PYTHONUNBUFFERED"] == "TRUE"
    assert facts("ollama/ollama").env["OLLAMA_HOST"] == "0.0.0.0"
    assert facts("quay.io/jupyter/base-notebook").env["LANG"] == "C.UTF-8"
    assert facts("jupyter/base-notebook").env["LANG"] is None
    assert facts("mambaorg/micromamba").env["MAMBA_ROOT_PREFIX"] == "/opt/conda"
    assert facts("condaforge/miniforge3").env["CONDA_DIR"] == "/opt/conda"
    assert "CONDA_DIR" not in facts("continuumio/miniconda3").env
    assert facts("public.ecr.aws/lambda/python:3.12").env["LAMBDA_TASK_ROOT"] == "/var/task"
