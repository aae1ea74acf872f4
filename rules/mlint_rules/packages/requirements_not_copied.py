r"""This requirements file is not in the image yet.

`pip install -r requirements.txt` reads the file inside the image, not the one beside the Dockerfile. When no `COPY`,
mount or command has brought it there before, the build stops with `Could not open requirements file: No such file or
directory`. Most often the `COPY` stands below the `RUN`, or copies to another folder than the one that `pip` looks in.

mlint speaks up only when nothing can have provided the file: no `COPY` or `ADD` of a folder, a glob or an archive to a
place above it, no bind mount, no clone, download, redirection or script before, in this stage or those it is built on.
It is silent when the base image is not a plain one (a Python, a distribution, CUDA, conda), for `ONBUILD` images, and
for paths with variables.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir -r requirements.txt
COPY src/ src/
```

```text requirements.txt
numpy==2.3.5
```

```text src/train.py
print("trained")
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY src/ src/
```

## Fix safety
The fix is unsafe: the file of the build context may not be the one that was meant.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN --mount=type=bind,source=requirements.txt,target=requirements.txt \
    pip install --no-cache-dir -r requirements.txt
COPY src/ src/
```

## References
- [Docker: COPY](https://docs.docker.com/reference/dockerfile/#copy)
- [pip: requirements files](https://pip.pypa.io/en/stable/user_guide/#requirements-files)
"""

from __future__ import annotations

from mlint.rule import Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import FileArgument, Install
    from mlint.image.runs import Run


@rule("ML303", severity="error", mentions=("conda", "mamba", "pip", "poetry", "uv"))
def requirements_not_copied(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        told: set[str] = set()
        for run in stage.runs if stage.is_reached else ():
            for install in run.installs:
                for file in _missing(run, install):
                    path = file.path or ""
                    if path not in told:
                        told.add(path)
                        yield _finding(build, run, install, file)


def _missing(run: Run, install: Install) -> Iterator[FileArgument]:
    """The files that ``install`` names and that are surely not there; it must fail the build without them."""
    site = install.command.site
    if not (site.guarded or site.conditional or site.background):
        for file in (*install.requirement_files, *install.constraint_files):
            from mlint.image.packages.present_files import surely_missing

            if file.path is not None and surely_missing(run, install.command, file.path):
                yield file


def _finding(build: Build, run: Run, install: Install, file: FileArgument) -> Finding:
    path = file.path or ""
    name = path.rpartition("/")[2]
    copy = next((one for one in run.stage.copies for source in one.sources if _named(source.path, name)), None)
    late = copy is not None and copy.instruction.span.start > run.instruction.span.start
    advice = "copy it before this RUN"
    if copy is not None:
        advice = "its COPY comes only after this RUN" if late else "its COPY puts it elsewhere"
    return Finding(
        build.place(file.span or install.span),
        f"{path} is not in the image when {install.manager} reads it; {advice}",
        fix=_fix(build, run, path) if late or copy is None else None,
        related=(Related(build.place(copy.instruction.text_span), f"{name} is copied here"),) if copy else (),
    )


def _named(path: str | None, name: str) -> bool:
    return path is not None and path.rpartition("/")[2] == name


def _fix(build: Build, run: Run, path: str) -> Fix | None:
    """A COPY before the RUN, when the build context has a file at this very path."""
    relative = path.removeprefix("./")
    entered = any(command.name == "cd" for command in run.commands)
    if path.startswith(("/", "..")) or entered or any(char.isspace() for char in path):
        return None
    if build.context is None or not build.context.is_file(relative):
        return None
    folder = relative.rpartition("/")[0]
    copy = f"COPY {relative} ./{folder}{'/' if folder else ''}"
    return Fix("Copy the file first", (build.line_before(run.instruction, copy),), "unsafe")
