"""Findings as the diagnostics of the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from mlint.output.text import estimate_text, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mlint.dockerfile.source import Source
    from mlint.linter import Diagnostic
    from mlint.rule import Place
    from mlint.server.documents import Positions
    from mlint.server.session import About, Checked, Session

SOURCE = "mlint"
MOST_RELATED = 20
"""More places of one finding nobody reads, and they would be sent again at every change."""

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


class Renderer:
    """Makes diagnostics for one client: with its unit of columns, and with related places if it shows them."""

    def __init__(
        self, session: Session, positions: Positions, uri_of: Callable[[str], str], with_related: bool
    ) -> None:
        self._session = session
        self._positions = positions
        self._uri_of = uri_of
        self._with_related = with_related

    def of_dockerfile(self, checked: Checked) -> list[types.Diagnostic]:
        """The findings in a Dockerfile."""
        self._session.remember_secrets(checked)
        return [self.diagnostic(checked, one) for one in checked.report.diagnostics]

    def diagnostic(self, checked: Checked, finding: Diagnostic) -> types.Diagnostic:
        """One finding in its Dockerfile."""
        related = [
            types.DiagnosticRelatedInformation(self._location(checked, one.place), safe(one.message))
            for one in (finding.related[:MOST_RELATED] if self._with_related else ())
        ]
        return self._made(finding, self._positions.range(checked.source, finding.place.span), related)

    def of_other(self, source: Source, found: Iterable[About]) -> list[types.Diagnostic]:
        """The findings in Dockerfiles that have to do with lines of the file ``source``, where those lines stand.

        What several Dockerfiles say of one line is said once, with all of them as related places.
        """
        made: dict[tuple[object, ...], types.Diagnostic] = {}
        for one in found:
            self._session.remember_secrets(one.checked, [source.text])
            key = (one.related.place.span, one.finding.rule.code, one.finding.message)
            if key not in made:
                made[key] = self._made(one.finding, self._positions.range(source, one.related.place.span), [])
            information = made[key].related_information
            if self._with_related:
                place = self._location(one.checked, one.finding.place)
                more = types.DiagnosticRelatedInformation(place, safe(one.finding.message))
                made[key].related_information = [*(information or ()), more]
        return sorted(made.values(), key=lambda one: (one.range.start.line, one.range.start.character, str(one.code)))

    def failure(self, text: str) -> types.Diagnostic:
        """What keeps a text from being looked at."""
        start = types.Position(0, 0)
        return types.Diagnostic(types.Range(start, start), safe(text), types.DiagnosticSeverity.Error, source=SOURCE)

    def _made(
        self, finding: Diagnostic, place: types.Range, related: list[types.DiagnosticRelatedInformation]
    ) -> types.Diagnostic:
        return types.Diagnostic(
            place,
            message(finding),
            _SEVERITIES[finding.severity],
            finding.rule.code,
            source=SOURCE,
            related_information=related or None,
            data={"rule": finding.rule.name},
        )

    def _location(self, checked: Checked, place: Place) -> types.Location:
        source = self._session.source_of(checked, place.path)
        span = place.span
        if span.end > len(source.text):
            span = span._replace(start=0, end=0)
        return types.Location(self._uri_of(place.path), self._positions.range(source, span))


def message(finding: Diagnostic) -> str:
    """What a finding says, with its rule and what it costs, on one line."""
    cost = f" ({estimate_text(finding.estimate)})" if finding.estimate else ""
    return f"{safe(finding.message)}{cost} [{finding.rule.name}]"
