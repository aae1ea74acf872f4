r"""BuildKit would reject this file.

The build stops before its first step: an instruction or flag that does not exist, arguments that are missing or too
many, anything but `ARG` before the first `FROM`, a heredoc without an end. mlint reports every such place and goes on:
the other rules look at all that could be read, and one broken file never hides the findings of another.

This rule belongs to the engine: `--select` need not name it.

## Bad
```dockerfile
FROM python:3.12-slim
COPY requirements.txt
RUNN pip install --no-cache-dir -r requirements.txt
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

## References
- [Dockerfile reference](https://docs.docker.com/reference/dockerfile/)
- hadolint DL3043, DL3061: the same; BuildKit does not build such a file.
"""

from __future__ import annotations

from mlint.rule import Finding, Place, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML001", severity="error", aliases=("DL3043", "DL3061"))
def syntax_error(build: Build) -> Iterator[Finding]:
    for error in build.syntax_errors:
        yield Finding(Place(build.path, error.span), error.message)
