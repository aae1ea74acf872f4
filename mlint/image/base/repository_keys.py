"""Whether apt refuses a repository of the base image because its key has been replaced."""

from __future__ import annotations

from mlint.image.base.families.tags import is_version, numbers
from mlint.image.base.mirrors import first_on, first_unless_settled
from mlint.knowledge.repository_keys import OLD_KEYS, SETTLED_BY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import BuildStage
    from mlint.image.references import ImageReference
    from mlint.knowledge.repository_keys import OldKey
    from mlint.shell.commands import Command


def old_key(image: ImageReference) -> OldKey | None:
    """What is known of an image that surely knows only the key that NVIDIA has replaced; None for all others."""
    version, *rest = image.tag_parts or ("",)
    found = OLD_KEYS.get(image.name)
    if found is None or found.flavour not in rest or not is_version(version):
        return None
    fixed = found.patched.get(".".join(version.split(".")[:2]), found.fixed)
    return found if numbers(found.first) <= numbers(version) < numbers(fixed) else None


def refused_update(root: BuildStage) -> Command | None:
    """The first ``apt-get update`` on ``root``, which knows only the old key, that stops the build."""
    return first_on(root, lambda stage: first_unless_settled(stage, _updates, _settles))


def _updates(command: Command) -> bool:
    return command.name in ("apt", "apt-get") and "update" in command.values[1:] and not command.site.goes_on


def _settles(word: str) -> bool:
    return any(sign in word for sign in SETTLED_BY)
