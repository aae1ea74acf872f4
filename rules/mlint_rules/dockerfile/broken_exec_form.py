r"""A list that is not valid JSON runs as shell text.

The exec form is JSON: double quotes, a comma between the strings, none after the last one, nothing behind the bracket.
Anything else BuildKit takes for a shell command, without a word about it. The build succeeds, gigabytes are pushed, and
the container ends within a second: a shell looked for a program called `[python,` and says "not found", exit code 127.
Python's single quotes are the usual cause, a comma left over from a deleted argument the next, and a comment behind the
list the third: a Dockerfile knows comments only on lines of their own.

What cannot be a list is left alone: tests (`[ -f model.pt ] && …`), and the globs of COPY, ADD and VOLUME. The fix is
offered where the words are beyond doubt and hold no `$`, backquote or backslash.

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

from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.json_form import BrokenList

LONGEST_ADVICE = 60
EXAMPLE = 'a list such as ["python", "serve.py"]'


@rule("ML011", severity="error", mentions=("[",))
def broken_exec_form(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for written in stage.instructions:
            instruction = written.trigger or written
            broken = instruction.broken_list
            if broken:
                form = _json(broken, "$`")
                yield Finding(
                    build.place(broken.text.span()),
                    f"this is no JSON list ({broken.reason}), so {instruction.name} runs it as shell text; "
                    f"write {form if form and len(form) <= LONGEST_ADVICE else EXAMPLE}",
                    fix=_fix(build, written, broken),
                )


def _json(broken: BrokenList, doubtful: str) -> str | None:
    """The list as JSON; None when its words are not clear or hold one of the ``doubtful`` characters."""
    if not broken.words or any(char in word for word in broken.words for char in doubtful):
        return None
    return json.dumps(broken.words, ensure_ascii=False)


def _fix(build: Build, written: Instruction, broken: BrokenList) -> Fix | None:
    form = _json(broken, "$`\\")
    if form is None or written.trigger or written.logical.comment_lines:
        return None
    return Fix("Write the list as JSON", (Edit(build.place(broken.text.span()), form),))
