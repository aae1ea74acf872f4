"""Write the JSON Schema of the configuration, which editors complete from (``make index``)."""

from __future__ import annotations

from pathlib import Path

from mlint.config_schema import json_schema
from mlint.packs import BUILT_IN, OWN_RULES, load_pack
from mlint.selection import RuleSet

PATH = Path(__file__).parents[1] / "docs" / "mlint.schema.json"


def text() -> str:
    """What the schema must hold."""
    rules = load_pack(OWN_RULES) + load_pack(BUILT_IN, by_index=False)
    return json_schema(RuleSet(rules).rules)


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8", newline="\n")
