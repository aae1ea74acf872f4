"""Image references: the text behind FROM taken apart, with Docker Hub's short names written out."""

from __future__ import annotations

from mlint.dockerfile.expansion import ExpansionError, UnknownValueError, expand
from mlint.records import Record
from mlint.rule import Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.source import Span

DOCKER_HUB = "docker.io"
_HUB_ALIASES = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"})
SCRATCH = "scratch"
TARGET_PLATFORM = "TARGETPLATFORM"
"""The argument that BuildKit sets to what is built for."""
_PLATFORM_SPELLINGS = {"x86_64": "amd64", "x86-64": "amd64", "aarch64": "arm64"}


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


class UsedImage(Record):
    """An image from outside the file that FROM, COPY or a mount names; ``reference`` is None when it is not known."""

    written: str
    reference: ImageReference | None
    span: Span


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


def platform_parts(text: str) -> tuple[str, ...]:
    """Operating system and architecture of a platform as BuildKit calls them: ``linux/x86_64`` -> ``linux, amd64``."""
    return tuple(_PLATFORM_SPELLINGS.get(part, part) for part in text.lower().split("/")[:2])


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
    except (ExpansionError, UnknownValueError):
        return []
    pairs = [pair for instruction in stage.build.global_arguments for pair in instruction.assignments]
    return [pair for pair in pairs if pair.key in asked and pair.value is not None]


def related_defaults(stage: BuildStage) -> tuple[Related, ...]:
    """The defaults of ARGs that decide what stands behind FROM, to be shown with a finding about it."""
    return tuple(Related(stage.build.place(one.span), f"the default of {one.key}") for one in arguments_of_base(stage))


def external_images(build: Build) -> Iterator[UsedImage]:
    """The images that the stages are built on, copy from and mount from, stages and ``scratch`` left out."""
    for stage in build.stages:
        text = stage.base_text
        if text is not None and stage.parent is None and stage.base_name != SCRATCH:
            yield UsedImage(text.text, stage.base_image, text.span())
        for copy in stage.copies:
            flag = copy.instruction.flag("from")
            if flag and flag.value and not (copy.source_stage or flag.value.isdigit()):
                yield UsedImage(flag.value, _told(flag.value), flag.span)
        for run in stage.runs:
            for mount in run.instruction.mounts:
                name = mount.source_stage
                if name and not build.earlier_stage(name, stage.number, any_case=True):
                    yield UsedImage(name, _told(name), mount.span)


def _told(text: str) -> ImageReference | None:
    return None if "$" in text else parse_reference(text)


def in_registries(image: ImageReference, registries: Iterable[str]) -> bool:
    """Whether the image is in one of the registries: ``ghcr.io``, ``nvcr.io/nvidia``, ``*.example.com``, ``*``."""
    return any(_in_registry(image, one) for one in registries)


def _in_registry(image: ImageReference, registry: str) -> bool:
    host, _, folder = registry.rstrip("/").partition("/")
    host = DOCKER_HUB if host in _HUB_ALIASES or host == "hub.docker.com" else host
    if host.startswith("*"):
        of_host = image.registry.endswith(host[1:])
    elif host.endswith("*"):
        of_host = image.registry.startswith(host[:-1])
    else:
        of_host = image.registry == host
    return of_host and (not folder or f"{image.repository}/".startswith(f"{folder}/"))
