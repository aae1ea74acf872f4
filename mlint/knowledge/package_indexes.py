"""Public indexes of Python packages that hold all of PyPI. As of 2026-11-21.

Source: the mirrors' own pages (tuna, ustc, bfsu, aliyun, tencent, huawei, douban), from memory.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

PYPI_HOSTS = frozenset(
    {"pypi.org", "pypi.python.org", "pypi.tuna.tsinghua.edu.cn", "mirrors.tuna.tsinghua.edu.cn", "mirrors.aliyun.com"}
    | {"pypi.mirrors.ustc.edu.cn", "mirrors.ustc.edu.cn", "mirrors.bfsu.edu.cn", "mirrors.cloud.tencent.com"}
    | {"repo.huaweicloud.com", "mirrors.huaweicloud.com", "pypi.doubanio.com", "pypi.douban.com", "mirror.baidu.com"}
)
"""Hosts of PyPI and of its full mirrors."""

PYTORCH_HOST = "download.pytorch.org"
"""PyTorch's own index: the same versions as on PyPI for the same Pythons, built for one CUDA or for CPUs."""

PYTORCH_INDEXES = f"https://{PYTORCH_HOST}/whl"
"""Where its indexes for one build begin: ``/cu124``, ``/cpu``, ``/rocm6.2``. Without one it is the index of all."""

PYTORCH_BUILDS = ("cpu", "cu", "rocm", "xpu")
"""How the names of builds begin, before a number; they are the local parts of versions, too."""

PYTORCH_PACKAGES = frozenset(
    {"fbgemm-gpu", "torch", "torchao", "torchaudio", "torchcodec", "torchrec", "torchvision", "xformers"}
)
"""Packages of which its indexes hold versions with such local parts. From memory."""
