r"""This variable is empty here.

BuildKit replaces a variable that nothing sets by nothing, without stopping. `COPY model.pt $MODEL_DIR/` then copies to
`/`, `ENV PATH=$CONDA_DIR/bin:$PATH` puts `/bin` first, `WORKDIR $HOME/app` is `/app`: `HOME` is set for the commands of
a `RUN`, not for the builder.

The usual cause is an `ARG` before the first `FROM`. It serves `FROM` alone; a stage sees it after a line `ARG NAME` of
its own. The same holds for `TARGETARCH` and the other arguments of the platform, in `RUN` too: `$TARGETARCH` is empty
without `ARG TARGETARCH`, and the download goes to the wrong address.

mlint reports a name that nothing sets where it knows all variables of the base image, and where a name one letter away
is set. It looks into `RUN` only for the `ARG`s above: a shell may have variables that no Dockerfile shows. Where the
base image might set the name, the finding is an `info` that says "if". `${X:-default}`, lists that grow
(`PYTHONPATH=/src:$PYTHONPATH`) and the proxy variables are left alone.

## Bad
```dockerfile
ARG MODEL_DIR=/models
FROM python:3.12-slim
COPY config.json $MODEL_DIR/
```

## Fixed
```dockerfile
ARG MODEL_DIR=/models
FROM python:3.12-slim
ARG MODEL_DIR
COPY config.json $MODEL_DIR/
```

## Fix safety
The fix is unsafe: the variable has a value from there on, so that paths and commands change.

## Good
```dockerfile
ARG MODEL_DIR=/models
FROM python:3.12-slim
ARG MODEL_DIR
COPY config.json $MODEL_DIR/
ENV PYTHONPATH=/srv/src:$PYTHONPATH
```

## References
- [Dockerfile reference: scope of ARG](https://docs.docker.com/reference/dockerfile/#scope)
- [Docker: UndefinedVar](https://docs.docker.com/reference/build-checks/undefined-var/)
- BuildKit UndefinedVar: laxer on lists that grow, on `${X:-default}` and on base images that mlint does not know
  (BuildKit pulls them); stricter in `RUN`, on arguments of the file that the stage does not declare.
"""

from __future__ import annotations

from mlint.image.traps.undefined import undefined_in
from mlint.rule import Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.traps.undefined import Undefined


@rule("ML015", severity="warning", aliases=("UndefinedVar",), mentions=("$",))
def undefined_variable(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        if stage.on_windows:
            continue
        fixed: set[str] = set()
        for instruction in stage.instructions:
            for one in undefined_in(build, stage, instruction):
                if one.name in fixed:
                    continue
                declares = one.because != "unset"
                if declares:
                    fixed.add(one.name)
                yield Finding(
                    build.place(one.span),
                    _message(one),
                    fix=_fix(build, stage, one) if declares else None,
                    severity=None if one.sure else "info",
                )


def _message(one: Undefined) -> str:
    condition = "" if one.sure else "if the base image does not set it, "
    if one.because == "global":
        told = f"{condition}{one.name} is empty here: the ARG before FROM serves FROM alone"
        return f"{told}; add ARG {one.name} to the stage"
    if one.because == "builder":
        return f"{one.name} is empty in a stage that does not declare it; add ARG {one.name}"
    advice = f"did you mean {one.near}?" if one.near else f"set it before, or write ${{{one.name}:-…}}"
    return f"{condition}{one.name} is empty here, nothing sets it; {advice}"


def _fix(build: Build, stage: BuildStage, one: Undefined) -> Fix | None:
    first = stage.instructions[0]
    edit = build.line_before(first, f"ARG {one.name}")
    return Fix(f"Declare ARG {one.name} in the stage", (edit,), "unsafe")
