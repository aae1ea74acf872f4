r"""Nobody outside the container can reach this server.

A container has a network of its own, and `127.0.0.1` in it is the container itself. A server that listens there starts,
logs that it runs, passes a health check inside the container, and answers nobody: `docker run --publish` hands
connections to the container's other address, where nothing listens. Many servers listen on loopback unless told
otherwise: uvicorn, gunicorn, hypercorn, granian, Flask, MLflow, Jupyter, TensorBoard, chainlit, Ray Serve, SGLang,
Ollama, `fastapi dev`, and Gradio and Dash when a script starts them (their sources and documentation, November 2026).
`--host 0.0.0.0` makes them listen on all addresses of the container; what of these is reachable from outside is still
for `--publish` to say.

mlint joins ENTRYPOINT and CMD, and knows the options, variables and configuration files of each server. For
`python app.py` it reads the script in the build context: `demo.launch()` of Gradio, `app.run()` of Dash and Flask, and
`uvicorn.run()`. It says nothing where a variable or a file that it cannot read may name the host, where other programs
run beside the server (a proxy in the same container reaches it), behind the AWS Lambda adapter, and where a compose
file gives the container the network of the host, another command, or the variable. An `info` that says "if" where an
unknown base image or an entrypoint script may change the host, and for gunicorn without `--bind`, which listens
everywhere when the platform sets `PORT`. A sidecar of a Kubernetes pod may listen on loopback on purpose: ignore the
finding there.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY src/ src/
USER 1000
CMD ["uvicorn", "src.main:app", "--port", "8000"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY src/ src/
USER 1000
CMD ["uvicorn", "src.main:app", "--port", "8000", "--host", "0.0.0.0"]
```

## Fix safety
The fix is unsafe: whoever runs the container with the network of the host opens the server to that network. It adds the
option of the server, or the variable of Ollama, Ray Serve, Gradio and Dash. A host that the file names is left for you
to change.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY app.py .
ENV GRADIO_SERVER_NAME=0.0.0.0
USER 1000
CMD ["python", "app.py"]
```

## References
- [Docker: published ports](https://docs.docker.com/engine/network/port-publishing/)
- [Uvicorn: why it does not guess that it runs in a container](https://github.com/encode/uvicorn/discussions/2325)
- [Gradio: environment variables](https://www.gradio.app/guides/environment-variables)
"""

from __future__ import annotations

from mlint.image.start.unreachable import unreachable_server
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.start.unreachable import Unreachable


@rule("ML603", severity="error", mentions=("cmd", "entrypoint"))
def server_binds_localhost(build: Build) -> Iterator[Finding]:
    found = unreachable_server(build)
    if found:
        provided = f"if {found.provided}, " if found.provided else ""
        yield Finding(
            build.place(found.span),
            f"{provided}{found.who} listens on {found.host}, which nobody outside the container reaches; "
            f"{found.advice}",
            fix=_fix(build, found),
            severity="info" if found.provided else None,
        )


def _fix(build: Build, found: Unreachable) -> Fix | None:
    if found.added:
        edit = Edit(build.place(found.added.span), found.added.text)
    elif found.variable:
        edit = build.line_before(found.part.instruction, f"ENV {found.variable}")
    else:
        return None
    return Fix("Listen on all interfaces", (edit,), "unsafe")
