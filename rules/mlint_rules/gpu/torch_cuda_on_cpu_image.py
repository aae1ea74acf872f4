r"""PyPI's torch brings gigabytes of CUDA to an image that may never see a GPU.

On Linux, `pip install torch` does not mean "torch for this machine". The wheel on PyPI is the CUDA build, and it
depends on NVIDIA's libraries: torch 2.15.0 downloads 2.5 GB of them and unpacks 4.3 GB, torch 2.9.0 3.2 GB and 5.2 GB
(wheels on PyPI, November 2026). An API that runs a small model on CPU instances ships, stores, scans and pulls all of
that, and every new node of an autoscaling group waits for it. The build for CPUs, about 200 MB, is on PyTorch's own
index, `https://download.pytorch.org/whl/cpu`.

mlint looks at torch, torchvision, torchaudio, and packages that pull torch in (sentence-transformers, ultralytics,
accelerate, openai-whisper and others), in commands, requirements files, `pyproject.toml` with its `[tool.uv.sources]`,
a `Pipfile` and the pip part of an `environment.yml`; environments that are copied from a builder stage count. The base
image must be one without CUDA.

That nothing speaks of a GPU proves nothing: GPU images on a slim base are legitimate. So this is an `info` with an
"if", unless something says that the image is for CPUs (`cpu` in its name, a Lambda base, `faiss-cpu`,
`tensorflow-cpu`, `CUDA_VISIBLE_DEVICES=""`, or `target: cpu` in mlint's configuration). Any hint of a GPU silences the
rule: the words gpu, cuda or train in file, folder, stage or comment, NVIDIA variables, a `cuXXX` index, a Compose
service that asks for devices, packages such as vllm or bitsandbytes. It is silent too when another index may provide
torch, for conda's pytorch, which chooses by itself, and on ARM.

## Bad
```dockerfile cpu.Dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir torch==2.9.0 fastapi==0.121.2 uvicorn==0.38.0
COPY src/ src/
USER 1000
CMD ["uvicorn", "src.app:app", "--host", "0.0.0.0"]
```

## Fixed
```dockerfile cpu.Dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir --index-url https://download.pytorch.org/whl/cpu torch==2.9.0
RUN pip install --no-cache-dir torch==2.9.0 fastapi==0.121.2 uvicorn==0.38.0
COPY src/ src/
USER 1000
CMD ["uvicorn", "src.app:app", "--host", "0.0.0.0"]
```

## Fix safety
The fix installs torch from PyTorch's index for CPUs in a RUN of its own; the install behind it finds torch there. With
`uv pip` it adds `--torch-backend cpu`. It is unsafe: the image no longer uses a GPU, and torch's version may be another
one when it is not pinned. The index must never go onto a line with other packages, where it would hide PyPI from them.

## Good
```dockerfile
FROM python:3.12-slim
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /usr/local/bin/
RUN --mount=type=cache,target=/root/.cache/uv \
    uv pip install --system --torch-backend cpu torch==2.9.0 sentence-transformers==5.1.2
USER 1000
CMD ["python", "-m", "embed"]
```

## References
- [uv: using PyTorch](https://docs.astral.sh/uv/guides/integration/pytorch/)
- [PyTorch: get started locally](https://pytorch.org/get-started/locally/)
"""

from __future__ import annotations

from mlint.image.gpu.hardware import is_cpu_image
from mlint.image.gpu.torch_builds import CPU_INDEX, TORCH_FAMILY, cuda_torch, requirement_words
from mlint.rule import Edit, Estimate, Finding, Fix, Related, rule
from mlint.wording import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.gpu.torch_builds import TorchInstall
    from mlint.image.packages.asked_for import Asked
    from mlint.image.packages.installs import Install


@rule("ML401", severity="warning", mentions=("conda", "mamba", "pip", "poetry", "uv"))
def torch_cuda_on_cpu_image(build: Build) -> Iterator[Finding]:
    torch = cuda_torch(build) if is_cpu_image(build) else None
    if torch is None or not (torch.direct or torch.complete):
        return
    cpu = build.hardware.cpu_hint
    first = torch.first
    sizes = torch.cuda_bytes
    yield Finding(
        build.place(first.place.span if first.file is None else first.install.span),
        _message(torch, cpu.text if cpu else None),
        fix=_fix(build, torch),
        estimate=Estimate(sizes[1], at_least=sizes[2], parts=(("CUDA of torch", sizes[1]),)) if sizes else None,
        severity=None if cpu and torch.complete else "info",
        related=tuple(
            Related(one.place, f"{one.name} {_verb(one)}") for one in torch.packages if _is_elsewhere(one, first)
        ),
    )


def _verb(one: Asked) -> str:
    return "is asked for here" if one.name in TORCH_FAMILY else "needs torch"


def _is_elsewhere(one: Asked, first: Asked) -> bool:
    """Whether a package stands somewhere else than the finding."""
    return one is not first or one.file is not None


def _message(torch: TorchInstall, cpu: str | None) -> str:
    first = torch.first
    version = first.requirement.exact_version
    named = f"{first.name} {version}" if version else first.name
    sizes = torch.cuda_bytes
    amount = f"{'at least' if torch.version is None else 'about'} {sizes[0] / 1e9:.1f} GB of " if sizes else ""
    source = "from PyPI" if first.name in TORCH_FAMILY else "pulls torch from PyPI, which"
    brings = f"{named} {source} brings {amount}CUDA libraries"
    advice = "use uv's --torch-backend cpu" if _is_uv_pip(first) else f"install {_torch_of(torch)} from {CPU_INDEX}"
    if cpu:
        return f"{brings} to a CPU image ({cpu}); {advice}"
    return f"if this image never sees a GPU, {brings} in vain; {advice}"


def _torch_of(torch: TorchInstall) -> str:
    return listed(one.name for one in torch.packages if one.name in TORCH_FAMILY) or "torch"


def _is_uv_pip(one: Asked) -> bool:
    return one.install.manager == "uv" and one.install.verb == "pip install"


def _named(install: Install) -> set[str]:
    return {word.value for word in install.words if word.value}


def _fix(build: Build, torch: TorchInstall) -> Fix | None:
    """uv's option, or an install of torch alone before the RUN."""
    first = torch.first
    if _is_uv_pip(first):
        option = first.run.with_option(first.install, "--torch-backend cpu")
        return Fix("Take torch for CPUs", (Edit(build.place(option.span), option.text),), "unsafe") if option else None
    call = first.run.another_call(first.install) if first.install.manager == "pip" else None
    if any(one.verb.endswith("uninstall") and "torch" in _named(one) for one in first.run.installs):
        return None  # what an install before the RUN brings, the RUN removes
    wanted = [one.requirement for one in torch.packages if one.name in TORCH_FAMILY]
    words = requirement_words(wanted) if call else None
    if words is None:
        return None
    edit = build.line_before(first.run.instruction, f"{call} --index-url {CPU_INDEX} {words or 'torch'}")
    return Fix("Install torch for CPUs first", (edit,), "unsafe")
