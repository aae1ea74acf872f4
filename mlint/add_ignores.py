"""Findings -> ignore comments above the instructions they are in, so that an old repository can begin with none."""

from __future__ import annotations

from bisect import bisect_left

from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.source import BOM, Source, Span, encode
from mlint.edits import apply
from mlint.rereading import Reading
from mlint.rule import Edit, Place
from mlint.suppressions import UNUSED_IGNORE, ignore_comment, suppressions_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mlint.dockerfile.instructions import Instruction
    from mlint.linter import Diagnostic
    from mlint.selection import RuleSet

MAX_PASSES = 10


def add_ignores(source: Source, find: Callable[[Source], Iterable[Diagnostic]], ruleset: RuleSet) -> Source:
    """``source`` with comments that ignore what ``find`` gives: a diagnostic for every single place.

    What stands in no instruction, and comments that suppress nothing, cannot be ignored so.
    """
    for _ in range(MAX_PASSES):
        edits = list(ignore_edits(Dockerfile(source), find(source), ruleset))
        after = Source(source.path, encode(apply(source.text, edits)))
        if not edits or Reading(source).broken_by(edits, after) is not None:
            break
        source = after
    return source


def ignore_edits(dockerfile: Dockerfile, findings: Iterable[Diagnostic], ruleset: RuleSet) -> Iterable[Edit]:
    """The edits that write comments which ignore the ``findings``, one for each instruction."""
    source = dockerfile.source
    suppressions = suppressions_in(dockerfile, ruleset)
    lasts = [one.last_line for one in dockerfile.instructions]
    names: dict[int, dict[str, str]] = {}
    for finding in findings:
        index = bisect_left(lasts, source.line_at(finding.place.span.start))
        if index < len(lasts) and finding.rule.name != UNUSED_IGNORE:
            names.setdefault(index, {})[finding.rule.code] = finding.rule.name
    for index, found in names.items():
        instruction = dockerfile.instructions[index]
        wanted = [name for _, name in sorted(found.items())]
        listed = suppressions.list_at(instruction.first_line)
        if listed is None:
            yield _above(source, instruction, ignore_comment(wanted))
        else:
            # A rule that is found though it is listed here finds it elsewhere: no comment would help.
            before = source.text[slice(*listed)].rstrip()
            there = {part.strip() for part in before.split(",")}
            more = [name for name in wanted if name not in there]
            if more:
                end = listed.start + len(before)
                text = ", ".join(more)
                yield Edit(Place(source.path, Span(end, end)), f", {text}" if before.strip() else text)


def _above(source: Source, instruction: Instruction, comment: str) -> Edit:
    """The edit that puts a ``comment`` on a line of its own above the ``instruction``, indented as that is."""
    start, end = source.line_span(instruction.first_line)
    if source.text.startswith(BOM):
        start = max(start, len(BOM))
    line = source.text[start:end]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return Edit(Place(source.path, Span(start, start)), f"{indent}{comment}{source.newline}")
