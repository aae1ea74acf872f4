"""Workflow commands of GitHub Actions, which become annotations of the changed files.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from mlint.output.paths import RepositoryPaths
from mlint.output.text import estimate_text, fix_mark, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.linter import Diagnostic
    from mlint.output.results import FileResult, Results
    from mlint.output.text import Style

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


class Writer:
    """Writes a command for every finding, and for everything that could not be checked."""

    def __init__(self, results: Results, style: Style) -> None:
        self._results = results
        self._paths = RepositoryPaths()

    def file(self, file: FileResult) -> str:
        """The findings of a file."""
        return "".join(_finding(self._results, file, finding, self._paths) for finding in file.findings)

    def end(self) -> str:
        """The errors."""
        errors = ((self._paths[path], safe(message)) for path, message in self._results.errors)
        return "".join(_command("error", message, file=path, title="mlint") for path, message in errors)


def _finding(results: Results, file: FileResult, finding: Diagnostic, paths: RepositoryPaths) -> str:
    start, end = results.positions(file, finding.place)
    where = {"file": paths[finding.place.path], "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:  # columns are taken on one line only
        where |= {"col": str(start.column), "endColumn": str(end.column)}
    message = [safe(finding.message) + fix_mark(finding)]
    for related in finding.related:
        at, _ = results.positions(file, related.place)
        message.append(safe(f"{paths[related.place.path]}:{at.line}: {related.message}"))
    if finding.estimate is not None:
        message.append(estimate_text(finding.estimate))
    title = f"{finding.rule.code} {finding.rule.name}"
    return _command(COMMANDS[finding.severity], "\n".join(message), **where, title=title)


def _command(name: str, message: str, **properties: str) -> str:
    """A command on a line of its own; its message may have several."""
    given = ",".join(f"{key}={_property(safe(value))}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    """A message as the runner reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property as the runner reads it back."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
