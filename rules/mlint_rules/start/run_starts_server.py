r"""RUN starts a server, so the build never ends.

`RUN` executes its command while the image is built and waits until it ends. A server does not end: the build hangs at
this step until somebody or a time limit kills it. A server that goes to the background (`torchserve --start`,
`ray start`) is no better: it dies with the step, and the container starts without it. What should run in the container
belongs into `CMD` or `ENTRYPOINT`.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
RUN pip install --no-cache-dir uvicorn==0.34.0 fastapi==0.115.6
RUN uvicorn app:app --host 0.0.0.0 --port 8000
```

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

from typing import TYPE_CHECKING

from mlint.image.programs import serving
from mlint.rule import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.shell.commands import Command


@rule("ML601", severity="error")
def run_starts_server(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs:
            for command in run.commands:
                server = serving(command) if _decides(command) else None
                if server is None:
                    continue
                effect = "is gone when this RUN ends" if server.detaches else "never returns, so the build hangs"
                yield Finding(
                    build.place(command.span), f"{server.name} {effect}; start it with CMD or ENTRYPOINT instead"
                )


def _decides(command: Command) -> bool:
    """Whether the RUN ends when this command ends, and nothing bounds its time."""
    site = command.site
    return site.last and not (site.background or site.conditional or "timeout" in command.wrappers)
