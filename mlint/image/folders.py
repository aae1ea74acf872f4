"""Folders of the image: how a path is written, and whether a mount covers it or a command removes it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.image.packages.installs import Mount
    from mlint.shell.commands import Command


def normal(path: str, home: str | None) -> str | None:
    """``path`` with the home put for ``~`` when it is known, without double and trailing slashes; None if relative."""
    if path.startswith("~") and home:
        path = home + path[1:] if path[1:2] in ("", "/") else path
    if not path.startswith(("/", "~")):
        return None
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return ("" if path.startswith("~") else "/") + "/".join(parts)


def covers(mount: Mount, folder: str | None) -> bool | None:
    """Whether ``folder`` lies in a mount; None when it may."""
    target = None if mount.target is None else normal(mount.target, None)
    return None if target is None else _pattern_covers(target, folder)


def mounted(folder: str | None, mounts: Sequence[Mount]) -> bool | None:
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


def removes(command: Command, folder: str | None, home: str | None) -> bool | None:
    """Whether ``rm`` or ``find`` removes ``folder``, or all that is in it; None when it may."""
    if command.name == "rm":
        return _matches(_rm_targets(command), folder, home)
    if command.name == "find":
        return _matches(_find_targets(command), folder, home)
    return False


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
        pattern = None if target is None else normal(target, home)
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
