r"""pip keeps its download cache in the layer.

pip stores every wheel that it downloads under `~/.cache/pip`, so that the next `pip install` on the same machine need
not download it again. In an image there is no next time: the layer is finished, and the wheels are shipped along with
what was unpacked from them. The waste is the download size of all packages of the `RUN`: 3.0 GB for `torch` with its
CUDA libraries, 633 MB for `tensorflow`, 61 MB for `scikit-learn` (wheels on PyPI, November 2026).

`--no-cache-dir` keeps the wheels out. A cache mount does so too, and makes the next build faster: with
`--mount=type=cache,target=/root/.cache/pip` the wheels stay on the build machine and never enter the image. mlint also
understands `PIP_NO_CACHE_DIR` (from `ENV`, `ARG` or inline; pip switches the cache off for *any* boolean, `0` and
`false` included), `pip config set global.no-cache-dir true`, another `PIP_CACHE_DIR` under a mount, and a cache
removed later in the same `RUN`; it says nothing when a variable hides what the base image is. One finding per stage, builder stages excepted, since their layers are not shipped.

When only pip itself, setuptools or other installers are installed, it is a matter of 2 to 15 MB, and the finding is
an `info`.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --upgrade pip && \
    pip install -r requirements.txt
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --upgrade pip && \
    pip install --no-cache-dir -r requirements.txt
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements.txt
```

## References
- [pip: caching](https://pip.pypa.io/en/stable/topics/caching/)
- [Docker: cache mounts](https://docs.docker.com/build/cache/optimize/#use-cache-mounts)
- hadolint DL3042: mlint is laxer where the cache does not reach the image (builder stages, mounts on a parent folder,
  `pip config`), and stricter about a clean-up that stands before the install.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.sizes import install_size
from mlint.rule import Edit, Estimate, Finding, Fix, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.installs import Install

ADVICE = "add --no-cache-dir or mount a cache at"


@rule("ML301", severity="warning", aliases=("DL3042",), once=True)
def pip_cache_kept(build: Build) -> Iterator[Finding]:
    if not build.final_chain or build.final_chain[0].base_name is None:
        return  # an unknown base may set PIP_NO_CACHE_DIR
    for stage in build.final_chain:
        for run in stage.runs:
            for install in run.installs:
                if install.manager != "pip" or install.verb != "install" or not install.cache.kept:
                    continue
                home = install.surroundings.home or "~"
                yield Finding(
                    build.place(install.span),
                    f"pip keeps its download cache in this layer; {ADVICE} {home}/.cache/pip",
                    fix=_fix(build, install),
                    estimate=_estimate(install),
                    severity="info" if install.only_installers else None,
                )


def _fix(build: Build, install: Install) -> Fix:
    end = install.verb_span.end
    return Fix("Add --no-cache-dir", (Edit(build.place(Span(end, end)), " --no-cache-dir"),))


def _estimate(install: Install) -> Estimate | None:
    size, at_least = install_size(install)
    return Estimate(size, "image", at_least) if size else None
