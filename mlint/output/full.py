"""For people: every finding with the line it is about, what else belongs to it, and a summary at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.output.concise import headline
from mlint.output.results import SEVERITIES, counted
from mlint.output.text import Style, escaped, estimate_text, safe

if TYPE_CHECKING:
    from mlint.dockerfile.source import Source
    from mlint.linter import Diagnostic
    from mlint.output.results import FileResult, Results
    from mlint.rule import Span

TAB = 4
WIDTH = 140
"""Columns of an excerpt; of a longer line only what lies around the finding is shown."""


def render(results: Results, style: Style) -> str:
    """All findings with excerpts, then the summary line."""
    parts = []
    masked: dict[str, str] = {}
    for file in results.files:
        parts += [_block(results, file, finding, style, masked) for finding in file.findings]
    if results.read_files:
        parts.append(summary(results) + "\n")
    return "".join(parts)


def summary(results: Results) -> str:
    """``3 findings (1 error, 2 warnings) in 2 files; 2 fixable with --fix; about 3.2 GB in the image``."""
    files = counted(results.read_files, "file")
    fixed = sum(len(file.fixed) for file in results.files)
    begin = f"fixed {counted(fixed, 'finding')}; " if fixed else ""
    total = sum(results.by_severity.values())
    if not total:
        return f"{begin}no findings in {files}"
    numbers = [(severity, results.by_severity[severity]) for severity in SEVERITIES]
    kinds = ", ".join(counted(n, severity) if severity != "info" else f"{n} info" for severity, n in numbers if n)
    parts = [f"{begin}{counted(total, 'finding')} ({kinds}) in {files}"]
    safe_fixes, unsafe_fixes = results.fixable("safe"), results.fixable("unsafe")
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

    ``text`` is the source's text with credentials masked. A tab becomes blanks, a control character an escape.
    """
    line = source.line_span(source.line_at(span.start))
    begin = min(max(span.start, line.start), line.end)
    end = max(min(span.end, line.end), begin)
    shown = text[line.start : line.end]
    skip = 1 if line.start == 0 and shown.startswith("\ufeff") else 0
    cells: list[str] = []
    columns = [0]
    for char in shown[skip:]:
        cell, width = _cell(char, columns[-1])
        cells.append(cell)
        columns.append(columns[-1] + width)
    first = max(begin - line.start - skip, 0)
    last = max(end - line.start - skip, first)
    if columns[-1] <= WIDTH:
        lead, tail, low, high = "", "", 0, len(cells)
    else:
        low = max(0, first - 40)
        high = next((at for at in range(low, len(cells)) if columns[at + 1] - columns[low] > WIDTH), len(cells))
        lead, tail = "…" if low else "", "…" if high < len(cells) else ""
    last = min(last, high)
    indent = columns[first] - columns[low] + len(lead)
    carets = max(columns[last] - columns[first], 1)
    return f"{lead}{''.join(cells[low:high])}{tail}", " " * indent + "^" * carets


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
