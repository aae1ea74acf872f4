r"""Short RUNs follow each other where one would do.

Every `RUN` starts a container and writes a layer. For commands that make a folder, set an owner or write a line of
settings, that is more work than the commands themselves, and a file that is changed in two of them is stored twice.

Only neighbours are reported that hold one such command each, have no mounts, and end up in the image. Whatever
installs, downloads or compiles is left alone: in a layer of its own it is cached, and pulled side by side with others.

The rule is off by default, since the gain is small, and the price is that a change in one command repeats them all.
Real losses between layers are the business of other rules: files that a later layer deletes, and a package list that
an earlier layer fetched.

## Bad
```dockerfile
FROM python:3.12-slim
RUN mkdir -p /srv/models
RUN useradd --create-home ml
RUN chown ml /srv/models
```

## Good
```dockerfile
FROM python:3.12-slim
RUN mkdir -p /srv/models && \
    useradd --create-home ml && \
    chown ml /srv/models
```

## References
- [Docker: layers](https://docs.docker.com/build/cache/#how-the-build-cache-works)
- hadolint DL3059: laxer; only neighbours of one short command each, without mounts. One finding for a row of them.
"""

from __future__ import annotations

from mlint.knowledge.quick_programs import QUICK_PROGRAMS
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.runs import Run


@rule("ML215", severity="info", default=False, aliases=("DL3059",))
def consecutive_runs(build: Build) -> Iterator[Finding]:
    for stage in build.final_chain:
        for first, second, *others in _groups(stage):
            yield Finding(
                build.place(second.instruction.name_span),
                f"this RUN and the one on line {first.instruction.first_line} only take a moment; join them with &&",
                related=tuple(Related(build.place(one.instruction.name_span), "and this one") for one in others),
            )


def _groups(stage: BuildStage) -> Iterator[list[Run]]:
    """The short RUNs that follow each other, two or more."""
    runs = {run.instruction.first_line: run for run in stage.runs}
    group: list[Run] = []
    for instruction in stage.instructions:
        run = runs.get(instruction.first_line)
        if run and _is_short(run):
            group.append(run)
        else:
            if len(group) > 1:
                yield group
            group = []
    if len(group) > 1:
        yield group


def _is_short(run: Run) -> bool:
    instruction = run.instruction
    if instruction.flags or instruction.heredocs or instruction.in_json_form:
        return False
    return len(run.commands) == 1 and run.commands[0].values[0] in QUICK_PROGRAMS
