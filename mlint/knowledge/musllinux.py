"""Packages without wheels for musl, the C library of Alpine. As of 2026-11-21.

Source: the names of all files of each package on PyPI on that day: wheels for manylinux, and in no version one for
musllinux on x86_64, nor one without compiled code. numpy, scipy, pandas, spacy, tokenizers, pyarrow and faiss-cpu (from
1.15 on) have them by the same question. Asked for and declined or open: docker-library/python 341, scikit-learn 27004,
LightGBM 6829, catboost 2702, opencv-python 1099, onnxruntime 2909.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

WITHOUT_SOURCE = frozenset(
    {"ai-edge-litert", "ctranslate2", "cupy-cuda12x", "dgl", "faiss-gpu", "jaxlib", "lancedb", "mediapipe"}
    | {"onnxruntime", "onnxruntime-gpu", "open3d", "openvino", "paddlepaddle", "ray", "tensorflow", "tensorflow-cpu"}
    | {"tensorflow-text", "tflite-runtime", "torch", "torchaudio", "triton"}
    # Its first releases have source and wheels for everything, but they need torch.
    | {"torchvision"}
)
"""pip finds nothing to install."""

WITH_SOURCE = frozenset(
    {"catboost", "chroma-hnswlib", "fiona", "hdbscan", "implicit", "kaldi-native-fbank", "lightgbm", "llvmlite"}
    | {"netcdf4", "nmslib", "numba", "onnx", "opencv-contrib-python", "opencv-contrib-python-headless"}
    | {"opencv-python", "opencv-python-headless", "osqp", "prophet", "rasterio", "scikit-learn", "scikit-surprise"}
    | {"sentencepiece", "tables", "vllm", "xgboost"}
)
"""pip takes the source and compiles it, where that works at all."""
