r"""There never was an image with this tag.

`docker build` ends with *manifest unknown*, and the list of tags on Docker Hub has hundreds of pages. The tags of
`nvidia/cuda` and `pytorch/pytorch` follow rules that changed over the years, and most wrong ones are a right one by the
rules of another year:

- `pytorch/pytorch` has only `X.Y.Z-cudaA.B-cudnnN-runtime` and `-devel`. There are no CPU images.
- Tags of `nvidia/cuda` name three numbers since 11.1: `11.8.0-runtime-ubuntu22.04`, not `11.8-runtime-…`.
- cuDNN is written `cudnn8` up to CUDA 12.2, `cudnn9` in 12.3.2 and `cudnn` from 12.4.1 on. CUDA 12.2.0, 12.3.0, 12.3.1,
  12.4.0 and 12.5.0 have no images with cuDNN, the flavour `base` never has, and there is no CUDA 12.7.
- `python3.8` is no image; `python:3.8` is.

mlint judges what it has whole lists of: these images on Docker Hub and NGC, up to the newest version that its tables
know (November 2026). Copies in other registries, digests and open variables are left alone.

## Bad
```dockerfile
FROM pytorch/pytorch:2.2.0-cpu
```
```dockerfile
FROM nvidia/cuda:12.4.0-cudnn8-devel-ubuntu22.04
```

## Good
```dockerfile
FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04
```

## References
- [NVIDIA: tags that can be pulled](https://gitlab.com/nvidia/container-images/cuda/-/blob/master/doc/supported-tags.md)
- [Docker Hub: tags of pytorch/pytorch](https://hub.docker.com/r/pytorch/pytorch/tags)
- An image asked for in vain, 12.4.0 with cudnn8: pytorch/builder 1811
"""

from __future__ import annotations

from mlint.image.base.tag_status import tag_status
from mlint.image.references import related_defaults
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML106", severity="error", mentions=("cuda", "python", "pytorch"))
def nonexistent_base_tag(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        image = stage.base_image
        if image is None or stage.base_text is None or not stage.is_reached:
            continue
        found = tag_status(image)
        if found.status == "nonexistent":
            advice = f"; use {found.nearest}" if found.nearest else ""
            yield Finding(
                build.place(stage.base_text.span()),
                f"{image.written} was never published: {found.why}{advice}",
                related=related_defaults(stage),
            )
