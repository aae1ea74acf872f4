"""One file: repaired, or given ignore comments, and written, or only shown."""

from __future__ import annotations

import os

from mlint.add_ignores import add_ignores
from mlint.file_changes import Change, FixError, write
from mlint.fixer import FixResult, fix
from mlint.linter import lint
from mlint.options import STDIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlint.checking import Plans
    from mlint.dockerfile.source import Source
    from mlint.fixer import Dropped
    from mlint.linter import Report
    from mlint.options import Options
    from mlint.output.results import FileResult


def repair(path: str, source: Source, plans: Plans, options: Options, result: FileResult) -> Report:
    """Do with the file at ``path`` what the ``options`` say; the report on what stands there afterwards.

    Under ``--diff`` that is the report on what stands there now, and later files are read as if all was written.
    """
    plan = plans.of_file(result.path)

    def lint_again(text: Source, edited: Mapping[str, bytes], *, merged: bool = True) -> Report:
        contexts = plans.contexts_with(edited)
        return lint(text, plan.rules, plan.settings, lambda: contexts, merged=merged)

    if options.fixes:
        done = fix(source, lint_again, options.unsafe_fixes, None if path == STDIN else plans.files)
    else:
        report = lint_again(source, {})
        done = FixResult(source, report, [], [], [], report)
    changes, report = done.changes, done.report
    others = {os.path.realpath(one.path): one.after for one in changes if one.path != source.path}
    if options.add_ignores and plan.settings.ruleset:
        text = add_ignores(
            done.source, lambda text: lint_again(text, others, merged=False).diagnostics, plan.settings.ruleset
        )
        report = lint_again(text, others)
        changes = [one for one in changes if one.path != source.path]
        if text.data != source.data:
            changes.append(Change(source.path, source.data, text.data))
    if not options.diff and path != STDIN:
        try:
            write(changes)
        except FixError as error:
            result.errors.append(str(error).removeprefix(f"{path}: "))
            return done.before
    if changes and path != STDIN:
        plans.edited({os.path.realpath(one.path): one.after for one in changes}, on_disk=not options.diff)
    result.changes = changes
    result.fixed = done.applied
    result.ignored = max(len(done.report.diagnostics) - len(report.diagnostics), 0)
    result.notes = [_note(one) for one in done.dropped]
    return done.before if options.diff else report


def _note(dropped: Dropped) -> str:
    """``3:5: the fix of ML301 pip-cache-kept is not made: the stages would not be the same``."""
    finding = dropped.finding
    line, column = finding.source.position(finding.place.span.start)
    return f"{line}:{column}: the fix of {finding.rule.code} {finding.rule.name} is not made: {dropped.reason}"
