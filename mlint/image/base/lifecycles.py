"""When Python versions and distributions end, judged on the knowledge's own date. Days are written as in ISO 8601."""

from __future__ import annotations

from mlint.image.base.families.tags import system_in
from mlint.knowledge.dates import AS_OF
from mlint.knowledge.lifecycles import FREE_LONG_TERM_SUPPORT, PYTHON, SYSTEM_NAMES, SYSTEMS
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import BuildStage
    from mlint.image.base.families.facts import OperatingSystem

TODAY = AS_OF
"""The day that the knowledge is of: what all days are compared with."""


class EndOfLife(Record):
    """The end of a distribution's release: for everyone, and for those with long-term support (None: there is none).

    ``left_mirrors``: its packages are only in an archive by now.
    """

    end: str
    extended_end: str | None
    left_mirrors: bool


def python_end_of_life(version: str) -> str | None:
    """The end of the security fixes of a Python: ``3.8`` or ``3.8.20``; None when it is not known."""
    minor = ".".join(version.split(".")[:2])
    if minor == "2":
        minor = "2.7"
    return PYTHON.get(minor)


def os_end_of_life(system: OperatingSystem) -> EndOfLife | None:
    """The end of a release; None when the release or its end is not known."""
    release = SYSTEMS.get(system.name, {}).get(system.version or "")
    if release is None:
        return None
    return EndOfLife(release.end, release.extended_end or None, release.left_mirrors)


def own_python_end(stage: BuildStage) -> tuple[str, str] | None:
    """The Python that the base at the bottom of ``stage`` is made for, and the end of its security fixes.

    None for a Python that a distribution keeps, longer than its makers do, and for what is not known.
    """
    image, facts = stage.root.base_image, stage.base_facts
    if image is None or facts is None or facts.family not in ("python", "uv") or not facts.own_python:
        return None
    kept_by_others = image.official == "pypy" or (facts.os is not None and facts.os.name == "ubi")
    version = facts.python_version
    end = python_end_of_life(version) if version and not kept_by_others else None
    return (version, end) if version and end else None


def security_end(system: OperatingSystem) -> str | None:
    """The end of the security fixes that everyone gets without a contract: Debian's LTS counts, Ubuntu Pro does not."""
    life = os_end_of_life(system)
    if life is None:
        return None
    return (life.extended_end if system.name in FREE_LONG_TERM_SUPPORT else None) or life.end


def named_release(stage: BuildStage) -> OperatingSystem | None:
    """The release that the reference of the base of ``stage`` names, not one that only follows from it."""
    image, facts = stage.root.base_image, stage.base_facts
    if image is None or facts is None or facts.os is None or facts.os_floats:
        return None
    named = facts.family == "os" or system_in(image.tag_parts) is not None
    return facts.os if named and facts.os.version else None


def full_name(system: OperatingSystem) -> str:
    """``Debian 10 (buster)``."""
    name = f"{SYSTEM_NAMES.get(system.name, system.name)} {system.version}"
    return f"{name} ({system.codename})" if system.codename and system.name == "debian" else name


def has_ended(end: str | None) -> bool:
    """Whether a known end is past."""
    return end is not None and end < TODAY


def ended_recently(end: str) -> bool:
    """Whether it ended in the last six months."""
    year, month, day = TODAY.split("-")
    months = int(year) * 12 + int(month) - 1 - 6
    return has_ended(end) and end >= f"{months // 12}-{months % 12 + 1:02}-{day}"
