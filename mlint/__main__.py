"""Entry point of the command ``mlint`` and of ``python -m mlint``."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line; the exit code."""
    command, *paths = sys.argv[1:] or [""]
    if command == "check" and not any(path.startswith("-") for path in paths) and os.name != "nt":
        # The call of hooks and editors, no option in it: click and its 23 ms are not needed. (On Windows click expands
        # wildcards.)
        from mlint.options import Options
        from mlint.runner import run

        return run(paths, Options())
    from mlint.cli import main as command_line

    return command_line()


if __name__ == "__main__":
    sys.exit(main())
