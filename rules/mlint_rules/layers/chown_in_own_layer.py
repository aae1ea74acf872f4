r"""chown or chmod in a RUN of its own stores every file a second time.

A layer holds whole files. `RUN chown -R app /app` changes an owner, a few bytes per file, and the layer gets a full
copy of each of them: a virtual environment with `torch` is 6.8 GB, and 13.6 GB afterwards. `chmod -R` does the same.
The owner is free of charge where the files are written: `COPY --chown=app`, `--chmod=755`, or an install that runs as
the user whose packages they are.

mlint asks what earlier layers have put below the folder: copies, clones, packages in an environment there, the conda
of the base image. The finding is a warning for installed packages, weights, and 50 MB or more; else an `info`. Nothing
is said where nothing is known to be there (`mkdir` and `chown` in one RUN), under 1 MB, in builder stages, whose layers
are not shipped, and where the `COPY` sets owner or mode itself.

## Bad
```dockerfile
FROM python:3.12-slim
RUN useradd --uid 1000 app
COPY weights/ /models
RUN chown -R app:app /models
USER app
CMD ["python", "-m", "acme.train"]
```
```size weights/model.safetensors
2.1 GB
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN useradd --uid 1000 app
COPY --chown=app:app weights/ /models
USER app
CMD ["python", "-m", "acme.train"]
```
```size weights/model.safetensors
2.1 GB
```

## Fix safety
The fix is unsafe: the files have the same owner and mode, but the folder itself keeps its own when it was there before
the `COPY`, from a `WORKDIR` or an earlier layer. A program that creates files in it then lacks the right to do so. It
is offered where one `COPY` filled the folder, the `RUN` does nothing else, and the user was made before the `COPY`.

## Good
```dockerfile
FROM python:3.12-slim
RUN useradd --uid 1000 app && mkdir /app && chown app:app /app
WORKDIR /app
COPY --chown=app:app src/ src/
USER app
CMD ["python", "src/train.py"]
```

## References
- [Docker: COPY --chown --chmod](https://docs.docker.com/reference/dockerfile/#copy---chown---chmod)
- [moby/buildkit 1941](https://github.com/moby/buildkit/issues/1941): `COPY` copies what is in a folder; `--chown`
  reaches the folder itself only when the `COPY` makes it
- [Docker: images and layers](https://docs.docker.com/engine/storage/drivers/#images-and-layers)
"""

from __future__ import annotations

from mlint.image.layers.ownership import copy_with_owner, ownership_change
from mlint.rule import Edit, Estimate, Finding, Fix, Related, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.build import Build
    from mlint.image.layers.filled import Filling
    from mlint.image.layers.ownership import OwnershipChange
    from mlint.image.runs import Run

SMALL = 1_000_000
LARGE = 50_000_000


@rule("ML206", severity="warning", mentions=("chmod", "chown"))
def chown_in_own_layer(build: Build) -> Iterator[Finding]:
    for run in (run for stage in build.final_chain for run in stage.runs):
        for command in run.commands:
            change = ownership_change(run, command)
            found = _filled(run, change) if change else []
            size = sum(one.bytes or 0 for one in found)
            unknown = any(one.bytes is None for one in found)
            if change is None or not found or (size < SMALL and not unknown):
                continue
            sure = size >= LARGE or any(one.installed for one in found)
            yield Finding(
                build.place(command.span),
                _message(change, found, size, sure or not unknown),
                fix=_fix(build, run, change, found),
                estimate=Estimate(size, "image", unknown or any(one.at_least for one in found)) if size else None,
                severity=None if sure else "info",
                related=tuple(Related(build.place(one.span), "this filled it") for one in found),
            )


def _filled(run: Run, change: OwnershipChange) -> list[Filling]:
    """What filled the folders, without copies that have the owner or the mode already."""
    from mlint.image.layers.filled import fillings

    found = dict.fromkeys(one for path in change.folders for one in fillings(run, path))
    return [one for one in found if not (one.copy and one.copy.instruction.flag(change.flag))]


def _message(change: OwnershipChange, found: Sequence[Filling], size: int, sure: bool) -> str:
    from mlint.output.results import human_bytes

    where = " and ".join(change.folders)
    copies = [one.copy for one in found if one.copy]
    lines = [copy.instruction.first_line for copy in copies]
    advice = f"set --{change.flag} on the COPY{'s from' if len(set(lines)) > 1 else ' on'} line {min(lines, default=0)}"
    if len(set(lines)) > 1:
        advice += " on"
    if not copies:
        advice = "install as the user who needs the files"
    if not sure:
        return f"if much lies below {where}, {change.program} -R stores it a second time; {advice}"
    files = f"everything below {where}" + (f" ({human_bytes(size)})" if size >= SMALL else "")
    return f"{change.program} -R stores {files} a second time; {advice}"


def _fix(build: Build, run: Run, change: OwnershipChange, found: Sequence[Filling]) -> Fix | None:
    copy = copy_with_owner(run, change, [one.copy for one in found])
    gone = build.removal(run.instruction) if copy else None
    if copy is None or gone is None:
        return None
    end = copy.instruction.name_span.end
    flag = f" --{change.flag}={change.value}"
    return Fix(f"Set --{change.flag} on the COPY", (Edit(build.place(Span(end, end)), flag), gone), "unsafe")
