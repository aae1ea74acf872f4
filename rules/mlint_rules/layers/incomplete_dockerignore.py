r"""The ignore file lets large or private files through.

An ignore file is written once and seldom looked at again, while the folder fills up: with a virtual environment under
another name, the runs of a new experiment tracker, a dataset, a second `.env`. `COPY .` takes whatever the ignore file
does not name.

Its patterns are not those of `.gitignore`. They begin at the root of the context: `*.ipynb` matches notebooks there
and nowhere else, `**/*.ipynb` those in all folders, and `__pycache__` in `src/` goes through unless the line is
`**/__pycache__`. A slash at the beginning or the end means nothing.

mlint looks into the build context and names what is there now: `.git`, virtual environments, caches, `.env` files,
and runs of trackers, data and weights from 10 MB on. It leaves alone an ignore file that excludes everything and takes
back what is needed, what a line with `!` takes back, files that the Dockerfile names, a `.git` from which the build
reads the version, and the weights of a model server.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY . .
CMD ["python", "train.py"]
```
```text .dockerignore
__pycache__
*.ipynb
```
```text train.py
print("training")
```
```text src/__pycache__/model.cpython-312.pyc
x
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
__pycache__
*.ipynb
.git
**/__pycache__
```

## Fix safety
The fix is unsafe: files leave the image. It adds lines for `.git`, virtual environments, caches and the runs of
trackers; data, weights and `.env` files, which the program may read, are left to you.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY . .
CMD ["python", "train.py"]
```
```text .dockerignore
.git
**/__pycache__
**/.env
```
```text train.py
print("training")
```
```text src/__pycache__/model.cpython-312.pyc
x
```

## References
- [Docker: syntax of .dockerignore files](https://docs.docker.com/build/concepts/context/#syntax)
"""

from __future__ import annotations

from posixpath import basename

from mlint.image.copies import whole_copies
from mlint.rule import Edit, Estimate, Finding, Fix, Place, Related, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.context.ignore_file import IgnoreFile
    from mlint.context.offenders import Offender

MEGABYTE = 1_000_000


@rule("ML209", severity="info", mentions=("add", "copy"))
def incomplete_dockerignore(build: Build) -> Iterator[Finding]:
    copies = whole_copies(build)
    context = build.context if copies else None
    ignore = context.ignore_file if context else None
    if context is None or ignore is None or ignore.takes_only_named:
        return
    from mlint.image.layers.whole_context import listed, unwanted

    found = [one for one in unwanted(build, context) if not ignore.deciding(one.path)]
    if not found:
        return
    size = sum(one.bytes for one in found)
    parts = tuple((f"context {one.path}", one.bytes) for one in found)
    shipped = size >= MEGABYTE and copies[0].stage.in_final_chain
    name = basename(ignore.path.replace("\\", "/"))
    yield Finding(
        build.place(copies[0].instruction.text_span),
        f"{name} lets {listed(found)} through; add what the container does not need",
        fix=_fix(ignore, found),
        estimate=Estimate(size, "image", any(one.at_least for one in found), parts) if shipped else None,
        related=tuple(Related(build.place(copy.instruction.text_span), "copied here, too") for copy in copies[1:]),
    )


def _fix(ignore: IgnoreFile, found: list[Offender]) -> Fix | None:
    lines = dict.fromkeys(line for line in map(_line, found) if line)
    if not lines:
        return None
    newline = "\r\n" if "\r\n" in ignore.text else "\n"
    before = newline if ignore.text and not ignore.text.endswith("\n") else ""
    end = len(ignore.text)
    text = before + "".join(line + newline for line in lines)
    return Fix("Add them to the ignore file", (Edit(Place(ignore.path, Span(end, end)), text),), "unsafe")


def _line(one: Offender) -> str | None:
    """The pattern that excludes an offender, where a program seldom reads it."""
    if one.kind == "cache":
        return f"**/{basename(one.path)}" if "/" in one.path or one.path == "__pycache__" else one.path
    return one.path if one.kind in ("environment", "git", "runs") else None
