"""What apt leaves in a layer: its package lists, and the archives that it downloads."""

from __future__ import annotations

from mlint.image.folders import mounted, removes
from mlint.image.packages.installs import Cache, Install

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.shell.commands import Command

LISTS = "/var/lib/apt/lists"
ARCHIVES = "/var/cache/apt/archives"

UNKNOWN = Cache(None, "unknown")

_DOWNLOADING = frozenset(
    ("install", "reinstall", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "satisfy", "download")
)


def fetches_lists(install: Install) -> bool:
    """Whether it fetches the package lists: ``update``, and ``install --update`` of apt 2.7 on."""
    from mlint.image.packages.installers.apt import flag_of

    return install.verb == "update" or (install.verb in _DOWNLOADING and flag_of(install, "--update") is True)


def cache(install: Install) -> Cache:
    """Whether the lists (``update``) or the archives (``install`` …) stay in the layer.

    The archives do not as long as ``docker-clean`` is there, the configuration of Debian's and Ubuntu's images that
    removes them (``configured``).
    """
    if fetches_lists(install):
        return _answer(install, LISTS, "dist-clean")
    if install.verb not in _DOWNLOADING:
        return Cache(False, "verb")
    return _answer(install, ARCHIVES, "clean") if _keeps_archives(install) else Cache(False, "configured")


def cache_folder(install: Install) -> str | None:
    """The folder that :func:`cache` is about."""
    return LISTS if fetches_lists(install) else ARCHIVES


def _answer(install: Install, folder: str, cleaning: str) -> Cache:
    around = install.surroundings
    in_mount = mounted(folder, around.mounts)
    if in_mount is not False:
        return Cache(False, "mount") if in_mount else UNKNOWN
    answer = Cache(True, "kept")
    for command in around.later:
        gone = _cleans(command, folder, cleaning, around.home)
        if gone:
            return Cache(False, "removed", command.span)
        if gone is None:
            answer = UNKNOWN
    return answer


def _cleans(command: Command, folder: str, cleaning: str, home: str | None) -> bool | None:
    """Whether ``command`` removes ``folder``: rm, find, apt's own verb ``cleaning``, or a trap that says so."""
    from mlint.image.packages.installers import apt

    if command.name == "trap":
        text = next((value or "" for value in command.values[1:2]), "")
        return "rm " in text and folder in text
    if command.name in ("find", "rm"):
        return _removes(command, folder, home)
    call = apt.read(command)
    return call is not None and (call.verb == cleaning or (call.verb == "dist-clean" and folder == LISTS))


def _removes(command: Command, folder: str, home: str | None) -> bool | None:
    gone = removes(command, folder, home)
    if gone is False and any("{" in (value or "") and "/var/" in (value or "") for value in command.values):
        # bash would make several words of it, sh does not.
        return None
    return gone


def _keeps_archives(install: Install) -> bool:
    """Whether ``docker-clean`` is gone, or archives are kept by another setting."""
    return any(_keeps(command.values) for command in install.surroundings.earlier)


def _keeps(values: Sequence[str | None]) -> bool:
    removal = values[:1] in (["rm"], ["mv"], ["sed"])
    return any(
        (removal and "docker-clean" in value) or 'keep-downloaded-packages "true"' in value.lower()
        for value in values
        if value is not None
    )
