"""The JSON form of an instruction's arguments: a list of strings, each with its place."""

from __future__ import annotations

import json

from mlint.dockerfile.whitespace import GO_SPACE
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.source import MappedText


class JsonForm(Record):
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


class BrokenList(Record):
    """A text that was meant as a list in JSON form and is none; ``words`` when it is clear what was meant.

    ``reason`` says for a message what is wrong with it.
    """

    text: MappedText
    words: list[str] | None
    reason: str


_CLOSING = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019", "\u201d": "\u201d", "\u2019": "\u2019"}


def read_broken_list(text: MappedText) -> BrokenList | None:
    """What ``text`` was meant to be, when it looks like a list and is not in JSON form.

    A shell test (``[ -f x ]``, ``[[ … ]]``) and a glob (``[ab]*.sh``) are no lists.
    """
    written = text.text.strip(GO_SPACE)
    if not written.startswith("[") or written.startswith("[[") or _load(written) is not None:
        return None
    words, at, reasons = _meant_words(written)
    if words is None:
        return None
    closed = written.startswith("]", at)
    rest = written[at + 1 :].strip(GO_SPACE) if closed else ""
    if written[1:2] in GO_SPACE and len(words) < 2 and (rest or not closed):
        return None
    if _UNCLEAR in reasons:
        return BrokenList(text, None, _UNCLEAR)
    if not closed:
        return BrokenList(text, None, "it does not end in ]")
    if rest:
        return BrokenList(text, None, "text follows the ]")
    return BrokenList(text, words, reasons[0] if reasons else "it holds what JSON does not allow")


_UNCLEAR = "its quotes do not match"


def _meant_words(written: str) -> tuple[list[str] | None, int, list[str]]:
    """The quoted words behind ``[``, the offset behind them, and what is wrong with them; no words for no list.

    Words without a comma between them are a list only when no blank stands behind ``[``, as it does in a shell test.
    """
    words: list[str] = []
    reasons: list[str] = []
    at, size = 1, len(written)
    comma = True
    while True:
        while at < size and written[at] in GO_SPACE:
            at += 1
        char = written[at : at + 1]
        if char in ("]", ""):
            break
        if char == ",":
            if comma and not words:
                return None, at, reasons
            if comma:
                reasons.append("two commas follow each other")
            comma = True
            at += 1
            continue
        if not comma and written[at - 1] not in GO_SPACE:
            return words, at, [_UNCLEAR]
        if not comma:
            reasons.append("a comma is missing")
        end = _quote_end(written, at) if char in _CLOSING else _bare_end(written, at)
        if end < at and words:
            return words, at, [_UNCLEAR]
        if end <= at:
            return None, at, reasons
        if char not in _CLOSING:
            reasons.append("its words are not in double quotes")
            words.append(written[at:end])
            at = end
        else:
            if char != '"':
                reasons.append("JSON takes double quotes only")
            words.append(written[at + 1 : end])
            at = end + 1
        comma = False
    if not words or ("," not in written and len(words) > 1 and written[1:2] in GO_SPACE):
        return None, at, reasons
    if comma:
        reasons.append("a comma stands before the ]")
    return words, at, reasons


def _quote_end(written: str, at: int) -> int:
    """The offset of the quote that closes the one at ``at``; -1 without one."""
    end = written.find(_CLOSING[written[at]], at + 1)
    while end > 0 and written[at] == '"' and written[end - 1] == "\\":
        end = written.find('"', end + 1)
    return end


def _bare_end(written: str, at: int) -> int:
    """The end of a word without quotes; it counts only in a list with commas."""
    end = at
    while end < len(written) and written[end] not in ",]" and written[end] not in GO_SPACE:
        end += 1
    return end if written.startswith(",", end) or (written.startswith("]", end) and "," in written[:at]) else at
