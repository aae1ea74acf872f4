"""When Python versions and distributions end, judged on the knowledge's own date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mlint.knowledge.dates import AS_OF
from mlint.knowledge.lifecycles import PYTHON, SYSTEMS
from mlint.records import Record

if TYPE_CHECKING:
    from mlint.image.families.facts import OperatingSystem

TODAY = date.fromisoformat(AS_OF)
"""The day that the knowledge is of: what all dates are compared with."""

_RECENT_DAYS = 183


class EndOfLife(Record):
    """The end of a distribution's release: for everyone, and for those with long-term support (None: there is none).

    ``left_mirrors``: its packages are only in an archive by now.
    """

    end: date
    extended_end: date | None
    left_mirrors: bool


def python_end_of_life(version: str) -> date | None:
    """The end of the security fixes of a Python: ``3.8`` or ``3.8.20``; None when it is not known."""
    minor = ".".join(version.split(".")[:2])
    if minor == "2":
        minor = "2.7"
    end = PYTHON.get(minor)
    return date.fromisoformat(end) if end else None


def os_end_of_life(system: OperatingSystem) -> EndOfLife | None:
    """The end of a release; None when the release or its end is not known."""
    release = SYSTEMS.get(system.name, {}).get(system.version or "")
    if release is None:
        return None
    extended = date.fromisoformat(release.extended_end) if release.extended_end else None
    return EndOfLife(date.fromisoformat(release.end), extended, release.left_mirrors)


def has_ended(end: date | None) -> bool:
    """Whether a known end is past."""
    return end is not None and end < TODAY


def ended_recently(end: date) -> bool:
    """Whether it ended in the last six months."""
    return has_ended(end) and (TODAY - end).days <= _RECENT_DAYS
