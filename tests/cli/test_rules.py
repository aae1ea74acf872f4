from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mlint import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine


def test_rules_are_listed_a_line_each(project: Path, mlint: CommandLine) -> None:
    done = mlint("rules")
    assert (done.code, done.err) == (0, "")
    lines = {line.split()[0]: line.split() for line in done.out.splitlines()}
    assert lines["TT401"][1:4] == ["old-word", "warning", "fix"]
    assert lines["TT405"][1:3] == ["quiet-word", "off"]
    assert lines["ML001"][1:] == ["syntax-error", "error", "BuildKit", "would", "reject", "this", "file"]
    assert "TT401" not in mlint("rules", "--isolated").out


def test_rules_as_json(project: Path, mlint: CommandLine) -> None:
    rules = {rule["code"]: rule for rule in json.loads(mlint("rules", "--format", "json").out)}
    assert rules["TT401"] == {
        "code": "TT401",
        "name": "old-word",
        "family": "words",
        "severity": "warning",
        "default": True,
        "aliases": ["DL3042", "OLD1"],
        "fixable": True,
        "once": False,
        "summary": "The word old stands in the file",
        "options": {"limit": 3},
    }
    assert list(rules) == sorted(rules)


def test_explain_prints_the_page(project: Path, mlint: CommandLine) -> None:
    for name in ("TT401", "old-word", "old1"):
        done = mlint("explain", name)
        assert done.code == 0
        assert done.out.startswith("TT401 old-word (warning; on; fixable; also DL3042, OLD1)\n====")
        assert "The word old stands in the file.\n\nWhy.\n" in done.out
        assert "    limit: 3\n" in done.out


def test_explain_an_unknown_rule(project: Path, mlint: CommandLine) -> None:
    assert mlint("explain", "old-wrd") == (2, "", "mlint: unknown rule 'old-wrd'; did you mean old-word?\n")
    assert mlint("explain", "TT") == (2, "", "mlint: TT names 6 rules; `mlint rules` lists them all\n")
    assert mlint("explain").code == 2


def test_help_and_version(mlint: CommandLine) -> None:
    assert mlint("--version").out.splitlines()[0] == f"mlint {__version__}"
    assert "check" in mlint("--help").out
    assert "--unsafe-fixes" in mlint("check", "--help").out
    assert mlint("chek").code == 2
