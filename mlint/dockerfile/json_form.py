"""The JSON form of an instruction's arguments: a list of strings, each with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from mlint.dockerfile.whitespace import GO_SPACE

if TYPE_CHECKING:
    from mlint.dockerfile.source import MappedText


class JsonForm(NamedTuple):
    """Arguments in JSON form. ``strings`` is None when the list holds something that is not a string."""

    strings: tuple[MappedText, ...] | None


def is_json_form(text: str) -> bool:
    """Whether the argument ``text`` is one JSON array and nothing else."""
    return _load(text) is not None


def read_json_form(text: MappedText) -> JsonForm | None:
    """The JSON form in ``text``; None when it is shell form."""
    items = _load(text.text)
    if items is None:
        return None
    if not all(isinstance(item, str) for item in items):
        return JsonForm(None)
    return JsonForm(tuple(_strings(text)))


def _load(text: str) -> list[object] | None:
    array = text.strip(GO_SPACE)
    if not array.startswith("[") or not array.endswith("]"):
        return None
    try:
        items = json.loads(array, parse_constant=_refuse, parse_float=_finite, parse_int=_finite)
    except (ValueError, RecursionError):
        return None
    return items if isinstance(items, list) else None


def _refuse(name: str) -> object:
    raise ValueError(name)


def _finite(digits: str) -> float:
    """A number as float64 holds it; the builder's reader refuses larger ones."""
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(digits)
    return number


def _strings(text: MappedText) -> list[MappedText]:
    """Every string of a valid array of strings, decoded, with its way back to the file."""
    found = []
    written = text.text
    at = written.find('"')
    while at >= 0:
        at += 1
        units: list[tuple[int, int, int]] = []
        chars: list[str] = []
        start = at
        while True:
            quote = written.index('"', at)
            escape = written.find("\\", at, quote)
            run_end = quote if escape < 0 else escape
            if run_end > at:
                units.append((run_end - at, at, run_end))
                chars.append(written[at:run_end])
            at = run_end
            if escape < 0:
                break
            char, at = _escape(written, at)
            units.append((len(char), run_end, at))
            chars.append(char)
        found.append(text.decoded("".join(chars), units, start))
        at = written.find('"', at + 1)
    return found


def _escape(written: str, at: int) -> tuple[str, int]:
    """The character of the escape at ``at``, and the offset behind it."""
    if written[at + 1] != "u":
        return json.loads(f'"{written[at : at + 2]}"'), at + 2
    end = at + 6
    if written[at + 2 : at + 4].lower() in ("d8", "d9", "da", "db") and written.startswith("\\u", end):
        pair = json.loads(f'"{written[at : end + 6]}"')
        if len(pair) == 1:
            return pair, end + 6
    char = json.loads(f'"{written[at:end]}"')
    return ("\ufffd" if "\ud800" <= char <= "\udfff" else char), end
