"""What an image is for, as far as names tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlint.build import Build

_NOT_SHIPPED = frozenset(
    {"bench", "benchmark", "benchmarks", "ci", "debug", "dev", "devcontainer", "development", "docs", "lint", "test"}
    | {"testing", "tests"}
)


def is_for_development(build: Build) -> bool:
    """Whether file, folder or final stage are named after development, tests or CI: the image is not shipped."""
    *folders, file = build.path.replace("\\", "/").split("/")
    names = [file, *folders[-1:], *(stage.name or "" for stage in build.final_chain[-1:])]
    return any(not _NOT_SHIPPED.isdisjoint(_words(name)) for name in names)


def _words(name: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in name.lower()).split()
