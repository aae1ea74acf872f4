"""One line per finding: ``Dockerfile:7:5: warning ML301 pip-cache-kept: message [fixable]``."""

from __future__ import annotations

from mlint.output.text import Style, fix_mark, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.linter import Diagnostic
    from mlint.output.results import FileResult, Results


def render(results: Results, style: Style) -> str:
    """All findings, a line each."""
    lines = [headline(results, file, finding, style) + "\n" for file in results.files for finding in file.findings]
    return "".join(lines)


def headline(results: Results, file: FileResult, finding: Diagnostic, style: Style) -> str:
    """The line that says where, how bad, which rule, and what."""
    start, _ = results.positions(file, finding.place)
    where = style.paint("bold", f"{safe(finding.place.path)}:{start.line}:{start.column}")
    severity = style.paint(finding.severity, f"{finding.severity} {finding.rule.code}")
    return f"{where}: {severity} {finding.rule.name}: {safe(finding.message)}{fix_mark(finding)}"
