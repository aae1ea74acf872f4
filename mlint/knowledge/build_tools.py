"""Programs and packages that compile, and software that compiles when it runs. As of 2026-11-21.

Sources: each tool's own documentation; package names from Debian's and Alpine's package lists, from memory. The
packages that compile when they run: torch.compile and triton (docs.pytorch.org, triton-lang.org: a C compiler is needed
at run time), DeepSpeed (deepspeed.ai: ops are compiled on first use), FlashInfer (docs.flashinfer.ai: JIT), the others
from memory.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

BUILDING: dict[str, frozenset[str]] = {
    "autogen.sh": frozenset(),
    "bazel": frozenset({"build", "run"}),
    "build.sh": frozenset(),
    "cargo": frozenset({"build", "install"}),
    "cmake": frozenset(),
    "configure": frozenset(),
    "go": frozenset({"build", "install"}),
    "install.sh": frozenset(),
    "make": frozenset(),
    "maturin": frozenset({"build", "develop"}),
    "meson": frozenset(),
    "ninja": frozenset(),
    "npm": frozenset({"ci", "install", "i"}),
    "scons": frozenset(),
}
"""Programs that compile or install what lies in a folder; with verbs, only with one of them."""

BUILDING_MODULES = frozenset({"build", "setup"})
"""Python modules that do."""

COMPILERS = frozenset(
    {"build-base", "build-essential", "clang", "cmake", "g++", "gcc", "gfortran", "make", "meson", "ninja-build"}
    | {"autoconf", "automake", "libtool", "musl-dev", "ninja", "python3-dev", "samurai"}
)
"""Packages of Debian and Alpine that are needed to compile and for nothing else."""

VERSIONED_COMPILERS = ("clang-", "g++-", "gcc-", "gfortran-")
"""Names of compiler packages that end in a version (``gcc-12``)."""

COMPILES_AT_RUN_TIME = frozenset(
    {"aesara", "cmdstanpy", "colbert-ai", "cython", "deep-gemm", "deepspeed", "exllamav2", "flash-linear-attention"}
    | {"flashinfer", "flashinfer-python", "liger-kernel", "lightllm", "lmdeploy", "mamba-ssm", "pymc", "pystan"}
    | {"pytensor", "sglang", "theano", "tilelang", "torch-tensorrt", "triton", "unsloth", "vllm", "xformers"}
)
"""Python packages that call a compiler when they run, or bring one that does."""
