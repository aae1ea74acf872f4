r"""`ENV X = v` sets the value to `= v`.

`ENV` has an older form without an equals sign: `ENV KEY value`. When the first word holds no `=`, BuildKit takes that
form, and all that follows is the value, the equals sign included. `ENV CUDA_HOME = /usr/local/cuda` therefore sets
`CUDA_HOME` to `= /usr/local/cuda`, without a word about it. The compiler or the loader that reads it later says that
there is no such folder. `LABEL` works the same way.

A value that is meant to begin with an equals sign does so without a blank behind it (`==2.9.0`), and a value such as
`--flag=1` has its sign elsewhere; both are left alone.

## Bad
```dockerfile
FROM python:3.12-slim
ENV TOKENIZERS_PARALLELISM = false
```

## Fixed
```dockerfile
FROM python:3.12-slim
ENV TOKENIZERS_PARALLELISM=false
```

## Good
```dockerfile
FROM python:3.12-slim
ENV TOKENIZERS_PARALLELISM=false \
    OMP_NUM_THREADS="4"
```

## References
- [Dockerfile reference: ENV](https://docs.docker.com/reference/dockerfile/#env)
- BuildKit LegacyKeyValueFormat: laxer; only those are reported that set another value than they show.
  `legacy-env-format` has the others.
"""

from __future__ import annotations

from mlint.dockerfile.arguments import quoted_words
from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction


@rule("ML018", severity="error", aliases=("LegacyKeyValueFormat",), mentions=("env", "label"))
def spaces_around_env_equals(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for written in stage.instructions:
            instruction = written.trigger or written
            for pair in instruction.assignments if instruction.name in ("ENV", "LABEL") else ():
                value = pair.value or ""
                if pair.legacy and value.startswith("=") and not value.startswith("=="):
                    yield Finding(
                        build.place(pair.span),
                        f"this sets {pair.key} to {value!r}, equals sign included; write {pair.key}=… without blanks",
                        fix=_fix(build, written, pair),
                    )


def _fix(build: Build, written: Instruction, pair: Assignment) -> Fix | None:
    """Put the sign between key and value; None for several words, which would have to be quoted."""
    value = pair.value_text
    if value is None or written.trigger or written.logical.comment_lines:
        return None
    words = quoted_words(value.part(1), written.escape)
    if len(words) > 1:
        return None
    end = words[0].span().start if words else value.span().end
    return Fix("Remove the blanks", (Edit(build.place(Span(pair.key_span.end, end)), "="),))
