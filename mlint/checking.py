"""One file: read, settings and rules chosen, linted, repaired when asked for -> its result."""

from __future__ import annotations

import os
import sys

from mlint.config import ConfigError, Settings, SettingsFinder
from mlint.context.files import Files
from mlint.dockerfile.lines import TooLongError
from mlint.dockerfile.source import Source
from mlint.linter import lint
from mlint.options import STDIN, Options
from mlint.output.results import FileResult
from mlint.packs import all_rules
from mlint.records import Record
from mlint.selection import RuleSet, choose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlint.baseline import Baseline
    from mlint.context.find_context import Contexts
    from mlint.rule import Rule

MAX_BYTES = 8_000_000
"""Of a larger file no more is read than shows that it is larger."""


class Plan(Record):
    """How files under one configuration are linted."""

    settings: Settings
    rules: Sequence[Rule]


class Plans:
    """The plan for every file, each made once per configuration. Raises ConfigError for a broken ``--config``."""

    def __init__(self, options: Options, finder: SettingsFinder | None = None) -> None:
        """Take the ``options``, and what finds the settings where that is not only their matter."""
        self._options = options
        self._finder = finder or SettingsFinder(options.config, options.isolated)
        self._rulesets: dict[tuple[tuple[str, ...], str], RuleSet] = {}
        self._plans: dict[int, Plan] = {}
        self._baselines: dict[str, Baseline] = {}
        self._contexts: Contexts | None = None
        self.files = Files()
        """The files around the Dockerfiles; under ``--diff`` as the Dockerfiles before would leave them."""

    def contexts(self) -> Contexts:
        """The build contexts that the files share."""
        if self._contexts is None:
            from mlint.context.find_context import Contexts

            self._contexts = Contexts(self.files)
        return self._contexts

    def contexts_with(self, edited: Mapping[str, bytes]) -> Contexts:
        """The build contexts with more files ``edited``."""
        if not edited:
            return self.contexts()
        from mlint.context.find_context import Contexts

        return Contexts(self.files.with_edits(edited))

    def edited(self, written: Mapping[str, bytes], *, on_disk: bool) -> None:
        """Take note of files that a fix has changed; build contexts are read anew from here on."""
        self.files = Files() if on_disk else self.files.with_edits(written)
        self._contexts = None

    def settings_of(self, path: str) -> Settings:
        """The configuration of the file at ``path``, as it was found; ConfigError when it is broken."""
        return self._finder.of_file(path)

    def of_file(self, path: str) -> Plan:
        """The plan for the file at ``path``; ConfigError when its configuration or an option cannot be used."""
        settings = self.settings_of(path)
        plan = self._plans.get(id(settings))
        if plan is None:
            plan = self._plans[id(settings)] = self._plan(settings)
        return plan

    def codes(self, path: str) -> set[str]:
        """The codes of the rules that the file at ``path`` is linted with."""
        return {rule.code for rule in self.of_file(path).rules}

    def ruleset_of(self, settings: Settings) -> RuleSet:
        """All rules of the packs that ``settings`` name."""
        key = (settings.packs, settings.folder if settings.packs else "")
        ruleset = self._rulesets.get(key)
        if ruleset is None:
            ruleset = self._rulesets[key] = all_rules(*key)
        return ruleset

    def _plan(self, settings: Settings) -> Plan:
        ruleset = self.ruleset_of(settings)
        if settings.ruleset is None:
            settings.bind(ruleset)
        options = self._options
        if options.context is not None:
            settings.context = options.context
        if options.target is not None:
            settings.target_stage = options.target
        if options.fail_on is not None:
            settings.fail_on = options.fail_on
        settings.build_args = {**settings.build_args, **options.build_args}
        baseline = options.write_baseline or options.baseline or settings.baseline
        if baseline is not None:
            settings.known = self._baseline(baseline)
        return Plan(settings, choose(ruleset, settings, options))

    def _baseline(self, file: str) -> Baseline:
        """The known findings in ``file``, read once."""
        found = self._baselines.get(file)
        if found is None:
            from mlint.baseline import Baseline, read_baseline

            writing = self._options.write_baseline is not None
            found = self._baselines[file] = Baseline(file, writing=True) if writing else read_baseline(file)
        return found


def check_file(path: str, plans: Plans, options: Options) -> FileResult:
    """Lint one file, and repair it when the ``options`` say so. Whatever goes wrong is an error of the result."""
    result = FileResult(options.shown_path(path))
    try:
        plan = plans.of_file(result.path)
        source = Source(result.path, _read(path, plans.files))
        result.source = source
        if options.target is not None:
            _require_stage(source, options.target)
        if options.edits:
            from mlint.repairing import repair

            report = repair(path, source, plans, options, result)
        else:
            report = lint(source, plan.rules, plan.settings, plans.contexts)
        result.source = report.source
        result.findings = report.diagnostics
        result.errors += report.errors
        result.fail_on = plan.settings.fail_on
        if plan.settings.known is not None:
            plan.settings.known.tell(result)
    except ConfigError as error:
        result.config_error = str(error)
    except (_UnreadableError, TooLongError) as error:
        result.source = None
        result.errors.append(str(error))
    except Exception as error:
        # One file that mlint cannot cope with must not keep the others from being linted.
        result.errors.append(f"internal error: {type(error).__name__}: {error}; please report it")
    return result


class _UnreadableError(Exception):
    """A file that cannot be linted; the text says why."""


def _read(path: str, files: Files) -> bytes:
    """The bytes of a Dockerfile; ``_UnreadableError`` when there are none or they are no text."""
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            data = files.edited.get(os.path.realpath(path), b"") if files.edited else b""
            if not data:
                with open(path, "rb") as stream:
                    data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _UnreadableError(f"cannot read: {(error.strerror or str(error)).lower()}") from None
    if len(data) > MAX_BYTES:
        raise _UnreadableError(f"is larger than {MAX_BYTES // 1_000_000} MB, no Dockerfile is")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _UnreadableError("is UTF-16; Docker reads UTF-8 only, save it as that")
    if b"\0" in data:
        raise _UnreadableError("is a binary file, not a Dockerfile")
    return data


def _require_stage(source: Source, target: str) -> None:
    """``_UnreadableError`` when the file has no stage that ``--target`` can mean."""
    from mlint.build import MAX_INSTRUCTIONS
    from mlint.dockerfile.instructions import Dockerfile
    from mlint.dockerfile.stages import read_stages, stage_called, stage_numbered

    stages = read_stages(Dockerfile(source, MAX_INSTRUCTIONS))
    if not stage_called(stages, target, len(stages), any_case=True) and not stage_numbered(stages, target, len(stages)):
        names = ", ".join(stage.name for stage in stages if stage.name) or "none has a name"
        raise _UnreadableError(f"has no stage {target!r} for --target (stages: {names})")
