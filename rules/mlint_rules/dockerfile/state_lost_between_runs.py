r"""cd, export, source or activate in a RUN of its own has no effect.

Each `RUN` starts a new shell, in the working folder and with the variables that the Dockerfile sets. What a shell knows
of itself ends with it: the folder it went to, the variables it exported, the environment it activated. So `RUN cd
/opt/app` does nothing at all, and the `RUN pip install .` behind it works in another folder. `RUN source
venv/bin/activate` and `RUN conda activate env` are the worst of them: the packages of the next line land in another
Python, the build is green, and the import fails in the container. Of 974 public ML Dockerfiles that mlint was measured
on, 1.5 % have such a `RUN`.

Use `WORKDIR` for the folder, `ENV` for variables and `ENV PATH=/opt/venv/bin:$PATH` for an environment. For one command
alone, join the two with `&&`.

mlint reports a `RUN` only when it holds nothing else. `cd x && make` is right. A script that is sourced counts when it
is known to set variables and no more (`activate`, `.bashrc`, ROS' `setup.bash` …); another one may do anything.

## Bad
```dockerfile
FROM python:3.12-slim
COPY . /opt/app
RUN cd /opt/app
RUN export HF_HUB_OFFLINE=1
```

## Fixed
```dockerfile
FROM python:3.12-slim
COPY . /opt/app
WORKDIR /opt/app
ENV HF_HUB_OFFLINE=1
```

## Fix safety
The fix is unsafe: all that follows now works in that folder and sees these variables, which it did not before. For an
environment it puts the folder of its programs first in `PATH` where the file tells which folder that is.

## Good
```dockerfile
FROM python:3.12-slim
COPY app.py /opt/app/
RUN cd /opt/app && python -m compileall .
ENV PATH=/opt/venv/bin:$PATH
```

## References
- [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run), WORKDIR and ENV
- hadolint DL3003: laxer on a `cd` that something follows in the same RUN; stricter on `export`, `source` and
  `activate`, which hadolint does not look at.
"""

from __future__ import annotations

from mlint.image.traps.lost_state import computed, in_path, lasting, lost_commands
from mlint.rule import Edit, Finding, Fix, rule
from mlint.secrets import is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

INSTEAD = {"cd": "WORKDIR", "popd": "WORKDIR", "pushd": "WORKDIR", "export": "ENV"}
SHOWN = {".": "source", "conda": "conda activate", "mamba": "mamba activate", "micromamba": "micromamba activate"}
LONGEST_ADVICE = 80


@rule("ML013", severity="error", aliases=("DL3003",))
def state_lost_between_runs(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs:
            commands = lost_commands(run)
            if commands:
                lines = [lasting(run, command) for command in commands]
                yield Finding(
                    build.place(run.instruction.text_span),
                    f"a RUN with nothing but {_shown(commands)} changes nothing; {_advice(run, commands, lines)}",
                    fix=_fix(build, run, lines),
                )


def _shown(commands: list[Command]) -> str:
    names = [one.name or "" for one in commands]
    return " and ".join(dict.fromkeys(SHOWN.get(name, name) for name in names))


def _advice(run: Run, commands: list[Command], lines: list[str | None]) -> str:
    written = " and ".join(filter(None, lines))
    if None not in lines and len(written) <= LONGEST_ADVICE:
        return f"write {written}"
    instructions = {INSTEAD.get(one.name or "") for one in commands}
    names = [value.partition("=")[0] for one in commands for value in one.values[1:] if value]
    lasts = None not in instructions and not any(computed(run, one) for one in commands)
    if lasts and len(instructions) == 1 and not any(map(is_secret_name, names)):
        return f"use {instructions.pop()}"
    if any("activate" in (value or "") for one in commands for value in one.values):
        if all(in_path(run, one) for one in commands):
            return "leave it out: PATH has the environment already"
        return "set PATH with ENV, or join it with && to what needs the environment"
    return "join it with && to what needs it"


def _fix(build: Build, run: Run, lines: list[str | None]) -> Fix | None:
    instruction = run.instruction
    commented = "#" in instruction.arguments_text.text or instruction.logical.comment_lines
    plain = not (instruction.in_json_form or instruction.heredocs or instruction.flags or commented)
    if not plain or None in lines or len(run.commands) != len(lines):
        return None
    text = build.source.newline.join(filter(None, lines))
    return Fix("Use WORKDIR and ENV", (Edit(build.place(instruction.text_span), text),), "unsafe")
