"""environment.yml: what conda installs, from which channels, and what it has pip install."""

from __future__ import annotations

from mlint.context.conda_specs import read_spec
from mlint.context.requirements_file import FileOption, read_requirements_file
from mlint.dockerfile.source import Span
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from yaml.nodes import Node

    from mlint.context.requirements import Requirement


class Channel(Record):
    """One channel, by name or URL."""

    name: str
    span: Span


class EnvironmentFile(Record):
    """What an environment file says."""

    name: str | None
    channels: tuple[Channel, ...]
    packages: tuple[Requirement, ...]
    """What conda installs; those that it would not understand have no name."""
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
    packages: list[Requirement] = []
    requirements: list[Requirement] = []
    options: list[FileOption] = []
    for one in elements(value(root, "dependencies")):
        written = scalar(one)
        if written is None:
            for entry in elements(items(one)["pip"][1] if "pip" in items(one) else None):
                _read_pip(text, entry, requirements, options)
            continue
        place = span(one)
        literal = text[place.start : place.end] == written
        packages.append(read_spec(written)._replace(span=place, literal=literal))
    channels = [(scalar(one), span(one)) for one in elements(value(root, "channels"))]
    return EnvironmentFile(
        scalar(value(root, "name")),
        tuple(Channel(name, where) for name, where in channels if name),
        tuple(packages),
        tuple(requirements),
        tuple(options),
        scalar(value(root, "prefix")),
    )


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
