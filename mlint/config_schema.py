"""The JSON Schema of a configuration, made of the table that reads it, for the completion of editors."""

from __future__ import annotations

import json

from mlint.config_keys import KEYS, SEVERITIES, Schema, keys_schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from mlint.rule import Rule

_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", tuple: "array"}


def json_schema(rules: Sequence[Rule]) -> str:
    """The schema, which proposes the names of ``rules`` and takes all others, as packs may have more."""
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Configuration of mlint",
        "description": "What .mlint.yaml holds, and the table [tool.mlint] of a pyproject.toml.",
        **keys_schema(KEYS),
        "definitions": {
            "rule": {"anyOf": [{"enum": _names(rules)}, {"type": "string", "pattern": r"\S"}]},
            "severity": _by_rule({rule: {"enum": list(SEVERITIES)} for rule in rules}, {"enum": list(SEVERITIES)}),
            "options": _by_rule({rule: _options(rule) for rule in rules if rule.options}, {"type": "object"}),
        },
    }
    return json.dumps(document, indent=2) + "\n"


def _names(rules: Sequence[Rule]) -> list[str]:
    """What a list of rules is likely to hold: families and names; codes and ids of peers are taken, not proposed."""
    return [*sorted({rule.family for rule in rules}), *(rule.name for rule in rules)]


def _by_rule(schemas: dict[Rule, Schema], others: Schema) -> Schema:
    """A mapping from rules to something."""
    properties = {rule.name: {"description": f"{rule.code}: {rule.summary}.", **schemas[rule]} for rule in schemas}
    return {"type": "object", "properties": properties, "additionalProperties": others}


def _options(rule: Rule) -> Schema:
    """The options of a rule with their types and defaults."""
    options = {name: _like(default) for name, default in rule.options.items()}
    return {"type": "object", "additionalProperties": False, "properties": options}


def _like(default: Any) -> Schema:
    """A value of the type of ``default``."""
    kind = _TYPES.get(type(default))
    if kind is None:
        return {}
    schema: Schema = {"type": kind, "default": default}
    if kind == "array":
        schema["items"] = {"type": _TYPES[type(default[0])] if default else "string"}
    return schema
