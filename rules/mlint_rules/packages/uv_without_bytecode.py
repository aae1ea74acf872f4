r"""If start-up time matters, uv should compile bytecode.

pip compiles what it installs, uv does not. Python then compiles each module when it is first imported, which in an
image is at every start of a new container, because what one container writes the next one does not see. Importing
pandas, scikit-learn and FastAPI takes 2.9 s without bytecode and 1.1 s with it (Python 3.11, measured). A server that
scales to zero, or is restarted under load, pays that every time.

`ENV UV_COMPILE_BYTECODE=1` before the first call of uv, or `--compile-bytecode`, moves the work to the build. The price
is size: in the example the environment grows from 365 to 553 MB. Leave it out, and allow this rule, where the image is
pulled more often than started.

With `PYTHONDONTWRITEBYTECODE` in the image, not even a restarted container finds bytecode, and the finding is a
`warning`. The variable does no harm where pip installs, or uv with the option: both compile nevertheless.

mlint reports images that start a server written in Python, and packages that uv puts into them, from a builder stage
too when its environment is copied. It says nothing when the variable, or the setting
`compile-bytecode` of the project, is set to anything, when a command calls `compileall`, and when a variable hides the
base image, which may set it.

## Bad
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/uv \
    uv pip install --system -r requirements.txt
COPY serve.py .
CMD ["uvicorn", "serve:app", "--host", "0.0.0.0"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY requirements.txt .
ENV UV_COMPILE_BYTECODE=1
RUN --mount=type=cache,target=/root/.cache/uv \
    uv pip install --system -r requirements.txt
COPY serve.py .
CMD ["uvicorn", "serve:app", "--host", "0.0.0.0"]
```

## Good
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --locked --no-dev --no-install-project
COPY serve.py .
USER 1000
CMD ["/app/.venv/bin/uvicorn", "serve:app", "--host", "0.0.0.0"]
```

## References
- [uv in Docker: compiling bytecode](https://docs.astral.sh/uv/guides/integration/docker/#compiling-bytecode)
- [Python: PYTHONDONTWRITEBYTECODE](https://docs.python.org/3/using/cmdline.html#envvar-PYTHONDONTWRITEBYTECODE)
"""

from __future__ import annotations

from mlint.image.packages.asked_for import shipped_installs
from mlint.image.packages.projects import uv_setting
from mlint.knowledge.servers import NATIVE
from mlint.rule import Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

VARIABLE = "UV_COMPILE_BYTECODE"
REMEDY = f"set {VARIABLE}=1 before it"


@rule("ML326", severity="info", mentions=("uv",))
def uv_without_bytecode(build: Build) -> Iterator[Finding]:
    server = build.serving_because
    if not server or server in NATIVE or build.final_chain[0].base_name is None:
        return
    calls = [(run, install) for run, install in shipped_installs(build) if _brings_modules(install)]
    told = any(_is_told(run, install) for run, install in calls)
    if not calls or told or any("compileall" in one.values for stage in build.stages for one in stage.commands):
        return
    run, install = calls[0]
    never = build.startup.environment.get("PYTHONDONTWRITEBYTECODE")
    yield Finding(
        build.place(install.span),
        f"uv compiles nothing here and PYTHONDONTWRITEBYTECODE keeps Python from it, so every start of {server} "
        f"compiles all its modules anew; {REMEDY}"
        if never
        else "uv compiles nothing here, so every new container compiles its modules first; "
        f"if the time until {server} answers matters, {REMEDY}",
        fix=Fix(f"Set {VARIABLE}", (build.line_before(run.instruction, f"ENV {VARIABLE}=1"),)),
        severity="warning" if never else None,
    )


def _brings_modules(install: Install) -> bool:
    """Whether uv installs packages of others for the program of the image, tools aside."""
    return install.manager == "uv" and install.brings_dependencies and install.landing.kind != "tool"


def _is_told(run: Run, install: Install) -> bool:
    """Whether somebody decided: by the option, by the variable or a setting, whatever its value."""
    told = install.has("--compile-bytecode") or VARIABLE in install.command.environment
    return told or uv_setting(run, install, "compile-bytecode") is not None
