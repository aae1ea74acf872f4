"""A requirements file as pip reads it: requirements, options, and what pip would not understand."""

from __future__ import annotations

from mlint.context.requirements import Requirement, read_word
from mlint.dockerfile.source import BOM, MappedText, Piece, Span
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT = {
    "-i": "--index-url",
    "-c": "--constraint",
    "-r": "--requirement",
    "-e": "--editable",
    "-f": "--find-links",
    "-C": "--config-settings",
}
VALUES = (
    *("--all-releases", "--config-settings", "--constraint", "--editable", "--extra-index-url", "--find-links"),
    *("--global-option", "--hash", "--index-url", "--install-option", "--no-binary", "--only-binary", "--only-final"),
    *("--pypi-url", "--requirement", "--trusted-host", "--use-feature"),
)
FLAGS = (
    *("--always-unzip", "--no-index", "--no-require-hashes", "--pre", "--prefer-binary"),
    *("--process-dependency-links", "--require-hashes"),
)
"""Options that may stand in a requirements file, older releases' included."""

PER_REQUIREMENT = ("--hash", "--config-settings", "--global-option", "--install-option")
"""Options that belong to the requirement before them."""


class FileOption(Record):
    """One option of a requirements file by its long name; ``value`` is None for a flag. Spans are in the file."""

    name: str
    value: str | None
    span: Span
    value_span: Span | None


class RequirementsFile(Record):
    """What a requirements file says, in the order of its lines; files that it names are not read here."""

    requirements: tuple[Requirement, ...]
    """Editables included. ``${NAME}`` is not replaced, which only pip's environment could tell."""
    options: tuple[FileOption, ...]
    """Those that count for the file, not those of one requirement; ``-e`` is among the requirements."""
    broken: tuple[Span, ...]
    """Lines that pip would refuse."""

    def values(self, name: str) -> tuple[str, ...]:
        """The values of an option by its long name: ``values("--requirement")``."""
        return tuple(option.value for option in self.options if option.name == name and option.value is not None)


def read_requirements_file(text: str) -> RequirementsFile:
    """Read the ``text`` of a requirements or constraints file; spans are code points in it."""
    requirements: list[Requirement] = []
    options: list[FileOption] = []
    broken: list[Span] = []
    for line in _logical_lines(text):
        begin = _options_start(line.text)
        found = _read_options(line, begin)
        if found is None:
            broken.append(line.span())
            continue
        written = line.text[:begin].rstrip()
        editables = [option for option in found if option.name == "--editable"]
        if written:
            hashes = tuple(option.value for option in found if option.name == "--hash" and option.value)
            span = line.span(0, len(written))
            requirement = read_word(written)._replace(hashes=hashes)
        elif editables:
            # pip takes the first; the others of such a line have no effect.
            span = editables[0].value_span or editables[0].span
            requirement = read_word(editables[0].value or "", editable=True)
        else:
            options.extend(option for option in found if option.name not in PER_REQUIREMENT)
            continue
        if requirement.name or requirement.url or requirement.path:
            literal = span.end - span.start == len(requirement.text)
            requirements.append(requirement._replace(span=span, literal=literal))
        else:
            broken.append(span)
    return RequirementsFile(tuple(requirements), tuple(options), tuple(broken))


def _logical_lines(text: str) -> Iterator[MappedText]:
    """The lines that say something: continued ones joined, comments and blanks around taken off."""
    pieces: list[Piece] = []
    parts: list[str] = []
    start = len(BOM) if text.startswith(BOM) else 0
    for line in text[start:].splitlines(keepends=True):
        content = line.splitlines()[0]
        comment = content.lstrip().startswith("#")
        continued = content.endswith("\\") and not comment
        # pip takes the backslashes off both ends, whatever their number; a comment ends the line that it continues.
        skipped = len(content) - len(content.lstrip("\\")) if continued else 0
        part = "" if comment else (content.strip("\\") if continued else content)
        if part:
            offset = pieces[-1].offset + pieces[-1].length if pieces else 0
            pieces.append(Piece(offset, len(part), start + skipped, start + skipped + len(part)))
            parts.append(part)
        start += len(line)
        if not continued:
            yield from _trimmed("".join(parts), pieces)
            pieces, parts = [], []
    yield from _trimmed("".join(parts), pieces)


def _trimmed(text: str, pieces: list[Piece]) -> Iterator[MappedText]:
    """The line without its comment, which begins the line or has a blank before it; nothing when nothing is left."""
    end = len(text)
    at = text.find("#")
    while at >= 0:
        if at == 0 or text[at - 1].isspace():
            end = at
            break
        at = text.find("#", at + 1)
    kept = text[:end].strip()
    if kept:
        begin = text.index(kept)
        yield MappedText(text, pieces, pieces[0].start).part(begin, begin + len(kept))


def _options_start(text: str) -> int:
    """Where the options of a line begin: at the first word behind a space, or of all, that begins with ``-``."""
    if text.startswith("-"):
        return 0
    at = text.find(" -")
    return len(text) if at < 0 else at + 1


def _read_options(line: MappedText, begin: int) -> list[FileOption] | None:
    """The options from ``begin`` on; None when pip would refuse them."""
    words = _split(line.text, begin)
    if words is None:
        return None
    options: list[FileOption] = []
    at = 0
    while at < len(words):
        word, start, end = words[at]
        at += 1
        if word == "--":
            break
        if not word.startswith("-") or word == "-":
            continue
        name, value, offset = _option(word)
        if name is None:
            return None
        value_start = start + offset
        if value is None and name in VALUES:
            if at == len(words):
                return None
            value, value_start, end = words[at]
            at += 1
        value_span = None if value is None else line.span(value_start, end)
        options.append(FileOption(name, value, line.span(start, end), value_span))
    return options


def _option(word: str) -> tuple[str | None, str | None, int]:
    """The long name of an option (None: unknown or ambiguous), the value that is part of the word, and its offset."""
    if not word.startswith("--"):
        return SHORT.get(word[:2]), word[2:] or None, 2
    written, equals, value = word.partition("=")
    known = (*VALUES, *FLAGS)
    names = [written] if written in known else [name for name in known if name.startswith(written)]
    name = names[0] if len(names) == 1 else None
    if equals and name in FLAGS:
        name = None
    return ("--index-url" if name == "--pypi-url" else name), value if equals else None, len(written) + 1


def _split(text: str, at: int) -> list[tuple[str, int, int]] | None:
    """The words of ``text`` from ``at`` on as ``shlex.split`` has them, with their places; None: an open quote."""
    words: list[tuple[str, int, int]] = []
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        start = at
        value: list[str] = []
        quote = ""
        while at < len(text) and (quote or not text[at].isspace()):
            char = text[at]
            at += 1
            if char == quote:
                quote = ""
            elif not quote and char in "'\"":
                quote = char
            elif char == "\\" and quote != "'":
                if at == len(text):
                    return None
                if quote and text[at] not in '\\"':
                    value.append(char)
                value.append(text[at])
                at += 1
            else:
                value.append(char)
        if quote:
            return None
        words.append(("".join(value), start, at))
    return words
