r"""This WORKDIR depends on where the base image happens to start.

A relative path is joined to the working folder of the base image. Over `python:3.12-slim` the folder `app` is `/app`;
over `pytorch/pytorch` it is `/workspace/app`, over a Jupyter image `/home/jovyan/app`. Every absolute path further
down, every volume and every manifest that names the folder rests on that, and breaks with the next base image. `~` is
no home here: `WORKDIR ~/app` makes a folder called `~`.

Only the first WORKDIR counts. What is relative to an absolute one of the same file is well defined, and when the first
is put right, so are those that follow.

## Bad
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
WORKDIR app
COPY train.py .
```

## Fixed
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
WORKDIR /workspace/app
COPY train.py .
```

## Fix safety
The fix writes out where the folder is with today's base image. It is unsafe, since that is what mlint knows of the
image by its name.

## Good
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
WORKDIR /app
COPY train.py .
WORKDIR output
```

## References
- [Dockerfile reference: WORKDIR](https://docs.docker.com/reference/dockerfile/#workdir)
- [Docker: WorkdirRelativePath](https://docs.docker.com/reference/build-checks/workdir-relative-path/)
- hadolint DL3000: laxer on relative paths behind an absolute one, whose meaning is plain.
- BuildKit WorkdirRelativePath: the same.
"""

from __future__ import annotations

from posixpath import join, normpath

from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.instructions import Instruction


@rule("ML023", severity="warning", aliases=("DL3000", "WorkdirRelativePath"), mentions=("workdir",))
def relative_workdir(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        first = stage.first_workdir
        if first is None or first not in stage.instructions or stage.on_windows:
            continue
        path = stage.expand(first.arguments_text.text, first)
        if path and not path.startswith("/") and path[1:2] != ":":
            yield _finding(build, stage, first, path)


def _finding(build: Build, stage: BuildStage, instruction: Instruction, path: str) -> Finding:
    base = stage.base_workdir
    written = instruction.arguments_text
    if path.startswith("~"):
        return Finding(build.place(written.span()), f"{path} is no home here, but a folder called ~; write it out")
    whole = normpath(join(base, path)) if base else None
    if whole and base and f"/{path}".startswith(f"{base.rstrip('/')}/") and base != "/":
        meant = f"with this base image {path} is {whole}; if /{normpath(path)} is meant, write that"
        return Finding(build.place(written.span()), meant)
    known = f"; with this one it is {whole}, write that" if whole else "; write an absolute path"
    literal = whole is not None and written.text == path and " " not in path
    return Finding(
        build.place(written.span()),
        f"where {path} is depends on the working folder of the base image{known}",
        fix=Fix("Write the whole path", (Edit(build.place(written.span()), whole),), "unsafe")
        if whole and literal
        else None,
    )
