"""Whether the program in an image may draw on a screen."""

from __future__ import annotations

import os

from mlint.image.packages.asked_for import shipped
from mlint.knowledge.opencv import (
    DISPLAY_IMAGES,
    DISPLAY_PROGRAMS,
    DISPLAY_VARIABLES,
    WINDOW_CALLS,
    WINDOW_PACKAGES,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build

_MOST_SOURCES = 500
"""How many source files are looked into; more than real projects copy."""


def may_draw(build: Build) -> bool:
    """Whether variables, packages, the base image or the source of the project speak of a screen."""
    image = build.final_chain[0].base_image if build.final_chain else None
    name = image.name if image else ""
    if any(name == one or (one.endswith("/") and name.startswith(one)) for one in DISPLAY_IMAGES):
        return True
    if any(name in build.startup.environment for name in DISPLAY_VARIABLES):
        return True
    system = (name for stage in build.final_chain for call in stage.installs("apt") for name in call.names)
    if not DISPLAY_PROGRAMS.isdisjoint(system):
        return True
    if any(one.name in WINDOW_PACKAGES for asked in shipped(build) for one in asked.packages):
        return True
    return any(call in text for text in _sources(build) for call in WINDOW_CALLS)


def _sources(build: Build) -> Iterator[str]:
    """The texts of the Python files and notebooks that are copied into the image.

    Where nothing decides which folder the build context is, those below the Dockerfile's own folder.
    """
    context = build.context
    copies = [copy for stage in build.stages if stage.is_reached for copy in stage.copies if copy.from_context]
    if context is not None:
        paths = [source.path for copy in copies for source in copy.sources if source.path and "://" not in source.path]
        files = dict.fromkeys(one.path for path in paths for one in context.files_of(path).files)
        tree = context.tree
    elif copies and os.path.isfile(build.path):
        from mlint.context.tree import Tree

        tree = Tree(os.path.dirname(build.path) or os.curdir)
        files = dict.fromkeys(one.path for one in tree.walk() if one.kind == "file")
    else:
        return
    for path in [path for path in files if path.endswith((".py", ".ipynb"))][:_MOST_SOURCES]:
        yield tree.read(path) or ""
