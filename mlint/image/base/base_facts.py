"""What is known of a base image by its reference, as of the knowledge's date.

Each module of :mod:`mlint.image.base.families` reads the references of some images;
:mod:`mlint.image.base.families.index` says which one is asked. A new family is a module there and an entry in the
index.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from mlint.image.base.families.facts import BaseFacts, Entrypoint, OperatingSystem
from mlint.image.base.families.index import family_of
from mlint.image.references import DOCKER_HUB, ImageReference
from mlint.knowledge.mirrors import ARCHITECTURES, DOCKER_HUB_MIRRORS, MIRRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "BaseFacts",
    "Entrypoint",
    "OperatingSystem",
    "base_facts",
    "original",
]


def base_facts(reference: ImageReference) -> BaseFacts | None:
    """What is known of the image; None when its repository is none of the known ones.

    None too while a variable is left in the reference. A known name in another registry or namespace is another image,
    unless that is a documented mirror.
    """
    return None if "$" in reference.written else _facts(original(reference))


@lru_cache(maxsize=256)
def _facts(image: ImageReference) -> BaseFacts | None:
    family = family_of(image)
    if family is None:
        return None
    read: Callable[[ImageReference], BaseFacts | None] = import_module(f"mlint.image.base.families.{family}").read
    facts = read(image)
    return facts._replace(cudnn=False, toolkit=False) if facts and facts.gpu is False else facts


def original(reference: ImageReference) -> ImageReference:
    """The image that a documented mirror copies; the reference itself when it names no mirror."""
    for (registry, folder), target in DOCKER_HUB_MIRRORS.items():
        if reference.registry == registry and reference.repository.startswith(folder):
            repository = target + reference.repository.removeprefix(folder)
            return reference._replace(registry=DOCKER_HUB, repository=repository)
    folder, _, name = reference.repository.partition("/")
    if reference.registry == DOCKER_HUB and folder in ARCHITECTURES:
        return reference._replace(repository=f"library/{name}")
    target_name = MIRRORS.get(reference.name)
    if target_name is None:
        return reference
    registry, _, repository = target_name.partition("/")
    return reference._replace(registry=registry, repository=repository)
