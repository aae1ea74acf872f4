r"""Without a WORKDIR this lands in `/`.

A relative destination is joined to the working folder. Without any WORKDIR, in the file or in the base image, that is
the root of the file system: the sources of the project lie between `bin`, `etc` and `usr`. It works until a folder of
the project is called `lib` or `run`, until a clean-up of the folder takes the system along, or until the base image
gets a WORKDIR and all paths of the start command are wrong.

mlint reports it for base images of which it knows that they start in `/`, once for each stage, as an `info`. It says
nothing where the base image brings a working folder (PyTorch's and NVIDIA's images, Jupyter's stacks, AWS Lambda), for
unknown base images, for a destination that begins with a variable, for a script that a later RUN runs and deletes, and
over `scratch`, where the root is all there is.

## Bad
```dockerfile
FROM python:3.12-slim
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

## References
- [Dockerfile reference: COPY, destination](https://docs.docker.com/reference/dockerfile/#destination)
- hadolint DL3045: laxer, since mlint knows what base images set and reports once per stage; stricter on ADD.
"""

from __future__ import annotations

from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.copies import Copy


@rule("ML024", severity="info", aliases=("DL3045",), once=True, mentions=("add", "copy"))
def relative_copy_destination(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        if stage.on_windows or stage.root.from_scratch or stage.base_workdir != "/":
            continue
        relative = [(copy, path) for copy in stage.copies if (path := _relative_destination(stage, copy)) is not None]
        deleted = _deleted(stage) if relative else {}
        for copy, path in relative:
            if deleted.get(copy.target or "", 0) < copy.instruction.span.start:
                where = "/" if path in (".", "./") else f"/{path.removeprefix('./')}"
                yield Finding(
                    build.place(copy.instruction.text_span),
                    f"neither the file nor the base image sets a WORKDIR, so this lands in {where}; set one before it",
                )


def _relative_destination(stage: BuildStage, copy: Copy) -> str | None:
    """The destination when it is surely relative and no WORKDIR comes before it."""
    first = stage.first_workdir
    if first is not None and first.span.start < copy.instruction.span.start:
        return None
    destination = copy.destination
    path = destination.path if destination else None
    if not path or path.startswith("/") or path[1:2] == ":":
        return None
    return None if copy.instruction.arguments[-1].text.lstrip("'\"").startswith("$") else path


def _deleted(stage: BuildStage) -> dict[str, int]:
    """The paths that RUNs delete, each with the place of the last one that does."""
    from mlint.image.layers.deleted_later import deleted_paths

    calls = ((run, command) for run in stage.runs for command in run.commands)
    return {path: run.instruction.span.start for run, command in calls for path in deleted_paths(run, command)}
