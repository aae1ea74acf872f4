"""Packages by how they go with the CUDA of a system. As of 2026-11-21.

Sources: file names and metadata of the wheels on PyPI, and the installation pages of the projects: onnxruntime.ai
(CUDA and cuDNN of the system unless preloaded from torch's), docs.rapids.ai, docs.cupy.dev (``cupy-cuda12x`` looks for
the system's CUDA), paddlepaddle.org.cn, the readmes of llama-cpp-python, flash-attn, apex, deepspeed, flashinfer,
vllm, sglang, transformer-engine, faiss (conda builds take conda's CUDA), nvidia.github.io for TensorRT and DALI.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

NEED_SYSTEM_CUDA = frozenset(
    {"apex", "auto-gptq", "autoawq", "cuml", "cudf", "cupy", "ctranslate2", "cuda-python", "deepspeed", "faiss-gpu"}
    | {
        "faiss-gpu-cu11",
        "faiss-gpu-cu12",
        "faster-whisper",
        "flash-attn",
        "flashinfer",
        "flashinfer-python",
        "gptqmodel",
    }
    | {"gsplat", "horovod", "insightface", "kaolin", "llama-cpp-python", "mamba-ssm", "causal-conv1d", "mxnet"}
    | {"nvidia-dali-cuda110", "nvidia-dali-cuda120", "onnxruntime-gpu", "onnxruntime-training", "paddlepaddle-gpu"}
    | {"pycuda", "pytorch3d", "rembg", "sglang", "spconv", "stable-fast", "tensorflow", "tensorflow-gpu", "tensorrt"}
    | {"tensorrt-llm", "tiny-cuda-nn", "torch-cluster", "torch-scatter", "torch-sparse", "torch-spline-conv"}
    | {"torch-tensorrt", "torch2trt", "transformer-engine", "vllm", "xformers", "detectron2", "dgl"}
)
"""Packages that load CUDA or cuDNN of the system when they run, or are compiled against it; by their names on PyPI."""
NEED_SYSTEM_CUDA_STARTS = ("cupy-", "tensorrt-", "nvidia-dali-", "spconv-", "onnxruntime-gpu")
"""How the names of further ones begin."""

COMPILE_AT_RUN_TIME = frozenset(
    {"deepspeed", "flashinfer", "flashinfer-python", "sglang", "tensorrt-llm", "transformer-engine", "vllm", "xformers"}
    | {"gsplat", "jax-triton", "nvdiffrast", "pycuda", "pytorch3d", "torch-tensorrt", "cupy", "numba-cuda", "warp-lang"}
)
"""Packages that may call nvcc or a C++ compiler when the container runs."""

CUDA_WHEEL_STARTS = ("nvidia-cublas", "nvidia-cuda-", "nvidia-cudnn", "nvidia-cufft", "nvidia-nccl", "nvidia-cusparse")
"""How the names of wheels with libraries of CUDA begin."""

CONDA_CUDA = frozenset({"cuda", "cuda-runtime", "cuda-toolkit", "cudatoolkit", "cudnn", "pytorch-cuda"})
"""conda's packages that bring CUDA."""

APT_CUDA_STARTS = ("cuda-toolkit", "cuda-libraries", "libcudnn", "libcublas", "libnccl")
"""How the names of apt's packages begin that images of CUDA hold already, or hold in another flavour."""

FIRST_TENSORFLOW_WITH_GPU = "2.1"
"""From here on the package tensorflow holds kernels for GPUs, and tensorflow-cpu none (its release notes)."""

FIRST_XGBOOST_CPU = "2.1.1"
"""The first version of the package xgboost-cpu on PyPI."""

XGBOOST_CUDA_BYTES = 64_058_239 + 360_851_493
"""Bytes on disk that xgboost 3.4.1 has more than xgboost-cpu 3.4.1: its own wheel, and nvidia-nccl-cu13 2.32.3."""
XGBOOST_CUDA_BYTES_OF = {
    "2.1.1": 236_772_135 + 490_610_413,
    "3.0.0": 391_144_178 + 490_610_413,
    "3.2.0": 219_686_980 + 490_610_413,
}
"""The same of older versions, which bring nvidia-nccl-cu12 (here 2.32.3). Contents of the wheels on PyPI, unpacked."""

RUNTIME_OVER_BASE_BYTES = 2_300_000_000
"""What the flavour ``runtime`` of nvidia/cuda adds to ``base``: stated in a public pull request."""

DEVEL_OVER_RUNTIME_BYTES = 2_550_000_000
"""What ``devel`` adds to ``runtime``, at least: 6.42 to 3.87 GB and 4.17 to 1.3 GB in two public pull requests."""
