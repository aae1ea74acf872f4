"""Rules that are off by default, chosen by the id that hadolint has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

TEXT = """\
FROM debian:12
RUN apt update && apt install -y --no-install-recommends curl wget && rm -rf /var/lib/apt/lists/*
RUN wget https://example.org/a
"""


@pytest.mark.parametrize(
    ("peer", "code"), [("DL3008", "ML330"), ("DL3027", "ML331"), ("DL3047", "ML334"), ("DL4001", "ML335")]
)
def test_an_alias_turns_a_rule_on(tmp_path: Path, mlint: CommandLine, peer: str, code: str) -> None:
    file = tmp_path / "Dockerfile"
    file.write_text(TEXT, encoding="utf-8")
    assert code not in mlint("check", "--isolated", str(file)).out
    assert f" {code} " in mlint("check", "--isolated", "--select", peer, str(file)).out
