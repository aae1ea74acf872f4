"""Packages and dependency groups that developers need and a running image does not.

As of 2026-11-21, by what the packages say of themselves on PyPI. Those that programs import when they run are not here,
although developers use them too: ipython, rich, tqdm.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

TOOLS = (
    *("pytest", "mypy", "ruff", "black", "ipykernel", "flake8", "pylint", "isort", "pre-commit", "sphinx", "mkdocs"),
    *("pytest-cov", "pytest-asyncio", "pytest-mock", "pytest-xdist", "hypothesis", "coverage", "tox", "nox", "pyright"),
    *("pytype", "bandit", "yapf", "autopep8", "pycodestyle", "pyflakes", "ipdb", "nbconvert", "mkdocs-material"),
    *("twine", "bumpversion"),
)
"""Tests, formatters, type checkers, documentation, notebook kernels; the best known first."""

KERNELS = frozenset({"ipykernel", "jupyter", "jupyterlab", "nbconvert", "notebook"})
"""What a notebook server needs."""

GROUPS = frozenset(
    {"benchmark", "ci", "dev", "dev-dependencies", "development", "doc", "docs", "format", "lint", "linting", "test"}
    | {"testing", "tests", "typecheck", "typing"}
)
"""Names of dependency groups for development."""
