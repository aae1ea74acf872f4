r"""Compilers are installed in an image that serves.

`build-essential` and its kin are needed while packages are built, and seldom after that. On a slim Debian 12 it brings
51 packages and 268 MB (Debian's package lists, without recommended packages). In the image they are pulled by every
node, listed by every vulnerability scan, and at hand for whoever breaks in. Build in a first stage and copy the result:
a virtual environment, a folder of wheels, a program. Often nothing has to be built at all, because all packages have
wheels by now; try to leave the compilers out.

The finding is an `info` with an "if": mlint sees that a server is started, not whether something compiles while it
runs. It says nothing for packages that are known to do so (Triton, DeepSpeed, FlashInfer, vLLM, SGLang and others),
for notebooks, training, development and CI images, when the tools are removed in the same `RUN`, when the file has a
builder stage already, and for bases that ship compilers anyway: `-devel` images, `python` without `-slim`.

## Bad
```dockerfile
FROM python:3.12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends build-essential python3-dev && \
    rm -rf /var/lib/apt/lists/*
WORKDIR /srv
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY src/ src/
CMD ["uvicorn", "src.app:app", "--host", "0.0.0.0"]
```

## Good
```dockerfile
FROM python:3.12-slim AS build
RUN apt-get update && \
    apt-get install -y --no-install-recommends build-essential && \
    rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir -r requirements.txt

FROM python:3.12-slim
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv
COPY src/ src/
USER 1000
CMD ["/opt/venv/bin/uvicorn", "src.app:app", "--host", "0.0.0.0"]
```

## References
- [Docker: multi-stage builds](https://docs.docker.com/build/building/multi-stage/)
"""

from __future__ import annotations

from mlint.image.purpose import is_for_development
from mlint.rule import Finding, Related, rule
from mlint.wording import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML203", severity="info", mentions=("apt", "apk"))
def build_tools_in_final_image(build: Build) -> Iterator[Finding]:
    if not build.final_chain or len(build.reached) > len(build.final_chain) or is_for_development(build):
        return
    if build.serving_because is None:
        return
    from mlint.image.layers.build_tools import compilers_kept, has_compilers
    from mlint.knowledge.build_tools import COMPILES_AT_RUN_TIME

    runs = [run for stage in build.final_chain for run in stage.runs]
    kept = [one for run in runs for one in compilers_kept(run)]
    if not kept or has_compilers(build.final_chain[0]):
        return
    if any(not COMPILES_AT_RUN_TIME.isdisjoint(run.packages) for run in runs):
        return
    first, *others = kept
    names = list(dict.fromkeys(name for one in kept for name in one.packages))
    named = listed([*names[:3], f"{len(names) - 3} more"] if len(names) > 3 else names)
    yield Finding(
        build.place(first.command.span),
        f"{named} stay{'s' if len(names) == 1 else ''} in an image that serves with {build.serving_because}; "
        "if nothing compiles at run time, build in a first stage and copy the result with COPY --from",
        related=tuple(Related(build.place(one.command.span), "more build tools") for one in others),
    )
