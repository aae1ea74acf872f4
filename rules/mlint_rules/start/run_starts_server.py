r"""RUN starts a server, so the build never ends.

`RUN` executes its command while the image is built and waits until it ends. A server does not end: the build hangs at
this step until somebody or a time limit kills it. A server that goes to the background (`torchserve --start`,
`ray start`) is no better: it dies with the step, and the container starts without it. What should run in the container
belongs into `CMD` or `ENTRYPOINT`.

Rare (none of 974 public ML Dockerfiles that were read for mlint has it), since such a build cannot end. A server that
runs in the background for the other commands of its `RUN`, as in `ollama serve & sleep 5; ollama pull llama3`, is
right and not reported.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
RUN pip install --no-cache-dir uvicorn==0.34.0 fastapi==0.115.6
RUN uvicorn app:app --host 0.0.0.0 --port 8000
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
RUN pip install --no-cache-dir uvicorn==0.34.0 fastapi==0.115.6
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]
```

## Fix safety
The fix is unsafe: it takes for granted that the container is there to run this server, and that the entrypoint of the
base image, if there is one, starts what `CMD` names. It is offered for the last `RUN` of an image without a start
command of its own.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir uvicorn==0.34.0 fastapi==0.115.6
COPY app.py .
USER 1000
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]
```

## References
- [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run)
- [Dockerfile reference: CMD](https://docs.docker.com/reference/dockerfile/#cmd)
"""

from __future__ import annotations

import json

from mlint.image.programs import serving
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.runs import Run
    from mlint.shell.commands import Command


@rule("ML601", severity="error")
def run_starts_server(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            all_behind = all(command.site.background for command in run.commands)
            for command in run.commands:
                server = serving(command) if _decides(command, all_behind) else None
                if server is None:
                    continue
                gone = server.detaches or command.site.background
                effect = "is gone when this RUN ends" if gone else "never returns, so the build hangs"
                yield Finding(
                    build.place(command.span),
                    f"{server.name} {effect}; start it with CMD or ENTRYPOINT instead",
                    fix=None if gone else _fix(build, run),
                )


def _decides(command: Command, all_behind: bool) -> bool:
    """Whether the RUN ends when this command ends or begins, nothing bounds its time, and nothing else uses it.

    ``all_behind``: all commands of the RUN are run in the background.
    """
    site = command.site
    if site.conditional or site.substituted or "timeout" in command.wrappers:
        return False
    return site.last or all_behind


def _fix(build: Build, run: Run) -> Fix | None:
    words = run.only_words
    if words is None or run.stage is not build.final or build.startup.parts or run is not run.stage.runs[-1]:
        return None
    span = run.instruction.text_span
    return Fix("Make it the CMD", (Edit(build.place(span), f"CMD {json.dumps(words, ensure_ascii=False)}"),), "unsafe")
