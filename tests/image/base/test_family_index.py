"""The index of the families sends every image to the one family that knows it; the families are the place of truth."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlint.image.base.families
from mlint.image.base.base_facts import original
from mlint.image.base.families.index import FAMILIES, family_of
from mlint.image.references import ImageReference, parse_reference
from mlint.knowledge.base_images import JUPYTER_NAMESPACES, OFFICIAL_IMAGES
from mlint.knowledge.cloud_images import (
    AWS_DLC_ACCOUNTS,
    AWS_DLC_PUBLIC,
    AZURE_ML,
    AZURE_ML_ACCELERATED,
    GOOGLE_DEEP_LEARNING,
    GOOGLE_VERTEX,
    GOOGLE_VERTEX_MODEL_GARDEN,
    SAGEMAKER_ALGORITHMS,
)
from mlint.knowledge.cuda_images import JETSON_FRAMEWORKS
from mlint.knowledge.framework_images import FRAMEWORK_IMAGES, NGC_FRAMEWORKS, NGC_TRITON
from mlint.knowledge.mirrors import MIRRORS
from mlint.knowledge.notebook_images import (
    CONDA_IMAGES,
    JUPYTER_FRAMEWORKS,
    NOTEBOOK_IMAGES,
    SERVER_IMAGES,
)
from mlint.knowledge.python_images import PYTHON_IMAGES, UV_IMAGES
from mlint.knowledge.system_images import RUNTIME_IMAGES, SYSTEM_IMAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

TESTS = Path(__file__).parents[2]

TABLES: dict[str, Iterable[str]] = {
    "python": [*PYTHON_IMAGES, *UV_IMAGES],
    "systems": SYSTEM_IMAGES,
    "cuda": [f"{start}{name}" for name in JETSON_FRAMEWORKS for start in ("nvcr.io/nvidia/l4t-", "dustynv/")],
    "frameworks": [*FRAMEWORK_IMAGES, "pytorch/pytorch-nightly", "ghcr.io/pytorch/pytorch-nightly"],
    "nvidia": [f"nvcr.io/nvidia/{name}" for name in (*NGC_FRAMEWORKS, *NGC_TRITON)],
    "notebooks": [
        *(*CONDA_IMAGES, *NOTEBOOK_IMAGES),
        *(f"{namespace}/{name}" for namespace in JUPYTER_NAMESPACES for name in JUPYTER_FRAMEWORKS),
    ],
    "runtimes": RUNTIME_IMAGES,
    "servers": SERVER_IMAGES,
    "clouds": [
        *(f"{account}.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training" for account in AWS_DLC_ACCOUNTS),
        *(f"{start}pytorch-gpu.2-1" for start in (AWS_DLC_PUBLIC, AZURE_ML, AZURE_ML_ACCELERATED)),
        *(f"{start}pytorch-gpu.2-1" for start in (*GOOGLE_DEEP_LEARNING, *GOOGLE_VERTEX, GOOGLE_VERTEX_MODEL_GARDEN)),
        *(f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{name}" for name in SAGEMAKER_ALGORITHMS),
    ],
}
"""The images that the tables name, by the family that reads the table."""


def families_that_know(image: ImageReference) -> list[str]:
    """All families that tell something of the image, each one asked."""
    return [name for name in FAMILIES if import_module(f"mlint.image.base.families.{name}").read(image)]


@cache
def references() -> frozenset[ImageReference]:
    """Whatever in the tests, their cases and the pages of the rules can be read as a reference."""
    words: set[str] = set(MIRRORS)
    for file in TESTS.rglob("*.py"):
        constants = (node.value for node in ast.walk(ast.parse(file.read_bytes())) if isinstance(node, ast.Constant))
        words.update(word for text in constants if isinstance(text, str) for word in text.split())
    for file in [*TESTS.rglob("*.md"), *TESTS.parent.glob("rules/**/*.py")]:
        words.update(file.read_text(encoding="utf-8").split())
    return frozenset(original(one) for one in map(parse_reference, words) if one)


def test_every_family_has_an_entry() -> None:
    modules = {one.name for one in iter_modules(mlint.image.base.families.__path__)}
    with_images = {name for name in modules if hasattr(import_module(f"mlint.image.base.families.{name}"), "read")}
    assert set(FAMILIES) == set(TABLES) == with_images


@pytest.mark.parametrize("family", TABLES)
def test_every_image_of_the_tables_is_found(family: str) -> None:
    for name in TABLES[family]:
        image = parse_reference(name)
        assert image
        assert family_of(image) == family, f"{name}: add it to FAMILIES in mlint/image/base/families/index.py"
        assert families_that_know(image) == [family]


def test_every_entry_is_of_use() -> None:
    entries = [(one, family) for family, text in FAMILIES.items() for one in text.split()]
    assert len(dict(entries)) == len(entries)
    known = [original(image).name for image in references()] + [name for names in TABLES.values() for name in names]
    for entry, family in entries:
        assert any(name == entry or (entry[-1] == "*" and name.startswith(entry[:-1])) for name in known), entry
        if entry[-1] != "*":
            image = parse_reference(entry)
            assert image
            assert families_that_know(image) == [family]


def test_asking_one_family_gives_what_asking_all_gives() -> None:
    known = 0
    for image in references():
        found = families_that_know(image)
        assert found in ([], [family_of(image)]), image
        known += len(found)
    assert known > 400


starts = st.sampled_from([entry.rstrip("*") for text in FAMILIES.values() for entry in text.split()])


@given(starts, st.text("abl4t-/.1", max_size=6), st.sampled_from(["", ":1.2", ":latest-gpu", "@sha256:00"]))
def test_names_near_the_entries(start: str, end: str, tag: str) -> None:
    image = parse_reference(start + end + tag)
    if image:
        assert families_that_know(image) in ([], [family_of(image)])


def test_official_images_are_official() -> None:
    bare = {name for text in FAMILIES.values() for name in text.split() if "/" not in name}
    assert bare <= OFFICIAL_IMAGES


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("company/model:1", []),
        ("registry.example/python:3.12", []),
        ("python:3.12", ["python"]),
        ("ubuntu:22.04", ["systems"]),
        ("vllm/vllm-openai", ["servers"]),
        ("mcr.microsoft.com/dotnet/framework/runtime:4.8", ["systems"]),
    ],
)
def test_only_the_family_that_knows_is_imported(text: str, modules: list[str]) -> None:
    program = (
        "import sys; from mlint.image.base.base_facts import base_facts;"
        "from mlint.image.references import parse_reference;"
        f"base_facts(parse_reference({text!r})); print(*sorted(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in FAMILIES if f"mlint.image.base.families.{name}" in loaded] == modules
