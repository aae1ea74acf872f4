r"""This release no longer has a package that apt installs.

Distributions drop and rename packages, and a floating tag brings the change over night. Since August 2025
`python:3.12-slim` is Debian 13, which has no `libgl1-mesa-glx`, `python3-distutils` or `software-properties-common`:
Dockerfiles that nobody had touched failed with `E: Unable to locate package` or `has no installation candidate`.

mlint knows some 130 names that ML images install, each asked of apt itself for Debian 11 to 13 and Ubuntu 18.04 to
26.04 in November 2026. Where a package is only called something else, the fix replaces the word.

mlint is silent where the base image or its release is not known, where the tag names an older release
(`python:3.12-slim-bookworm`) or a patch version that was last built on one (`python:3.10.13-slim`), behind
`|| true`, and where other package sources may bring the package: a changed `/etc/apt`, `add-apt-repository`, local
`.deb` files, a script that mlint cannot read.

If it is OpenCV that needs `libGL.so.1`, `opencv-python-headless` needs no such package at all (`opencv-with-gui`).

## Bad
```dockerfile
FROM python:3.12-slim-trixie
RUN apt-get update && \
    apt-get install -y --no-install-recommends libgl1-mesa-glx libglib2.0-0 && \
    rm -rf /var/lib/apt/lists/*
```

## Fixed
```dockerfile
FROM python:3.12-slim-trixie
RUN apt-get update && \
    apt-get install -y --no-install-recommends libgl1 libglib2.0-0 && \
    rm -rf /var/lib/apt/lists/*
```

## Fix safety
The fix is safe where the package only has another name. Where another package takes its place (`python3-setuptools`
for `python3-distutils`, `libtiff6` for `libtiff5`) it is unsafe: a program may need exactly the old one. `python-pip`
is left alone where the new pip would only refuse to install (`externally-managed-python`).

## Good
```dockerfile
FROM python:3.12-slim-bookworm
RUN apt-get update && \
    apt-get install -y --no-install-recommends libgl1-mesa-glx libglib2.0-0 && \
    rm -rf /var/lib/apt/lists/*
```

## References
- [Debian packages](https://packages.debian.org/libgl1-mesa-glx) and
  [Ubuntu packages](https://packages.ubuntu.com/libgl1-mesa-glx): which releases have a package
- [A build that broke over night](https://github.com/CatchTheTornado/text-extract-api/issues/126)
"""

from __future__ import annotations

from mlint.image.base.lifecycles import full_name
from mlint.image.packages.apt_lists import looks_up, other_sources_before, removed_package
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.context.requirements import Requirement
    from mlint.knowledge.removed_apt_packages import RemovedPackage

PIP = "python3-pip"
WITH_VENV = f"install {PIP} and python3-venv: this release wants pip in a virtual environment"


@rule("ML305", severity="error", mentions=("apt",))
def removed_apt_package(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        facts = stage.base_facts if stage.is_reached else None
        if facts is None or facts.os is None or not facts.sure_of("os"):
            continue
        for run in stage.runs:
            for install in run.installs:
                site = install.command.site
                if not looks_up(install) or site.guarded or site.conditional:
                    continue
                gone = [(one, removed_package(facts.os, one.name or "")) for one in install.requirements]
                known = [(requirement, package) for requirement, package in gone if package]
                if known and not other_sources_before(run, install):
                    for requirement, package in known:
                        refused = package.now == PIP and facts.externally_managed
                        advice = WITH_VENV if refused else package.advice or f"install {package.now}"
                        yield Finding(
                            build.place(requirement.span),
                            f"{full_name(facts.os)} no longer has {requirement.name}; {advice}",
                            fix=None if refused else _fix(build, requirement, package),
                        )


def _fix(build: Build, requirement: Requirement, package: RemovedPackage) -> Fix | None:
    if not package.now or not requirement.literal or requirement.text != requirement.name:
        return None
    title = f"Install {package.now}"
    return Fix(title, (Edit(build.place(requirement.span), package.now),), "safe" if package.same else "unsafe")
