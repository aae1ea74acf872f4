r"""This git dependency is another version tomorrow.

`pip install git+https://github.com/acme/metrics` builds whatever is the newest commit at that moment. Two builds of
the same file may differ, nothing in the image says by which commit, and a broken commit upstream breaks the next
build. Docker's cache hides it: on one machine the old commit stays for weeks, on another the new one is built.

A tag or a commit behind `@` settles it: `git+https://github.com/acme/metrics@v1.4.2`. `#egg=` and `#subdirectory=` pin
nothing, nor does a branch (`@main`). Unknown names behind `@` are taken for tags. mlint reads commands and the
dependency files that they name. It leaves alone what a lock file pins.

## Bad
```dockerfile
FROM python:3.12-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir git+https://github.com/acme/metrics.git@main
```

## Good
```dockerfile
FROM python:3.12-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir git+https://github.com/acme/metrics.git@v1.4.2
```

## References
- [pip: VCS support](https://pip.pypa.io/en/stable/topics/vcs-support/)
"""

from __future__ import annotations

from mlint.context.git_urls import read_git_url
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.context.git_urls import GitUrl
    from mlint.image.packages.asked_for import Asked
    from mlint.rule import Place


@rule("ML312", severity="warning", packages=("git",))
def unpinned_git_dependency(build: Build) -> Iterator[Finding]:
    told: set[Place] = set()
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for install in run.installs:
                if install.locked or (install.implied_files and _has_lock(build)):
                    continue
                moving = [(one, url) for one in run.asked_for(install).packages if (url := _moving(one))]
                moving = [(one, url) for one, url in moving if one.place not in told]
                told.update(one.place for one, _ in moving)
                if moving:
                    yield _finding(build, moving)


def _moving(asked: Asked) -> GitUrl | None:
    written = asked.requirement.url
    url = read_git_url(written) if written and "$" not in written else None
    return url if url and url.moves else None


def _has_lock(build: Build) -> bool:
    return build.context is not None and bool(build.context.locks())


def _finding(build: Build, moving: list[tuple[Asked, GitUrl]]) -> Finding:
    first, url = moving[0]
    repositories = list(dict.fromkeys(url.repository for _, url in moving))
    if url.ref and len(repositories) == 1:
        message = f"{url.repository}@{url.ref} names a branch, which moves on; name a tag or a commit"
    elif len(repositories) == 1:
        message = (
            f"{url.repository} comes from Git without a tag or commit, so a later build may get another; add @<commit>"
        )
    else:
        message = (
            f"{url.repository} and {len(repositories) - 1} more come from Git without a tag or commit, "
            "so a later build may get others; add @<commit>"
        )
    return Finding(
        build.place(first.install.span) if first.file else first.place,
        message,
        related=tuple(
            Related(one.place, f"{url.repository} is not pinned here")
            for one, url in moving
            if one is not first or one.file
        ),
    )
