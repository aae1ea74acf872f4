r"""If nothing opens a window, opencv-python-headless is enough.

`opencv-python` can show pictures in windows. For that it carries Qt and fonts, and `import cv2` fails in a slim image
until apt installs `libgl1` and `libglib2.0-0`. `opencv-python-headless` is the same `cv2` at the same versions without
`cv2.imshow`: 34 to 37 MB less in the image (wheels 4.5 to 5.0), and no libraries of X11 to install and to scan. The
project itself recommends it for servers and Docker. Where the import fails, `opencv-without-libgl` says so instead.

mlint reports `opencv-python` and `opencv-contrib-python` on the command line and in the files that it names. It is an
`info`, because not every program can be read, and it says nothing where windows are likely: `DISPLAY` is set, apt
installs an X server, VNC or Qt, the base is one of ROS, pip installs PyQt or the like, or a Python file that is copied
calls `cv2.imshow`. A base image that a variable hides may come with builds of its own, as those for Jetson do. Where
another package needs `opencv-python` itself, such as `ultralytics` or `insightface`, a rename would only add a second
copy of `cv2`, and two variants side by side are the business of `conflicting-packages`.

## Bad
```dockerfile
FROM python:3.12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends libgl1 libglib2.0-0 && \
    rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt opencv-python==4.12.0.88
COPY detect.py .
CMD ["python", "detect.py"]
```

## Fixed
```dockerfile
FROM python:3.12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends libgl1 libglib2.0-0 && \
    rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt opencv-python-headless==4.12.0.88
COPY detect.py .
CMD ["python", "detect.py"]
```

## Fix safety
The fix is unsafe: `cv2.imshow` and `cv2.waitKey` raise an error afterwards, and a package that requires `opencv-python`
by name brings it back. It renames in the Dockerfile and in requirements files; libraries from apt stay, and a
pyproject.toml or environment file with its lock is for you to change.

## Good
```dockerfile
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY detect.py .
CMD ["python", "detect.py"]
```
```text requirements.txt
opencv-python-headless==4.12.0.88
```

## References
- [opencv-python: which package to choose](https://github.com/opencv/opencv-python#installation-and-usage)
"""

from __future__ import annotations

from mlint.image.packages.opencv import missing_libraries, opencv_with_windows
from mlint.image.packages.screens import may_draw
from mlint.knowledge.opencv import MEASURED_FROM, WINDOW_BYTES, WINDOW_LIBRARIES
from mlint.rule import Estimate, Finding, Related, rule
from mlint_rules.packages._opencv import headless_instead

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build


@rule("ML324", severity="info", packages=("opencv",))
def opencv_with_gui(build: Build) -> Iterator[Finding]:
    if not build.final_chain or build.final_chain[0].base_name is None:
        return  # an unknown base may set an index with builds of its own, as those for Jetson do
    opencv = opencv_with_windows(build)
    if opencv is None or opencv.brought or may_draw(build) or missing_libraries(build, opencv):
        return
    name, asked = opencv.name, opencv.asked
    first = asked[0]
    libraries = sorted(
        {one for stage in build.final_chain for call in stage.installs("apt") for one in call.names} & WINDOW_LIBRARIES
    )
    also = f", and apt need not bring {', '.join(libraries)} for it" if libraries else ""
    places = dict.fromkeys(one.place for one in asked if one.file or one is not first)
    yield Finding(
        first.place if first.file is None else build.place(first.install.span),
        f"{name} brings Qt to draw windows; if nothing opens one, {name}-headless is enough{also}",
        fix=headless_instead(opencv),
        estimate=None if first.requirement.keeps_below(MEASURED_FROM) else Estimate(WINDOW_BYTES, at_least=True),
        related=tuple(Related(place, f"{name} is asked for here") for place in places),
    )
