r"""apt is made for people, apt-get for scripts.

`apt` prints `WARNING: apt does not have a stable CLI interface. Use with caution in scripts.`: its output and options
may change with a release, those of `apt-get` and `apt-cache` do not.

The rule is off by default, since the image is the same and a build seldom depends on the output.

The fix replaces the program where `apt-get` has the same command.

## Bad
```dockerfile
FROM debian:12-slim
RUN apt update && apt install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
```

## Fixed
```dockerfile
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
```

## Good
```dockerfile
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*
```

## References
- [apt(8): script usage](https://manpages.debian.org/bookworm/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS)
- hadolint DL3027: the same; mlint reports each call.
"""

from __future__ import annotations

from mlint.image.packages.installers import read_install
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.shell.commands import Command

BETTER = {"list": "dpkg-query"} | dict.fromkeys(("depends", "policy", "rdepends", "search", "show"), "apt-cache")
"""Commands that other programs than apt-get have."""


@rule("ML331", severity="info", default=False, aliases=("DL3027",), mentions=("apt",))
def apt_instead_of_apt_get(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs_and_triggers:
            for command in run.commands:
                if command.name == "apt":
                    better = next((BETTER[word] for word in command.values[1:] if word in BETTER), "apt-get")
                    yield Finding(
                        build.place(command.span),
                        f"apt has no stable command line; use {better}",
                        fix=None if run.triggered else _fix(build, command),
                    )


def _fix(build: Build, command: Command) -> Fix | None:
    program = command.arguments[0]
    if read_install(command) is None or not program.literal or program.value != "apt":
        return None
    return Fix("Use apt-get", (Edit(build.place(program.span), "apt-get"),))
