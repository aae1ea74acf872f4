r"""`pip cache` fails when the cache is off.

With `PIP_NO_CACHE_DIR` set, or `--no-cache-dir` given, pip keeps no cache, and every `pip cache` command ends with
`ERROR: pip cache commands can not function since cache is disabled` and exit code 1 (pip 23.2). The `RUN` fails
because of a clean-up that had nothing to clean up. Any boolean in the variable turns the cache off, `0` and `false`
included.

mlint leaves a command alone whose failure does not count (`pip cache purge || true`).

## Bad
```dockerfile
FROM python:3.12-slim
ENV PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt && \
    pip cache purge
```

## Fixed
```dockerfile
FROM python:3.12-slim
ENV PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

## References
- [pip cache](https://pip.pypa.io/en/stable/cli/pip_cache/)
- [pip: caching](https://pip.pypa.io/en/stable/topics/caching/)
"""

from __future__ import annotations

from mlint.image.packages.caches import cache_option
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run


@rule("ML309", severity="error", mentions=("purge", "remove", "cache dir", "cache info", "cache list"))
def pip_cache_purge_fails(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for install in run.installs:
                site = install.command.site
                off = cache_option(install) if install.manager == "pip" and install.verb == "cache" else None
                if off is None or off.unknown or site.guarded or site.goes_on:
                    continue
                reason = f"{off.name} turns" if off.span else "PIP_NO_CACHE_DIR turns"
                action = f"pip cache {install.words[0].value or ''}".rstrip() if install.words else "pip cache"
                yield Finding(
                    build.place(install.command.span),
                    f"{action} fails, as {reason} the cache off; remove the command",
                    fix=_fix(build, run, install),
                )


def _fix(build: Build, run: Run, install: Install) -> Fix | None:
    if len(run.commands) == 1:
        edit = build.removal(run.instruction)
    else:
        from mlint.image.packages.removals import removal

        span = removal(run, install.command)
        edit = Edit(build.place(span), "") if span else None
    return Fix("Remove the command", (edit,)) if edit else None
