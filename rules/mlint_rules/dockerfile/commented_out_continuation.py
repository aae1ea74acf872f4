r"""A `#` comment swallows the commands on the next lines.

The builder joins the lines of an instruction before the shell sees them, and puts no line end between them. A comment
behind a command then does not end with its line but with the instruction: of `apt-get install -y git  # for pip \` and
the nine lines below it, the shell reads the first four words. Nothing fails. The packages are simply not there, and the
clean-up at the end is not done.

A comment on a line of its own is no problem, also between the lines of a `RUN`: the builder takes it out. The same goes
for comments in heredocs, where lines stay lines, and for a `#` inside a word or in quotes.

## Bad
```dockerfile
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        libgomp1 \
        git  # for requirements from repositories \
        libgl1 \
    && rm -rf /var/lib/apt/lists/*
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        libgomp1 \
        # for requirements from repositories
        git \
        libgl1 \
    && rm -rf /var/lib/apt/lists/*
```

## Fix safety
The fix is unsafe: commands that have never run come back to life.

## Good
```dockerfile
FROM python:3.12-slim
# libgl1 is for OpenCV
RUN apt-get update && apt-get install -y --no-install-recommends \
        # for requirements from repositories
        git \
        libgl1 \
    && rm -rf /var/lib/apt/lists/*
```

## References
- [Dockerfile reference: comments and continued lines](https://docs.docker.com/reference/dockerfile/#format)
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, Related, Span, rule
from mlint.shell.comments import swallowing_comments
from mlint.shell.texts import ShellText, command_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.shell.comments import SwallowingComment

LONGEST = 40


BEFORE_COMMENTS = " \t;&|()<>`"
"""What stands before a shell's comment; behind a line end it is a comment of the Dockerfile."""


@rule("ML021", severity="error", mentions=tuple(f"{char}#" for char in BEFORE_COMMENTS))
def commented_out_continuation(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for instruction in stage.instructions:
            text = command_text(instruction) if stage.has_posix_shell_at(instruction) else None
            for comment in swallowing_comments(text.text) if isinstance(text, ShellText) else ():
                lost = " ".join(comment.lost.text.split())
                shown = lost if len(lost) <= LONGEST else f"{lost[:LONGEST].rstrip()} …"
                yield Finding(
                    build.place(comment.span),
                    f"this comment takes in the lines below it, so the shell never sees '{shown}'; "
                    "put the comment on a line of its own",
                    fix=_fix(build, comment),
                    related=(Related(build.place(comment.lost.span()), "a part of the comment"),),
                )


def _fix(build: Build, comment: SwallowingComment) -> Fix:
    source = build.source
    start, end = comment.span
    line_start = source.line_starts[source.line_at(start) - 1]
    before = source.text[line_start:start]
    kept = line_start + len(before.rstrip())
    indent = before[: len(before) - len(before.lstrip())]
    line = f"{indent}{source.text[start:end]}{source.newline}"
    edits = (Edit(build.place(Span(line_start, line_start)), line), Edit(build.place(Span(kept, end)), ""))
    return Fix("Put the comment on its own line", edits, "unsafe")
