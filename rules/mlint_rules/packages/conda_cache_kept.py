r"""conda keeps its package archives in the layer.

conda downloads every package as an archive into the folder `pkgs` of its installation and leaves it there, for the
next environment on the same machine. In an image nobody needs it again, and it is shipped along with what was unpacked
from it. Projects that added the clean-up to their Dockerfile report images that are 0.6, 1.0 and 1.4 GB smaller, and
one that went from 1.7 GB to 933 MB.

`conda clean -afy` removes the archives, and so do `mamba clean -afy` and `micromamba clean -afy`. It must stand in the
same `RUN` as the install: a later `RUN` only adds a layer in which the files are hidden. A cache mount on `pkgs` keeps
them out, too, but conda cannot make hard links across the mount, and copies every file instead.

mlint knows `clean` with `--all`, `--packages`, `--tarballs` and `--force-pkgs-dirs`, `rm -r` and `find -delete` on
`pkgs`, cache and tmpfs mounts, `CONDA_PKGS_DIRS` and `pkgs_dirs`. Builder stages are left alone, since their layers are
not shipped. There is one finding per stage, and no estimate: the sizes of conda's archives are not known to mlint.

## Bad
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
RUN conda install -y python=3.12 pytorch=2.7
COPY predict.py .
CMD ["python", "predict.py"]
```

## Fixed
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
RUN conda install -y python=3.12 pytorch=2.7 && conda clean -afy
COPY predict.py .
CMD ["python", "predict.py"]
```

## Good
```dockerfile
FROM mambaorg/micromamba:2.3.0
COPY environment.yml /tmp/
RUN micromamba install -y -n base -f /tmp/environment.yml && \
    micromamba clean -afy
COPY predict.py .
CMD ["python", "predict.py"]
```

## References
- [conda clean](https://docs.conda.io/projects/conda/en/stable/commands/clean.html)
- Savings: [600 MB](https://github.com/proteneer/timemachine/pull/852),
  [1 GB](https://github.com/opera-adt/COMPASS/pull/202),
  [1.4 GB](https://github.com/ReactionMechanismGenerator/RMG-Py/pull/2437),
  [1.7 GB to 933 MB](https://github.com/root-project/root-docker/pull/10)
- [Crist-Harif: Smaller Docker images with Conda](https://jcristharif.com/conda-docker-tips.html)
"""

from __future__ import annotations

from mlint.image.packages.installs import CONDA_LIKE
from mlint.rule import Edit, Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run


@rule("ML314", severity="warning", once=True, mentions=("conda", "mamba"))
def conda_cache_kept(build: Build) -> Iterator[Finding]:
    for stage in build.final_chain:
        for run in stage.runs:
            kept = [one for one in run.installs if one.manager in CONDA_LIKE and one.cache.kept and _runs(stage, one)]
            if not kept:
                continue
            late = _late_clean(build, run)
            manager = kept[0].manager
            yield Finding(
                build.place(kept[0].span),
                f"{manager} keeps the archives of all packages in this layer; end the RUN with {manager} clean -afy"
                + (f" (the one on line {late}, in another layer, frees nothing)" if late else ""),
                fix=_fix(build, run, kept[-1]),
            )


def _runs(stage: BuildStage, install: Install) -> bool:
    """Whether it is run: not where the base is known to have no conda, and a condition may ask for that."""
    return not (install.command.site.conditional and stage.base_facts and stage.base_facts.conda is False)


def _late_clean(build: Build, run: Run) -> int | None:
    """The line of a ``conda clean`` in a later RUN."""
    cleans = (pair for stage in build.final_chain for pair in stage.once(_cleans))
    start = run.instruction.span.start
    later = (one for other, one in cleans if other is not run and one.span.start > start)
    return next((build.source.position(one.span.start).line for one in later), None)


def _cleans(stage: BuildStage) -> list[tuple[Run, Install]]:
    pairs = ((run, one) for run in stage.runs for one in run.installs)
    return [(run, one) for run, one in pairs if one.manager in CONDA_LIKE and one.verb == "clean"]


def _fix(build: Build, run: Run, install: Install) -> Fix | None:
    program = install.command.arguments[0]
    if install.command.name != install.manager or not program.literal:
        return None
    behind = run.with_command(install, f"{program.value} clean -afy")
    return Fix("Clean up in the same RUN", (Edit(build.place(behind.span), behind.text),)) if behind else None
