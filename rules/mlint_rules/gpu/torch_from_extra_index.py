r"""pip takes torch from PyPI, although PyTorch's own index is named.

`--extra-index-url` sounds like "look here first". It means "look here too": pip puts the versions of all indexes in one
list and takes the highest. That is what the author wanted as long as PyTorch's index has the newest torch, for
`2.6.0+cu124` counts as higher than `2.6.0`. But these indexes end: cu121 with torch 2.5.1, cu124 with 2.6.0, cu118 with
2.7.1. From then on the same line installs PyPI's newest torch, built for another CUDA, and a container that ran for a
year finds that the driver of its nodes is too old. An exact version that the index never had comes from PyPI likewise.

`--index-url` asks PyTorch's index alone, which holds what torch depends on; other packages belong into a command of
their own. A version with its build, `torch==2.6.0+cu124`, is safe in either case. uv takes the first index that has the
package, so its line does what it says.

There is a second reason not to mix indexes. In December 2022 somebody uploaded a package to PyPI under the name
`torchtriton`, which only PyTorch's nightly index had until then, and for five days pip took that one.

mlint knows which versions PyTorch's indexes have (up to torch 2.11; newer ones are thought to be there), and is silent
about CPU, ROCm and nightly indexes. Where the Python is not known or another package may hold torch back, this is an
`info`.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir torch torchvision --extra-index-url https://download.pytorch.org/whl/cu124
COPY src/ /app/src/
CMD ["python", "/app/src/generate.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir torch torchvision --index-url https://download.pytorch.org/whl/cu124
COPY src/ /app/src/
CMD ["python", "/app/src/generate.py"]
```

## Fix safety
The fix is offered where no version is pinned. Where the command installs torch, torchvision and torchaudio only, it
makes `--index-url` of the option; else it installs these in a RUN before. It is unsafe: torch becomes an older version.

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir torch==2.11.0 torchvision==0.26.0 --index-url https://download.pytorch.org/whl/cu128
RUN pip install --no-cache-dir transformers==4.57.1
COPY src/ /app/src/
CMD ["python", "/app/src/generate.py"]
```

## References
- [pip: --extra-index-url](https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url)
- [PyTorch: compromised nightly dependency](https://pytorch.org/blog/compromised-nightly-dependency/)
- [uv: using PyTorch](https://docs.astral.sh/uv/guides/integration/pytorch/)
"""

from __future__ import annotations

from mlint.image.gpu.torch_builds import TORCH_FAMILY, requirement_words
from mlint.image.gpu.torch_choice import torch_choice
from mlint.knowledge.frameworks import TORCH
from mlint.rule import Edit, Finding, Fix, Related, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.gpu.torch_choice import TorchChoice
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

EXTRA = "--extra-index-url"


@rule("ML410", severity="warning", packages=("download.pytorch.org",))
def torch_from_extra_index(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for install in run.installs:
                choice = torch_choice(run, install) if install.manager == "pip" else None
                if choice and choice.passed_over:
                    yield _finding(build, run, install, choice)


def _finding(build: Build, run: Run, install: Install, choice: TorchChoice) -> Finding:
    asked, word, version = choice.asked, choice.passed_over, choice.version
    takes = f"pip takes torch {version} from PyPI, built with CUDA {choice.cuda}"
    if choice.pinned:
        others = TORCH[version or ""].cuda_indexes
        problem = f"PyTorch's index {word} has no torch {version}, so {takes}"
        advice = f"use an index that has it ({', '.join(others)})"
    else:
        problem = f"PyTorch's index {word} ends with torch {choice.newest_there}, so {takes}"
        advice = f"pin torch=={choice.newest_there}+{word}, or give a newer index with --index-url"
    condition = "" if choice.sure else "if neither the Python nor another package holds torch back: "
    return Finding(
        build.place(asked.place.span if asked.file is None else install.span),
        f"{condition}{problem}; {advice}",
        fix=None if choice.pinned else _fix(build, run, install),
        severity=None if choice.sure else "info",
        related=(Related(asked.place, f"{asked.name} is asked for here"),) if asked.file else (),
    )


def _fix(build: Build, run: Run, install: Install) -> Fix | None:
    packages = run.asked_for(install).packages
    family = [one.requirement for one in packages if one.name in TORCH_FAMILY]
    option = install.option(EXTRA)
    if option is None or option.span is None or install.has("--index-url"):
        return None
    if len(family) == len(packages) and not any(one.file for one in packages):
        name = Span(option.span.start, option.span.start + len(EXTRA))
        written = build.source.text[slice(*name)] == EXTRA
        edits = (Edit(build.place(name), "--index-url"),)
        return Fix("Ask this index alone", edits, "unsafe") if written else None
    call = run.another_call(install)
    words = requirement_words(family)
    if call is None or words is None or option.value is None:
        return None
    edit = build.line_before(run.instruction, f"{call} --index-url {option.value} {words}")
    return Fix("Install torch from its index before", (edit,), "unsafe")
