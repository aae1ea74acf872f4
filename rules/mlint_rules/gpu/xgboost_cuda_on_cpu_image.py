r"""If there is no GPU, xgboost-cpu saves half a gigabyte.

Since version 2.1 the Linux wheel of xgboost depends on `nvidia-nccl`, NVIDIA's library for several GPUs, and holds CUDA
kernels itself: xgboost 3.4.1 downloads 58 MB and 305 MB of nccl. `xgboost-cpu` is the same code and the same
`import xgboost` without both, 5.8 MB. Unpacked it saves 425 MB, of xgboost 3.2.0 even 710 MB (wheels on PyPI,
November 2026). Most gradient-boosting services never see a GPU.

Nothing proves that this one does not, hence an `info` with an "if". Hints of a GPU silence the rule, as for
`torch-cuda-on-cpu-image`; so do versions before 2.1.1 (there is no `xgboost-cpu` for them), conda and ARM.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir xgboost==3.4.1 flask==3.1.2
COPY app.py model.json ./
CMD ["python", "app.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir xgboost-cpu==3.4.1 flask==3.1.2
COPY app.py model.json ./
CMD ["python", "app.py"]
```

## Fix safety
The fix renames the package where it stands, in the command or in the dependency file. It is unsafe: `device="cuda"`
fails without the CUDA kernels, and a package that itself requires `xgboost` installs that beside it.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir xgboost-cpu==3.4.1 flask==3.1.2
COPY app.py model.json ./
CMD ["python", "app.py"]
```

## References
- [XGBoost: minimal installation, CPU only](https://xgboost.readthedocs.io/en/stable/install.html)
"""

from __future__ import annotations

from mlint.image.gpu.cuda_use import renamed
from mlint.image.gpu.hardware import is_cpu_image
from mlint.image.gpu.torch_builds import is_pypi
from mlint.image.packages.asked_for import shipped
from mlint.knowledge.gpu_packages import FIRST_XGBOOST_CPU, XGBOOST_CUDA_BYTES, XGBOOST_CUDA_BYTES_OF
from mlint.rule import Estimate, Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.asked_for import Asked


@rule("ML412", severity="info", packages=("xgboost",))
def xgboost_cuda_on_cpu_image(build: Build) -> Iterator[Finding]:
    if not is_cpu_image(build):
        return
    packages = [one for asked in shipped(build) for one in asked.packages]
    if any(one.name == "xgboost-cpu" for one in packages):
        return
    for one in packages:
        if one.name == "xgboost" and one.surely and _has_cuda(one):
            version = one.requirement.exact_version
            named = f"xgboost {version}" if version else "xgboost"
            yield Finding(
                build.place(one.place.span if one.file is None else one.install.span),
                f"if this image never sees a GPU, {named} brings nccl and CUDA kernels in vain; install xgboost-cpu, "
                "which is imported as xgboost too",
                fix=renamed(one, "xgboost-cpu"),
                estimate=Estimate(XGBOOST_CUDA_BYTES_OF.get(version or "", XGBOOST_CUDA_BYTES), at_least=True),
                related=(Related(one.place, "xgboost is asked for here"),) if one.file is not None else (),
            )
            return


def _has_cuda(one: Asked) -> bool:
    """Whether the wheel is one with CUDA of which there is a build for CPUs too."""
    requirement = one.requirement
    plain = one.ecosystem == "pypi" and requirement.url is None and requirement.path is None
    from_pypi = not one.indexes.unknown and not one.indexes.no_index and all(map(is_pypi, one.indexes.urls))
    return plain and from_pypi and not requirement.keeps_below(FIRST_XGBOOST_CPU)
