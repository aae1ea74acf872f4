r"""conda stops until Anaconda's terms are accepted.

Since 15 July 2025 the conda of Anaconda's installers asks, before it installs anything, whether the terms of Anaconda's
channels are accepted. A build has no terminal to answer on, and `-y` does not count as an answer: conda gives up with
`CondaToSNonInteractiveError`, and the build fails. Dozens of public projects met it in the weeks after.

mlint reports the first conda call of a stage that asks Anaconda's channels (`defaults`) with such a conda: one from the
installers of Miniconda 25.5 and Anaconda 2025.06 or later, `latest` included. Older installers are left alone, and so
are Miniforge, Mambaforge, mamba and micromamba. The images `continuumio/miniconda3` are, too: their tags leave out the
first versions that ask, and since 25.11.1 (January 2026) they come without the plugin that does.

It is silent as soon as something in the file may settle the question: `conda tos`, `auto_accept_tos`, a variable of the
plugin or of a CI service (`CI=true`), a `.condarc` that is copied or written, `default_channels` or a removed
`defaults`, `--override-channels`, `nodefaults` in an environment file that can be read.

What to do is for you to decide, and mlint offers no fix. Miniforge installs from conda-forge, which has no such terms;
so does `--override-channels -c conda-forge`. Who has read the terms and may accept them for this image can say so in
the file, with `conda tos accept` or `CONDA_PLUGINS_AUTO_ACCEPT_TOS=yes`. Organisations with more than 200 people
may need a licence for these channels.

## Bad
```dockerfile
FROM nvidia/cuda:12.8.1-runtime-ubuntu24.04
ADD https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh /tmp/
RUN bash /tmp/Miniconda3-latest-Linux-x86_64.sh -b -p /opt/conda && rm /tmp/Miniconda3-latest-Linux-x86_64.sh
RUN /opt/conda/bin/conda install -y python=3.12 scikit-learn=1.7 && /opt/conda/bin/conda clean -afy
```

## Good
```dockerfile
FROM condaforge/miniforge3:25.3.1-0
RUN conda install -y python=3.12 scikit-learn=1.7 && conda clean -afy
```

## References
- [Anaconda: managing Terms of Service on the command line](https://www.anaconda.com/docs/getting-started/tos-plugin)
- [conda-anaconda-tos](https://github.com/anaconda/conda-anaconda-tos): what asks, when, and which variables it reads
- Builds that failed: [mlrun 8322](https://github.com/mlrun/mlrun/pull/8322),
  [FoundationStereo 181](https://github.com/NVlabs/FoundationStereo/issues/181)
- [The image without the plugin](https://github.com/anaconda/docker-images/pull/699)
"""

from __future__ import annotations

from mlint.image.packages.conda_terms import stopped_install
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML307", severity="error", mentions=("conda", "mamba"))
def conda_terms_not_accepted(build: Build) -> Iterator[Finding]:
    reported: set[int] = set()
    for stage in build.stages:
        if not stage.is_reached or any(one.number in reported for one in stage.chain):
            continue
        stopped = stopped_install(stage)
        if stopped is not None:
            install, source = stopped
            reported.add(stage.number)
            yield Finding(
                build.place(install.span),
                f"the conda of {source} stops here until somebody accepts the terms of Anaconda's channels; "
                "use Miniforge, or --override-channels -c conda-forge",
            )
