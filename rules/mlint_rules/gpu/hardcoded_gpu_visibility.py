r"""The image hides GPUs from every container that is started of it.

`CUDA_VISIBLE_DEVICES` names the GPUs of a machine by their numbers. In an ENV the number is that of the machine on
which the image was written: on a node with eight GPUs seven stay dark for every process in the container, on a shared
node everybody meets on GPU 0, and a container that is given two with `--gpus '"device=2,3"'` uses one of them.
`CUDA_VISIBLE_DEVICES=all` is worse: CUDA stops reading at the first word that is no device, so it shows none.
`NVIDIA_VISIBLE_DEVICES` is what the NVIDIA Container Toolkit reads; numbers, `none` and `void` in the image stand in
the way of every start that does not override them.

Which GPUs a container gets is for whoever starts it: `docker run --gpus`, `devices` in Compose, `nvidia.com/gpu` in
Kubernetes.

`NVIDIA_VISIBLE_DEVICES=all` is NVIDIA's own default and right. An empty `CUDA_VISIBLE_DEVICES` or `-1` asks for the
CPU; `void` in an image without any sign of a GPU does too. Values with a variable can be set from outside, and an
image for tests may choose what it likes: mlint is silent there.

## Bad
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
ENV CUDA_VISIBLE_DEVICES=0 TOKENIZERS_PARALLELISM=false
COPY src/ /app/src/
CMD ["python", "/app/src/generate.py"]
```

## Fixed
```dockerfile
FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
ENV TOKENIZERS_PARALLELISM=false
COPY src/ /app/src/
CMD ["python", "/app/src/generate.py"]
```

## Fix safety
The fix deletes the variable. It is unsafe: on a machine with several GPUs the container then uses what it is given.

## Good
```dockerfile
FROM nvidia/cuda:12.8.1-base-ubuntu24.04
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY bin/infer /usr/local/bin/
CMD ["infer"]
```

## References
- [CUDA: environment variables](https://docs.nvidia.com/cuda/cuda-c-programming-guide/index.html#cuda-environment-variables)
- [NVIDIA Container Toolkit: GPU enumeration](https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html#gpu-enumeration)
- tally gpu/no-hardcoded-visible-devices: `all` is never a finding here.
"""

from __future__ import annotations

from mlint.image.gpu.visible_devices import CUDA, NVIDIA, hidden_devices
from mlint.image.purpose import is_for_development
from mlint.rule import Finding, Fix, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.gpu.visible_devices import Visibility


@rule("ML409", severity="warning", mentions=("visible_devices",))
def hardcoded_gpu_visibility(build: Build) -> Iterator[Finding]:
    if is_for_development(build):
        return
    for one in hidden_devices(build):
        if one.visible == "none" and one.name == NVIDIA and not _is_for_gpus(build):
            continue
        edit = build.pair_removal(one.instruction, one.pair)
        yield Finding(
            build.place(one.pair.span),
            f"{_problem(one)}; leave the choice to whoever starts it (docker run --gpus)",
            fix=Fix(f"Delete {one.name}", (edit,), "unsafe") if edit else None,
        )


def _is_for_gpus(build: Build) -> bool:
    facts = build.final_chain[0].base_facts
    return bool(facts and facts.gpu) or build.hardware.target == "gpu"


def _problem(one: Visibility) -> str:
    shown = f"{one.name}={one.value}"
    if one.visible == "some":
        return f"{shown} hides all other GPUs from every container of this image"
    why = ": CUDA knows no such device" if one.name == CUDA else ""
    return f"{shown} hides all GPUs from every container of this image{why}"
