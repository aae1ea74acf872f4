r"""COPY --from points at no earlier stage.

`--from` names a stage that stands before the `COPY`, by its name or its number from 0. The stage itself, a later one
or a number that is too high stop the build. A misspelt name does worse than that: BuildKit takes it for an image,
looks for `docker.io/library/biulder`, and reports "pull access denied", which sends people to check their login; if
somebody has published an image of that name, its files are copied.

Images (`nginx`, `ghcr.io/astral-sh/uv:0.9`) and named build contexts (`--build-context`, Bake, Compose) are legal and
not reported, as long as the name is not just one slip away from that of a stage: one letter, or two in longer names.
Names with variables are left alone: BuildKit refuses them, Buildah replaces them.

## Bad
```dockerfile
FROM python:3.12 AS builder
RUN pip wheel --no-cache-dir --wheel-dir /wheels xgboost-cpu==3.2.0

FROM python:3.12-slim
COPY --from=biulder /wheels /wheels
```

## Good
```dockerfile
FROM python:3.12 AS builder
RUN pip wheel --no-cache-dir --wheel-dir /wheels xgboost-cpu==3.2.0

FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.10 /uv /usr/local/bin/
RUN --mount=from=builder,source=/wheels,target=/wheels \
    uv pip install --system --no-cache /wheels/*.whl
```

## References
- [Dockerfile reference: COPY --from](https://docs.docker.com/reference/dockerfile/#copy---from)
- [Docker: name your build stages](https://docs.docker.com/build/building/multi-stage/#name-your-build-stages)
- hadolint DL3022: laxer on names without a tag, which may be images or named build contexts; stricter on the number of
  the stage itself.
- hadolint DL3023: the same, but that upper and lower case make no difference.
"""

from __future__ import annotations

from mlint.image.layers.copy_origins import bad_origin
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML026", severity="error", aliases=("DL3022", "DL3023"), mentions=("--from",))
def bad_copy_from(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for copy in stage.copies:
            flag = copy.instruction.flag("from")
            message = bad_origin(build, copy) if flag else None
            if flag and message:
                yield Finding(build.place(flag.span), message)
