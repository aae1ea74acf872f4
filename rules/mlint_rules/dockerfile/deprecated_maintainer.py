r"""MAINTAINER is deprecated.

`MAINTAINER` writes an author into the image that hardly any tool shows. A label does the same and can be read with
`docker inspect`; `org.opencontainers.image.authors` is the name that the OCI specification has for it.

Off by default: the instruction works and does no harm. Only old files have it: none of the public ML Dockerfiles
written since 2022, two fifths of the older ones.

## Bad
```dockerfile
FROM python:3.12-slim
MAINTAINER Ada Lovelace <ada@example.com>
```

## Fixed
```dockerfile
FROM python:3.12-slim
LABEL org.opencontainers.image.authors="Ada Lovelace <ada@example.com>"
```

## Good
```dockerfile
FROM python:3.12-slim
LABEL org.opencontainers.image.authors="Ada Lovelace <ada@example.com>"
```

## References
- [Docker: MaintainerDeprecated](https://docs.docker.com/reference/build-checks/maintainer-deprecated/)
- [OCI image specification: annotations](https://github.com/opencontainers/image-spec/blob/main/annotations.md)
- hadolint DL4000, BuildKit MaintainerDeprecated: the same.
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.dockerfile.instructions import Instruction

LABEL = "org.opencontainers.image.authors"


@rule("ML030", severity="info", default=False, aliases=("DL4000", "MaintainerDeprecated"), mentions=("maintainer",))
def deprecated_maintainer(build: Build) -> Iterator[Finding]:
    for instruction in build.dockerfile.instructions:
        if instruction.name == "MAINTAINER":
            yield Finding(
                build.place(instruction.text_span),
                f"MAINTAINER is deprecated; write LABEL {LABEL}=…",
                fix=_fix(build, instruction),
            )


def _fix(build: Build, instruction: Instruction) -> Fix | None:
    author = instruction.arguments_text.text.strip("\"'")
    doubtful = any(char in author for char in ('"', "$", instruction.escape))
    if not author or doubtful or instruction.logical.comment_lines:
        return None
    return Fix("Write a label", (Edit(build.place(instruction.text_span), f'LABEL {LABEL}="{author}"'),))
