r"""Two packages write the same Python module; the last one wins.

`onnxruntime` and `onnxruntime-gpu` both install a folder `onnxruntime` into site-packages, and pip lets them overwrite
each other file by file. What remains is a mixture: with both installed, ONNX Runtime reports no CUDA provider and
computes on the CPU without an error. `opencv-python`, `opencv-contrib-python` and their headless variants share `cv2`
in the same way, `tensorflow` and `tensorflow-cpu`, `xgboost` and `xgboost-cpu`, `faiss-cpu` and `faiss-gpu` likewise.
The packages also take their place twice: 74 MB and 61 MB for two of OpenCV's.

Where one of the two comes through another package (`ultralytics` brings `opencv-python`, `faster-whisper` brings
`onnxruntime`) it is an `info`: whether the right one is left depends on the order of the installs. Uninstall the one
that is not wanted, then install the other again.

mlint leaves packages in different environments or stages alone, one that is uninstalled later in the stage, and lines
whose markers may exclude each other.

## Bad
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir onnxruntime==1.23.2 onnxruntime-gpu==1.23.2
```

## Good
```dockerfile
FROM python:3.12-slim
RUN pip install --no-cache-dir onnxruntime==1.23.2
```

## References
- [opencv-python: choose one package](https://pypi.org/project/opencv-python/)
- [onnxruntime: both packages cannot be used together](https://github.com/microsoft/onnxruntime/issues/26996)
"""

from __future__ import annotations

from mlint.knowledge.conflicts import BROUGHT_BY, MODULE_OF
from mlint.rule import Finding, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.image.packages.asked_for import Asked


@rule("ML316", severity="warning", packages=tuple(sorted((*MODULE_OF, *BROUGHT_BY))))
def conflicting_packages(build: Build) -> Iterator[Finding]:
    told: set[tuple[str, object]] = set()
    for stage in build.stages:
        found = []
        for packages in _environments(stage) if stage.is_reached else ():
            modules: dict[str, dict[str, Asked]] = {}
            for name, asked in packages.items():
                modules.setdefault(MODULE_OF[name], {})[name] = asked
            for module, writers in modules.items():
                if len(writers) > 1 and any(one.run.stage is stage for one in writers.values()):
                    found.append((module, writers))
        # Those that the file asks for by name tell most; the same lines, installed again, tell nothing new.
        for module, writers in sorted(found, key=lambda one: -len(_direct(one[1]))):
            causes = {(module, one.place) for one in writers.values() if one.file}
            if (module, stage) not in told and not (causes and causes <= told):
                told |= {(module, stage), *causes}
                yield _finding(build, module, writers)


def _environments(stage: BuildStage) -> list[dict[str, Asked]]:
    """The packages that write shared modules at the end of ``stage``, by name, for each environment."""
    found: dict[object, dict[str, Asked]] = {}
    for one in reversed(list(stage.chain)):
        for run in one.runs:
            for install in run.installs:
                packages = found.setdefault(install.landing, {})
                if install.verb.endswith("uninstall"):
                    for name in install.names:
                        packages.pop(name, None)
                for asked in run.asked_for(install).packages:
                    name = asked.name if asked.name in MODULE_OF else BROUGHT_BY.get(asked.name, "")
                    direct = name == asked.name
                    known = asked.ecosystem == "pypi" and asked.surely and not install.command.site.conditional
                    if name and known and (direct or not (install.has("--no-deps") or name in packages)):
                        packages[name] = asked
    return list(found.values())


def _direct(writers: dict[str, Asked]) -> dict[str, Asked]:
    """The packages that are asked for by name, not brought by another one."""
    return {name: asked for name, asked in writers.items() if name == asked.name}


def _finding(build: Build, module: str, writers: dict[str, Asked]) -> Finding:
    direct = _direct(writers)
    brought = len(direct) < 2
    pairs = (writers if brought else direct).items()
    ordered = sorted(pairs, key=lambda pair: (pair[1].install.command.span.start, pair[1].place.span))
    names = [_shown(name, asked) for name, asked in ordered]
    last = ordered[-1][1]
    others = [asked for _, asked in ordered[:-1]] + ([last] if last.file else [])
    advice = "uninstall all but one and install that one again" if brought else "keep one of them"
    return Finding(
        build.place(last.install.span) if last.file else last.place,
        f"{', '.join(names[:-1])} and {names[-1]} write the same module {module}, and the last one wins; {advice}",
        severity="info" if brought else None,
        related=tuple(Related(one.place, f"{one.name} is asked for here") for one in others),
    )


def _shown(name: str, asked: Asked) -> str:
    return name if name == asked.name else f"{name} (through {asked.name})"
