"""environment.yml: what conda installs, from which channels, and what it has pip install."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mlint.context.requirements_file import FileOption, read_requirements_file
from mlint.dockerfile.source import Span

if TYPE_CHECKING:
    from yaml.nodes import Node

    from mlint.context.requirements import Requirement


class CondaPackage(NamedTuple):
    """One package of conda: ``conda-forge::numpy>=1.26=py311_0``."""

    text: str
    name: str
    """In lower case."""
    channel: str | None
    version: str
    """As written, with its operator: ``=1.26``, ``>=1,<2``; empty when any will do."""
    build: str | None
    span: Span

    @property
    def pinned(self) -> bool:
        """Whether the version is fixed, ``=1.26`` included, which takes the newest 1.26."""
        return self.version.startswith("=") or self.build is not None


class Channel(NamedTuple):
    """One channel, by name or URL."""

    name: str
    span: Span


class EnvironmentFile(NamedTuple):
    """What an environment file says."""

    name: str | None
    channels: tuple[Channel, ...]
    packages: tuple[CondaPackage, ...]
    pip: tuple[Requirement, ...]
    """What pip installs afterwards; spans are in the environment file."""
    pip_options: tuple[FileOption, ...]
    """Options for pip: ``-r requirements.txt``, ``--extra-index-url``."""
    prefix: str | None


def read_environment_file(text: str) -> EnvironmentFile | None:
    """Read the ``text`` of an environment file; None when it is no YAML. What has a wrong type is left out."""
    from mlint.context.yaml_nodes import elements, items, load, scalar, span, value

    root = load(text)
    if root is None:
        return None
    packages: list[CondaPackage] = []
    requirements: list[Requirement] = []
    options: list[FileOption] = []
    for one in elements(value(root, "dependencies")):
        written = scalar(one)
        if written is None:
            for entry in elements(items(one)["pip"][1] if "pip" in items(one) else None):
                _read_pip(text, entry, requirements, options)
            continue
        package = read_package(written, span(one))
        if package:
            packages.append(package)
    channels = [(scalar(one), span(one)) for one in elements(value(root, "channels"))]
    return EnvironmentFile(
        scalar(value(root, "name")),
        tuple(Channel(name, where) for name, where in channels if name),
        tuple(packages),
        tuple(requirements),
        tuple(options),
        scalar(value(root, "prefix")),
    )


def read_package(text: str, span: Span) -> CondaPackage | None:
    """Read one package as conda writes it (``name=1.2=build``, ``name >=1,<2``); None when it has no name."""
    channel, colons, rest = text.strip().rpartition("::")
    rest, _, bracket = rest.partition("[")
    end = next((at for at, char in enumerate(rest) if char in "=<>!~ "), len(rest))
    name, behind = rest[:end].lower(), rest[end:].strip()
    if not name:
        return None
    parts = behind.split()
    if len(parts) == 2 and not parts[0].strip("=<>!~"):
        parts = ["".join(parts)]
    version, build = (parts[0] if parts else ""), (parts[1] if len(parts) > 1 else None)
    head = version[: len(version) - len(version.lstrip("=<>!~"))]
    number, equals, tail = version[len(head) :].partition("=")
    if equals and head == "=" and "," not in number:
        version, build = head + number, tail or None
    if version and not head:
        version = f"={version}"
    for pair in bracket.rstrip("]").split(","):
        key, _, written = pair.partition("=")
        if key.strip() == "version" and not version:
            version = written.strip("'\" ")
    return CondaPackage(text, name, channel if colons else None, version, build, span)


def _read_pip(text: str, node: Node, requirements: list[Requirement], options: list[FileOption]) -> None:
    """Read one entry of the list for pip, which is a line of a requirements file."""
    from mlint.context.yaml_nodes import scalar, span

    written = scalar(node)
    if written is None:
        return
    place = span(node)
    literal = text[place.start : place.end] == written

    def moved(inner: Span) -> Span:
        return Span(place.start + inner.start, place.start + inner.end) if literal else place

    found = read_requirements_file(written)
    requirements += [one._replace(span=moved(one.span), literal=one.literal and literal) for one in found.requirements]
    for option in found.options:
        value_span = option.value_span and moved(option.value_span)
        options.append(option._replace(span=moved(option.span), value_span=value_span))
