r"""apt asks whether to continue, and nobody answers.

As soon as an install brings more than the packages that are named, and at every removal, apt asks `Do you want to
continue? [Y/n]`. A build has no terminal: apt takes the end of its input for a no, prints `Abort.` and ends with
status 1 (tried with apt 2.6.1). A package without further dependencies is installed without a question, so that such a
line may work for years and fail with the next package, or the next release, that needs one more.

mlint understands `-y` wherever it stands, `--assume-yes`, `-qq`, `-q -q` and `-q=2`, which imply yes, `Assume-Yes` in
the configuration and with `-o`, and an answer through a pipe (`yes | apt-get install`).
`DEBIAN_FRONTEND=noninteractive` does not imply yes: it silences the questions of the packages, not that of apt.

## Bad
```dockerfile
FROM python:3.12-slim
RUN apt-get update && \
    apt-get install --no-install-recommends ffmpeg && \
    rm -rf /var/lib/apt/lists/*
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends ffmpeg && \
    rm -rf /var/lib/apt/lists/*
```

## Good
```dockerfile
FROM python:3.12-slim
RUN apt-get update -qq && \
    apt-get install -qq --no-install-recommends ffmpeg && \
    rm -rf /var/lib/apt/lists/*
```

## References
- [apt-get(8): --yes, --quiet](https://manpages.debian.org/bookworm/apt/apt-get.8.en.html)
- hadolint DL3014: the same for `apt-get install`; stricter on `apt`, removals and upgrades.
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML311", severity="warning", aliases=("DL3014",), mentions=("apt",))
def apt_without_yes(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs_and_triggers if stage.is_reached else ():
            for install in run.installs:
                if install.manager != "apt" or install.assumes_yes is not False:
                    continue
                option = run.with_option(install, "-y")
                more = install.verb == "install"
                if more and not install.words:
                    continue
                asks = "as soon as it needs more than the named packages" if more else "before it goes on"
                yield Finding(
                    build.place(install.span),
                    f"{install.command.name} {install.verb} asks {asks}, and nobody answers; add -y",
                    fix=Fix("Add -y", (Edit(build.place(option.span), option.text),)) if option else None,
                )
