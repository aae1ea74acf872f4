r"""A shell stands between Docker's signals and the program.

In shell form, `CMD python serve.py` starts `/bin/sh -c "python serve.py"`. The shell is process 1, receives the
`SIGTERM` of `docker stop` or of a Kubernetes rollout, and does not pass it on: the server never gets the chance to
finish its requests or to flush its metrics, Docker waits ten seconds and kills it. Measured on Debian 12: dash stays
as process 1 even for a single command.

The exec form starts the program itself. Where shell syntax is needed (`$PORT`, `&&`), put `exec` before the last
command: the shell is then replaced by the program. mlint says nothing where bash runs a single simple command, because
bash replaces itself then, nor where SHELL was set on purpose.

A `warning` where the command is a server, an `info` elsewhere (notebooks too); nothing in images whose file, folder or
stage is named after development, tests or CI.

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
- hadolint DL3025, BuildKit JSONArgsRecommended: stricter on `["sh", "-c", "program"]` without `exec`; laxer on `exec`,
  on shells as the program, on a bash that replaces itself, on images for development and tests, on HEALTHCHECK, and on
  a list that is no valid JSON (ML011).
"""

from __future__ import annotations

import json

from mlint.image.programs import serving
from mlint.image.purpose import is_for_development
from mlint.rule import Edit, Finding, Fix, rule
from mlint.shell.interpreters import is_posix_shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.start.startup import StartPart


@rule("ML608", severity="info", aliases=("DL3025", "JSONArgsRecommended"), mentions=("cmd", "entrypoint"))
def shell_form_start(build: Build) -> Iterator[Finding]:
    if is_for_development(build):
        return
    for part in build.startup.parts:
        program = part.last_command
        if program is None or not part.shell_stays or part.instruction.broken_list:
            continue
        first = part.commands[0]
        # A shell in a shell: both would stay.
        starter = first if is_posix_shell(first.name or "") and not part.in_exec_form else program
        name = next(iter(starter.wrappers), starter.name) or "the program"
        fix = _fix(build, part)
        advice = "use the exec form" if fix else f"put exec before {name}"
        server = serving(program)
        yield Finding(
            build.place(part.instruction.text_span),
            f"a shell is process 1 instead of {name} and keeps the stop signal to itself (dash, BusyBox), so docker "
            f"stop waits 10 s and kills it; {advice}",
            fix=fix,
            severity="warning" if server and not server.notebook else None,
        )


def _fix(build: Build, part: StartPart) -> Fix | None:
    words = part.plain_words
    if words is None or len(build.startup.parts) > 1:
        return None
    span = part.instruction.arguments_text.span()
    return Fix("Use the exec form", (Edit(build.place(span), json.dumps(words, ensure_ascii=False)),))
