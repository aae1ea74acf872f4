r"""A list that is not valid JSON runs as shell text.

The exec form is JSON: double quotes, a comma between the strings, none after the last one, nothing behind the bracket.
For anything else BuildKit prints no message and takes the line for a shell command. The container then starts a shell
that looks for a program called `[python,`, or runs the test command `[`, and ends at once with "not found".

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py .
USER 1000
CMD ['python', 'serve.py', '--port', '8000']
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py .
USER 1000
CMD ["python", "serve.py", "--port", "8000"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY serve.py .
USER 1000
# the port is fixed by the ingress
CMD ["python", "serve.py", "--port", "8000"]
```

## References
- [Dockerfile reference: exec form](https://docs.docker.com/reference/dockerfile/#exec-form)
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mlint.rule import Edit, Finding, Fix, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.dockerfile.json_form import BrokenList


@rule("ML011", severity="error")
def broken_exec_form(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for instruction in stage.instructions:
            broken = instruction.broken_list
            if broken:
                yield Finding(
                    build.place(broken.text.span()),
                    f"this is no JSON list ({broken.reason}), so {instruction.name} runs it as shell text",
                    fix=_fix(build, broken),
                )


def _fix(build: Build, broken: BrokenList) -> Fix | None:
    if broken.words is None or any(char in word for word in broken.words for char in "$`\\"):
        return None
    form = json.dumps(broken.words, ensure_ascii=False)
    return Fix("Write the list as JSON", (Edit(build.place(broken.text.span()), form),))
