"""What an image is for, as far as names tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.names import path_names, words_of

if TYPE_CHECKING:
    from mlint.build import Build

_NOT_SHIPPED = frozenset(
    {"bench", "benchmark", "benchmarks", "ci", "debug", "dev", "devcontainer", "development", "docs", "lint", "test"}
    | {"testing", "tests"}
)


def is_for_development(build: Build) -> bool:
    """Whether file, folder or final stage are named after development, tests or CI: the image is not shipped.

    See :mod:`mlint.image.names` for the folder that counts.
    """
    names = [name.text for name in path_names(build.path)]
    if build.final and build.final.name:
        names.append(build.final.name)
    return any(not _NOT_SHIPPED.isdisjoint(words_of(name)) for name in names)
