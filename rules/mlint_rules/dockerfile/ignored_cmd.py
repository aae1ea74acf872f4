r"""This CMD, ENTRYPOINT or HEALTHCHECK never takes effect.

A stage has one `CMD`, one `ENTRYPOINT` and one `HEALTHCHECK`: of several, only the last one counts. The typical case is
an API and a user interface in one image, each with its `CMD`: the build is green, and one of the two never starts.

Two more cases look right and are not. Beside an `ENTRYPOINT` in shell form `CMD` has no effect, since its words become
`$0`, `$1` … of `/bin/sh -c`, which nobody reads; mlint looks whether the text uses them. And a `CMD` in shell form
behind `ENTRYPOINT ["python"]` becomes `python /bin/sh -c …`: Python opens the shell's binary as a script and ends with
a SyntaxError. Behind a script or an init such as tini the same `CMD` is right, because they run what they are given.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py worker.py ./
USER 1000
CMD ["python", "worker.py"]
CMD ["python", "serve.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py worker.py ./
USER 1000
CMD ["python", "serve.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py worker.py ./
USER 1000
ENTRYPOINT ["python"]
CMD ["serve.py"]
```

## References
- [Dockerfile reference: how CMD and ENTRYPOINT interact](https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact)
- hadolint DL3012, DL4003, DL4004, BuildKit MultipleInstructionsDisallowed: the same for several of a kind; stricter
  beside an `ENTRYPOINT` that drops `CMD` or runs a shell as a script.
"""

from __future__ import annotations

from mlint.image.start.startup import StartPart
from mlint.rule import Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.instructions import Instruction


@rule(
    "ML014",
    severity="warning",
    aliases=("DL3012", "DL4003", "DL4004", "MultipleInstructionsDisallowed"),
    mentions=("cmd", "entrypoint", "healthcheck"),
)
def ignored_cmd(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for name in ("CMD", "ENTRYPOINT", "HEALTHCHECK"):
            yield from _duplicates(build, [one for one in stage.instructions if one.name == name])
        yield from _dropped_cmd(build, stage)


def _duplicates(build: Build, instructions: list[Instruction]) -> Iterator[Finding]:
    for earlier in instructions[:-1]:
        if _resets(earlier):
            continue
        last = instructions[-1]
        edit = build.removal(earlier)
        yield Finding(
            build.place(earlier.text_span),
            f"only the last {earlier.name} of a stage counts, the one on line {last.first_line}; delete this one",
            fix=Fix(f"Delete the {earlier.name} without effect", (edit,)) if edit else None,
            related=(Related(build.place(last.text_span), f"this {last.name} counts"),),
        )


def _resets(instruction: Instruction) -> bool:
    """Whether it only takes away what the base image has: ``CMD []``, ``HEALTHCHECK NONE``."""
    if instruction.name == "HEALTHCHECK":
        return instruction.health_command is None
    return instruction.in_json_form and not instruction.arguments


def _dropped_cmd(build: Build, stage: BuildStage) -> Iterator[Finding]:
    cmd, entrypoint = stage.last_instruction("CMD"), stage.last_instruction("ENTRYPOINT")
    if not cmd or not entrypoint or not cmd.arguments:
        return
    part = StartPart(stage, entrypoint)
    if part.drops_arguments:
        message = "ENTRYPOINT in shell form drops CMD; write ENTRYPOINT in exec form"
    elif part.needs_arguments and not cmd.in_json_form and not stage.on_windows:
        joined = " ".join([*(word.text for word in part.words), *stage.shell_at(cmd)])
        message = f"CMD in shell form behind this ENTRYPOINT runs `{joined} …`; write CMD in exec form"
    else:
        return
    related = (Related(build.place(entrypoint.text_span), "the ENTRYPOINT"),)
    yield Finding(build.place(cmd.text_span), message, related=related)
