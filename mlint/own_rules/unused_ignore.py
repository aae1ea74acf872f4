r"""An ignore comment suppresses nothing.

The finding it was written for is gone, the comment stands too far from the line it was meant for, or the rule's name
is misspelt. A comment that is left behind hides the next finding of that rule from everybody.

Only `# mlint:` comments are judged, and only for rules that ran: with `--select` or `--ignore` a comment is never
called unused because its rule was switched off. Comments for other linters are left alone.

This rule belongs to the engine: `--select` need not name it.

## Bad
```dockerfile
FROM python:3.12-slim
# mlint: ignore the file was copied twice once
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, Place, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML002", severity="info")
def unused_ignore(build: Build) -> Iterator[Finding]:
    for unused in build.unused_ignores:
        fix = None
        if unused.removal is not None:
            span, text = unused.removal
            fix = Fix("Remove what suppresses nothing", (Edit(Place(build.path, span), text),))
        yield Finding(Place(build.path, unused.span), unused.message, fix=fix)
