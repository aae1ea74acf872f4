r"""The base ships a full distribution or IDE that this image does not need.

The official `python:3.12` image holds compilers, headers, Git, Mercurial, ImageMagick and database clients: everything
that any Python package could need to be *built*. Wheels need none of it. `python:3.12-slim` is the same Python on the
same Debian without them: 113 MB against 884 MB (python:3.8, markneumann.xyz), pulled by every node that starts the
model, and scanned for vulnerabilities each time. Anaconda's image likewise ships several hundred packages; Miniforge
or micromamba install the ones you name. A study of ML images found that up to 80 % of their size is never used.

If the image itself compiles something or installs from Git, slim lacks the tools: build in a first stage and copy the
result. mlint then only gives an `info`. Where a RUN calls one small tool that slim lacks, such as curl, or a package
loads a library that it lacks, as lightgbm does libgomp, the message names the Debian package to install. An Anaconda
or notebook image that starts Jupyter is what it is meant to be and is left alone; the same image behind a server is
not.

## Bad
```dockerfile
FROM python:3.12
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER 1000
CMD ["python", "serve.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER 1000
CMD ["python", "serve.py"]
```

## Fix safety
The fix is unsafe: gcc, Git, curl and shared libraries that Debian packages bring are missing in the slim image. A
package without a wheel then fails to build, `import cv2` may miss `libGL`, and a start script may miss Git. No fix is
offered where a RUN or a package is known to need what slim lacks.

## Good
```dockerfile
FROM python:3.12 AS builder
WORKDIR /app
COPY requirements.txt .
RUN pip wheel --no-cache-dir --wheel-dir /wheels -r requirements.txt

FROM python:3.12-slim
WORKDIR /app
RUN --mount=type=bind,from=builder,source=/wheels,target=/wheels \
    pip install --no-cache-dir /wheels/*.whl
COPY src/ src/
USER 1000
CMD ["python", "src/serve.py"]
```

## References
- [Docker Official Image: python, image variants](https://github.com/docker-library/docs/tree/master/python)
- [Zhang et al., Machine Learning Systems are Bloated and Vulnerable](https://arxiv.org/abs/2212.09437)
"""

from __future__ import annotations

from mlint.image.base.base_images import bloat, builds_software, missing_in_slim, slim_tag
from mlint.image.packages.asked_for import shipped
from mlint.image.programs import shell_script
from mlint.image.references import arguments_of_base
from mlint.knowledge.base_images import COMPILED_ON_INSTALL, FULL_PYTHON_EXTRA_BYTES
from mlint.rule import Edit, Estimate, Finding, Fix, Place, Related, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.shell.commands import Command

TOOLS = "compilers, headers and Git"
REASON = {
    "python": f"{TOOLS} that no command here calls",
    "buildpack-deps": f"{TOOLS} that no command here calls",
    "anaconda": "several hundred packages, of which a model imports a few",
    "notebook": "Jupyter and what people use in it, although it starts a server",
}
ADVICE = {
    "python": "use a slim tag such as python:3.12-slim",
    "buildpack-deps": "use debian with a slim tag",
    "anaconda": "start from condaforge/miniforge3 and install what is imported",
    "notebook": "start from python:3.12-slim and install what is imported",
}


@rule("ML101", severity="warning", mentions=("anaconda", "buildpack", "jupyter", "notebook", "python"))
def bloated_base_image(build: Build) -> Iterator[Finding]:
    root = build.final_chain[0] if build.final_chain else None
    image = root.base_image if root else None
    kind = bloat(image) if image else None
    if root is None or root.base_text is None or image is None or kind is None or _serves_notebooks(build, kind):
        return
    commands = [command for stage in build.final_chain for command in stage.commands]
    packages = frozenset(name for stage in build.final_chain for run in stage.runs for name in run.packages)
    slim = slim_tag(image.tag) if kind == "python" else None
    missing = missing_in_slim(commands, _from_pypi(build)) if slim else []
    advice = f"use {image.name}:{slim}" if slim else ADVICE[kind]
    shipper = f"{image.name}:{image.tag or 'latest'}"
    message = f"{shipper} ships {REASON[kind]}; {advice}"
    builds = kind in ("python", "buildpack-deps") and builds_software(commands, packages)
    if builds:
        message = (
            f"if the container compiles nothing when it runs, {shipper} ships {TOOLS} in vain; "
            f"build in a first stage, and for the last one {advice}"
        )
    elif missing:
        message += f" and install {', '.join(missing)}"
    script = None if builds else _unread_script(build, commands)
    if script and kind in ("python", "buildpack-deps"):
        message = f"if {script} needs none of them, {shipper} ships {TOOLS} in vain; {advice}"
    yield Finding(
        build.place(root.base_text.span()),
        message,
        fix=_fix(build, root, slim) if slim and not missing else None,
        estimate=Estimate(FULL_PYTHON_EXTRA_BYTES) if kind == "python" and not (builds or script) else None,
        severity="info" if builds or script else None,
        related=(
            *(Related(build.place(one.span), f"the default of {one.key}") for one in arguments_of_base(root)),
            *(_compiled(build) if builds else ()),
        ),
    )


def _from_pypi(build: Build) -> Iterator[str]:
    """The names of the packages from PyPI that are in the image, those of copied environments too."""
    return (one.name for asked in shipped(build) for one in asked.packages if one.ecosystem == "pypi")


def _compiled(build: Build) -> Iterator[Related]:
    """The lines of requirements files that name packages without wheels."""
    for run in (run for stage in build.final_chain for run in stage.runs):
        for one in run.required_by_files:
            if one.requirement.name in COMPILED_ON_INSTALL:
                place = Place(one.shown, one.requirement.span)
                yield Related(place, f"{one.requirement.name} is compiled when it is installed")


def _unread_script(build: Build, commands: list[Command]) -> str | None:
    """A shell script that a RUN or the start command calls: what it needs is not known."""
    calls = (shell_script(command) for command in (*commands, *build.startup.commands))
    return next((name for name in calls if name), None)


def _serves_notebooks(build: Build, kind: str) -> bool:
    """Whether the image is there for people who work in it; a notebook image starts Jupyter by itself."""
    server = build.startup.server
    return kind in ("anaconda", "notebook") and (server.notebook if server else kind == "notebook")


def _fix(build: Build, root: BuildStage, tag: str) -> Fix | None:
    """Replace the tag, where it is written out behind FROM."""
    text = root.base_text
    image = root.base_image
    if text is None or image is None or text.text != image.written or image.digest:
        return None
    end = text.span().end
    return Fix("Use the slim variant", (Edit(build.place(Span(end - len(image.tag or ""), end)), tag),), "unsafe")
