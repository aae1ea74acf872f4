"""What a run brought to light, as every output format gets it: per file, and counted."""

from __future__ import annotations

from collections import Counter

from mlint.dockerfile.source import Source
from mlint.rule import total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlint.baseline import Entry
    from mlint.dockerfile.source import Position
    from mlint.file_changes import Change
    from mlint.linter import Diagnostic
    from mlint.rule import Estimate, Place

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
    """What all files together gave, counted as they come: the files themselves are not kept."""

    def __init__(self, errors: Iterable[tuple[str, str]] = ()) -> None:
        """Begin with the ``errors`` about paths that are no files."""
        self.errors = list(errors)
        """Path and message of everything that could not be checked."""
        self.read_files = 0
        """How many files were linted."""
        self.failed = False
        """Whether a finding reached the ``fail-on`` of its file."""
        self.fixed = self.ignored = self.known = self.changed = 0
        """How many findings were repaired, told to be ignored and known, and how many files have changes."""
        self.by_severity: Counter[str] = Counter()
        self.by_rule: Counter[tuple[str, str]] = Counter()
        """How many findings each rule has, by its code and name."""
        self.fixable: Counter[str] = Counter()
        """How many findings have a fix that is ``safe``, or ``unsafe``."""
        self.image_bytes = 0
        """What the findings cost in the images, summed."""
        self.image_bytes_of: Counter[str] = Counter()
        """What the findings of one rule cost in the images, by its code."""
        self._at_least = False
        self._sources: dict[str, Source] = {}

    def add(self, file: FileResult) -> None:
        """Count what came out for one more file."""
        if file.errors or file.config_error:
            from mlint.secrets import redact

            messages = [file.config_error, *file.errors] if file.config_error else file.errors
            self.errors += [(file.path, redact(message)) for message in messages]
        self.read_files += file.source is not None
        self.failed |= file.failed
        self.fixed += len(file.fixed)
        self.ignored += file.ignored
        self.known += len(file.known)
        self.changed += bool(file.changes)
        sized: dict[str, list[Estimate]] = {}
        for finding in file.findings:
            self.by_severity[finding.severity] += 1
            self.by_rule[finding.rule.code, finding.rule.name] += 1
            if finding.fix is not None:
                self.fixable[finding.fix.safety] += 1
            if finding.estimate is not None and finding.estimate.of == "image":
                sized.setdefault(finding.rule.code, []).append(finding.estimate)
        if sized:
            whole = total([estimate for estimates in sized.values() for estimate in estimates])
            self.image_bytes += whole.bytes
            self._at_least |= whole.at_least
            for code, estimates in sized.items():
                self.image_bytes_of[code] += total(estimates).bytes
        self._sources.clear()

    @property
    def image_size(self) -> str:
        """``image_bytes`` for people: ``about 3.2 GB``, ``at least`` where a part is unknown; empty when it is 0."""
        if not self.image_bytes:
            return ""
        size = human_bytes(self.image_bytes, at_least=self._at_least)
        return f"{'at least' if self._at_least else 'about'} {size} in the image{'s' if self.read_files > 1 else ''}"

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
