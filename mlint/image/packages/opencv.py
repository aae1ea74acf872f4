"""OpenCV in an image: the package that draws windows, who brings it, and the libraries that it does not find."""

from __future__ import annotations

from mlint.image.base.families.tags import numbers
from mlint.image.packages.apt_lists import runs_unread_text
from mlint.image.packages.asked_for import shipped
from mlint.image.packages.installs import CONDA_LIKE
from mlint.image.packages.wheels import from_public_indexes
from mlint.image.programs import is_python, started_script
from mlint.knowledge.libgl import (
    BRING_LIBGL,
    GRAPHICS,
    INSTALLING_WORDS,
    LACKING,
    MAY_BRING_GLIB,
    NEEDED_FROM,
    NEITHER,
    OLDEST,
    OLDEST_PYTHON,
    OTHER_INSTALLERS,
)
from mlint.knowledge.opencv import BRING_HEADLESS, BRING_WINDOWS, HEADLESS, WITH_WINDOWS
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.build import Build, BuildStage
    from mlint.image.base.families.facts import BaseFacts
    from mlint.image.copies import Copy
    from mlint.image.packages.asked_for import Asked
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_LIBRARY_FOLDERS = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
_WHOLE_FOLDERS = ("/", "/usr")
_HARMLESS = frozenset({"pip", "pip3", "pipx", "poetry", "uv"})


class WithWindows(Record):
    """The one package of OpenCV with windows in an image, and all places that ask for it.

    ``brought``: it comes, perhaps also, with another package; ``asked`` holds those when nobody asks for it by name.
    """

    name: str
    asked: tuple[Asked, ...]
    brought: bool


def opencv_with_windows(build: Build) -> WithWindows | None:
    """The package with windows that ships; None when there is none, or another one of OpenCV beside it."""
    packages = [one for asked in shipped(build) for one in asked.packages if one.ecosystem == "pypi"]
    names = {one.name for one in packages}
    found = names & WITH_WINDOWS
    bringers = names & BRING_WINDOWS
    if len(found) > 1 or not (found or bringers) or names & HEADLESS:
        return None
    name = min(found, default="")
    asked = tuple(one for one in packages if (one.name == name if name else one.name in bringers))
    return WithWindows(name or "opencv-python", asked, bool(bringers))


def missing_libraries(build: Build, opencv: WithWindows) -> tuple[str, ...]:
    """The Debian packages without whose libraries ``import cv2`` surely fails in the image; none when it may work."""
    stage = build.final
    if stage is None or stage.is_arm or not all(map(_is_known, opencv.asked)):
        return ()
    lacking = _lacking(stage.base_facts)
    if not lacking or _may_be_replaced(build, opencv) or _driver_draws(build):
        return ()
    installed = _system_packages(build.final_chain)
    if installed is None or not installed <= BRING_LIBGL | NEITHER | MAY_BRING_GLIB:
        return ()
    there = {"libgl1"} if installed & BRING_LIBGL else set()
    if installed & MAY_BRING_GLIB:
        there.add("libglib2.0-0")
    return tuple(one for one in lacking if one not in there)


def _is_known(asked: Asked) -> bool:
    """Whether it surely brings a wheel of OpenCV from PyPI that loads the libraries."""
    install = asked.install
    if not asked.surely or not from_public_indexes(asked) or install.command.site.conditional:
        return False
    if install.has("--no-binary") or (install.has("--no-deps") and asked.name in BRING_WINDOWS):
        return False
    if asked.name in WITH_WINDOWS:
        return not asked.requirement.keeps_below(NEEDED_FROM)
    # What older versions of the others require was not looked up.
    return asked.name == "ultralytics" or all(operator == ">=" for operator, _ in asked.requirement.clauses)


def _lacking(facts: BaseFacts | None) -> tuple[str, ...]:
    """The Debian packages that the base image surely lacks."""
    if facts is None or facts.os is None:
        return ()
    oldest = OLDEST.get(facts.os.name)
    if oldest is None or (facts.os.number and facts.os.number < oldest):
        return ()
    if facts.python_version and numbers(facts.python_version) < OLDEST_PYTHON:
        return ()
    return LACKING.get((facts.image, facts.cuda_flavour or facts.variant), ())


def _may_be_replaced(build: Build, opencv: WithWindows) -> bool:
    """Whether an OpenCV is uninstalled, or one without windows, or of conda, may come."""
    everything = list(shipped(build))
    if opencv.asked[0].name not in WITH_WINDOWS and not all(asked.complete for asked in everything):
        return True  # who knows the error asks for the other package in a file of their own
    for stage in build.stages:
        for install in (one for run in stage.runs for one in run.installs if stage.is_reached):
            if install.verb.endswith("uninstall") and (install.unknown or install.names & (HEADLESS | WITH_WINDOWS)):
                return True
    names = {one.name for asked in everything for one in asked.packages}
    return bool(names & (BRING_HEADLESS | {"opencv", "py-opencv"}))


def _driver_draws(build: Build) -> bool:
    """Whether the driver of the host may bring the libraries when the container starts."""
    if "NVIDIA_DRIVER_CAPABILITIES" not in build.startup.environment:
        return False
    value = build.startup.environment.get("NVIDIA_DRIVER_CAPABILITIES")
    return value is None or not GRAPHICS.isdisjoint(value.split(","))


def _system_packages(chain: Sequence[BuildStage]) -> set[str] | None:
    """What apt installs in these stages; None when libraries may come in other ways, too."""
    found: set[str] = set()
    for stage in chain:
        if any(map(_may_bring_libraries, stage.copies)):
            return None
        for run in stage.runs:
            names = _installed_by(run)
            if names is None:
                return None
            found |= names
    return found


def _installed_by(run: Run) -> set[str] | None:
    """What apt installs in one RUN; None when libraries may come in other ways, too."""
    calls: dict[Command, Install] = {one.command: one for one in run.installs}
    found: set[str] = set()
    if not run.commands:
        return None  # a script for another interpreter
    for command in run.commands:
        call = calls.get(command)
        if call is None:
            if _may_install(command):
                return None
        elif call.manager in CONDA_LIKE:
            return None
        elif call.manager == "apt" and call.verb in ("build-dep", "install", "reinstall"):
            if call.unknown or call.verb == "build-dep" or any(one.path or not one.name for one in call.requirements):
                return None
            found |= call.names
    return found


def _may_install(command: Command) -> bool:
    """Whether a command that is no call of a known manager may install packages of the system, as scripts do."""
    name = command.name
    if name is None or name in OTHER_INSTALLERS or not INSTALLING_WORDS.isdisjoint(command.values):
        return True
    script = started_script(command)
    if script:
        return not (script[0] or "").endswith("setup.py")
    if name in (".", "source"):
        return not (command.values[-1] or "").endswith("/activate")
    return runs_unread_text(command) and not (is_python(name) or name in _HARMLESS)


def _may_bring_libraries(copy: Copy) -> bool:
    """Whether it copies into the folders where libraries of the system lie, or unknown things of another image."""
    target = copy.target
    if target is None or "conda" in target:
        return True
    if target.startswith(_LIBRARY_FOLDERS) and not target.startswith("/usr/lib/python"):
        return True
    if copy.from_context:
        from mlint.image.copies import is_folder_by_name

        folders = any(source.path is None or is_folder_by_name(source.path) for source in copy.sources)
        return target in _WHOLE_FOLDERS and (folders or copy.instruction.name == "ADD")
    if copy.source_stage is None:
        return not any(part in ("bin", "uv") for part in target.split("/"))
    return target in _WHOLE_FOLDERS
