"""Whether a package manager's download cache stays in the layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.installs import Cache, Install

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlint.image.installs import Mount, Option
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
    mounted = _mounted(folder, mounts)
    if mounted is not False:
        return Cache(False, "mount") if mounted else UNKNOWN
    answer = UNKNOWN if open_options or _only_local_wheels(install) else Cache(True, "kept")
    for command in later:
        removes = _removes(command, folder, home, settings)
        if removes:
            return Cache(False, "removed", command.span)
        if removes is None:
            answer = UNKNOWN
    return answer


def pip_cache_folder(install: Install, home: str | None, settings: Mapping[str, str] | None = None) -> str | None:
    """The folder of pip's cache: absolute, or from ``~`` on when the home is not known; None when it is not known.

    ``settings`` are those of :func:`pip_settings`.
    """
    option = install.option("--cache-dir")
    if option is not None:
        return None if option.unknown else _normal(option.value or "", _home(install, home))
    configured = (settings or {}).get("cache-dir")
    if configured:
        return _normal(configured, _home(install, home))
    environment = install.command.environment
    folder = environment.get("XDG_CACHE_HOME", "")
    if folder is None:
        return None
    return _normal(f"{folder or '~/.cache'}/pip", _home(install, home))


def pip_settings(earlier: Sequence[Command]) -> dict[str, str]:
    """What ``pip config set`` wrote for all commands or for installs: the option without its dashes, and its value."""
    from mlint.image.installers import pip

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


def _normal(path: str, home: str | None) -> str | None:
    """``path`` with the home put for ``~`` when it is known, without double and trailing slashes; None if relative."""
    if path.startswith("~") and home:
        path = home + path[1:] if path[1:2] in ("", "/") else path
    if not path.startswith(("/", "~")):
        return None
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return ("" if path.startswith("~") else "/") + "/".join(parts)


def covers(mount: Mount, folder: str | None) -> bool | None:
    """Whether ``folder`` lies in a mount; None when it may."""
    target = None if mount.target is None else _normal(mount.target, None)
    return None if target is None else _pattern_covers(target, folder)


def _mounted(folder: str | None, mounts: Sequence[Mount]) -> bool | None:
    """Whether a cache or tmpfs mount covers ``folder``; None when one may."""
    answer: bool | None = False
    for mount in mounts:
        if mount.type not in ("cache", "tmpfs", None):
            continue
        covered = covers(mount, folder)
        if covered and mount.type is not None:
            return True
        if covered is not False:
            answer = None
    return answer


def _removes(command: Command, folder: str | None, home: str | None, settings: Mapping[str, str]) -> bool | None:
    """Whether ``command`` removes ``folder``; None when it may. ``home`` and ``settings`` are for its words too."""
    from mlint.image.installers import pip

    if command.name == "rm":
        return _matches(_rm_targets(command), folder, home)
    if command.name == "find":
        return _matches(_find_targets(command), folder, home)
    call = pip.read(command)
    if call is None or call.verb != "cache" or [word.value for word in call.words] != ["purge"]:
        return False
    return pip_cache_folder(call, home, settings) == folder


def _rm_targets(command: Command) -> list[str | None]:
    """What ``rm -r`` removes; nothing without ``-r``."""
    targets: list[str | None] = []
    recursive = False
    for value in command.values[1:]:
        if value is not None and value.startswith("-"):
            recursive = recursive or value == "--recursive" or (value[1:2] != "-" and not {"r", "R"}.isdisjoint(value))
        else:
            targets.append(value)
    return targets if recursive else []


def _find_targets(command: Command) -> list[str | None]:
    """What ``find FOLDER… -delete`` empties; nothing when tests leave some files."""
    targets: list[str | None] = []
    tests: list[str | None] = []
    for value in command.values[1:]:
        if tests or (value is not None and value.startswith("-")):
            tests.append(value)
        else:
            targets.append(value)
    every = (["-delete"], ["-type", "f", "-delete"], ["-mindepth", "1", "-delete"])
    return targets if tests in every else []


def _matches(targets: Sequence[str | None], folder: str | None, home: str | None) -> bool | None:
    """Whether one of the ``targets``, patterns of the shell, is ``folder`` or above it; None when one may be."""
    answer: bool | None = False
    for target in targets:
        pattern = None if target is None else _normal(target, home)
        if pattern is None and target is not None and not target.startswith((".cache", "./.cache")):
            # A relative path, of which nobody knows from where; only these few may be the cache.
            continue
        covered = None if pattern is None else _pattern_covers(pattern, folder)
        if covered:
            return True
        if covered is None:
            answer = None
    return answer


def _pattern_covers(pattern: str, folder: str | None) -> bool | None:
    """Whether ``pattern`` matches ``folder`` or a folder above it, or all that is in one of these."""
    from fnmatch import fnmatchcase

    if folder is None:
        return None
    wanted, parts = pattern.split("/"), folder.split("/")
    if (wanted[0] == "~") != (parts[0] == "~"):
        # The home is not known: only what ends like the cache, or may be a home, may hold it.
        last = wanted[-2] if wanted[-1] == "*" else wanted[-1]
        return None if last in (".cache", "pip") or (wanted[1] in ("home", "root") and len(wanted) < 4) else False
    if wanted[-1] == "*" and len(wanted) == len(parts) + 1:
        wanted.pop()
    if len(wanted) > len(parts):
        return False
    # A star of the shell matches no name that begins with a dot.
    return all(
        fnmatchcase(part, want) and not (part.startswith(".") and want.startswith("*"))
        for part, want in zip(parts, wanted, strict=False)
    )
