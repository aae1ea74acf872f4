"""Compose files: which services build a Dockerfile, from which context, with which arguments, and whether on GPUs."""

from __future__ import annotations

import os

from mlint.context.build_context import shown_path
from mlint.context.tree import Tree
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from yaml.nodes import Node

    from mlint.context.files import Files
    from mlint.dockerfile.source import Span


class ComposeBuild(Record):
    """A service of a compose file that builds an image."""

    service: str
    context: str
    """The absolute path of the context; it is a folder."""
    dockerfile: str
    """The absolute path of the Dockerfile."""
    args: tuple[tuple[str, str | None], ...]
    """The build arguments; None: one that the environment tells."""
    target: str | None
    gpu: bool
    """Whether the service asks for GPUs: ``gpus:``, ``runtime: nvidia``, or reserved devices."""
    path: str
    """The compose file as the user knows it, for places."""
    span: Span
    """The service's name in it."""
    gpu_span: Span | None
    """Where it asks for GPUs."""
    image: str | None = None
    """The name under which it stores the image that it builds."""
    on_host_network: bool = False
    """Whether the container has the network of the machine."""
    starts_itself: bool = False
    """Whether the service has a start command of its own."""
    environment: frozenset[str] | None = frozenset()
    """The names of the variables that it sets; None when files that are not read set others."""
    checks_health: bool = False
    """Whether the service has a health check of its own."""
    develops: bool = False
    """Whether Compose watches the source and brings changes into the container (``develop:``)."""


def compose_builds(folder: str, like: str, files: Files | None = None) -> tuple[ComposeBuild, ...]:
    """The services that the compose files in the absolute ``folder`` build from folders of this machine.

    What a variable without default decides is left out; so are files that cannot be read. Compose files are named as a
    user would name them who named another file ``like``. ``files`` knows of edits that are not written yet.
    """
    try:
        names = sorted(name for name in os.listdir(folder) if is_compose_file(name))
    except OSError:
        return ()
    found: list[ComposeBuild] = []
    tree = Tree(folder, files=files) if names else None
    for name in names:
        text = tree.read(name) if tree else None
        if text is not None and "build" in text:
            found += _read(text, folder, os.path.join(shown_path(folder, like), name))
    return tuple(found)


def is_compose_file(name: str) -> bool:
    """Whether a file of this name is a compose file: ``compose.yaml``, ``docker-compose.gpu.yml``."""
    name = name.lower()
    stem = name.removeprefix("docker-")
    return stem.startswith("compose") and stem[7:8] in (".", "-", "_") and name.endswith((".yml", ".yaml"))


def _read(text: str, folder: str, shown: str) -> list[ComposeBuild]:
    from mlint.context.yaml_nodes import items, load, scalar, span, value

    found = []
    for service, (key, node) in items(value(load(text), "services")).items():
        build = value(node, "build")
        written = scalar(build)
        context = expand(
            written if written is not None else scalar(value(build, "context")) or ("." if build else None)
        )
        dockerfile = expand(scalar(value(build, "dockerfile")) or "Dockerfile")
        if context is None or dockerfile is None or value(build, "dockerfile_inline"):
            continue
        absolute = os.path.normpath(os.path.join(folder, context))
        if not os.path.isdir(absolute):
            continue
        gpu = _gpu(node)
        found.append(
            ComposeBuild(
                service,
                absolute,
                os.path.normpath(os.path.join(absolute, dockerfile)),
                _arguments(value(build, "args")),
                expand(scalar(value(build, "target"))),
                gpu is not None,
                os.path.normpath(shown),
                span(key),
                None if gpu is None else span(gpu),
                expand(scalar(value(node, "image"))),
                scalar(value(node, "network_mode")) == "host",
                any(value(node, key) is not None for key in ("command", "entrypoint")),
                None
                if value(node, "env_file")
                else frozenset(name for name, _ in _arguments(value(node, "environment"))),
                value(node, "healthcheck") is not None,
                value(node, "develop") is not None,
            )
        )
    return found


def _arguments(node: Node | None) -> tuple[tuple[str, str | None], ...]:
    """``args`` or ``environment`` as a mapping, or as a list of ``NAME=value``."""
    from mlint.context.yaml_nodes import elements, items, scalar

    found = [(name, expand(scalar(entry))) for name, (_, entry) in items(node).items()]
    for one in elements(node):
        name, equals, text = (scalar(one) or "").partition("=")
        if name:
            found.append((name, expand(text) if equals else None))
    return tuple(found)


def _gpu(service: Node) -> Node | None:
    """The node by which a service asks for GPUs."""
    from mlint.context.yaml_nodes import elements, items, scalar, value

    entries = items(service)
    if "gpus" in entries:
        return entries["gpus"][0]
    if "runtime" in entries and scalar(entries["runtime"][1]) == "nvidia":
        return entries["runtime"][0]
    devices = value(service, "deploy", "resources", "reservations", "devices")
    for one in elements(devices):
        words = [scalar(part) for part in elements(value(one, "capabilities"))]
        driver = value(one, "driver")
        if scalar(driver) == "nvidia" or "gpu" in words or "nvidia" in words:
            return driver or value(one, "capabilities")
    return None


def expand(text: str | None) -> str | None:
    """``text`` with its variables replaced by their defaults; None when one has none (``${NAME}``)."""
    if text is None or "$" not in text:
        return text
    out = []
    at = 0
    while (dollar := text.find("$", at)) >= 0:
        out.append(text[at:dollar])
        if text.startswith("$$", dollar):
            out.append("$")
            at = dollar + 2
            continue
        end = text.find("}", dollar)
        name, minus, default = text[dollar + 2 : end].partition("-")
        if not text.startswith("${", dollar) or end < 0 or not minus or "$" in default or "?" in name:
            return None
        out.append(default)
        at = end + 1
    return "".join(out) + text[at:]
