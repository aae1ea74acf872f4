r"""Several sources need a destination that ends in `/`.

`COPY serve.py model.py app` names two files and one destination. When there is no folder `app` yet, BuildKit does not
make one: it writes `serve.py` to a file called `app`, and then `model.py` over it. The build succeeds, one file is
left, and the container fails at its first import. The Dockerfile reference demands the slash, BuildKit does not check
it; the classic builder stops.

mlint is silent where the destination may be a folder already: one of the system, the working folder, anything that an
instruction before it speaks of, a variable, `.` and `..`. Folders as sources are no problem either, since their
contents are copied and merge. Where nobody knows the base image, the destination may be a folder there, and the finding
is an `info` that says "if".

## Bad
```dockerfile
FROM python:3.12-slim
COPY serve.py model.py /app
USER 1000
CMD ["python", "/app/serve.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY serve.py model.py /app/
USER 1000
CMD ["python", "/app/serve.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py model.py ./
USER 1000
CMD ["python", "serve.py"]
```

## References
- [Dockerfile reference: COPY, destination](https://docs.docker.com/reference/dockerfile/#copy---destination)
- hadolint DL3021: laxer on what is or may be a folder, as source and as destination, and on variables; stricter on
  ADD.
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.copies import Copy


@rule("ML025", severity="error", aliases=("DL3021",), mentions=("copy", "add"))
def copy_many_to_file(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for copy in stage.copies:
            arguments = copy.instruction.arguments
            if len(arguments) < 3 or not copy.destination or copy.destination.path is None:
                continue
            written = arguments[-1].text.strip("\"'")
            if written.endswith(("/", ".")) or "$" in written:
                continue
            from mlint.image.layers.landing_folders import may_be_folder, takes_file

            if not takes_file(copy) or may_be_folder(copy):
                continue
            unsure = stage.base_facts is None and not stage.root.from_scratch
            yield Finding(
                build.place(copy.destination.span),
                f"{f'if {written} is no folder in the base image, ' if unsure else ''}the {len(arguments) - 1} sources "
                f"overwrite each other in a file called {written}; write {written}/",
                fix=_fix(build, copy),
                severity="info" if unsure else None,
            )


def _fix(build: Build, copy: Copy) -> Fix:
    last = copy.instruction.arguments[-1]
    end = last.end(len(last.text.rstrip("\"'")))
    return Fix("Copy into a folder", (Edit(build.place(Span(end, end)), "/"),))
