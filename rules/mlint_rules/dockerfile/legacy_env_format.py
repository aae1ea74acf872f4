r"""`ENV key value` is the legacy form.

`ENV key value` takes all the rest of the line as the value and sets one variable. `ENV key=value` sets several, says
where a value begins and ends, and is what everybody else's Dockerfiles look like. BuildKit warns of the older form and
says that it may be removed. The same goes for `LABEL`.

Off by default: the result is the same image, and a fifth of the public ML Dockerfiles would be reported. The case that
does harm, `ENV key = value`, has a rule of its own (ML018), which is on; mlint does not report it here again.

## Bad
```dockerfile
FROM python:3.12-slim
ENV HF_HOME /models
ENV APP_TITLE Fine tuning
```

## Fixed
```dockerfile
FROM python:3.12-slim
ENV HF_HOME=/models
ENV APP_TITLE="Fine tuning"
```

## Good
```dockerfile
FROM python:3.12-slim
ENV HF_HOME=/models \
    APP_TITLE="Fine tuning"
```

## References
- [Docker: LegacyKeyValueFormat](https://docs.docker.com/reference/build-checks/legacy-key-value-format/)
- BuildKit LegacyKeyValueFormat: the same, but that `ENV key = value` is left to ML018.
"""

from __future__ import annotations

from mlint.dockerfile.arguments import quote_for_pair
from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.dockerfile.instructions import Instruction


@rule("ML029", severity="info", default=False, aliases=("LegacyKeyValueFormat",), mentions=("env", "label"))
def legacy_env_format(build: Build) -> Iterator[Finding]:
    for instruction in build.dockerfile.instructions:
        for pair in instruction.assignments:
            if pair.legacy and not (pair.value or "").startswith("="):
                yield Finding(
                    build.place(pair.span),
                    f"{instruction.name} {pair.key} with a blank is the legacy form; write {pair.key}=…",
                    fix=_fix(build, instruction),
                )


def _fix(build: Build, instruction: Instruction) -> Fix | None:
    (pair,) = instruction.assignments
    quote = quote_for_pair(pair, instruction.escape)
    separator = Span(pair.key_span.end, pair.value_span.start)
    blank = not build.source.text[slice(*separator)].strip(" \t")
    if quote is None or not blank or instruction.logical.comment_lines:
        return None
    end = pair.value_span.end
    closing = (Edit(build.place(Span(end, end)), quote),) if quote else ()
    return Fix("Write an equals sign", (Edit(build.place(separator), f"={quote}"), *closing))
