"""Whether packages of a distribution that has left its mirrors can still be had in a stage."""

from __future__ import annotations

from mlint.image.base.lifecycles import os_end_of_life
from mlint.image.programs import shell_script
from mlint.knowledge.lifecycles import ARCHIVES, SOURCES_LISTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mlint.build import BuildStage
    from mlint.image.copies import Copy
    from mlint.shell.commands import Command

_SETTINGS = ("/etc/apt", "/etc/yum")
_APT_VERBS = frozenset({"update", "install"})
_YUM = frozenset({"dnf", "microdnf", "yum"})
_YUM_VERBS = frozenset({"groupinstall", "install", "update", "upgrade"})


def fetch_that_fails_on(root: BuildStage) -> Command | None:
    """The first command of the stages on ``root`` that asks mirrors which its base's release has left."""
    system = root.base_facts.os if root.base_facts else None
    life = os_end_of_life(system) if system else None
    if life is None or not life.left_mirrors:
        return None
    return first_on(root, first_failing_fetch)


def first_on(root: BuildStage, find: Callable[[BuildStage], Command | None]) -> Command | None:
    """What ``find`` finds first in the stages that are built on ``root``."""
    stages = (stage for stage in root.build.stages if stage.is_reached and stage.root is root)
    return next(filter(None, map(find, stages)), None)


def first_failing_fetch(stage: BuildStage) -> Command | None:
    """The first command that asks the mirrors for packages and stops the build when they are gone.

    None when the sources were changed before it, in this stage or one that it is built on, and where nothing fails.
    """
    return first_unless_settled(stage, _fetches, _changes_sources)


def first_unless_settled(
    stage: BuildStage, fetches: Callable[[Command], bool], settles: Callable[[str], bool]
) -> Command | None:
    """The first command for which ``fetches`` holds and that always runs; None when its failure stops nothing.

    None also when package managers may have other settings before it: by a COPY, in a word that ``settles``, by a
    script of one's own.
    """
    for one in reversed(list(stage.chain)):
        if any(_brings_settings(copy, settles) for copy in one.copies):
            return None
        for command in one.commands:
            words = [*command.values, *(redirection.target for redirection in command.redirections)]
            if shell_script(command) or any(settles(word) for word in words if word is not None):
                return None
            if fetches(command) and not (command.site.guarded or command.site.conditional):
                return command
    return None


def _brings_settings(copy: Copy, settles: Callable[[str], bool]) -> bool:
    target = copy.destination and copy.destination.path
    return (target or "").startswith(_SETTINGS) or any(settles(source.path or "") for source in copy.sources)


def _fetches(command: Command) -> bool:
    verbs = _APT_VERBS if command.name in ("apt", "apt-get") else _YUM_VERBS if command.name in _YUM else ()
    return any(value in verbs for value in command.values[1:])


def _changes_sources(word: str) -> bool:
    """Whether a word names an archive, or a file in which the mirrors stand; apt's folder for further ones is none."""
    changes_list = any(path in word for path in SOURCES_LISTS) and "sources.list.d/" not in word
    return changes_list or any(host in word for host in ARCHIVES)
