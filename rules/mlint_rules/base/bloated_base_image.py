r"""The base ships a full distribution or IDE that this image does not need.

The official `python:3.12` image holds compilers, headers, Git, Mercurial, ImageMagick and database clients: everything
that any Python package could need to be *built*. Wheels need none of it. `python:3.12-slim` is the same Python on the
same Debian without them: 113 MB against 884 MB (python:3.8, markneumann.xyz), pulled by every node that starts the
model, and scanned for vulnerabilities each time. Anaconda's image likewise ships several hundred packages; Miniforge
or micromamba install the ones you name. A study of ML images found that up to 80 % of their size is never used.

If the image itself compiles something or installs from Git, slim lacks the tools: build in a first stage, or install
the few packages that are needed. mlint then only gives an `info`.

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
package without a wheel then fails to build, and `import cv2` may miss `libGL`.

## Good
```dockerfile
FROM python:3.12 AS builder
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
- [Docker Official Image: python, image variants](https://hub.docker.com/_/python)
- [Zhang et al., Machine Learning Systems are Bloated and Vulnerable](https://arxiv.org/abs/2212.09437)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.base_images import bloat, slim_tag
from mlint.knowledge.base_images import FULL_PYTHON_EXTRA_BYTES
from mlint.rule import Edit, Estimate, Finding, Fix, Span, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage

COMPILING = frozenset({"cargo", "cc", "clang", "cmake", "g++", "gcc", "git", "go", "make", "meson", "ninja", "rustc"})


@rule("ML101", severity="warning")
def bloated_base_image(build: Build) -> Iterator[Finding]:
    if not build.final_chain:
        return
    root = build.final_chain[0]
    image = root.base_image
    kind = bloat(image) if image else None
    if image is None or kind is None or root.base_text is None:
        return
    uses_tools = _uses_build_tools(build)
    condition = "if the compilers and Git in it are not needed at run time, " if uses_tools else ""
    slim = slim_tag(image.tag) if kind == "python" else None
    advice = f"use python:{slim}" if slim else _ADVICE[kind]
    yield Finding(
        build.place(root.base_text.span()),
        f"{condition}{image.written} ships {_CONTENT[kind]} that this image does not need; {advice}",
        fix=_fix(build, root, f"python:{slim}") if slim else None,
        estimate=Estimate(FULL_PYTHON_EXTRA_BYTES) if kind == "python" else None,
        severity="info" if uses_tools else None,
    )


_CONTENT = {
    "python": "compilers, headers and version control",
    "buildpack-deps": "compilers, headers and version control",
    "anaconda": "several hundred packages",
}
_ADVICE = {
    "python": "use a slim tag such as python:3.12-slim",
    "buildpack-deps": "build in a stage of its own and copy the result",
    "anaconda": "start from condaforge/miniforge3 and install what is imported",
}


def _uses_build_tools(build: Build) -> bool:
    return any(
        command.name in COMPILING or any("git+" in (value or "") for value in command.values)
        for stage in build.final_chain
        for command in stage.commands
    )


def _fix(build: Build, root: BuildStage, reference: str) -> Fix | None:
    """Replace the tag, where it is written out behind FROM."""
    text = root.base_text
    image = root.base_image
    if text is None or image is None or text.text != image.written or image.digest:
        return None
    span = text.span()
    start = span.end - len(image.tag or "")
    tag = reference.partition(":")[2]
    return Fix("Use the slim variant", (Edit(build.place(Span(start, span.end)), tag),), "unsafe")
