r"""Both wget and curl are installed, where one would do.

They do the same work in a Dockerfile, each with libraries of its own, and each is one more program to scan and patch.
Where one of them is there already, use it: `curl -fsSLO URL` is `wget -nv URL`. For single files `ADD` needs neither.

The rule is off by default: it saves a few megabytes, and scripts of others may call either.

Only what apt installs into the image, and does not remove again, counts. Both installed in a builder stage, or merely
called, is no finding.

## Bad
```dockerfile
FROM debian:12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates curl wget && \
    rm -rf /var/lib/apt/lists/*
```

## Good
```dockerfile
FROM debian:12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates curl && \
    rm -rf /var/lib/apt/lists/*
```

## References
- [Docker: ADD](https://docs.docker.com/reference/dockerfile/#add)
- hadolint DL4001: laxer on what is only called, stricter on what is installed, since that is what costs.
"""

from __future__ import annotations

from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Requirement

TOOLS = ("curl", "wget")


@rule("ML335", severity="info", default=False, aliases=("DL4001",), mentions=TOOLS)
def wget_and_curl(build: Build) -> Iterator[Finding]:
    found: dict[str, Requirement] = {}
    calls = [install for stage in build.final_chain for install in stage.installs("apt")]
    removed = {name for install in calls if install.verb in ("purge", "remove") for name in install.names}
    for install in calls:
        for one in install.requirements if install.verb == "install" else ():
            if one.name in TOOLS and one.name not in removed:
                found.setdefault(one.name, one)
    if len(found) == len(TOOLS):
        first, second = sorted(found.values(), key=lambda one: one.span)
        yield Finding(
            build.place(second.span),
            f"{first.name} is installed as well and does the same; leave {second.name} out",
            related=(Related(build.place(first.span), f"{first.name} is installed here"),),
        )
