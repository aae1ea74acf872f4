r"""This release no longer has a package that apt installs.

Distributions drop and rename packages, and a floating tag brings the change over night. Since August 2025
`python:3.12-slim` is Debian 13, which has no `libgl1-mesa-glx`, `python3-distutils` or `software-properties-common`:
Dockerfiles that nobody had touched failed with `E: Unable to locate package` or `has no installation candidate`.

mlint knows some 120 names that ML images install, each asked of apt itself for Debian 11 to 13 and Ubuntu 18.04 to
26.04 in November 2026. Where a package is only called something else, the fix replaces the word.

It also knows the Pythons of these releases: 3.9, 3.11 and 3.13 in Debian; 3.10 and 3.11 in Ubuntu 22.04, 3.12 in 24.04,
3.14 in 26.04. `python3.10` on Ubuntu 24.04 is not found, or apt takes the name for a pattern: on Debian 12, `python3.7`
installs `libcasa-python3-7`.

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
from mlint.image.packages.apt_lists import looks_up, missing_python, other_sources_before, removed_package
from mlint.rule import Edit, Finding, Fix, rule
from mlint.wording import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.context.requirements import Requirement
    from mlint.image.base.base_facts import BaseFacts
    from mlint.image.base.families.facts import OperatingSystem
    from mlint.knowledge.removed_apt_packages import RemovedPackage

PIP = "python3-pip"
OTHER_PYTHON = "use its own python3, or the python image of that version"
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
                found = [one for one in (_finding(build, facts, facts.os, one) for one in install.requirements) if one]
                if found and not other_sources_before(run, install):
                    yield from found


def _finding(build: Build, facts: BaseFacts, system: OperatingSystem, requirement: Requirement) -> Finding | None:
    place, name = build.place(requirement.span), requirement.name or ""
    package, pythons = removed_package(system, name), missing_python(facts, name)
    if package:
        refused = package.now == PIP and facts.externally_managed
        advice = WITH_VENV if refused else package.advice or f"install {package.now}"
        message = f"{full_name(system)} no longer has {name}; {advice}"
        return Finding(place, message, fix=None if refused else _fix(build, requirement, package))
    if pythons:
        return Finding(place, f"{full_name(system)} has no {name}, only Python {listed(pythons)}; {OTHER_PYTHON}")
    return None


def _fix(build: Build, requirement: Requirement, package: RemovedPackage) -> Fix | None:
    if not package.now or not requirement.literal or requirement.text != requirement.name:
        return None
    title = f"Install {package.now}"
    return Fix(title, (Edit(build.place(requirement.span), package.now),), "safe" if package.same else "unsafe")
