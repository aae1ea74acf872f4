r"""uv may resolve anew instead of using uv.lock.

`uv sync` takes the versions of `uv.lock` only as long as the lock fits `pyproject.toml`. When somebody edits the one
and forgets the other, uv resolves again inside the build and installs versions that nobody has tested. No message tells
of it, and the lock in the repository stays as it was.

`--locked` turns that into an error: the build stops until somebody runs `uv lock`. `--frozen` takes the lock as it is
and does not look whether it fits; that is right for a layer that copies only the lock. `UV_LOCKED` and `UV_FROZEN` are
understood, too.

A lock that the `COPY` forgets or the ignore file excludes cannot help, and the message says so. Where there is no lock,
every build resolves anew, and the finding is an `info`, as it is where mlint does not know the build context. Projects
that the build itself makes with `uv init` or locks with `uv lock` are left alone. One finding per stage.

## Bad
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --no-dev
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev
```

## Fix safety
The fix is unsafe: if the lock is stale today, the build fails until it is renewed. The fix is offered where the lock is
known to be there.

## Good
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    uv sync --locked --no-dev --no-install-project
COPY src/ src/
```

## References
- [uv: automatic lock and sync](https://docs.astral.sh/uv/concepts/projects/sync/#automatic-lock-and-sync)
- [uv in Docker: intermediate layers](https://docs.astral.sh/uv/guides/integration/docker/#intermediate-layers)
"""

from __future__ import annotations

from mlint.image.packages.projects import lock_of
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.projects import Lock

OPTION = "--locked"
MESSAGES: dict[Lock, str] = {
    "present": "when uv.lock no longer fits pyproject.toml, uv resolves anew without a word; add",
    "not copied": "uv.lock is not copied, so uv resolves all versions anew; copy it with pyproject.toml and add",
    "ignored": "the ignore file keeps uv.lock out, so uv resolves all versions anew; let it in and add",
    "missing": "there is no uv.lock, so every build resolves all versions anew; commit one and add",
    "unknown": "if there is a uv.lock that no longer fits pyproject.toml, uv resolves anew without a word; add",
}
UPGRADE = "--upgrade resolves anew whatever uv.lock says; leave it out and add"


@rule("ML313", severity="warning", once=True, mentions=("uv",))
def uv_sync_unlocked(build: Build) -> Iterator[Finding]:
    for run in (run for stage in build.stages if stage.is_reached for run in stage.runs):
        for install in run.installs:
            if install.manager != "uv" or install.verb != "sync" or install.locked is not False:
                continue
            lock = lock_of(run, install) if install.installs_packages and install.implied_files else "made"
            if lock == "made":
                continue
            upgrades = install.has("--upgrade") and lock == "present"
            option = run.with_option(install, OPTION) if lock == "present" and not upgrades else None
            yield Finding(
                build.place(install.span),
                f"{UPGRADE if upgrades else MESSAGES[lock]} {OPTION}",
                fix=Fix(f"Add {OPTION}", (Edit(build.place(option.span), option.text),), "unsafe") if option else None,
                severity="info" if lock in ("missing", "unknown") else None,
            )
