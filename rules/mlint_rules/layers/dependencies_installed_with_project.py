r"""Every code change makes pip install . fetch all dependencies again.

`pip install .` installs the project and, on the way, everything that the project depends on. It needs the source, so
it stands behind the `COPY`; and so each edited line of code throws both away, the few kilobytes that changed and the
3.0 GB of `torch` that did not. Install the dependencies in a layer of their own, from files that change seldom, and
the project alone behind the `COPY`, with `--no-deps`.

Of real ML builds, 44 % of all commits trigger a rebuild, and 71 % of the work of those rebuilds is redundant ("ML in a
Box", MSR 2026).

mlint reports the first install of a stage, where it installs the project from a copied folder, editable or not, alone
or beside other packages. It says nothing of `--no-deps`, of a project that declares no dependencies, of a repository
that a `RUN` has cloned, and where a cache mount keeps what pip or uv downloads, as does the first install of a stub
(`pyproject.toml` and an empty package). Where it cannot read what the project declares (`setup.py`, an unknown build
context), the message says "if".

pip has no option to install only what a project depends on; uv and Poetry have, and a requirements file can be made of
`pyproject.toml` with `uv pip compile` or `pip-compile`.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir .
CMD ["python", "-m", "acme.train"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir -r requirements.lock
COPY pyproject.toml .
COPY src/ src/
RUN pip install --no-cache-dir --no-deps .
CMD ["python", "-m", "acme.train"]
```

## References
- [Docker: order your layers](https://docs.docker.com/build/cache/optimize/#order-your-layers)
- [uv: intermediate layers](https://docs.astral.sh/uv/guides/integration/docker/#intermediate-layers)
"""

from __future__ import annotations

from posixpath import join

from mlint.rule import Estimate, Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.copies import Copy
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

MANAGERS = ("pip", "uv")
VERBS = ("install", "pip install")


@rule("ML204", severity="info", mentions=("pip", "uv"))
def dependencies_installed_with_project(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        run = _first_run(stage) if stage.is_reached else None
        for install in run.installs if run else ():
            copy = _project_copy(run, install) if run else None
            if run is None or copy is None:
                continue
            asked = run.asked_for(install)
            others = [one for one in asked.packages if not one.requirement.path]
            if others or not asked.complete:
                from mlint.image.packages.sizes import asked_size

                size, at_least = asked_size(asked)
                again = "every change of the source fetches its dependencies again"
                sure = any(one.file for one in others)
                yield Finding(
                    build.place(install.span),
                    (again if sure else f"if the project declares dependencies, {again.replace(' its ', ' these ')}")
                    + f"; install them before the COPY on line {copy.instruction.first_line}, "
                    "and the project with --no-deps after it",
                    estimate=Estimate(size, "rebuild", at_least) if size else None,
                    related=(Related(build.place(copy.instruction.text_span), "the source is copied here"),),
                )
                break


def _first_run(stage: BuildStage) -> Run | None:
    """The first RUN of a stage that installs packages; None when something before it has installed some."""
    if stage.parent and stage.parent.touches_packages:
        return None
    run = next((run for run in stage.runs if run.touches_packages), None)
    start = run.instruction.span.start if run else 0
    brought = any(copy.brings_environment for copy in stage.copies if copy.instruction.span.start < start)
    return None if brought else run


def _project_copy(run: Run, install: Install) -> Copy | None:
    """The first COPY of source of the project that ``install`` installs with its dependencies; None without one."""
    folder = install.command.folder
    fetches = install.manager in MANAGERS and install.verb in VERBS and install.cache.reason != "mount"
    if not fetches or folder is None or install.has("--no-deps"):
        return None
    for one in (*install.requirements, *install.editables):
        if one.path is None or one.path.endswith((".whl", ".gz", ".zip")):
            continue
        project = join(folder, one.path)
        if any(run.copy_bringing(join(project, name)) for name in ("pyproject.toml", "setup.py")):
            return next((copy for copy in run.copies_into(project) if copy.takes_source), None)
    return None
