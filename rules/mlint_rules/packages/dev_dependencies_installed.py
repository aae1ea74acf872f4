r"""If this is no test image, the dev group is dead weight.

`uv sync` and `poetry install` are made for the desk: they install the group for development with everything else. In an
image nobody calls pytest, mypy and ruff, but these three alone bring 12 packages and 89 MB; with pre-commit and
ipykernel it is 47 packages and 155 MB (Python 3.12, November 2026). Every node pulls them, and every scanner reports on
them.

`--no-dev` (uv; or `UV_NO_DEV=1`), `--only main` or `--without dev` (poetry) leave it out; pipenv installs it only with
`--dev`. In an image that starts a server mlint also names tools for tests, style and notebooks that stand in
requirements files or among the project's ordinary dependencies. They belong in a group or a file of their own.

All of this is an `info`, because names tell what an image is for. Images, folders and stages called after development,
tests or CI are left alone, and so is an image that calls one of the packages itself, a group that somebody asks uv or
poetry for by name, and a project without such a group. Where the project's file cannot be read, the message says "if".
Where `uv.lock` can be read, the estimate is what comes for the group alone: unpacked where mlint knows the size, else
as large as the wheel.

## Bad
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-cache
```
```text pyproject.toml
[project]
name = "acme"
dependencies = ["torch"]

[dependency-groups]
dev = ["pytest", "ruff", "mypy"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --no-dev --locked --no-cache
```

## Fix safety
The fix is unsafe: a program may import what only the dev group brings, and would fail when it starts.

## Good
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /bin/
ENV UV_NO_DEV=1
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-cache
```

## References
- [uv: development dependencies](https://docs.astral.sh/uv/concepts/projects/dependencies/#development-dependencies)
- [poetry: dependency groups](https://python-poetry.org/docs/managing-dependencies/#dependency-groups)
"""

from __future__ import annotations

from mlint.rule import Edit, Estimate, Finding, Fix, Related, rule
from mlint.wording import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlint.build import Build
    from mlint.image.packages.asked_for import Asked
    from mlint.image.packages.development import DevelopmentGroups

SHOWN = 3


@rule("ML323", severity="info", once=True, mentions=("conda", "mamba", "pip", "poetry", "uv"))
def dev_dependencies_installed(build: Build) -> Iterator[Finding]:
    brings_groups = any(install.dev for stage in build.stages for install in stage.installs())
    if not brings_groups and not build.serving_because:
        return
    from mlint.image.packages.development import development_groups, tools_of_server

    groups = list(development_groups(build))
    for one in groups:
        option = _option(one)
        edit = one.run.with_option(one.install, option) if option and _is_sure(one) else None
        yield Finding(
            build.place(one.install.span),
            _message(one, option),
            fix=Fix(f"Add {option}", (Edit(build.place(edit.span), edit.text),), "unsafe") if edit else None,
            # A second sync finds the packages of the first in place.
            estimate=_estimate(one) if one is groups[0] else None,
            related=_places(one.packages) if one is groups[0] else (),
        )
    tools = [] if groups else tools_of_server(build)
    if tools:
        names = list(dict.fromkeys(one.name for one in tools))
        them, their = ("it", "its") if len(names) == 1 else ("them", "their")
        yield Finding(
            build.place(tools[0].install.span),
            f"the image serves ({build.serving_because}) and holds {_listed(names)}; "
            f"if nothing there calls {them}, keep {them} in a group or file of {their} own",
            related=_places(tools),
        )


def _estimate(one: DevelopmentGroups) -> Estimate | None:
    """What comes for the groups alone, by uv.lock; of packages that were not measured only the wheels."""
    from mlint.image.packages.development import size_of_groups
    from mlint.image.packages.projects import COPIES, keeps_copies

    size, _ = size_of_groups(one)
    twice = one.run.stage.in_final_chain and keeps_copies(one.run, one.install)
    copies = size if twice else 0
    return Estimate(size + copies, at_least=True, parts=((COPIES, copies),) if copies else ()) if size else None


def _is_sure(one: DevelopmentGroups) -> bool:
    """Whether the option leaves out nothing else: uv's is about one group, poetry's about all but ``main``."""
    return bool(one.groups) or one.install.manager == "uv"


def _option(one: DevelopmentGroups) -> str | None:
    if one.install.manager == "uv":
        return "--no-dev" if one.groups in ((), ("dev",)) else " ".join(f"--no-group {group}" for group in one.groups)
    if one.install.manager == "poetry":
        return f"--without {','.join(one.groups)}" if one.others else "--only main"
    return None


def _message(one: DevelopmentGroups, option: str | None) -> str:
    call = f"{one.install.manager} {one.install.verb}"
    remedy = f"add {option}" if option else "leave out --dev"
    if not one.packages:
        return f"if the project has a group for development, {call} installs it; {remedy}"
    names = _listed(package.name for package in one.packages)
    return f"{call} brings {names} of the group {' and '.join(one.groups)}; if this is no test image, {remedy}"


def _listed(names: Iterable[str]) -> str:
    """The first names, the best known tools before others, and how many more there are."""
    from mlint.knowledge.development import TOOLS

    every = list(dict.fromkeys(names))
    every = [name for name in TOOLS if name in every] + [name for name in every if name not in TOOLS]
    shown, more = every[:SHOWN], len(every) - SHOWN
    if more > 0:
        shown.append(f"{more} more")
    return listed(shown)


def _places(packages: Iterable[Asked]) -> tuple[Related, ...]:
    """Where dependency files name them, best known tools first."""
    named = sorted((one for one in packages if one.file), key=_fame)
    return tuple(Related(one.place, f"{one.name} is asked for here") for one in named[:SHOWN])


def _fame(one: Asked) -> int:
    from mlint.knowledge.development import TOOLS

    return TOOLS.index(one.name) if one.name in TOOLS else len(TOOLS)
