r"""cd, export, source or activate in a RUN of its own has no effect.

Each `RUN` starts a new shell, in the working folder and with the variables that the Dockerfile sets. What a shell knows
of itself ends with it: the folder it went to, the variables it exported, the environment it activated. So `RUN cd
/opt/app` does nothing at all, and the `RUN pip install .` behind it works in another folder. `RUN source
venv/bin/activate` and `RUN conda activate env` are the worst of them: the packages of the next line land in another
Python, the build is green, and the import fails in the container.

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
The fix is unsafe: all that follows now works in that folder and sees these variables, which it did not before.

## Good
```dockerfile
FROM python:3.12-slim
COPY tokenizer.c /opt/app/
RUN cd /opt/app && gcc -shared -o tokenizer.so tokenizer.c
ENV PATH=/opt/venv/bin:$PATH
```

## References
- [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run), WORKDIR and ENV
- hadolint DL3003 reports every `cd` in a RUN. mlint leaves those alone that something follows, and reports what is no
  `cd`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.lost_state import lasting, lost_commands
from mlint.rule import Edit, Finding, Fix, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

INSTEAD = {"cd": "WORKDIR", "popd": "WORKDIR", "pushd": "WORKDIR", "export": "ENV", "set": "SHELL", "shopt": "SHELL"}


@rule(
    "ML013",
    severity="error",
    aliases=("DL3003",),
    mentions=("cd", "export", "source", "activate", ".", "alias", "set", "shopt", "ulimit", "umask", "pushd", "popd"),
)
def state_lost_between_runs(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs:
            commands = lost_commands(run)
            if commands:
                names = " and ".join(dict.fromkeys(one.name for one in commands if one.name))
                yield Finding(
                    build.place(run.instruction.text_span),
                    f"what {names} changes ends with this RUN; {_advice(commands)}",
                    fix=_fix(build, run, commands),
                )


def _advice(commands: list[Command]) -> str:
    instructions = dict.fromkeys(INSTEAD.get(one.name or "") for one in commands)
    if instructions == {"ENV": None} or instructions == {"WORKDIR": None}:
        return f"use {next(iter(instructions))}"
    if any("activate" in (value or "") for one in commands for value in one.values):
        return "set PATH with ENV, or put && and what needs the environment behind it"
    return "put && and what needs it behind it"


def _fix(build: Build, run: Run, commands: list[Command]) -> Fix | None:
    instruction = run.instruction
    plain = not (instruction.in_json_form or instruction.heredocs or instruction.flags)
    lines = [lasting(run, command) for command in commands]
    if not plain or None in lines or len(run.commands) != len(commands) or instruction.logical.comment_lines:
        return None
    text = build.source.newline.join(filter(None, lines))
    return Fix("Use WORKDIR and ENV", (Edit(build.place(instruction.text_span), text),), "unsafe")
