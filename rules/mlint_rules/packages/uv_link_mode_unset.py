r"""uv warns that it cannot hardlink from the mount.

uv links packages from its cache into the environment. A cache mount is another file system, hard links do not reach
across, so uv copies and says so: `warning: Failed to hardlink files; falling back to full copy`.
`ENV UV_LINK_MODE=copy` tells it that this is meant.

The rule is off by default because only the log changes. Image and build time stay the same.

mlint is content with any link mode that is set, by variable, by option or in the project's settings, and says nothing
where the cache lies in the image itself. One finding per stage.

## Bad
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
ENV UV_LINK_MODE=copy
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev
```

## Good
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev --link-mode copy
```

## References
- [uv in Docker: caching](https://docs.astral.sh/uv/guides/integration/docker/#caching)
- [uv: link mode](https://docs.astral.sh/uv/reference/settings/#link-mode)
"""

from __future__ import annotations

from mlint.image.packages.projects import uv_setting
from mlint.rule import Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.build_stage import BuildStage
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

SETTING = "UV_LINK_MODE=copy"


@rule("ML333", severity="info", default=False, mentions=("uv",))
def uv_link_mode_unset(build: Build) -> Iterator[Finding]:
    reported: set[BuildStage] = set()
    for stage in build.stages:
        if not stage.is_reached or stage.root.base_name is None or not reported.isdisjoint(stage.chain):
            continue
        found = next(_calls(stage), None)
        if found:
            reported.add(stage)
            run, install = found
            yield Finding(
                build.place(install.span),
                f"uv cannot hardlink from the cache mount and warns that it copies; set {SETTING}",
                fix=Fix(f"Set {SETTING}", (build.line_before(run.instruction, f"ENV {SETTING}"),)),
            )


def _calls(stage: BuildStage) -> Iterator[tuple[Run, Install]]:
    """The calls of uv in ``stage`` whose cache is in a mount, and that are told no link mode."""
    for run in stage.runs:
        for install in run.installs:
            mounted = install.manager == "uv" and install.cache.reason == "mount"
            if mounted and not install.has("--link-mode") and uv_setting(run, install, "link-mode") is None:
                yield run, install
