r"""The image is built even when this install fails.

`pip install … || true` turns every failure into success: a version that was withdrawn, a package index that is down, a
full disk. The build is green, the layer is cached, and the image misses a package. It shows when the model is
started, on another machine, as a `ModuleNotFoundError`.

Let the install fail. Where a package is only wanted if it can be had, say so: install it in a `RUN` of its own, with a
comment that calls it optional. mlint then leaves it alone.

Three spellings are reported: `|| true`, `|| :` and `|| echo …` behind an install; `; exit 0`; and other commands behind
a `;`, which run whether or not the install worked. The last is an `info`, since the following command may notice.
Mind that `||` catches all that stands before it: in `pip install torch && rm -r /tmp/x || true` the install is not safe
either. Write `pip install torch && (rm -r /tmp/x || true)`.
Shell options count: `set -e`, `set +e`, `SHELL` with `-e`. Not reported: another install as the fallback, removals
(there may be nothing to remove), conditions, loops, and heredocs without `set -e`, in which *every* command is
ignored.

## Bad
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-devel
RUN pip install --no-cache-dir flash-attn==2.8.3 --no-build-isolation || true
```

## Good
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-devel AS build
RUN pip wheel --no-cache-dir --wheel-dir /wheels flash-attn==2.8.3 --no-build-isolation

FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels pip install --no-cache-dir /wheels/*.whl
```

## References
- [Bash: lists of commands](https://www.gnu.org/software/bash/manual/html_node/Lists.html)
"""

from __future__ import annotations

from mlint.image.traps.failures import Failures
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.image.traps.failures import Ignored
    from mlint.rule import Span

VERBS = frozenset({"install", "pip install", "add", "sync", "pip sync", "create", "env create", "env update"})


@rule("ML315", severity="warning", mentions=(";", "||", "exit", "set +"))
def ignored_install_failure(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for ignored, installs in _ignored(run):
                first, *others = installs
                what = f"{first.command.name} {first.verb}"
                minor = ignored.may_be_noticed or all(one.only_installers for one in installs)
                goes_on = "the RUN goes on" if ignored.may_be_noticed else "the image is built all the same"
                yield Finding(
                    build.place(first.command.span),
                    f"if this {what} fails, {goes_on}: {ignored.because}; {ignored.advice}",
                    severity="info" if minor else None,
                    related=tuple(Related(build.place(one.command.span), "so does this one") for one in others),
                )


def _ignored(run: Run) -> Iterator[tuple[Ignored, list[Install]]]:
    """The installs whose failure is ignored, those together that the same ``||`` or the same end of a list hides."""
    groups: dict[Span | None, tuple[Ignored, list[Install]]] = {}
    failures = Failures(run)
    for install in run.installs:
        ignored = failures.what_ignores(install.command) if install.verb in VERBS else None
        if ignored is not None and not failures.means_optional(install.command):
            groups.setdefault(install.command.site.fallback, (ignored, []))[1].append(install)
    yield from groups.values()
