r"""CMD does a build step at every start.

What `RUN` does is done once and stored in the image. What `CMD` and `ENTRYPOINT` do is done by every container, each
time: a `pip install` there downloads the packages again at every restart and for every replica, takes minutes before
the first request is answered, brings other versions tomorrow than today, and fails when the package index or the
network is away. When nothing but the step stands there, `RUN` was meant: only the last `CMD` of a file counts, and the
container ends when the directory is made.

mlint says nothing about a step behind a test (`[ -d repo ] || git clone …`), since it is meant for volumes, about
`mkdir`, `chmod` and `chown` before a program for the same reason, about scripts that it does not read, or when the
file, its folder or the stage is named after development or tests.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt serve.py ./
USER 1000
CMD ["sh", "-c", "pip install --no-cache-dir -r requirements.txt && exec python serve.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY serve.py .
USER 1000
CMD ["python", "serve.py"]
```

## References
- [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run)
- [Dockerfile reference: CMD](https://docs.docker.com/reference/dockerfile/#cmd)
"""

from __future__ import annotations

from mlint.image.purpose import is_for_development
from mlint.image.start.build_steps import build_steps
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML602", severity="warning", mentions=("cmd", "entrypoint"))
def build_step_in_cmd(build: Build) -> Iterator[Finding]:
    found = None if is_for_development(build) else build_steps(build.startup)
    if found is None:
        return
    (command, name), *others = found.steps
    if found.starts:
        message = f"{name} runs at every start of the container instead of once in the build; move it to a RUN"
    else:
        message = f"the container does nothing but {name} and ends; write RUN, and start a program with CMD"
    yield Finding(
        build.place(command.span),
        message,
        related=tuple(Related(build.place(one.span), f"{also} does, too") for one, also in others),
    )
