"""Packages without wheels for Alpine."""

from __future__ import annotations

import pytest

from mlint.image.packages.musl import without_musl_wheels
from tests.builds import build


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("python:3.12-alpine", True),
        ("alpine", True),
        ("python:3.12-slim", False),
        ("acme/alpine:3.20", False),
        ("scratch", False),
    ],
)
def test_on_musl(base: str, expected: bool) -> None:
    assert build(f"FROM {base}").stages[0].on_musl is expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("pip install Torch flask", [("torch", False)]),
        ("pip install scikit_learn", [("scikit-learn", True)]),
        ("pip install mediapipe numba numpy", [("mediapipe", False), ("numba", True)]),
        ("pip install timm", [("torch", False)]),
        ("pip install librosa streamlit", [("llvmlite", True)]),
        ("pip install chromadb", [("onnxruntime", False)]),
        ("pip install chromadb==0.3.29", []),
        ("pip install --no-deps timm", []),
        ("pip install --no-deps torch", [("torch", False)]),
        ("pip install torch -i https://download.pytorch.org/whl/cpu", [("torch", False)]),
        ("pip install torch -i https://pypi.example.com/simple", []),
        ("pip install torch -i $INDEX", []),
        ("pip install torch || true", []),
        ("conda install -y python && pip install torch", []),
        ("pip install 'torch; python_version < \"3.8\"'", []),
        ("pip install ./torch-2.9.0-cp312-cp312-musllinux_1_2_x86_64.whl", []),
    ],
)
def test_packages(command: str, expected: list[tuple[str, bool]]) -> None:
    stage = build(f"FROM python:3.12-alpine\nRUN {command}").stages[0]
    assert [(one.package, one.has_source) for one in without_musl_wheels(stage)] == expected
