r"""torch and tensorflow are both in this image.

A model runs on one framework. The other is often there because a requirements file has grown: torch 2.15.0 takes
5.5 GB on disk with all it needs, tensorflow 2.21.0 2.1 GB (wheels on PyPI, November 2026). Split training from serving,
export the model (ONNX, SavedModel), or make an extra of what only some programs need.

The rule is off by default: images for development and teaching want both, and some libraries convert between them.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY serve.py .
CMD ["python", "serve.py"]
```
```text requirements.txt
torch==2.9.0
tensorflow-cpu==2.21.0
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir tensorflow-cpu==2.21.0
COPY serve.py .
CMD ["python", "serve.py"]
```

## References
- [ONNX: supported converters](https://onnx.ai/supported-tools.html)
"""

from __future__ import annotations

from mlint.image.packages.asked_for import shipped
from mlint.rule import Estimate, Finding, Place, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.asked_for import Asked

TENSORFLOW = frozenset({"tensorflow", "tensorflow-cpu", "tensorflow-gpu"})
TORCH = frozenset({"torch", "pytorch"})


@rule("ML414", severity="info", default=False, packages=("tensorflow",))
def two_frameworks(build: Build) -> Iterator[Finding]:
    asked_for = [one for asked in shipped(build) for one in asked.packages if one.surely]
    # Branches of one RUN may exclude each other.
    packages = [one for one in asked_for if not one.install.command.site.conditional]
    torch = next((one for one in packages if one.name in TORCH), None)
    tensorflow = next((one for one in packages if one.name in TENSORFLOW), None)
    if torch is None or tensorflow is None:
        return
    later = max(torch, tensorflow, key=lambda one: _place(build, one).span)
    from mlint.knowledge.package_sizes import own_bytes

    size = own_bytes(tensorflow.name) if tensorflow.ecosystem == "pypi" else 0
    yield Finding(
        _place(build, later),
        f"{torch.name} and {tensorflow.name} are both installed; if the model runs on one of them, leave out the other",
        estimate=Estimate(size, at_least=True, parts=((f"installed {tensorflow.name}", size),)) if size else None,
        related=tuple(Related(one.place, f"{one.name} is asked for here") for one in (torch, tensorflow)),
    )


def _place(build: Build, one: Asked) -> Place:
    """Where it stands in the Dockerfile."""
    return one.place if one.file is None else build.place(one.install.span)
