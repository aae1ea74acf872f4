"""What stands behind FROM when nobody gives build arguments."""

from __future__ import annotations

import re
from contextlib import suppress

from mlint.dockerfile.expansion import ExpansionError, UnknownValueError, expand
from mlint.dockerfile.variables import PLATFORM_ARGUMENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build
    from mlint.dockerfile.source import MappedText

_PART = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[a-fA-F0-9:]+\])"
_TAG_AND_DIGEST = r"(?::\w[\w.-]{0,127})?(?:@[A-Za-z][\w+.-]*:[0-9a-fA-F]{32,})?"
_REFERENCE = rf"(?:{_HOST}(?::[0-9]+)?/)?{_PART}(?:/{_PART})*{_TAG_AND_DIGEST}"
_LONGEST = 1_000


def bases_by_defaults(build: Build) -> Iterator[tuple[MappedText, str]]:
    """The texts behind FROM that hold variables, each with its value by the defaults of the arguments alone.

    An argument without default is empty. Nothing comes of what the builder could not read.
    """
    with suppress(ExpansionError, UnknownValueError):
        defaults = _defaults(build)
        for stage in build.stages:
            text = stage.base_text
            if text is not None and "$" in text.text:
                yield text, expand(text.text, defaults.get, stage.start.escape)


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
