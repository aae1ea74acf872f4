r"""COPY . takes the whole folder, Git's history and data included.

Without a `.dockerignore`, everything in the build context is up for copying: the history in `.git`, a virtual
environment made for another Python, caches, the runs of experiment trackers, and the `.env` with the keys of the team.
`COPY . .` ships all of it. The layer is larger than the program by orders of magnitude, and it is new at every build:
each commit changes `.git`, each test run a cache, so nothing behind the `COPY` is ever reused.

mlint looks into the build context and names what it finds; the estimate is the size of that. It says nothing of a
context under 1 MB in which none of this lies, of `COPY --exclude`, of a `.git` that the build reads itself
(setuptools-scm, a `git` command in a `RUN`) and of files that the Dockerfile names. What a model server copies as
weights is meant to be there. Where only data is found, or nothing yet, the finding is an `info`: a fresh checkout has
no virtual environment, the next developer's folder has. So it is where nothing tells which folder is the context, and
mlint then only asks whether an ignore file lies anywhere on the way to the root of the repository.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY . .
CMD ["python", "train.py"]
```
```text train.py
print("training")
```
```text .env
HF_TOKEN=hf_…
```
```size .git/objects/pack/pack-1.pack
240 MB
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY . .
CMD ["python", "train.py"]
```
```text .dockerignore
.git
**/.venv
**/venv
**/.env
**/.env.*
!**/.env.example
**/__pycache__
**/.pytest_cache
**/.mypy_cache
**/.ruff_cache
**/.ipynb_checkpoints
mlruns
wandb
```

## Fix safety
The fix is unsafe: files leave the image, and the program may read one of them, a `.env` above all. Lines for what the
Dockerfile copies or names are left out, as is `.git` where the build reads it. Data and weights are never in the new
file: whether the container reads them is yours to say.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY src/ src/
CMD ["python", "src/train.py"]
```
```text requirements.txt
numpy==2.3.5
```
```text src/train.py
print("training")
```

## References
- [Docker: build context, .dockerignore files](https://docs.docker.com/build/concepts/context/#dockerignore-files)
- [Docker: COPY --exclude](https://docs.docker.com/reference/dockerfile/#copy---exclude)
"""

from __future__ import annotations

import os

from mlint.image.copies import whole_copies
from mlint.rule import Estimate, Finding, Fix, NewFile, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.context.build_context import BuildContext
    from mlint.context.offenders import Offender
    from mlint.image.copies import Copy

SMALL = 1_000_000


@rule("ML202", severity="warning", mentions=("add", "copy"))
def missing_dockerignore(build: Build) -> Iterator[Finding]:
    copies = whole_copies(build) if os.path.isfile(build.path) else []
    if not copies:
        return
    from mlint.image.layers.whole_context import ignore_file_above, listed, unwanted

    related = tuple(Related(build.place(copy.instruction.text_span), "so does this one") for copy in copies[1:])
    place = build.place(copies[0].instruction.text_span)
    context = build.context
    if context is None:
        if not ignore_file_above(build):
            message = "if .git, a virtual environment or data lie in the build context, this takes them along"
            yield Finding(place, f"{message}; add a .dockerignore at its root", severity="info", related=related)
        return
    found = unwanted(build, context)
    if context.ignore_file or (not found and context.everything.bytes < SMALL):
        return
    sure = any(one.kind not in ("data", "weights") for one in found)
    if found:
        taken = f"this takes the whole folder, {listed(found)} included"
        message = taken if sure else f"if the container does not need {listed(found)}, it is in the image in vain"
    else:
        message = "if a virtual environment, caches or data are added to this folder, they are in the image, too"
    yield Finding(
        place,
        f"{message}; add a .dockerignore",
        fix=_fix(build, context),
        estimate=_estimate(copies[0], found),
        severity=None if sure else "info",
        related=related,
    )


def _fix(build: Build, context: BuildContext) -> Fix | None:
    from mlint.image.layers.whole_context import ignore_lines

    lines = ignore_lines(build, context)
    path = context.shown(".dockerignore")
    text = "".join(f"{line}\n" for line in lines)
    return Fix("Create a .dockerignore", (NewFile(path, text),), "unsafe") if lines else None


def _estimate(copy: Copy, found: list[Offender]) -> Estimate | None:
    size = sum(one.bytes for one in found)
    if size < SMALL or not copy.stage.in_final_chain:
        return None
    parts = tuple((f"context {one.path}", one.bytes) for one in found)
    return Estimate(size, "image", any(one.at_least for one in found), parts)
