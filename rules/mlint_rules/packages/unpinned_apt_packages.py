r"""apt installs whatever version its mirror has today.

Without a version, the same Dockerfile installs another `ffmpeg` next month. `apt-get install ffmpeg=7:5.1.6-0+deb12u1`
names one.

This rule is off by default, because the cure is worse in most images. Debian's mirrors keep only the newest version of
a package in each release; when a security update comes, the pinned one vanishes, and the build ends with
`Version … was not found`. Within a release the distribution itself changes little beside such fixes. What makes builds
repeatable is a base image named by a digest or a dated tag, or sources from `snapshot.debian.org`. Pins are useful for
packages from other sources that keep old versions, such as those of NVIDIA (`libcudnn9-cuda-12=9.8.0.87-1`).

mlint accepts `package=version`, with the version in a variable too, `package/release`, and local `.deb` files. It says
nothing of words that are variables themselves. There is one finding per stage.

## Bad
```dockerfile
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
```

## Good
```dockerfile
FROM debian:12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends libgomp1=12.2.0-14+deb12u1 && \
    rm -rf /var/lib/apt/lists/*
```

## References
- [Pinned versions that vanish](https://github.com/hadolint/hadolint/issues/884), and
  [why hadolint may turn its rule off, too](https://github.com/hadolint/hadolint/pull/1253)
- [snapshot.debian.org](https://snapshot.debian.org/)
- hadolint DL3008: the same for `apt-get`; stricter on `apt`, laxer on variables; one finding per stage.
"""

from __future__ import annotations

from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

SHOWN = 3
"""How many packages a message names."""


@rule("ML330", severity="info", default=False, aliases=("DL3008",), once=True, mentions=("apt",))
def unpinned_apt_packages(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for install in (one for run in stage.runs_and_triggers for one in run.installs if one.manager == "apt"):
            wanted = install.requirements if install.verb == "install" else ()
            names = [one.name for one in wanted if one.name and not one.path and not one.clauses]
            if names:
                more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
                yield Finding(
                    build.place(install.span),
                    f"no version is given for {', '.join(names[:SHOWN])}{more}; "
                    "pin them, or the base image by a digest or a date",
                )
