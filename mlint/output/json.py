"""The stable JSON document: lines and columns 1-based, ends exclusive, columns in code points, forward slashes."""

from __future__ import annotations

import json
import os

from mlint import __version__
from mlint.output.results import SEVERITIES
from mlint.rule import NewFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from mlint.linter import Diagnostic
    from mlint.output.results import FileResult, Results
    from mlint.output.text import Style
    from mlint.rule import Edit, Fix, Place

VERSION = 1


class Writer:
    """Writes the document."""

    def __init__(self, results: Results, style: Style) -> None:
        self._results = results
        self._begin: dict[str, Any] = {"version": VERSION, "mlint": __version__, "findings": []}
        self._list = List("findings", self._begin)

    def file(self, file: FileResult) -> str:
        """The findings of a file."""
        return self._list.more(_finding(self._results, file, finding) for finding in file.findings)

    def end(self) -> str:
        """What is known when all files are done."""
        results = self._results
        errors = [{"path": slashes(path), "message": printable(message)} for path, message in results.errors]
        summary = {
            "files": results.read_files,
            **{severity: results.by_severity[severity] for severity in SEVERITIES},
            "fixable": results.fixable["safe"],
            "bytes": results.image_bytes,
        }
        return self._list.end({**self._begin, "errors": errors, "summary": summary})


class List:
    """A list in a JSON document that is written entry by entry, so that nobody has to hold all of them."""

    def __init__(self, name: str, document: object) -> None:
        """Begin the ``document``, as far as it is known, at its empty list ``name``; without a name it is the list."""
        self._empty = f'"{name}": []' if name else "[]"
        before = json.dumps(document, indent=2).partition(self._empty)[0]
        self._line = "\n" + " " * (len(before) - before.rfind("\n") - 1)
        self._before = before + self._empty[:-1]

    def more(self, entries: Iterable[dict[str, Any]]) -> str:
        """The next ``entries``."""
        line = self._line + "  "
        parts: list[str] = []
        for entry in entries:
            parts += self._before, line, json.dumps(entry, indent=2).replace("\n", line)
            self._before = ","
        return "".join(parts)

    def end(self, document: object) -> str:
        """The end of the list and the rest of the ``document``, which begins as before, with a line end."""
        before = self._line if self._before == "," else self._before
        return before + "]" + json.dumps(document, indent=2).partition(self._empty)[2] + "\n"


def _finding(results: Results, file: FileResult, finding: Diagnostic) -> dict[str, Any]:
    entry = {
        **_place(results, file, finding.place, "path"),
        "code": finding.rule.code,
        "name": finding.rule.name,
        "aliases": list(finding.rule.aliases),
        "severity": finding.severity,
        "message": printable(finding.message),
        **_place(results, file, finding.place, "start", "end"),
        "related": [
            {**_place(results, file, related.place, "path", "start", "end"), "message": printable(related.message)}
            for related in finding.related
        ],
    }
    if finding.estimate is not None:
        entry["estimate"] = {
            "bytes": finding.estimate.bytes,
            "of": finding.estimate.of,
            "at_least": finding.estimate.at_least,
        }
    if finding.fix is not None:
        entry["fix"] = _fix(results, file, finding.fix)
    return entry


def _fix(results: Results, file: FileResult, fix: Fix) -> dict[str, Any]:
    edits = [_edit(results, file, edit) for edit in fix.edits]
    return {"title": printable(fix.title), "safety": fix.safety, "edits": edits}


def _edit(results: Results, file: FileResult, edit: Edit | NewFile) -> dict[str, Any]:
    """An edit; the one that creates a file has no start and end."""
    if isinstance(edit, NewFile):
        return {"path": slashes(edit.path), "text": printable(edit.text)}
    return {**_place(results, file, edit.place, "path", "start", "end"), "text": printable(edit.text)}


def _place(results: Results, file: FileResult, place: Place, *keys: str) -> dict[str, Any]:
    start, end = results.positions(file, place)
    parts = {"path": slashes(place.path), "start": start._asdict(), "end": end._asdict()}
    return {key: parts[key] for key in keys}


def slashes(path: str) -> str:
    """A path with forward slashes, fit to be printed."""
    return printable(path.replace(os.sep, "/"))


def printable(text: str) -> str:
    r"""``text`` without credentials and lone surrogates: a byte that is not UTF-8 becomes ``\xff``."""
    from mlint.secrets import redact

    text = redact(text)
    if text.isascii():
        return text
    return "".join(f"\\x{ord(char) - 0xDC00:02x}" if "\udc80" <= char <= "\udcff" else char for char in text)
