"""The keys of a configuration: one table that reads and checks them, and of which the JSON Schema is made."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NoReturn

from mlint.config import ConfigError, Override, Settings, did_you_mean
from mlint.records import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

Schema = dict[str, Any]

DEFINITIONS = "#/definitions/"
"""Where the schema holds what it says of rules (:mod:`mlint.config_schema`)."""
SEVERITIES = ("error", "warning", "info")


_SHORT = 6
"""Characters of numbers that are surely versions and the like."""


class At:
    """A place in the configuration that is read: what is wrong with the value there is said of it."""

    def __init__(self, settings: Settings, keys: tuple[str | int, ...] = ()) -> None:
        self.settings = settings
        self.keys = keys

    def __getitem__(self, key: str | int) -> At:
        return At(self.settings, (*self.keys, key))

    def fail(self, message: str) -> NoReturn:
        """Raise the ConfigError that names file, line and key."""
        raise ConfigError(f"{self.settings.where(*self.keys)}: {message}")


class Kind:
    """What a value must be: :meth:`read` checks it, :meth:`schema` tells an editor."""

    def read(self, at: At, value: Any) -> Any:
        """The value as the settings hold it."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """The value in the words of JSON Schema."""
        raise NotImplementedError


class Texts(Kind):
    """A list of texts; ``rules`` when they name rules."""

    def __init__(self, *, rules: bool = False, at_least_one: bool = False) -> None:
        self.rules = rules
        self.at_least_one = at_least_one

    def read(self, at: At, value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            at.fail(f"must be a list; write [{value}]")
        if not isinstance(value, list):
            at.fail("must be a list of texts")
        for index, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                at[index].fail(f"every item must be a text, {brief(item)} is none")
        if self.at_least_one and not value:
            at.fail("must not be empty")
        return tuple(value)

    def schema(self) -> Schema:
        item = {"$ref": DEFINITIONS + "rule"} if self.rules else {"type": "string", "pattern": r"\S"}
        return {"type": "array", "items": item, **({"minItems": 1} if self.at_least_one else {})}


class OneOf(Kind):
    """One of some words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, at: At, value: Any) -> str:
        if value not in self.words:
            at.fail(f"must be one of {', '.join(self.words)}, not {brief(value)}")
        return str(value)

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


class Value(Kind):
    """A text that YAML might take for something else: a bare 3.10 would arrive as 3.1."""

    def read(self, at: At, value: Any) -> str:
        if isinstance(value, (int, float)) and len(str(value)) <= _SHORT:
            plain = isinstance(value, (int, float)) and not isinstance(value, bool)
            at.fail("must be a text" + (f'; write it in quotes: "{value}"' if plain else "; write it in quotes"))
        if not isinstance(value, str):
            at.fail("must be a text; write it in quotes")  # it may be a credential
        return value

    def schema(self) -> Schema:
        return {"type": "string"}


class Anything(Kind):
    """A mapping whose values are checked when the rules are known."""

    def read(self, at: At, value: Any) -> dict[str, Any]:
        return mapping(at, value)

    def schema(self) -> Schema:
        return {"type": "object"}


class MappingOf(Kind):
    """A mapping; ``by_rule`` names the definition of the schema that lists the rules."""

    def __init__(self, kind: Kind, by_rule: str = "") -> None:
        self.kind = kind
        self.by_rule = by_rule

    def read(self, at: At, value: Any) -> dict[str, Any]:
        return {key: self.kind.read(at[key], item) for key, item in mapping(at, value).items()}

    def schema(self) -> Schema:
        if self.by_rule:
            return {"allOf": [{"$ref": DEFINITIONS + self.by_rule}]}
        return {"type": "object", "additionalProperties": self.kind.schema()}


class PathTo(Kind):
    """A path relative to the configuration; a folder must be there."""

    def __init__(self, what: str) -> None:
        self.what = what

    def read(self, at: At, value: Any) -> str:
        if not isinstance(value, str) or not value:
            at.fail(f"must be the path of a {self.what}")
        path = os.path.normpath(os.path.join(at.settings.folder, value))
        if self.what == "folder" and not os.path.isdir(path):
            at.fail(f"no such folder: {value}")
        return path

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1}


class Overrides(Kind):
    """A list of mappings that hold ``paths`` and keys of the table that may differ between files."""

    def read(self, at: At, value: Any) -> tuple[Override, ...]:
        if not isinstance(value, list):
            at.fail("must be a list of mappings, each with `paths`")
        return tuple(self._read_one(at[index], item) for index, item in enumerate(value))

    def _read_one(self, at: At, value: Any) -> Override:
        given = read_keys(at, mapping(at, value), OVERRIDE_KEYS)
        if "paths" not in given:
            at.fail("`paths` is missing: the patterns of the files that are meant")
        override = Override(at.keys, given.pop("paths"))
        for name, read in given.items():
            if hasattr(override, name):
                setattr(override, name, read)
            else:
                override.values[name] = read
        return override

    def schema(self) -> Schema:
        return {"type": "array", "items": {**keys_schema(OVERRIDE_KEYS), "required": ["paths"]}}


class Key(Record):
    """A key: what its value must be, and what it means, in a sentence that editors show."""

    kind: Kind
    meaning: str


PER_FILE = {
    "select": Key(Texts(rules=True), "Run exactly these rules: codes, names, families, prefixes, ids of peers."),
    "extend-select": Key(Texts(rules=True), "Run these rules too."),
    "ignore": Key(Texts(rules=True), "Do not run these rules."),
    "severity": Key(MappingOf(OneOf(*SEVERITIES), "severity"), "The severity of the findings of rules."),
    "fail-on": Key(OneOf(*SEVERITIES, "never"), "The least severity that makes the exit code 1; default warning."),
    "target": Key(OneOf("cpu", "gpu"), "The hardware that the image is built for; default: what the file tells."),
    "context": Key(PathTo("folder"), "The folder of the build context; default: found from the files beside it."),
    "build-args": Key(MappingOf(Value()), "Build arguments, as for `docker build --build-arg`."),
    "options": Key(MappingOf(Anything(), "options"), "The options of rules, by rule."),
}
"""What may differ from file to file."""

OVERRIDE_KEYS = {
    "paths": Key(
        Texts(at_least_one=True),
        "Patterns of the files that are meant, from the folder of the configuration: * and ? stay within a name, "
        "** crosses folders, a pattern without a slash matches in every folder.",
    ),
    **PER_FILE,
}

KEYS = {
    **PER_FILE,
    "exclude": Key(Texts(), "Patterns of files that are not linted when a folder is searched."),
    "packs": Key(
        Texts(),
        "Rule packs: names of installed packages, or folders (./rules). Only the configuration at the root of the "
        "repository, or one given with --config, may name them: a pack is code.",
    ),
    "baseline": Key(PathTo("file"), "The file of known findings, which stay silent; written by --write-baseline."),
    "overrides": Key(Overrides(), "What differs for some files; of two that match a file the later one wins."),
}


def brief(value: Any) -> str:
    """A value for a message, shortened: aliases make a few lines of YAML a list of billions."""
    from reprlib import Repr

    from mlint.secrets import redact

    class Shortener(Repr):
        def repr_str(self, text: str, level: int) -> str:
            # Before it is shortened: half of a credential has no form any more.
            return super().repr_str(redact(text), level)

    shortener = Shortener()
    shortener.maxlevel = 1
    shortener.maxlist = 3
    shortener.maxstring = 60
    return shortener.repr(value)


def mapping(at: At, value: Any) -> dict[str, Any]:
    """A mapping whose keys are texts."""
    if not isinstance(value, dict):
        at.fail("must be a mapping")
    for key in value:
        if not isinstance(key, str):
            at[str(key)].fail("the key must be a text; write it in quotes")
    return value


def read_keys(at: At, given: Mapping[str, Any], table: Mapping[str, Key]) -> dict[str, Any]:
    """The values of the keys that are ``given``, by their names in the settings."""
    read = {}
    for name, value in given.items():
        key = table.get(name)
        if key is None:
            hint = "; stands outside of overrides only" if name in KEYS else did_you_mean(str(name), table)
            at[str(name)].fail(f"unknown key{hint}")
        read[name.replace("-", "_")] = key.kind.read(at[name], value)
    return read


def keys_schema(table: Mapping[str, Key]) -> Schema:
    """The JSON Schema of a mapping with the keys of ``table``."""
    properties = {name: {"description": key.meaning, **key.kind.schema()} for name, key in table.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}
