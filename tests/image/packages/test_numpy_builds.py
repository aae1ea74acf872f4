"""Packages that were built for numpy 1: which are found, and what holds numpy below 2."""

from __future__ import annotations

import pytest

from mlint.image.base.families.tags import is_version, numbers
from mlint.image.packages.numpy_builds import numpy_clashes
from mlint.knowledge.frameworks import NUMPY_PYTHON
from mlint.knowledge.numpy_abi import HOLDING, OLD_BUILDS
from tests.builds import build


@pytest.mark.parametrize(
    ("words", "old", "sure"),
    [
        ("pandas==2.0.3", ["pandas"], True),
        ("pandas==2.0.3 torch==2.1.0", ["pandas", "torch"], True),
        ("pandas==2.0.3 fastapi==0.100.0", ["pandas"], True),
        ("pandas==2.0.3 seaborn", ["pandas"], True),
        ("pandas==2.0.3 umap-learn==0.5.5", ["pandas"], False),
        ("pandas==2.0.3 transformers==4.40.0", ["pandas"], True),
        ("pandas==2.0.3 transformers==4.42.3", [], False),
        ("pandas==2.0.3 numpy>=1.20,<2", [], False),
        ("pandas==2.0.3 no-such-package", ["pandas"], False),
        ("pandas==2.0.3 git+https://github.com/acme/tools", ["pandas"], False),
        ("torch==2.1.0 torchvision", ["torch"], True),
        ("faiss-cpu==1.8.0 numpy", ["faiss-cpu"], True),
        ("faiss-cpu==1.8.0.post1 numpy", [], False),
        ("torch==2.1.0", [], False),
        ("pandas", [], False),
        ("'pandas>=2.0'", [], False),
        ("'pandas<2.1.2'", ["pandas"], True),
        ("'pandas<2.2'", [], False),
        ("pandas==1.1.0", [], False),
        ("pandas==2.0.3 'numpy<2.0.0'", [], False),
        ("pandas==2.0.3 'numpy>=1.20,<3'", ["pandas"], True),
        ("pandas==2.0.3 numpy==1.*", [], False),
        ("pandas==2.0.3 scipy==1.12.0", [], False),
        ("pandas==2.0.3 scipy==1.13.0", ["pandas"], True),
        ("pandas==2.0.3 matplotlib==3.8.0", [], False),
        ("torch==2.1.0 numpy vllm", [], False),
        ("torch==2.1.0 numpy xformers", [], False),
        ("torch==2.0.1 numpy xformers==0.0.20", ["torch"], False),
        ("--no-binary :all: pandas==2.0.3", [], False),
        ("--uploaded-prior-to 2024-01-01 pandas==2.0.3", [], False),
        ("pandas==2.0.3 numpy==2.*", ["pandas"], True),
        ("pandas==2.0.3 'numpy>=2' no-such-package", ["pandas"], True),
    ],
)
def test_numpy_clashes(words: str, old: list[str], sure: bool) -> None:
    found = numpy_clashes(build(f"FROM python:3.11-slim\nRUN pip install {words}"))
    assert [[one.name for one in clash.old] for clash in found] == ([old] if old else [])
    assert all(clash.sure is sure for clash in found)


@pytest.mark.parametrize(
    "text",
    [
        "RUN uv pip install --system --exclude-newer 2024-01-01 pandas==2.0.3",
        "RUN uv pip install --system --override overrides.txt pandas==2.0.3",
        "ENV UV_EXCLUDE_NEWER=2024-01-01\nRUN uv pip install --system pandas==2.0.3",
        "ENV UV_CONSTRAINT=/c.txt\nRUN uv pip install --system pandas==2.0.3",
        "RUN pip install pandas==2.0.3 && pip uninstall -y pandas",
    ],
)
def test_what_may_take_another_numpy(text: str) -> None:
    assert not numpy_clashes(build(f"FROM python:3.11-slim\nRUN pip install uv\n{text}"))


def test_uv_in_the_system() -> None:
    assert numpy_clashes(build("FROM python:3.11-slim\nRUN pip install uv && uv pip install --system pandas==2.0.3"))


def test_every_old_build_has_versions_in_order() -> None:
    for name, old in OLD_BUILDS.items():
        assert old.wheels, name
        assert set(old.wheels) <= set(NUMPY_PYTHON["2.0"]), name
        last = old.held_since or old.works_since
        for version in filter(None, (old.works_since, old.held_since, *old.wheels.values())):
            assert is_version(version), name
        assert not last or all(numbers(version) < numbers(last) for version in old.wheels.values()), name
        assert not old.held_since or numbers(old.held_since) < numbers(old.works_since), name
    for name, spans in HOLDING.items():
        assert all(is_version(one) for span in spans for one in span if one), name
