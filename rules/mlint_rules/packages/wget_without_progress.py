r"""wget's progress bar fills the build log.

Without a terminal, wget prints a line of dots for every 50 kB: 20,000 lines for a gigabyte of weights. What else the
build says drowns in them, and some CI systems cut the log.

`wget -nv` prints one line per file and errors, `-q` nothing at all, and `--progress=dot:giga` a line per 32 MB.

The rule is off by default: it is about the log alone.

mlint accepts `-q`, `-nv`, `-o`, `-a`, `--progress` and their long forms in any bundle of options (`-qO-`), and a
redirection of wget's messages (`2>/dev/null`), and says nothing where a variable such as `$WGET_FLAGS` may hold them.
The fix inserts `-nv` where apt's packages, and so GNU wget, are at home, else `-q`, which BusyBox has, too.

## Bad
```dockerfile
FROM buildpack-deps:bookworm
RUN wget -O /opt/model.onnx https://example.org/models/v1/model.onnx
```

## Fixed
```dockerfile
FROM buildpack-deps:bookworm
RUN wget -nv -O /opt/model.onnx https://example.org/models/v1/model.onnx
```

## Good
```dockerfile
FROM debian:12-slim
ADD --checksum=sha256:5e1c69c2dd9cb4de1e1e18a9cb6c2c5a0b3c4b4fd8c3f1d1e0b1a9a2c2f6d7e8 \
    https://example.org/models/v1/model.onnx /opt/model.onnx
```

## References
- [wget: download options](https://www.gnu.org/software/wget/manual/wget.html#Download-Options)
- hadolint DL3047: the same, each call by itself; laxer on a redirection, `$WGET_FLAGS` and `wget --version`.
"""

from __future__ import annotations

from mlint.image.packages.wget import shows_progress
from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

GNU_OPTION, OPTION = "-nv", "-q"


@rule("ML334", severity="info", default=False, aliases=("DL3047",), mentions=("wget",))
def wget_without_progress(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        gnu = _has_gnu_wget(stage)
        for run in stage.runs_and_triggers:
            for command in run.commands:
                if shows_progress(command) and not run.has_open_options(command):
                    yield Finding(
                        build.place(command.arguments[0].span),
                        f"wget fills the build log with its progress; add {GNU_OPTION if gnu else OPTION}",
                        fix=_fix(build, run, command, GNU_OPTION if gnu else OPTION),
                    )


def _has_gnu_wget(stage: BuildStage) -> bool:
    """Whether wget is surely GNU's: that of a distribution with apt."""
    facts = stage.base_facts
    return (facts is not None and "apt" in facts.package_managers) or any(stage.installs("apt"))


def _fix(build: Build, run: Run, command: Command, option: str) -> Fix | None:
    program = command.arguments[0]
    if not program.literal or not run.can_quote(program.span):
        return None
    end = program.span.end
    return Fix(f"Add {option}", (Edit(build.place(Span(end, end)), f" {option}"),))
