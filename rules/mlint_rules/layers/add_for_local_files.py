r"""ADD where COPY would do.

`ADD` does three things more than `COPY`: it fetches URLs, clones Git repositories, and unpacks a local tar archive
into the destination. Which of them happens depends on the name and even on the *content* of the source. Whoever reads
`ADD model.bin /models/` has to check; whoever later puts an archive under that name gets a folder full of files.
`COPY` always copies. Docker's own advice is to take `ADD` only for what `COPY` cannot do.

mlint leaves every `ADD` alone that uses one of the extras, or may: archives by their names, URLs, Git references,
`--checksum`, `--unpack`, `--keep-git-dir`, heredocs, sources in a variable that the file does not tell, and patterns
such as `data/*` that may match an archive. The fix writes `COPY`; both know the same other flags.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
ADD requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
ADD src/ src/
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY src/ src/
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
ADD corpus.tar.gz /data/
COPY src/ src/
```

## References
- [Docker: ADD or COPY](https://docs.docker.com/build/building/best-practices/#add-or-copy)
- hadolint DL3020: laxer on checksums, variables and patterns, and an `info` instead of an error.
"""

from __future__ import annotations

from mlint.image.layers.archives import may_be_archive
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.copies import Copy

SHARED_FLAGS = frozenset({"chmod", "chown", "exclude", "link"})
"""Flags that COPY knows too."""


@rule("ML212", severity="info", aliases=("DL3020",), once=True, mentions=("add",))
def add_for_local_files(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for copy in stage.copies:
            if copy.instruction.name == "ADD" and stage.is_reached and _only_copies(copy):
                place = build.place(copy.instruction.name_span)
                written = "copy" if copy.instruction.written_name.islower() else "COPY"
                yield Finding(
                    place,
                    f"nothing is fetched or unpacked here; write COPY {_named(copy)} instead of ADD",
                    fix=Fix("Write COPY", (Edit(place, written),)),
                )


def _only_copies(copy: Copy) -> bool:
    """Whether it surely does nothing but copying."""
    flags = {flag.name for flag in copy.instruction.flags}
    paths = [source.path for source in copy.sources]
    if not paths or copy.instruction.heredocs or not flags <= SHARED_FLAGS:
        return False
    return not any(path is None or may_be_archive(path) for path in paths) and not copy.takes_remote


def _named(copy: Copy) -> str:
    first, *others = (source.path for source in copy.sources)
    return f"{first} …" if others else f"{first}"
