r"""A whole file system is copied over another one.

`COPY --from=build / /` writes every file of the other stage on top of this base. Files that both hold are shipped
twice: a slim Python image alone is 113 MB (python:3.8, markneumann.xyz), one with CUDA several gigabytes. If the two
are different distributions or releases, their files are mixed, and the package database knows only one of them. What
is *not* copied are the settings of the other stage: its `ENV`, `USER`, `WORKDIR`, `ENTRYPOINT` and `CMD` are gone.

If the image should be like the other stage, begin it with `FROM build`. If it needs only a part, copy that part: a
virtual environment, a folder of wheels, one program.

Onto `scratch` the same line is a deliberate squash: nothing is doubled, and files that earlier layers deleted are
gone for good. mlint says nothing there, and nothing about a base whose name a variable hides.

## Bad
```dockerfile
FROM python:3.12-slim AS build
RUN pip install --no-cache-dir fastapi==0.121.0 uvicorn==0.38.0

FROM debian:bookworm-slim
COPY --from=build / /
USER 1000
CMD ["uvicorn", "app:app"]
```

## Good
```dockerfile
FROM python:3.12-slim AS build
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir fastapi==0.121.0 uvicorn==0.38.0

FROM python:3.12-slim
COPY --from=build /opt/venv /opt/venv
COPY app.py /srv/
WORKDIR /srv
USER 1000
CMD ["/opt/venv/bin/uvicorn", "app:app", "--host", "0.0.0.0"]
```

## References
- [Docker: multi-stage builds](https://docs.docker.com/build/building/multi-stage/)
- hadolint DL3067: laxer on the squash onto `scratch`, and on a base that a variable names.
"""

from __future__ import annotations

from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML210", severity="warning", aliases=("DL3067",), mentions=("--from",))
def whole_filesystem_copied(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        if not stage.is_reached or stage.root.from_scratch or stage.root.base_name is None:
            continue
        for copy in stage.copies:
            flag = copy.instruction.flag("from")
            if flag is None or copy.destination is None or copy.destination.path != "/":
                continue
            if any(source.path == "/" for source in copy.sources):
                yield Finding(
                    build.place(copy.instruction.text_span),
                    f"this puts all files of {flag.value} on top of {stage.base_name}, which are then shipped twice, "
                    f"and loses its ENV, USER and CMD; start with FROM {flag.value} or copy the part that is needed",
                )
