"""Versions of torch, tensorflow, jax and numpy that go together. As of 2026-11-21.

Sources: file names and metadata of the wheels on PyPI (linux x86_64), read on that day; CUDA indexes and TensorFlow's
CUDA: replicate/cog torch_compatibility.json and tf_compatibility.json (2026-05-07); tags of pytorch/pytorch: public
Dockerfiles, at least two for each pair except those in ``UNCERTAIN_TORCH_IMAGES``. From memory: the default CUDA 10.2
of torch 1.10 to 1.12, torchaudio where it only follows torch's number.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


def _words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


_FROM_3_6_TO_3_8 = _words("3.6 3.7 3.8")
_FROM_3_6_TO_3_9 = _words("3.6 3.7 3.8 3.9")
_FROM_3_7_TO_3_9 = _words("3.7 3.8 3.9")
_FROM_3_7_TO_3_10 = _words("3.7 3.8 3.9 3.10")
_FROM_3_7_TO_3_11 = _words("3.7 3.8 3.9 3.10 3.11")
_FROM_3_8_TO_3_10 = _words("3.8 3.9 3.10")
_FROM_3_8_TO_3_11 = _words("3.8 3.9 3.10 3.11")
_FROM_3_8_TO_3_12 = _words("3.8 3.9 3.10 3.11 3.12")
_FROM_3_9_TO_3_11 = _words("3.9 3.10 3.11")
_FROM_3_9_TO_3_12 = _words("3.9 3.10 3.11 3.12")
_FROM_3_9_TO_3_13 = _words("3.9 3.10 3.11 3.12 3.13")
_FROM_3_10_TO_3_13 = _words("3.10 3.11 3.12 3.13")
_FROM_3_10_TO_3_14 = _words("3.10 3.11 3.12 3.13 3.14")
_FROM_3_11_TO_3_14 = _words("3.11 3.12 3.13 3.14")
_FROM_3_11_TO_3_15 = _words("3.11 3.12 3.13 3.14 3.15")
_FROM_3_12_TO_3_14 = _words("3.12 3.13 3.14")
_FROM_3_12_TO_3_15 = _words("3.12 3.13 3.14 3.15")


class TorchRelease(Record):
    """A release of torch.

    ``default_cuda`` and ``cudnn`` are those of PyPI's wheel, ``cuda_indexes`` the other builds of PyTorch's own index,
    ``images`` the CUDA versions and cuDNN numbers of pytorch/pytorch's tags; empty or None is not known, but
    ``torchaudio`` None: there is none for it.
    """

    python: tuple[str, ...]
    default_cuda: str
    cudnn: str | None
    torchvision: str
    torchaudio: str | None
    cuda_indexes: tuple[str, ...]
    images: tuple[str, ...]
    wheel_bytes: int


TORCH: dict[str, TorchRelease] = {
    "1.10.0": TorchRelease(_FROM_3_6_TO_3_9, "10.2", None, "0.11.1", "0.10.0", (), _words("11.3/8"), 881910301),
    "1.10.1": TorchRelease(_FROM_3_6_TO_3_9, "10.2", None, "0.11.2", "0.10.1", (), (), 881924576),
    "1.10.2": TorchRelease(_FROM_3_6_TO_3_9, "10.2", None, "0.11.3", "0.10.2", (), (), 881937953),
    "1.11.0": TorchRelease(
        _FROM_3_7_TO_3_10, "10.2", None, "0.12.0", "0.11.0", _words("cu102 cu113"), _words("11.3/8"), 750593273
    ),
    "1.12.0": TorchRelease(
        _FROM_3_7_TO_3_10, "10.2", None, "0.13.0", "0.12.0", _words("cu102 cu113 cu116"), _words("11.3/8"), 776325432
    ),
    "1.12.1": TorchRelease(
        _FROM_3_7_TO_3_10, "10.2", None, "0.13.1", "0.12.1", _words("cu102 cu113 cu116"), _words("11.3/8"), 776338835
    ),
    "1.13.0": TorchRelease(
        _FROM_3_7_TO_3_11, "11.7", "8.5", "0.14.0", "0.13.0", _words("cu116 cu117"), _words("11.6/8"), 890173842
    ),
    "1.13.1": TorchRelease(
        _FROM_3_7_TO_3_11, "11.7", "8.5", "0.14.1", "0.13.1", _words("cu116 cu117"), _words("11.6/8"), 887431784
    ),
    "2.0.0": TorchRelease(
        _FROM_3_8_TO_3_11, "11.7", "8.5", "0.15.1", "2.0.1", _words("cu117 cu118"), _words("11.7/8"), 619895084
    ),
    "2.0.1": TorchRelease(
        _FROM_3_8_TO_3_11, "11.7", "8.5", "0.15.2", "2.0.2", _words("cu117 cu118"), _words("11.7/8"), 619895009
    ),
    "2.1.0": TorchRelease(
        _FROM_3_8_TO_3_11, "12.1", "8.9.2", "0.16.0", "2.1.0", _words("cu118 cu121"), _words("11.8/8 12.1/8"), 670193698
    ),
    "2.1.1": TorchRelease(
        _FROM_3_8_TO_3_11, "12.1", "8.9.2", "0.16.1", "2.1.1", _words("cu118 cu121"), _words("11.8/8 12.1/8"), 670196704
    ),
    "2.1.2": TorchRelease(
        _FROM_3_8_TO_3_11, "12.1", "8.9.2", "0.16.2", "2.1.2", _words("cu118 cu121"), _words("11.8/8 12.1/8"), 670210421
    ),
    "2.2.0": TorchRelease(
        _FROM_3_8_TO_3_12, "12.1", "8.9.2", "0.17.0", "2.2.0", _words("cu118 cu121"), _words("11.8/8 12.1/8"), 755522292
    ),
    "2.2.1": TorchRelease(
        _FROM_3_8_TO_3_12, "12.1", "8.9.2", "0.17.1", "2.2.1", _words("cu118 cu121"), _words("11.8/8 12.1/8"), 755552143
    ),
    "2.2.2": TorchRelease(
        _FROM_3_8_TO_3_12, "12.1", "8.9.2", "0.17.2", "2.2.2", _words("cu118 cu121"), _words("11.8/8 12.1/8"), 755555407
    ),
    "2.3.0": TorchRelease(
        _FROM_3_8_TO_3_12, "12.1", "8.9.2", "0.18.0", "2.3.0", _words("cu118 cu121"), _words("11.8/8 12.1/8"), 779160265
    ),
    "2.3.1": TorchRelease(
        _FROM_3_8_TO_3_12, "12.1", "8.9.2", "0.18.1", "2.3.1", _words("cu118 cu121"), _words("11.8/8 12.1/8"), 779156414
    ),
    "2.4.0": TorchRelease(
        _FROM_3_8_TO_3_12,
        "12.1",
        "9.1.0",
        "0.19.0",
        "2.4.0",
        _words("cu118 cu121 cu124"),
        _words("11.8/9 12.1/9 12.4/9"),
        797262052,
    ),
    "2.4.1": TorchRelease(
        _FROM_3_8_TO_3_12,
        "12.1",
        "9.1.0",
        "0.19.1",
        "2.4.1",
        _words("cu118 cu121 cu124"),
        _words("11.8/9 12.1/9 12.4/9"),
        797111232,
    ),
    "2.5.0": TorchRelease(
        _FROM_3_9_TO_3_13,
        "12.4",
        "9.1.0",
        "0.20.0",
        "2.5.0",
        _words("cu118 cu121 cu124"),
        _words("11.8/9 12.1/9 12.4/9"),
        906478039,
    ),
    "2.5.1": TorchRelease(
        _FROM_3_9_TO_3_13,
        "12.4",
        "9.1.0",
        "0.20.1",
        "2.5.1",
        _words("cu118 cu121 cu124"),
        _words("11.8/9 12.1/9 12.4/9"),
        906474467,
    ),
    "2.6.0": TorchRelease(
        _FROM_3_9_TO_3_13,
        "12.4",
        "9.1.0",
        "0.21.0",
        "2.6.0",
        _words("cu118 cu124 cu126"),
        _words("11.8/9 12.4/9 12.6/9"),
        766715424,
    ),
    "2.7.0": TorchRelease(
        _FROM_3_9_TO_3_13,
        "12.6",
        "9.5.1",
        "0.22.0",
        "2.7.0",
        _words("cu118 cu126 cu128"),
        _words("11.8/9 12.6/9 12.8/9"),
        865183681,
    ),
    "2.7.1": TorchRelease(
        _FROM_3_9_TO_3_13,
        "12.6",
        "9.5.1",
        "0.22.1",
        "2.7.1",
        _words("cu118 cu126 cu128"),
        _words("11.8/9 12.6/9 12.8/9"),
        821174704,
    ),
    "2.8.0": TorchRelease(
        _FROM_3_9_TO_3_13,
        "12.8",
        "9.10.2",
        "0.23.0",
        "2.8.0",
        _words("cu126 cu128 cu129"),
        _words("12.6/9 12.8/9 12.9/9"),
        888063640,
    ),
    "2.9.0": TorchRelease(
        _FROM_3_10_TO_3_14,
        "12.8",
        "9.10.2",
        "0.24.0",
        "2.9.0",
        _words("cu126 cu128 cu130"),
        _words("12.6/9 12.8/9 13.0/9"),
        899815990,
    ),
    "2.9.1": TorchRelease(
        _FROM_3_10_TO_3_14,
        "12.8",
        "9.10.2",
        "0.24.1",
        "2.9.1",
        _words("cu126 cu128 cu130"),
        _words("12.6/9 12.8/9 13.0/9"),
        899821446,
    ),
    "2.10.0": TorchRelease(
        _FROM_3_10_TO_3_14,
        "12.8",
        "9.10.2",
        "0.25.0",
        "2.10.0",
        _words("cu126 cu128 cu130"),
        _words("12.6/9 12.8/9 13.0/9"),
        915518691,
    ),
    "2.11.0": TorchRelease(
        _FROM_3_10_TO_3_14,
        "13.0",
        "9.19.0",
        "0.26.0",
        "2.11.0",
        _words("cu126 cu128 cu129 cu130"),
        _words("12.6/9 12.8/9 13.0/9"),
        530604548,
    ),
    "2.12.0": TorchRelease(
        _FROM_3_10_TO_3_14, "13.0", "9.20.0", "0.27.0", None, (), _words("12.6/9 13.0/9 13.2/9"), 532170085
    ),
    "2.12.1": TorchRelease(_FROM_3_10_TO_3_14, "13.0", "9.20.0", "0.27.1", None, (), (), 532169264),
    "2.13.0": TorchRelease(
        _FROM_3_10_TO_3_14, "13.0", "9.20.0", "0.28.0", None, (), _words("12.6/9 13.0/9 13.2/9"), 526574961
    ),
    "2.14.0": TorchRelease(
        _FROM_3_10_TO_3_14, "13.0", "9.24.0", "0.29.0", None, (), _words("12.6/9 13.0/9 13.2/9"), 554583496
    ),
    "2.14.1": TorchRelease(_FROM_3_10_TO_3_14, "13.0", "9.24.0", "0.29.1", None, (), (), 554581699),
    "2.15.0": TorchRelease(_FROM_3_11_TO_3_15, "13.2", "9.26.0", "0.29.2", None, (), (), 539136850),
}
"""By version. PyPI's linux x86_64 wheel is a CUDA build in all of them, and none has a musllinux wheel."""

UNCERTAIN_TORCH_IMAGES = frozenset(
    {("2.11.0", "12.6"), ("2.10.0", "12.6"), ("2.1.1", "11.8"), ("2.1.1", "12.1"), ("2.2.0", "11.8"), ("2.2.0", "12.1")}
    | {("2.2.1", "11.8"), ("2.2.1", "12.1"), ("2.3.0", "11.8"), ("2.3.0", "12.1")}
)
"""Tags of pytorch/pytorch with only one source, or by analogy with another patch release."""

NONEXISTENT_TORCH_IMAGES = frozenset({("2.8.0", "12.4"), ("2.3.1", "12.4"), ("2.0.1", "11.8")})
"""Tags of pytorch/pytorch that Dockerfiles ask for and that never were: version, CUDA."""


class TensorFlowRelease(Record):
    """A minor version of tensorflow; its PyPI wheel uses CUDA when it is there and carries none."""

    newest: str
    python: tuple[str, ...]
    cuda: str
    cudnn: str


TENSORFLOW: dict[str, TensorFlowRelease] = {
    "2.4": TensorFlowRelease("2.4.4", _FROM_3_6_TO_3_8, "11.0", "8.0"),
    "2.5": TensorFlowRelease("2.5.3", _FROM_3_6_TO_3_9, "11.2", "8.1"),
    "2.6": TensorFlowRelease("2.6.5", _FROM_3_6_TO_3_9, "11.2", "8.1"),
    "2.7": TensorFlowRelease("2.7.4", _FROM_3_7_TO_3_9, "11.2", "8.1"),
    "2.8": TensorFlowRelease("2.8.4", _FROM_3_7_TO_3_10, "11.2", "8.1"),
    "2.9": TensorFlowRelease("2.9.3", _FROM_3_7_TO_3_10, "11.2", "8.1"),
    "2.10": TensorFlowRelease("2.10.1", _FROM_3_7_TO_3_10, "11.2", "8.1"),
    "2.11": TensorFlowRelease("2.11.1", _FROM_3_7_TO_3_10, "11.2", "8.1"),
    "2.12": TensorFlowRelease("2.12.1", _FROM_3_8_TO_3_11, "11.8", "8.6"),
    "2.13": TensorFlowRelease("2.13.1", _FROM_3_8_TO_3_11, "11.8", "8.6"),
    "2.14": TensorFlowRelease("2.14.1", _FROM_3_9_TO_3_11, "11.8", "8.7"),
    "2.15": TensorFlowRelease("2.15.1", _FROM_3_9_TO_3_11, "12.2", "8.9"),
    "2.16": TensorFlowRelease("2.16.2", _FROM_3_9_TO_3_12, "12.3", "8.9"),
    "2.17": TensorFlowRelease("2.17.1", _FROM_3_9_TO_3_12, "12.3", "8.9"),
    "2.18": TensorFlowRelease("2.18.1", _FROM_3_9_TO_3_12, "12.5", "9.3"),
    "2.19": TensorFlowRelease("2.19.1", _FROM_3_9_TO_3_12, "12.5", "9.3"),
    "2.20": TensorFlowRelease("2.20.0", _FROM_3_9_TO_3_13, "12.5", "9.3"),
    "2.21": TensorFlowRelease("2.21.0", _FROM_3_10_TO_3_13, "12.5", "9.3"),
}
"""By minor version."""

LAST_TENSORFLOW_GPU = "2.11.0"
"""The last real release of the package tensorflow-gpu; 2.12.0 only raises an error."""

JAX_PYTHON: dict[str, tuple[str, ...]] = {
    "0.4.30": _FROM_3_9_TO_3_12,
    "0.4.38": _FROM_3_10_TO_3_13,
    "0.6": _FROM_3_10_TO_3_13,
    "0.7": _FROM_3_11_TO_3_14,
    "0.10": _FROM_3_11_TO_3_14,
    "0.11": _FROM_3_12_TO_3_15,
    "0.12": _FROM_3_12_TO_3_15,
}
"""Python versions with wheels of jaxlib, from this version on; 3.14 only from 0.7.1, 3.15 only from 0.11.1."""

JAX_EXTRAS = frozenset({"cuda12", "cuda12-local", "cuda13", "cuda13-local", "tpu", "k8s"})
"""Extras of jax that PyPI alone can install."""

FORMER_JAX_EXTRAS = frozenset({"cuda", "cuda11_pip", "cuda12_pip"})
"""Extras that need jax's own release page as ``--find-links``."""

NUMPY_PYTHON: dict[str, tuple[str, ...]] = {
    "1.21": _FROM_3_7_TO_3_9,
    "1.22": _FROM_3_8_TO_3_10,
    "1.23": _FROM_3_8_TO_3_10,
    "1.24": _FROM_3_8_TO_3_11,
    "1.25": _FROM_3_9_TO_3_11,
    "1.26": _FROM_3_9_TO_3_12,
    "2.0": _FROM_3_9_TO_3_12,
    "2.1": _FROM_3_10_TO_3_13,
    "2.2": _FROM_3_10_TO_3_13,
    "2.3": _FROM_3_11_TO_3_14,
    "2.4": _FROM_3_11_TO_3_14,
    "2.5": _FROM_3_12_TO_3_14,
}
"""Python versions with wheels of numpy, by minor version, from its first release on."""

LATE_NUMPY_WHEELS = {("1.21", "3.10"): "1.21.2", ("1.23", "3.11"): "1.23.2"}
"""Python versions that came later, with the first version that has wheels for them."""
