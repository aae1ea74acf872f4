"""Packages without wheels for musl, the C library of Alpine. As of 2026-11-21.

Sources: pip asked PyPI on that day for a wheel of any version for musllinux_1_0 to 1_2, x86_64, Python 3.12, and found
none (``asked`` below; of torch the names of all its files were read); public threads as named. By the same question
numpy and spacy have one, and faiss-cpu has one again from 1.15 on (facebookresearch/faiss 5272 and 5299:
1.14.2 had none); pandas and scipy build them too (statsmodels 9001), numpy since 1.25 (oldest-supported-numpy 75).
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


class WithoutMuslWheels(Record):
    """A package without such wheels. ``source``: PyPI has its source, so that pip compiles it; else pip finds nothing.

    ``asked``: by the question above; the others share the build of one that was asked.
    """

    source: bool
    asked: bool = True


WITHOUT_MUSL_WHEELS: dict[str, WithoutMuslWheels] = {
    # No version of torch ever had one (file names on PyPI); docker-library/python 341.
    "torch": WithoutMuslWheels(source=False),
    "torchvision": WithoutMuslWheels(source=False, asked=False),
    "torchaudio": WithoutMuslWheels(source=False, asked=False),
    # home-assistant/wheels-tensorflow 1.
    "tensorflow": WithoutMuslWheels(source=False),
    "tensorflow-cpu": WithoutMuslWheels(source=False, asked=False),
    # microsoft/onnxruntime 2909.
    "onnxruntime": WithoutMuslWheels(source=False),
    "onnxruntime-gpu": WithoutMuslWheels(source=False, asked=False),
    # astro-informatics/s2fft 358: neither such wheels nor source.
    "jaxlib": WithoutMuslWheels(source=False),
    # scikit-learn 27004: declined.
    "scikit-learn": WithoutMuslWheels(source=True),
    "xgboost": WithoutMuslWheels(source=True),
    # lightgbm-org/LightGBM 6829: pip gets the source and fails to compile it.
    "lightgbm": WithoutMuslWheels(source=True),
    # catboost 2702.
    "catboost": WithoutMuslWheels(source=True),
    # opencv-python 1099.
    "opencv-python": WithoutMuslWheels(source=True, asked=False),
    "opencv-python-headless": WithoutMuslWheels(source=True),
    "opencv-contrib-python": WithoutMuslWheels(source=True, asked=False),
    "opencv-contrib-python-headless": WithoutMuslWheels(source=True, asked=False),
    "sentencepiece": WithoutMuslWheels(source=True),
}
"""By normalised name."""
