r"""The base image has no fixed version.

Without a tag, or with one that is moved to every new build (`latest`, `nightly`, `latest-gpu`), the same Dockerfile
gives another image next month: another Python, another CUDA, another PyTorch. `pytorch/pytorch:latest` and
`tensorflow/tensorflow:latest-gpu` change the CUDA version under the driver of your hosts; `python:3` and `python:slim`
move to the next minor release, for which half of the wheels are missing on the first day. What predicts in production
is then no longer what was trained.

Name at least major and minor version, for frameworks the full version with its CUDA. For a build that can be repeated
bit by bit, add the digest (`python:3.12-slim@sha256:…`) and let Renovate or Dependabot move it. For images of the
Jupyter Docker Stacks, whose users take the moving tags by habit, the finding is an `info`.

mlint resolves variables with the defaults of their `ARG`, and says nothing about stages, `scratch`, digests, names with
unknown variables, and bare names that are no official image, because those are built by the project itself.

## Bad
```dockerfile
FROM pytorch/pytorch:latest
COPY train.py .
CMD ["python", "train.py"]
```

## Good
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
COPY train.py /workspace/
CMD ["python", "/workspace/train.py"]
```

## References
- [Docker: pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions)
- hadolint DL3006, DL3007: mlint also resolves `ARG` defaults and knows `nightly`, `main`, `latest-gpu` and `python:3`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.base_images import is_jupyter_stack, moving
from mlint.rule import Finding, Related, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage


@rule("ML102", severity="warning", aliases=("DL3006", "DL3007"))
def unpinned_base_image(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        image = stage.base_image
        reason = moving(image) if image else None
        if image is None or reason is None or stage.base_text is None or not stage.is_reached:
            continue
        yield Finding(
            build.place(stage.base_text.span()),
            f"{image.name} has {reason}: tomorrow's build may start from another image; "
            f"name a version{_framework_hint(image.name)}",
            severity="info" if is_jupyter_stack(image) else None,
            related=tuple(_arguments(build, stage)),
        )


def _framework_hint(name: str) -> str:
    if name.startswith(("nvcr.io/nvidia/", "nvidia/", "pytorch/", "rocm/", "tensorflow/")):
        return ", since its CUDA version moves with it"
    return ""


def _arguments(build: Build, stage: BuildStage) -> Iterator[Related]:
    """The ARGs before FROM that make up the reference."""
    for instruction in build.global_arguments:
        for pair in instruction.assignments:
            if pair.value is not None and stage.base_text is not None and _mentions(stage.base_text.text, pair.key):
                yield Related(build.place(pair.span), f"the default of {pair.key}")


def _mentions(text: str, name: str) -> bool:
    return f"${name}" in text or f"${{{name}" in text
