r"""RUN is root already, and the image may have no sudo.

A `RUN` runs as root until a `USER` instruction changes that, so `sudo` adds nothing. It does harm: the images of
Debian, Ubuntu, Python and CUDA have no `sudo`, and the build ends with `sudo: not found`; where it is installed, it
drops most variables of `ENV` and `ARG`, `PATH` and proxies among them, and sets another `HOME`. Lines like that come
from instructions for a workstation.

Reported is `sudo` in a `RUN` while the user is surely root: `USER root`, or none on a base image that is known to start
as root. After `USER app`, where `sudo` was set up on purpose, mlint says nothing, and neither where it changes to
another user (`sudo -u app`) or where the base image is not known. One finding per stage.

## Bad
```dockerfile
FROM ubuntu:24.04
RUN sudo apt-get update && \
    sudo apt-get install -y --no-install-recommends libgomp1 && \
    rm -rf /var/lib/apt/lists/*
```

## Fixed
```dockerfile
FROM ubuntu:24.04
RUN apt-get update && \
    apt-get install -y --no-install-recommends libgomp1 && \
    rm -rf /var/lib/apt/lists/*
```

## Fix safety
The fix is unsafe: without `sudo` the command sees the variables of `ENV` and another `HOME`, so it may behave
differently. A `sudo` with options is left to you.

## Good
```dockerfile
FROM ubuntu:24.04
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/*
```

## References
- [sudoers: command environment](https://www.sudo.ws/docs/man/sudoers.man/#Command_environment)
- [Docker: USER](https://docs.docker.com/reference/dockerfile/#user)
- hadolint DL3004: laxer; `sudo` is right for a user who is not root.
"""

from __future__ import annotations

from mlint.image.secrets.users import ROOT, sudo_to_root
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML509", severity="warning", aliases=("DL3004",), once=True, mentions=("sudo",))
def sudo_in_run(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        if not stage.is_reached:
            continue
        for run in stage.runs:
            if stage.user_at(run.instruction) not in ROOT:
                continue
            for command in run.commands:
                sudo = sudo_to_root(run, command)
                if sudo:
                    edit = Edit(build.place(sudo.removal), "") if sudo.removal else None
                    yield Finding(
                        build.place(sudo.span),
                        "sudo in RUN, which is root already; leave sudo out",
                        fix=Fix("Leave sudo out", (edit,), "unsafe") if edit else None,
                    )
