r"""If the start command is not a login shell, .bashrc is not read.

`echo "conda activate serve" >> ~/.bashrc` activates the environment in terminals. The start command of a container is
no terminal: Docker runs it directly or through `sh -c`, neither reads `.bashrc`, and `python` is the one of conda's
base environment. The container then stops with `ModuleNotFoundError`, or worse, runs with other versions.

Put the environment first on `PATH`: `ENV PATH=/opt/conda/envs/serve/bin:$PATH`. What packages set up when they are
activated (a few with compilers or GDAL do so) needs `conda run` instead. Simplest of all, install into the base
environment: an image rarely needs two.

`SHELL ["conda", "run", …]` does no better: a start command in exec form does not use it.

mlint also reports an environment that is made and never activated, when nothing is installed anywhere else and the
base image has no packages of its own. It is silent where `PATH`, `SHELL`, `conda run`, a login shell, a script of your
own or a link to the environment's Python may do it, for notebooks, and for images that start a shell.

## Bad
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
COPY environment.yml ./
RUN conda env create -n serve -f environment.yml && conda clean -afy
RUN echo "conda activate serve" >> ~/.bashrc
COPY serve.py ./
CMD ["python", "serve.py"]
```

## Fixed
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
COPY environment.yml ./
RUN conda env create -n serve -f environment.yml && conda clean -afy
RUN echo "conda activate serve" >> ~/.bashrc
COPY serve.py ./
ENV PATH=/opt/conda/envs/serve/bin:$PATH
CMD ["python", "serve.py"]
```

## Fix safety
The fix is unsafe: another `python` is started than before, and the scripts with which packages complete an activation
are not run.

## Good
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
WORKDIR /app
COPY environment.yml ./
RUN conda env update -n base -f environment.yml && conda clean -afy
COPY serve.py ./
CMD ["python", "serve.py"]
```

## References
- [conda: activating environments](https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html)
- [bash: startup files](https://www.gnu.org/software/bash/manual/html_node/Bash-Startup-Files.html)
"""

from __future__ import annotations

from mlint.image.packages.conda_activation import inactive_environment
from mlint.rule import Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

WHY = {
    "file": "the start command reads no .bashrc",
    "shell": "the exec form does not use SHELL",
    None: "nothing here activates it",
}


@rule("ML325", severity="info", mentions=("conda", "mamba"))
def conda_env_not_active(build: Build) -> Iterator[Finding]:
    found = inactive_environment(build)
    if found is None:
        return
    environment = f"the environment {found.name}" if found.name else "the environment"
    folder = found.folder or "<environment>"
    yield Finding(
        build.place(found.span),
        f"if nothing else activates {environment}, {found.program} starts without it, as {WHY[found.tried]}; "
        f"add ENV PATH={folder}/bin:$PATH",
        fix=_fix(build, found.folder),
    )


def _fix(build: Build, folder: str | None) -> Fix | None:
    parts = build.startup.parts
    if folder is None or not parts or any(part.stage is not build.final for part in parts):
        return None
    first = min((part.instruction for part in parts), key=lambda one: one.first_line)
    return Fix("Put the environment on PATH", (build.line_before(first, f"ENV PATH={folder}/bin:$PATH"),), "unsafe")
