"""OpenCV's packages for Python: those that draw windows, those that do not, and who asks for which.

As of 2026-11-21. Sizes: wheels of CPython 3.11 for Linux x86_64 from PyPI, unpacked, versions 4.5.5 to 5.0.0.
``BRING_WINDOWS``: resolved with uv, one by one, newest versions; of supervision and torchreid older versions only, from
memory. The rest from memory.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

WITH_WINDOWS = frozenset({"opencv-contrib-python", "opencv-python"})
HEADLESS = frozenset({"opencv-contrib-python-headless", "opencv-python-headless"})

MEASURED_FROM = "4.5"
"""The oldest version that was measured."""

WINDOW_BYTES = 33_800_000
"""What a package that draws windows has on disk beyond the headless one of the same version, at least."""

BRING_WINDOWS = frozenset(
    {"basicsr", "gfpgan", "imgaug", "insightface", "layoutparser", "mediapipe", "mmcv", "mmcv-full", "mmcv-lite"}
    | {
        "mmengine",
        "norfair",
        "paddleocr",
        "paddlex",
        "python-doctr",
        "realesrgan",
        "sahi",
        "scenedetect",
        "supervision",
    }
    | {"torchreid", "ultralytics", "unstructured-inference", "yolov5"}
)
"""Packages that require one that draws windows, so that it comes whatever the project asks for."""

BRING_HEADLESS = frozenset(
    {"albucore", "albumentations", "controlnet-aux", "docling", "docling-ibm-models", "easyocr", "inference"}
    | {"lerobot", "marker-pdf", "nougat-ocr", "pdf2docx", "rembg", "roboflow", "surya-ocr", "vllm"}
)
"""Packages that require a headless one, at some version at least: easyocr by its metadata, the others from memory."""

WINDOW_LIBRARIES = frozenset({"libgl1", "libgl1-mesa-glx", "libsm6", "libxext6", "libxrender-dev", "libxrender1"})
"""Packages of Debian and Ubuntu that images install for ``import cv2``, and the headless packages do not need."""

WINDOW_CALLS = ("cv2.imshow(", "cv2.namedWindow(", "cv2.selectROI(", "cv.imshow(", "cv.namedWindow(")
"""What opens a window in a program."""

WINDOW_PACKAGES = frozenset(
    {"labelimg", "labelme", "napari", "pyqt5", "pyqt6", "pyside2", "pyside6", "pyvirtualdisplay"}
)
"""Packages from PyPI that draw windows."""

DISPLAY_PROGRAMS = frozenset(
    {"freeglut3", "freeglut3-dev", "libglfw3", "libglfw3-dev", "libqt5gui5", "libqt5widgets5", "novnc"}
    | {"python3-pyqt5", "qtbase5-dev", "tigervnc-standalone-server", "tightvncserver", "x11-apps", "x11-utils"}
    | {"x11-xserver-utils", "x11vnc", "xauth", "xorg", "xserver-xorg", "xvfb"}
)
"""Packages of Debian and Ubuntu that say that something is shown on a screen."""

DISPLAY_VARIABLES = ("DISPLAY", "QT_X11_NO_MITSHM", "XAUTHORITY")
"""Variables that do so."""

DISPLAY_IMAGES = ("osrf/", "ros", "ros/")
"""Images, or the beginnings of their names, made for robots and their viewers."""
