r"""Two stages share a name, or the name is reserved.

When two stages are called `build`, `COPY --from=build` means the last one of the file and `FROM build` the last one
before it, without a word. Nobody looks for that: after a stage was copied and adapted, the image ships the program of
the other one. BuildKit compares the names without regard to case, so `Build` and `build` are one name.

`scratch` and `context` mean something already: `FROM scratch` is the empty image, and a stage of that name cannot be
built upon.

## Bad
```dockerfile
FROM python:3.12 AS build
RUN pip wheel --no-cache-dir --wheel-dir /wheels torch==2.9.0

FROM python:3.12 AS build
RUN pip wheel --no-cache-dir --wheel-dir /wheels numpy==2.3.5

FROM python:3.12-slim
COPY --from=build /wheels /wheels
```

## Good
```dockerfile
FROM python:3.12 AS build-torch
RUN pip wheel --no-cache-dir --wheel-dir /wheels --index-url https://download.pytorch.org/whl/cpu torch==2.9.0

FROM python:3.12 AS build-numpy
RUN pip wheel --no-cache-dir --wheel-dir /wheels numpy==2.3.5

FROM python:3.12-slim
RUN --mount=from=build-torch,source=/wheels,target=/torch \
    --mount=from=build-numpy,source=/wheels,target=/numpy \
    pip install --no-cache-dir --no-index --find-links /torch --find-links /numpy torch numpy
```

## References
- [Docker: DuplicateStageName](https://docs.docker.com/reference/build-checks/duplicate-stage-name/)
- [Docker: ReservedStageName](https://docs.docker.com/reference/build-checks/reserved-stage-name/)
- hadolint DL3024, DL3063: the same, but that `Build` and `build` are one name, as they are for BuildKit.
- BuildKit DuplicateStageName, ReservedStageName: the same.
"""

from __future__ import annotations

from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.rule import Place

RESERVED = frozenset({"context", "scratch"})


@rule(
    "ML027",
    severity="error",
    aliases=("DL3024", "DL3063", "DuplicateStageName", "ReservedStageName"),
    mentions=("as",),
)
def ambiguous_stage_name(build: Build) -> Iterator[Finding]:
    seen: dict[str, tuple[int, Place]] = {}
    for stage in build.stages:
        if stage.name is None:
            continue
        written = stage.start.arguments[-1]
        place = build.place(written.span())
        if stage.name in RESERVED:
            yield Finding(place, f"{written.text} is a reserved name and cannot be used for a stage; choose another")
        if stage.name in seen:
            line, first = seen[stage.name]
            yield Finding(
                place,
                f"the stage on line {line} is called {written.text}, too: --from takes the last one, FROM the last one "
                "before it; choose another name",
                related=(Related(first, "the same name"),),
            )
        seen.setdefault(stage.name, (stage.start.first_line, place))
