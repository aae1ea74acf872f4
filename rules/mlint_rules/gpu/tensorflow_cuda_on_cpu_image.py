r"""tensorflow-cpu is half the size, where there is no GPU.

The Linux wheel of tensorflow holds kernels for GPUs: tensorflow 2.21.0 downloads 573 MB and takes 1.9 GB on disk,
`tensorflow-cpu`, the same code and the same import, 274 MB and 1.3 GB (wheels on PyPI, November 2026). The CUDA
libraries themselves come only with `tensorflow[and-cuda]`.

The rule is off by default: compared with torch the waste is small, and nothing tells whether the image is meant for a
GPU. Hints of a GPU silence it, as do extras, ARM, for which `tensorflow-cpu` has no wheels, conda, and versions before
2.1, most of which were made for CPUs.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir tensorflow==2.21.0
COPY app.py ./
CMD ["python", "app.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir tensorflow-cpu==2.21.0
COPY app.py ./
CMD ["python", "app.py"]
```

## Fix safety
The fix renames the package where it stands. It is unsafe: the image no longer uses a GPU, and a package that itself
requires `tensorflow` installs that beside it.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir tensorflow-cpu==2.21.0
COPY app.py ./
CMD ["python", "app.py"]
```

## References
- [TensorFlow: install with pip](https://www.tensorflow.org/install/pip)
- [TensorFlow 2.1.0](https://github.com/tensorflow/tensorflow/releases/tag/v2.1.0): the package with GPU support by
  default, and tensorflow-cpu without
"""

from __future__ import annotations

from mlint.image.gpu.cuda_use import renamed
from mlint.image.gpu.hardware import is_cpu_image
from mlint.image.packages.asked_for import shipped
from mlint.knowledge.gpu_packages import FIRST_TENSORFLOW_WITH_GPU
from mlint.rule import Estimate, Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML413", severity="info", default=False, packages=("tensorflow",))
def tensorflow_cuda_on_cpu_image(build: Build) -> Iterator[Finding]:
    if not is_cpu_image(build):
        return
    packages = [one for asked in shipped(build) for one in asked.packages]
    for one in packages:
        requirement = one.requirement
        plain = one.ecosystem == "pypi" and not requirement.extras and requirement.url is None
        old = requirement.keeps_below(FIRST_TENSORFLOW_WITH_GPU)
        if one.name == "tensorflow" and one.surely and plain and not old:
            from mlint.knowledge.package_sizes import own_bytes

            saved = own_bytes("tensorflow") - own_bytes("tensorflow-cpu")
            measured = requirement.exact_version == "2.21.0" or not requirement.clauses
            yield Finding(
                build.place(one.place.span if one.file is None else one.install.span),
                "if this image never sees a GPU, tensorflow brings kernels for GPUs in vain; install tensorflow-cpu",
                fix=renamed(one, "tensorflow-cpu"),
                estimate=Estimate(saved, parts=(("installed tensorflow", saved),)) if measured else None,
                related=(Related(one.place, "tensorflow is asked for here"),) if one.file is not None else (),
            )
            return
