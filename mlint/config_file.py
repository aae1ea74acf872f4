"""A configuration file -> settings: ``.mlint.yaml`` or the table ``[tool.mlint]`` of a pyproject.toml, validated."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NoReturn

from mlint.config import ConfigError, NoTableError, Settings, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

Lines = dict[tuple[str, ...], int]
"""The line of each key of a YAML file, by the path of keys that leads to it; empty for TOML."""


def parse(file: str, allow_packs: bool) -> Settings:
    """The settings that ``file`` holds; see :func:`mlint.config.read_settings`."""
    try:
        with open(file, "rb") as stream:
            text = stream.read().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{file}: cannot read the configuration: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: the configuration is not UTF-8 text") from None
    data, lines = _toml(file, text) if file.endswith(".toml") else _yaml(file, text)
    settings = Settings()
    settings.file = file
    settings.folder = os.path.dirname(os.path.abspath(file))
    reader = _Reader(file, lines, settings.folder)
    for key, value in data.items():
        read = _KEYS.get(key)
        if read is None:
            reader.fail((key,), f"unknown key{did_you_mean(str(key), _KEYS)}")
        setattr(settings, key.replace("-", "_"), read(reader, (key,), value))
    if settings.packs and not allow_packs:
        reader.fail(
            ("packs",),
            "rule packs are code, so only the configuration at the root of the repository that mlint runs in, "
            f"or one given with --config, may name them; move the key there or add --config {file}",
        )
    return settings


def _toml(file: str, text: str) -> tuple[dict[str, Any], Lines]:
    """The table ``tool.mlint`` of a pyproject.toml, or the whole of another TOML file that has no table ``tool``."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    tool = data.get("tool")
    table = tool.get("mlint") if isinstance(tool, dict) else None
    if table is None:
        raise NoTableError(f"{file}: no table [tool.mlint] in it")
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: tool.mlint must be a table")
    return table, {}


def _yaml(file: str, text: str) -> tuple[dict[str, Any], Lines]:
    """The mapping in a YAML file, and the line of each key."""
    import yaml

    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        lines: Lines = {}
        _key_lines(file, node, (), lines)
        data = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ConfigError(f"{file}{line}: not valid YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid YAML: {' '.join(str(error).split())}") from None
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ConfigError(f"{file}: must be a mapping such as `ignore: [pip-cache-kept]`")
    return data, lines


def _key_lines(file: str, node: Any, path: tuple[str, ...], lines: Lines) -> None:
    """Note the line of every key down to options.<rule>.<option>; ConfigError for a key that is given twice."""
    if len(path) > 2 or not isinstance(getattr(node, "value", None), list):
        return
    for pair in node.value:
        if not isinstance(pair, tuple):
            return
        key, value = pair
        here = (*path, str(key.value))
        line = key.start_mark.line + 1
        if here in lines:
            raise ConfigError(f"{file}:{line}: {'.'.join(here)}: given twice, first on line {lines[here]}")
        lines[here] = line
        _key_lines(file, value, here, lines)


class _Reader:
    """Checks single values; what is wrong becomes a ConfigError that names file, line and key."""

    def __init__(self, file: str, lines: Lines, folder: str) -> None:
        self.file = file
        self.lines = lines
        self.folder = folder

    def fail(self, path: tuple[str, ...], message: str) -> NoReturn:
        """Raise the ConfigError for the value at ``path``."""
        keys = tuple(str(key) for key in path)
        line = self.lines.get(keys)
        where = f"{self.file}:{line}" if line else self.file
        raise ConfigError(f"{where}: {'.'.join(keys)}: {message}")

    def texts(self, path: tuple[str, ...], value: Any) -> tuple[str, ...]:
        """A list of texts."""
        if isinstance(value, str):
            self.fail(path, f"must be a list; write [{value}]")
        if not isinstance(value, list):
            self.fail(path, "must be a list of texts")
        for item in value:
            if not isinstance(item, str) or not item.strip():
                self.fail(path, f"every item must be a text, {item!r} is none")
        return tuple(value)

    def one_of(self, path: tuple[str, ...], value: Any, choices: tuple[str, ...]) -> str:
        """One of the ``choices``."""
        if value not in choices:
            self.fail(path, f"must be one of {', '.join(choices)}, not {value!r}")
        return str(value)

    def mapping(self, path: tuple[str, ...], value: Any) -> dict[str, Any]:
        """A mapping whose keys are texts."""
        if not isinstance(value, dict):
            self.fail(path, "must be a mapping")
        for key in value:
            if not isinstance(key, str):
                self.fail((*path, key), "the key must be a text; write it in quotes")
        return dict(value)

    def severity(self, path: tuple[str, ...], value: Any) -> dict[str, str]:
        """Rule -> severity."""
        levels = ("error", "warning", "info")
        return {rule: self.one_of((*path, rule), level, levels) for rule, level in self.mapping(path, value).items()}

    def build_args(self, path: tuple[str, ...], value: Any) -> dict[str, str]:
        """Name -> value of the build arguments; a bare 3.10 would arrive as 3.1, so texts only."""
        for name, text in self.mapping(path, value).items():
            if not isinstance(text, str):
                self.fail((*path, name), f'must be a text; write it in quotes: "{text}"')
        return dict(value)

    def options(self, path: tuple[str, ...], value: Any) -> dict[str, dict[str, Any]]:
        """Rule -> its options; what they hold is checked when the rules are known."""
        return {rule: self.mapping((*path, rule), options) for rule, options in self.mapping(path, value).items()}

    def folder_path(self, path: tuple[str, ...], value: Any) -> str:
        """An existing folder, given relative to the configuration file."""
        if not isinstance(value, str):
            self.fail(path, "must be the path of a folder")
        folder = os.path.join(self.folder, value)
        if not os.path.isdir(folder):
            self.fail(path, f"no such folder: {value}")
        return os.path.normpath(folder)


_KEYS: dict[Any, Callable[[_Reader, tuple[str, ...], Any], Any]] = {
    "select": _Reader.texts,
    "extend-select": _Reader.texts,
    "ignore": _Reader.texts,
    "severity": _Reader.severity,
    "fail-on": lambda reader, path, value: reader.one_of(path, value, ("error", "warning", "info", "never")),
    "target": lambda reader, path, value: reader.one_of(path, value, ("cpu", "gpu")),
    "context": _Reader.folder_path,
    "build-args": _Reader.build_args,
    "packs": _Reader.texts,
    "options": _Reader.options,
    "exclude": _Reader.texts,
}
