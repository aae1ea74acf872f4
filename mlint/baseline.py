"""Known findings: a file of them, which keeps them silent until they are repaired, so that only new ones fail.

An entry says what the finding stands on (:mod:`mlint.fingerprints`), not on which line. A finding is known while its
instruction stays as it is, wherever it moves, and while an edit of the instruction leaves the text at its place and one
of the neighbours alone. Each entry makes one finding known: a second one of the same text is new.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import suppress

from mlint.config import ConfigError
from mlint.file_changes import WholeFile
from mlint.fingerprints import Fingerprint, Fingerprints
from mlint.output.json import printable
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from mlint.build import Build
    from mlint.output.results import FileResult
    from mlint.rule import Finding, Rule

VERSION = 1

ALIKE = ((0, 1, 2, 3), (0, 1, 2), (0, 1, 3), (0, 1), (1,), (0, 2), (0, 3))
"""The parts of a fingerprint that must be the same, the best agreement first."""


class Entry(Record):
    """A known finding; ``rule`` is its code and name, of which the code counts; ``path`` starts at the file's folder.

    The message is for readers only.
    """

    path: str
    rule: str
    message: str
    fingerprint: Fingerprint

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.partition(" ")[0]


class Baseline:
    """The known findings of a file; while it is written, everything that is found becomes known."""

    def __init__(self, file: str, entries: Iterable[Entry] = (), *, writing: bool = False) -> None:
        self.file = file
        self.folder = os.path.dirname(os.path.abspath(file))
        self.entries = list(entries)
        self.writing = writing
        self._known: dict[tuple[str, str], list[Fingerprint]] = {}
        for entry in self.entries:
            self._known.setdefault((entry.path, entry.code), []).append(entry.fingerprint)
        self._silent: dict[str, dict[str, list[Entry]]] = {}
        self._last: tuple[Build, Fingerprints] | None = None

    def path(self, path: str) -> str:
        """How the file calls a Dockerfile: by its path from the folder of the file, with forward slashes."""
        absolute = os.path.abspath(path)
        with suppress(ValueError):  # another drive of Windows
            absolute = os.path.relpath(absolute, self.folder)
        return absolute.replace(os.sep, "/")

    def new(self, rule: Rule, findings: Sequence[Finding], build: Build) -> list[Finding]:
        """Those of the ``findings`` of a rule in one Dockerfile that are not known."""
        path = self.path(build.path)
        known = self._known.get((path, rule.code), [])
        silent = self._silent.setdefault(build.path, {})
        silent[rule.code] = []
        if not findings or not (known or self.writing):
            return list(findings)
        if self._last is None or self._last[0] is not build:
            self._last = build, Fingerprints(build.source, build.dockerfile)
        found = [self._last[1].of(finding.place) for finding in findings]
        matched = set(range(len(found))) if self.writing else _matched(known, found)
        silent[rule.code] = [
            Entry(path, f"{rule.code} {rule.name}", finding.message, found[number])
            for number, finding in enumerate(findings)
            if number in matched
        ]
        return [finding for number, finding in enumerate(findings) if number not in matched]

    def tell(self, result: FileResult) -> None:
        """Say in the ``result`` of a file what was kept silent when it was last linted."""
        by_rule = self._silent.pop(result.path, {})
        result.known = [entry for entries in by_rule.values() for entry in entries]


def _matched(known: Sequence[Fingerprint], found: Sequence[Fingerprint]) -> set[int]:
    """The numbers of the fingerprints ``found`` that are ``known``, each known one used once."""
    matched: set[int] = set()
    used: set[int] = set()
    for parts in ALIKE:
        left: dict[tuple[str, ...], list[int]] = {}
        for number, one in enumerate(known):
            if number not in used:
                left.setdefault(tuple(one[part] for part in parts), []).append(number)
        for number, one in enumerate(found):
            same = left.get(tuple(one[part] for part in parts))
            if same and number not in matched:
                matched.add(number)
                used.add(same.pop())
    return matched


def read_baseline(file: str) -> Baseline:
    """The baseline in ``file``; ConfigError when it cannot be read or is none."""
    try:
        with open(file, encoding="utf-8") as stream:
            data = json.load(stream)
        version = data["version"]
        if version != VERSION:
            raise ConfigError(f"{file}: a baseline of version {version}, this mlint reads {VERSION}; write it anew")
        return Baseline(file, [_entry(one) for one in data["findings"]])
    except FileNotFoundError:
        raise ConfigError(f"{file}: no such baseline; `mlint check --write-baseline {file}` writes it") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot read the baseline: {error.strerror or error}") from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ConfigError(f"{file}: not a baseline; `mlint check --write-baseline {file}` writes one") from None


def _entry(data: Any) -> Entry:
    """An entry as the file has it; ValueError, TypeError or KeyError when it is none."""
    at, instruction, before, after = data["fingerprint"].split("-")
    path, rule, message = (str(data[name]) for name in ("path", "rule", "message"))
    return Entry(path, rule, message, Fingerprint(at, instruction, before, after))


def write_baseline(file: str, results: Iterable[FileResult], judged: Callable[[FileResult], set[str]]) -> str:
    """Write what was found, and say in a line what has changed.

    What the file knew stays where it was not looked for: in Dockerfiles that are there but were not linted, or not
    without errors, and of rules that are not among those ``judged`` in a Dockerfile. ConfigError when the file cannot
    be written.
    """
    old = read_baseline(file) if os.path.exists(file) else Baseline(file)
    done = [result for result in results if not (result.errors or result.config_error)]
    linted = {old.path(result.path): judged(result) for result in done}
    entries = [entry for result in done for entry in result.known]
    for entry in old.entries:
        rules = linted.get(entry.path)
        there = rules is not None or os.path.exists(os.path.join(old.folder, entry.path))
        if there and (rules is None or entry.code not in rules):
            entries.append(entry)
    try:
        with WholeFile(file) as stream:
            stream.write(_text(entries))
    except OSError as error:
        raise ConfigError(f"{file}: cannot write the baseline: {error.strerror or error}") from None
    before, now = (Counter((one.path, one.code, one.fingerprint) for one in each) for each in (old.entries, entries))
    total = "1 known finding" if len(entries) == 1 else f"{len(entries)} known findings"
    return f"{file}: {total} ({(now - before).total()} new, {(before - now).total()} gone)"


def _text(entries: Iterable[Entry]) -> str:
    """The file: an entry a line, sorted by path, rule and message, so that a diff shows what came and went."""
    lines = []
    for entry in entries:
        path, rule, message = printable(entry.path), entry.rule, printable(entry.message)
        lines.append({"path": path, "rule": rule, "message": message, "fingerprint": str(entry.fingerprint)})
    lines.sort(key=lambda line: tuple(line.values()))
    body = ",".join("\n" + json.dumps(line, ensure_ascii=False) for line in lines)
    end = "\n" if lines else ""
    return f'{{"version": {VERSION}, "findings": [{body}{end}]}}\n'
