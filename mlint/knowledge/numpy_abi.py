"""Packages that do not work with numpy 2, and packages that hold numpy below 2. As of 2026-11-21.

Measured on that day with CPython 3.9 to 3.12 on Linux x86_64, wheels from PyPI: each package was installed with what uv
0.13.9 resolves for it (numpy 2.0.2, 2.2.6, 2.4.6 and 2.5.5), imported and called once, in the versions on both sides of
each boundary, and once with ``numpy<2``. torch: ``from_numpy`` in 1.11.0, 1.12.1, 2.2.2 and 2.3.0. By analogy:
opencv-contrib-python from the other three packages of OpenCV, tensorflow from tensorflow-cpu, onnxruntime-gpu's later
versions from onnxruntime. That PyTorch's own index has numpy 2 too: public logs of pip (2.1.2 for Python 3.10, 2.3.3
for 3.11).
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"


class OldBuild(Record):
    """A package whose older versions do not work with numpy 2.

    ``works_since``: the first version that does, empty when none does. ``held_since``: since this version, and up to
    that one, its metadata asks for ``numpy<2``, so that nothing breaks; empty when there is no such version.
    ``wheels``: the oldest version known to have a wheel, by Python; what is older is compiled. ``needs_numpy``: it
    brings numpy itself.
    """

    works_since: str
    wheels: dict[str, str]
    failure: str
    held_since: str = ""
    needs_numpy: bool = True


def _wheels(*oldest: str) -> dict[str, str]:
    """The oldest versions with wheels for Python 3.9, 3.10 and so on."""
    return {f"3.{minor}": version for minor, version in enumerate(oldest, 9)}


def _pure(oldest: str) -> dict[str, str]:
    """Wheels for every Python."""
    return _wheels(oldest, oldest, oldest, oldest)


def _fails(module: str) -> str:
    return f"import {module} fails"


_OPENCV = OldBuild("4.10.0.84", _wheels("4.5.1.48", "4.5.4.60", "4.5.5.62", "4.5.5.62"), _fails("cv2"))
_ONNXRUNTIME = OldBuild("1.19.0", _wheels("1.12.1", "1.12.1", "1.15.0", "1.17.0"), _fails("onnxruntime"), "1.18.1")
_TENSORFLOW = OldBuild("2.18.0", _wheels("2.7.0", "2.8.0"), _fails("tensorflow"), "2.12.0")
_FASTTEXT = OldBuild("", _wheels("0.9.2", "0.9.2", "0.9.2"), "predict() of fasttext fails")

OLD_BUILDS: dict[str, OldBuild] = {
    "bottleneck": OldBuild("1.4.0", _wheels("1.3.5", "1.3.5", "1.3.7", "1.3.8"), _fails("bottleneck")),
    "catboost": OldBuild("1.2.8", _wheels("1.0.0", "1.0.4", "1.2", "1.2.3"), _fails("catboost"), "1.2.6"),
    "chromadb": OldBuild("0.5.11", _wheels("0.4.16", "0.4.16", "0.4.16"), _fails("chromadb"), "0.5.1"),
    "faiss-cpu": OldBuild(
        "1.9.0", _wheels("1.7.0", "1.7.2", "1.7.3", "1.8.0"), _fails("faiss"), "1.8.0.1", needs_numpy=False
    ),
    "fasttext-wheel": _FASTTEXT,
    "h5py": OldBuild("3.11.0", _wheels("3.1.0", "3.6.0", "3.8.0", "3.10.0"), _fails("h5py")),
    "imgaug": OldBuild("", _pure("0.4.0"), _fails("imgaug")),
    "matplotlib": OldBuild("3.8.4", _wheels("3.4.0", "3.5.0", "3.6.0"), _fails("matplotlib.pyplot"), "3.7.3"),
    "numexpr": OldBuild("2.10.0", _wheels("2.8.3", "2.8.3", "2.8.4", "2.8.7"), _fails("numexpr")),
    "onnxruntime": _ONNXRUNTIME,
    "onnxruntime-gpu": OldBuild(
        "1.19.0", _wheels("1.16.0", "1.16.0", "1.16.0", "1.17.0"), _fails("onnxruntime"), "1.18.1"
    ),
    "opencv-contrib-python": _OPENCV,
    "opencv-contrib-python-headless": _OPENCV,
    "opencv-python": _OPENCV,
    "opencv-python-headless": _OPENCV,
    "pandas": OldBuild("2.2.2", _wheels("1.1.3", "1.3.3", "1.5.0", "2.1.1"), _fails("pandas"), "2.1.2"),
    "prophet": OldBuild("1.1.6", _pure("1.1.5"), "from prophet import Prophet fails"),
    "pyarrow": OldBuild("16.0.0", _wheels("3.0.0", "6.0.1", "10.0.1", "14.0.0"), _fails("pyarrow"), "15.0.0"),
    "pycocotools": OldBuild("2.0.8", _wheels("2.0.7", "2.0.7", "2.0.7"), _fails("pycocotools.mask")),
    "pywavelets": OldBuild("1.6.0", _wheels("1.2.0", "1.2.0", "1.4.1"), _fails("pywt"), "1.5.0"),
    "scikit-image": OldBuild("0.23.1", _wheels("0.18.0", "0.19.0", "0.20.0", "0.22.0"), _fails("skimage.filters")),
    "scikit-learn": OldBuild("1.4.2", _wheels("0.24.0", "1.0.2", "1.1.3"), _fails("sklearn.ensemble"), "1.3.1"),
    "shapely": OldBuild("2.0.4", _wheels("2.0.0", "2.0.0", "2.0.0", "2.0.2"), _fails("shapely"), "2.0.3"),
    "soxr": OldBuild("0.4.0", _wheels("0.3.0", "0.3.0", "0.3.4", "0.3.7"), _fails("soxr")),
    "spacy": OldBuild("3.8.2", _wheels("3.0.0", "3.2.0", "3.5.0"), _fails("spacy"), "3.7.0"),
    "statsmodels": OldBuild("0.14.2", _wheels("0.12.1", "0.13.1", "0.13.5"), _fails("statsmodels"), "0.14.1"),
    "tables": OldBuild("3.10.1", _wheels("3.7.0", "3.7.0", "3.8.0", "3.9.2"), _fails("tables")),
    "tensorflow": _TENSORFLOW,
    "tensorflow-cpu": _TENSORFLOW,
    "torch": OldBuild(
        "2.3.0", _wheels("1.7.1", "1.11.0", "1.13.0", "2.2.0"), "torch.from_numpy fails", needs_numpy=False
    ),
    "wandb": OldBuild("0.17.2", _pure("0.16.0"), _fails("wandb"), needs_numpy=False),
}
"""By name."""

HOLDING: dict[str, tuple[tuple[str, str], ...]] = {
    "accelerate": (("0.32.0", "0.34.0"),),
    "contourpy": (("1.1.1", "1.2.1"),),
    "cupy-cuda12x": (("0", "13.2.0"),),
    "gensim": (("4.3.3", "4.4.0"),),
    "gradio": (("3.37.0", "4.33.0"),),
    "hdbscan": (("0.8.37", "0.8.40"),),
    "langchain": (("0.0.28", "0.3.20"),),
    "langchain-community": (("0", "0.3.19"),),
    "mediapipe": (("0.10.15", "0.10.30"),),
    "mlflow": (("1.28.0", "2.16.0"),),
    "numba": (("0", "0.60.0"),),
    "openvino": (("0", "2024.4.0"),),
    "optimum": (("1.6.0", "1.7.0"), ("1.21.0", "1.23.0")),
    "pycaret": (("0", ""),),
    "scipy": (("0", "1.13.0"),),
    "streamlit": (("1.23.0", "1.36.0"),),
    "thinc": (("8.2.0", "8.3.0"),),
    "transformers": (("4.42.0", "4.43.0"),),
    "ultralytics": (("8.2.33", "8.3.4"),),
    "unstructured": (("0.10.18", "0.17.2"),),
    "vllm": (("0.5.1", "0.8.3"),),
    "ydata-profiling": (("0", "4.17.0"),),
    # From memory.
    "autogluon": (("0", "1.2"),),
    "cupy-cuda11x": (("0", "13.2.0"),),
    "tts": (("0", ""),),
}
"""Spans of versions whose metadata, or that of what they need, asks for ``numpy<2``: the first version, and the first
that no longer does so (empty: none that is known).

Asked of uv: whether it finds a solution for a version with ``numpy>=2`` on Python 3.10. Between two versions that were
tried, and where the answer was another one, a span is wide rather than narrow.
"""

NEVER_HOLDING = frozenset(
    (
        *("albumentations", "bitsandbytes", "ctranslate2", "duckdb", "librosa", "lightgbm", "onnx", "seaborn"),
        *("tensorboard", "torchaudio", "torchvision", "xgboost"),
        *("colorlog", "cython", "markupsafe", "natsort", "passlib", "pip", "pynvml", "python-docx", "python-dotenv"),
        *("python-jose", "python-json-logger", "python-multipart", "setuptools", "six", "tabulate", "termcolor"),
        *("typing-extensions", "wheel"),
    )
)
"""Packages that got numpy 2 in every version of 2022 to 2024 that was tried, and some that need no numpy."""

NEED_NEWER = {"xformers": "torch"}
"""Packages whose newest version asks for a newer version of another than those of the table. From memory."""

SYSTEM_PACKAGES = ("python3-numpy", "python3-pandas", "python3-scipy", "python3-matplotlib", "python3-opencv")
"""How packages of apt begin that bring the distribution's numpy."""
