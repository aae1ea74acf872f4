r"""uv re-syncs the environment at every start.

`uv run` is made for the desk: before it starts the program it compares the environment with `uv.lock` and installs what
differs. In a container the build has done that work, and what is left to install is a surprise:

- After `uv sync --no-dev`, a plain `uv run` installs the group `dev`, since nobody told *it* to leave that out. It
  downloads pytest and its like at every start, and fails without a network. `--frozen` does not change that.
- After `uv sync --no-install-project` it builds the project itself, for which it downloads the build back end.

Both are a `warning`. Where build and start agree, `uv run` only looks, and the finding is an `info`. It still needs a
cache folder that its user may write to.

`--no-sync` starts the program in the environment as it is. Calling the program by its path, `/app/.venv/bin/uvicorn`,
does the same without uv. `UV_NO_SYNC`, `--no-project` and scripts with inline metadata are understood; images named
after development or tests are left alone. Where the project is missing from the image, `--no-sync` alone would start
without it, so there is advice instead of a fix: sync once more when the source is there.

## Bad
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-cache
COPY serve.py .
CMD ["uv", "run", "uvicorn", "serve:app", "--host", "0.0.0.0"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-cache
COPY serve.py .
CMD ["uv", "run", "--no-sync", "uvicorn", "serve:app", "--host", "0.0.0.0"]
```

## Good
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 PATH=/app/.venv/bin:$PATH
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-cache
COPY serve.py .
USER 1000
CMD ["uvicorn", "serve:app", "--host", "0.0.0.0"]
```

## References
- [uv: automatic lock and sync](https://docs.astral.sh/uv/concepts/projects/sync/#automatic-lock-and-sync)
- [uv in Docker: using the environment](https://docs.astral.sh/uv/guides/integration/docker/#using-the-environment)
"""

from __future__ import annotations

from mlint.image.packages.projects import syncs_at_start
from mlint.image.purpose import is_for_development
from mlint.image.runs import with_option
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install
    from mlint.image.packages.projects import SyncAtStart

OPTION = "--no-sync"


@rule("ML606", severity="warning", mentions=("uv",))
def uv_run_syncs_at_start(build: Build) -> Iterator[Finding]:
    if is_for_development(build):
        return
    for one in syncs_at_start(build):
        differs = one.project or one.dev
        if not differs and one.call.has("--frozen") and one.dev is False and one.project is False:
            continue  # it has nothing to compare
        yield Finding(
            build.place(one.call.span),
            _message(one),
            fix=_fix(build, one.call) if one.project is False else None,
            severity=None if differs else "info",
        )


def _message(one: SyncAtStart) -> str:
    if one.project:
        return (
            "no RUN installs the project, so uv run builds it at every start; "
            f"run uv sync when the source is copied, and start with {OPTION}"
        )
    if one.dev:
        return f"uv run installs the dev group, which the build leaves out, at every start; add {OPTION}"
    if one.dev is None:
        return f"if the project has a dev group, uv run installs it at every start; add {OPTION}"
    if one.project is None:
        return f"if the project is a package, uv run builds it at every start; sync it in the build and add {OPTION}"
    return f"uv run compares the environment with the lock at every start, and installs if they differ; add {OPTION}"


def _fix(build: Build, call: Install) -> Fix | None:
    verb = call.verb_span
    for part in build.startup.parts:
        start, end = part.instruction.span
        if start <= verb.start and verb.end <= end and build.source.text[verb.start : verb.end] == call.verb:
            option = with_option(part.instruction, call, OPTION)
            return Fix(f"Add {OPTION}", (Edit(build.place(option.span), option.text),)) if option else None
    return None
