from __future__ import annotations

import pytest

from mlint.context.dependency_files import is_dependency_file, is_packaging_file


@pytest.mark.parametrize(
    ("path", "dependencies"),
    [
        ("requirements.txt", True),
        ("./docker/Requirements-GPU.TXT", True),
        ("requirements_dev.in", True),
        ("gpu-requirements.txt", True),
        ("requirements/base.txt", True),
        ("requirements/", True),
        ("docker\\requirements.txt", True),
        ("constraints.txt", True),
        ("pyproject.toml", True),
        ("setup.py", True),
        ("setup.cfg", True),
        ("uv.lock", True),
        ("uv.lock*", True),
        ("poetry.lock*", True),
        ("pdm.lock*", True),
        ("pylock.gpu.toml", True),
        ("Pipfile", True),
        ("Pipfile*", True),
        ("environment.gpu.yaml", True),
        ("conda-lock.yml", True),
        ("pixi.lock", True),
        ("requirements*", True),
        ("wheels/", True),
        ("requirements.tx[t]", True),
        ("requirements.py", False),
        ("src/requirements/app.py", False),
        ("setup.sh", False),
        ("uvicorn*", False),
        ("README.md", False),
        ("src", False),
        (".", False),
        ("", False),
        ("*", False),
    ],
)
def test_dependency_files(path: str, dependencies: bool) -> None:
    assert is_dependency_file(path) is dependencies


@pytest.mark.parametrize(
    ("path", "packaging"),
    [
        ("requirements.txt", True),
        ("README.md", True),
        ("./LICENSE", True),
        ("MANIFEST.in", True),
        (".python-version", True),
        ("src/pkg/__init__.py", True),
        ("src/pkg/", False),
        ("app.py", False),
        (".", False),
    ],
)
def test_packaging_files(path: str, packaging: bool) -> None:
    assert is_packaging_file(path) is packaging
