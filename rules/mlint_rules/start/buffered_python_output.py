r"""What Python prints may appear late in docker logs.

When its output is no terminal, Python collects what `print` writes until 8 kB are there. In a container the output is a
pipe: `docker logs` stays empty while the training runs, and what was in the buffer is lost when the process is killed,
the last lines before the crash that one looks for among them. `PYTHONUNBUFFERED=1` or `python -u` write each line at
once. What goes through `logging` to standard error is not concerned.

Off by default: most servers log through `logging`, so that the setting changes nothing there, and programs that print
a lot are faster with the buffer. mlint looks at what the container starts: a Python script or module, or a server that
is a Python program. It says nothing where an unknown base image or a start script may set the variable.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY train.py .
CMD ["python", "train.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY train.py .
ENV PYTHONUNBUFFERED=1
CMD ["python", "train.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY train.py .
CMD ["python", "-u", "train.py"]
```

## References
- [Python: PYTHONUNBUFFERED](https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUNBUFFERED)
"""

from __future__ import annotations

from mlint.image.programs import buffers_output
from mlint.rule import Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.start.startup import StartPart
    from mlint.shell.commands import Command

VARIABLE = "PYTHONUNBUFFERED"


@rule("ML611", severity="info", default=False, mentions=("cmd", "entrypoint"))
def buffered_python_output(build: Build) -> Iterator[Finding]:
    startup = build.startup
    if not startup.program_known or startup.environment.is_set(VARIABLE) is not False:
        return
    for command in startup.programs:
        part = _part(build, command) if buffers_output(command) and not command.environment.get(VARIABLE) else None
        if part:
            fix = Fix(f"Set {VARIABLE}", (build.line_before(part.instruction, f"ENV {VARIABLE}=1"),))
            message = f"what {command.name} prints may show late in docker logs, or never; set {VARIABLE}=1"
            yield Finding(build.place(part.instruction.text_span), message, fix=fix)
            return


def _part(build: Build, command: Command) -> StartPart | None:
    """The instruction that starts the command; None when a script of the file does."""
    start = command.arguments[0].span.start
    startup = build.startup
    for part in startup.parts:
        if part.instruction.span.start <= start < part.instruction.span.end:
            scripted = part is startup.cmd and startup.entrypoint and command in part.commands
            return None if scripted else part
    return None
