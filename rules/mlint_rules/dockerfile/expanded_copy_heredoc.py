r"""BuildKit replaces `$X` in this heredoc with nothing.

`COPY <<EOF /start.sh` writes a file from the lines below it. As long as the delimiter has no quotes, BuildKit replaces
variables in these lines first, with what ARG and ENV have set at this point of the build. What nothing sets is replaced
with nothing: `exec "$@"` becomes `exec ""`, `--port $PORT` becomes `--port`, also where `PORT` was meant to be read
when the container starts. The build says no word about it.

Quote the delimiter, `<<'EOF'`, and the lines are written as they stand; or put a backslash before the `$` that belongs
to the script. `$(command)` is never replaced. mlint leaves variables that the Dockerfile or a known base image sets
alone, since they are meant to be replaced, and those with a default (`${PORT:-8000}`). A base image that is not known
may set the variable, and the finding is an `info` then that says "if"; but no image sets `$1`, `$@` or nginx's `$uri`.

## Bad
```dockerfile
FROM python:3.12-slim
COPY --chmod=755 <<EOF /start.sh
#!/bin/sh
exec uvicorn app:app --host 0.0.0.0 --port $PORT "$@"
EOF
ENTRYPOINT ["/start.sh"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY --chmod=755 <<'EOF' /start.sh
#!/bin/sh
exec uvicorn app:app --host 0.0.0.0 --port $PORT "$@"
EOF
ENTRYPOINT ["/start.sh"]
```

## Fix safety
The fix is unsafe: if a base image or a build argument that mlint cannot see sets the variable, it was replaced on
purpose. It is offered where nothing else in the lines would change.

## Good
```dockerfile
FROM python:3.12-slim
ARG MODEL=acme/bert-tiny
COPY --chmod=755 <<EOF /start.sh
#!/bin/sh
exec python /srv/serve.py --model ${MODEL} "\$@"
EOF
USER 1000
ENTRYPOINT ["/start.sh"]
```

## References
- [Dockerfile reference: here-documents](https://docs.docker.com/reference/dockerfile/#here-documents)
- [docker/cli 4127: an entrypoint from a heredoc gets no arguments](https://github.com/docker/cli/issues/4127)
"""

from __future__ import annotations

from mlint.image.traps.lost_in_heredocs import lost_variables
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.traps.lost_in_heredocs import LostVariables

MOST_NAMES = 3


@rule("ML020", severity="warning", mentions=("<<",))
def expanded_copy_heredoc(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for copy in stage.copies:
            for one in lost_variables(copy):
                names = ", ".join(f"${name}" for name in one.names[:MOST_NAMES])
                names += ", …" if len(one.names) > MOST_NAMES else ""
                advice = "quote the delimiter" if one.delimiter else f"write \\${one.names[0]} to keep it"
                condition = f"if the base image does not set {'them' if len(one.names) > 1 else 'it'}, "
                yield Finding(
                    build.place(one.span),
                    f"{'' if one.surely else condition}BuildKit replaces {names} in these lines with nothing; {advice}",
                    fix=_fix(build, one),
                    severity=None if one.surely else "info",
                )


def _fix(build: Build, one: LostVariables) -> Fix | None:
    if one.delimiter is None:
        return None
    quoted = f"'{build.source.text[slice(*one.delimiter)]}'"
    return Fix("Quote the delimiter", (Edit(build.place(one.delimiter), quoted),), "unsafe")
