"""Health checks: whether an image has one, and how long it waits for a server that still loads its model."""

from __future__ import annotations

import os

from mlint.dockerfile.validation import milliseconds
from mlint.knowledge.servers import LOAD_MODELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build
    from mlint.dockerfile.instructions import Instruction

_INTERVAL = 30_000.0
_RETRIES = 3
"""Docker's defaults: one check every 30 s, the third failure in a row counts."""


def health_check(build: Build) -> Instruction | None:
    """The HEALTHCHECK that counts, ``HEALTHCHECK NONE`` too."""
    found = (stage.last_instruction("HEALTHCHECK") for stage in reversed(build.final_chain))
    return next((one for one in found if one), None)


def is_checked_elsewhere(build: Build) -> bool:
    """Whether a compose file checks the health of the container."""
    on_disk = os.path.isfile(build.path)
    return on_disk and any(one.checks_health for one in build.contexts.compose_builds(build.path))


def patience(check: Instruction) -> int | None:
    """The seconds after which a container that never answers is unhealthy.

    None when the check begins with a grace period, is no check, or a variable decides.
    """
    if check.flag("start-period") or check.health_command is None:
        return None
    interval, retries = check.flag("interval"), check.flag("retries")
    count = retries.value if retries and retries.value else "0"
    every = milliseconds(interval.value) if interval and interval.value else _INTERVAL
    if every is None or not count.isdigit():
        return None
    return round((every or _INTERVAL) * (int(count) or _RETRIES) / 1000)


def loads_model(build: Build) -> str | None:
    """The package or base image that tells that the server loads large weights before it answers."""
    facts = build.startup.facts
    if facts and (facts.serves or facts.frameworks):
        return facts.image
    for stage in build.final_chain:
        for run in stage.runs:
            for install in run.installs:
                for one in run.asked_for(install).packages:
                    if one.name in LOAD_MODELS:
                        return one.name
    return None
