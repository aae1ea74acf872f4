"""Whether conda stops until the terms of Anaconda's channels are accepted: an installer's, at a command."""

from __future__ import annotations

from mlint.image.base.families.tags import is_version, numbers
from mlint.knowledge.conda_terms import (
    ACCEPTING_VARIABLES,
    ASKING_VERBS,
    FIRST_INSTALLER_WITH_TERMS,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

_ACCEPTING_WORDS = ("auto_accept_tos", "conda-anaconda-tos", "conda/tos")
"""Parts of words with which a command accepts the terms, or takes the plugin out."""


def installer_asks(path: str) -> bool | None:
    """Whether the conda of an installer asks: ``…/Miniconda3-latest-Linux-x86_64.sh``; None for other files."""
    product, _, rest = path.rpartition("/")[2].partition("-")
    first = FIRST_INSTALLER_WITH_TERMS.get(product)
    version = rest.partition("-")[0].rpartition("_")[2]
    if first is None or not version:
        return None
    return version == "latest" or (is_version(version) and numbers(version) >= first)


def stopped_install(stage: BuildStage) -> tuple[Install, str] | None:
    """The first conda call of the stage that stops, and what brought that conda; None when none surely does."""
    if any(_may_accept(one) for one in stage.chain):
        return None
    installers = [pair for one in stage.chain for pair in _installers(one)]
    for run in stage.runs:
        for install in run.installs:
            names = [name for start, name in installers if start < install.command.span.start]
            asks = bool(names) and all(map(installer_asks, names))
            if asks and _stops(install) and not _forbids_defaults(install, run):
                return install, names[0]
    return None


def _stops(install: Install) -> bool:
    """Whether the call asks for the terms and fails the build: conda's own, with Anaconda's channels."""
    site = install.command.site
    if install.manager != "conda" or install.verb not in ASKING_VERBS or site.guarded or site.conditional:
        return False
    accepted = not ACCEPTING_VARIABLES.isdisjoint(install.command.environment)
    return bool(install.uses_defaults) and not accepted and not install.has("--offline")


def _forbids_defaults(install: Install, run: Run) -> bool:
    """Whether an environment file of the build context says ``nodefaults``."""
    from mlint.context.environment_file import read_environment_file

    for file in install.requirement_files:
        context = run.stage.build.context
        origin = run.in_context(file.path) if file.path else None
        text = context.read(origin) if context and origin else None
        found = read_environment_file(text) if text else None
        if found and any(channel.name == "nodefaults" for channel in found.channels):
            return True
    return False


def _installers(stage: BuildStage) -> Iterator[tuple[int, str]]:
    """Where installers of conda are named, with the names of their files."""
    for command in stage.commands:
        for argument in command.arguments:
            if installer_asks(argument.start) is not None:
                yield argument.span.start, argument.start.rpartition("/")[2].rstrip("-")
    for copy in stage.copies:
        for source in copy.sources:
            if source.path and installer_asks(source.path) is not None:
                yield source.span.start, source.path.rpartition("/")[2]


def _may_accept(stage: BuildStage) -> bool:
    """Whether something accepts the terms, takes the plugin out, or brings a configuration that may."""
    for copy in stage.copies:
        paths = [one.path or "" for one in (*copy.sources, copy.destination) if one]
        if any("condarc" in path or "conda/tos" in path for path in paths):
            return True
    return any(
        part in (word or "") for command in stage.commands for word in command.values for part in _ACCEPTING_WORDS
    ) or any(command.values[1:2] == ["tos"] for command in stage.commands)
