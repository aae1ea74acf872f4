"""Whether packages of a distribution that has left its mirrors can still be had in a stage."""

from __future__ import annotations

from mlint.image.base.lifecycles import os_end_of_life
from mlint.knowledge.lifecycles import ARCHIVES, SOURCES_LISTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import BuildStage
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
    stages = (stage for stage in root.build.stages if stage.is_reached and stage.root is root)
    return next(filter(None, map(first_failing_fetch, stages)), None)


def first_failing_fetch(stage: BuildStage) -> Command | None:
    """The first command that asks the mirrors for packages and stops the build when they are gone.

    None when the sources were changed before it, in this stage or one that it is built on, and where nothing fails.
    """
    for one in reversed(list(stage.chain)):
        targets = (copy.destination.path for copy in one.copies if copy.destination)
        if any((path or "").startswith(_SETTINGS) for path in targets):
            return None
        for command in one.commands:
            words = [*command.values, *(redirection.target for redirection in command.redirections)]
            if any(_changes_sources(word) for word in words):
                return None
            if _fetches(command) and not (command.site.guarded or command.site.conditional):
                return command
    return None


def _fetches(command: Command) -> bool:
    verbs = _APT_VERBS if command.name in ("apt", "apt-get") else _YUM_VERBS if command.name in _YUM else ()
    return any(value in verbs for value in command.values[1:])


def _changes_sources(word: str | None) -> bool:
    """Whether a word names an archive, or a file in which the mirrors stand; apt's folder for further ones is none."""
    if word is None:
        return False
    changes_list = any(path in word for path in SOURCES_LISTS) and "sources.list.d/" not in word
    return changes_list or any(host in word for host in ARCHIVES)
