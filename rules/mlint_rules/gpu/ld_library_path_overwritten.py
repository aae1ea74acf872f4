r"""This sets LD_LIBRARY_PATH anew and drops what the base image put there.

CUDA images set `LD_LIBRARY_PATH`: `nvidia/cuda` to `/usr/local/nvidia/lib:/usr/local/nvidia/lib64`, since CUDA 13 with
`/usr/local/cuda/lib64`, NVIDIA's framework images to a longer list. An ENV without the old value takes that away. With
the NVIDIA Container Toolkit it mostly goes well, for that puts the driver where the loader looks anyway. It does not
where the driver is mounted at `/usr/local/nvidia` instead, as on Google's Kubernetes nodes: there the container ends in
`libcuda.so.1: cannot open shared object file`. The image works on the desk and fails in the cluster.

Keep what is there: `ENV LD_LIBRARY_PATH=/opt/app/lib:$LD_LIBRARY_PATH`.

It depends on where the container runs, so this is an `info` with an "if". mlint speaks up only where it knows that the
base image sets the variable, and is silent when the new value lists directories of NVIDIA or CUDA itself.

## Bad
```dockerfile
FROM nvidia/cuda:12.8.1-base-ubuntu24.04
COPY build/lib/ /opt/infer/lib/
ENV LD_LIBRARY_PATH=/opt/infer/lib
COPY build/infer /usr/local/bin/
CMD ["infer"]
```

## Fixed
```dockerfile
FROM nvidia/cuda:12.8.1-base-ubuntu24.04
COPY build/lib/ /opt/infer/lib/
ENV LD_LIBRARY_PATH=/opt/infer/lib:$LD_LIBRARY_PATH
COPY build/infer /usr/local/bin/
CMD ["infer"]
```

## Fix safety
The fix appends the old value. It is unsafe: a library of those directories may be found where none was before.

## Good
```dockerfile
FROM nvidia/cuda:12.8.1-base-ubuntu24.04
COPY build/lib/ /opt/infer/lib/
ENV LD_LIBRARY_PATH=/opt/infer/lib:${LD_LIBRARY_PATH}
COPY build/infer /usr/local/bin/
CMD ["infer"]
```

## References
- [Google Kubernetes Engine: the CUDA libraries of the node](https://cloud.google.com/kubernetes-engine/docs/concepts/gpus)
- [nvidia/cuda: build files](https://gitlab.com/nvidia/container-images/cuda)
"""

from __future__ import annotations

from mlint.rule import Edit, Finding, Fix, Span, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction

NAME = "LD_LIBRARY_PATH"
OWN = ("/cuda", "/nvidia")


@rule("ML411", severity="info", mentions=("ld_library_path",))
def ld_library_path_overwritten(build: Build) -> Iterator[Finding]:
    facts = build.final_chain[0].base_facts if build.final_chain else None
    if facts is None or facts.accelerator != "cuda" or NAME not in facts.env:
        return
    for stage in build.final_chain:
        for instruction in stage.instructions:
            for pair in instruction.assignments if instruction.name == "ENV" else ():
                if pair.key == NAME:
                    if _drops(stage, instruction, pair):
                        yield _finding(build, pair, facts.env[NAME])
                    return


def _drops(stage: BuildStage, instruction: Instruction, pair: Assignment) -> bool:
    value = pair.value or ""
    known = stage.expand(value, instruction)
    return NAME not in value and known is not None and not any(own in known for own in OWN)


def _finding(build: Build, pair: Assignment, before: str | None) -> Finding:
    image = build.final_chain[0].base_image
    shown = f" ({before})" if before else ""
    return Finding(
        build.place(pair.span),
        f"if the driver is mounted there, as on GKE, it is no longer found: {NAME} loses what "
        f"{image.name if image else 'the base'} set{shown}; append :${NAME}",
        fix=_fix(build, pair),
    )


def _fix(build: Build, pair: Assignment) -> Fix | None:
    """The old value behind the new one, within its double quotes; in single ones it would not be replaced."""
    span = pair.value_span
    written = build.source.text[slice(*span)]
    if "'" in written or "$" in written or "\n" in written or not written.strip('"'):
        return None
    at = span.end - written.endswith('"')
    return Fix(f"Append ${NAME}", (Edit(build.place(Span(at, at)), f":${NAME}"),), "unsafe")
