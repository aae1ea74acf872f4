r"""FROM uses an argument that is declared nowhere before it.

`FROM` sees only the `ARG`s that stand before the first `FROM`, and the builder's own such as `TARGETPLATFORM`. Any
other name is replaced by nothing: `python:${PYTHON_VERSON}-slim` becomes `python:-slim`, and the build stops with
"invalid reference format", or, where the rest is a name too, begins with another image. An `ARG` inside a stage does
not help the `FROM` below it, and `--build-arg` does not either: it sets declared arguments only.

With a default in the reference (`${TAG:-latest}`) the build works, but always with that default. That is an `info`.

## Bad
```dockerfile
ARG PYTHON_VERSION=3.12
FROM python:${PYTHON_VERSON}-slim
```

## Good
```dockerfile
ARG PYTHON_VERSION=3.12
FROM python:${PYTHON_VERSION}-slim
```

## References
- [Dockerfile reference: how ARG and FROM interact](https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact)
- [Docker: UndefinedArgInFrom](https://docs.docker.com/reference/build-checks/undefined-arg-in-from/)
- BuildKit UndefinedArgInFrom: the same.
"""

from __future__ import annotations

from mlint.dockerfile.variable_uses import variable_uses
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.variable_uses import VariableUse


@rule("ML016", severity="error", aliases=("UndefinedArgInFrom",), mentions=("$",))
def undefined_base_variable(build: Build) -> Iterator[Finding]:
    in_stages: dict[str, Assignment] = {}
    for stage in build.stages:
        seen: set[str] = set()
        for use in _uses(stage):
            if use.name not in build.global_environment and use.name not in seen:
                seen.add(use.name)
                yield _finding(build, use, in_stages.get(use.name))
        declarations = (one for one in stage.instructions if one.name == "ARG")
        in_stages.update((pair.key, pair) for one in declarations for pair in one.assignments)


def _uses(stage: BuildStage) -> Iterator[VariableUse]:
    platform = stage.start.flag("platform")
    for text in (stage.base_text, platform.text if platform else None):
        if text is not None:
            yield from variable_uses(text, stage.start.escape)


def _finding(build: Build, use: VariableUse, declared: Assignment | None) -> Finding:
    place = build.place(use.span)
    if use.guarded:
        message = f"no ARG {use.name} stands before the first FROM, so --build-arg {use.name} is not heard; add one"
        return Finding(place, message, severity="info")
    if declared:
        related = (Related(build.place(declared.span), "this ARG serves its stage only"),)
        message = f"{use.name} is declared inside a stage, so FROM does not see it; declare it before the first FROM"
        return Finding(place, message, related=related)
    from mlint.dockerfile.near_names import near_name

    near = near_name(use.name, build.global_environment)
    advice = f"did you mean {near}?" if near else f"add ARG {use.name}=… before the first FROM"
    return Finding(place, f"no ARG {use.name} stands before the first FROM, so this is empty; {advice}")
