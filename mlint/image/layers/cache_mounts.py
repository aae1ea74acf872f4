"""Cache mounts that do not work: the cache is off, lies elsewhere, belongs to another user, or is emptied."""

from __future__ import annotations

from mlint.dockerfile.source import Span
from mlint.image.folders import covers, normal, removes
from mlint.image.packages.apt_files import ARCHIVES, LISTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.dockerfile.arguments import Mount
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_MANAGERS = ("pip", "uv")
_OF_ROOT = ("", "root", "0")


def switched_off(run: Run, mount: Mount) -> list[Install]:
    """The installs whose cache this mount is for, if all of them are told to use none."""
    found = [
        one for one in run.installs if one.manager in _MANAGERS and one.cache.reason != "verb" and _is_for(mount, one)
    ]
    return found if all(one.cache.reason in ("option", "environment") for one in found) else []


def misplaced(run: Run, mount: Mount) -> Install | None:
    """The install that uses a cache elsewhere although this mount is named after its manager's."""
    target = mount.target
    if target is None or "$" in target:
        return None
    for install in run.installs:
        named = install.manager in _MANAGERS and target.rstrip("/").endswith(f"/.cache/{install.manager}")
        folder = run.cache_target(install) if named else None
        mounts = [one for one in run.mounts if one.type == "cache"]
        # The builder takes ~ for the name of a folder.
        apart = folder and (target.startswith("~") or covers(mount, folder) is False)
        if apart and install.cache.reason in ("kept", "unknown", "removed"):
            others = [one for one in mounts if one is not mount and covers(one, folder) is not False]
            return None if others else install
    return None


def shut_out(run: Run, mount: Mount) -> str | None:
    """The user other than root whose install of pip or uv cannot write to this mount, its cache."""
    user = run.stage.user_at(run.instruction)
    if user is None or user in _OF_ROOT or not {"uid", "mode", "from", "source"}.isdisjoint(mount.options):
        return None
    uses = (
        install
        for install in run.installs
        if install.manager in _MANAGERS and _is_for(mount, install) and not install.command.wrappers
    )
    return user if any(install.cache.reason == "mount" for install in uses) else None


def is_cleaned(run: Run, mount: Mount) -> bool:
    """Whether it is a mount for apt's archives, which the setting ``docker-clean`` of the base deletes."""
    facts = run.stage.base_facts
    debian = facts is not None and facts.os is not None and facts.os.name in ("debian", "ubuntu")
    configured = any(one.manager == "apt" and one.cache.reason == "configured" for one in run.installs)
    return debian and configured and normal(mount.target or "", None) in ("/var/cache/apt", ARCHIVES)


def empties(run: Run, mount: Mount) -> Iterator[Command]:
    """The commands of the RUN that delete what is in the mount."""
    target = normal(mount.target, None) if mount.target else None
    if target is None or target == "/":
        return
    folders = [target, *(folder for folder in (ARCHIVES, LISTS) if covers(mount, folder))]
    home = run.stage.home_at(run.instruction)
    cleaning = [install.command for install in run.installs if install.manager == "apt" and install.verb == "clean"]
    for command in run.commands:
        cleans = command in cleaning and covers(mount, ARCHIVES)
        if cleans or any(removes(command, folder, home) for folder in folders):
            yield command


def without_word(run: Run, install: Install, span: Span) -> Span | None:
    """What goes with the word at ``span`` of the command, blanks and a line end included; None where that may harm."""
    if run.instruction.in_json_form or run.instruction.heredocs or run.instruction.logical.comment_lines:
        return None
    words = [one.span for one in install.command.arguments]
    at = words.index(span) if span in words else 0
    if not at:
        return None
    gap = Span(words[at - 1].end, span.start)
    text = run.stage.build.source.text[slice(*gap)]
    return Span(gap.start, span.end) if not text.strip(f" \t\r\n{run.instruction.escape}") else None


def _is_for(mount: Mount, install: Install) -> bool:
    """Whether the mount is the cache of ``install`` itself, not a folder above it."""
    target = normal(mount.target, None) if mount.target else None
    return target is not None and target == install.cache_folder
