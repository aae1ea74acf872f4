r"""uv leaves its cache in the layer.

uv unpacks every wheel into `~/.cache/uv` and links it from there into the environment. In an image nobody comes back
for that cache. What it costs depends on how uv links:

- As hard links, uv's way on Linux, the files exist once. What stays are answers of the index and what uv built from
  source or cloned: 6 MB beside pandas and scikit-learn, 17 MB beside an environment of 654 MB. It is an `info`, and
  mlint gives no estimate.
- With `UV_LINK_MODE=copy` they exist twice: 666 MB of cache for the same environment (measured with uv 0.13). The
  setting is meant for cache mounts. Without a mount it doubles what is installed, and the finding is a `warning`.

`--no-cache` keeps the cache out. A cache mount does so too, and the next build need not download anything again. mlint
also knows `UV_NO_CACHE`, a `UV_CACHE_DIR` or `--cache-dir` under a mount, and `uv cache clean` or `rm` later in the
same `RUN`. It says nothing of builder stages, since their layers are not shipped, and nothing when a variable hides
the base image, which may set `UV_NO_CACHE`. One finding per stage.

The fix adds `--no-cache`, or the cache mount that another `RUN` of the file already has for uv.

## Bad
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
ENV UV_LINK_MODE=copy
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
ENV UV_LINK_MODE=copy
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --no-cache --locked --no-dev
```

## Good
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
ENV UV_LINK_MODE=copy
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev
```

## References
- [uv in Docker: caching](https://docs.astral.sh/uv/guides/integration/docker/#caching)
- [uv: the cache directory](https://docs.astral.sh/uv/concepts/cache/#cache-directory)
- For pip's cache see `pip-cache-kept`.
"""

from __future__ import annotations

from mlint.image.packages.projects import COPIES, keeps_copies, locked, uv_setting
from mlint.image.runs import used_cache_mounts
from mlint.rule import Estimate, Finding, rule
from mlint_rules.packages._shared import cache_remedy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

OPTION = "--no-cache"
TWICE = "with link mode copy uv keeps a second copy of every package"


@rule("ML320", severity="info", once=True, mentions=("uv",))
def uv_cache_kept(build: Build) -> Iterator[Finding]:
    if not build.final_chain or build.final_chain[0].base_name is None:
        return  # an unknown base may set UV_NO_CACHE
    mounts = used_cache_mounts(build)
    synced = False
    for stage in build.final_chain:
        for run in stage.runs:
            for install in run.installs:
                if install.manager != "uv" or not install.cache.kept or uv_setting(run, install, "no-cache") is True:
                    continue
                copies = keeps_copies(run, install)
                advice, fix = cache_remedy(build, run, install, mounts, OPTION)
                yield Finding(
                    build.place(install.span),
                    f"{TWICE if copies else 'uv keeps its cache'} in this layer; {advice}",
                    fix=fix,
                    # A second sync finds the packages of the first in place.
                    estimate=_estimate(run, install) if copies and not (synced and install.verb == "sync") else None,
                    severity="warning" if copies else None,
                )
                synced = synced or install.verb == "sync"


def _estimate(run: Run, install: Install) -> Estimate | None:
    from mlint.image.packages.sizes import asked_size, locked_size

    asked = run.asked_for(install)
    size, at_least = asked_size(asked, "unpacked")
    lock = locked(run, install) if install.verb == "sync" else None
    if lock:
        groups = {one.group for one in asked.packages if one.group}
        size = max(size, locked_size(lock, lock.packages(groups, groups))[0])
    return Estimate(size, "image", at_least, ((COPIES, size),)) if size else None
