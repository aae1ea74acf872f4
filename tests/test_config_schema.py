from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from mlint.config import ConfigError, read_settings
from mlint.config_keys import KEYS
from tests import config_schema
from tests.test_config import FULL_TOML, FULL_YAML, MISTAKES, OVERRIDES

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: dict[str, Any] = json.loads(config_schema.PATH.read_text(encoding="utf-8"))


def is_valid(configuration: object) -> bool:
    return jsonschema.Draft7Validator(SCHEMA).is_valid(configuration)


def test_the_published_schema_is_current() -> None:
    assert config_schema.PATH.read_text(encoding="utf-8") == config_schema.text(), "run `make index`"


def test_the_schema_is_one_and_knows_every_key() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert list(SCHEMA["properties"]) == list(KEYS)
    assert all(key["description"] for key in SCHEMA["properties"].values())


def test_what_is_right_is_valid() -> None:
    import tomllib

    assert is_valid(yaml.safe_load(FULL_YAML))
    assert is_valid(yaml.safe_load(OVERRIDES))
    assert is_valid(tomllib.loads(FULL_TOML)["tool"]["mlint"])
    assert is_valid({})
    assert is_valid({"select": ["ML3", "DL3042", "gpu", "pip-cache-kept", "rule-of-a-pack"]})
    assert is_valid({"severity": {"pip-cache-kept": "error", "ML4": "info"}, "options": {"of-a-pack": {"x": 1}}})


BEYOND_A_SCHEMA = ("given twice", "no such folder", "not valid YAML", "the key must be a text", "1: unknown", "[...]")
"""What a schema cannot see, or what is no JSON."""


@pytest.mark.parametrize(
    "text", [text for text, message in MISTAKES if not any(part in message for part in BEYOND_A_SCHEMA)]
)
def test_what_mlint_does_not_take_is_invalid(text: str) -> None:
    assert not is_valid(yaml.safe_load(text))


def test_options_of_rules_have_their_types() -> None:
    properties = SCHEMA["definitions"]["options"]["properties"]
    assert properties
    wrong = {"string": 5, "integer": "x", "number": "x", "boolean": "x", "array": "x"}
    for rule, schema in properties.items():
        for name, option in schema["properties"].items():
            assert is_valid({"options": {rule: {name: option["default"]}}})
            assert not is_valid({"options": {rule: {name: wrong[option["type"]]}}})
        assert not is_valid({"options": {rule: {"no-such-option": 1}}})


def test_a_default_is_valid_for_mlint_too(tmp_path: Path) -> None:
    file = tmp_path / ".mlint.yaml"
    file.write_text("fail-on: warning\noverrides: []\n")
    assert read_settings(str(file), allow_packs=False).fail_on == "warning"
    file.write_text("fail-on: [warning]\n")
    with pytest.raises(ConfigError):
        read_settings(str(file), allow_packs=False)
