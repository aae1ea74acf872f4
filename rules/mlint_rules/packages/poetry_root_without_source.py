r"""poetry installs the project, which is not copied yet.

`poetry install` installs the dependencies and then the project itself. Where only `pyproject.toml` and `poetry.lock`
are copied before, so that the layer with the dependencies is reused, there is no project to install. Poetry 1 printed
a warning; Poetry 2 stops the build: *The current project could not be installed: … does not contain any element*.

`--no-root` installs the dependencies alone. If the container needs the project as a package, install it behind the
`COPY` of its source with `poetry install --only-root`. `--only main` does not help: it leaves out other groups of
dependencies, not the project.

mlint says nothing when anything before may have brought the source (another copied file, a mount, `git clone`), when
Poetry is pinned below 2, and when `pyproject.toml` says `package-mode = false`. Where that file or Poetry's version is
not known, the finding is an `info`.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir poetry==2.1.4
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN --mount=type=cache,target=/root/.cache/pypoetry/artifacts poetry install --only main
COPY src/ src/
CMD ["poetry", "run", "python", "src/train.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir poetry==2.1.4
WORKDIR /app
COPY pyproject.toml poetry.lock ./
RUN --mount=type=cache,target=/root/.cache/pypoetry/artifacts poetry install --no-root --only main
COPY src/ src/
CMD ["poetry", "run", "python", "src/train.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir poetry==2.1.4
WORKDIR /app
COPY pyproject.toml poetry.lock README.md ./
RUN --mount=type=cache,target=/root/.cache/pypoetry/artifacts poetry install --no-root --only main
COPY src/ src/
RUN poetry install --only-root
CMD ["poetry", "run", "train"]
```

## References
- [poetry install](https://python-poetry.org/docs/cli/#install)
- [A build that failed](https://github.com/piglei/ai-vocabulary-builder/issues/83)
"""

from __future__ import annotations

from mlint.image.packages.project_files import has_source, poetry_major, read_project
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install

OPTION = "--no-root"


@rule("ML318", severity="warning", mentions=("poetry",))
def poetry_root_without_source(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for install in run.installs:
                if not _installs_root(install) or has_source(run):
                    continue
                project, major = read_project(run, install.implied_files[0]), poetry_major(run)
                if major == 1 or (project is not None and project.package is False):
                    continue
                doubts = [] if project else ["pyproject.toml does not set package-mode = false"]
                if major is None:
                    doubts.append("this is Poetry 2")
                condition = f"if {' and '.join(doubts)}, " if doubts else ""
                option = run.with_option(install, OPTION)
                yield Finding(
                    build.place(install.span),
                    f"{condition}poetry stops here, as the project that it is to install is not copied yet; "
                    f"add {OPTION}",
                    fix=Fix(f"Add {OPTION}", (Edit(build.place(option.span), option.text),)) if option else None,
                    severity="info" if doubts else None,
                )


def _installs_root(install: Install) -> bool:
    """Whether poetry installs the project of the working folder, and a failure stops the build."""
    if install.manager != "poetry" or not install.with_project or not install.implied_files:
        return False
    elsewhere = any(install.has(name) for name in ("--directory", "--project", "--dry-run", "--help"))
    return not elsewhere and not install.command.site.guarded and install.verb in ("install", "sync")
