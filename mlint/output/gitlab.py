"""The Code Quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

from mlint.fingerprints import identities
from mlint.output.json import List, printable
from mlint.output.paths import RepositoryPaths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mlint.output.results import FileResult, Results
    from mlint.output.text import Style

SEVERITIES = {"error": "critical", "warning": "major", "info": "info"}


class Writer:
    """Writes the report."""

    def __init__(self, results: Results, style: Style) -> None:
        self._results = results
        self._paths = RepositoryPaths()
        self._list = List("", [])

    def file(self, file: FileResult) -> str:
        """The findings of a file."""
        return self._list.more(_entries(self._results, file, self._paths))

    def end(self) -> str:
        """The end of the list."""
        return self._list.end([])


def _entries(results: Results, file: FileResult, paths: RepositoryPaths) -> Iterator[dict[str, Any]]:
    """The findings of a file."""
    if file.source is None:
        return
    for finding, fingerprint in zip(
        file.findings, identities(file.source, paths[file.path], file.findings), strict=True
    ):
        start, end = results.positions(file, finding.place)
        yield {
            "description": printable(f"{finding.rule.code} {finding.message}"),
            "check_name": finding.rule.name,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[finding.severity],
            "location": {
                "path": printable(paths[finding.place.path]),
                "lines": {"begin": start.line, "end": end.line},
            },
        }
