r"""Every code change reinstalls the dependencies.

Docker reuses a layer as long as nothing before it changed. When the source is copied first and the packages are
installed after it, each edited line of code throws the installed packages away: the next build downloads and unpacks
all of them again, 3.0 GB and several minutes where `torch` is among them. Copy the files that name the dependencies,
install, and copy the source last. The same holds for a stage that makes wheels of them (`pip wheel -r`).

Of real ML builds, 44 % of all commits trigger a rebuild, nearly always through files of the build context, and 71 % of
the work of those rebuilds is redundant; the mean build takes 8.84 minutes ("ML in a Box", MSR 2026).

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
CMD ["python", "train.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
CMD ["python", "train.py"]
```

## Fix safety
The fix is unsafe: if the requirements file itself names a part of the source (`-e .`, another file that it includes),
the install no longer finds it. It is offered only where nothing between the `COPY` and the `RUN` reads the source. It
copies the files also where other `RUN`s mount theirs: both are cached alike, and no later step misses them.

`uv sync` and `poetry install` install the project together with its packages. The fix then has them run twice, as uv's
guide does: with `--no-install-project` or `--no-root` before the source is copied, and as they were behind it. For
them, pipenv and conda's environment files there is a fix where mlint can read the project's file, finds the lock beside
it and no local path in it. Requirements files that include others are copied with them.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=requirements.txt,target=requirements.txt \
    pip install -r requirements.txt
COPY src/ src/
CMD ["python", "src/train.py"]
```

## References
- [Docker: order your layers](https://docs.docker.com/build/cache/optimize/#order-your-layers)
- [uv in Docker: intermediate layers](https://docs.astral.sh/uv/guides/integration/docker/#intermediate-layers)
"""

from __future__ import annotations

from mlint.rule import Edit, Estimate, Finding, Fix, Related, Span, rule
from mlint.wording import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.layers.late_copies import LateCopies
    from mlint.image.runs import Run

LEAVE_PROJECT_OUT = {"poetry": "--no-root", "uv": "--no-install-project"}


@rule("ML201", severity="warning", mentions=("add", "copy"))
def source_before_dependencies(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        copy = stage.first_source_copy if stage.is_reached else None
        if copy is None:
            continue
        from mlint.image.layers.late_copies import late_copies, late_install

        run = stage.first_dependency_run
        if run is None or run.instruction.span.start < copy.instruction.span.start:
            run = late_install(copy) if copy.stage is stage else None
        if run is None:
            continue
        late = late_copies(run) if copy.stage is stage else None
        size, at_least = run.download
        yield Finding(
            build.place(copy.instruction.text_span),
            f"every change of these files {_again(run)} the packages of the RUN on line {run.instruction.first_line}; "
            + _advice(run, late),
            fix=_fix(build, late) if late else None,
            estimate=Estimate(size, "rebuild", at_least) if size else None,
            related=(Related(build.place(run.installs[0].span), "the packages are installed here"),),
        )


def _again(run: Run) -> str:
    return "reinstalls" if any(one.installs_packages for one in run.installs) else "fetches anew"


def _advice(run: Run, late: LateCopies | None) -> str:
    from mlint.image.layers.late_copies import brought_by_source, includes_others

    files = brought_by_source(run) if late is None else [file for one in late.copies for file in one.files]
    wanted = f"copy only {listed(files or ['what the install needs'])}"
    if late:
        option = late.without_project.text if late.without_project else ""
    else:
        option = next((f" {LEAVE_PROJECT_OUT[one.manager]}" for one in run.installs if one.with_project), "")
        if files and any(one.implied_files for one in run.installs):
            wanted += " with its lock file"
        elif files and includes_others(run):
            wanted += " with what it includes"
    first = "" if files == [] else f"{wanted} before it, "
    if option:
        return f"{first}give it{option}, copy the rest behind it, and run it again"
    return f"{first}and the rest after it" if first else "copy them after it"


def _fix(build: Build, late: LateCopies) -> Fix | None:
    newline = build.source.newline
    edits = []
    behind = ""
    for copy, lines, _ in late.copies:
        span = build.with_comments(copy.instruction)
        edit = Edit(build.place(span), newline.join(lines)) if lines else build.removal(copy.instruction)
        if edit is None:
            return None
        edits.append(edit)
        behind += newline * (2 if build.comments_of(copy.instruction) else 1) + build.source.text[slice(*span)]
    end = late.last.instruction.span.end
    option = late.without_project
    if option:
        run = late.last.instruction
        ignores = [one.text for one in build.comments_of(run) if one.is_for_tools]
        behind += newline + newline.join([*ignores, build.source.text[slice(*run.span)]])
        if option.span.start == end:
            behind = option.text + behind
        else:
            edits.append(Edit(build.place(option.span), option.text))
    return Fix("Copy the source last", (*edits, Edit(build.place(Span(end, end)), behind)), "unsafe")
