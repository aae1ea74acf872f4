r"""A command that nothing runs: only RUN has a shell.

`ENV`, `ARG`, `LABEL`, `WORKDIR`, `COPY` and the like replace variables, and that is all. `$(...)` and `$((...))` stay
as they are written. The line below puts a folder on the path whose name begins with `$(head`. There is none, and the
container starts the Python of the base instead of that of the environment. The build says nothing.
`ARG MAX_JOBS=$(nproc)`, met above builds of CUDA extensions, gives them eight characters for a number. A variable is
written `${NAME}`; `$(NAME)` is Make's form and that of Kubernetes.

Write the value out, give it as a build argument (`--build-arg VERSION=$(git describe)`, where a shell runs it), or
compute it in the `RUN` that needs it.

mlint leaves alone what is quoted or escaped, `'$(date)'` and `\$(date)`, heredocs, labels that tell how to start the
container (`docker run -v $(pwd):/data`), and variables whose values are evaluated later: `PS1`, `PROMPT_COMMAND`,
`BASH_ENV`, and `JAVA_OPTS` with its kind, which start scripts pass to `eval`.

## Bad
```dockerfile
FROM continuumio/miniconda3:25.3.1-1
WORKDIR /app
COPY environment.yml .
RUN conda env create -f environment.yml && conda clean -afy
ENV PATH /opt/conda/envs/$(head -1 environment.yml | cut -d' ' -f2)/bin:$PATH
```
```text environment.yml
name: serving
channels: [conda-forge]
dependencies: [python=3.12, scikit-learn=1.7.2]
```

## Good
```dockerfile
FROM continuumio/miniconda3:25.3.1-1
WORKDIR /app
COPY environment.yml .
RUN conda env create -f environment.yml && conda clean -afy
ENV PATH=/opt/conda/envs/serving/bin:$PATH
```
```text environment.yml
name: serving
channels: [conda-forge]
dependencies: [python=3.12, scikit-learn=1.7.2]
```

## References
- [Dockerfile reference: environment replacement](https://docs.docker.com/reference/dockerfile/#environment-replacement)
"""

from __future__ import annotations

from mlint.dockerfile.variable_uses import commands_in
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

LONGEST = 40


@rule("ML031", severity="error", mentions=("$(",))
def command_outside_run(build: Build) -> Iterator[Finding]:
    for instruction in build.dockerfile.instructions:
        inner = instruction.trigger or instruction
        places = commands_in(inner)
        if places:
            text = build.source.text[slice(*places[0])]
            command = text if len(text) <= LONGEST and "\n" not in text else "$(...)"
            yield Finding(
                build.place(places[0]),
                f"{inner.name} runs no commands, so {command} stays as it is written; {_advice(command)}",
                related=tuple(Related(build.place(one), "this stays as it is, too") for one in places[1:]),
            )


def _advice(command: str) -> str:
    name = command[2:-1]
    if name.isidentifier() and name.isupper():
        return f"write ${{{name}}} for the variable"
    return "write the value out, compute it in a RUN, or give it with --build-arg"
