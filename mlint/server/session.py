"""What the server knows between two requests: settings, build contexts, and what was found in each Dockerfile.

Nothing here speaks the protocol, and all of it runs in one thread. A build context is read once and kept until a file
in it changes, on disk or in the editor, so a save costs no more than the Dockerfile's own text.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from mlint.build import Build
from mlint.checking import Plans
from mlint.config import NAMES, ConfigError, Settings, SettingsFinder, read_settings
from mlint.context.files import Files
from mlint.context.find_context import Contexts
from mlint.context.tree import Tree
from mlint.discovery import find_dockerfiles, is_dockerfile, is_excluded
from mlint.dockerfile.source import Source
from mlint.fixer import fix
from mlint.linter import lint, lint_build
from mlint.output.results import FileResult
from mlint.records import Record
from mlint.secrets import remember
from mlint.server.options import ServerOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mlint.fixer import FixResult
    from mlint.linter import Diagnostic, Report
    from mlint.rule import Related, Rule

_log = logging.getLogger(__name__)

MOST_DOCKERFILES = 50
"""So many Dockerfiles that are not open are asked what they find in a dependency file."""
MOST_STAMPS = 5_000
"""So many files and folders are looked at where the editor does not tell of changes on disk."""

Stamp = tuple[int, int] | None


class Checked(Record):
    """What was found in a Dockerfile. ``number`` is another one whenever anything in it may be."""

    number: int
    build: Build
    report: Report
    rules: Sequence[Rule]

    @property
    def source(self) -> Source:
        """The text that was looked at."""
        return self.build.source


class About(Record):
    """A finding in a Dockerfile that has to do with a place in another file."""

    checked: Checked
    finding: Diagnostic
    related: Related


class Session:
    """The engine for one editor; ``open_dockerfiles`` are the texts that it holds, by path."""

    def __init__(self, open_dockerfiles: Mapping[str, Source]) -> None:
        self._open = open_dockerfiles
        self.settings = ServerOptions()
        self.folders: list[str] = []
        """The folders of the workspace."""
        self.problems: list[str] = []
        """What the user must be told and was not told yet."""
        self._told: set[str] = set()
        self._files = Files()
        self._contexts = Contexts(self._files)
        self._plans: Plans | None = None
        self._finder: _Finder | None = None
        self._checked: dict[str, Checked] = {}
        self._count = 0
        self._dockerfiles: dict[str, list[str]] = {}
        self._sources: dict[str, Source] = {}
        self._stamps: dict[str, Stamp] = {}

    # Settings

    def configure(self, settings: ServerOptions) -> None:
        """Use other settings of the editor from here on."""
        self.settings = settings
        for mistake in settings.mistakes:
            self._tell(mistake)
        self.reload()

    def reload(self) -> None:
        """Read configurations anew; all that was found is to be found again."""
        self._plans = self._finder = None
        self._told.clear()
        self._checked.clear()

    def _tell(self, message: str) -> None:
        if message not in self._told:
            self._told.add(message)
            self.problems.append(message)

    def _planned(self) -> Plans:
        if self._plans is None:
            self._finder = _Finder(self.settings, self._tell)
            self._plans = Plans(self.settings.options, self._finder)
        return self._plans

    # Findings

    def check(self, source: Source) -> Checked | None:
        """What is found in a Dockerfile; None when its configuration excludes it or cannot be used."""
        known = self._checked.get(source.path)
        if known is not None and known.source.data == source.data:
            return known
        try:
            plans = self._planned()
            plan = plans.of_file(source.path)
        except ConfigError as error:
            self._tell(str(error))
            return None
        settings = plan.settings
        if "\0" in source.text or (settings.exclude and is_excluded(source.path, settings.folder, settings.exclude)):
            return None
        build = Build(source, settings, lambda: self._contexts)
        report = lint_build(build, plan.rules)
        if settings.known is not None:
            settings.known.tell(FileResult(source.path))
        self._count += 1
        checked = self._checked[source.path] = Checked(self._count, build, report, plan.rules)
        if report.errors:
            self.remember_secrets(checked)
        for failure in report.errors:
            if failure not in self._told:
                self._told.add(failure)
                _log.error("%s: %s", source.path, failure)
        return checked

    def close(self, path: str) -> None:
        """Keep nothing of a Dockerfile that is open no more."""
        self._checked.pop(path, None)

    def about(self, path: str) -> list[About]:
        """What the Dockerfiles of the workspace have to say about places in the file at ``path``."""
        real = os.path.realpath(path)
        found = []
        for source in self._readers_of(path):
            try:
                checked = self.check(source)
            except (Exception, SystemExit):
                # One Dockerfile that mlint cannot cope with must not hide what the others say.
                _log.exception("%s cannot be looked at", source.path)
                continue
            for finding in checked.report.diagnostics if checked else ():
                for related in finding.related:
                    if related.place.path != finding.place.path and os.path.realpath(related.place.path) == real:
                        assert checked is not None
                        found.append(About(checked, finding, related))
        return found

    def _readers_of(self, path: str) -> list[Source]:
        """The Dockerfiles that may read the file at ``path``: the open ones, and those near it in the workspace."""
        found = dict(self._open)
        for folder in self.folders:
            if not path.startswith(os.path.join(folder, "")):
                continue
            if folder not in self._dockerfiles:
                self._dockerfiles[folder] = find_dockerfiles(folder)
            near = sorted(self._dockerfiles[folder], key=lambda one: -len(os.path.commonpath((one, path))))
            for name in near[:MOST_DOCKERFILES]:
                if name not in found:
                    known = self._checked.get(name)
                    source = known.source if known else self._read(name)
                    if source is not None:
                        found[name] = source
        return list(found.values())

    def _read(self, path: str) -> Source | None:
        try:
            with open(path, "rb") as stream:
                return Source(path, stream.read())
        except OSError:
            return None

    def source_of(self, checked: Checked, path: str) -> Source:
        """The text of the file at ``path`` that a finding speaks of; empty when it cannot be read."""
        if path == checked.source.path:
            return checked.source
        if path not in self._sources:
            folder, name = os.path.split(os.path.realpath(path))
            self._sources[path] = Tree(folder, files=self._files).source(name, path) or Source(path, b"")
        return self._sources[path]

    def remember_secrets(self, checked: Checked, more: Iterable[str] = ()) -> None:
        """Let nothing that is said from here on hold a credential of the Dockerfile or of its build arguments."""
        arguments = checked.build.settings.build_args.items()
        remember([checked.source.text, *more, *(f"{name}={value}" for name, value in arguments)])

    # Fixes

    def fixed(self, checked: Checked, *, only_here: bool) -> FixResult:
        """The Dockerfile with everything repaired that can be repaired safely; other files too unless ``only_here``."""

        def lint_again(text: Source, edited: Mapping[str, bytes]) -> Report:
            contexts = Contexts(self._files.with_edits(edited)) if edited else self._contexts
            return lint(text, checked.rules, checked.build.settings, lambda: contexts)

        return fix(checked.source, lint_again, files=None if only_here else self._files)

    # Files

    def change_folders(self, added: Iterable[str], removed: Iterable[str]) -> bool:
        """Take folders into the workspace and out of it; whether that changes anything."""
        gone = set(removed)
        folders = list(dict.fromkeys([*(one for one in self.folders if one not in gone), *added]))
        if folders == self.folders:
            return False
        self.folders = folders
        for name in (name for folder in gone for name in self._dockerfiles.pop(folder, ())):
            if name not in self._open:
                self.close(name)
        return True

    def hold(self, texts: Mapping[str, bytes | None]) -> bool:
        """Take ``texts`` for what files hold, None for what is on disk; whether that changes anything."""
        return sum(self._hold(path, data) for path, data in texts.items()) > 0

    def _hold(self, path: str, data: bytes | None) -> bool:
        real = os.path.realpath(path)
        if data is not None and data == _on_disk(real):
            data = None
        if data == self._files.edited.get(real):
            return False
        if data is None:
            del self._files.edited[real]
        else:
            self._files.edited[real] = data
        return self._forget(path, real)

    def changed_on_disk(self, changes: Iterable[tuple[str, bool]]) -> bool:
        """Take note of files that have come, gone or changed; whether anything is to be looked at again.

        With each is told whether only its content has changed. Where nobody has read that, it changes nothing.
        """
        return sum(self._changed_on_disk(path, only_content) for path, only_content in changes) > 0

    def _changed_on_disk(self, path: str, only_content: bool) -> bool:
        known = self._finder.files if self._finder else set()
        real = os.path.realpath(path)
        configures = os.path.basename(path) in NAMES or path in known
        if configures:
            self.reload()
        elif only_content and real not in self._files.seen and path not in self._checked:
            return False
        if is_dockerfile(path):
            self._dockerfiles.clear()
        return self._forget(path, real) or configures

    def _forget(self, path: str, real: str) -> bool:
        self._sources.clear()
        seen = self._files.seen.pop(real, None) is not None
        again = self._contexts.forget(real)
        if path != real:
            again = self._contexts.forget(path) or again
        for name, checked in list(self._checked.items()):
            if _may_read(checked, real) or _may_read(checked, path):
                del self._checked[name]
                again = True
        return again or seen

    def stale(self) -> bool:
        """Take note of what has changed on disk since the last call; whether anything is to be looked at again."""
        again = False
        stamps: dict[str, Stamp] = {}
        for path in self._watched()[:MOST_STAMPS]:
            stamp = stamps[path] = _stamp(path)
            if path in self._stamps and self._stamps[path] != stamp:
                again = self._changed_on_disk(path, only_content=False) or again
        self._stamps = stamps
        return again

    def _watched(self) -> list[str]:
        configurations = self._finder.candidates if self._finder else []
        dockerfiles = [name for name in self._checked if name not in self._open]
        return [*configurations, *dockerfiles, *self._files.seen, *self._contexts.folders]


class _Finder(SettingsFinder):
    """Finds settings; rule packs in them are left out until the user allows them, for a pack is code."""

    def __init__(self, settings: ServerOptions, tell: Callable[[str], None]) -> None:
        self._settings = settings
        self._tell = tell
        self.files: set[str] = set()
        """The configurations that were read, and what else they stand on."""
        config = settings.options.config
        super().__init__(None, settings.options.isolated)
        if config is not None:
            self._given = self.read(os.path.abspath(config), os.path.dirname(os.path.abspath(config)))

    def read(self, file: str, folder: str) -> Settings:
        """The settings in ``file``, without packs that are not allowed."""
        path = os.path.join(folder, os.path.basename(file))
        self.files.add(path)
        settings = read_settings(path, allow_packs=True)
        if settings.packs and not self._settings.allows_packs(folder):
            self._tell(
                f"{path} names rule packs, which are code; they are left out until the setting allowPacks allows them"
            )
            settings.packs = ()
        if settings.baseline is not None:
            self.files.add(os.path.abspath(settings.baseline))
        return settings

    @property
    def candidates(self) -> list[str]:
        """Where configurations are, or may come to be."""
        return [*self.files, *(os.path.join(folder, name) for folder in self._folders for name in NAMES)]


def _may_read(checked: Checked, path: str) -> bool:
    """Whether what was found may be due to the file at ``path``: it lies in the context or below the Dockerfile."""
    context = checked.build.context
    folders = [os.path.dirname(checked.source.path), *([context.root] if context else [])]
    return any(path.startswith(os.path.join(folder, "")) for folder in folders) or is_above(path, folders[0])


def is_above(path: str, folder: str) -> bool:
    """Whether the folder that holds ``path`` is above ``folder``: a compose file there speaks of what is below."""
    return folder.startswith(os.path.join(os.path.dirname(path), ""))


def _on_disk(path: str) -> bytes | None:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        return None


def _stamp(path: str) -> Stamp:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
