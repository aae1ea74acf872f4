r"""apt upgrades all packages, so the image depends on the day of its build.

`apt-get upgrade` replaces every package that has a newer version today. Two builds of one commit differ, the upgraded
files are in the image twice (once in the base, once in this layer), and Docker keeps the layer as long as nothing
before it changes, so the fixes are as old as the cache. A newer base image brings the same fixes without the layer.

On CUDA images an upgrade may also replace CUDA libraries, cuDNN or NCCL with versions that torch or TensorFlow were
not built for; `apt-mark hold` keeps single packages.

The rule is off by default: some teams want the security fixes of the day, and rebuild without the cache to get them.

## Bad
```dockerfile
FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*
```

## Good
```dockerfile
FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
RUN apt-get update && \
    apt-get install -y --no-install-recommends --only-upgrade openssl && \
    rm -rf /var/lib/apt/lists/*
```

## References
- [Docker: best practices, rebuild your images often](https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often)
- [apt-get(8): upgrade, dist-upgrade](https://manpages.debian.org/bookworm/apt/apt-get.8.en.html)
"""

from __future__ import annotations

from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

UPGRADES = ("dist-upgrade", "full-upgrade", "upgrade")


@rule("ML332", severity="info", default=False, mentions=("upgrade",))
def apt_upgrade(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for install in stage.installs("apt") if stage.is_reached else ():
            if install.verb in UPGRADES:
                with_cuda = stage.base_facts is not None and bool(stage.base_facts.toolkit)
                yield Finding(
                    build.place(install.span),
                    f"{install.command.name} {install.verb} makes the image depend on the day of its build"
                    + (", CUDA's libraries included" if with_cuda else "")
                    + "; start from a newer base image instead",
                )
