r"""This ENV reads a variable that the same line sets.

All pairs of one `ENV` see the variables from before the line. In `ENV CUDA_HOME=/opt/cuda CUDA_BIN=$CUDA_HOME/bin` the
second pair does not get `/opt/cuda` but what `CUDA_HOME` was before: usually nothing, so `CUDA_BIN` is `/bin`.

The other form is `ENV HF_TOKEN=$HF_TOKEN`, meant to take over the variable of the machine that builds. Builds do not
see those. Without an `ARG` of that name the line sets the variable to nothing. That hides the default of a program that
asks whether it is set at all. Pass it when the container starts, or declare `ARG` for what is no secret.

mlint says nothing of a list that grows (`PATH=/x:$PATH`), of `${X:-default}`, where an `ARG` stands above, and where
the variable had the same value before. When it does not know the variables of the base image, it says "if" and reports
an `info`.

## Bad
```dockerfile
FROM python:3.12-slim
ENV APP_HOME=/srv/app \
    MODEL_DIR=$APP_HOME/models
```

## Fixed
```dockerfile
FROM python:3.12-slim
ENV APP_HOME=/srv/app
ENV MODEL_DIR=$APP_HOME/models
```

## Fix safety
The fix is unsafe: it gives the variable another value than it had. `ENV X=$X` is deleted, after which `X` is not set.

## Good
```dockerfile
FROM python:3.12-slim
ARG BUILD_NUMBER=0
ENV BUILD_NUMBER=$BUILD_NUMBER
ENV APP_HOME=/srv/app
ENV MODEL_DIR=$APP_HOME/models \
    PATH=$APP_HOME/bin:$PATH
```

## References
- [Dockerfile reference: environment replacement](https://docs.docker.com/reference/dockerfile/#environment-replacement)
- hadolint DL3044: stricter where the variable had another value before, and on `ENV X=$X`; laxer on a list that grows
  on the same line.
"""

from __future__ import annotations

from mlint.image.traps.env_pairs import copied_from_nowhere, read_before_set, split_before
from mlint.rule import Edit, Finding, Fix, Related, rule
from mlint.secrets import is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.variables import Variable
    from mlint.image.traps.env_pairs import EarlyRead

LONGEST_VALUE = 40


@rule("ML017", severity="warning", aliases=("DL3044",), mentions=("env",))
def self_referencing_env(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for instruction in stage.instructions:
            if instruction.name == "ENV":
                reads = read_before_set(stage, instruction)
                if reads:
                    yield _early(build, stage, instruction, reads)
                for pair in copied_from_nowhere(stage, instruction):
                    yield _copied(build, stage, instruction, pair)


def _early(build: Build, stage: BuildStage, instruction: Instruction, reads: list[EarlyRead]) -> Finding:
    first = reads[0]
    before, name = stage.environment_at(instruction), first.use.name
    told = before.variable(name)
    if told is None and before.is_set(name) is None:
        message = f"if the base image does not set {name}, it is empty here: a pair sees what was set before its ENV"
    else:
        message = f"{name} is {_shown(told)} here: a pair sees what was set before its ENV"
    cuts = split_before(instruction, reads)
    newline = f"{build.source.newline}ENV "
    return Finding(
        build.place(first.use.span),
        f"{message}; set {first.pair.key} in an ENV of its own",
        fix=Fix("Split the ENV", tuple(Edit(build.place(cut), newline) for cut in cuts), "unsafe") if cuts else None,
        severity="info" if told is None and before.is_set(name) is None else None,
        related=tuple(Related(build.place(one.use.span), f"{one.use.name} is as before too") for one in reads[1:]),
    )


def _shown(told: Variable | None) -> str:
    if told is None or told.value == "":
        return "still empty"
    return f"still {told.value!r}" if told.value and len(told.value) <= LONGEST_VALUE else "as it was before"


def _copied(build: Build, stage: BuildStage, instruction: Instruction, pair: Assignment) -> Finding:
    unknown = stage.environment_at(instruction).is_set(pair.key) is None
    condition = "if the base image does not set it, " if unknown else ""
    edit = build.pair_removal(instruction, pair)
    # Everyone who can pull the image reads the value of an argument.
    argument = "" if is_secret_name(pair.key) else f", or declare ARG {pair.key}"
    return Finding(
        build.place(pair.span),
        f"{condition}{pair.key} is set to nothing here, since a build does not see the variables of its machine; "
        f"pass it with docker run -e {pair.key}{argument}",
        fix=Fix(f"Delete ENV {pair.key}", (edit,), "unsafe") if edit else None,
        severity="info" if unknown else None,
    )
