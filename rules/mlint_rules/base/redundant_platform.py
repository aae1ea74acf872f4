r"""`--platform=$TARGETPLATFORM` is the default.

Every stage is built for the target platform unless `--platform` says otherwise. Naming it again does nothing, except
that old builders without BuildKit stop at the unknown variable, and readers look for the cross-compilation that is
not there.

Left alone: other variables (`$BUILDPLATFORM` is what a cross-compiling stage needs), a default such as
`${TARGETPLATFORM:-linux/amd64}`, which old builders need, and files that give `ARG TARGETPLATFORM` a value of their own
before the first `FROM`.

## Bad
```dockerfile
FROM --platform=$TARGETPLATFORM python:3.12-slim
COPY train.py .
CMD ["python", "train.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY train.py .
CMD ["python", "train.py"]
```

## Good
```dockerfile
FROM --platform=$BUILDPLATFORM node:22-slim AS frontend
WORKDIR /app
COPY ui/ ui/
RUN npm ci --prefix ui && npm run build --prefix ui

FROM python:3.12-slim
WORKDIR /app
COPY --from=frontend /ui/dist static/
```

## References
- [Docker: multi-platform builds](https://docs.docker.com/build/building/multi-platform/)
- hadolint DL3065, BuildKit RedundantTargetPlatform: the same, but for `${TARGETPLATFORM:-…}`, which BuildKit reports.
"""

from __future__ import annotations

from mlint.image.references import TARGET_PLATFORM
from mlint.rule import Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML108", severity="info", aliases=("DL3065", "RedundantTargetPlatform"), mentions=("--platform",))
def redundant_platform(build: Build) -> Iterator[Finding]:
    pairs = [pair for instruction in build.global_arguments for pair in instruction.assignments]
    if any(pair.key == TARGET_PLATFORM and pair.value is not None for pair in pairs):
        return
    for stage in build.stages:
        flag = stage.start.flag("platform")
        if stage.base_text and flag and flag.value in (f"${TARGET_PLATFORM}", f"${{{TARGET_PLATFORM}}}"):
            edit = build.flag_removal(flag)
            yield Finding(
                build.place(flag.span),
                f"{flag.text.text} is the default; leave it out",
                fix=Fix("Remove --platform", (edit,)) if edit else None,
            )
