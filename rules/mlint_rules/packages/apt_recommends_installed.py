r"""apt also installs what the named packages only recommend.

Beside its dependencies, apt installs every package that another one *recommends*: useful on a desktop, seldom in a
container. On an empty Debian 12 the recommendations of `ffmpeg` take 240 MB on top of its own 520 MB, and those of
`python3-pip`, which are compilers and headers, 470 MB on top of 77 MB (apt's own figures, November 2026). What is not
there need not be pulled, scanned and patched either.

`--no-install-recommends` leaves them out. Look at what then is missing: `ca-certificates`, which wget, curl and git
need for HTTPS, is such a recommendation, and so are pip's build tools. Name what you need.

Whether the extra packages are wanted, a Dockerfile does not tell, so this is an `info`. mlint also knows the setting
`APT::Install-Recommends` with `-o` and in `apt.conf`, takes `--install-recommends` for a decision, is silent in builder
stages, whose layers are not shipped, and reports once per stage.

## Bad
```dockerfile
FROM python:3.12-slim
RUN apt-get update && apt-get install -y ffmpeg git && rm -rf /var/lib/apt/lists/*
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN apt-get update && apt-get install --no-install-recommends -y ffmpeg git && rm -rf /var/lib/apt/lists/*
```

## Fix safety
The fix is unsafe: something that the build or the program uses may have come as a recommendation. In the example that
is `ca-certificates`, without which `git clone https://…` fails on images that lack it.

## Good
```dockerfile
FROM python:3.12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates ffmpeg git && \
    rm -rf /var/lib/apt/lists/*
```

## References
- [Docker: best practices, apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
- [Debian policy: Recommends](https://www.debian.org/doc/debian-policy/ch-relationships.html#s-binarydeps)
- hadolint DL3015: laxer in builder stages and where apt's configuration says it; stricter on `apt`; one finding per
  stage.
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

OPTION = "--no-install-recommends"


@rule("ML322", severity="info", aliases=("DL3015",), once=True, mentions=("apt",))
def apt_recommends_installed(build: Build) -> Iterator[Finding]:
    for stage in build.final_chain:
        for run in stage.runs:
            for install in run.installs:
                named = install.manager == "apt" and install.verb == "install" and install.words
                if not named or not install.recommends or install.has("--install-recommends"):
                    continue
                option = run.with_option(install, OPTION)
                edits = (Edit(build.place(option.span), option.text),) if option else ()
                yield Finding(
                    build.place(install.span),
                    f"if only the named packages are needed, {OPTION} keeps out those that they recommend",
                    fix=Fix(f"Add {OPTION}", edits, "unsafe") if edits else None,
                )
