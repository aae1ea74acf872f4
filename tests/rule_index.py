"""Write the index of the built-in rules, from which they are chosen without importing them (``make index``)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mlint.packs import BUILT_IN, load_pack

PATH = Path(__file__).parents[1] / "rules" / BUILT_IN / "_index.py"

HEAD = '''"""Every rule of this pack with its metadata: written by ``make index``, kept current by a test."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RULES: tuple[tuple[Any, ...], ...] = (
'''


def text() -> str:
    """What the index must hold."""
    rules = load_pack(BUILT_IN, by_index=False)
    lines = "".join(f"    {tuple(rule.metadata)!r},\n" for rule in rules)
    source = f"{HEAD}{lines})\n"
    command = (sys.executable, "-m", "ruff", "format", "--quiet", "--stdin-filename", str(PATH), "-")
    return subprocess.run(command, input=source, capture_output=True, text=True, encoding="utf-8", check=True).stdout


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8", newline="\n")
