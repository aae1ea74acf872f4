"""Tags of nvidia/cuda: what each version had, what was deleted, what is in the images. As of 2026-11-21.

Sources: NVIDIA's tag lists, support policy and build files (container-images/cuda at 2025-08-13) for the versions up to
13.0.0; for newer ones replicate/cog cuda_compatibility.json (2026-05-05 and 2026-06-18, read from the registry) and
public Dockerfiles. docker.io/nvidia/cuda and nvcr.io/nvidia/cuda carry the same tags. The images of Jetson boards are
from memory.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


def _words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


class CudaRelease(Record):
    """A version of nvidia/cuda: its operating systems, those with cuDNN, and the word the tags use for cuDNN.

    ``end_of_life``: since when NVIDIA may delete it, when it is marked so.
    """

    systems: frozenset[str]
    cudnn_systems: frozenset[str]
    cudnn_word: str | None
    ended: bool
    end_of_life: str | None = None


_UNTIL_11_3 = _words("centos7 rockylinux8 ubi7 ubi8 ubuntu16.04 ubuntu18.04 ubuntu20.04")
_UNTIL_11_6 = _words("centos7 rockylinux8 ubi7 ubi8 ubuntu18.04 ubuntu20.04")
_ONLY_11_6_1 = _words("centos7 rockylinux8 ubi7 ubi8 ubuntu20.04")
_FROM_11_7 = _words("centos7 rockylinux8 ubi7 ubi8 ubuntu18.04 ubuntu20.04 ubuntu22.04")
_FROM_12_0_1 = _words("centos7 rockylinux8 rockylinux9 ubi7 ubi8 ubi9 ubuntu18.04 ubuntu20.04 ubuntu22.04")
_FROM_12_1_1 = _words("centos7 rockylinux8 rockylinux9 ubi7 ubi8 ubi9 ubuntu20.04 ubuntu22.04")
_NONE = frozenset[str]()
_FROM_12_4_1 = _words("rockylinux8 rockylinux9 ubi8 ubi9 ubuntu20.04 ubuntu22.04")
_FROM_12_5_1 = _words("rockylinux8 rockylinux9 ubi8 ubi9 ubuntu20.04 ubuntu22.04 ubuntu24.04")
_FROM_12_6 = _words("amzn2023 cm2 rockylinux8 rockylinux9 ubi8 ubi9 ubuntu20.04 ubuntu22.04 ubuntu24.04")
_FROM_12_8 = _words(
    "amzn2023 cm2 oraclelinux8 oraclelinux9 rockylinux8 rockylinux9 ubi8 ubi9 ubuntu20.04 ubuntu22.04 ubuntu24.04"
)
_CUDNN_FROM_12_8 = _words(
    "oraclelinux8 oraclelinux9 rockylinux8 rockylinux9 ubi8 ubi9 ubuntu20.04 ubuntu22.04 ubuntu24.04"
)
_FROM_12_9 = _words(
    "amzn2023 azl3 cm2 oraclelinux8 oraclelinux9 rockylinux8 rockylinux9 ubi8 ubi9 ubuntu20.04 ubuntu22.04 ubuntu24.04"
)
_FROM_13 = _words(
    "amzn2023 azl3 cm2 oraclelinux8 oraclelinux9 rockylinux10 rockylinux8 rockylinux9 ubi10 ubi8 ubi9 "
    "ubuntu22.04 ubuntu24.04"
)
_CUDNN_FROM_13 = _words("oraclelinux8 oraclelinux9 rockylinux8 rockylinux9 ubi8 ubi9 ubuntu22.04 ubuntu24.04")

CUDA: dict[str, CudaRelease] = {
    "11.0.3": CudaRelease(_UNTIL_11_3, _UNTIL_11_3, "cudnn8", True, "2023-07-01"),
    "11.1.1": CudaRelease(_UNTIL_11_3, _UNTIL_11_3, "cudnn8", True, "2023-07-01"),
    "11.2.2": CudaRelease(_UNTIL_11_3, _UNTIL_11_3, "cudnn8", True, "2023-07-01"),
    "11.3.1": CudaRelease(_UNTIL_11_3, _UNTIL_11_3, "cudnn8", True, "2023-07-01"),
    "11.4.3": CudaRelease(_UNTIL_11_6, _UNTIL_11_6, "cudnn8", False),
    "11.5.2": CudaRelease(_UNTIL_11_6, _UNTIL_11_6, "cudnn8", False),
    "11.6.1": CudaRelease(_ONLY_11_6_1, _ONLY_11_6_1, "cudnn8", True, "2023-07-01"),
    "11.6.2": CudaRelease(_UNTIL_11_6, _UNTIL_11_6, "cudnn8", False),
    "11.7.1": CudaRelease(_FROM_11_7, _FROM_11_7, "cudnn8", False),
    "11.8.0": CudaRelease(_FROM_11_7, _FROM_11_7, "cudnn8", False),
    "12.0.0": CudaRelease(_FROM_11_7, _FROM_11_7, "cudnn8", True, "2023-02-01"),
    "12.0.1": CudaRelease(_FROM_12_0_1, _FROM_12_0_1, "cudnn8", False),
    "12.1.0": CudaRelease(_FROM_12_0_1, _FROM_12_1_1, "cudnn8", True, "2023-04-01"),
    "12.1.1": CudaRelease(_FROM_12_1_1, _FROM_12_1_1, "cudnn8", False),
    "12.2.0": CudaRelease(_FROM_12_1_1, _NONE, None, True, "2023-10-01"),
    "12.2.2": CudaRelease(_FROM_12_1_1, _FROM_12_1_1, "cudnn8", False),
    "12.3.0": CudaRelease(_FROM_12_1_1, _NONE, None, True, "2023-12-01"),
    "12.3.1": CudaRelease(_FROM_12_1_1, _NONE, None, True, "2024-02-01"),
    "12.3.2": CudaRelease(_FROM_12_1_1, _FROM_12_1_1, "cudnn9", False),
    "12.4.0": CudaRelease(_FROM_12_1_1, _NONE, None, True, "2024-05-31"),
    "12.4.1": CudaRelease(_FROM_12_4_1, _FROM_12_4_1, "cudnn", False),
    "12.5.0": CudaRelease(_FROM_12_4_1, _NONE, None, True, "2024-07-15"),
    "12.5.1": CudaRelease(_FROM_12_5_1, _FROM_12_4_1, "cudnn", False),
    "12.6.0": CudaRelease(_FROM_12_6, _FROM_12_5_1, "cudnn", True, "2024-09-05"),
    "12.6.1": CudaRelease(_FROM_12_6, _FROM_12_5_1, "cudnn", True, "2024-10-14"),
    "12.6.2": CudaRelease(_FROM_12_6, _FROM_12_5_1, "cudnn", True, "2024-12-03"),
    "12.6.3": CudaRelease(_FROM_12_6, _FROM_12_5_1, "cudnn", False),
    "12.8.0": CudaRelease(_FROM_12_8, _CUDNN_FROM_12_8, "cudnn", True),
    "12.8.1": CudaRelease(_FROM_12_8, _CUDNN_FROM_12_8, "cudnn", False),
    "12.9.0": CudaRelease(_FROM_12_9, _CUDNN_FROM_12_8, "cudnn", True),
    "12.9.1": CudaRelease(_FROM_12_9, _CUDNN_FROM_12_8, "cudnn", False),
    "13.0.0": CudaRelease(_FROM_13, _CUDNN_FROM_13, "cudnn", False),
}
"""Versions up to 13.0.0 that were there in August 2025; ``ended``: marked end of life then."""


NEWER_VERSIONS = _words("12.9.2 13.0.1 13.0.2 13.0.3 13.1.0 13.1.1 13.1.2 13.2.0 13.2.1 13.3.0 13.3.1")
"""Seen since, with a single source each; which systems they have is not known."""

REMOVED_VERSIONS = _words(
    "6.5 7.0 7.5 8.0 9.0 9.1 9.2 10.0 10.1 10.2 11.0 11.1 11.2 11.3 "
    "11.2.0 11.2.1 11.3.0 11.4.0 11.4.1 11.4.2 11.5.0 11.5.1 11.6.0 11.7.0"
)
"""Deleted: the tags cannot be pulled any more. Two numbers stand for tags with two numbers."""

SKIPPED_MINORS = _words("12.7")
"""Never released."""

FIRST_THREE_NUMBERS = (11, 1)
"""Since this version (end of 2020) every tag names three numbers; older ones may name two."""

FLAVOURS = _words("base runtime devel")
CUDNN_WORDS = _words("cudnn cudnn7 cudnn8 cudnn9")
SYSTEMS = _words(
    "ubuntu14.04 ubuntu16.04 ubuntu18.04 ubuntu20.04 ubuntu22.04 ubuntu24.04 ubuntu26.04 "
    "rockylinux8 rockylinux9 rockylinux10 ubi7 ubi8 ubi9 ubi10 centos6 centos7 centos8 "
    "amzn2023 cm2 azl3 oraclelinux8 oraclelinux9"
)
"""Words that end a tag."""

ENTRYPOINT = ("/opt/nvidia/nvidia_entrypoint.sh",)
"""Of the runtime and devel flavours; it executes its arguments, bash when there are none."""

FIRST_WITH_ENTRYPOINT = (11, 7)
"""Since when. From memory."""

ENV: dict[str, str | None] = {
    "NVIDIA_VISIBLE_DEVICES": "all",
    "NVIDIA_DRIVER_CAPABILITIES": "compute,utility",
    "NVIDIA_REQUIRE_CUDA": None,
    "LD_LIBRARY_PATH": "/usr/local/nvidia/lib:/usr/local/nvidia/lib64",
    "PATH": "/usr/local/nvidia/bin:/usr/local/cuda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
}
"""CUDA_VERSION is the version; from 13.0.0 on LD_LIBRARY_PATH has /usr/local/cuda/lib64 too."""

MINIMUM_DRIVERS = {"11": "450.80.02", "12": "525.60.13", "13": "580.65.06"}
"""Linux drivers that run a major version. From memory."""

JETSON_RELEASES: dict[str, str] = {"32": "18.04", "34": "20.04", "35": "20.04", "36": "22.04", "38": "24.04"}
"""L4T's major release (JetPack 4, 5, 6, 7) and its Ubuntu."""

JETSON_FRAMEWORKS: dict[str, tuple[str, ...]] = {
    "ml": ("torch", "tensorflow"),
    "pytorch": ("torch",),
    "tensorflow": ("tensorflow",),
    "text-generation-webui": ("torch",),
    "nano_llm": ("torch",),
    "transformers": ("torch",),
    "vllm": ("torch",),
    "stable-diffusion": ("torch",),
    "jetson-inference": ("torch",),
}
"""nvcr.io/nvidia/l4t-NAME and dustynv/NAME."""
