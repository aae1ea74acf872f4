r"""A command is written as one word, so no such executable exists.

In exec form every string of the list is one word. With `["mlflow ui"]` the kernel looks for a file of that name, blank
included, and the container ends at once: `exec: "mlflow ui": executable file not found in $PATH`. So it is with
`["mlflow ui", "--port", "80"]`. The build does not notice; the deployment does. A HEALTHCHECK so written never
succeeds, and an orchestrator keeps restarting a server that is well.

Write one string for each word. The fix does that where the words are plain: quotes, variables and operators need a
shell. mlint says nothing where the first word is no program: over a base image whose entrypoint is a server or a shell,
and over images whose entrypoint it does not know.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir mlflow==3.6.0
USER 1000
CMD ["mlflow server --host 0.0.0.0 --port 5000"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir mlflow==3.6.0
USER 1000
CMD ["mlflow", "server", "--host", "0.0.0.0", "--port", "5000"]
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir mlflow==3.6.0
USER 1000
CMD ["sh", "-c", "exec mlflow server --host 0.0.0.0 --port \"$PORT\""]
```

## References
- [Dockerfile reference: exec form](https://docs.docker.com/reference/dockerfile/#exec-form)
"""

from __future__ import annotations

import json

from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.start.startup import UnsplitWord


@rule("ML012", severity="error", mentions=("[",))
def unsplit_exec_form(build: Build) -> Iterator[Finding]:
    for word in build.startup.unsplit_words:
        advice = 'write ["sh", "-c", "exec …"]' if word.plain is None else "write one string for each word"
        yield Finding(
            build.place(word.text.span()),
            f"{_shortened(word.text.text)!r} is one word, and no program is called so; {advice}",
            fix=_fix(build, word),
        )


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _fix(build: Build, word: UnsplitWord) -> Fix | None:
    if word.plain is None:
        return None
    words = ", ".join(json.dumps(one, ensure_ascii=False) for one in word.plain)
    return Fix("Split the words", (Edit(build.place(word.quoted), words),))
