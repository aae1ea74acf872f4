"""The key of NVIDIA's package repositories, and the images that know only the one before it. As of 2026-11-21.

NVIDIA signs its repositories for CUDA with the key A4B469963BF863CC since 2022-04-27 (NVIDIA/nvidia-docker 1632). What
was built before knows only 7fa2af80: ``apt-get update`` ends with ``NO_PUBKEY A4B469963BF863CC`` and code 100. NVIDIA
has built its own images anew; others stay as they were: tensorflow/tensorflow 56085 (2.8.0-gpu, seen 2022-05-12),
pytorch/builder 1025 (1.11.0-cuda11.3-cudnn8-devel, seen 2022-06-01). The runtime images of PyTorch have no such
repository. Dates of the releases: PyPI.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


class OldKey(Record):
    """The images of a repository that know only the old key: those with ``flavour`` in their tag.

    From the version ``first`` on, which is the first on Ubuntu 18.04 (nothing is known here of those for 16.04), to the
    one before ``fixed``; ``patched`` has the first patch release from after the change by minor version.
    """

    flavour: str
    first: str
    fixed: str
    patched: dict[str, str] = {}


OLD_KEYS: dict[str, OldKey] = {
    "pytorch/pytorch": OldKey("devel", "1.6", "1.12"),
    "tensorflow/tensorflow": OldKey("gpu", "2.0", "2.9", {"2.6": "2.6.4", "2.7": "2.7.2", "2.8": "2.8.1"}),
}
"""By the image's name."""

LISTS = ("/etc/apt/sources.list.d/cuda.list", "/etc/apt/sources.list.d/nvidia-ml.list")
"""Where these images name the repositories."""

SETTLED_BY = (
    *("3bf863cc", "3BF863CC", "7fa2af80", "cuda.list", "gpg", "insecure", "key", "nvidia-ml", "sources.list.d"),
    *("trusted=yes", "unauthenticated"),
)
"""What words hold that bring a key, drop a repository, or have apt ask for no key."""
