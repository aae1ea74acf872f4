r"""An archive is copied and then unpacked, so the image holds it twice.

`COPY corpus.tar.gz /data/` puts the archive into one layer, and `RUN tar -xzf` puts its content into the next one.
Deleting the archive afterwards does not help: the layer that holds it is shipped all the same. `ADD corpus.tar.gz
/data/` unpacks a local archive (tar, alone or with gzip, bzip2 or xz) while it copies, and keeps no archive. The
gain is the size of the archive, which is in the estimate where mlint knows the build context.

mlint says nothing about zip files, which `ADD` does not unpack, and where `ADD` would do something else than the
`RUN`: a part of the archive, `--strip-components`, another place for some files. It also says nothing when the archive
is used by another command, such as a checksum test, when it comes from another stage, and in builder stages, which are
not shipped. Where the archive must be checked or cut first, mount it instead of copying it (see below).

## Bad
```dockerfile
FROM python:3.12-slim
COPY corpus.tar.gz /tmp/
RUN mkdir /data && tar -xzf /tmp/corpus.tar.gz -C /data && rm /tmp/corpus.tar.gz
```

## Good
```dockerfile
FROM python:3.12-slim
ADD corpus.tar.gz /data/
```
```dockerfile
FROM python:3.12-slim
RUN --mount=type=bind,source=corpus.tar.gz,target=/tmp/corpus.tar.gz \
    mkdir /data && tar -xzf /tmp/corpus.tar.gz -C /data --strip-components=1
```

## References
- [Docker: ADD unpacks local tar archives](https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives)
- hadolint DL3010: laxer on zip files, which ADD does not unpack, and on builder stages; stricter on `tar xzf` without
  the dash.
"""

from __future__ import annotations

from posixpath import join

from mlint.image.command_paths import path_at
from mlint.image.layers.archives import is_tar, unpacking
from mlint.rule import Estimate, Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.copies import Copy
    from mlint.image.runs import Run
    from mlint.shell.commands import Command


@rule("ML213", severity="info", aliases=("DL3010",), mentions=("tar ", "tar\t", "tar\\", 'tar"'))
def copied_archive(build: Build) -> Iterator[Finding]:
    for stage in build.final_chain:
        if not any(is_tar(source.path or "") for copy in stage.copies for source in copy.sources):
            continue
        for run in stage.runs:
            for command in run.commands:
                unpacked = unpacking(command)
                path = path_at(run, command, unpacked.archive) if unpacked else None
                found = _copied(stage, run, path) if path else None
                if unpacked is None or path is None or found is None or _used(stage, command, path):
                    continue
                copy, origin = found
                folder = join(command.folder or "", unpacked.folder) or "."
                yield Finding(
                    build.place(copy.instruction.text_span),
                    f"the image holds {origin} and what is in it; if nothing else needs the archive, write "
                    f"ADD {origin} {join(folder, '')}, which unpacks it",
                    estimate=_estimate(build, origin),
                    related=(Related(build.place(command.span), "it is unpacked here"),),
                )


def _copied(stage: BuildStage, run: Run, path: str) -> tuple[Copy, str] | None:
    """The COPY before ``run`` that brings the archive at ``path``, and where it lies in the build context."""
    for copy in reversed(stage.copies):
        if copy.instruction.span.start < run.instruction.span.start and copy.instruction.name == "COPY":
            origin = copy.origin_of(path)
            if origin:
                return (copy, origin) if is_tar(origin) else None
    return None


def _used(stage: BuildStage, unpacks: Command, path: str) -> bool:
    """Whether another command names the archive, other than to remove it."""
    name = path.rpartition("/")[2]
    others = (one for one in stage.commands if one is not unpacks and one.name != "rm")
    return any(value is not None and value.endswith(name) for one in others for value in one.values)


def _estimate(build: Build, origin: str) -> Estimate | None:
    size = build.context.files_of(origin).bytes if build.context else 0
    return Estimate(size, parts=((f"context {origin}", size),)) if size else None
