r"""A pipe hides that the download failed.

A shell takes the exit code of a pipe from its last command alone. `curl … | sh` succeeds when `curl` fails: `sh` gets
an empty script, runs it, and is done. The build goes on without what should have been installed, the broken layer is
cached, and the error shows up later, in another place, or not before the container runs.

`SHELL ["/bin/bash", "-o", "pipefail", "-c"]` makes the whole pipe fail. `set -o pipefail` alone is no remedy in
Debian's `/bin/sh`: dash 0.5.12 of Debian 12 does not know the option. Without a pipe it works everywhere: download to
a file, then run the file.

mlint reports only pipes that end in something that succeeds without input: a shell, Python, `tee`, `xargs -r`, or a
filter that writes a file. `tar`, `gunzip`, `grep`, `gpg` and `apt-key add` fail by themselves on empty input. It says
nothing where pipefail is set (in `SHELL`, also that of Jupyter's images, by `set`, or by `bash -o`), where `||`
catches the failure, in `$( )`, and about commands that seldom fail, such as `echo` and `find`: a pipe has to begin with
a download, an installation, a compilation or a program of your own. One finding per stage, as one `SHELL` serves for
all of its pipes.

## Bad
```dockerfile
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/*
RUN curl -LsSf https://astral.sh/uv/0.9.8/install.sh | sh
```

## Fixed
```dockerfile
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/*
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -LsSf https://astral.sh/uv/0.9.8/install.sh | sh
```

## Fix safety
The fix is unsafe: the `SHELL` holds for all later instructions in shell form. They then run in bash, and a pipe whose
first command fails for a harmless reason (`yes | …`, `… | head`) fails the build.

## Good
```dockerfile
FROM debian:13-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.8 /uv /usr/local/bin/
```

## References
- [Docker: using pipes](https://docs.docker.com/build/building/best-practices/#using-pipes)
- hadolint DL4006: laxer; hadolint reports every pipe, mlint those that succeed when the download has failed.
"""

from __future__ import annotations

from mlint.image.traps.pipes import hidden_failures
from mlint.rule import Finding, Fix, Related, Span, rule
from mlint.shell.interpreters import DEFAULT_SHELL, is_posix_shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.runs import Run
    from mlint.image.traps.pipes import HiddenFailure

OPTIONS = ("-o", "pipefail")


@rule("ML328", severity="info", aliases=("DL4006",), once=True, mentions=("|",))
def pipe_hides_failure(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        fixed = False
        for run in stage.runs if stage.is_reached else ():
            hidden = list(hidden_failures(run.commands))
            if not hidden or _base_sets_pipefail(run):
                continue
            first, *others = hidden
            shell = _with_pipefail(run)
            fix = None if fixed or shell is None or not _in_own_shell(run, first) else _fix(build, run, shell)
            fixed = fixed or fix is not None
            advice = f"put SHELL {shell} before it" if shell else "download to a file first"
            yield Finding(
                build.place(Span(first.source.span.start, max(first.sink.span.end, first.source.span.end))),
                f"if {first.source.name} fails, {first.sink.name} gets no input and succeeds, and the build goes on; "
                + advice,
                fix=fix,
                related=tuple(Related(build.place(one.source.span), "the same happens here") for one in others),
            )


def _base_sets_pipefail(run: Run) -> bool:
    """Whether the base image sets a SHELL with pipefail, and the file no other one."""
    facts = run.stage.base_facts if run.stage.shell_at(run.instruction) == DEFAULT_SHELL else None
    return facts is not None and "pipefail" in (facts.shell or ())


def _with_pipefail(run: Run) -> str | None:
    """The words of a SHELL with pipefail for this RUN; None in exec form and when the image may have no such shell."""
    words = run.stage.shell_at(run.instruction)
    if run.instruction.in_json_form:
        return None
    if words == DEFAULT_SHELL:
        facts = run.stage.base_facts
        words = ("/bin/ash" if facts and facts.sh == "busybox" else "/bin/bash", "-c")
    at = next((at for at, word in enumerate(words) if is_posix_shell(word)), None)
    if at is None or words[at].endswith(("/sh", "/dash")):
        return None
    quoted = ", ".join(f'"{word}"' for word in (*words[: at + 1], *OPTIONS, *words[at + 1 :]))
    return f"[{quoted}]"


def _in_own_shell(run: Run, hidden: HiddenFailure) -> bool:
    """Whether the shell of the RUN itself reads the pipe, none that is called in it."""
    return not run.instruction.heredocs and run.can_quote(hidden.source.arguments[0].span)


def _fix(build: Build, run: Run, shell: str) -> Fix:
    return Fix("Set pipefail", (build.line_before(run.instruction, f"SHELL {shell}"),), "unsafe")
