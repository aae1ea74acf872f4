r"""If nothing compiles at run time, the runtime flavour saves at least 2.5 GB.

The `-devel` flavours of `nvidia/cuda`, `pytorch/pytorch` and `tensorflow/tensorflow` add nvcc, headers and static
libraries for *building* CUDA code: 2.55 to 2.87 GB more than `-runtime` in two public pull requests that made the
switch (6.42 to 3.87 GB, 4.17 to 1.3 GB). Once flash-attn, apex or an own kernel is compiled, none of it is opened
again. Compile in a `-devel` stage, and copy the wheels or the virtual environment into a last stage on `-runtime`, or
on `-base` when the wheels bring CUDA along.

mlint cannot see whether a program compiles when it runs, so this is an `info` with an "if". It is silent where that is
likely: vLLM, SGLang, DeepSpeed, FlashInfer, TensorRT-LLM and xformers compile kernels on the spot; images for
training, development, tests, CI, notebooks, and for building others; and where torch's wheels bring CUDA a second
time, which `cuda-shipped-twice` reports. Numba and Triton need no nvcc. An image that serves, compiles nothing and
whose packages are all known gets a `warning`.

## Bad
```dockerfile
FROM nvidia/cuda:12.8.1-cudnn-devel-ubuntu24.04
WORKDIR /srv
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /usr/local/bin/
RUN --mount=type=cache,target=/root/.cache/uv \
    uv venv --python 3.12 && uv pip install onnxruntime-gpu==1.23.2 fastapi==0.121.2 uvicorn==0.38.0
COPY app.py model.onnx ./
USER 1000
CMD [".venv/bin/uvicorn", "app:app", "--host", "0.0.0.0"]
```

## Good
```dockerfile
FROM nvidia/cuda:12.8.1-cudnn-devel-ubuntu24.04 AS build
COPY --from=ghcr.io/astral-sh/uv:0.9.11 /uv /usr/local/bin/
RUN --mount=type=cache,target=/root/.cache/uv \
    uv venv --python 3.12 /opt/venv && uv pip install --python /opt/venv cupy==13.6.0

FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04
COPY --from=build /root/.local/share/uv/python /root/.local/share/uv/python
COPY --from=build /opt/venv /opt/venv
COPY app.py /srv/
CMD ["/opt/venv/bin/python", "/srv/app.py"]
```

## References
- [nvidia/cuda: the flavours of the image](https://gitlab.com/nvidia/container-images/cuda)
- [Docker: multi-stage builds](https://docs.docker.com/build/building/multi-stage/)
"""

from __future__ import annotations

from mlint.image.base.tag_status import cannot_be_pulled
from mlint.image.gpu.cuda_use import builds, compiles_at_run_time, second_cuda
from mlint.image.packages.asked_for import shipped
from mlint.image.purpose import is_for_building, is_for_development, is_for_training
from mlint.image.references import arguments_of_base
from mlint.knowledge.gpu_packages import DEVEL_OVER_RUNTIME_BYTES
from mlint.rule import Estimate, Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

IMAGES = frozenset({"nvidia/cuda", "pytorch/pytorch", "tensorflow/tensorflow"})


@rule("ML404", severity="warning", mentions=("devel",))
def cuda_devel_in_final_image(build: Build) -> Iterator[Finding]:
    root = build.final_chain[0] if build.final_chain else None
    facts = root.base_facts if root else None
    if root is None or root.base_text is None or root.base_image is None or facts is None:
        return
    if facts.image not in IMAGES or facts.cuda_flavour != "devel" or cannot_be_pulled(root.base_image):
        return
    server = build.startup.server
    named_so = is_for_development(build) or is_for_training(build) or is_for_building(build)
    if named_so or (server and server.notebook):
        return
    if compiles_at_run_time(build) or second_cuda(build):
        return
    known = all(asked.complete for asked in shipped(build))
    compiles = builds(build)
    sure = build.serving_because is not None and known and not compiles
    shown = f"{facts.image}:{root.base_image.tag}"
    where = "compile here and copy the result into" if compiles else "take"
    condition = "" if sure else "if nothing is compiled at run time, "
    yield Finding(
        build.place(root.base_text.span()),
        f"{condition}nvcc and the headers of {shown} are shipped in vain; {where} the flavour runtime",
        estimate=Estimate(DEVEL_OVER_RUNTIME_BYTES, at_least=True, parts=(("base image", DEVEL_OVER_RUNTIME_BYTES),)),
        severity=None if sure else "info",
        related=tuple(Related(build.place(one.span), f"the default of {one.key}") for one in arguments_of_base(root)),
    )
