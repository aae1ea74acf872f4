"""Compilers in the image: those that its RUNs install and keep, and those of the base."""

from __future__ import annotations

from mlint.image.base.base_images import bloat
from mlint.knowledge.build_tools import COMPILERS, VERSIONED_COMPILERS
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_REMOVING = {
    "apk": frozenset({"del"}),
    "apt": frozenset({"remove", "purge", "autoremove", "autopurge"}),
    "apt-get": frozenset({"remove", "purge", "autoremove", "autopurge"}),
    "aptitude": frozenset({"remove", "purge"}),
}
"""Verbs with which package managers remove packages."""


class Compilers(Record):
    """The ``command`` that installs compilers, and their ``packages``."""

    command: Command
    packages: tuple[str, ...]


def compilers_kept(run: Run) -> Iterator[Compilers]:
    """The installs of compilers in a RUN that removes no packages."""
    if any(not _REMOVING.get(one.name or "", frozenset()).isdisjoint(one.values[1:]) for one in run.commands):
        return
    for install in run.installs:
        if install.manager == "apt" and install.verb == "install":
            found = _compilers(one.name for one in install.requirements)
            if found:
                yield Compilers(install.command, found)
    for command in run.commands:
        if command.name == "apk" and "add" in command.values:
            found = _compilers(value for value in command.values[1:])
            if found:
                yield Compilers(command, found)


def _compilers(names: Iterator[str | None]) -> tuple[str, ...]:
    return tuple(name for name in names if name and (name in COMPILERS or name.startswith(VERSIONED_COMPILERS)))


def has_compilers(root: BuildStage) -> bool:
    """Whether the image that a stage begins with is made for compiling, or is a full one that can."""
    image, facts = root.base_image, root.base_facts
    if image is not None and bloat(image) in ("python", "buildpack-deps"):
        return True
    return facts is not None and facts.cuda_flavour == "devel"
