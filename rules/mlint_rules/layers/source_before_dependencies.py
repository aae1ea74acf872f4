r"""Every code change reinstalls the dependencies.

Docker reuses a layer as long as nothing before it changed. When the source is copied first and the packages are
installed after it, each edited line of code throws the installed packages away: the next build downloads and unpacks
all of them again, 3.0 GB and several minutes where `torch` is among them. Copy the files that name the dependencies,
install, and copy the source last.

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
the install no longer finds it.

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
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.sizes import download_size
from mlint.rule import Edit, Estimate, Finding, Fix, Related, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.copies import Copy
    from mlint.image.runs import Run


@rule("ML201", severity="warning")
def source_before_dependencies(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        copy, run = stage.first_source_copy, stage.first_dependency_run
        if not stage.is_reached or not copy or not run or run.instruction.span.start < copy.instruction.span.start:
            continue
        size, at_least = download_size([one for install in run.installs for one in install.requirements])
        yield Finding(
            build.place(copy.instruction.text_span),
            "every change of these files reinstalls the packages of the RUN on line "
            f"{run.instruction.first_line}; copy {_wanted(run)} first, install, then copy the source",
            fix=_fix(build, stage, copy, run),
            estimate=Estimate(size, "rebuild", at_least) if size else None,
            related=(Related(build.place(run.installs[0].span), "the packages are installed here"),),
        )


def _wanted(run: Run) -> str:
    files = [file.path for install in run.installs for file in install.requirement_files if file.path]
    return files[0] if files else "only what the install needs"


def _fix(build: Build, stage: BuildStage, copy: Copy, run: Run) -> Fix | None:
    """Copy the requirements files in place of the source, and the source behind the install that follows at once."""
    files = run.files_needed
    index = stage.instructions.index(copy.instruction)
    if not files or stage.instructions[index + 1] is not run.instruction or not copy.takes_all_into_workdir:
        return None
    lines = [f"COPY {file} ./{file.rpartition('/')[0]}".rstrip("/") + "/" for file in files]
    newline = build.source.newline
    source = build.source.text[slice(*copy.instruction.text_span)]
    end = run.instruction.span.end
    return Fix(
        "Copy the requirements first and the source last",
        (
            Edit(build.place(copy.instruction.text_span), newline.join(lines)),
            Edit(build.place(Span(end, end)), newline + source),
        ),
        "unsafe",
    )
