r"""Only the last command of this script can fail the build.

`RUN <<EOF` hands its lines to the shell as one script. A shell goes on after a command that failed, and the script ends
as its last command does: when `pip install` fails on line one and `mkdir` succeeds on line two, the build succeeds, and
the package is missed by the first request in production. With `&&` between the commands this cannot happen: a chain
that is rewritten as a heredoc loses, without a word, what held it together.

Begin the script with `set -e`. An option of the shell does the same: `RUN <<EOF bash -e`, a `SHELL` with `-e`, or
`#!/bin/bash -e` as the first line. mlint says nothing then, nor about scripts of one command or one `&&` chain, nor
where every command that may fail has its own `||`, where the script looks at `$?` itself, or says `set +e`.
Scripts in Python and other languages stop at an error by themselves.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN <<EOF
pip install --no-cache-dir -r requirements.txt
mkdir -p /app/models
EOF
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN <<EOF
set -e
pip install --no-cache-dir -r requirements.txt
mkdir -p /app/models
EOF
```

## Fix safety
The fix is unsafe: a build that has lived with a failing command until now fails from now on.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN <<EOF bash -e
pip install --no-cache-dir -r requirements.txt
mkdir -p /app/models
EOF
```

## References
- [Dockerfile reference: here-documents](https://docs.docker.com/reference/dockerfile/#here-documents)
- [hadolint 882: heredocs without errexit](https://github.com/hadolint/hadolint/issues/882)
"""

from __future__ import annotations

from mlint.image.traps.heredoc_scripts import unminded
from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.dockerfile.heredocs import Heredoc

OPTION = "set -e"


@rule("ML019", severity="warning", mentions=("<<",))
def heredoc_without_errexit(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            found = unminded(run) if run.instruction.heredocs else None
            if found:
                command, heredoc = found
                yield Finding(
                    build.place(command.span),
                    f"when {command.name or 'this command'} fails, the script goes on and the build succeeds; "
                    f"begin the script with {OPTION}",
                    fix=_fix(build, heredoc),
                )


def _fix(build: Build, heredoc: Heredoc) -> Fix:
    start, end = heredoc.body
    first, _, rest = build.source.text[start:end].partition("\n")
    if first.startswith("#!"):
        start, first = end - len(rest), rest
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    edit = Edit(build.place(Span(start, start)), f"{indent}{OPTION}{build.source.newline}")
    return Fix(f"Begin the script with {OPTION}", (edit,), "unsafe")
