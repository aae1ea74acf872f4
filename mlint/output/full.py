"""For people: every finding with the line it is about, what else belongs to it, and a summary at the end."""

from __future__ import annotations

from mlint.output.concise import headline
from mlint.output.results import SEVERITIES, counted
from mlint.output.text import Style, escaped, estimate_text, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.source import Source
    from mlint.linter import Diagnostic
    from mlint.output.results import FileResult, Results
    from mlint.rule import Span

TAB = 4
WIDTH = 140
"""Columns of an excerpt; of a longer line only what lies around the finding is shown."""
LEAD = 40
"""Characters that are shown before a finding on such a line."""
WINDOW = 4 * WIDTH
"""Characters that are looked at: more than fit, as some take no column."""


class Writer:
    """Writes findings with excerpts, then the summary line."""

    def __init__(self, results: Results, style: Style) -> None:
        self._results = results
        self._style = style

    def file(self, file: FileResult) -> str:
        """The findings of a file."""
        masked: dict[str, str] = {}
        return "".join(_block(self._results, file, finding, self._style, masked) for finding in file.findings)

    def end(self) -> str:
        """The summary."""
        return summary(self._results) + "\n" if self._results.read_files else ""


def summary(results: Results) -> str:
    """``3 findings (1 error, 2 warnings) in 2 files; 2 fixable with --fix; about 3.2 GB in the image``."""
    files = counted(results.read_files, "file")
    begin = f"fixed {counted(results.fixed, 'finding')}; " if results.fixed else ""
    begin += f"told to ignore {counted(results.ignored, 'finding')}; " if results.ignored else ""
    total = sum(results.by_severity.values())
    known = results.known
    if not total:
        return f"{begin}no{' new' if known else ''} findings in {files}" + (f"; {known} known" if known else "")
    numbers = [(severity, results.by_severity[severity]) for severity in SEVERITIES]
    kinds = ", ".join(counted(n, severity) if severity != "info" else f"{n} info" for severity, n in numbers if n)
    parts = [f"{begin}{counted(total, 'new finding' if known else 'finding')} ({kinds}) in {files}"]
    if known:
        parts.append(f"{known} known")
    safe_fixes, unsafe_fixes = results.fixable["safe"], results.fixable["unsafe"]
    if safe_fixes:
        parts.append(f"{safe_fixes} fixable with --fix")
    if unsafe_fixes:
        parts.append(f"{unsafe_fixes}{' more' if safe_fixes else ' fixable'} with --fix --unsafe-fixes")
    if results.image_size:
        parts.append(results.image_size)
    return "; ".join(parts)


def _block(results: Results, file: FileResult, finding: Diagnostic, style: Style, masked: dict[str, str]) -> str:
    """One finding: head, excerpt, notes, a blank line."""
    lines = [headline(results, file, finding, style)]
    source = results.source_of(file, finding.place.path)
    line = source.line_at(finding.place.span.start)
    gutter = " " * (len(str(line)) + 1)
    bar = style.paint("frame", "|")
    if source.path not in masked:
        masked[source.path] = _masked(source)
    text, marks = excerpt(source, finding.place.span, masked[source.path])
    if text.strip():
        lines.append(f" {gutter}{bar}")
        lines.append(f" {style.paint('frame', str(line))} {bar} {text}")
        lines.append(f" {gutter}{bar} {style.paint(finding.severity, marks)}")
    for related in finding.related:
        start, _ = results.positions(file, related.place)
        where = f"{safe(related.place.path)}:{start.line}:{start.column}"
        lines.append(f" {gutter}{style.paint('frame', '=')} {where}: {safe(related.message)}")
    if finding.estimate is not None:
        lines.append(f" {gutter}{style.paint('frame', '=')} {estimate_text(finding.estimate)}")
    return "\n".join(lines) + "\n\n"


def _masked(source: Source) -> str:
    """The text of a file with ``*`` for every character of a credential, offsets unchanged."""
    from mlint.secrets import redact

    return redact(source.text, keep_width=True)


def excerpt(source: Source, span: Span, text: str) -> tuple[str, str]:
    """The first line of ``span`` as it is shown, taken from ``text``, and the line of carets below it.

    ``text`` is the source's text with credentials masked. A tab becomes blanks, a control character an escape. Of a
    line that is too wide only a window is looked at, so that many findings on it cost no more than on many lines.
    """
    line = source.line_span(source.line_at(span.start))
    start = line.start + (line.start == 0 and text.startswith("\ufeff", 0, line.end))
    length = line.end - start
    first = max(min(span.start, line.end) - start, 0)
    last = max(min(span.end, line.end) - start, first)
    for low in (0, max(first - LEAD, 0)):
        cells, columns = _cells(text[start + low : min(start + low + WINDOW, line.end)])
        if low + len(cells) == length and columns[-1] <= WIDTH:
            break
    high = next((at for at in range(len(cells)) if columns[at + 1] > WIDTH), len(cells))
    lead, tail = "…" if low else "", "…" if low + high < length else ""
    indent = columns[first - low] + len(lead)
    carets = max(columns[min(last - low, high)] - columns[first - low], 1)
    return f"{lead}{''.join(cells[:high])}{tail}", " " * indent + "^" * carets


def _cells(text: str) -> tuple[list[str], list[int]]:
    """How the characters of ``text`` are shown, and the columns before, between and after them."""
    cells: list[str] = []
    columns = [0]
    for char in text:
        cell, width = _cell(char, columns[-1])
        cells.append(cell)
        columns.append(columns[-1] + width)
    return cells, columns


def _cell(char: str, column: int) -> tuple[str, int]:
    """How a character is shown at a ``column``, and how many columns it takes."""
    if char == "\t":
        width = TAB - column % TAB
        return " " * width, width
    if not char.isprintable():
        text = escaped(char)
        return text, len(text)
    if char.isascii():
        return char, 1
    import unicodedata

    if unicodedata.combining(char):
        return char, 0
    return char, 2 if unicodedata.east_asian_width(char) in "WF" else 1
