r"""`conda run` shows the output only when the program ends.

`conda run` collects everything that the program prints and writes it out when the program has ended. A server does not
end: `docker logs` stays empty, and after a crash in Kubernetes there is no line of what led to it. In `SHELL` it is the
output of every `RUN` that appears late, and a build that hangs shows nothing of why. The program gets no input either.

`--no-capture-output` (the same as `--live-stream` and `-s`) lets the output through. Where it is only about the right
Python, `PATH` does without `conda run`: `ENV PATH=/opt/conda/envs/serve/bin:$PATH` starts the program itself, which
then also receives the signals of `docker stop`.

`mamba run` and `micromamba run` do not collect the output and are left alone, and so is a `conda run` in a `RUN`: its
output is late, not lost.

## Bad
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
COPY environment.yml ./
RUN conda env create -n serve -f environment.yml && conda clean -afy
COPY serve.py ./
ENTRYPOINT ["conda", "run", "-n", "serve", "python", "serve.py"]
```

## Fixed
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
COPY environment.yml ./
RUN conda env create -n serve -f environment.yml && conda clean -afy
COPY serve.py ./
ENTRYPOINT ["conda", "run", "--no-capture-output", "-n", "serve", "python", "serve.py"]
```

## Good
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
WORKDIR /app
COPY environment.yml ./
RUN conda env create -n serve -f environment.yml && conda clean -afy
COPY serve.py ./
ENV PATH=/opt/conda/envs/serve/bin:$PATH
ENTRYPOINT ["python", "serve.py"]
```

## References
- [conda run](https://docs.conda.io/projects/conda/en/stable/commands/run.html)
- [conda 9412: output without delay](https://github.com/conda/conda/issues/9412)
"""

from __future__ import annotations

from mlint.image.packages.conda_runs import buffering_runs
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

OPTION = "--no-capture-output"


@rule("ML609", severity="info", mentions=("conda", "mamba"))
def conda_run_buffers_output(build: Build) -> Iterator[Finding]:
    for found in buffering_runs(build):
        what = "the output of every RUN" if found.in_shell else "the log"
        edits = (Edit(build.place(found.option.span), found.option.text),) if found.option else ()
        yield Finding(
            build.place(found.span),
            f"conda run shows {what} only when the program ends; add {OPTION} behind run",
            fix=Fix(f"Add {OPTION}", edits) if edits else None,
        )
