"""What stands behind FROM when nobody gives build arguments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mlint.dockerfile.expansion import ExpansionError, UnknownValueError, expand
from mlint.dockerfile.variables import PLATFORM_ARGUMENTS

if TYPE_CHECKING:
    from mlint.build import Build, BuildStage

_PART = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[a-fA-F0-9:]+\])"
_TAG_AND_DIGEST = r"(?::\w[\w.-]{0,127})?(?:@[A-Za-z][\w+.-]*:[0-9a-fA-F]{32,})?"
_REFERENCE = rf"(?:{_HOST}(?::[0-9]+)?/)?{_PART}(?:/{_PART})*{_TAG_AND_DIGEST}"
_LONGEST = 1_000


def base_by_defaults(stage: BuildStage) -> str | None:
    """The text behind FROM with the defaults of the arguments alone; what has none is empty.

    None without variables in it, and when the builder could not read it or an argument.
    """
    if stage.base_text is None or "$" not in stage.base_text.text:
        return None
    try:
        return expand(stage.base_text.text, _defaults(stage.build).get, stage.start.escape)
    except (ExpansionError, UnknownValueError):
        return None


def _defaults(build: Build) -> dict[str, str]:
    # The values of the platform are the machine's; any word will do.
    values = dict.fromkeys(PLATFORM_ARGUMENTS, "linux")
    for instruction in build.global_arguments:
        for pair in instruction.assignments:
            if pair.value is not None:
                values[pair.key] = expand(pair.value, values.get, instruction.escape)
    return values


def is_reference(text: str) -> bool:
    """Whether ``text`` may name an image, by the grammar of references."""
    return len(text) <= _LONGEST and re.fullmatch(_REFERENCE, text, re.ASCII) is not None
