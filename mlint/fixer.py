"""Findings with fixes -> edits -> a new text that was read again and found no worse.

Pass by pass: fixes are taken by the codes of their rules, those of one rule in the order of the file, as long as their
edits do not touch each other; what is left over waits for the next pass. A pass that breaks something is taken apart,
and the fixes at fault are left out. Passes end when nothing is left to repair.
"""

from __future__ import annotations

import os
from collections import Counter

from mlint.dockerfile.source import Source, Span, encode
from mlint.edits import Taken, apply
from mlint.file_changes import Change
from mlint.records import Record
from mlint.rereading import Reading
from mlint.rule import Edit, NewFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from mlint.context.files import Files
    from mlint.linter import Diagnostic, Report

    LintAgain = Callable[[Source, Mapping[str, bytes]], Report]
    """The report on a Dockerfile, with what other files hold that were edited, by their paths without links."""

MAX_PASSES = 10


class Dropped(Record):
    """A finding whose fix is not made, and why."""

    finding: Diagnostic
    reason: str


class FixResult(Record):
    """The text after the fixes, what lint says of it, what was repaired and what could not be, all files that change.

    ``before`` is what lint said of the text before.
    """

    source: Source
    report: Report
    applied: list[Diagnostic]
    changes: list[Change]
    dropped: list[Dropped]
    before: Report


class _State(Record):
    """A Dockerfile with what lint says of it, and the other files that were edited, by their paths without links."""

    report: Report
    others: dict[str, bytes]


def fix(source: Source, lint_again: LintAgain, unsafe: bool = False, files: Files | None = None) -> FixResult:
    """Repair what can be repaired in ``source``; nothing is written (see :func:`mlint.file_changes.write`).

    ``unsafe`` takes the unsafe fixes too. Without ``files``, fixes that change another file are left alone. Rules that
    always find something more to repair repair nothing.
    """
    state = _State(lint_again(source, {}), {})
    endless: list[Dropped] = []
    while True:
        without = {one.finding.rule.code for one in endless}
        result, more = _fixed(state, lint_again, unsafe, files, without)
        if not more:
            return result._replace(dropped=result.dropped + endless)
        endless += more


def _fixed(
    first: _State, lint_again: LintAgain, unsafe: bool, files: Files | None, without: Container[str]
) -> tuple[FixResult, list[Dropped]]:
    """What comes of all passes ``without`` the fixes of some rules, and a finding of each rule that has no end."""
    source = first.report.source
    state = first
    applied: list[Diagnostic] = []
    dropped: list[Dropped] = []
    shown: dict[str, str] = {}
    endless: list[Dropped] = []

    def wanted(report: Report) -> list[Diagnostic]:
        return [one for one in _wanted(report, unsafe, files is not None) if one.rule.code not in without]

    for _ in range(MAX_PASSES):
        taken, dropped = _disjoint(wanted(state.report))
        if not taken:
            break
        judge = _Judge(state, lint_again, files)
        kept, state = judge.largest(taken)
        dropped += judge.dropped
        if not kept:
            break
        applied += kept
        for finding in kept:
            shown.update((_real(path), path) for path in _paths(finding) if path != source.path)
    else:
        found = {one.rule.code: one for one in reversed([*wanted(first.report), *wanted(state.report)])}
        endless = [Dropped(found[code], _ENDLESS) for code in {one.rule.code: 0 for one in wanted(state.report)}]
    changes = _changes(source, state, shown, files)
    return FixResult(state.report.source, state.report, applied, changes, dropped, first.report), endless


_ENDLESS = f"after {MAX_PASSES} passes there would still be something to repair"


def _wanted(report: Report, unsafe: bool, others: bool) -> list[Diagnostic]:
    """The findings to repair, those of the lowest code first, those of one rule in the order of their first edits."""
    wanted = [one for one in report.diagnostics if one.fix and one.fix.edits and (unsafe or one.fix.safety == "safe")]
    if not others:
        wanted = [one for one in wanted if all(path == report.source.path for path in _paths(one))]
    return sorted(wanted, key=lambda one: (one.rule.code, _first_edit(one)))


def _edits(finding: Diagnostic) -> Sequence[Edit | NewFile]:
    return finding.fix.edits if finding.fix else ()


def _paths(finding: Diagnostic) -> list[str]:
    """The files that the fix of a finding changes or creates, as they are shown."""
    return [edit.path if isinstance(edit, NewFile) else edit.place.path for edit in _edits(finding)]


def _first_edit(finding: Diagnostic) -> Span:
    spans = [edit.place.span for edit in _edits(finding) if isinstance(edit, Edit)]
    return min(spans, default=finding.place.span)


def _disjoint(findings: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Dropped]]:
    """The findings whose edits touch no edit of one before, and those whose own edits touch each other."""
    taken = Taken()
    free: list[Diagnostic] = []
    broken: list[Dropped] = []
    for finding in findings:
        if taken.take(_edits(finding)):
            free.append(finding)
        elif not Taken().take(_edits(finding)):
            broken.append(Dropped(finding, "its edits overlap"))
    return free, broken


class _BrokenError(Exception):
    """Fixes that would break something; the text says what."""


class _Judge:
    """Tries sets of fixes and says whether what comes out is no worse than what was before."""

    def __init__(self, before: _State, lint_again: LintAgain, files: Files | None) -> None:
        self._before = before
        self._lint_again = lint_again
        self._files = files
        self._reading = Reading(before.report.source)
        self._errors = _errors(before.report)
        self.dropped: list[Dropped] = []

    def largest(self, findings: list[Diagnostic]) -> tuple[list[Diagnostic], _State]:
        """The ``findings`` without those whose fixes break something, and the state with them repaired.

        Halves are tried before single fixes, so that one bad fix among many costs few readings.
        """
        kept: list[Diagnostic] = []
        state = self._before
        waiting = [findings] if findings else []
        while waiting:
            part = waiting.pop()
            try:
                state = self._after([*kept, *part])
                kept += part
            except _BrokenError as error:
                if len(part) > 1:
                    middle = len(part) // 2
                    waiting += [part[middle:], part[:middle]]
                else:
                    self.dropped.append(Dropped(part[0], str(error)))
        return kept, state

    def _after(self, findings: Sequence[Diagnostic]) -> _State:
        """The state with the ``findings`` repaired; ``_BrokenError`` when a fix breaks something."""
        source = self._before.report.source
        edits = [edit for finding in findings for edit in _edits(finding)]
        here = [edit for edit in edits if isinstance(edit, Edit) and edit.place.path == source.path]
        new = Source(source.path, encode(apply(source.text, here)))
        broken = self._reading.broken_by(here, new)
        if broken is not None:
            raise _BrokenError(broken)
        others = self._others(edits, source.path)
        report = self._lint_again(new, others)
        if _repeated(here, findings, report):
            raise _BrokenError("it would be made again and again")
        if len(report.errors) > len(self._before.report.errors):
            raise _BrokenError("a rule fails on the result")
        more = _errors(report) - self._errors
        if more:
            raise _BrokenError(f"the result has the error {min(more)}")
        return _State(report, others)

    def _others(self, edits: Iterable[Edit | NewFile], path: str) -> dict[str, bytes]:
        """All other files that were edited, with the ``edits`` made that are not in the Dockerfile at ``path``."""
        others = dict(self._before.others)
        for edit in edits:
            if isinstance(edit, NewFile):
                real = _real(edit.path)
                if real in others or not self._files or self._files.exists(real):
                    raise _BrokenError(f"{edit.path} is there already")
                others[real] = encode(edit.text)
        changed: dict[str, list[Edit]] = {}
        for edit in edits:
            if isinstance(edit, Edit) and edit.place.path != path:
                changed.setdefault(edit.place.path, []).append(edit)
        for file, edits_there in changed.items():
            real = _real(file)
            text = self._text(real, file)
            if max(edit.place.span.end for edit in edits_there) > len(text):
                raise _BrokenError(f"{file} is not as it was when it was read")
            others[real] = encode(apply(text, edits_there))
        return others

    def _text(self, real: str, shown: str) -> str:
        """What another file holds now."""
        data = self._before.others.get(real)
        if data is None:
            try:
                data = self._files.read(real) if self._files else b""
            except OSError as error:
                raise _BrokenError(f"{shown} cannot be read: {error.strerror or error}") from None
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise _BrokenError(f"{shown} is UTF-16")
        return Source(shown, data).text


def _repeated(edits: Iterable[Edit], findings: Iterable[Diagnostic], report: Report) -> bool:
    """Whether one of the ``edits`` that repaired the ``findings`` is wanted once more where it was made."""
    codes = {one.rule.code for one in findings}
    again: dict[str, list[int]] = {}
    for finding in report.diagnostics:
        for edit in _edits(finding) if finding.rule.code in codes else ():
            if isinstance(edit, Edit) and edit.text and edit.place.path == report.source.path:
                again.setdefault(edit.text, []).append(edit.place.span.start)
    if not again:
        return False
    shift = 0
    for edit in sorted(edits, key=lambda one: one.place.span):
        start = edit.place.span.start + shift
        shift += len(edit.text) - (edit.place.span.end - edit.place.span.start)
        if any(start <= at <= start + len(edit.text) for at in again.get(edit.text, ())):
            return True
    return False


def _real(path: str) -> str:
    return os.path.realpath(path)


def _errors(report: Report) -> Counter[str]:
    """How many findings of severity error each rule has."""
    return Counter(one.rule.code for one in report.diagnostics if one.severity == "error")


def _changes(source: Source, state: _State, shown: Mapping[str, str], files: Files | None) -> list[Change]:
    """All files that are not what they were, the Dockerfile last."""
    changes = []
    for real, after in state.others.items():
        before = files.read(real) if files and files.exists(real) else None
        changes.append(Change(shown[real], before, after))
    changes.append(Change(source.path, source.data, state.report.source.data))
    return [change for change in changes if change.before != change.after]
