"""SARIF 2.1.0: for code scanning, reviewdog and the viewers of editors.

Standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. GitHub computes ``primaryLocationLineHash``
itself, so the fingerprint here has a name of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mlint import __version__
from mlint.dockerfile.source import BOM, Span
from mlint.edits import apply
from mlint.fingerprints import identities
from mlint.output.json import List, printable
from mlint.output.paths import RepositoryPaths
from mlint.rule import Edit, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.dockerfile.source import Source
    from mlint.linter import Diagnostic
    from mlint.output.results import FileResult, Results
    from mlint.output.text import Style
    from mlint.rule import Fix, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
LONGEST = 1000
"""Characters of a description; GitHub takes 1024."""
LONGEST_FIX = 20_000
"""Characters that a fix replaces; one that takes more is left out, as many may stand on one long line."""

Json = dict[str, Any]


def _log(**more: Any) -> Json:
    """The log without its results."""
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"columnKind": "unicodeCodePoints", "results": [], **more}],
    }


def _rule(rule: Rule) -> Json:
    """A rule with its page as the help."""
    page = rule.page.strip()
    why = " ".join(page.partition("\n\n")[2].partition("\n\n")[0].split())
    if len(why) > LONGEST:
        why = why[:LONGEST].rpartition(". ")[0] + "."
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": why or rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.family, "docker"],
            "problem.severity": PROBLEMS[rule.severity],
            "aliases": list(rule.aliases),
        },
    }


class Writer:
    """Writes the log of one run."""

    def __init__(self, results: Results, style: Style) -> None:
        self._results = results
        self._paths = RepositoryPaths()
        self._rules: dict[tuple[str, str], tuple[int, Rule]] = {}
        self._list = List("results", _log())

    def file(self, file: FileResult) -> str:
        """The findings of a file."""
        if file.source is None or not file.findings:
            return ""
        names = identities(file.source, self._paths[file.path], file.findings)
        pairs = zip(file.findings, names, strict=True)
        return self._list.more(self._result(file, finding, name) for finding, name in pairs)

    def end(self) -> str:
        """What is known when all files are done."""
        rules = [_rule(rule) for _, rule in self._rules.values()]
        driver = {"name": "mlint", "version": __version__, "semanticVersion": __version__, "rules": rules}
        return self._list.end(_log(invocations=[self._invocation()], tool={"driver": driver}))

    def _result(self, file: FileResult, finding: Diagnostic, fingerprint: str) -> Json:
        """One finding."""
        rule = finding.rule
        # Processes have copies of a rule, and packs of different folders may use a code twice.
        number, _ = self._rules.setdefault((rule.code, rule.module), (len(self._rules), rule))
        result: Json = {
            "ruleId": rule.code,
            "ruleIndex": number,
            "level": LEVELS[finding.severity],
            "message": {"text": printable(finding.message)},
            "locations": [{"physicalLocation": self._location(file, finding.place)}],
            "partialFingerprints": {"mlint/v1": fingerprint},
        }
        if finding.related:
            result["relatedLocations"] = [
                {
                    "id": number,
                    "physicalLocation": self._location(file, related.place),
                    "message": {"text": printable(related.message)},
                }
                for number, related in enumerate(finding.related, 1)
            ]
        if finding.fix is not None:
            fix = self._fix(file, finding, finding.fix)
            result |= {"fixes": [fix]} if fix else {}
        if finding.estimate is not None:
            size, of, at_least = finding.estimate[:3]
            result["properties"] = {"estimate": {"bytes": size, "of": of, "atLeast": at_least}}
        return result

    def _invocation(self) -> Json:
        """How the run went: every error is a notification."""
        invocation: Json = {"executionSuccessful": not self._results.errors}
        if self._results.errors:
            invocation["toolExecutionNotifications"] = [
                {
                    "level": "error",
                    "message": {"text": printable(message)},
                    "locations": [{"physicalLocation": {"artifactLocation": self._artifact(path)}}],
                }
                for path, message in self._results.errors
            ]
        return invocation

    def _artifact(self, path: str) -> Json:
        """A file: relative to the root of the sources, or absolute."""
        name = printable(self._paths[path])
        if name.startswith("/"):
            return {"uri": "file://" + quote(name)}
        if name[1:3] == ":/":  # a drive of Windows
            return {"uri": "file:///" + quote(name, safe="/:")}
        return {"uri": quote(name), "uriBaseId": "%SRCROOT%"}

    def _location(self, file: FileResult, place: Place) -> Json:
        """A range in a file."""
        return {"artifactLocation": self._artifact(place.path), "region": self._region(file, place)}

    def _region(self, file: FileResult, place: Place) -> Json:
        start, end = self._results.positions(file, place)
        return {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }

    def _fix(self, file: FileResult, finding: Diagnostic, fix: Fix) -> Json | None:
        """A fix; None where SARIF cannot say it, where it would be misread, or where it must not be printed."""
        edits = [edit for edit in fix.edits if isinstance(edit, Edit)]
        if len(edits) < len(fix.edits):
            return None  # it makes a new file
        changes = []
        for path in dict.fromkeys(edit.place.path for edit in edits):
            source = self._results.source_of(file, path)
            first = source.line_at(finding.place.span.start) if path == finding.place.path else 0
            change = _change(source, [edit for edit in edits if edit.place.path == path], first)
            if change is None:
                return None
            changes.append({"artifactLocation": self._artifact(path), "replacements": [change]})
        return {
            "description": {"text": printable(fix.title) + (" (unsafe)" if fix.safety == "unsafe" else "")},
            "artifactChanges": changes,
            "properties": {"safety": fix.safety},
        }


def _change(source: Source, edits: Sequence[Edit], first: int) -> Json | None:
    """All ``edits`` of a file as one replacement of whole lines, the ``first`` and those below it where it is given.

    That is for reviewdog, which makes a suggestion of every replacement: for GitLab of whole lines, and on the line of
    the finding whatever the replacement says; for GitHub with columns that it counts in bytes. None when an edit stands
    above that line, the lines are many or long, or their text must not be printed as it is.
    """
    top = source.line_at(min(edit.place.span.start for edit in edits))
    end = max(edit.place.span.end for edit in edits)
    last = min(source.line_at(end), source.line_count)
    if top < first:
        return None
    first = first or min(top, last)
    start, stop = source.line_span(first).start, source.line_span(last).end
    ascii_only = source.text[start:stop].isascii()
    start += source.text.startswith(BOM, start)
    if stop - start > LONGEST_FIX:
        return None
    text = apply(source.text[start : max(end, stop)], [_moved(edit, -start) for edit in edits])
    if end > stop:  # up to the end of the last line, or of the file
        text = text.removesuffix("\n").removesuffix("\r")
    if printable(text) != text:
        return None
    region = {"startLine": first, "endLine": last}
    if first == last and ascii_only:  # for GitLab a range without any column is none
        region["endColumn"] = stop - start + 1
    return {"deletedRegion": region, "insertedContent": {"text": text}}


def _moved(edit: Edit, by: int) -> Edit:
    """The edit in a text that begins elsewhere."""
    path, span = edit.place
    return Edit(Place(path, Span(span.start + by, span.end + by)), edit.text)
