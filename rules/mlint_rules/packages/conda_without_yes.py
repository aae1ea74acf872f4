r"""conda is not told to go on without asking.

`conda install` shows what it would do and asks `Proceed ([y]/n)?`. In a build nobody answers, and yet the build does
not fail: conda, mamba and micromamba take the end of their input for the default answer, which is yes (conda 4.3 to
26, mamba 2). That is why the rule is off by default: `-y` says what happens anyway.

It is worth turning on where the lines of a Dockerfile are copied into terminals or scripts, in which conda would wait,
and for consistency. Only one question has the default no: `conda create` over an environment that exists already.

`conda env create` and `conda env update` never ask. mlint also knows `--yes`, `CONDA_ALWAYS_YES`, `always_yes` in the
configuration, `--dry-run` and an answer through a pipe (`yes | conda install`).

## Bad
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
RUN conda install -c conda-forge python=3.12 faiss-cpu=1.11 && conda clean -afy
```

## Fixed
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
RUN conda install -y -c conda-forge python=3.12 faiss-cpu=1.11 && conda clean -afy
```

## Good
```dockerfile
FROM mambaorg/micromamba:2.3.0
RUN micromamba install -y -n base -c conda-forge python=3.12 faiss-cpu=1.11 && micromamba clean -afy
```

## References
- [conda's question and its default](https://github.com/conda/conda/blob/main/conda/plugins/reporter_backends/console.py)
- [mamba's](https://github.com/mamba-org/mamba/blob/main/libmamba/src/core/output.cpp)
"""

from __future__ import annotations

from mlint.image.packages.installs import CONDA_LIKE
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

ASKING = frozenset(("create", "install", "remove", "update"))


@rule("ML308", severity="info", default=False, mentions=("conda", "mamba"))
def conda_without_yes(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs:
            for install in run.installs:
                if install.manager in CONDA_LIKE and install.verb in ASKING and install.assumes_yes is False:
                    option = run.with_option(install, "-y")
                    edits = (Edit(build.place(option.span), option.text),) if option else ()
                    yield Finding(
                        build.place(install.span),
                        f"if this line is used outside of a build, {install.manager} waits for an answer; add -y",
                        fix=Fix("Add -y", edits) if edits else None,
                    )
