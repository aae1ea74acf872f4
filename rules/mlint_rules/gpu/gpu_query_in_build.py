r"""There is no GPU while an image is built.

`docker build` gives a RUN no devices, on a machine with eight GPUs no more than on a laptop. `nvidia-smi` is not even
there: the container toolkit mounts it, with the driver, when a container starts. So `nvidia-smi`, an
`assert torch.cuda.is_available()` or a `model.to("cuda")` in a RUN fails the build, and with it the CI job that was to
build the image.

Check for the GPU when the container starts: in the entrypoint, in a HEALTHCHECK, in a start-up probe. What the build
needs to know of the GPU can be said to it: `TORCH_CUDA_ARCH_LIST="8.0;9.0"` for extensions of torch, `FORCE_CUDA=1` for
many setup.py files. BuildKit can hand devices to a RUN (`RUN --device=nvidia.com/gpu=all`) where the builder allows it.

mlint reads shell commands and Python text (`python -c`, heredocs). It is silent when the failure does not fail the
build (`nvidia-smi || true`, an `if` or a `try` around it), about code that only prints what is there
(`print(torch.cuda.is_available())`, `jax.devices()`, `torch.cuda.get_arch_list()`), and for Jetson boards, whose
images are built with the GPU.

## Bad
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
COPY src/ /app/src/
RUN python -c "import torch; assert torch.cuda.is_available(), 'no GPU'"
CMD ["python", "/app/src/generate.py"]
```

## Good
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
COPY src/ /app/src/
RUN python -c "import torch; print(torch.__version__, torch.version.cuda)"
HEALTHCHECK --interval=1m CMD ["python", "-c", "import torch; assert torch.cuda.is_available()"]
CMD ["python", "/app/src/generate.py"]
```

## References
- [NVIDIA Container Toolkit: what it adds to a container](https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html)
- [Docker: RUN --device](https://docs.docker.com/reference/dockerfile/#run---device)
- tally gpu/no-buildtime-gpu-queries: mlint leaves guarded calls alone, and reads Python.
"""

from __future__ import annotations

from mlint.image.gpu.gpu_queries import gpu_queries
from mlint.rule import Finding, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

MAX_SHOWN = 60


@rule("ML408", severity="warning", mentions=("nvidia-", "cuda", "gpu"))
def gpu_query_in_build(build: Build) -> Iterator[Finding]:
    for stage in build.stages:
        for run in stage.runs if stage.is_reached else ():
            for query in gpu_queries(run):
                text = query.text if len(query.text) <= MAX_SHOWN else f"{query.text[:MAX_SHOWN]}…"
                why = f"there is no GPU during docker build, so `{text}` fails it"
                yield Finding(build.place(query.span), f"{why}; check for the GPU when the container starts")
