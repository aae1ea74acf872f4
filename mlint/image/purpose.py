"""What an image is for, as far as names tell."""

from __future__ import annotations

from mlint.image.names import path_names, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build

_NOT_SHIPPED = frozenset(
    {"bench", "benchmark", "benchmarks", "ci", "debug", "dev", "devcontainer", "development", "docs", "lint", "test"}
    | {"testing", "tests"}
)
_FOR_BUILDING = frozenset({"base", "build", "builder", "devel"})
TRAINING = frozenset({"train", "trainer", "training"})
"""Words in names that say that an image is for training."""


def is_for_development(build: Build) -> bool:
    """Whether file, folder or final stage are named after development, tests or CI: the image is not shipped.

    See :mod:`mlint.image.names` for the folder that counts.
    """
    return _is_named(build, _NOT_SHIPPED)


def is_for_training(build: Build) -> bool:
    """Whether file, folder or final stage are named after training."""
    return _is_named(build, TRAINING)


def is_for_building(build: Build) -> bool:
    """Whether file, folder or final stage say that other images are built on this one, or in it."""
    return _is_named(build, _FOR_BUILDING)


def _is_named(build: Build, meant: frozenset[str]) -> bool:
    names = [name.text for name in path_names(build.path)]
    if build.final and build.final.name:
        names.append(build.final.name)
    return any(not meant.isdisjoint(words_of(name)) for name in names)
