"""What a process that checks one file imports, and how: it has to start, lint and end within 50 ms."""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

import mlint
import mlint_rules
from mlint.imports import OwnModules

if TYPE_CHECKING:
    from pathlib import Path

DOCKERFILE = """\
FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "serve.py"]
"""


def imported(code: str) -> set[str]:
    """The modules that are there when ``code`` has run."""
    script = f"import sys; {code}; sys.stdout.flush(); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_a_check_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    """Modules say ``TYPE_CHECKING = False``, as importing it from typing takes 2 ms."""
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    found = imported(
        f"from mlint.__main__ import main; sys.argv = ['mlint', 'check', {str(tmp_path / 'Dockerfile')!r}]; main()"
    )
    assert "mlint_rules.packages.pip_cache_kept" in found
    unwanted = {"ast", "click", "dataclasses", "inspect", "packaging", "subprocess", "tomllib", "typing", "yaml"}
    assert not unwanted & (found - imported("import dockerfile_parse"))


def test_own_modules_are_found_as_python_finds_them() -> None:
    for package in (mlint, mlint_rules):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            path = importlib.import_module(module.name.rpartition(".")[0]).__path__
            found = OwnModules.find_spec(module.name, path)
            usual = PathFinder.find_spec(module.name, path)
            assert found is not None
            assert usual is not None
            told = ("name", "origin", "cached", "has_location", "submodule_search_locations", "parent")
            assert [getattr(found, name) for name in told] == [getattr(usual, name) for name in told]


def test_other_modules_are_left_to_python() -> None:
    assert OwnModules.find_spec("mlint") is None
    assert OwnModules.find_spec("json.decoder", json.__path__) is None
    assert OwnModules.find_spec("mlint.no_such_module", mlint.__path__) is None
    assert OwnModules.find_spec("mlint.build", ["archive.zip/mlint"]) is None
