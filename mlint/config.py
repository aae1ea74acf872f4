"""The settings of one file: found beside or above it, read, and validated with messages that say what to do.

Nothing here imports YAML, TOML or difflib until a file must be read or a mistake explained.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Literal

    from mlint.baseline import Baseline
    from mlint.rule import Rule, Severity
    from mlint.selection import RuleSet

    FailOn = Literal["error", "warning", "info", "never"]

NAMES = (".mlint.yaml", ".mlint.yml", "pyproject.toml")


class ConfigError(Exception):
    """A configuration, a pack or an option that cannot be used; the text is one line for the user."""


Lines = dict[tuple[str | int, ...], int]
"""The line of each key and item of a configuration, by the keys and indexes that lead to it."""


class Choices:
    """What a configuration, or one of its overrides, says of rules; ``keys`` lead to where it stands in the file."""

    def __init__(self, keys: tuple[str | int, ...] = ()) -> None:
        self.keys = keys
        self.select: tuple[str, ...] | None = None
        self.extend_select: tuple[str, ...] = ()
        self.ignore: tuple[str, ...] = ()
        self.severity: dict[str, Severity] = {}
        self.options: dict[str, dict[str, Any]] = {}


class Override(Choices):
    """What a configuration says of the files that match ``paths``; ``values`` are those that have no rule in them."""

    def __init__(self, keys: tuple[str | int, ...], paths: tuple[str, ...]) -> None:
        super().__init__(keys)
        self.paths = paths
        self.values: dict[str, Any] = {}


class Settings(Choices):
    """What is set for one Dockerfile; made without arguments, the defaults.

    ``severity`` and ``options`` are keyed by rule code and ``ruleset`` is set once :meth:`bind` has run.
    """

    def __init__(self) -> None:
        super().__init__()
        self.file: str | None = None
        """The configuration file, or None for the defaults."""
        self.folder = ""
        """Where the configuration stands; its relative paths and patterns start here."""
        self.lines: Lines = {}
        self.fail_on: FailOn = "warning"
        self.target: Literal["cpu", "gpu"] | None = None
        """The hardware that the image is built for, when the configuration says so."""
        self.target_stage: str | None = None
        """The stage named by ``--target``."""
        self.context: str | None = None
        """The folder of the build context, when it is given."""
        self.build_args: dict[str, str] = {}
        self.packs: tuple[str, ...] = ()
        self.exclude: tuple[str, ...] = ()
        self.baseline: str | None = None
        """The file of known findings."""
        self.known: Baseline | None = None
        """What is in it."""
        self.overrides: tuple[Override, ...] = ()
        self.in_force: tuple[Override, ...] = ()
        """Those of the ``overrides`` that match the file."""
        self.ruleset: RuleSet | None = None
        """All rules of the packs in force, selected or not: what ignore comments may name."""

    @property
    def layers(self) -> tuple[Choices, ...]:
        """What is said of rules, the later ones having the last word."""
        return (self, *self.in_force)

    def where(self, *keys: str | int) -> str:
        """Where in the configuration something stands, for a message: ``.mlint.yaml:3: ignore``."""
        lines = (self.lines.get(keys[:length]) for length in range(len(keys), 0, -1))
        line = next((f":{line}" for line in lines if line), "")
        return ": ".join(filter(None, (f"{self.file}{line}", shown(keys))))

    def overridden(self, numbers: Iterable[int]) -> Settings:
        """These settings, not bound yet, with the overrides of these ``numbers`` in force."""
        from copy import copy

        settings = copy(self)
        settings.in_force = tuple(self.overrides[number] for number in numbers)
        for override in settings.in_force:
            for name, value in override.values.items():
                merged = {**settings.build_args, **value} if name == "build_args" else value
                setattr(settings, name, merged)
        return settings

    def option(self, rule: Rule, name: str) -> Any:
        """The value set for an option of ``rule``, or its default; KeyError when the rule has no option ``name``."""
        default = rule.options[name]
        return self.options.get(rule.code, {}).get(name, default)

    def bind(self, ruleset: RuleSet) -> None:
        """Resolve the rules that ``severity`` and ``options`` name; once, before the settings are used.

        Raises ConfigError for an unknown rule, an unknown option, or a value of the wrong type, also where it stands in
        an override that is not in force.
        """
        self.ruleset = ruleset
        for override in self.overrides:
            for key, texts in (("select", override.select), ("extend-select", override.extend_select)):
                self.resolve(ruleset, override, key, texts or ())
            self.resolve(ruleset, override, "ignore", override.ignore)
            self._severities(ruleset, override)
            self._options(ruleset, override)
        severity: dict[str, Severity] = {}
        options: dict[str, dict[str, Any]] = {}
        for layer in self.layers:
            severity |= self._severities(ruleset, layer)
            for code, values in self._options(ruleset, layer).items():
                options[code] = {**options.get(code, {}), **values}
        self.severity = severity
        self.options = options

    def resolve(self, ruleset: RuleSet, layer: Choices, key: str, texts: Iterable[str]) -> set[Rule]:
        """The rules that the list under ``key`` of a layer names."""
        found: set[Rule] = set()
        for index, text in enumerate(texts):
            found.update(self._named(ruleset, text, *layer.keys, key, index))
        return found

    def _named(self, ruleset: RuleSet, text: str, *keys: str | int) -> tuple[Rule, ...]:
        """The rules that ``text``, which stands at ``keys``, names; ConfigError when it names none."""
        rules = ruleset.find(text)
        if not rules:
            raise ConfigError(f"{self.where(*keys)}: {ruleset.unknown(text)}")
        return rules

    def _severities(self, ruleset: RuleSet, layer: Choices) -> dict[str, Severity]:
        """The severities in a layer by the codes of their rules."""
        levels = layer.severity.items()
        named = [(self._named(ruleset, text, *layer.keys, "severity", text), level) for text, level in levels]
        # The narrower name wins: `gpu: info` with `ML401: error` leaves ML401 an error.
        named.sort(key=lambda pair: -len(pair[0]))
        return {rule.code: level for rules, level in named for rule in rules}

    def _options(self, ruleset: RuleSet, layer: Choices) -> dict[str, dict[str, Any]]:
        """The options in a layer by the codes of their rules."""
        options: dict[str, dict[str, Any]] = {}
        for text, values in layer.options.items():
            rules = self._named(ruleset, text, *layer.keys, "options", text)
            if len(rules) != 1:
                raise ConfigError(f"{self.where(*layer.keys, 'options', text)}: name one rule, this names {len(rules)}")
            options[rules[0].code] = self._checked_options(rules[0], values, *layer.keys, "options", text)
        return options

    def _checked_options(self, rule: Rule, values: dict[str, Any], *keys: str | int) -> dict[str, Any]:
        """``values``, which stand at ``keys``, with the types of the rule's defaults."""
        checked = {}
        for name, value in values.items():
            where = self.where(*keys, name)
            if name not in rule.options:
                if not rule.options:
                    raise ConfigError(f"{where}: {rule.name} has no options")
                raise ConfigError(f"{where}: unknown option{did_you_mean(name, rule.options)}")
            checked[name] = _like_default(where, value, rule.options[name])
        return checked


def shown(keys: Iterable[str | int]) -> str:
    """Keys as a message names them, without the indexes: ``overrides.ignore``."""
    return ".".join(key for key in keys if isinstance(key, str))


def _like_default(where: str, value: Any, default: Any) -> Any:
    """``value`` when it has the type of ``default`` (a whole number will do for a float, a list for a tuple)."""
    if default is None or (type(value) is type(default) and not isinstance(value, (list, tuple))):
        return value
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if isinstance(default, (list, tuple)) and isinstance(value, list):
        kind = type(default[0]) if default else str
        if all(type(item) is kind for item in value):
            return type(default)(value)
        raise ConfigError(f"{where}: every item must be {_KINDS.get(kind, kind.__name__)}")
    raise ConfigError(f"{where}: must be {_KINDS.get(type(default), type(default).__name__)}")


_KINDS = {
    str: "a text (write it in quotes)",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    tuple: "a list",
    dict: "a mapping",
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` was probably meant to be."""
    from difflib import get_close_matches

    words = {item.lower(): item for item in known}
    close = get_close_matches(word.lower(), words, 1, 0.6)
    return words[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message about the unknown ``word``: what it may have been meant to be, or all there is."""
    known = list(known)
    close = nearest(word, known)
    if close:
        return f"; did you mean {close}?"
    return f"; known are {', '.join(known)}" if len(known) <= 15 else ""


class SettingsFinder:
    """Finds the settings of files, each folder and each configuration file looked at once.

    ``config`` is the file named by ``--config``; ``isolated`` means that there is no configuration.
    """

    def __init__(self, config: str | None = None, isolated: bool = False) -> None:
        self._given = read_settings(config, allow_packs=True) if config is not None else None
        self._default = Settings()
        self._isolated = isolated
        self._folders: dict[str, Settings | ConfigError] = {}
        self._overridden: dict[tuple[int, ...], Settings] = {}

    def of_file(self, path: str) -> Settings:
        """The settings of the file at ``path``; the same object for all files that share a configuration.

        Raises ConfigError when the configuration in force is broken.
        """
        if self._given is not None:
            return self._with_overrides(self._given, path)
        if self._isolated:
            return self._default
        found = self._of_folder(os.path.dirname(os.path.abspath(path)))
        if isinstance(found, ConfigError):
            raise found
        return self._with_overrides(found, path)

    def _with_overrides(self, settings: Settings, path: str) -> Settings:
        """The settings with the overrides that match ``path``; made once for all files that the same ones match."""
        if not settings.overrides:
            return settings
        from mlint.discovery import is_excluded as matches

        overrides = enumerate(settings.overrides)
        numbers = [number for number, one in overrides if matches(path, settings.folder, one.paths)]
        key = (id(settings), *numbers)
        if key not in self._overridden:
            self._overridden[key] = settings.overridden(numbers)
        return self._overridden[key]

    def _of_folder(self, folder: str) -> Settings | ConfigError:
        """The settings in force in the absolute ``folder``, or the error that stands in their way."""
        passed = []
        found: Settings | ConfigError | None = None
        while found is None:
            found = self._folders.get(folder)
            if found is not None:
                break
            passed.append(folder)
            found = self._in_folder(folder)
            parent = os.path.dirname(folder)
            if found is None and (parent == folder or os.path.lexists(os.path.join(folder, ".git"))):
                found = self._default
            folder = parent
        for name in passed:
            self._folders[name] = found
        return found

    def _in_folder(self, folder: str) -> Settings | ConfigError | None:
        """The configuration that stands in ``folder`` itself."""
        for name in NAMES:
            file = os.path.join(folder, name)
            if os.path.isfile(file) and (name != "pyproject.toml" or _speaks_of_mlint(file)):
                try:
                    return self.read(_short(file), folder)
                except NoTableError:
                    continue
                except ConfigError as error:
                    return error
        return None

    def read(self, file: str, folder: str) -> Settings:
        """The settings in the configuration ``file`` that was found in ``folder``; raises as :func:`read_settings`."""
        return read_settings(file, allow_packs=_may_name_packs(folder))


def _may_name_packs(folder: str) -> bool:
    """Whether a configuration in ``folder`` may name packs: at the root of the repository that mlint runs in.

    A pack is code. Linting somebody's folder must not run what lies in it.
    """
    if not os.path.lexists(os.path.join(folder, ".git")):
        return False
    inside = os.path.join(folder, "")
    return os.path.join(os.getcwd(), "").startswith(inside)


def _short(file: str) -> str:
    """``file`` as a person in the current folder would name it."""
    inside = os.path.join(os.getcwd(), "")
    return file.removeprefix(inside)


class NoTableError(ConfigError):
    """A TOML file without the table ``[tool.mlint]``."""


def _speaks_of_mlint(file: str) -> bool:
    """Whether a pyproject.toml may hold ``[tool.mlint]``: spares most of them the TOML parser."""
    try:
        with open(file, "rb") as stream:
            return b"mlint" in stream.read()
    except OSError:
        return True


def read_settings(file: str, allow_packs: bool) -> Settings:
    """The settings in the configuration ``file``, YAML or TOML by its name.

    ``allow_packs`` says whether it may name rule packs. Raises ConfigError when it cannot be read, does not parse, or
    says something that mlint does not know; NoTableError when it is TOML that is not about mlint.
    """
    from mlint.config_file import parse  # what reads and validates a file is imported only where there is one

    return parse(file, allow_packs)
