r"""These packages have no wheels for Alpine.

Wheels hold compiled code, and compiled code needs the C library that it was built with: glibc for nearly all wheels of
the ML world, musl on Alpine. Where a package has no musl wheel, pip takes its source and compiles it, with compilers
that the image lacks, in minutes instead of seconds. `torch`, `tensorflow`, `onnxruntime` and `jaxlib` have no source on
PyPI either: pip says *No matching distribution found* and the build ends; then the finding is an `error`.

The base is small (43 MB against 113 MB for slim, python:3.8), what is built on it is not: an Alpine build of the
scientific stack took 25 minutes and came out at 1.67 GB against 1.23 GB (markneumann.xyz). Take a slim image.

The old advice against Alpine is out of date for `numpy`, `pandas`, `scipy` and `spacy`: they have musl wheels by now
(PyPI, November 2026), and mlint says nothing about them. It also leaves `apk add py3-scikit-learn` alone, indexes other
than PyPI and PyTorch's, which may have musl wheels, and Alpine images with conda, which bring glibc.

## Bad
```dockerfile
FROM python:3.12-alpine
WORKDIR /app
RUN pip install --no-cache-dir torch==2.9.0 scikit-learn==1.7.2
COPY serve.py .
USER 1000
CMD ["python", "serve.py"]
```

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir torch==2.9.0 scikit-learn==1.7.2 \
    --extra-index-url https://download.pytorch.org/whl/cpu
COPY serve.py .
USER 1000
CMD ["python", "serve.py"]
```

## References
- [PEP 656: platform tags for musl](https://peps.python.org/pep-0656/)
- Asked for and declined or open: scikit-learn 27004, LightGBM 6829, catboost 2702, opencv-python 1099, onnxruntime 2909
"""

from __future__ import annotations

from mlint.image.packages.musl import without_musl_wheels
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.build import Build, BuildStage
    from mlint.image.packages.musl import Musl


@rule("ML107", severity="warning", mentions=("alpine",))
def alpine_base_for_ml(build: Build) -> Iterator[Finding]:
    for root in build.stages:
        if root.root is not root or root.base_text is None or not root.is_reached or not root.on_musl:
            continue
        stages = (stage for stage in build.stages if stage.is_reached and stage.root is root)
        found = [one for stage in stages for one in without_musl_wheels(stage)]
        if not found:
            continue
        sourceless = [one for one in found if not one.has_source]
        compiled = "it is compiled" if len({one.package for one in found}) == 1 else "they are compiled"
        outcome = "there is nothing to install" if sourceless else f"{compiled} from source"
        direct = {one.package for one in found if one.package == one.asked.name}
        named = [one for one in found if one.package == one.asked.name or one.package not in direct]
        yield Finding(
            build.place(root.base_text.span()),
            f"{_listed(sourceless or found)} no wheel for Alpine, so {outcome}; use {_slim(root)}",
            severity="error" if sourceless else None,
            related=tuple(Related(one.asked.place, f"{one.asked.name} is asked for here") for one in named),
        )


def _slim(root: BuildStage) -> str:
    """The image with glibc that takes the place of the base."""
    facts = root.base_facts
    if facts is None or facts.python_version is None:
        return "a Debian image such as python:3.12-slim"
    if facts.family == "uv":
        return f"{facts.image}:python{facts.python_version}-bookworm-slim"
    return f"python:{facts.python_version}-slim"


def _listed(found: Sequence[Musl]) -> str:
    """``torch and xgboost have``; a package that only others need with the first of them in brackets."""
    direct = {one.package for one in found if one.package == one.asked.name}
    texts: dict[str, str] = {}
    for one in found:
        texts.setdefault(one.package, one.package if one.package in direct else f"{one.package} (for {one.asked.name})")
    names = list(texts.values())
    if len(names) == 1:
        return f"{names[0]} has"
    shown = names if len(names) <= 3 else [*names[:2], f"{len(names) - 2} more"]
    return f"{', '.join(shown[:-1])} and {shown[-1]} have"
