r"""The base image has no fixed version.

Without a tag, or with one that is moved to every new build (`latest`, `nightly`, `latest-gpu`), the same Dockerfile
gives another image next month: another Python, another CUDA, another PyTorch. `pytorch/pytorch:latest` and
`tensorflow/tensorflow:latest-gpu` change the CUDA version under the driver of your hosts; `python:3` and `python:slim`
move to the next minor release, before all packages have wheels for it. What predicts in production is then no longer
what was trained, and nobody changed a line. 20.6 % of 974 public ML Dockerfiles that mlint was measured on start so.

Name at least major and minor version, for frameworks the full version with its CUDA. For a build that can be repeated
bit by bit, add the digest (`python:3.12-slim@sha256:…`) and let Renovate or Dependabot move it. For the Jupyter Docker
Stacks and Colab's runtime, whose users take the moving tags by habit, the finding is an `info`.

mlint resolves variables with the defaults of their `ARG`, and says nothing about stages, `scratch`, digests, names with
unknown variables, images with a version or a distribution's release in their path, and what the project builds itself:
bare names that are no official image, names that end in `base`, and tags such as `main` as the default of an `ARG`.

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
- hadolint DL3006, DL3007: stricter, since `ARG` defaults are put in and `nightly`, `main`, `latest-gpu` and `python:3`
  are known as moving; laxer on names with unknown variables, a version in the path, images of the project, and stages
  that nothing uses.
"""

from __future__ import annotations

from mlint.image.base.base_images import moves_by_habit, moving, moving_stack
from mlint.image.base.tag_status import cannot_be_pulled
from mlint.image.references import arguments_of_base, related_defaults
from mlint.knowledge.base_images import BRANCH_TAGS
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML102", severity="warning", aliases=("DL3006", "DL3007"))
def unpinned_base_image(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        image = stage.base_image
        reason = moving(image) if image else None
        if image is None or reason is None or stage.base_text is None or not stage.is_reached:
            continue
        arguments = arguments_of_base(stage)
        if arguments and image.tag in BRANCH_TAGS:
            continue  # the project's CI builds the family and hands over the tag
        if image.name in build.project_images:
            continue  # built together with this image
        if cannot_be_pulled(image):
            continue  # nvidia/cuda, whose 'latest' is gone: removed-cuda-base tells of that
        stack = moving_stack(image)
        move = f"{image.name} has {reason}: tomorrow's build may start from another image"
        version = f" and another {stack} version" if stack else ""
        by_habit = moves_by_habit(image)
        condition = "if this image is to be built the same way again, name a version: " if by_habit else ""
        yield Finding(
            build.place(stage.base_text.span()),
            f"{condition}{move}{version}{'' if by_habit else '; name a version'}",
            severity="info" if by_habit else None,
            related=related_defaults(stage),
        )
