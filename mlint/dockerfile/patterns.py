"""The patterns of ``${name#pattern}`` and kin: only ``*`` and ``?`` mean something. Matched in linear time."""

from __future__ import annotations

import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class PatternError(ValueError):
    """The pattern holds an escape that the builder refuses."""


def without_prefix(value: str, pattern: str, *, longest: bool) -> str:
    """``value`` without the shortest or longest beginning that matches."""
    first, rest = _compiled(pattern, backwards=False, longest=longest)
    end = _match_end(value, first.match(value), rest)
    return value if end is None else value[end:]


def without_suffix(value: str, pattern: str, *, longest: bool) -> str:
    """``value`` without the shortest or longest end that matches."""
    first, rest = _compiled(pattern, backwards=True, longest=longest)
    backwards = value[::-1]
    end = _match_end(backwards, first.match(backwards), rest)
    return value if end is None else value[: len(value) - end]


def matches(value: str, pattern: str) -> Iterator[tuple[int, int]]:
    """The ranges of ``value`` that match, from left to right, each as long as can be.

    An empty one right behind another one does not count.
    """
    first, rest = _compiled(pattern, backwards=False, longest=True)
    at = 0
    previous = -1
    while at <= len(value):
        found = first.search(value, at)
        end = _match_end(value, found, rest)
        if found is None or end is None:
            # What is missing behind the first run is missing behind each later one, too.
            return
        if end > found.start() or end != previous:
            yield found.start(), end
        previous = end
        at = end if end > found.start() else end + 1


def _match_end(value: str, found: re.Match[str] | None, rest: re.Pattern[str]) -> int | None:
    behind = rest.match(value, found.end()) if found else None
    return behind.end() if behind else None


@lru_cache(maxsize=256)
def _compiled(pattern: str, *, backwards: bool, longest: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Expressions for what stands before the first ``*`` and for the rest.

    Every run of characters behind a star is taken where it comes first, for good (only the last one of a longest match
    where it comes last): nothing is tried twice.
    """
    runs: list[list[str]] = [[]]
    for token in _tokens(pattern):
        if token == "*":
            runs.append([])
        else:
            runs[-1].append(token)
    if backwards:
        runs = [run[::-1] for run in runs[::-1]]
    first, *others = ("".join(run) for run in runs)
    rest = "".join(f"(?>.*?{run})" for run in others[:-1])
    if others:
        rest += f"(?>.*{'' if longest else '?'}{others[-1]})"
    return re.compile(first, re.DOTALL), re.compile(rest, re.DOTALL)


def _tokens(pattern: str) -> Iterator[str]:
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "\\":
            escaped = pattern[at : at + 1]
            at += 1
            if not escaped or escaped not in "*?\\/}":
                raise PatternError(f"invalid escape '\\{escaped}' in a pattern")
            yield re.escape(escaped)
        elif char == "?":
            yield "."
        else:
            yield "*" if char == "*" else re.escape(char)
