"""The tables of base images agree with each other and with what their readers expect."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules

import pytest

import mlint.knowledge
from mlint.image.base.base_facts import base_facts
from mlint.image.base.families.tags import (
    cuda_version,
    framework_version,
    is_version,
    numbers,
    python_version,
    system_of,
)
from mlint.image.references import parse_reference
from mlint.knowledge.cuda_images import CUDA, NEWER_VERSIONS, REMOVED_VERSIONS, SYSTEMS
from mlint.knowledge.dates import AS_OF
from mlint.knowledge.framework_images import FRAMEWORK_IMAGES, NGC_FRAMEWORKS, NGC_PYTORCH, NGC_TRITON
from mlint.knowledge.frameworks import JAX_PYTHON, NUMPY_PYTHON, TENSORFLOW, TORCH
from mlint.knowledge.lifecycles import PYTHON, PYTHON_IMAGE_ALPINE, PYTHON_IMAGE_DEBIAN
from mlint.knowledge.lifecycles import SYSTEMS as RELEASES
from mlint.knowledge.notebook_images import (
    CONDA_IMAGES,
    JUPYTER_FRAMEWORKS,
    NOTEBOOK_IMAGES,
    SERVER_ENV,
    SERVER_IMAGES,
)
from mlint.knowledge.python_images import PYTHON_IMAGES, UV_IMAGES
from mlint.knowledge.system_images import RUNTIME_IMAGES, SYSTEM_IMAGES

NAMES = sorted(
    {
        *(set(SYSTEM_IMAGES) | set(RUNTIME_IMAGES) | set(PYTHON_IMAGES) | UV_IMAGES | set(FRAMEWORK_IMAGES)),
        *(set(CONDA_IMAGES) | set(NOTEBOOK_IMAGES) | set(SERVER_IMAGES)),
        *(f"nvcr.io/nvidia/{name}" for name in [*NGC_FRAMEWORKS, *NGC_TRITON]),
        *(f"quay.io/jupyter/{name}" for name in JUPYTER_FRAMEWORKS),
    }
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ["", ":latest", ":1.2.3-x_y", "@sha256:0123", ":1@sha256:0123"])
def test_every_named_image_is_known_whatever_its_tag(name: str, end: str) -> None:
    reference = parse_reference(name + end)
    assert reference
    found = base_facts(reference)
    assert found
    assert found.image == name
    assert found.from_memory <= set(found._fields)


def test_all_tables_are_of_one_day() -> None:
    dated = {
        name: module.AS_OF
        for name in (one.name for one in iter_modules(mlint.knowledge.__path__))
        if hasattr(module := import_module(f"mlint.knowledge.{name}"), "AS_OF")
    }
    assert {"lifecycles", "cuda_images", "frameworks", "framework_images"} <= set(dated)
    assert set(dated.values()) == {AS_OF}


def test_dates_are_dates() -> None:
    assert all(date.fromisoformat(end) for end in PYTHON.values())
    for releases in RELEASES.values():
        for release in releases.values():
            end = date.fromisoformat(release.end)
            assert release.extended_end is None or date.fromisoformat(release.extended_end) > end


def test_python_images_only_move_forward() -> None:
    for table, name in ((PYTHON_IMAGE_DEBIAN, "debian"), (PYTHON_IMAGE_ALPINE, "alpine")):
        for version, steps in table.items():
            assert is_version(version)
            for (patch, word), (next_patch, next_word) in pairwise(steps):
                assert patch < next_patch
                before, after = (system_of(one) or system_of(f"{name}{one}") for one in (word, next_word))
                assert before
                assert after
                assert before.number < after.number


def test_cuda_versions() -> None:
    for version, release in CUDA.items():
        assert len(numbers(version)) == 3
        assert release.systems <= SYSTEMS
        assert release.cudnn_systems <= release.systems
        assert (release.cudnn_word is None) == (not release.cudnn_systems)
    assert not REMOVED_VERSIONS & set(CUDA)
    assert not NEWER_VERSIONS & set(CUDA)
    assert all(system_of(system) for system in SYSTEMS)


def test_framework_versions() -> None:
    for version, release in TORCH.items():
        assert len(numbers(version)) == 3
        assert all(numbers(python)[0] == 3 for python in release.python)
        assert all(cuda_version(index) for index in release.cuda_indexes)
        for pair in release.images:
            cuda, _, cudnn = pair.partition("/")
            assert is_version(cuda)
            assert cudnn.isdigit()
    assert [numbers(version) for version in TORCH] == sorted(numbers(version) for version in TORCH)
    assert TORCH["2.5.1"].torchvision == "0.20.1"
    assert TORCH["2.12.0"].torchaudio is None
    assert TENSORFLOW["2.15"].newest == "2.15.1"
    assert JAX_PYTHON["0.4.30"] == ("3.9", "3.10", "3.11", "3.12")
    assert NUMPY_PYTHON["2.0"][-1] == "3.12"


def test_ngc_releases() -> None:
    assert list(NGC_PYTORCH) == sorted(NGC_PYTORCH)
    assert all(len(release) == 5 for release in NGC_PYTORCH)


def test_variables_are_of_known_servers() -> None:
    assert set(SERVER_ENV) <= set(SERVER_IMAGES)


@pytest.mark.parametrize(
    ("word", "version"),
    [
        ("py310", "3.10"),
        ("py38", "3.8"),
        ("py3.11", "3.11"),
        ("py3.11.4", "3.11"),
        ("python3.12", "3.12"),
        ("cp312", "3.12"),
        ("py27", "2.7"),
        ("py3", None),
        ("py", None),
        ("py3x", None),
        ("pytorch", None),
        ("py910", None),
        ("3.12", None),
    ],
)
def test_python_words(word: str, version: str | None) -> None:
    assert python_version(word) == version


@pytest.mark.parametrize(
    ("word", "version"),
    [
        ("cu121", "12.1"),
        ("cu92", "9.2"),
        ("cu102", "10.2"),
        ("cu1281", "12.8.1"),
        ("cuda12.4", "12.4"),
        ("cuda12.4.1", "12.4.1"),
        ("cuda12", None),
        ("cuda", None),
        ("cudnn9", None),
        ("custom", None),
        ("cu12812", None),
    ],
)
def test_cuda_words(word: str, version: str | None) -> None:
    assert cuda_version(word) == version


@pytest.mark.parametrize(
    ("digits", "version"),
    [
        ("280", "2.8.0"),
        ("112", "1.12"),
        ("1131", "1.13.1"),
        ("2100", "2.10.0"),
        ("21", "2.1"),
        ("2.6.0", "2.6.0"),
        ("2.x", None),
        ("2", None),
        ("22x", None),
        ("12345", None),
    ],
)
def test_framework_digits(digits: str, version: str | None) -> None:
    assert framework_version(digits) == version


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("bookworm", "debian 12"),
        ("jammy", "ubuntu 22.04"),
        ("ubuntu2204", "ubuntu 22.04"),
        ("ubuntu22.04", "ubuntu 22.04"),
        ("debian12.5", "debian 12"),
        ("alpine3.20.1", "alpine 3.20"),
        ("rockylinux9", "rockylinux 9"),
        ("al2023", "amazonlinux 2023"),
        ("oe2403sp1", "openeuler 24.03"),
        ("ubuntu", None),
        ("slim", None),
        ("3.12", None),
        ("gpu", None),
    ],
)
def test_system_words(word: str, name: str | None) -> None:
    found = system_of(word)
    assert (f"{found.name} {found.version}" if found else None) == name
