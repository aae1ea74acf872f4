r"""pip keeps its download cache in the layer.

pip stores every wheel that it downloads under `~/.cache/pip`, so that the next `pip install` on the same machine need
not download it again. In an image there is no next time: the layer is finished, and the wheels are shipped along with
what was unpacked from them. The waste is the download size of all packages of the `RUN`: 3.0 GB for `torch` with its
CUDA libraries, 633 MB for `tensorflow`, 61 MB for `scikit-learn` (wheels on PyPI, November 2026).

`--no-cache-dir` keeps the wheels out. A cache mount does so too, and makes the next build faster: with
`--mount=type=cache,target=/root/.cache/pip` the wheels stay on the build machine and never enter the image. mlint also
understands `PIP_NO_CACHE_DIR` (from `ENV`, `ARG` or inline; pip switches the cache off for *any* boolean, `0` and
`false` included), `pip config set global.no-cache-dir true`, another `PIP_CACHE_DIR` under a mount, and a cache
removed later in the same `RUN`. It says nothing when a variable hides what the base image is or which options pip
gets, and for local wheels, which may need nothing from the network. One finding per stage, builder stages excepted,
since their layers are not shipped.

The fix inserts `--no-cache-dir`, or the cache mount that another `RUN` of the file already has for pip.

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
- hadolint DL3042: laxer where the cache does not reach the image (builder stages, mounts on a parent folder, `pip
  config`, any value of `PIP_NO_CACHE_DIR`), on local wheels and unknown bases; stricter on a clean-up that stands
  before the install.
"""

from __future__ import annotations

from mlint.image.runs import used_cache_mounts
from mlint.rule import Estimate, Finding, rule
from mlint_rules.packages._shared import cache_remedy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

OPTION = "--no-cache-dir"


@rule("ML301", severity="warning", aliases=("DL3042",), once=True, mentions=("pip",))
def pip_cache_kept(build: Build) -> Iterator[Finding]:
    if not build.final_chain or build.final_chain[0].base_name is None:
        return  # an unknown base may set PIP_NO_CACHE_DIR
    mounts = used_cache_mounts(build)
    for stage in build.final_chain:
        for run in stage.runs:
            for install in run.installs:
                if install.manager == "pip" and install.verb == "install" and install.cache.kept:
                    advice, fix = cache_remedy(build, run, install, mounts, OPTION)
                    yield Finding(
                        build.place(install.span),
                        f"pip keeps its download cache in this layer; {advice}",
                        fix=fix,
                        estimate=_estimate(run, install),
                        severity="info" if install.only_installers else None,
                    )


def _estimate(run: Run, install: Install) -> Estimate | None:
    size, at_least = run.download_of(install)
    return Estimate(size, "image", at_least) if size else None
