"""Tags that were deleted and tags that never were."""

from __future__ import annotations

import pytest

from mlint.image.base.tag_lists import cuda_tag_status, pytorch_tag_status
from mlint.image.base.tag_status import TagStatus, tag_status
from mlint.image.references import parse_reference
from mlint.knowledge.cuda_images import CUDA


def status(text: str) -> TagStatus:
    reference = parse_reference(text)
    assert reference
    return tag_status(reference)


@pytest.mark.parametrize(
    ("tag", "expected", "nearest"),
    [
        ("12.4.1-cudnn-runtime-ubuntu22.04", "ok", None),
        ("12.4.0-runtime-ubuntu22.04", "ok", None),
        ("11.1.1-cudnn8-devel-ubuntu18.04", "ok", None),
        ("13.0.2-runtime-amzn2023", "ok", None),
        ("13.3.1-cudnn-devel-ubuntu26.04", "ok", None),
        # Deleted.
        ("latest", "removed", "13.0.0-runtime-ubuntu22.04"),
        ("10.2-cudnn8-runtime-ubuntu18.04", "removed", "11.7.1-cudnn8-runtime-ubuntu22.04"),
        ("9.0-cudnn7-devel-ubuntu16.04", "removed", "11.7.1-cudnn8-devel-ubuntu22.04"),
        ("9-base", "removed", "11.7.1-base-ubuntu22.04"),
        ("11.3-base", "removed", "11.7.1-base-ubuntu22.04"),
        ("11.4.2-base-ubuntu20.04", "removed", "11.7.1-base-ubuntu22.04"),
        # Never there.
        ("11.8-runtime-ubuntu22.04", "nonexistent", "11.8.0-runtime-ubuntu22.04"),
        ("12.4.0-cudnn8-devel-ubuntu22.04", "nonexistent", "12.4.1-cudnn-devel-ubuntu22.04"),
        ("12.4.1-cudnn8-runtime-ubuntu22.04", "nonexistent", "12.4.1-cudnn-runtime-ubuntu22.04"),
        ("12.2.2-cudnn-runtime-ubuntu22.04", "nonexistent", "12.2.2-cudnn8-runtime-ubuntu22.04"),
        ("12.3.2-cudnn-runtime-ubuntu22.04", "nonexistent", "12.3.2-cudnn9-runtime-ubuntu22.04"),
        ("12.7.0-base-ubuntu22.04", "nonexistent", "12.8.1-base-ubuntu22.04"),
        ("12.1.1-base-ubuntu18.04", "nonexistent", "12.0.1-base-ubuntu18.04"),
        ("12.5.1-cudnn-runtime-ubuntu24.04", "nonexistent", "12.6.3-cudnn-runtime-ubuntu24.04"),
        ("12.4.1-cudnn-base-ubuntu22.04", "nonexistent", "12.4.1-base-ubuntu22.04"),
        ("13.1.1-cudnn-base-ubuntu22.04", "nonexistent", "13.0.0-base-ubuntu22.04"),
        ("12.4.1-base", "nonexistent", "12.4.1-base-ubuntu22.04"),
        ("12.4.1", "nonexistent", "12.4.1-runtime-ubuntu22.04"),
        # Newer than the lists, or of another kind.
        ("12.8.2-base-amzn2023", "unknown", None),
        ("14.0.0-base-ubuntu26.04", "unknown", None),
        ("13.0.2-cudnn9-runtime-ubuntu24.04", "unknown", None),
        ("13.0.0-tensorrt-devel-ubuntu24.04", "unknown", None),
        ("nightly-base", "unknown", None),
    ],
)
def test_cuda(tag: str, expected: str, nearest: str | None) -> None:
    for name in ("nvidia/cuda", "nvcr.io/nvidia/cuda"):
        found = status(f"{name}:{tag}")
        assert (found.status, found.nearest) == (expected, nearest)
        assert bool(found.why) == (nearest is not None)


def test_every_proposal_is_there() -> None:
    for version in ("9.2", "10.2", "11.3", "11.5.0", "12.7.0", "12.9.3", "13.1.1"):
        for words in ("base-ubuntu16.04", "cudnn8-runtime-ubi7", "cudnn-devel-centos7", "cudnn-base-cm2", "base"):
            nearest = status(f"nvidia/cuda:{version}-{words}").nearest
            assert nearest is None or status(f"nvidia/cuda:{nearest}").status == "ok"


def test_every_listed_tag_is_there() -> None:
    for version, release in CUDA.items():
        for system in release.systems:
            assert status(f"nvidia/cuda:{version}-base-{system}").status == "ok"
        for system in release.cudnn_systems:
            assert status(f"nvidia/cuda:{version}-{release.cudnn_word}-devel-{system}").status == "ok"


@pytest.mark.parametrize(
    "text",
    [
        "nvidia/cuda:10.2-base@sha256:0123",
        "registry.example.com/nvidia/cuda:10.2-base",
        "nobody/cuda:10.2-base",
        "pytorch/pytorch:2.2.0-cpu@sha256:0123",
        "nvidia/cudagl:11.4.2-base",
        "python:3.8",
        "my-app:12.7",
        "python3.8@sha256:0123",
        "python-app",
        "nobody/python3.8",
    ],
)
def test_others_are_unknown(text: str) -> None:
    assert status(text).status == "unknown"


@pytest.mark.parametrize(
    ("text", "expected", "nearest"),
    [
        ("pytorch/pytorch:2.5.1-cuda12.4-cudnn9-devel", "ok", None),
        ("pytorch/pytorch:latest", "ok", None),
        ("pytorch/pytorch:2.8.0-cuda12.4-cudnn9-devel", "nonexistent", "2.8.0-cuda12.6-cudnn9-devel"),
        ("pytorch/pytorch:2.2.0-cpu", "nonexistent", "2.2.0-cuda12.1-cudnn8-runtime"),
        ("pytorch/pytorch:1.10.1-cpu", "nonexistent", None),
        ("pytorch/pytorch:2.5.1-cuda12.8-cudnn9-devel", "unknown", None),
        ("pytorch/pytorch:99.0.0-cuda19.0-cudnn9-runtime", "unknown", None),
        ("pytorch/pytorch:1.7.0-cuda11.0-cudnn8-devel", "unknown", None),
        ("pytorch/pytorch:nightly", "unknown", None),
        ("pytorch/pytorch", "unknown", None),
        ("python3.8", "nonexistent", "python:3.8"),
        ("python3.8:slim", "nonexistent", "python:3.8-slim"),
        ("python3.8:latest", "nonexistent", "python:3.8"),
        ("python-3.11", "nonexistent", "python:3.11"),
    ],
)
def test_pytorch_and_python(text: str, expected: str, nearest: str | None) -> None:
    found = status(text)
    assert (found.status, found.nearest) == (expected, nearest)


def test_each_judges_its_own_image_only() -> None:
    reference = parse_reference("python:3.8")
    assert reference
    assert cuda_tag_status(reference).status == "unknown"
    assert pytorch_tag_status(reference).status == "unknown"
