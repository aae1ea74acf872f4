r"""apt refuses NVIDIA's repository here: its key was replaced after this image was built.

On 27 April 2022 NVIDIA replaced the key that signs its packages. An image from before has NVIDIA's repository in its
sources and only the old key, so every `apt-get update` ends with `NO_PUBKEY A4B469963BF863CC`, and the build with it.
NVIDIA built its own images anew. Those of TensorFlow up to 2.8.0 (`-gpu`) and of PyTorch up to 1.11 (`-devel`) are as
they were.

Take a newer image. Where the code needs the old version, remove the repository before the first `apt-get update`:
CUDA is in the image already.

mlint says nothing where a key, a list of sources or a setting of apt is changed before, where a script of one's own may
do so, and where the failure of the command stops nothing. PyTorch's runtime images do not have that repository.

## Bad
```dockerfile
FROM tensorflow/tensorflow:2.4.1-gpu
RUN apt-get update && apt-get install -y --no-install-recommends libsndfile1 \
    && rm -rf /var/lib/apt/lists/*
```

## Fixed
```dockerfile
FROM tensorflow/tensorflow:2.4.1-gpu
RUN rm -f /etc/apt/sources.list.d/cuda.list /etc/apt/sources.list.d/nvidia-ml.list
RUN apt-get update && apt-get install -y --no-install-recommends libsndfile1 \
    && rm -rf /var/lib/apt/lists/*
```

## Fix safety
The fix is unsafe: further packages of CUDA can no longer be installed.

## Good
```dockerfile
FROM tensorflow/tensorflow:2.15.0-gpu
RUN apt-get update && apt-get install -y --no-install-recommends libsndfile1 \
    && rm -rf /var/lib/apt/lists/*
```

## References
- NVIDIA's announcement, with what to do: NVIDIA/nvidia-docker 1632
- Builds that it stopped: tensorflow/tensorflow 56085, pytorch/builder 1025
"""

from __future__ import annotations

from mlint.rule import Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.shell.commands import Command


@rule("ML112", severity="error", mentions=("tensorflow/tensorflow", "pytorch/pytorch"))
def replaced_repository_key(build: Build) -> Iterator[Finding]:
    from mlint.image.base.repository_keys import old_key, refused_update

    for root in build.stages:
        image = root.base_image
        known = old_key(image) if image else None
        update = refused_update(root) if known else None
        if image and known and update and root.base_text:
            yield Finding(
                build.place(root.base_text.span()),
                f"NVIDIA replaced the key of its repository after this image was built, so {update.name} update fails; "
                f"take {image.name} {known.fixed} or later, or remove the repository before",
                fix=_fix(build, root, update),
                related=(Related(build.place(update.span), "this stops the build"),),
            )


def _fix(build: Build, root: BuildStage, update: Command) -> Fix | None:
    from mlint.knowledge.repository_keys import LISTS

    runs = (run for stage in build.stages if stage.root is root for run in stage.runs)
    run = next((one for one in runs if update in one.commands), None)
    if run is None or run.stage.user_at(run.instruction) != "root":
        return None
    edit = build.line_before(run.instruction, f"RUN rm -f {' '.join(LISTS)}")
    return Fix("Remove NVIDIA's repository", (edit,), "unsafe")
