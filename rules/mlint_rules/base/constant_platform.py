r"""This stage is tied to one platform.

With `--platform=linux/amd64` behind `FROM` the stage is built for that platform on every machine. On an Apple or
Graviton machine it then runs emulated, many times slower, and an image for several platforms gets the same binaries
in each of them. `docker build --platform` and Compose's `platform:` choose the platform without writing it into the
file.

This rule is off by default: many CUDA images and wheels exist for amd64 alone, so that a constant is often meant, and
the image could not be built otherwise.

Left alone are stages named after the platform (`build-amd64`), from which another `FROM` chooses, and variables.

## Bad
```dockerfile
FROM --platform=linux/amd64 python:3.12-slim
COPY train.py .
CMD ["python", "train.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY train.py .
CMD ["python", "train.py"]
```

## References
- [Docker: FromPlatformFlagConstDisallowed](https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/)
- hadolint DL3029: laxer on platforms in a variable, which hadolint reports as well.
- BuildKit FromPlatformFlagConstDisallowed: the same.
"""

from __future__ import annotations

from mlint.image.references import platform_parts
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule(
    "ML109",
    severity="info",
    default=False,
    aliases=("DL3029", "FromPlatformFlagConstDisallowed"),
    mentions=("--platform",),
)
def constant_platform(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        flag = stage.start.flag("platform")
        if flag is None or not flag.value or "$" in flag.value or not stage.is_reached:
            continue
        if any(part in (stage.name or "") for part in platform_parts(flag.value)):
            continue
        yield Finding(
            build.place(flag.span),
            f"this stage is built for {flag.value} on every machine; give the platform to docker build instead",
        )
