"""Which files of a project say what it depends on, by their names."""

from __future__ import annotations

_DEPENDENCY_FILES = (
    "requirements*.txt",
    "requirements*.in",
    "*requirements.txt",
    "*requirements.in",
    "constraints*.txt",
    "*constraints.txt",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "uv.lock",
    "poetry.lock",
    "poetry.toml",
    "pdm.lock",
    "pylock*.toml",
    "pipfile",
    "pipfile.lock",
    "environment*.yml",
    "environment*.yaml",
    "conda-lock*.yml",
    "pixi.toml",
    "pixi.lock",
    "uv.toml",
)
_NEEDED_BY_BUILD_BACKENDS = (
    "readme*",
    "license*",
    "licence*",
    "manifest.in",
    ".python-version",
    "__init__.py",
    "version*",
)
_STEMS = (
    *("conda-lock", "constraint", "environment", "pdm.", "pipfile", "pixi.", "poetry", "pylock", "pyproject"),
    *("requirement", "uv*", "uv."),
)
"""How a glob for dependency files begins (``requirements*``)."""
_FOLDERS = frozenset({"requirements", "reqs", "wheels", "wheelhouse", "dist"})


def is_dependency_file(path: str) -> bool:
    """Whether the last part of ``path`` is a dependency file, or a folder that holds only such."""
    parts = path.replace("\\", "/").rstrip("/").split("/")
    # Brackets make a source optional: nothing needs to match "wheel[s]".
    name = parts[-1].lower().replace("[", "").replace("]", "")
    if name in _FOLDERS or (len(parts) > 1 and parts[-2].lower() == "requirements" and name.endswith((".txt", ".in"))):
        return True
    if name.endswith("*") and name.startswith(_STEMS):
        return True
    return _matches(name, _DEPENDENCY_FILES)


def is_packaging_file(path: str) -> bool:
    """Whether ``path`` is a dependency file or something that a build back end needs beside it."""
    name = path.replace("\\", "/").rstrip("/").rpartition("/")[2].lower()
    return is_dependency_file(path) or _matches(name, _NEEDED_BY_BUILD_BACKENDS)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether one of the ``patterns``, each with one ``*`` at the most, fits ``name``."""
    for pattern in patterns:
        before, star, behind = pattern.partition("*")
        if name == pattern or (
            star and name.startswith(before) and name.endswith(behind) and len(name) >= len(before) + len(behind)
        ):
            return True
    return False
