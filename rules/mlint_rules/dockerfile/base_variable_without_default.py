r"""Without `--build-arg` this FROM has no image.

With the defaults of its `ARG`s alone, what stands behind `FROM` is empty or no image reference, so a plain `docker
build .` stops at the first line. A default makes the file build by itself, in an editor, in a scanner, in a bot that
updates images, and shows which image it was written for.

The rule is off: families of Dockerfiles that a script builds leave the base image open on purpose. Of 974 public ML
Dockerfiles that mlint was measured on, 2.6 % do so, nearly all of one such family. Arguments that mlint gets by its
settings or from compose files do not count here.

## Bad
```dockerfile
ARG TORCH_TAG
FROM pytorch/pytorch:${TORCH_TAG}
```

## Good
```dockerfile
ARG TORCH_TAG=2.9.0-cuda12.8-cudnn9-runtime
FROM pytorch/pytorch:${TORCH_TAG}
```

## References
- [Docker: InvalidDefaultArgInFrom](https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/)
- BuildKit InvalidDefaultArgInFrom: the same.
"""

from __future__ import annotations

from mlint.image.base.default_bases import bases_by_defaults, is_reference
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML028", severity="info", default=False, aliases=("InvalidDefaultArgInFrom",), mentions=("$",))
def base_variable_without_default(build: Build) -> Iterator[Finding]:
    for text, base in bases_by_defaults(build):
        if not is_reference(base):
            result = f"{base!r} is no image" if base else "there is no image"
            yield Finding(
                build.place(text.span()),
                f"without --build-arg {result}; give the arguments before FROM defaults",
            )
