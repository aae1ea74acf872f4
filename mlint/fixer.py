"""Findings with fixes -> edits -> a new text that was read again and found no worse; and writing it safely.

One pass: fixes are taken in the order of the file as long as their edits do not touch each other; what is left over is
for the next run. A pass that breaks something is taken apart, and the fixes at fault are left out.
"""

from __future__ import annotations

import os
from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING

from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.source import Source, Span, encode
from mlint.dockerfile.stages import read_stages
from mlint.dockerfile.validation import validate
from mlint.records import Record
from mlint.rule import Edit, NewFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mlint.linter import Diagnostic, Report


class FixError(Exception):
    """A file that cannot be fixed; the text says which and why."""


class Change(Record):
    """A file before and after; ``before`` is None for a file that did not exist."""

    path: str
    before: bytes | None
    after: bytes


class FixResult(Record):
    """The text after the fixes, what lint says of it, which findings were repaired, and all files that change."""

    source: Source
    report: Report
    applied: list[Diagnostic]
    changes: list[Change]


def fix(
    source: Source, lint_again: Callable[[Source], Report], unsafe: bool = False, other_files: bool = True
) -> FixResult:
    """Repair what can be repaired in ``source``; nothing is written (see :func:`write`).

    Raises FixError when another file that a fix changes cannot be read.

    ``unsafe`` takes the unsafe fixes too. Without ``other_files``, fixes that change another file are left out.
    """
    before = lint_again(source)
    taken = _disjoint(_wanted(before.diagnostics, unsafe), source.path, other_files)
    taken, after = _Judge(before, lint_again).largest(taken)
    return FixResult(after.source, after, taken, _changes(source, taken))


def _wanted(findings: Iterable[Diagnostic], unsafe: bool) -> list[Diagnostic]:
    """The findings to repair, in the order of their first edits."""
    wanted = [one for one in findings if one.fix and one.fix.edits and (unsafe or one.fix.safety == "safe")]
    return sorted(wanted, key=_first_edit)


def _first_edit(finding: Diagnostic) -> Span:
    assert finding.fix is not None
    spans = [edit.place.span for edit in finding.fix.edits if isinstance(edit, Edit)]
    return min(spans, default=finding.place.span)


def _disjoint(findings: Iterable[Diagnostic], path: str, other_files: bool) -> list[Diagnostic]:
    """The findings whose edits touch no edit of one before; a fix is taken as a whole or not at all."""
    spans: dict[str, list[Span]] = {}
    created: set[str] = set()
    taken = []
    for finding in findings:
        assert finding.fix is not None
        if _take(finding.fix.edits, path, other_files, spans, created):
            taken.append(finding)
    return taken


def _take(
    edits: Sequence[Edit | NewFile], path: str, other_files: bool, spans: dict[str, list[Span]], created: set[str]
) -> bool:
    """Note the ``edits`` in ``spans`` and ``created`` if all of them are free."""
    noted: list[tuple[str, Span]] = []
    new: set[str] = set()
    free = True
    for edit in edits:
        if isinstance(edit, NewFile):
            free = other_files and edit.path not in created | new and not os.path.lexists(edit.path)
            new.add(edit.path)
        else:
            here = spans.setdefault(edit.place.path, [])
            free = (other_files or edit.place.path == path) and _is_free(here, edit.place.span)
            if free:
                insort(here, edit.place.span)
                noted.append((edit.place.path, edit.place.span))
        if not free:
            break
    if free:
        created |= new
        return True
    for file, span in noted:
        spans[file].remove(span)
    return False


def _is_free(taken: list[Span], span: Span) -> bool:
    """Whether ``span`` overlaps none of the sorted disjoint spans; two insertions at one point do overlap."""
    at = bisect_left(taken, span)
    for other in taken[max(at - 1, 0) : at + 1]:
        if other == span or (other.start < span.end and span.start < other.end):
            return False
    return True


class _Judge:
    """Tries sets of fixes and says whether the text that comes out is no worse than the one before."""

    def __init__(self, before: Report, lint_again: Callable[[Source], Report]) -> None:
        self._before = before
        self._lint_again = lint_again
        self._stages, self._problems = _shape(before.source)
        self._errors = _errors(before)

    def largest(self, findings: list[Diagnostic]) -> tuple[list[Diagnostic], Report]:
        """The ``findings`` without those whose fixes break something, and the report on the text with them repaired.

        Halves are tried before single fixes, so that one bad fix among many costs few readings.
        """
        kept: list[Diagnostic] = []
        report = self._before
        waiting = [findings] if findings else []
        while waiting:
            part = waiting.pop()
            tried = self.accepted([*kept, *part])
            if tried is not None:
                kept += part
                report = tried
            elif len(part) > 1:
                middle = len(part) // 2
                waiting += [part[middle:], part[:middle]]
        return kept, report

    def accepted(self, findings: Sequence[Diagnostic]) -> Report | None:
        """The report on the text with the ``findings`` repaired; None when a fix broke something."""
        source = self._before.source
        text = apply(source.text, _edits_of(findings, source.path))
        new = Source(source.path, encode(text))
        stages, problems = _shape(new)
        if stages != self._stages or problems > self._problems:
            return None
        report = self._lint_again(new)
        if len(report.errors) > len(self._before.errors) or _errors(report) - self._errors:
            return None
        return report


def _shape(source: Source) -> tuple[int, int]:
    """How many stages a Dockerfile has, and for how many reasons BuildKit would refuse it."""
    dockerfile = Dockerfile(source)
    return len(read_stages(dockerfile)), len(list(validate(dockerfile)))


def _errors(report: Report) -> Counter[str]:
    """How many findings of severity error each rule has."""
    return Counter(one.rule.code for one in report.diagnostics if one.severity == "error")


def _edits_of(findings: Iterable[Diagnostic], path: str) -> list[Edit]:
    """The edits of the findings' fixes in the file at ``path``."""
    return [
        edit
        for finding in findings
        if finding.fix
        for edit in finding.fix.edits
        if isinstance(edit, Edit) and edit.place.path == path
    ]


def apply(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with the disjoint ``edits`` made; all else stays as it is."""
    parts = []
    at = 0
    for edit in sorted(edits, key=lambda one: one.place.span):
        parts.append(text[at : edit.place.span.start])
        parts.append(edit.text)
        at = edit.place.span.end
    parts.append(text[at:])
    return "".join(parts)


def _changes(source: Source, findings: Sequence[Diagnostic]) -> list[Change]:
    """All files that the fixes of ``findings`` change or create, the Dockerfile last."""
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    changes = [Change(edit.path, None, encode(edit.text)) for edit in edits if isinstance(edit, NewFile)]
    paths = dict.fromkeys(edit.place.path for edit in edits if isinstance(edit, Edit))
    for path in sorted(paths, key=lambda one: one == source.path):
        if path == source.path:
            before, text = source.data, source.text
        else:
            try:
                with open(path, "rb") as stream:
                    before = stream.read()
            except OSError as error:
                raise FixError(f"{path}: cannot be read to be fixed: {error.strerror or error}") from None
            text = Source(path, before).text
        changes.append(Change(path, before, encode(apply(text, _edits_of(findings, path)))))
    return changes


def write(changes: Iterable[Change]) -> None:
    """Write the changed files, each replaced in one step. Raises FixError; what was written before stays written."""
    for change in changes:
        try:
            if change.before is None:
                with open(change.path, "xb") as stream:
                    stream.write(change.after)
            else:
                _replace(change.path, change.before, change.after)
        except OSError as error:
            raise FixError(f"{change.path}: cannot write the fix: {error.strerror or error}") from None


def _replace(path: str, before: bytes, after: bytes) -> None:
    """Replace the file at ``path``, or the file that the link there leads to, if it still holds ``before``."""
    import tempfile

    target = os.path.realpath(path)
    if not os.access(target, os.W_OK):
        raise FixError(f"{path}: cannot write the fix: the file is read-only")
    descriptor, name = tempfile.mkstemp(prefix=".mlint-", dir=os.path.dirname(target))
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(after)
        os.chmod(name, os.stat(target).st_mode & 0o7777)
        with open(target, "rb") as stream:
            if stream.read() != before:
                raise FixError(f"{path}: changed while mlint was at work; nothing written, run mlint again")
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
