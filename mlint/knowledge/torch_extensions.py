"""Packages that are compiled against torch, and import it in their setup.py. As of 2026-11-21.

Sources: the newest source distributions on PyPI, each built without torch (flash-attn 2.8.3.post2, mamba-ssm
2.3.2.post1, causal-conv1d 1.7.0, torch-scatter 2.1.2, torch-sparse 0.6.18, torch-cluster 1.6.3, torch-spline-conv
1.2.2: all end in "No module named 'torch'", and none has a wheel for Linux there); setup.py and pyproject.toml of
NVIDIA/apex at 6424da3b, facebookresearch/detectron2 at 02b5c4e2, facebookresearch/pytorch3d (0.7.9), of
NVlabs/tiny-cuda-nn and graphdeco-inria/diff-gaussian-rasterization.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"

ISOLATED_SINCE = "25.3"
"""Since this version pip builds everything in isolation; before, a setup.py without pyproject.toml is run where pip
runs when setuptools and wheel are installed there (pypa/pip#13314 and the warning that pip 25.1 prints)."""

ISOLATED_PYTHON = (3, 9)
"""The oldest Python for which there is such a pip."""

ISOLATED_TORCH = (2, 9, 1)
"""Images with an older torch were made before that pip (October 2025)."""

OLD_PIP_OF_SYSTEMS = (3, 13)
"""The pip of distributions with this Python or an older one is older (Debian 13: 25.1), and setuptools and wheel come
with it. From memory."""

FIRST_WITHOUT_WHEEL = (3, 12)
"""Since this version of Python the official images hold neither setuptools nor wheel.

Those of older Pythons have both, and an older pip. From memory."""


class TorchExtension(Record):
    """A package that is compiled against torch.

    ``repository``: its sources on GitHub, in lower case. ``on_pypi``: PyPI has them too, and no wheels. ``isolated``:
    they have a pyproject.toml, so that every pip builds them in isolation. ``declares_torch``: it says there that torch
    is needed, so that the build gets one of its own. ``prebuilt``: its setup.py looks for a wheel on GitHub first.
    """

    repository: str
    on_pypi: bool = False
    isolated: bool = False
    declares_torch: bool = False
    prebuilt: bool = False


TORCH_EXTENSIONS = {
    "apex": TorchExtension("nvidia/apex", isolated=True),
    "causal-conv1d": TorchExtension(
        "dao-ailab/causal-conv1d", on_pypi=True, isolated=True, declares_torch=True, prebuilt=True
    ),
    "detectron2": TorchExtension("facebookresearch/detectron2"),
    "diff-gaussian-rasterization": TorchExtension("graphdeco-inria/diff-gaussian-rasterization"),
    "flash-attn": TorchExtension("dao-ailab/flash-attention", on_pypi=True, prebuilt=True),
    "mamba-ssm": TorchExtension("state-spaces/mamba", on_pypi=True, isolated=True, declares_torch=True, prebuilt=True),
    "pytorch3d": TorchExtension("facebookresearch/pytorch3d", isolated=True, declares_torch=True),
    "tinycudann": TorchExtension("nvlabs/tiny-cuda-nn"),
    "torch-cluster": TorchExtension("rusty1s/pytorch_cluster", on_pypi=True),
    "torch-scatter": TorchExtension("rusty1s/pytorch_scatter", on_pypi=True),
    "torch-sparse": TorchExtension("rusty1s/pytorch_sparse", on_pypi=True),
    "torch-spline-conv": TorchExtension("rusty1s/pytorch_spline_conv", on_pypi=True),
}
"""By name."""

IN_NGC_PYTORCH = frozenset({"apex", "flash-attn"})
"""Those that nvcr.io/nvidia/pytorch holds. From memory of its release notes."""
