r"""If the weights change less often than the code, keep them out of its layers.

A `COPY` is one layer. When it takes the weights together with the code, each edited line makes a new layer that holds
both: it is built, pushed, and pulled by every node, 2 GB for a change of 20 bytes. Weights that are copied behind the
code have a layer of their own, but each change of the code builds it anew.

Give them a `COPY` of their own before the source, best with `--link`, whose layer does not depend on what stands
before it. Or leave them out of the image: a volume, a bucket, or the model hub with its cache on a volume.

mlint weighs the files in the build context by their endings (`.safetensors`, `.pt`, `.onnx`, `.gguf` and others;
`.bin` and `.pkl` from 10 MB on) and speaks up at 100 MB. Over 1 GB in one `COPY` with Python code it is a `warning`.
Weights in a `COPY` of their own are fine with `--link`, or where no source is copied before them. Without a known build
context, in builder stages and for what `COPY --from` brings, mlint says nothing. What `COPY .` takes along into an
image that serves nothing is left to ML202 and ML209.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY src/ weights/ ./
CMD ["python", "predict.py"]
```
```text src/predict.py
print("predicting")
```
```size weights/model.safetensors
2.1 GB
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY --link weights/ ./weights/
COPY src/ ./
CMD ["python", "predict.py"]
```
```text src/predict.py
print("predicting")
```
```size weights/model.safetensors
2.1 GB
```

## Options
- `minimum-mb` (100): from how many megabytes on the weights of one `COPY` are reported.

## References
- [Dockerfile reference: COPY --link](https://docs.docker.com/reference/dockerfile/#copy---link)
- [Docker: order your layers](https://docs.docker.com/build/cache/optimize/#order-your-layers)
"""

from __future__ import annotations

from mlint.image.models.copied_files import copied_weights
from mlint.rule import Estimate, Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.copies import Copy
    from mlint.image.models.copied_files import Copied

MEGABYTE = 1_000_000
LARGE = 1_000_000_000


@rule("ML701", severity="info", options={"minimum-mb": 100}, mentions=("add", "copy"))
def weights_in_image(build: Build) -> Iterator[Finding]:
    minimum = build.settings.option(weights_in_image, "minimum-mb") * MEGABYTE
    for one in copied_weights(build):
        if one.bytes < minimum:
            continue
        before = None if one.with_source else _source_before(build, one.copy)
        if one.with_source or (before and one.copy.instruction.flag("link") is None):
            parts = tuple((f"context {weights.path}", weights.bytes) for weights in one.found)
            related = (
                (Related(build.place(before.instruction.text_span), "the source is copied here"),) if before else ()
            )
            yield Finding(
                build.place(one.copy.instruction.text_span),
                _message(one, before),
                estimate=Estimate(one.bytes, "rebuild", one.at_least, parts) if one.with_source else None,
                severity="warning" if one.with_source and one.bytes >= LARGE else None,
                related=related,
            )


def _message(one: Copied, before: Copy | None) -> str:
    from mlint.image.layers.whole_context import listed

    what = listed(one.found)
    if before is None:
        return (
            f"if {what} changes less often than the code, every change of the code ships it again with this COPY; "
            "give it a COPY --link of its own before the source, or mount it"
        )
    return (
        f"if {what} changes less often than the code, every change of the files copied on line "
        f"{before.instruction.first_line} copies it again; copy it before them, or with --link"
    )


def _source_before(build: Build, copy: Copy) -> Copy | None:
    """The first copy of source before ``copy`` in the final chain."""
    start = copy.instruction.span.start
    copies = (one for stage in build.final_chain for one in stage.copies if one.instruction.span.start < start)
    weights = {one.copy.instruction for one in copied_weights(build) if not one.with_source}
    return next((one for one in copies if one.takes_source and one.instruction not in weights), None)
