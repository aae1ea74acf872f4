"""What a run brought to light, as every output format gets it: per file, and counted."""

from __future__ import annotations

from collections import Counter

from mlint.dockerfile.source import Source
from mlint.lazy import cached_property
from mlint.rule import total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlint.baseline import Entry
    from mlint.dockerfile.source import Position
    from mlint.file_changes import Change
    from mlint.linter import Diagnostic
    from mlint.rule import Place

SEVERITIES = ("error", "warning", "info")


class FileResult:
    """What came out for one file; ``source`` is the text that the findings speak of, None when it was not read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.source: Source | None = None
        self.findings: list[Diagnostic] = []
        self.errors: list[str] = []
        self.fixed: list[Diagnostic] = []
        """Findings that were repaired; under ``--diff``, that would be."""
        self.ignored = 0
        """How many findings got an ignore comment, or would get one."""
        self.changes: list[Change] = []
        """The files that are changed, or would be."""
        self.notes: list[str] = []
        """What a user should know and what is no error: line, column and message of fixes that are not made."""
        self.fail_on = "warning"
        self.known: list[Entry] = []
        """Findings of the baseline, which are kept silent."""
        self.config_error = ""
        """Why there are no settings for the file, when that is so."""

    @property
    def failed(self) -> bool:
        """Whether a finding reaches ``fail-on``."""
        return any(reaches(finding, self.fail_on) for finding in self.findings)


def reaches(finding: Diagnostic, fail_on: str) -> bool:
    """Whether a finding is at least as severe as ``fail_on``."""
    return fail_on != "never" and SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)


class Results:
    """The results of all files in their order, and the errors about paths that are no files."""

    def __init__(self, files: Iterable[FileResult], errors: Iterable[tuple[str, str]] = ()) -> None:
        self.files = list(files)
        self.errors = list(errors)
        """Path and message of everything that could not be checked."""
        for file in self.files:
            messages = [file.config_error, *file.errors] if file.config_error else file.errors
            self.errors += [(file.path, message) for message in messages]
        self._sources: dict[str, Source] = {}

    @property
    def findings(self) -> Iterator[Diagnostic]:
        """All findings, file by file."""
        for file in self.files:
            yield from file.findings

    @property
    def read_files(self) -> int:
        """How many files were linted."""
        return sum(file.source is not None for file in self.files)

    @cached_property
    def by_severity(self) -> Counter[str]:
        """How many findings of each severity there are."""
        return Counter(finding.severity for finding in self.findings)

    def fixable(self, safety: str) -> int:
        """How many findings have a fix that is ``safe``, or ``unsafe``."""
        return sum(finding.fix is not None and finding.fix.safety == safety for finding in self.findings)

    @cached_property
    def image_bytes(self) -> int:
        """What the findings cost in the images, summed."""
        return sum(image_bytes(file.findings) for file in self.files)

    def image_bytes_of(self, code: str) -> int:
        """What the findings of one rule cost in the images, summed over the files."""
        return sum(image_bytes(one for one in file.findings if one.rule.code == code) for file in self.files)

    @cached_property
    def image_size(self) -> str:
        """The same for people: ``about 3.2 GB``, ``at least`` where a part is not known; empty when it is nothing."""
        if not self.image_bytes:
            return ""
        estimates = [one.estimate for one in self.findings if one.estimate and one.estimate.of == "image"]
        at_least = any(estimate.at_least for estimate in estimates)
        size = human_bytes(self.image_bytes, at_least=at_least)
        return f"{'at least' if at_least else 'about'} {size} in the image{'s' if self.read_files > 1 else ''}"

    def source_of(self, file: FileResult, path: str) -> Source:
        """The text of the file at ``path`` that a finding in ``file`` speaks of; empty when it cannot be read now."""
        if file.source is not None and path == file.source.path:
            return file.source
        found = self._sources.get(path)
        if found is None:
            try:
                with open(path, "rb") as stream:
                    data = stream.read()
            except OSError:
                data = b""
            found = self._sources[path] = Source(path, data)
        return found

    def positions(self, file: FileResult, place: Place) -> tuple[Position, Position]:
        """Where a place begins and ends, as a person counts."""
        source = self.source_of(file, place.path)
        return source.position(place.span.start), source.position(place.span.end)


def image_bytes(findings: Iterable[Diagnostic]) -> int:
    """What the ``findings`` of one file cost in the final image, in bytes; a part that several blame counts once."""
    estimates = [one.estimate for one in findings if one.estimate and one.estimate.of == "image"]
    return total(estimates).bytes


_UNITS = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


def human_bytes(count: int, *, at_least: bool = False) -> str:
    """A number of bytes for people, in two digits: ``3.0 GB``, ``770 MB``; a lower bound is rounded down."""
    if count < 1_000:
        return f"{count} bytes"
    step = 10 ** (len(str(count)) - 2)
    count = (count if at_least else count + step // 2) // step * step
    unit, size = next((unit, size) for unit, size in _UNITS if count >= size)
    return f"{count / size:.1f} {unit}" if count < 10 * size else f"{count // size} {unit}"


def counted(count: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
