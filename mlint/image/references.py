"""Image references: the text behind FROM taken apart, with Docker Hub's short names written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.dockerfile.expansion import ExpansionError, expand
from mlint.records import Record

if TYPE_CHECKING:
    from mlint.build import BuildStage
    from mlint.dockerfile.arguments import Assignment

DOCKER_HUB = "docker.io"
_HUB_ALIASES = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"})
SCRATCH = "scratch"


class ImageReference(Record):
    """A reference such as ``nvcr.io/nvidia/pytorch:25.01-py3@sha256:…``.

    ``registry`` is ``docker.io`` when none is written; ``repository`` has ``library/`` in front for Docker's official
    images. ``tag`` and ``digest`` are None when they are not written.
    """

    written: str
    registry: str
    repository: str
    tag: str | None
    digest: str | None

    @property
    def official(self) -> str | None:
        """The short name of an official image of Docker Hub (``python``); None for any other image."""
        if self.registry == DOCKER_HUB and self.repository.startswith("library/"):
            return self.repository.removeprefix("library/")
        return None

    @property
    def name(self) -> str:
        """Registry and repository without tag and digest, as short as Docker allows (``python``, ``nvcr.io/x/y``)."""
        if self.official:
            return self.official
        return self.repository if self.registry == DOCKER_HUB else f"{self.registry}/{self.repository}"

    @property
    def tag_parts(self) -> tuple[str, ...]:
        """The tag between its dashes: ``3.12-slim-bookworm`` -> ``3.12``, ``slim``, ``bookworm``."""
        return tuple(self.tag.split("-")) if self.tag else ()


def parse_reference(text: str) -> ImageReference | None:
    """The reference in ``text``, all variables replaced; None when it is none."""
    rest, at, digest = text.partition("@")
    slash = rest.rfind("/")
    colon = rest.find(":", slash + 1)
    tag = rest[colon + 1 :] if colon >= 0 else None
    name = rest[:colon] if colon >= 0 else rest
    if not name or (at and not digest) or tag == "" or any(char.isspace() for char in text):
        return None
    first, _, remainder = name.partition("/")
    if remainder and ("." in first or ":" in first or first == "localhost"):
        registry, repository = first, remainder
    else:
        registry, repository = DOCKER_HUB, name
    if registry in _HUB_ALIASES:
        registry = DOCKER_HUB
        repository = repository if "/" in repository else f"library/{repository}"
    if not repository or repository.endswith("/"):
        return None
    return ImageReference(text, registry, repository, tag, digest or None)


def arguments_of_base(stage: BuildStage) -> list[Assignment]:
    """The ARGs before the first FROM, with defaults, that stand in the reference behind this stage's FROM."""
    if stage.base_text is None:
        return []
    asked: set[str] = set()

    def lookup(name: str) -> str:
        asked.add(name)
        return "x"

    try:
        expand(stage.base_text.text, lookup, stage.start.escape)
    except ExpansionError:
        return []
    pairs = [pair for instruction in stage.build.global_arguments for pair in instruction.assignments]
    return [pair for pair in pairs if pair.key in asked and pair.value is not None]
