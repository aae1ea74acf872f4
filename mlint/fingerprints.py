"""What a finding stands on, in a form that survives when lines are added above it.

The texts are masked before they are digested: a short password could be guessed from its digest.
"""

from __future__ import annotations

from bisect import bisect_left
from hashlib import blake2b

from mlint.dockerfile.instructions import Dockerfile
from mlint.lazy import cached_property
from mlint.records import Record
from mlint.secrets import redact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mlint.dockerfile.source import Source, Span
    from mlint.linter import Diagnostic
    from mlint.rule import Place


class Fingerprint(Record):
    """Digests of the text at a place, of the instruction that holds it, and of the instructions before and after."""

    at: str
    instruction: str
    before: str
    after: str

    def __str__(self) -> str:
        return "-".join(self)


class Fingerprints:
    """The fingerprints of places in one Dockerfile."""

    def __init__(self, source: Source, dockerfile: Dockerfile | None = None) -> None:
        self._source = source
        self._dockerfile = dockerfile or Dockerfile(source)
        self._instructions: dict[int, str] = {}

    @cached_property
    def _text(self) -> str:
        return redact(self._source.text, keep_width=True, remembered=False)

    @cached_property
    def _ends(self) -> list[int]:
        return [instruction.span.end for instruction in self._dockerfile.instructions]

    def of(self, place: Place) -> Fingerprint:
        """The fingerprint of a place; a comment belongs to the instruction below it."""
        number = min(bisect_left(self._ends, place.span.start), max(len(self._ends) - 1, 0))
        around = (self._instruction(number + step) for step in (0, -1, 1))
        return Fingerprint(self._digest(place.span), *around)

    def _instruction(self, number: int) -> str:
        """The digest of an instruction; ``""`` is digested where there is none."""
        found = self._instructions.get(number)
        if found is None:
            known = self._dockerfile.instructions
            found = self._digest(known[number].span) if 0 <= number < len(known) else digest("")
            self._instructions[number] = found
        return found

    def _digest(self, span: Span) -> str:
        """The digest of a part of the file, whatever its indentation, line ends and the lengths of its credentials."""
        text = " ".join(self._text[span.start : span.end].split())
        while "**" in text:
            text = text.replace("**", "*")
        return digest(text)


def digest(*texts: str, size: int = 5) -> str:
    """A short digest of some texts, in hexadecimal."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogateescape"), digest_size=size).hexdigest()


def identities(source: Source, path: str, findings: Sequence[Diagnostic]) -> Iterable[str]:
    """A name for each of the ``findings`` in the file that is called ``path``, unique in a report.

    It is made of rule, path, instruction and the text at the place. Of findings that have all of this in common, each
    gets another name, in their order.
    """
    fingerprints = Fingerprints(source)
    counts: dict[tuple[str, ...], int] = {}
    for finding in findings:
        fingerprint = fingerprints.of(finding.place)
        key = (finding.rule.code, path, fingerprint.instruction, fingerprint.at)
        counts[key] = counts.get(key, 0) + 1
        yield digest(*key, str(counts[key]), size=16)
