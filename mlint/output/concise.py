"""One line per finding: ``Dockerfile:7:5: warning ML301 pip-cache-kept: message [fixable]``."""

from __future__ import annotations

from mlint.output.text import Style, fix_mark, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.linter import Diagnostic
    from mlint.output.results import FileResult, Results


class Writer:
    """Writes findings, a line each."""

    def __init__(self, results: Results, style: Style) -> None:
        self._results = results
        self._style = style

    def file(self, file: FileResult) -> str:
        """The findings of a file."""
        return "".join(headline(self._results, file, finding, self._style) + "\n" for finding in file.findings)

    def end(self) -> str:
        """Nothing."""
        return ""


def headline(results: Results, file: FileResult, finding: Diagnostic, style: Style) -> str:
    """The line that says where, how bad, which rule, and what."""
    start, _ = results.positions(file, finding.place)
    where = style.paint("bold", f"{safe(finding.place.path)}:{start.line}:{start.column}")
    severity = style.paint(finding.severity, f"{finding.severity} {finding.rule.code}")
    return f"{where}: {severity} {finding.rule.name}: {safe(finding.message)}{fix_mark(finding)}"
