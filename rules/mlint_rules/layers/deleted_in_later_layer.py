r"""Deleting this here does not make the image smaller.

Layers only add. A file that one `RUN` downloads and the next one deletes is still in the first layer: it is pulled
with the image by every machine and only hidden from view. The same holds for a cache that is cleaned in an instruction
of its own, and for a package that is uninstalled later. What shall not be in the image must be gone at the end of the
instruction that brought it; a file of the build context need not be copied at all when the `RUN` mounts it
(`--mount=type=bind`).

mlint reports `rm` of an archive, installer, weights, data or clone that an earlier layer has brought (`curl`, `wget`,
`git clone`, `COPY`, `ADD` of a URL), of a folder that a `COPY` took from the build context, of wheels from the stage
that made them (`RUN --mount=type=bind,from=builder` needs no copy), and of apt's lists that an earlier layer keeps. Of
the caches of pip, uv, conda and poetry their own rules tell, which know how to keep none (`pip-cache-kept`).
`pip uninstall` of a package that an earlier `RUN` has installed is an `info`: it has an effect, only not on the size.
One that is installed again, in another version, is left alone, as are small packages, scripts and keys, folders of
unknown size, what is deleted in the same `RUN`, a `RUN` that uses the package manager itself before it cleans up, and
builder stages, which are not shipped.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /data
RUN wget https://example.org/corpus.tar.gz && tar -xf corpus.tar.gz
RUN rm corpus.tar.gz
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /data
RUN wget https://example.org/corpus.tar.gz && tar -xf corpus.tar.gz && \
    rm corpus.tar.gz
```

## Fix safety
The fix merges two `RUN`s that follow each other. It is unsafe: the second one then runs in the shell of the first,
with its variables and settings.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /data
RUN --mount=type=bind,source=corpus.tar.gz,target=/tmp/corpus.tar.gz \
    tar -xf /tmp/corpus.tar.gz
```

## References
- [Docker: images and layers](https://docs.docker.com/engine/storage/drivers/#images-and-layers)
- [Docker: bind mounts](https://docs.docker.com/reference/dockerfile/#run---mounttypebind)
"""

from __future__ import annotations

from mlint.image.layers.deleted_later import brought, cleans, deleted_of, kept_caches, merged_with, uninstalled
from mlint.rule import Edit, Estimate, Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.build import Build
    from mlint.image.layers.deleted_later import Left
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

REMEDIES = {
    "run": "delete it in the RUN that brings it",
    "copied": "mount it instead of copying it",
    "fetched": "download it in the RUN that deletes it",
}


@rule("ML205", severity="warning", mentions=("cache", "clean", "delete", "remove", "rm ", "uninstall"))
def deleted_in_later_layer(build: Build) -> Iterator[Finding]:
    lefts, caches = brought(build), kept_caches(build)
    for run in (run for stage in build.final_chain for run in stage.runs):
        start = run.instruction.span.start
        before = [left for left in lefts if left.number < start]
        earlier = [(other, install) for other, install in caches if other.instruction.span.start < start]
        for command in run.commands:
            gone = deleted_of(before, run, command)
            if gone:
                yield _deleted(build, run, command, gone)
                lefts = [left for left in lefts if left not in gone]
                before = [left for left in before if left not in gone]
            cleaned = [(other, one) for other, one in earlier if cleans(run, command, one)]
            if cleaned:
                caches = [one for one in caches if one not in cleaned]
                other, install = cleaned[0]
                yield Finding(
                    build.place(command.span),
                    f"what {install.manager} left behind is still in the layer of line {other.instruction.first_line}, "
                    "so removing it here saves nothing; remove it in that RUN",
                    fix=_merge(build, run, other.instruction.span.start),
                    related=(Related(build.place(install.span), "left by this"),),
                )
                break
        yield from _uninstalled(build, run)


def _deleted(build: Build, run: Run, command: Command, gone: Sequence[Left]) -> Finding:
    size = sum(left.bytes or 0 for left in gone)
    at_least = any(left.bytes is None or left.at_least for left in gone)
    parts = tuple(part for left in gone for part in left.parts)
    line = build.source.position(gone[0].span.start).line
    return Finding(
        build.place(command.span),
        f"{gone[0].text} is still in the layer of line {line}, so deleting it here saves nothing; "
        + REMEDIES[gone[0].brought],
        fix=_merge(build, run, gone[0].number),
        estimate=Estimate(size, "image", at_least, parts) if size else None,
        related=tuple(Related(build.place(left.span), f"brings {left.text}") for left in gone),
    )


def _merge(build: Build, run: Run, number: int) -> Fix | None:
    """The fix that makes one RUN of ``run`` and the one before it that begins at ``number``."""
    edit = merged_with(run, number)
    return Fix("Merge the two RUNs", (Edit(build.place(edit[0]), edit[1]),), "unsafe") if edit else None


def _uninstalled(build: Build, run: Run) -> Iterator[Finding]:
    for install, name, by in uninstalled(run):
        yield Finding(
            build.place(install.span),
            f"if this is to save space, it does not: {name} stays in the layer of the RUN on line "
            f"{by.instruction.first_line}; leave it out there",
            severity="info",
        )
