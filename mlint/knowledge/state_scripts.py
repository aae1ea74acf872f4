"""Scripts that are sourced for the variables and functions that they define, and do nothing else that stays.

As of 2026-11-21, from memory of the programs that bring them: venv and conda (``activate``), bash (``.bashrc`` and
its kin), ROS (``setup.bash``), Intel oneAPI (``setvars.sh``), Rust (``$HOME/.cargo/env``), nvm.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

STATE_SCRIPTS = frozenset(
    {".bash_profile", ".bashrc", ".profile", ".zshrc", "activate", "bash.bashrc", "bashrc", "conda.sh", "environment"}
    | {"nvm.sh", "profile", "setup.bash", "setvars.sh"}
)
"""Names of the files."""

STATE_SCRIPT_ENDINGS = ("/.cargo/env", "/cargo/env")
"""Ends of paths whose file names say nothing by themselves."""
