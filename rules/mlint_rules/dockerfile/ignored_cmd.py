r"""This CMD, ENTRYPOINT or HEALTHCHECK never takes effect.

A stage has one `CMD`, one `ENTRYPOINT` and one `HEALTHCHECK`: of several, only the last one counts, and nothing is said
about the others. Two more cases look right and are not. Beside an `ENTRYPOINT` in shell form, `CMD` is dropped, since
its words would be arguments of `/bin/sh -c`. And a `CMD` in shell form behind an `ENTRYPOINT` such as `["python"]`
becomes `python /bin/sh -c …`, which looks for a Python file called `/bin/sh`.

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
- hadolint DL3012, DL4003, DL4004 and BuildKit MultipleInstructionsDisallowed report the duplicates only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.programs import takes_script_argument
from mlint.rule import Finding, Fix, Related, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.instructions import Instruction


@rule("ML014", severity="warning", aliases=("DL3012", "DL4003", "DL4004", "MultipleInstructionsDisallowed"))
def ignored_cmd(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for name in ("CMD", "ENTRYPOINT", "HEALTHCHECK"):
            yield from _duplicates(build, [one for one in stage.instructions if one.name == name])
        yield from _dropped_cmd(build, stage)


def _duplicates(build: Build, instructions: list[Instruction]) -> Iterator[Finding]:
    for earlier in instructions[:-1]:
        last = instructions[-1]
        edit = build.removal(earlier)
        yield Finding(
            build.place(earlier.text_span),
            f"only the last {earlier.name} of a stage counts, the one on line {last.first_line}; delete this one",
            fix=Fix(f"Delete the {earlier.name} without effect", (edit,)) if edit else None,
            related=(Related(build.place(last.text_span), f"this {last.name} counts"),),
        )


def _dropped_cmd(build: Build, stage: BuildStage) -> Iterator[Finding]:
    cmd, entrypoint = stage.last_instruction("CMD"), stage.last_instruction("ENTRYPOINT")
    if not cmd or not entrypoint or not cmd.arguments:
        return
    if not entrypoint.in_json_form:
        message = "ENTRYPOINT in shell form drops CMD; write ENTRYPOINT in exec form"
    elif not cmd.in_json_form and takes_script_argument([word.text for word in entrypoint.arguments]):
        program = entrypoint.arguments[0].text
        message = f"CMD in shell form behind this ENTRYPOINT runs `{program} /bin/sh -c …`; write CMD in exec form"
    else:
        return
    related = (Related(build.place(entrypoint.text_span), "the ENTRYPOINT"),)
    yield Finding(build.place(cmd.text_span), message, related=related)
