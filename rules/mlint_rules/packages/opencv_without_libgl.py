r"""`import cv2` fails: the image has no `libGL.so.1`.

```text
ImportError: libGL.so.1: cannot open shared object file: No such file or directory
```

The image builds, and the container dies at `import cv2`. `opencv-python` and `opencv-contrib-python` carry Qt to draw
windows, and Qt loads `libGL.so.1` and `libgthread-2.0.so.0` from the system: each minor version from 4.3.0.38 to 5.0
does. `python:3.12-slim`, `debian`, `ubuntu` and `nvidia/cuda` have neither; the full `python:3.12` lacks `libGL.so.1`
alone. Where apt brings `libgl1` only, the error comes back with the other name.

`opencv-python-headless` is the same `cv2` without `cv2.imshow`. It needs nothing of this, and its wheels are 34 to
37 MB smaller once unpacked. Otherwise install `libgl1` and `libglib2.0-0`.

It is an `error` where the container starts a script that imports `cv2`, else a `warning`. `ultralytics`, `paddleocr`,
`mediapipe` and others require the package with windows, so that nobody has to ask for it; there only apt helps.

mlint speaks where the base image is known and all that apt installs is in a table: some 460 packages whose dependencies
were followed through Debian 11 to 13 and Ubuntu 20.04 to 26.04. It is silent with any other package (`ffmpeg` brings
both libraries), with scripts that it cannot read, with copies into `/usr/lib`, with conda, on ARM, where a headless
package is installed as well, and where the driver's graphics are asked for. Images that bring frameworks, notebooks or
CUDA's compilers are left alone, too. Where this rule speaks, `opencv-with-gui` does not.

## Bad
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir fastapi==0.121.3 opencv-python==4.12.0.88
COPY detect.py .
CMD ["python", "detect.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
WORKDIR /app
RUN pip install --no-cache-dir fastapi==0.121.3 opencv-python-headless==4.12.0.88
COPY detect.py .
CMD ["python", "detect.py"]
```

## Fix safety
The fix is unsafe: `cv2.imshow` and `cv2.waitKey` raise an error afterwards, and a package that requires `opencv-python`
by name brings it back. It renames in the Dockerfile and in requirements files; a pyproject.toml with its lock is for
you to change.

## Good
```dockerfile
FROM python:3.12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends libgl1 libglib2.0-0 && \
    rm -rf /var/lib/apt/lists/*
WORKDIR /app
RUN pip install --no-cache-dir mediapipe==0.10.21
COPY detect.py .
CMD ["python", "detect.py"]
```

## References
- [opencv-python: libGL.so.1 is missing, from 4.3.0.38 on](https://github.com/opencv/opencv-python/issues/370)
- [opencv-python: which package to choose](https://github.com/opencv/opencv-python#installation-and-usage)
"""

from __future__ import annotations

from mlint.image.packages.opencv import missing_libraries, opencv_with_windows
from mlint.image.packages.screens import may_draw
from mlint.image.python_calls import needs_module
from mlint.image.start.own_scripts import own_scripts
from mlint.knowledge.libgl import LIBRARIES
from mlint.knowledge.opencv import BRING_WINDOWS, WITH_WINDOWS
from mlint.rule import Finding, Related, rule
from mlint_rules.packages._opencv import headless_instead

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML338", severity="warning", packages=("opencv", *sorted(BRING_WINDOWS)))
def opencv_without_libgl(build: Build) -> Iterator[Finding]:
    opencv = opencv_with_windows(build)
    missing = missing_libraries(build, opencv) if opencv else ()
    if opencv is None or not missing or build.final is None:
        return
    first = opencv.asked[0]
    by_name = first.name in WITH_WINDOWS
    who = f"{opencv.name} needs" if by_name else f"{first.name} brings {opencv.name}, which needs"
    lacks = f"{LIBRARIES[missing[0]]}, and {build.final.root.base_name} does not have it"
    rename = not opencv.brought and not may_draw(build)
    advice = f"{opencv.name}-headless, or " if rename else ""
    starts = any(needs_module(text, "cv2") for _, _, text in own_scripts(build.startup))
    places = dict.fromkeys(one.place for one in opencv.asked if one.file or one is not first)
    yield Finding(
        first.place if first.file is None else build.place(first.install.span),
        f"{who} {lacks}: import cv2 fails; install {advice}{' and '.join(missing)} by apt",
        severity="error" if starts else None,
        fix=headless_instead(opencv) if rename else None,
        related=tuple(Related(place, f"{first.name} is asked for here") for place in places),
    )
