"""CUDA, NVIDIA's frameworks, Jetson; pytorch/pytorch, tensorflow/tensorflow and what projects publish."""

from __future__ import annotations

from typing import Any

import pytest

from tests.image.base.base_facts_helpers import check, facts

CUDA: dict[str, dict[str, Any]] = {
    "nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04": {
        "family": "cuda",
        "cuda": "12.4.1",
        "cuda_flavour": "devel",
        "cudnn": True,
        "os": "ubuntu 22.04 jammy",
        "python": False,
        "gpu": True,
        "accelerator": "cuda",
        "toolkit": True,
        "frameworks": {},
        "user": "root",
        "workdir": "/",
        "entrypoint": "execs",
    },
    "nvidia/cuda:12.4.1-base-ubuntu22.04": {"cuda_flavour": "base", "cudnn": False, "entrypoint": "none"},
    "nvidia/cuda:12.2.2-cudnn8-runtime-ubi8": {"cuda_flavour": "runtime", "cudnn": True, "os": "ubi 8"},
    "nvidia/cuda:12.9.1-runtime-amzn2023": {"os": "amazonlinux 2023"},
    "nvidia/cuda:11.8-runtime-ubuntu22.04": {"cuda": "11.8", "cuda_flavour": "runtime"},
    "nvidia/cuda:9.0-cudnn7-devel-ubuntu16.04": {"os": "ubuntu 16.04 xenial", "cudnn": True},
    "nvidia/cuda:13.0.0-tensorrt-devel-ubuntu24.04": {"cuda_flavour": "devel", "os": "ubuntu 24.04 noble"},
    "nvidia/cuda": {"cuda": None, "cuda_flavour": None, "cudnn": None, "os": None, "entrypoint": "unknown"},
    "nvidia/cuda@sha256:0123": {"cuda": None, "gpu": True},
    "nvcr.io/nvidia/l4t-jetpack:r36.4.0": {"accelerator": "jetson", "os": "ubuntu 22.04 jammy", "python": None},
    "nvcr.io/nvidia/l4t-pytorch:r35.2.1-pth2.0-py3": {
        "family": "framework",
        "frameworks": {"torch": "2.0"},
        "os": "ubuntu 20.04 focal",
        "python_version": "3.8",
        "tools": {"pip"},
    },
    "nvcr.io/nvidia/l4t-tensorflow:r35.3.1-tf2.11-py3": {"frameworks": {"tensorflow": "2.11"}},
    "nvcr.io/nvidia/l4t-ml:r35.2.1-py3": {"frameworks": {"torch": None, "tensorflow": None}},
    "nvcr.io/nvidia/l4t-cuda:12.6.11-runtime": {"cuda": "12.6.11", "cuda_flavour": "runtime", "os": "ubuntu"},
    "dustynv/l4t-pytorch:r36.2.0": {"frameworks": {"torch": None}, "own_python": None, "python_version": "3.10"},
    "dustynv/pytorch:release-r36.2.0": {"os": "ubuntu 22.04 jammy"},
    "dustynv/pytorch:2.1-r99.2.0": {"os": "ubuntu", "python_version": None},
}


@pytest.mark.parametrize("text", CUDA)
def test_cuda(text: str) -> None:
    check(text, CUDA[text])


def test_variables_of_cuda() -> None:
    env = facts("nvidia/cuda:12.4.1-base-ubuntu22.04").env
    assert env["CUDA_VERSION"] == "12.4.1"
    assert env["LD_LIBRARY_PATH"] == "/usr/local/nvidia/lib:/usr/local/nvidia/lib64"
    assert env["NVIDIA_VISIBLE_DEVICES"] == "all"
    new = facts("nvidia/cuda:13.0.0-base-ubuntu22.04").env
    assert new["LD_LIBRARY_PATH"] is None
    assert facts("nvidia/cuda:11.8-base-ubuntu22.04").env["CUDA_VERSION"] is None
    assert facts("nvidia/cuda:11.3.1-runtime-ubuntu20.04").entrypoint.words is None


NGC: dict[str, dict[str, Any]] = {
    "nvcr.io/nvidia/pytorch:25.12-py3": {
        "family": "framework",
        "frameworks": {"torch": "2.10.0a0+b4e4ee81d3"},
        "cuda": "13.1",
        "python_version": "3.12",
        "os": "ubuntu 24.04 noble",
        "conda": False,
        "own_python": False,
        "externally_managed": True,
        "entrypoint": "execs",
        "workdir": "/workspace",
        "user": "root",
    },
    "nvcr.io/nvidia/pytorch:24.01-py3": {"python_version": "3.10", "cuda": "12.3"},
    "nvcr.io/nvidia/pytorch:23.05-py3": {"python_version": None, "os": "ubuntu", "own_python": False},
    "nvcr.io/nvidia/pytorch:22.12-py3": {"python_version": "3.8", "conda": False},
    "nvcr.io/nvidia/pytorch:22.06-py3": {"conda": None, "own_python": None, "frameworks": {"torch": "1.13.0a0"}},
    "nvcr.io/nvidia/pytorch:21.07-py3": {"conda": True, "own_python": True, "tools": {"conda", "pip"}},
    "nvcr.io/nvidia/pytorch:20.01-py3": {"os": "ubuntu", "python_version": None},
    "nvcr.io/nvidia/pytorch:26.08-py3": {"frameworks": {"torch": None}, "python_version": "3.12", "cuda": None},
    "nvcr.io/nvidia/pytorch": {"frameworks": {"torch": None}, "conda": None, "python_version": None},
    "nvcr.io/nvidia/tensorflow:22.03-tf2-py3": {"frameworks": {"tensorflow": None}, "own_python": False},
    "nvcr.io/nvidia/nemo:24.12": {"frameworks": {"torch": None}, "os": "ubuntu", "own_python": None},
    "nvcr.io/nvidia/merlin/merlin-training:22.03": {"frameworks": None, "python": None},
    "nvcr.io/nvidia/tensorrt:24.01-py3": {"python": True, "frameworks": None},
    "nvcr.io/nvidia/tritonserver:24.01-py3": {"family": "serving", "serves": False, "entrypoint": "execs"},
    "nvcr.io/nvidia/tritonserver:26.07-py3-min": {"variant": "minimal", "os": "ubuntu 24.04 noble"},
    "nvcr.io/nvidia/tritonserver:21.05-py3-sdk": {"family": "framework", "workdir": "/workspace"},
    "nvcr.io/nvidia/tensorrtserver:20.02-py3-clientsdk": {"family": "framework"},
    "nvcr.io/nvidia/rapidsai/base:24.02-cuda12.0-py3.10": {"cuda": "12.0", "conda": True, "python_version": "3.10"},
}


@pytest.mark.parametrize("text", NGC)
def test_ngc(text: str) -> None:
    check(text, NGC[text])


def test_variables_of_ngc() -> None:
    new = facts("nvcr.io/nvidia/pytorch:25.03-py3").env
    assert (new["PIP_CONSTRAINT"], new["PIP_BREAK_SYSTEM_PACKAGES"]) == ("/etc/pip/constraint.txt", "1")
    old = facts("nvcr.io/nvidia/pytorch:25.02-py3").env
    assert "PIP_CONSTRAINT" not in old
    assert old["PIP_BREAK_SYSTEM_PACKAGES"] is None
    assert facts("nvcr.io/nvidia/nemo:25.04").env["PIP_CONSTRAINT"] is None
    assert not facts("nvcr.io/nvidia/pytorch:24.01-py3").sure_of("frameworks")
    assert facts("nvcr.io/nvidia/pytorch:25.12-py3").sure_of("frameworks")


FRAMEWORKS: dict[str, dict[str, Any]] = {
    "pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime": {
        "family": "framework",
        "frameworks": {"torch": "2.5.1", "torchvision": None},
        "cuda": "12.4",
        "cuda_flavour": "runtime",
        "cudnn": True,
        "conda": True,
        "own_python": True,
        "python_version": "3.11",
        "externally_managed": False,
        "toolkit": False,
        "entrypoint": "none",
        "workdir": "/workspace",
        "tools": {"conda", "pip"},
    },
    "pytorch/pytorch:2.9.1-cuda12.8-cudnn9-devel": {"conda": True, "toolkit": True, "entrypoint": "execs"},
    "pytorch/pytorch:2.10.0-cuda12.8-cudnn9-runtime": {
        "conda": False,
        "own_python": False,
        "os": "ubuntu 24.04 noble",
        "python_version": "3.12",
        "externally_managed": True,
        "tools": {"pip"},
    },
    "pytorch/pytorch:1.8.1-cuda11.1-cudnn8-runtime": {
        "python_version": "3.7",
        "cuda": "11.1",
        "os": "ubuntu 18.04 bionic",
    },
    "pytorch/pytorch:1.0.1-cuda10.0-cudnn7-runtime": {"python_version": None, "conda": True, "cuda": "10.0"},
    "pytorch/pytorch:latest": {"conda": False, "cuda_flavour": "runtime", "externally_managed": True, "cuda": None},
    "pytorch/pytorch:latest@sha256:0123": {"conda": None, "cuda_flavour": None, "externally_managed": None},
    "pytorch/pytorch@sha256:0123": {"conda": None, "entrypoint": "execs"},
    "pytorch/pytorch-nightly:2.6.0.dev20241112-cuda12.4-cudnn9-devel": {"conda": None, "cuda": "12.4"},
    "tensorflow/tensorflow:2.15.0-gpu": {
        "frameworks": {"tensorflow": "2.15.0"},
        "gpu": True,
        "python_version": "3.11",
        "own_python": True,
        "verified": False,
    },
    "tensorflow/tensorflow:2.11.0": {"gpu": False, "python_version": "3.8", "own_python": False, "entrypoint": "none"},
    "tensorflow/tensorflow:2.19.0": {"python_version": None, "own_python": None, "os": "ubuntu"},
    "tensorflow/tensorflow:latest-gpu-jupyter": {
        "family": "notebook",
        "runtime": "jupyter",
        "workdir": "/tf",
        "frameworks": {"tensorflow": None},
    },
    "tensorflow/tensorflow:nightly-devel": {"frameworks": {}, "gpu": False},
    "tensorflow/tensorflow@sha256:0123": {"gpu": None, "accelerator": None},
    "tensorflow/build:2.12-python3.9": {"frameworks": {}, "python_version": "3.9"},
    "rocm/pytorch:rocm6.4_ubuntu22.04_py3.10_pytorch_release_2.6.0": {
        "frameworks": {"torch": "2.6.0"},
        "accelerator": "rocm",
        "python_version": "3.10",
        "os": "ubuntu 22.04 jammy",
        "cuda": None,
    },
    "rocm/pytorch:rocm5.4_ubuntu20.04_py3.8_pytorch_1.12.1": {"frameworks": {"torch": "1.12.1"}},
    "rocm/pytorch:rocm6.0_ubuntu22.04_py3.9_pytorch": {"frameworks": {"torch": None}, "python_version": "3.9"},
    "rocm/pytorch:rocm6.0_pytorch_nightly": {"frameworks": {"torch": None}},
    "rocm/pytorch:latest": {"frameworks": {"torch": None}, "gpu": True},
    "runpod/pytorch:2.8.0-py3.11-cuda12.8.1-cudnn-devel-ubuntu22.04": {
        "frameworks": {"torch": "2.8.0"},
        "cuda": "12.8.1",
        "cuda_flavour": "devel",
        "cudnn": True,
        "runtime": "runpod",
        "own_python": True,
        "externally_managed": False,
        "cmd": ("/start.sh",),
    },
    "runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404": {
        "frameworks": {"torch": "2.8.0"},
        "cuda": "12.8.1",
        "os": "ubuntu 24.04 noble",
    },
    "axolotlai/axolotl-cloud:main-py3.11-cu124-2.6.0": {"frameworks": {"torch": "2.6.0"}, "cuda": "12.4"},
    "axolotlai/axolotl-base-uv:main-base": {"frameworks": {"torch": None}, "cuda_flavour": None},
    "hpcaitech/pytorch-cuda:1.12.0-11.3.0": {"frameworks": {"torch": "1.12.0"}, "cuda": "11.3.0", "conda": True},
    "hpcaitech/cuda-conda:12.1": {"cuda": "12.1", "frameworks": {}},
    "hpcaitech/cuda-conda:latest": {"cuda": None},
    "mosaicml/llm-foundry:2.7.0_cu128_aws-latest": {"frameworks": {"torch": "2.7.0"}, "cuda": "12.8"},
    "deepspeed/deepspeed:v072_torch112_cu117": {"frameworks": {"torch": "1.12"}, "cuda": "11.7"},
    "hiyouga/verl:ngc-th2.6.0-cu126-vllm0.8.4": {"frameworks": {"torch": "2.6.0", "vllm": None}},
    "huggingface/transformers-pytorch-gpu:4.35.2": {"frameworks": {"torch": None}, "gpu": True},
    "anibali/pytorch:1.13.0-nocuda": {"gpu": False, "accelerator": None, "user": "user"},
    "anibali/pytorch:1.13.0-cuda11.8-ubuntu22.04": {"gpu": True, "cuda": "11.8"},
    "anibali/pytorch:latest": {"gpu": None},
    "ultralytics/ultralytics:8.3.0-cpu": {"gpu": False, "frameworks": {"torch": None, "ultralytics": "8.3.0"}},
    "rayproject/ray:2.9.0-py310-gpu": {"frameworks": {"ray": "2.9.0"}, "user": "1000", "python_version": "3.10"},
    "intel/intel-extension-for-pytorch:2.1.10-xpu": {"gpu": None, "accelerator": "xpu"},
    "vault.habana.ai/gaudi-docker/1.18.0/ubuntu22.04/habanalabs/pytorch-installer-2.4.0:latest": {
        "accelerator": "gaudi",
        "frameworks": {"torch": "2.4.0"},
        "os": "ubuntu 22.04 jammy",
    },
    "vault.habana.ai/gaudi-docker/1.18.0/ubuntu22.04/habanalabs/vllm-installer:latest": {"frameworks": None},
    "vault.habana.ai/gaudi-docker/1.18.0/rhel9/habanalabs/pytorch-installer-next:latest": {
        "frameworks": {"torch": None},
        "os": None,
    },
}


@pytest.mark.parametrize("text", FRAMEWORKS)
def test_frameworks(text: str) -> None:
    check(text, FRAMEWORKS[text])


def test_variables_of_pytorch() -> None:
    runtime = facts("pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime").env
    assert runtime["PYTORCH_VERSION"] == "2.5.1"
    assert "CUDA_VERSION" not in runtime
    assert "CUDA_VERSION" in facts("pytorch/pytorch:2.5.1-cuda12.4-cudnn9-devel").env
