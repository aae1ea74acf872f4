r"""An extension is compiled with another CUDA than the torch that it is for.

Wheels bring the CUDA that they were built with, so the version of the base image does not matter to them. It matters
once something is compiled against torch in the image: nvcc comes from the base, and torch compares the two before it
compiles. When the major versions differ, the build ends in `The detected CUDA version (12.4) mismatches the version
that was used to compile PyTorch (13.0)`, mostly after several gigabytes were downloaded. When only the minor ones
differ, torch prints a warning and goes on, which mostly works; the option `minor` shows these too.

Take a base image with the CUDA of torch, or torch for the CUDA of the base: `torch==2.6.0+cu124`, or PyTorch's index
`https://download.pytorch.org/whl/cu124`.

mlint knows the CUDA of PyPI's wheels, of local versions (`+cu124`), of PyTorch's indexes and of uv's
`--torch-backend`. It looks at packages that are known to be compiled against torch, and at projects that are installed
with `TORCH_CUDA_ARCH_LIST` set. It is silent where nothing is compiled, where conda, apt or `CUDA_HOME` bring another
toolkit, and about bases without nvcc. flash-attn, mamba-ssm and causal-conv1d look for a wheel of their own first, so
they are an `info`, and so is a torch whose version is not certain.

## Bad
```dockerfile
FROM nvidia/cuda:11.8.0-cudnn8-devel-ubuntu22.04 AS train
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip git && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir torch==2.5.1 wheel==0.45.1
RUN pip install --no-cache-dir --no-build-isolation git+https://github.com/facebookresearch/detectron2.git@v0.6
CMD ["python3", "train.py"]
```

## Good
```dockerfile
FROM nvidia/cuda:11.8.0-cudnn8-devel-ubuntu22.04 AS train
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip git && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir torch==2.5.1 wheel==0.45.1 --index-url https://download.pytorch.org/whl/cu118
RUN pip install --no-cache-dir --no-build-isolation git+https://github.com/facebookresearch/detectron2.git@v0.6
CMD ["python3", "train.py"]
```

## Options
- `minor` (default `false`): report differing minor versions as well, as an `info`.

## References
- [torch.utils.cpp_extension: the check](https://github.com/pytorch/pytorch/blob/main/torch/utils/cpp_extension.py)
- tally gpu/cuda-version-mismatch: mlint is silent where nothing is compiled.
"""

from __future__ import annotations

from mlint.image.gpu.cuda_mismatch import cuda_mismatches
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.gpu.cuda_mismatch import CudaMismatch


@rule("ML406", severity="warning", options={"minor": False}, mentions=("devel", "nvidia"), packages=("torch",))
def cuda_version_mismatch(build: Build) -> Iterator[Finding]:
    minor = build.settings.option(cuda_version_mismatch, "minor")
    for stage in build.stages:
        for one in cuda_mismatches(stage) if stage.is_reached else ():
            if one.major or minor:
                yield _finding(build, one)


def _finding(build: Build, one: CudaMismatch) -> Finding:
    asked, version = one.torch.asked, one.torch.version
    torch = f"torch {version}" if version else "torch"
    condition = "if no prebuilt wheel fits, " if one.prebuilt else "" if one.torch.sure else f"if it is {torch}, "
    end = "and torch refuses that" if one.major else "of which torch warns"
    return Finding(
        build.place(one.span),
        f"{condition}{one.name} is compiled with CUDA {one.base} of the base, but {torch} was built with CUDA "
        f"{one.torch.cuda}, {end}; take both for the same CUDA",
        severity=None if one.major and not condition else "info",
        related=(Related(asked.place, f"{asked.name} is asked for here"),),
    )
