"""What an image holds that only developers need: groups for development, tests and linters."""

from __future__ import annotations

from mlint.image.packages.asked_for import shipped_installs
from mlint.image.purpose import is_for_development
from mlint.knowledge.development import GROUPS, KERNELS, TOOLS
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlint.build import Build
    from mlint.image.packages.asked_for import Asked, AskedFor
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

_DEFAULTS = {
    "uv": frozenset({"sync"}),
    "poetry": frozenset({"install", "sync"}),
    "pipenv": frozenset({"install", "sync"}),
}
"""The verbs that install groups for development, by manager; pipenv's only when told to."""
_ASKING = ("--dev", "--group", "--all-groups", "--only-dev", "--only-group", "--with", "--only")
"""Options of uv and poetry that ask for groups by name."""


class DevelopmentGroups(Record):
    """An install that brings groups for development; ``packages`` and ``groups`` are empty when they are not known."""

    run: Run
    install: Install
    packages: tuple[Asked, ...]
    groups: tuple[str, ...]
    others: bool
    """Whether it brings groups for something else, too."""


def development_groups(build: Build) -> Iterator[DevelopmentGroups]:
    """The installs that bring groups for development into an image that, as far as is known, needs none."""
    if is_for_development(build):
        return
    for run, install in shipped_installs(build):
        if install.dev is not True or install.verb not in _DEFAULTS.get(install.manager, ()):
            continue
        if install.manager != "pipenv" and any(
            option.span for name in _ASKING for option in install.options.get(name, ())
        ):
            continue
        asked = run.asked_for(install)
        packages = tuple(one for one in asked.packages if one.group in GROUPS)
        if (not packages and _is_read(asked)) or _are_used(build, run, packages):
            continue
        groups = dict.fromkeys(one.group for one in asked.packages if one.group)
        wanted = tuple(one for one in groups if one in GROUPS)
        yield DevelopmentGroups(run, install, packages, wanted, len(wanted) < len(groups))


def size_of_groups(one: DevelopmentGroups) -> tuple[int, bool]:
    """Bytes on disk of what comes for development only, by the lock of uv, and whether that is a lower bound."""
    from mlint.image.packages.projects import locked
    from mlint.image.packages.sizes import locked_size

    lock = locked(one.run, one.install) if one.install.manager == "uv" and one.groups else None
    if lock is None:
        return 0, True
    every = one.install.has("--all-extras")
    extras = lock.extras if every else [option.value or "" for option in one.install.options.get("--extra", ())]
    return locked_size(lock, lock.packages(one.groups, extras) - lock.packages(extras=extras, surely=False))


def tools_of_server(build: Build) -> list[Asked]:
    """The tools for development that are installed into an image that serves, groups aside; none that it calls."""
    if is_for_development(build) or not build.serving_because:
        return []
    found = []
    for run, install in shipped_installs(build):
        tools = [one for one in run.asked_for(install).packages if one.name in TOOLS and one.group is None]
        found += [one for one in tools if one.surely and not _are_used(build, run, [one])]
    return found


def _is_read(asked: AskedFor) -> bool:
    return any(file.endswith(("pyproject.toml", "Pipfile")) for file in asked.files)


def _are_used(build: Build, run: Run, packages: Iterable[Asked]) -> bool:
    """Whether the image, or the stage where they are installed, calls one of the ``packages`` as a program."""
    names = {one.name for one in packages}
    server = build.startup.server
    if server and server.notebook and not names.isdisjoint(KERNELS):
        return True
    commands = [command for stage in (*build.final_chain, run.stage) for command in stage.commands]
    return any(not names.isdisjoint(_programs(command.values)) for command in (*commands, *build.startup.commands))


def _programs(values: list[str | None]) -> Iterator[str]:
    """What may be the program of a command: its first word, or what stands behind ``-m``."""
    for value in values[:1] + (values[2:3] if values[1:2] == ["-m"] else []):
        yield (value or "").rpartition("/")[2]
