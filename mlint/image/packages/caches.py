"""Whether a package manager's download cache stays in the layer."""

from __future__ import annotations

from mlint.image.folders import mounted, normal, removes
from mlint.image.packages.installs import Cache, Install

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlint.image.packages.installs import Mount, Option
    from mlint.shell.commands import Command

UNKNOWN = Cache(None, "unknown")


def pip_cache(
    install: Install,
    mounts: Sequence[Mount],
    later: Sequence[Command],
    home: str | None,
    earlier: Sequence[Command] = (),
    *,
    open_options: bool = False,
) -> Cache:
    """Whether the cache of this call of pip stays in the layer.

    ``mounts`` are those of the RUN, ``later`` the commands that follow in it, prefixes taken off, ``earlier`` those
    that ran before in the stage (``pip config set``), ``home`` the home of the user who runs it. ``open_options``: a
    variable that the file does not tell may hold options.
    """
    if install.verb not in ("install", "download", "wheel"):
        return Cache(False, "verb")
    settings = pip_settings(earlier)
    disabled = _disabled(install, settings)
    if disabled is not None:
        return disabled
    if _offline(install) or (install.has("--no-deps") and _only_local(install)):
        return Cache(False, "offline")
    folder = pip_cache_folder(install, home, settings)
    in_mount = mounted(folder, mounts)
    if in_mount is not False:
        return Cache(False, "mount") if in_mount else UNKNOWN
    answer = UNKNOWN if open_options or _only_local_wheels(install) else Cache(True, "kept")
    for command in later:
        gone = _removes(command, folder, home, settings)
        if gone:
            return Cache(False, "removed", command.span)
        if gone is None:
            answer = UNKNOWN
    return answer


def pip_cache_folder(install: Install, home: str | None, settings: Mapping[str, str] | None = None) -> str | None:
    """The folder of pip's cache: absolute, or from ``~`` on when the home is not known; None when it is not known.

    ``settings`` are those of :func:`pip_settings`.
    """
    option = install.option("--cache-dir")
    if option is not None:
        return None if option.unknown else normal(option.value or "", _home(install, home))
    configured = (settings or {}).get("cache-dir")
    if configured:
        return normal(configured, _home(install, home))
    environment = install.command.environment
    folder = environment.get("XDG_CACHE_HOME", "")
    if folder is None:
        return None
    return normal(f"{folder or '~/.cache'}/pip", _home(install, home))


def pip_settings(earlier: Sequence[Command]) -> dict[str, str]:
    """What ``pip config set`` wrote for all commands or for installs: the option without its dashes, and its value."""
    from mlint.image.packages.installers import pip

    settings: dict[str, str] = {}
    for command in earlier:
        call = pip.read(command)
        if call is None or call.verb != "config" or len(call.words) < 2:
            continue
        action, key = call.words[0].value, (call.words[1].value or "").replace("_", "-")
        section, _, name = key.partition(".")
        if section not in ("global", "install"):
            continue
        if action == "set" and len(call.words) > 2:
            settings[name] = call.words[2].value or ""
        elif action == "unset":
            settings.pop(name, None)
    return settings


def cache_option(install: Install) -> Option | None:
    """The option or variable that turns the cache off, if it counts; a later ``--cache-dir`` turns it on again."""
    off = install.option("--no-cache-dir")
    folder = install.option("--cache-dir")
    if off is None or folder is None or folder.span is None:
        return off
    return off if off.span is not None and off.span.start > folder.span.start else None


def _disabled(install: Install, settings: Mapping[str, str]) -> Cache | None:
    """The answer when an option, a variable or the configuration turns the cache off, or may do so."""
    option = cache_option(install)
    if option is not None:
        if option.unknown:
            return UNKNOWN
        return Cache(False, "environment" if option.span is None else "option", option.span)
    if install.option("--cache-dir") is None and "no-cache-dir" in settings:
        return Cache(False, "configured")
    # A value that is no boolean: pip refuses to run.
    return UNKNOWN if install.uncertain and install.command.environment.get("PIP_NO_CACHE_DIR") else None


def _offline(install: Install) -> bool:
    """Whether all packages come from local folders, which pip does not copy to its cache."""
    indexes = install.indexes
    return indexes.no_index and not indexes.unknown and not any("://" in url for url in indexes.urls)


def _only_local(install: Install) -> bool:
    """Whether it installs nothing but local files and folders."""
    wanted = (*install.requirements, *install.editables)
    others = install.unknown or install.requirement_files or install.groups
    return bool(wanted) and not others and all(one.path is not None and one.url is None for one in wanted)


def _only_local_wheels(install: Install) -> bool:
    """Whether it installs nothing but local wheels, of which nobody knows here what else they need."""
    wanted = (*install.requirements, *install.editables)
    return _only_local(install) and all((one.path or "").endswith(".whl") for one in wanted)


def _home(install: Install, home: str | None) -> str | None:
    """The home in force: the variable HOME, else that of the user."""
    return install.command.environment.get("HOME", home)


def _removes(command: Command, folder: str | None, home: str | None, settings: Mapping[str, str]) -> bool | None:
    """Whether ``command`` removes ``folder``; None when it may. ``home`` and ``settings`` are for its words too."""
    from mlint.image.packages.installers import pip

    if command.name in ("find", "rm"):
        return removes(command, folder, home)
    call = pip.read(command)
    if call is None or call.verb != "cache" or [word.value for word in call.words] != ["purge"]:
        return False
    return pip_cache_folder(call, home, settings) == folder
