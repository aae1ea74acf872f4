r"""apt installs from a package list of another layer, or from none.

apt finds packages in lists that `apt-get update` fetches. Debian's and Ubuntu's images ship without them, so an
install that nothing has updated for ends with `Unable to locate package`. An update in a `RUN` of its own works on the
first day only. Docker keeps that layer as long as its text stays the same, and a new package in the next `RUN` is then
looked up in a list of last month: apt asks for a version that the mirror has replaced and ends with `404 Not Found`.

Put `apt-get update` and `apt-get install` into one `RUN`: whenever the packages change, the list is fetched anew.

mlint accepts any update earlier in the same `RUN`: `apt-get`, `apt`, `aptitude`, `add-apt-repository`,
`install --update`, and every script or program that it cannot read, since that may update. A mount at `/var/lib/apt`,
local `.deb` files and guarded installs (`|| true`) are left alone. Where the base image is not a plain system or
Python image and nothing in the file updates, the image may bring its lists, and the finding is an `info`.

There is one finding per stage. The fix puts the update before each install; `apt-lists-kept` then asks for the removal
of the lists.

## Bad
```dockerfile
FROM ubuntu:24.04
RUN apt-get update
RUN apt-get install -y --no-install-recommends ffmpeg libsndfile1
```

## Fixed
```dockerfile
FROM ubuntu:24.04
RUN apt-get update
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg libsndfile1
```

## Good
```dockerfile
FROM ubuntu:24.04
RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg libsndfile1 \
    && rm -rf /var/lib/apt/lists/*
```

## References
- [Docker: best practices, apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
"""

from __future__ import annotations

from mlint.image.packages.apt_lists import script_before, stale_installs, updates_before, with_update
from mlint.rule import Edit, Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

WITHOUT_LISTS = ("cuda", "os", "python")
"""Families of base images that surely ship without package lists."""


@rule("ML310", severity="warning", once=True, mentions=("apt",))
def apt_install_without_update(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            install = next(stale_installs(run), None)
            if install is not None:
                yield _finding(build, run, install)


def _finding(build: Build, run: Run, install: Install) -> Finding:
    program = install.command.name
    advice = f"put {program} update && before it in this RUN"
    facts = run.stage.base_facts
    updates = updates_before(run)
    kept = [one for one in updates if one.cache.kept is not False]
    sure = bool(kept) or (facts is not None and facts.family in WITHOUT_LISTS)
    sure = sure or any(one.cache.reason == "removed" for one in updates)
    script = None if kept else script_before(run)
    sure = sure and script is None
    message = f"there are no package lists here, so {program} finds no package; {advice}"
    if kept:
        line = build.source.position(kept[-1].span.start).line
        message = f"this takes the package lists of line {line}, which age in the build cache; {advice}"
    elif script is not None:
        line = build.source.position(script.span.start).line
        message = f"if line {line} fetches package lists, they age in the build cache, else there are none; {advice}"
    elif not sure:
        message = f"if the base image brings no fresh package lists, {program} finds no package or an old one; {advice}"
    before = with_update(run, install)
    return Finding(
        build.place(install.span),
        message,
        fix=Fix("Update before", (Edit(build.place(before.span), before.text),)) if before else None,
        severity=None if sure else "info",
        related=(Related(build.place(kept[-1].span), "the lists come from here"),) if kept else (),
    )
