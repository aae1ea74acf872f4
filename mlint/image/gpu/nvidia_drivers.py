"""What an image installs of NVIDIA's driver, or of the tools that give the host's driver to containers."""

from __future__ import annotations

from itertools import pairwise

from mlint.image.names import names_of, words_of
from mlint.image.packages.installers.apt import read_package
from mlint.knowledge.nvidia_drivers import (
    CONTAINER_TOOLS,
    DNF_OPTIONS,
    DOCKER_DAEMONS,
    DRIVER_STARTS,
    METAPACKAGES,
    NUMBERED_DRIVER,
)
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from mlint.build import Build
    from mlint.image.packages.installs import Option
    from mlint.image.runs import Run
    from mlint.shell.commands import Argument, Command

    Kind = Literal["driver", "metapackage", "tool"]

_OTHER_PROGRAMS = frozenset({"dnf", "microdnf", "tdnf", "yum", "zypper"})
_INSTALLING = frozenset({"in", "install", "reinstall"})
_MEANT = frozenset({"dind", "driver", "drivers", "l4t", "operator", "toolkit"})
"""Words in names that say that the driver or its tools are what the image is about, or that it is for Jetson."""


class DriverPackage(Record):
    """A package as it stands in a command; ``instead``: the package without the driver that does the rest."""

    kind: Kind
    name: str
    word: Argument
    instead: str | None


def driver_packages(run: Run) -> Iterator[list[DriverPackage]]:
    """The packages of each command of ``run`` that surely installs some."""
    for words in _installed(run):
        found = list(filter(None, map(_read, words)))
        if found:
            yield found


def is_about_drivers(build: Build) -> bool:
    """Whether the driver is meant to be in the image, by its name, or the image is for Jetson boards."""
    facts = build.final_chain[0].base_facts
    jetson = facts is not None and facts.accelerator == "jetson"
    return jetson or any(not _MEANT.isdisjoint(words_of(name.text)) for name in names_of(build))


def installs_docker(build: Build) -> bool:
    """Whether the image holds a Docker daemon, so that containers may run in the container."""
    return any(
        (word.value or "").partition("=")[0] in DOCKER_DAEMONS
        for stage in build.final_chain
        for run in stage.runs
        for words in _installed(run)
        for word in words
    )


def _installed(run: Run) -> Iterator[Sequence[Argument]]:
    """The words of each call of a system's package manager that name packages to be installed."""
    for install in run.installs:
        surely = not install.command.site.conditional and not _is_dry(install.options)
        if install.manager == "apt" and install.verb in _INSTALLING and surely:
            yield install.words
    for command in run.commands:
        if command.name in _OTHER_PROGRAMS and not command.site.conditional:
            yield _positional(command)


def _is_dry(options: Mapping[str, Sequence[Option]]) -> bool:
    return not {"--simulate", "--download-only"}.isdisjoint(options)


def _positional(command: Command) -> list[Argument]:
    """The words behind the verb ``install`` of dnf and its kin, without options and their values."""
    words = [
        word
        for before, word in pairwise(command.arguments)
        if not word.start.startswith("-") and before.value not in DNF_OPTIONS
    ]
    if words and words[0].value == "module":
        words = words[1:]
    return words[1:] if words and words[0].value in _INSTALLING else []


def _read(word: Argument) -> DriverPackage | None:
    name = read_package(word.start).name or ""
    if name in CONTAINER_TOOLS:
        return DriverPackage("tool", name, word, None)
    stem, version = _split(name)
    if stem in METAPACKAGES:
        return DriverPackage("metapackage", name, word, METAPACKAGES[stem] + version)
    number = name.removeprefix(NUMBERED_DRIVER)
    if name.startswith(DRIVER_STARTS) or (number != name and number.isdigit()):
        shown = name if word.value is not None else f"{name}…"
        return DriverPackage("driver", shown, word, None)
    return None


def _split(name: str) -> tuple[str, str]:
    """``cuda-12-4`` is ``cuda`` and ``-12-4``; a name without a version has an empty one."""
    parts = name.split("-")
    numbers = 0
    while numbers < len(parts) and parts[-1 - numbers].isdigit():
        numbers += 1
    at = len(parts) - numbers
    return "-".join(parts[:at]), "".join(f"-{part}" for part in parts[at:])
