r"""A shell stands between Docker's signals and the program.

In shell form, `CMD python serve.py` starts `/bin/sh -c "python serve.py"`. The shell is process 1, receives the
`SIGTERM` of `docker stop` or of a Kubernetes rollout, and does not pass it on: the server never gets the chance to
finish its requests or to flush its metrics, Docker waits ten seconds and kills it. Measured on Debian 12: dash stays
as process 1 even for a single command.

The exec form starts the program itself. Where shell syntax is needed (`$PORT`, `&&`), put `exec` before the last
command: the shell is then replaced by the program. mlint says nothing where bash runs a single simple command, because
bash replaces itself then, nor where SHELL was set on purpose.

A `warning` where the command is a server, an `info` elsewhere.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py .
USER 1000
CMD python serve.py --port 8000
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py .
USER 1000
CMD ["python", "serve.py", "--port", "8000"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py .
USER 1000
CMD exec python serve.py --port "$PORT"
```

## References
- [Dockerfile reference: shell and exec form](https://docs.docker.com/reference/dockerfile/#shell-and-exec-form)
- hadolint DL3025, BuildKit JSONArgsRecommended: mlint also reports `["sh", "-c", "program"]` without `exec`, and leaves
  `exec` and a list that is no valid JSON (ML011) alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mlint.image.programs import serving
from mlint.rule import Edit, Finding, Fix, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.startup import StartPart


@rule("ML608", severity="info", aliases=("DL3025", "JSONArgsRecommended"))
def shell_form_start(build: Build) -> Iterator[Finding]:
    for part in build.startup.parts:
        if not part.shell_stays:
            continue
        program = part.last_command
        name = program.name if program else None
        subject = f"the shell, not {name}," if name else "the shell"
        advice = "use the exec form" if part.plain_words else "put exec before the program"
        yield Finding(
            build.place(part.instruction.text_span),
            f"{subject} receives the stop signal and keeps it (dash, BusyBox), so docker stop waits and kills; {advice}",
            fix=_fix(build, part),
            severity="warning" if program and serving(program) else None,
        )


def _fix(build: Build, part: StartPart) -> Fix | None:
    words = part.plain_words
    if words is None or len(build.startup.parts) > 1:
        return None
    form = json.dumps(words, ensure_ascii=False)
    span = part.instruction.arguments_text.span()
    return Fix("Use the exec form", (Edit(build.place(span), form),))
