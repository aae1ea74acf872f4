r"""An empty line inside a continued command will become an error.

A `\` at the end of a line says that the instruction goes on with the next one. When that line is empty, the builder
skips it, with a warning: "will become errors in a future release". The build that works today then stops with the next
version of the Dockerfile frontend, which `# syntax=docker/dockerfile:1` fetches by itself. A comment line in its place
is fine, and so are empty lines in heredocs.

The empty line often shows that the `\` above it is left over, and what follows was meant as an instruction of its own:
with `cd model \`, an empty line and `WORKDIR /opt/model`, the shell gets `cd model WORKDIR /opt/model`. Where a line
below the empty one begins with the name of an instruction, mlint reports an error and leaves the repair to you.

## Bad
```dockerfile
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        libgomp1 \

        libgl1 \
    && rm -rf /var/lib/apt/lists/*
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        libgomp1 \
        libgl1 \
    && rm -rf /var/lib/apt/lists/*
```

## Good
```dockerfile
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        libgomp1 \
        # for OpenCV
        libgl1 \
    && rm -rf /var/lib/apt/lists/*
```

## References
- [Docker: NoEmptyContinuation](https://docs.docker.com/reference/build-checks/no-empty-continuation/)
- BuildKit NoEmptyContinuation: the same; mlint points to the first empty line, BuildKit to the instruction's last line.
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML022", severity="warning", aliases=("NoEmptyContinuation",))
def blank_line_in_continuation(build: Build) -> Iterator[Finding]:
    source = build.source
    for instruction in build.dockerfile.instructions:
        blank = instruction.logical.blank_lines
        if not blank:
            continue
        place = build.place(source.line_span(blank[0]))
        swallowed = instruction.swallowed_name
        if swallowed is None:
            starts = [*source.line_starts, len(source.text)]
            edits = tuple(Edit(build.place(Span(starts[line - 1], starts[line])), "") for line in blank)
            yield Finding(
                place,
                f"{instruction.name} goes on below this empty line, which BuildKit will not allow in future; delete it",
                fix=Fix("Delete the empty lines", edits),
            )
        else:
            name, line = swallowed.text, source.line_at(swallowed.span().start)
            yield Finding(
                place,
                f"{instruction.name} goes on below this empty line, so {name} on line {line} is a part of it; "
                f"delete the {instruction.escape} above if {name} is meant as an instruction",
                severity="error",
            )
