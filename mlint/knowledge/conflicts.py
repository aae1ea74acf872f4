"""Packages that write the same Python module, so that of two in one environment the last one wins. As of 2026-11-21.

Sources: the opencv-python project's page (one of its four packages only, they share ``cv2``); onnxruntime issue 26996
(both installed: no CUDA provider); for the others the files of the wheels on PyPI, from memory.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

MODULES: dict[str, tuple[str, ...]] = {
    "cv2": (
        "opencv-python",
        "opencv-contrib-python",
        "opencv-python-headless",
        "opencv-contrib-python-headless",
    ),
    "faiss": ("faiss-cpu", "faiss-gpu", "faiss-gpu-cu11", "faiss-gpu-cu12"),
    "onnxruntime": (
        *("onnxruntime", "onnxruntime-gpu", "onnxruntime-directml", "onnxruntime-openvino", "onnxruntime-training"),
        *("onnxruntime-rocm", "onnxruntime-migraphx"),
    ),
    "tensorflow": ("tensorflow", "tensorflow-cpu", "tensorflow-gpu", "tensorflow-rocm", "intel-tensorflow"),
    "xgboost": ("xgboost", "xgboost-cpu"),
}
"""The packages by the module that they write."""

BROUGHT: dict[str, tuple[str, ...]] = {
    "opencv-python": ("ultralytics",),
    "opencv-python-headless": ("easyocr",),
    "onnxruntime": ("chromadb", "fastembed", "faster-whisper"),
}
"""By package of :data:`MODULES`, those that always bring it.

Source: the metadata of ultralytics 8.4.190, easyocr 1.7.2, chromadb 1.5.9, fastembed 0.9.1 and faster-whisper 1.2.1.
"""

BROUGHT_BY = {bringer: name for name, bringers in BROUGHT.items() for bringer in bringers}
MODULE_OF = {name: module for module, names in MODULES.items() for name in names}
