r"""If this is training data, mount it instead.

Data in an image is pulled by every node with the program, kept in the registry with every version of it, and handed to
everyone who may pull: a bad place for customers' records. The data changes on another clock than the code, too. A
training job takes it from a volume or a bucket, a build step from a bind mount:
`RUN --mount=type=bind,source=data,target=/data`, of which nothing stays in the layer.

mlint looks at what `COPY` takes by name: a folder `data/` or `datasets/`, and tables and arrays (`.csv`, `.parquet`,
`.npy`, `.h5ad`, `.tfrecord` and others), from 10 MB on, as the build context holds them. It leaves alone the data of
Python packages, of tests, samples and static files, and a build context that is not known. What `COPY .` takes along is
a matter of the ignore file (ML202, ML209). The finding is always an `info`, since a program may well serve what it
ships: a lookup table, an index, a demonstration.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY data/ data/
COPY train.py .
CMD ["python", "train.py"]
```
```text train.py
print("training")
```
```size data/train.csv
340 MB
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY train.py .
CMD ["python", "train.py", "--data", "/mnt/data"]
```
```text train.py
print("training")
```
```size data/train.csv
340 MB
```

## Options
- `minimum-mb` (10): from how many megabytes on the data of one `COPY` is reported.

## References
- [Docker: volumes](https://docs.docker.com/engine/storage/volumes/)
- [Dockerfile reference: RUN --mount=type=bind](https://docs.docker.com/reference/dockerfile/#run---mounttypebind)
"""

from __future__ import annotations

from mlint.image.models.copied_files import copied_data
from mlint.rule import Estimate, Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

MEGABYTE = 1_000_000


@rule("ML707", severity="info", options={"minimum-mb": 10}, mentions=("add", "copy"))
def data_in_image(build: Build) -> Iterator[Finding]:
    minimum = build.settings.option(data_in_image, "minimum-mb") * MEGABYTE
    for one in copied_data(build):
        if one.bytes >= minimum:
            from mlint.image.layers.whole_context import listed

            parts = tuple((f"context {data.path}", data.bytes) for data in one.found)
            yield Finding(
                build.place(one.copy.instruction.text_span),
                f"if {listed(one.found)} is training data, mount it when the container runs instead of copying it into "
                "the image",
                estimate=Estimate(one.bytes, "image", one.at_least, parts),
            )
