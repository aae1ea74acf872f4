"""What images with machine-learning frameworks hold, by their names and tags. As of 2026-11-21.

Sources: NVIDIA's release notes for nvcr.io/nvidia/pytorch 25.12, single threads for 25.04 and 25.05; folders named in
public Dockerfiles for the Python of 22.11, 22.12 and 24.01; available_images.md of aws/deep-learning-containers
(accounts); the build files of runpod/containers, pytorch/pytorch, tensorflow (SIG Build), aws/sagemaker-distribution.
All else, the other NGC releases above all, is from memory and marked so in the facts.
"""

from __future__ import annotations

from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.base.families.facts import Accelerator

AS_OF = "2026-11-21"


class NgcRelease(Record):
    """A release of nvcr.io/nvidia/pytorch: NVIDIA's own build of torch, and CUDA."""

    torch: str
    cuda: str


NGC_PYTORCH: dict[str, NgcRelease] = {
    "20.01": NgcRelease("1.4.0a0", "10.2"),
    "20.06": NgcRelease("1.6.0a0", "11.0"),
    "20.07": NgcRelease("1.6.0a0", "11.0"),
    "20.08": NgcRelease("1.7.0a0", "11.0"),
    "20.09": NgcRelease("1.7.0a0", "11.0"),
    "20.10": NgcRelease("1.7.0a0", "11.1"),
    "20.11": NgcRelease("1.8.0a0", "11.1"),
    "20.12": NgcRelease("1.8.0a0", "11.1"),
    "21.02": NgcRelease("1.8.0a0", "11.2"),
    "21.03": NgcRelease("1.9.0a0", "11.2"),
    "21.04": NgcRelease("1.9.0a0", "11.3"),
    "21.05": NgcRelease("1.9.0a0", "11.3"),
    "21.06": NgcRelease("1.9.0a0", "11.3"),
    "21.07": NgcRelease("1.10.0a0", "11.4"),
    "21.08": NgcRelease("1.10.0a0", "11.4"),
    "21.09": NgcRelease("1.10.0a0", "11.4"),
    "21.10": NgcRelease("1.10.0a0", "11.4"),
    "21.11": NgcRelease("1.11.0a0", "11.5"),
    "21.12": NgcRelease("1.11.0a0", "11.5"),
    "22.01": NgcRelease("1.11.0a0", "11.6"),
    "22.02": NgcRelease("1.11.0a0", "11.6"),
    "22.03": NgcRelease("1.12.0a0", "11.6"),
    "22.04": NgcRelease("1.12.0a0", "11.6"),
    "22.05": NgcRelease("1.12.0a0", "11.7"),
    "22.06": NgcRelease("1.13.0a0", "11.7"),
    "22.07": NgcRelease("1.13.0a0", "11.7"),
    "22.08": NgcRelease("1.13.0a0", "11.7"),
    "22.09": NgcRelease("1.13.0a0", "11.8"),
    "22.10": NgcRelease("1.13.0a0", "11.8"),
    "22.11": NgcRelease("1.13.0a0", "11.8"),
    "22.12": NgcRelease("1.14.0a0", "11.8"),
    "23.01": NgcRelease("1.14.0a0", "12.0"),
    "23.02": NgcRelease("1.14.0a0", "12.0"),
    "23.03": NgcRelease("2.0.0a0", "12.1"),
    "23.04": NgcRelease("2.1.0a0", "12.1"),
    "23.05": NgcRelease("2.0.0", "12.1"),
    "23.06": NgcRelease("2.1.0a0", "12.1"),
    "23.07": NgcRelease("2.1.0a0", "12.1"),
    "23.08": NgcRelease("2.1.0a0", "12.2"),
    "23.09": NgcRelease("2.1.0a0", "12.2"),
    "23.10": NgcRelease("2.1.0a0", "12.2"),
    "23.11": NgcRelease("2.2.0a0", "12.3"),
    "23.12": NgcRelease("2.2.0a0", "12.3"),
    "24.01": NgcRelease("2.2.0a0", "12.3"),
    "24.02": NgcRelease("2.3.0a0", "12.3"),
    "24.03": NgcRelease("2.3.0a0", "12.4"),
    "24.04": NgcRelease("2.3.0a0", "12.4"),
    "24.05": NgcRelease("2.4.0a0", "12.4"),
    "24.06": NgcRelease("2.4.0a0", "12.5"),
    "24.07": NgcRelease("2.4.0a0", "12.5"),
    "24.08": NgcRelease("2.5.0a0", "12.6"),
    "24.09": NgcRelease("2.5.0a0", "12.6"),
    "24.10": NgcRelease("2.5.0a0", "12.6"),
    "24.11": NgcRelease("2.6.0a0", "12.6"),
    "24.12": NgcRelease("2.6.0a0", "12.6"),
    "25.01": NgcRelease("2.6.0a0", "12.8"),
    "25.02": NgcRelease("2.7.0a0", "12.8"),
    "25.03": NgcRelease("2.7.0a0", "12.8"),
    "25.04": NgcRelease("2.7.0a0", "12.9"),
    "25.05": NgcRelease("2.8.0a0", "12.9"),
    "25.06": NgcRelease("2.8.0a0", "12.9"),
    "25.08": NgcRelease("2.8.0a0", "13.0"),
    "25.09": NgcRelease("2.9.0a0", "13.0"),
    "25.10": NgcRelease("2.9.0a0", "13.0"),
    "25.11": NgcRelease("2.10.0a0", "13.0"),
    "25.12": NgcRelease("2.10.0a0+b4e4ee81d3", "13.1"),
}
"""Without the commit behind ``a0`` where it was not kept: an ``a0`` satisfies no ``==`` of the release."""

NGC_PYTORCH_VERIFIED = frozenset({"25.04", "25.05", "25.12"})

NGC_SYSTEMS: tuple[tuple[str, str, str], ...] = (
    ("20.12", "22.12", "20.04"),
    ("23.07", "24.09", "22.04"),
    ("24.11", "99.99", "24.04"),
)
"""From, to, and the Ubuntu of NGC's frameworks, whose own Python they use since conda went; releases between are left
out, because memory and sources differ there."""

NGC_CONDA = ("21.12", "22.11")
"""nvcr.io/nvidia/pytorch has conda up to the first, and none from the second on."""

NGC_CONSTRAINT_SINCE = "25.03"
"""Since then every ``pip install`` is bound by /etc/pip/constraint.txt."""

NGC_ENV: dict[str, str | None] = {
    "NVIDIA_VISIBLE_DEVICES": "all",
    "NVIDIA_DRIVER_CAPABILITIES": None,
    "LD_LIBRARY_PATH": None,
    "PATH": None,
    "CUDA_VERSION": None,
    "SHELL": "/bin/bash",
    "PYTHONIOENCODING": "utf-8",
    "LC_ALL": "C.UTF-8",
    "PIP_DEFAULT_TIMEOUT": "100",
}

NGC_FRAMEWORKS: dict[str, tuple[str, ...]] = {
    "pytorch": ("torch",),
    "tensorflow": ("tensorflow",),
    "jax": ("jax",),
    "mxnet": ("mxnet",),
    "paddlepaddle": ("paddlepaddle-gpu",),
    "nemo": ("torch",),
    "modulus/modulus": ("torch",),
    "physicsnemo/physicsnemo": ("torch",),
    "pyg": ("torch",),
    "dgl": ("torch",),
    "clara/bionemo-framework": ("torch",),
    "merlin/merlin-pytorch": ("torch",),
    "merlin/merlin-pytorch-training": ("torch",),
    "merlin/merlin-tensorflow": ("tensorflow",),
    "merlin/merlin-tensorflow-training": ("tensorflow",),
    "merlin/merlin-training": (),
    "merlin/merlin-hugectr": (),
    "tensorrt": (),
    "tensorrt-llm/release": ("torch",),
    "deepstream": (),
    "dli/dli-nano-ai": ("torch",),
    "nvhpc": (),
    "hpc-benchmarks": (),
    "clara/clara-parabricks": (),
    "cuda-quantum": (),
    "isaac-lab": ("torch",),
    "isaac-sim": ("torch",),
}
"""Below nvcr.io/nvidia/: the frameworks inside, as far as they are known."""

NGC_TRITON = frozenset({"tritonserver", "tensorrtserver"})

TENSORFLOW_PYTHON: tuple[tuple[tuple[int, int], tuple[int, int], str, str], ...] = (
    ((2, 8), (2, 13), "3.8", "20.04"),
    ((2, 14), (2, 18), "3.11", "22.04"),
)
"""Of tensorflow/tensorflow: from, to, Python, Ubuntu. From memory."""

PYTORCH_PYTHON: tuple[tuple[tuple[int, int], tuple[int, int], str | None, str | None], ...] = (
    ((1, 4), (1, 12), "3.7", "18.04"),
    ((1, 13), (1, 13), None, "18.04"),
    ((2, 0), (2, 1), "3.10", None),
    ((2, 2), (2, 3), "3.10", "22.04"),
    ((2, 4), (2, 9), "3.11", "22.04"),
    ((2, 10), (99, 0), "3.12", "24.04"),
)
"""Of pytorch/pytorch: from, to, Python, Ubuntu. From memory but for 2.5 (3.11) and the last."""

LAST_PYTORCH_WITH_CONDA = (2, 9)

PYTORCH_RUNTIME_PATH = (
    "/usr/local/nvidia/bin:/usr/local/cuda/bin:/opt/conda/bin:"
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
)
"""Of the runtime images with conda; they are built on plain Ubuntu and set no variables but those known here."""


class FrameworkImage(Record):
    """An image that a project publishes with its framework: what is the same in all its tags."""

    frameworks: tuple[str, ...]
    gpu: bool | None = True
    system: str | None = "ubuntu"
    conda: bool | None = None
    workdir: str | None = None
    user: str | None = "root"
    accelerator: Accelerator | None = None
    python: bool | None = True


FRAMEWORK_IMAGES: dict[str, FrameworkImage] = {
    "anibali/pytorch": FrameworkImage(("torch",), None, "ubuntu", True, "/app", "user"),
    "ascendai/cann": FrameworkImage((), True, None, False, None, "root", "npu"),
    "quay.io/ascend/cann": FrameworkImage((), True, None, False, None, "root", "npu"),
    "axolotlai/axolotl": FrameworkImage(("torch",), workdir="/workspace/axolotl"),
    "axolotlai/axolotl-base": FrameworkImage(("torch",), workdir="/workspace"),
    "axolotlai/axolotl-base-uv": FrameworkImage(("torch",), workdir="/workspace", conda=False),
    "axolotlai/axolotl-cloud": FrameworkImage(("torch",), workdir="/workspace/axolotl"),
    "axolotlai/axolotl-cloud-uv": FrameworkImage(("torch",), workdir="/workspace/axolotl", conda=False),
    "axolotlai/axolotl-uv": FrameworkImage(("torch",), workdir="/workspace/axolotl", conda=False),
    "winglian/axolotl": FrameworkImage(("torch",), workdir="/workspace/axolotl"),
    "winglian/axolotl-base": FrameworkImage(("torch",), workdir="/workspace"),
    "winglian/axolotl-cloud": FrameworkImage(("torch",), workdir="/workspace/axolotl"),
    "cnstark/pytorch": FrameworkImage(("torch",), None),
    "deepspeed/deepspeed": FrameworkImage(("torch",)),
    "hiyouga/llamafactory": FrameworkImage(("torch",)),
    "hiyouga/verl": FrameworkImage(("torch", "vllm")),
    "verlai/verl": FrameworkImage(("torch",)),
    "hpcaitech/cuda-conda": FrameworkImage((), conda=True),
    "hpcaitech/pytorch-cuda": FrameworkImage(("torch",), conda=True),
    "hpcaitech/colossalai": FrameworkImage(("torch",), conda=True),
    "huggingface/accelerate": FrameworkImage(("torch",), None),
    "huggingface/transformers-all-latest-gpu": FrameworkImage(("torch",), conda=False),
    "huggingface/transformers-pytorch-cpu": FrameworkImage(("torch",), False, conda=False),
    "huggingface/transformers-pytorch-gpu": FrameworkImage(("torch",), conda=False),
    "huggingface/transformers-tensorflow-gpu": FrameworkImage(("tensorflow",), conda=False),
    "intel/intel-extension-for-pytorch": FrameworkImage(("torch",), None, "ubuntu", None, None, None, "xpu"),
    "intel/intel-extension-for-tensorflow": FrameworkImage(("tensorflow",), None, "ubuntu", None, None, None, "xpu"),
    "intel/intel-optimized-pytorch": FrameworkImage(("torch",), False, "ubuntu", None, None, None),
    "intel/intel-optimized-tensorflow": FrameworkImage(("tensorflow",), False, "ubuntu", None, None, None),
    "intel/oneapi-basekit": FrameworkImage((), None, "ubuntu", None, None, "root", "xpu", None),
    "mosaicml/composer": FrameworkImage(("torch",), None, workdir=None),
    "mosaicml/llm-foundry": FrameworkImage(("torch",)),
    "mosaicml/pytorch": FrameworkImage(("torch",), None),
    "openvino/ubuntu20_dev": FrameworkImage((), False, "ubuntu", False, None, "openvino"),
    "openvino/ubuntu22_dev": FrameworkImage((), False, "ubuntu", False, None, "openvino"),
    "openvino/ubuntu22_runtime": FrameworkImage((), False, "ubuntu", False, None, "openvino"),
    "paddlepaddle/paddle": FrameworkImage(("paddlepaddle",), None, "ubuntu", False),
    "pytorch/manylinux-builder": FrameworkImage((), None, None),
    "rocm/dev-ubuntu-22.04": FrameworkImage((), True, "ubuntu", False, None, "root", "rocm", None),
    "rocm/dev-ubuntu-24.04": FrameworkImage((), True, "ubuntu", False, None, "root", "rocm", None),
    "rocm/jax": FrameworkImage(("jax",), True, "ubuntu", None, None, "root", "rocm"),
    "rocm/megatron-lm": FrameworkImage(("torch",), True, "ubuntu", None, None, "root", "rocm"),
    "rocm/primus": FrameworkImage(("torch",), True, "ubuntu", None, None, "root", "rocm"),
    "rocm/pytorch": FrameworkImage(("torch",), True, "ubuntu", None, None, "root", "rocm"),
    "rocm/pytorch-nightly": FrameworkImage(("torch",), True, "ubuntu", None, None, "root", "rocm"),
    "rocm/pytorch-training": FrameworkImage(("torch",), True, "ubuntu", None, None, "root", "rocm"),
    "rocm/tensorflow": FrameworkImage(("tensorflow",), True, "ubuntu", None, None, "root", "rocm"),
    "rocm/vllm": FrameworkImage(("torch", "vllm"), True, "ubuntu", None, None, "root", "rocm"),
    "rocm/vllm-dev": FrameworkImage(("torch", "vllm"), True, "ubuntu", None, None, "root", "rocm"),
    "roboflow/l4t-ml": FrameworkImage(("torch",), True, "ubuntu", None, None, "root", "jetson"),
    "runpod/base": FrameworkImage((), None, "ubuntu", False, "/"),
    "runpod/pytorch": FrameworkImage(("torch",), True, "ubuntu", False, "/"),
    "runpod/stable-diffusion": FrameworkImage(("torch",), True, "ubuntu", False, None),
    "tensorflow/build": FrameworkImage((), True, "ubuntu", False, "/"),
    "ultralytics/ultralytics": FrameworkImage(("torch", "ultralytics"), None, None, None, "/ultralytics"),
    "gcr.io/kaggle-images/python": FrameworkImage(("torch", "tensorflow"), False, None, None, None),
    "gcr.io/kaggle-gpu-images/python": FrameworkImage(("torch", "tensorflow"), True, None, None, None),
    "us-docker.pkg.dev/colab-images/public/runtime": FrameworkImage(("torch", "tensorflow"), None, "ubuntu", False),
    "us-central1-docker.pkg.dev/tpu-pytorch-releases/docker/xla": FrameworkImage(
        ("torch",), None, "debian", None, None, "root", "tpu"
    ),
    "gcr.io/tpu-pytorch/xla": FrameworkImage(("torch",), None, "debian", None, None, "root", "tpu"),
    "rapidsai/base": FrameworkImage((), True, "ubuntu", True, None, "rapids"),
    "rapidsai/notebooks": FrameworkImage((), True, "ubuntu", True, None, "rapids"),
    "nvcr.io/nvidia/rapidsai/base": FrameworkImage((), True, "ubuntu", True, None, "rapids"),
    "nvcr.io/nvidia/rapidsai/notebooks": FrameworkImage((), True, "ubuntu", True, None, "rapids"),
    "rayproject/ray": FrameworkImage(("ray",), None, "ubuntu", True, "/home/ray", "1000"),
    "rayproject/ray-ml": FrameworkImage(("ray", "torch", "tensorflow"), None, "ubuntu", True, "/home/ray", "1000"),
    "anyscale/ray": FrameworkImage(("ray",), None, "ubuntu", True, "/home/ray", "1000"),
    "unslothai/unsloth": FrameworkImage(("torch",), True, "ubuntu", None, None, None),
    "unsloth/unsloth": FrameworkImage(("torch",), True, "ubuntu", None, None, None),
    "pytorchlightning/pytorch_lightning": FrameworkImage(("torch",), None),
    "fastdotai/fastai": FrameworkImage(("torch",), True, None, True),
    "projectmonai/monai": FrameworkImage(("torch",), True, "ubuntu", None, "/opt/monai"),
    "lmsysorg/sglang-base": FrameworkImage(("torch",)),
}
"""By name. Python, CUDA and the framework's version are words of the tag where it has them. From memory."""

NAMED_FRAMEWORKS = {"torch": "torch", "th": "torch", "pytorch": "torch", "tf": "tensorflow", "jax": "jax"}
"""How tags write a framework before its version: ``torch2.3.1``, ``pytorch_release_2.6.0``."""

VERSION_AT_HEAD: dict[str, str] = {
    **dict.fromkeys(("anibali/pytorch", "cnstark/pytorch", "hpcaitech/pytorch-cuda", "runpod/pytorch"), "torch"),
    **dict.fromkeys(("mosaicml/pytorch", "mosaicml/llm-foundry"), "torch"),
    **dict.fromkeys(("axolotlai/axolotl", "axolotlai/axolotl-base", "axolotlai/axolotl-cloud"), "torch"),
    **dict.fromkeys(("axolotlai/axolotl-uv", "axolotlai/axolotl-base-uv", "axolotlai/axolotl-cloud-uv"), "torch"),
    **dict.fromkeys(("winglian/axolotl", "winglian/axolotl-base", "winglian/axolotl-cloud"), "torch"),
    "paddlepaddle/paddle": "paddlepaddle",
    "rayproject/ray": "ray",
    "rayproject/ray-ml": "ray",
    "ultralytics/ultralytics": "ultralytics",
}
"""Images whose tags hold the version of this framework as a word without a name."""

CUDA_VERSION_PLACE: dict[str, int] = {"hpcaitech/cuda-conda": 0, "hpcaitech/pytorch-cuda": 1}
"""Images whose tags hold CUDA's version as a word without a name: which of the versions it is."""

RUNPOD_ENV: dict[str, str | None] = {"DEBIAN_FRONTEND": "noninteractive", "SHELL": "/bin/bash"}
