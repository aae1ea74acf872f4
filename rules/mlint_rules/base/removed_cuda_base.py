r"""NVIDIA has deleted this CUDA image.

`docker build` ends at its first line: *manifest unknown*. NVIDIA marks the images of a CUDA version as ended and
deletes them some months later, from Docker Hub and from NGC alike. All of CUDA 10.2 and older is gone, and so are the
early patch releases of 11.2 to 11.7, the tags with two numbers (`11.0-base`), and `latest`, since January 2021. Of
the older ones among 974 public ML Dockerfiles, 13.9 % start from such an image. They still build where the image lies
in a local cache, and fail on the next machine.

The message names the nearest CUDA version that is there, on a release of the distribution that still gets fixes.
PyTorch and TensorFlow wheels bring their own CUDA libraries, so that their CUDA need not be the one of the base.

Tags that are only marked as ended and can still be pulled (`12.0.0`, `12.1.0`) are left alone, and so are copies in
other registries and digests.

## Bad
```dockerfile
FROM nvidia/cuda:10.2-cudnn7-runtime-ubuntu18.04
```
```dockerfile
FROM nvidia/cuda
```

## Good
```dockerfile
FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04
```

## References
- [NVIDIA: CUDA container support policy](https://gitlab.com/nvidia/container-images/cuda/-/blob/master/doc/support-policy.md)
- [NVIDIA: tags that can be pulled](https://gitlab.com/nvidia/container-images/cuda/-/blob/master/doc/supported-tags.md)
- A build that broke when tags went: pytorch/builder 1446
"""

from __future__ import annotations

from mlint.image.base.tag_status import tag_status
from mlint.image.references import related_defaults
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML105", severity="error", mentions=("cuda",))
def removed_cuda_base(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        image = stage.base_image
        if image is None or stage.base_text is None or not stage.is_reached:
            continue
        found = tag_status(image)
        if found.status == "removed":
            yield Finding(
                build.place(stage.base_text.span()),
                f"{found.why}, so this base cannot be pulled; the nearest that can is {image.name}:{found.nearest}",
                related=related_defaults(stage),
            )
