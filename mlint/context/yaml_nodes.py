"""YAML as nodes with their places, not as objects: nothing is constructed, nothing can grow by aliases."""

from __future__ import annotations

from mlint.dockerfile.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from yaml.nodes import Node

MAX_LENGTH = 500_000
MAX_MERGES = 20
"""How many ``<<`` of one mapping are followed."""


def load(text: str) -> Node | None:
    """The root of a YAML document; None when it is empty, broken, longer than bearable, or not one document."""
    if len(text) > MAX_LENGTH:
        return None
    import yaml

    try:
        return yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def items(node: Node | None) -> dict[str, tuple[Node, Node]]:
    """The entries of a mapping by name: key and value; merged ones (``<<``) included. Empty when it is no mapping."""
    found: dict[str, tuple[Node, Node]] = {}
    _merge(node, found, [MAX_MERGES])
    return found


def value(node: Node | None, *path: str) -> Node | None:
    """The value at a path of names; None when it is not there."""
    for name in path:
        entry = items(node).get(name)
        if entry is None:
            return None
        node = entry[1]
    return node


def elements(node: Node | None) -> list[Node]:
    """The elements of a sequence; none when it is no sequence."""
    from yaml.nodes import SequenceNode

    return list(node.value) if isinstance(node, SequenceNode) else []


def scalar(node: Node | None) -> str | None:
    """The text of a scalar; None when it is none, or null."""
    from yaml.nodes import ScalarNode

    if not isinstance(node, ScalarNode) or node.tag == "tag:yaml.org,2002:null":
        return None
    return str(node.value)


def span(node: Node) -> Span:
    """The place of a node in the text, the quotes around a scalar left out."""
    from yaml.nodes import ScalarNode

    quoted = isinstance(node, ScalarNode) and node.style in ("'", '"')
    return Span(node.start_mark.index + quoted, node.end_mark.index - quoted)


def _merge(node: Node | None, found: dict[str, tuple[Node, Node]], left: list[int]) -> None:
    """Add the entries of ``node`` that are not found yet, its own before those that it merges."""
    from yaml.nodes import MappingNode

    if not isinstance(node, MappingNode):
        return
    merged = []
    for key, entry in node.value:
        name = scalar(key)
        if name == "<<":
            merged.append(entry)
        elif name is not None:
            found.setdefault(name, (key, entry))
    for entry in merged:
        for one in elements(entry) or [entry]:
            left[0] -= 1
            if left[0] >= 0:
                _merge(one, found, left)
