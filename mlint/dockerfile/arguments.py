"""What stands behind an instruction's name: flags, words, key-values, mounts."""

from __future__ import annotations

from mlint.dockerfile.whitespace import GO_SPACE, NAME_SPACE
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.dockerfile.source import MappedText, Span


class Flag(Record):
    """A ``--name=value`` before the arguments; ``value`` is None without ``=``, ``text`` the whole flag unquoted."""

    name: str
    value: str | None
    text: MappedText
    span: Span


class Assignment(Record):
    """One pair of ENV or LABEL, or one word of ARG (then ``value`` may be None). Quotes and escapes are still there.

    ``legacy`` is the form without an equals sign (``ENV key value``).
    """

    key: str
    value: str | None
    key_text: MappedText
    value_text: MappedText | None
    legacy: bool
    span: Span

    @property
    def key_span(self) -> Span:
        """Where the key stands in the file."""
        return self.key_text.span()

    @property
    def value_span(self) -> Span:
        """Where the value stands in the file; empty, behind the key, when there is none."""
        if self.value_text is None:
            return self.span._replace(start=self.span.end)
        return self.value_text.span()


class Mount(Record):
    """One ``--mount`` of RUN, as written: variables in the values are not replaced."""

    type: str
    target: str | None
    source: str | None
    source_stage: str | None
    options: dict[str, str]
    span: Span


def split_name(text: str) -> tuple[str, str]:
    """The name at the beginning of a joined text, and what follows the white space behind it."""
    text = text.strip(GO_SPACE)
    end, begin = name_range(text)
    return text[:end], text[begin:]


def name_range(text: str) -> tuple[int, int]:
    """Where the name at the beginning of ``text`` ends, and where its arguments begin."""
    end, size = 0, len(text)
    while end < size and text[end] not in NAME_SPACE:
        end += 1
    begin = end
    while begin < size and text[begin] in NAME_SPACE:
        begin += 1
    return end, begin


def flag_ranges(text: str, escape: str) -> tuple[list[tuple[int, int]], int]:
    """The ranges of the flags at the beginning of a text, and the offset where the arguments begin."""
    flags: list[tuple[int, int]] = []
    at, size = 0, len(text)
    while True:
        while at < size and text[at] in GO_SPACE:
            at += 1
        if not text.startswith("--", at):
            return flags, at
        start = at
        quote = ""
        while at < size:
            char = text[at]
            if char == escape:
                at += 1
            elif quote:
                quote = "" if char == quote else quote
            elif char in "'\"":
                quote = char
            elif char in GO_SPACE:
                break
            at += 1
        at = min(at, size)
        word = text[start:at]
        if word.rstrip("'\"" + escape) == "--" and _without_quotes(word, escape)[0] == "--":
            while at < size and text[at] in GO_SPACE:
                at += 1
            return flags, at
        flags.append((start, at))


def skip_flags(text: str, escape: str) -> str:
    """The arguments of an instruction without the flags before them."""
    return text[flag_ranges(text, escape)[1] :]


def read_flags(text: MappedText, escape: str) -> tuple[tuple[Flag, ...], MappedText]:
    """The flags at the beginning of ``text`` and the rest, trimmed."""
    text = trimmed(text)
    if not text.text.startswith("--"):
        return (), text
    ranges, begin = flag_ranges(text.text, escape)
    flags = []
    for start, end in ranges:
        word = _unquoted(text.part(start, end), escape)
        name, equals, value = word.text[2:].partition("=")
        flags.append(Flag(name, value if equals else None, word, text.span(start, end)))
    return tuple(flags), trimmed(text.part(begin))


def _unquoted(word: MappedText, escape: str) -> MappedText:
    """A flag without its quotes and escapes."""
    written = word.text
    if escape not in written and '"' not in written and "'" not in written:
        return word
    return word.decoded(*_without_quotes(written, escape), 0)


def _without_quotes(written: str, escape: str) -> tuple[str, list[tuple[int, int, int]]]:
    """The text of a flag unquoted, and the runs of characters it is made of: length, start and end in ``written``."""
    units, runs = [], []
    quote = ""
    start = at = 0
    size = len(written)
    while at <= size:
        char = written[at : at + 1]
        special = char == escape or not char or (char == quote if quote else char in "'\"")
        if special:
            if start < at:
                units.append((at - start, start, at))
                runs.append(written[start:at])
            start = at + 1
            if char == escape:
                at += 1
            else:
                quote = "" if quote else char
        at += 1
    return "".join(runs), units


def trimmed(text: MappedText) -> MappedText:
    """``text`` without the white space around it."""
    written = text.text
    stripped = written.strip(GO_SPACE)
    if len(stripped) == len(written):
        return text
    start = len(written) - len(written.lstrip(GO_SPACE))
    return text.part(start, start + len(stripped))


def split_words(text: MappedText, spaces: str = NAME_SPACE) -> tuple[MappedText, ...]:
    """The words of ``text`` between ``spaces``; quotes mean nothing."""
    written = text.text
    words: list[MappedText] = []
    at, size = 0, len(written)
    while True:
        while at < size and written[at] in spaces:
            at += 1
        if at == size:
            return tuple(words)
        start = at
        while at < size and written[at] not in spaces:
            at += 1
        words.append(text.part(start, at))


def quoted_words(text: MappedText, escape: str) -> tuple[MappedText, ...]:
    """The words of ENV, LABEL and ARG: white space inside quotes does not end them; quotes and escapes stay."""
    return tuple(text.part(start, end) for start, end in _quoted_ranges(text.text, escape))


def _quoted_ranges(written: str, escape: str) -> Iterator[tuple[int, int]]:
    at, size = 0, len(written)
    while True:
        while at < size and written[at] in GO_SPACE:
            at += 1
        if at == size:
            return
        start = at
        quote = ""
        while at < size:
            char = written[at]
            if char == escape and quote != "'":
                if at + 1 == size:
                    # An escape at the very end is dropped, and alone it is no word.
                    if at > start:
                        yield start, at
                    return
                at += 1
            elif quote:
                quote = "" if char == quote else quote
            elif char in "'\"":
                quote = char
            elif char in GO_SPACE:
                break
            at += 1
        yield start, min(at, size)


def read_pairs(text: MappedText, escape: str) -> tuple[tuple[Assignment, ...], MappedText | None]:
    """The pairs of ENV or LABEL; second, the word that lacks its equals sign (the builder refuses the file then).

    A lone key without a value is such a word.
    """
    words = quoted_words(text, escape)
    if not words:
        return (), None
    if "=" not in words[0].text:
        return _legacy_pair(text)
    pairs: list[Assignment] = []
    for word in words:
        if "=" not in word.text:
            return tuple(pairs), word
        pairs.append(assignment(word))
    return tuple(pairs), None


def _legacy_pair(text: MappedText) -> tuple[tuple[Assignment, ...], MappedText | None]:
    end, begin = name_range(text.text)
    if begin == len(text):
        return (), text
    key, value = text.part(0, end), text.part(begin)
    return (Assignment(key.text, value.text, key, value, True, text.span()),), None


def quote_for_pair(pair: Assignment, escape: str) -> str | None:
    """The quote that the value of a legacy pair needs on both sides when it is written with an equals sign.

    Empty when it needs none; None when the same text would mean something else then.
    """
    value = pair.value_text
    if value is None or any(char in pair.key for char in ("'", '"', escape)) or value.text.endswith(escape):
        return None
    open_quote = value.text.count("'") % 2 or value.text.count('"') % 2
    if len(quoted_words(value, escape)) == 1:
        return None if open_quote else ""
    return None if any(char in value.text for char in ("'", '"', escape)) else '"'


def assignment(word: MappedText) -> Assignment:
    """A word cut at its first equals sign, quoted or not."""
    at = word.text.find("=")
    if at < 0:
        return Assignment(word.text, None, word, None, False, word.span())
    key, value = word.part(0, at), word.part(at + 1)
    return Assignment(key.text, value.text, key, value, False, word.span())


def read_mount(flag: Flag) -> Mount | None:
    """The mount that a ``--mount`` flag describes; None when its text is not one CSV record."""
    fields = None if flag.value is None else _csv_fields(flag.value)
    if fields is None:
        return None
    options: dict[str, str] = {}
    for field in fields:
        key, _, value = field.partition("=")
        options[key.strip().lower()] = value
    return Mount(
        options.get("type", "bind").lower(),
        _first(options, "target", "dst", "destination"),
        _first(options, "source", "src"),
        options.get("from"),
        options,
        flag.span,
    )


def _first(options: dict[str, str], *names: str) -> str | None:
    return next((options[name] for name in names if name in options), None)


def _csv_fields(record: str) -> list[str] | None:
    """The fields of one CSV record; None when one of them is not well-formed."""
    fields: list[str] = []
    at, size = 0, len(record)
    while at <= size:
        if record.startswith('"', at):
            chars = []
            while record.startswith('"', at):
                end = record.find('"', at + 1)
                if end < 0:
                    return None
                # Behind a quote that closes, another one stands for a quote in the field.
                chars.append(record[at + 1 : end])
                at = end + 1
            if at < size and record[at] != ",":
                return None
            fields.append('"'.join(chars))
        else:
            end = record.find(",", at)
            end = size if end < 0 else end
            if '"' in record[at:end]:
                return None
            fields.append(record[at:end])
            at = end
        at += 1
    return fields
