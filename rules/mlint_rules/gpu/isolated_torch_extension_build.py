r"""The build of a torch extension does not see the torch of the image.

flash-attn, apex, mamba-ssm, detectron2 and their kind are compiled against torch, and their setup.py imports it. pip
and uv build a package in an empty environment of its own, so the build ends in `ModuleNotFoundError: No module named
'torch'`, whatever is installed beside it. mamba-ssm, causal-conv1d and pytorch3d ask for torch themselves: their build
gets the newest one from PyPI, 3 GB of it, and what is compiled against that does not load into an older torch.
`--no-build-isolation` lets the build use what is installed: torch first, in a command of its own, and the tools that
the package names (`ninja`, `packaging`, `wheel`).

uv always isolates. pip does so since version 25.3, and before that for packages with a pyproject.toml or when
setuptools or wheel is missing, as in the official Python images since 3.12. Where mlint cannot tell, this is an `info`;
where the base brings an older pip that nobody upgrades, nothing.

mlint is silent where a wheel may come instead: a wheel's URL, `--find-links`, an index other than PyPI's and PyTorch's,
conda; where NVIDIA's PyTorch image holds the package already; and where uv's settings say how to build it
(`no-build-isolation-package`, `extra-build-dependencies`).

## Bad
```dockerfile
FROM nvidia/cuda:12.8.1-cudnn-devel-ubuntu24.04
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /usr/local/bin/
ENV VIRTUAL_ENV=/opt/venv
RUN uv venv --python 3.12 /opt/venv && uv pip install torch==2.9.0 setuptools==80.9.0 ninja==1.13.0 packaging==25.0
RUN uv pip install flash-attn==2.8.3
```

## Fixed
```dockerfile
FROM nvidia/cuda:12.8.1-cudnn-devel-ubuntu24.04
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /usr/local/bin/
ENV VIRTUAL_ENV=/opt/venv
RUN uv venv --python 3.12 /opt/venv && uv pip install torch==2.9.0 setuptools==80.9.0 ninja==1.13.0 packaging==25.0
RUN uv pip install --no-build-isolation flash-attn==2.8.3
```

## Fix safety
The fix is offered where the command installs such packages only and torch is there before. It is safe where the build
failed, and unsafe for packages that ask for torch: they are then compiled against another version of it.

## Good
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-devel AS train
RUN pip install --no-cache-dir ninja==1.13.0 packaging==25.0
RUN pip install --no-cache-dir --no-build-isolation flash-attn==2.8.3
COPY src/ /app/src/
CMD ["python", "/app/src/train.py"]
```

## References
- [flash-attention: torch is not found though it is installed](https://github.com/Dao-AILab/flash-attention/issues/1421)
- [uv: build isolation](https://docs.astral.sh/uv/concepts/projects/config/#build-isolation)
- [pip: always build in isolation](https://github.com/pypa/pip/issues/13314)
"""

from __future__ import annotations

from mlint.image.gpu.torch_choice import torch_is_there
from mlint.image.gpu.torch_extensions import compiled, is_isolated, sees_torch
from mlint.knowledge.torch_extensions import ISOLATED_SINCE, TORCH_EXTENSIONS
from mlint.rule import Edit, Finding, Fix, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.gpu.torch_extensions import Compiled
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.rule import Safety

OPTION = "--no-build-isolation"


@rule("ML405", severity="warning", packages=tuple(sorted(TORCH_EXTENSIONS)))
def isolated_torch_extension_build(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for install in run.installs:
                site = install.command.site
                found = [] if site.guarded or site.conditional else list(compiled(run, install))
                found = [one for one in found if _finds_no_torch(run, install, one)]
                if found:
                    yield _finding(run, install, found)


def _finds_no_torch(run: Run, install: Install, one: Compiled) -> bool:
    return not sees_torch(run, install, one) and is_isolated(run, install, one) is not False


def _finding(run: Run, install: Install, found: list[Compiled]) -> Finding:
    found.sort(key=lambda one: one.extension.declares_torch)
    first = found[0]
    asked = first.asked
    known_base = run.stage.base_facts is not None
    sure = known_base and is_isolated(run, install, first) is True
    there = torch_is_there(run, install)
    if first.extension.declares_torch:
        condition = "if the torch of the image is not the newest, "
        problem = f"{first.name} does not fit it: {install.manager} compiles it against a torch of its own"
    else:
        condition = "" if sure else _condition(install, known_base=known_base)
        problem = f"the build of {first.name} finds no torch: {install.manager} isolates it from what is installed"
    advice = f"add {OPTION}" if there or not known_base else f"install torch in a RUN before, then this with {OPTION}"
    return Finding(
        run.stage.build.place(asked.place.span if asked.file is None else install.span),
        f"{condition}{problem}; {advice}",
        fix=_fix(run, install, found) if there else None,
        severity="info" if condition else None,
        related=tuple(Related(one.asked.place, f"{one.name} is asked for here") for one in found if one.asked.file),
    )


def _condition(install: Install, *, known_base: bool) -> str:
    if install.manager == "uv" and not known_base:
        return "if the base does not hold it already, "
    return f"if pip is {ISOLATED_SINCE} or newer, or finds no wheel package, "


def _fix(run: Run, install: Install, found: list[Compiled]) -> Fix | None:
    named = {one.asked.place for one in found}
    if any(one.place not in named for one in run.asked_for(install).packages):
        return None
    option = run.with_option(install, OPTION)
    safety: Safety = "unsafe" if any(one.extension.declares_torch for one in found) else "safe"
    return Fix(f"Add {OPTION}", (Edit(run.stage.build.place(option.span), option.text),), safety) if option else None
