"""GPU or CPU: the hints of RULES.md, each with what tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.build import Build
from mlint.config import Settings
from mlint.context.requirements import Requirement
from mlint.dockerfile.source import Source, Span, encode
from mlint.image.gpu.hardware import Hardware, Hint, compose_hints, requirement_hint
from tests.builds import at, build

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from mlint.image.gpu.hardware import Target


def hardware(text: str, path: str = "Dockerfile", target: Literal["cpu", "gpu"] | None = None) -> Hardware:
    settings = Settings()
    settings.target = target
    text = text if "FROM" in text else f"FROM python:3.12\n{text}"
    return Build(Source(path, encode(text)), settings).hardware


def texts(found: Hardware) -> tuple[str | None, str | None]:
    gpu, cpu = found.gpu_hint, found.cpu_hint
    return gpu.text if gpu else None, cpu.text if cpu else None


@pytest.mark.parametrize(
    ("path", "gpu", "cpu"),
    [
        ("Dockerfile", None, None),
        ("gpu.Dockerfile", "the file's name says 'gpu'", None),
        ("Dockerfile.cpu", None, "the file's name says 'cpu'"),
        ("Dockerfile.cu121", "the file's name says 'cu121'", None),
        ("Dockerfile.rocm6", "the file's name says 'rocm6'", None),
        ("train.dockerfile", "the file's name says 'train'", None),
        ("cuda/Dockerfile", "its folder's name says 'cuda'", None),
        ("gpu/docker/Dockerfile", "its folder's name says 'gpu'", None),
        ("training/Dockerfile", "its folder's name says 'training'", None),
        ("gpu-tools/api/Dockerfile", None, None),
        ("../gpu/../x/Dockerfile", None, None),
        ("constraint/Dockerfile", None, None),
        ("curl/Dockerfile", None, None),
        ("cu1/Dockerfile", None, None),
    ],
)
def test_names_in_the_path(path: str, gpu: str | None, cpu: str | None) -> None:
    assert texts(hardware("", path)) == (gpu, cpu)


@pytest.mark.parametrize(
    ("text", "gpu", "cpu"),
    [
        ("FROM python:3.12 AS gpu", "a stage's name says 'gpu'", None),
        ("FROM python:3.12 AS app-cpu", None, "a stage's name says 'cpu'"),
        ("FROM python:3.12 AS gpu\nFROM python:3.12 AS app", None, None),
        ("FROM python:3.12 AS gpu\nFROM python:3.12\nCOPY --from=gpu /a /a", "a stage's name says 'gpu'", None),
        ("FROM acme/base:cuda12", "a base image says 'cuda12'", None),
        ("FROM pytorch/torchserve:0.8.0-cpu", None, "a base image says 'cpu'"),
        ("FROM nvcr.io/nvidia/pytorch:24.01-py3", "nvcr.io/nvidia/pytorch is made for GPUs", None),
        ("FROM public.ecr.aws/lambda/python:3.12", None, "the base image is one of AWS Lambda, which has no GPU"),
        ("FROM $BASE", None, None),
        # Comments.
        ("# runs on a GPU\nFROM python:3.12", "a comment says 'gpu'", None),
        ("RUN a \\\n # for CUDA\n && b", "a comment says 'cuda'", None),
        ("# train the model", "a comment says 'train'", None),
        ("# a trained model, training data", None, None),
        ("# CPU only", None, "a comment says 'cpu'"),
        ("# no GPU needed", None, None),
        ("# no ML/GPU libraries, non-GPU, without CUDA", None, None),
        ("# mlint: ignore[torch-cuda-on-cpu-image]", None, None),
        ("# hadolint ignore=cuda", None, None),
        ("RUN echo '# gpu'", None, None),
        # Variables.
        ("ENV NVIDIA_VISIBLE_DEVICES=all", "it sets NVIDIA_VISIBLE_DEVICES", None),
        ("ENV NVIDIA_VISIBLE_DEVICES=void", None, None),
        ("ENV NVIDIA_API_KEY=x", None, None),
        ("ENV CUDA_VISIBLE_DEVICES=0", "it sets CUDA_VISIBLE_DEVICES", None),
        ('ENV CUDA_VISIBLE_DEVICES=""', None, "it sets CUDA_VISIBLE_DEVICES"),
        ("ENV CUDA_VISIBLE_DEVICES=-1", None, "it sets CUDA_VISIBLE_DEVICES"),
        ("ENV CUDA_VISIBLE_DEVICES=$X", "it sets CUDA_VISIBLE_DEVICES", None),
        ("CMD CUDA_VISIBLE_DEVICES=0 python a.py", "the start command sets CUDA_VISIBLE_DEVICES", None),
        ("CMD CUDA_VISIBLE_DEVICES= python a.py", None, "the start command sets CUDA_VISIBLE_DEVICES"),
        ("CMD MY_CUDA=0 python a.py", None, None),
        # Indexes.
        (
            "RUN pip install --extra-index-url https://download.pytorch.org/whl/cu121 x",
            "a package index says 'cu121'",
            None,
        ),
        ("RUN pip install -i https://download.pytorch.org/whl/rocm6.0 x", "a package index says 'rocm6'", None),
        ("RUN pip install --index-url https://download.pytorch.org/whl/cpu x", None, "a package index says 'cpu'"),
        ("RUN pip install -i https://x.org/train/simple x", None, None),
        ("RUN uv pip install --torch-backend cu126 x", "a package index says 'cu126'", None),
        ("ENV UV_TORCH_BACKEND=cpu\nRUN uv pip install x", None, "a package index says 'cpu'"),
        # Packages.
        ("RUN pip install bitsandbytes", "it installs bitsandbytes", None),
        ("RUN pip install flash_attn==2.5", "it installs flash-attn", None),
        ("RUN pip install cupy-cuda12x", "it installs cupy-cuda12x", None),
        ("RUN pip install 'jax[cuda12]'", "it installs jax", None),
        ("RUN pip install 'tensorflow[and-cuda]'", "it installs tensorflow", None),
        ("RUN pip install torch==2.1.0+cu118", "it installs torch", None),
        ("RUN pip install torch==2.1.0+cpu", None, "it installs torch"),
        ("RUN pip install onnxruntime", None, "it installs onnxruntime"),
        ("RUN pip install onnxruntime-gpu", "it installs onnxruntime-gpu", None),
        ("RUN pip install faiss-cpu tensorflow-cpu", None, "it installs faiss-cpu"),
        ("RUN pip install tritonclient sagemaker-training torch", None, None),
        ("RUN conda install pytorch-cuda=12.1", "it installs pytorch-cuda", None),
        ("RUN conda install cpuonly", None, "it installs cpuonly"),
        ("RUN apt-get install -y cuda-toolkit-12-4", "it installs cuda-toolkit-12-4", None),
    ],
)
def test_hints(text: str, gpu: str | None, cpu: str | None) -> None:
    assert texts(hardware(text)) == (gpu, cpu)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("FROM python:3.12 AS gpu", "gpu"),
        ("FROM acme/x:cuda12 AS a", "acme/x:cuda12"),
        ("# gpu", "# gpu"),
        ("ENV A=1 CUDA_VISIBLE_DEVICES=0", "CUDA_VISIBLE_DEVICES=0"),
        ("RUN pip install a bitsandbytes", "bitsandbytes"),
    ],
)
def test_places(text: str, place: str) -> None:
    found = build(text)
    hint = found.hardware.gpu_hint
    assert hint is not None
    assert hint.span is not None
    assert at(found, hint.span) == place


@pytest.mark.parametrize(
    ("text", "path", "target"),
    [
        ("", "Dockerfile", None),
        ("", "Dockerfile.gpu", "gpu"),
        ("", "Dockerfile.cpu", "cpu"),
        ("RUN pip install bitsandbytes onnxruntime", "Dockerfile", None),
        # A name counts more than a comment, but not more than what is done.
        ("# CUDA 12 in the other file", "Dockerfile.cpu", "cpu"),
        ("# no-op on CPU", "Dockerfile.gpu", "gpu"),
        ("# CUDA, else CPU", "Dockerfile", None),
        ("RUN pip install bitsandbytes", "Dockerfile.cpu", None),
    ],
)
def test_target(text: str, path: str, target: Target | None) -> None:
    assert hardware(text, path).target == target


def test_the_configuration_decides() -> None:
    gpu = hardware("RUN pip install faiss-cpu", "Dockerfile.cpu", "gpu")
    assert texts(gpu) == ("the configuration says 'target: gpu'", None)
    assert gpu.target == "gpu"
    cpu = hardware("RUN pip install bitsandbytes", "Dockerfile.gpu", "cpu")
    assert texts(cpu) == (None, "the configuration says 'target: cpu'")
    assert cpu.target == "cpu"


def test_more_hints() -> None:
    hint = Hint("gpu", "x", "requirements.txt says x")
    assert Hardware(build(""), [hint]).gpu_hint == hint


def test_compose(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM python:3.12\n")
    (tmp_path / "compose.yaml").write_text(
        "services:\n  web:\n    build: .\n  worker:\n    build: .\n    gpus: all\n", encoding="utf-8"
    )
    found = Build(Source(str(tmp_path / "Dockerfile"), b"FROM python:3.12\n"), Settings())
    hint = found.hardware.gpu_hint
    assert hint is not None
    assert hint.text == "the Compose service 'worker' asks for GPUs"
    assert hint.span is not None
    assert hint.path is not None
    assert hint.path.endswith("compose.yaml")
    assert not compose_hints([])


def test_requirements_of_files() -> None:
    hint = requirement_hint(Requirement("vllm>=0.6", "vllm", span=Span(3, 9)), "requirements.txt")
    assert hint == Hint("gpu", "vllm", "it installs vllm", Span(3, 9), "requirements.txt")
    assert requirement_hint(Requirement("x; platform == 'gpu'  # cuda", "x")) is None
    assert requirement_hint(Requirement("git+https://github.com/NVIDIA/x-cuda", url="git+https://…")) is not None
