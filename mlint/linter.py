"""One file: build, rules, ignore comments, merging -> diagnostics."""

from __future__ import annotations

from bisect import bisect_right

from mlint.build import Build
from mlint.records import Record
from mlint.rule import SEVERITIES, Estimate, Fix, Related, total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mlint.config import Settings
    from mlint.context.find_context import Contexts
    from mlint.dockerfile.source import Source
    from mlint.rule import Finding, Place, Rule, Severity
    from mlint.suppressions import Suppressions

UNUSED_IGNORE = "unused-ignore"
_IN_IGNORE_COMMENTS = ("mlint", "hadolint", "check=")
"""A word of these is in each ignore comment; the builder's directive may have a space before its equals sign."""


class Diagnostic(Record):
    """A finding as it is reported: with its rule, and ``severity`` decided."""

    rule: Rule
    source: Source
    place: Place
    message: str
    severity: Severity
    fix: Fix | None = None
    estimate: Estimate | None = None
    related: tuple[Related, ...] = ()


class Report(Record):
    """What linting one file gave: diagnostics in the order of the file, and internal errors of rules."""

    source: Source
    diagnostics: list[Diagnostic]
    errors: list[str]


def lint(
    source: Source,
    rules: Sequence[Rule],
    settings: Settings,
    contexts: Callable[[], Contexts] | None = None,
    *,
    merged: bool = True,
) -> Report:
    """Run ``rules`` over one Dockerfile. A rule that raises is an error of the report; the others still run.

    ``contexts`` gives the build contexts that the Dockerfiles of a run share. Unless ``merged``, rules that report once
    per stage have a diagnostic for every place.
    """
    return lint_build(Build(source, settings, contexts), rules, merged=merged)


def lint_build(build: Build, rules: Sequence[Rule], *, merged: bool = True) -> Report:
    """As :func:`lint`, for one who wants to ask the build for more afterwards."""
    suppressions = _suppressions(build, build.settings)
    report = Report(build.source, [], [])
    # A rule that failed cannot tell which ignore comments do nothing.
    others = (rule for rule in rules if rule.name != UNUSED_IGNORE)
    ran = [rule for rule in others if not rule.concerns(build) or _run(rule, build, suppressions, report, merged)]
    if suppressions is not None:
        build.unused_ignores = suppressions.unused(ran)
        for rule in rules:
            if rule.name == UNUSED_IGNORE:
                _run(rule, build, suppressions, report, merged)
    report.diagnostics.sort(key=lambda one: (one.place.span, one.rule.code))
    return report


def _suppressions(build: Build, settings: Settings) -> Suppressions | None:
    dockerfile = build.dockerfile
    if settings.ruleset is None:
        return None
    commented = dockerfile.comments and any(map(build.mentions, _IN_IGNORE_COMMENTS))
    if not commented and not any(directive.name == "check" for directive in dockerfile.directives):
        return None
    from mlint.suppressions import suppressions_in

    return suppressions_in(dockerfile, settings.ruleset)


def _run(rule: Rule, build: Build, suppressions: Suppressions | None, report: Report, merged: bool) -> bool:
    """Add the diagnostics of ``rule`` to the ``report``, or its failure; whether it did not fail."""
    try:
        findings = list(rule.check(build))
    except Exception as error:
        # A defect of one rule must not hide what the others find.
        report.errors.append(f"internal error: rule {rule.code} {rule.name} failed: {_describe(error)}")
        return False
    findings = [one._replace(fix=None) if one.fix and not build.can_make(one.fix) else one for one in findings]
    if suppressions is not None:
        line_at = build.source.line_at
        findings = [one for one in findings if not suppressions.suppresses(rule, line_at(one.place.span.start))]
    if build.settings.known is not None:
        findings = build.settings.known.new(rule, findings, build)
    if rule.once and merged:
        findings = _merged_by_stage(findings, build, rule)
    default = build.settings.severity.get(rule.code)
    report.diagnostics.extend(
        Diagnostic(
            rule,
            build.source,
            finding.place,
            finding.message,
            default or finding.severity or rule.severity,
            finding.fix,
            finding.estimate,
            finding.related,
        )
        for finding in findings
    )
    return True


def _describe(error: Exception) -> str:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = frame.filename.replace("\\", "/").rpartition("/")[2]
    return f"{type(error).__name__}: {error} ({where}, line {frame.lineno})"


def _merged_by_stage(findings: Iterable[Finding], build: Build, rule: Rule) -> list[Finding]:
    """One finding per stage: the first is primary, the others are related, fixes joined, estimates summed."""
    groups: dict[int, list[Finding]] = {}
    starts = [stage.start.span.start for stage in build.stages]
    for finding in sorted(findings, key=lambda one: one.place.span):
        groups.setdefault(bisect_right(starts, finding.place.span.start), []).append(finding)
    return [_merged(group, rule) for group in groups.values()]


def _merged(group: list[Finding], rule: Rule) -> Finding:
    first, rest = group[0], group[1:]
    if not rest:
        return first
    related = list(first.related)
    for finding in rest:
        related.append(Related(finding.place, "the same here" if finding.message == first.message else finding.message))
        related.extend(one for one in finding.related if one not in related)
    worst = min((finding.severity or rule.severity for finding in group), key=SEVERITIES.index)
    return first._replace(
        related=tuple(related), severity=worst, fix=_joined_fix(group), estimate=_summed_estimate(group)
    )


def _joined_fix(group: list[Finding]) -> Fix | None:
    """The fixes of the findings that have one as one fix; of safe and unsafe ones, the safe ones.

    What would overlap is left out: when the rest is repaired, it is found again.
    """
    from mlint.edits import Taken

    fixes = [finding.fix for finding in group if finding.fix]
    given = [fix for fix in fixes if fix.safety == "safe"] or fixes
    taken = Taken()
    joined = [fix for fix in given if taken.take(fix.edits, shared=True)]
    if not joined:
        return None
    return joined[0]._replace(edits=tuple(dict.fromkeys(edit for fix in joined for edit in fix.edits)))


def _summed_estimate(group: list[Finding]) -> Estimate | None:
    """The sum of the estimates; bytes of the image and bytes of a rebuild make no sum, those of the image count."""
    given = [finding.estimate for finding in group if finding.estimate]
    summed = [estimate for estimate in given if estimate.of == "image"] or given
    if not summed:
        return None
    estimate = total(summed)
    return estimate._replace(at_least=True) if len(summed) < len(group) else estimate
