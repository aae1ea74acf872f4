"""A configuration file -> settings: ``.mlint.yaml`` or the table ``[tool.mlint]`` of a pyproject.toml, validated.

What its keys are and what they may hold is said in :mod:`mlint.config_keys`.
"""

from __future__ import annotations

import os

from mlint.config import ConfigError, Lines, NoTableError, Settings, shown
from mlint.config_keys import KEYS, At, read_keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEPTH = 6
"""Keys are looked for this deep: overrides, its index, options, rule, option, item."""


def parse(file: str, allow_packs: bool) -> Settings:
    """The settings that ``file`` holds; see :func:`mlint.config.read_settings`."""
    try:
        with open(file, "rb") as stream:
            text = stream.read().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{file}: cannot read the configuration: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: the configuration is not UTF-8 text") from None
    settings = Settings()
    settings.file = file
    settings.folder = os.path.dirname(os.path.abspath(file))
    data, settings.lines = _toml(file, text) if file.endswith(".toml") else _yaml(file, text)
    for name, value in read_keys(At(settings), data, KEYS).items():
        setattr(settings, name, value)
    if settings.packs and not allow_packs:
        At(settings)["packs"].fail(
            "rule packs are code, so only the configuration at the root of the repository that mlint runs in, "
            f"or one given with --config, may name them; move the key there or add --config {file}",
        )
    return settings


def _toml(file: str, text: str) -> tuple[dict[str, Any], Lines]:
    """The table ``tool.mlint`` of a pyproject.toml, and the line of each key."""
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
    return table, _toml_lines(text)


def _toml_lines(text: str) -> Lines:
    """The line of each key below ``tool.mlint`` in a valid TOML text, as well as reading line by line can tell.

    tomllib does not say where a key stands. An inline table, and an item of a list, get the line of their key.
    """
    import re

    part = r"""[\w-]+|"[^"]*"|'[^']*'"""
    dotted = rf"(?:{part})(?:\s*\.\s*(?:{part}))*"
    pattern = re.compile(rf"\s*(?:(\[\[?)\s*({dotted})\s*\]|({dotted})\s*=)")
    lines: Lines = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        match = pattern.match(line)
        if not match:
            continue
        names = tuple(name.strip("\"'") for name in re.findall(part, match[2] or match[3]))
        if match[1]:
            table = _indexed(names, counts, new=match[1] == "[[")
            path = table
        else:
            path = (*table, *names)
        if path[:2] == ("tool", "mlint"):
            for length in range(3, len(path) + 1):
                lines.setdefault(path[2:length], number)
    return lines


def _indexed(names: tuple[str, ...], counts: dict[tuple[str | int, ...], int], new: bool) -> tuple[str | int, ...]:
    """The path of the table called ``names``, with the index of every array of tables on the way to it."""
    path: tuple[str | int, ...] = ()
    for at, name in enumerate(names, 1):
        path = (*path, name)
        if new and at == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


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


def _key_lines(file: str, node: Any, path: tuple[str | int, ...], lines: Lines) -> None:
    """Note the line of every key and item; ConfigError for a key that is given twice."""
    if len(path) >= DEPTH or not isinstance(getattr(node, "value", None), list):
        return
    for index, entry in enumerate(node.value):
        key, value = entry if isinstance(entry, tuple) else (entry, entry)
        here = (*path, str(key.value) if isinstance(entry, tuple) else index)
        line = key.start_mark.line + 1
        if here in lines:
            raise ConfigError(f"{file}:{line}: {shown(here)}: given twice, first on line {lines[here]}")
        lines[here] = line
        _key_lines(file, value, here, lines)
