"""The index of the built-in rules says what their modules say."""

from __future__ import annotations

import subprocess
import sys

from mlint.packs import BUILT_IN, load_pack
from tests.rule_index import PATH, text


def test_the_index_is_current() -> None:
    assert PATH.read_text("utf-8") == text(), "run `make index`"


def test_rules_come_from_the_index() -> None:
    listed = [rule.metadata for rule in load_pack(BUILT_IN)]
    assert listed == [rule.metadata for rule in load_pack(BUILT_IN, by_index=False)]


def test_only_rules_that_are_run_are_imported() -> None:
    code = (
        "import sys; from mlint.packs import all_rules; all_rules();"
        "print([name for name in sys.modules if name.startswith('mlint_rules.') and name != 'mlint_rules._index'])"
    )
    assert subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True).stdout == "[]\n"
