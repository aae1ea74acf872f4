"""JUnit XML: a suite per Dockerfile, a test case per finding; one that passes where nothing was found.

A finding below ``fail-on`` is a case that passes, with what was found as its output: a report with failures beside a
job that is green would contradict it. Format: https://github.com/testmoapp/junitxml, and the stricter schema of
Jenkins, ``junit-10.xsd`` in https://github.com/jenkinsci/xunit-plugin.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from mlint.output.paths import RepositoryPaths
from mlint.output.results import reaches
from mlint.output.text import estimate_text, fix_mark, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.linter import Diagnostic
    from mlint.output.results import FileResult, Results
    from mlint.output.text import Style


class Writer:
    """Writes the document: at the end, as it begins with totals."""

    def __init__(self, results: Results, style: Style) -> None:
        self._results = results
        self._paths = RepositoryPaths()
        self._suites: list[tuple[str, int, int]] = []

    def file(self, file: FileResult) -> str:
        """Nothing yet."""
        if file.source:
            self._suites.append(_suite(self._results, file, self._paths))
        return ""

    def end(self) -> str:
        """All of it."""
        suites, errors = self._suites, self._results.errors
        for path, message in errors:
            name = self._paths[path]
            numbers = {"tests": 1, "failures": 0, "errors": 1}
            body = f"<error{_attributes(message=message, type='mlint')}/>\n"
            suites.append((_element("testsuite", _case(body, name, "can be checked"), name=name, **numbers), 1, 0))
        tests = sum(suite[1] for suite in suites)
        failures = sum(suite[2] for suite in suites)
        totals = {"tests": tests, "failures": failures, "errors": len(errors)}
        body = "".join(suite[0] for suite in suites)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + _element("testsuites", body, name="mlint", **totals)


def _suite(results: Results, file: FileResult, paths: RepositoryPaths) -> tuple[str, int, int]:
    """The suite of a file, with the numbers of its cases and failures."""
    name = paths[file.path]
    cases = [_finding(results, file, finding, paths) for finding in file.findings]
    cases = cases or [_case("", name, "nothing found")]
    failures = sum(reaches(finding, file.fail_on) for finding in file.findings)
    numbers = {"tests": len(cases), "failures": failures, "errors": 0}
    return _element("testsuite", "".join(cases), name=name, file=name, **numbers), len(cases), failures


def _finding(results: Results, file: FileResult, finding: Diagnostic, paths: RepositoryPaths) -> str:
    """The case of a finding."""
    start, _ = results.positions(file, finding.place)
    path = paths[finding.place.path]
    lines = [f"{path}:{start.line}:{start.column}: {finding.message}{fix_mark(finding)}"]
    for related in finding.related:
        at, _ = results.positions(file, related.place)
        lines.append(f"{paths[related.place.path]}:{at.line}:{at.column}: {related.message}")
    if finding.estimate is not None:
        lines.append(estimate_text(finding.estimate))
    text = escape("\n".join(safe(line) for line in lines))
    if reaches(finding, file.fail_on):
        body = f"<failure{_attributes(message=finding.message, type=finding.severity)}>{text}</failure>\n"
    else:
        body = f"<system-out>{text}</system-out>\n"
    name = f"{finding.rule.code} {finding.rule.name} (line {start.line}, column {start.column})"
    return _case(body, path, name)


def _case(body: str, path: str, name: str) -> str:
    """A test case; the schema of Jenkins allows it neither file nor line."""
    return _element("testcase", body, classname=path, name=name)


def _element(tag: str, body: str, /, **attributes: str | int) -> str:
    """An element with others in it."""
    given = _attributes(**attributes)
    return f"<{tag}{given}>\n{body}</{tag}>\n" if body else f"<{tag}{given}/>\n"


def _attributes(**attributes: str | int) -> str:
    return "".join(f" {name}={quoteattr(safe(str(value)))}" for name, value in attributes.items())
