"""The instruction split, made by dockerfile-parse on lines that it cannot misread.

dockerfile-parse knows no heredocs and differs from BuildKit in a few more places (names split by a continuation,
blank lines inside one, backtick escapes, unusual white space). The lines it could misread are masked, one for one, so
that its line numbers stay true. A file of its own text is given to it as lines; it opens and decodes nothing.
"""

from __future__ import annotations

import io

from dockerfile_parse.parser import DockerfileParser

from mlint.dockerfile.arguments import split_name
from mlint.dockerfile.lines import split_mark
from mlint.dockerfile.whitespace import GO_SPACE, NAME_SPACE
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.lines import Lines, LogicalLine

_LONG_INSTRUCTION = 1_000
"""Lines from which an instruction is given as a placeholder: dockerfile-parse is quadratic in its length."""

_NO_MARK = "\ufdd0"
_UNUSUAL = {"\x1c": "\ufdd1", "\x1d": "\ufdd2", "\x1e": "\ufdd3", "\x1f": "\ufdd4"}
_TO_NONCHARACTERS = str.maketrans(_UNUSUAL)
_FROM_NONCHARACTERS = str.maketrans({mask: char for char, mask in _UNUSUAL.items()} | {_NO_MARK: ""})
_NONCHARACTERS = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
_PLACEHOLDER = "MLINT_PLACEHOLDER"


class Item(Record):
    """An instruction as dockerfile-parse splits it: name in upper case, 1-based first and last line, value trimmed."""

    name: str
    first: int
    last: int
    value: str


class _LineParser(DockerfileParser):  # type: ignore[misc]
    """dockerfile-parse on lines in memory."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(fileobj=io.BytesIO())
        self._masked = lines

    @property
    def lines(self) -> list[str]:
        return self._masked


def split_instructions(lines: Lines) -> tuple[list[Item], bool]:
    """The instructions of a file; second, whether dockerfile-parse and the line machine agree about them.

    Where they do not, the items are the line machine's own.
    """
    expected = [_item_of(logical) for logical in lines.logical]
    masked, own = _mask(lines)
    found: list[Item] = []
    for entry in _LineParser(masked).structure:
        if not entry["content"].lstrip().startswith("#"):
            index = len(found)
            value = entry["value"].translate(_FROM_NONCHARACTERS).strip(GO_SPACE)
            item = Item(
                entry["instruction"], entry["startline"] + 1, min(entry["endline"] + 1, lines.line_count), value
            )
            if index in own and index < len(expected):
                item = item._replace(name=expected[index].name, value=expected[index].value)
            found.append(item)
    agree = found == expected
    return (found if agree else expected), agree


def _item_of(logical: LogicalLine) -> Item:
    name, value = split_name(logical.text.text)
    return Item(name.upper(), logical.first, logical.last, value.strip(GO_SPACE))


def _mask(lines: Lines) -> tuple[list[str], set[int]]:
    """All lines as dockerfile-parse gets them, and the indexes of the instructions whose name and text are masked."""
    text = [lines.content(line)[0] for line in range(1, lines.line_count + 1)]
    own: set[int] = set()
    odd = any(char in lines.source.text for char in _NONCHARACTERS)
    unusual = any(char in lines.source.text for char in _UNUSUAL)
    top = lines.logical[0].first if lines.logical else len(text) + 1
    for comment in lines.comments:
        if comment.line < top and "escape" in comment.text.lower():
            text[comment.line - 1] = "#"
    for directive in lines.directives:
        text[directive.line - 1] = "#"
    for index, logical in enumerate(lines.logical):
        long = logical.last_of_text - logical.first >= _LONG_INSTRUCTION
        if odd or long or not _plain_start(text, logical, lines.escape):
            own.add(index)
            _hoist(text, logical)
        elif logical.last_of_text > logical.first or logical.open_at_end or "\\" in text[logical.first - 1]:
            _mask_marks(text, logical, lines.escape)
        if logical.heredocs and not logical.open_at_end:
            _mask_bodies(text, logical)
    if unusual:
        text = [line.translate(_TO_NONCHARACTERS) for line in text]
    masked = [line + "\n" for line in text]
    masked.append("\n")
    return masked, own


def _plain_start(text: list[str], logical: LogicalLine, escape: str) -> bool:
    """Whether the first line begins with a plain name and white space behind it, or is nothing but that name."""
    line = text[logical.first - 1].lstrip(NAME_SPACE)
    name = line
    for at, char in enumerate(line):
        if char in NAME_SPACE:
            name = line[:at]
            break
    else:
        if logical.last > logical.first:
            return False
    return name.isascii() and name.isprintable() and not name.endswith(("\\", escape)) and bool(name)


def _hoist(text: list[str], logical: LogicalLine) -> None:
    """Put a placeholder in the instruction's place: name and text come from the line machine then."""
    first, last = logical.first - 1, logical.last_of_text - 1
    if first == last:
        text[first] = f"{_PLACEHOLDER} x"
        return
    text[first] = f"{_PLACEHOLDER} x \\"
    for index in range(first + 1, last):
        text[index] = "\\"
    text[last] = ""


def _mask_marks(text: list[str], logical: LogicalLine, escape: str) -> None:
    for line in logical.blank_lines:
        text[line - 1] = "\\"
    skipped = {*logical.blank_lines, *logical.comment_lines}
    for line in range(logical.first, logical.last_of_text + 1):
        if line in skipped:
            continue
        content = text[line - 1]
        body, continues = split_mark(content, escape)
        if continues:
            if escape != "\\":
                text[line - 1] = body + "\\"
        elif content.rstrip().endswith("\\"):
            text[line - 1] = content + _NO_MARK


def _mask_bodies(text: list[str], logical: LogicalLine) -> None:
    text[logical.last_of_text - 1] += " \\"
    for index in range(logical.last_of_text, logical.last):
        text[index] = "\\"
    if logical.last > logical.last_of_text:
        text[logical.last - 1] = ""
