r"""The base already has this framework in another version.

An image such as `pytorch/pytorch` or NVIDIA's `nvcr.io/nvidia/pytorch` is chosen for the framework inside it. A pin in
`requirements.txt` that does not fit makes pip remove that copy and install another: the removed one stays in the lower
layer, the new one comes on top with CUDA libraries of its own. For torch 2.5.1 that is 3.0 GB to download and 5.2 GB on
disk (wheels on PyPI, November 2026), and what was the point of the base, a build that was tuned and tested together
with its CUDA, is gone.

NVIDIA's images hold a pre-release (`2.10.0a0+…`), which no `torch==2.10.0` matches; since release 25.03 they set a
constraint for pip as well, so that such a pin fails or backtracks.

Leave the framework out of the requirements, write a range that the base fits, or give pip a constraints file made with
`pip freeze` in the base. mlint compares versions: the same pin, a range that the base fits, a bare name, other
environments and lines that a marker switches off are silent. torchvision and torchaudio count by the torch they need.

## Bad
```dockerfile
FROM pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY src/ src/
CMD ["python", "src/train.py"]
```
```text requirements.txt
torch==2.4.1
transformers==4.46.3
```

## Good
```dockerfile
FROM pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY src/ src/
CMD ["python", "src/train.py"]
```
```text requirements.txt
torch>=2.4
transformers==4.46.3
```

## References
- [NVIDIA: PyTorch release notes](https://docs.nvidia.com/deeplearning/frameworks/pytorch-release-notes/index.html)
- [pip: constraints files](https://pip.pypa.io/en/stable/user_guide/#constraints-files)
"""

from __future__ import annotations

from mlint.rule import Estimate, Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.image.gpu.reinstalled import Reinstalled


@rule("ML403", severity="warning", mentions=("conda", "mamba", "pip", "poetry", "uv"))
def framework_reinstalled(build: Build) -> Iterator[Finding]:
    facts = build.final_chain[0].base_facts if build.final_chain else None
    if facts is None or not facts.frameworks:
        return
    from mlint.image.gpu.reinstalled import reinstalled

    for one in reinstalled(build):
        asked = one.asked
        base = build.final_chain[0].base_image
        shown = f"{asked.name}{asked.requirement.specifier}"
        needs = "replaces" if asked.name == one.framework else f"needs torch {one.wanted} and replaces"
        yield Finding(
            build.place(asked.place.span if asked.file is None else asked.install.span),
            f"{shown} {needs} the {one.framework} {one.in_base} of {base.name if base else 'the base'}, which stays in "
            "the layer below; leave it out, or take a base with that version",
            estimate=_estimate(one),
            related=(Related(asked.place, f"{shown} is asked for here"),) if asked.file is not None else (),
        )


def _estimate(one: Reinstalled) -> Estimate | None:
    from mlint.knowledge.package_sizes import own_bytes
    from mlint.knowledge.torch_sizes import TORCH_SIZES

    torch = TORCH_SIZES.get(one.wanted or "") if one.framework == "torch" else None
    if torch is not None:
        size = torch.unpacked + torch.cuda_unpacked
        return Estimate(size, at_least=True, parts=(("CUDA of torch", torch.cuda_unpacked),))
    size = own_bytes(one.framework) if one.framework != "torch" else 0
    return Estimate(size, at_least=True, parts=((f"installed {one.framework}", size),)) if size else None
