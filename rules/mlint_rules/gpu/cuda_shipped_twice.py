r"""The wheels bring their own CUDA on top of that of the base image.

PyTorch's wheels, `tensorflow[and-cuda]`, `jax[cuda12]` and conda's `pytorch-cuda` carry the CUDA libraries they were
built with and load those, whatever lies in `/usr/local/cuda`. On an `nvidia/cuda:…-runtime` base the image holds two
sets: the base's adds 2.3 GB over `-base` (a public pull request that made the switch measured it), and nothing ever
opens it. All a wheel needs from outside is the driver, and that is the host's: the container toolkit mounts it.

`nvidia/cuda:…-base` has just enough for that, and the variables that make the toolkit mount the driver. A plain
`python:3.12-slim` started with `--gpus all` does it too.

mlint is silent where something needs the CUDA of the system: onnxruntime-gpu, TensorRT, faiss, CuPy, tensorflow
without its extra, paddlepaddle-gpu, ctranslate2 and faster-whisper, vLLM, DeepSpeed, or anything that is compiled in
the image. On a `-devel` base, or when a dependency file cannot be read, this is an `info`.

## Bad
```dockerfile
FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /usr/local/bin/
ENV UV_PYTHON_INSTALL_DIR=/opt/python VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH
RUN --mount=type=cache,target=/root/.cache/uv \
    uv venv --python 3.12 /opt/venv && uv pip install torch==2.9.0 transformers==4.57.1
COPY src/ /app/src/
CMD ["python", "/app/src/generate.py"]
```

## Fixed
```dockerfile
FROM nvidia/cuda:12.8.1-base-ubuntu24.04
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /usr/local/bin/
ENV UV_PYTHON_INSTALL_DIR=/opt/python VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH
RUN --mount=type=cache,target=/root/.cache/uv \
    uv venv --python 3.12 /opt/venv && uv pip install torch==2.9.0 transformers==4.57.1
COPY src/ /app/src/
CMD ["python", "/app/src/generate.py"]
```

## Fix safety
The fix is unsafe: a program that mlint cannot see may load `libcudnn` or `libcublas` of the system. It is offered for
`-runtime` bases with a tag that is written out.

## Good
```dockerfile
FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /usr/local/bin/
ENV UV_PYTHON_INSTALL_DIR=/opt/python VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH
RUN --mount=type=cache,target=/root/.cache/uv \
    uv venv --python 3.12 /opt/venv && uv pip install onnxruntime-gpu==1.23.2
COPY model.onnx infer.py /app/
CMD ["python", "/app/infer.py"]
```

## References
- [nvidia/cuda: the flavours of the image](https://gitlab.com/nvidia/container-images/cuda)
- [PyTorch: CUDA comes with the binaries](https://pytorch.org/get-started/locally/)
"""

from __future__ import annotations

from mlint.image.gpu.cuda_use import base_tag, second_cuda
from mlint.image.packages.asked_for import shipped
from mlint.image.references import arguments_of_base
from mlint.knowledge.gpu_packages import RUNTIME_OVER_BASE_BYTES
from mlint.rule import Edit, Estimate, Finding, Fix, Related, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML402", severity="warning", mentions=("cuda",))
def cuda_shipped_twice(build: Build) -> Iterator[Finding]:
    second = second_cuda(build)
    if second is None:
        return
    root = build.final_chain[0]
    text, facts = root.base_text, root.base_facts
    if text is None or facts is None:
        return
    devel = facts.cuda_flavour == "devel"
    unread = not all(asked.complete for asked in shipped(build))
    tag = base_tag(build)
    shown = f"nvidia/cuda:{root.base_image.tag}" if root.base_image else facts.image
    if second.by_wheels:
        amount = f" ({second.download / 1e9:.1f} GB)" if second.download else ""
        message = f"{second.named} brings its own CUDA{amount}, so that of {shown} is shipped in vain"
        advice = f"use {tag}" if tag else "use the flavour base"
    else:
        message = f"{shown} holds what {second.named} installs once more"
        advice = "leave it out"
    condition = (
        "if nothing is compiled when it runs, " if devel else "if no unread package needs it, " if unread else ""
    )
    estimated = second.by_wheels and not devel
    yield Finding(
        build.place(text.span()),
        f"{condition}{message}; {advice}",
        fix=_fix(build, tag) if tag and estimated else None,
        estimate=Estimate(RUNTIME_OVER_BASE_BYTES, parts=(("base image", RUNTIME_OVER_BASE_BYTES),))
        if estimated
        else None,
        severity="info" if condition else None,
        related=(
            Related(second.place, f"{second.named.rstrip(',')} is installed here"),
            *(Related(build.place(one.span), f"the default of {one.key}") for one in arguments_of_base(root)),
        ),
    )


def _fix(build: Build, tag: str) -> Fix | None:
    root = build.final_chain[0]
    text, image = root.base_text, root.base_image
    if text is None or image is None or text.text != image.written or image.tag is None:
        return None
    end = text.span().end
    edit = Edit(build.place(Span(end - len(image.tag), end)), tag)
    return Fix("Use the flavour without CUDA libraries", (edit,), "unsafe")
