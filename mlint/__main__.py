"""Entry point of the command ``mlint`` and of ``python -m mlint``."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> int:
    """Run the command line; the exit code."""
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream) is None:  # the caller has closed it
            setattr(sys, stream, open(os.devnull, "w"))  # noqa: SIM115 (until the process ends)
    command, *paths = sys.argv[1:] or [""]
    if command == "check" and not any(path.startswith("-") for path in paths) and os.name != "nt":
        # The call of hooks and editors, no option in it: click and its 23 ms are not needed. (On Windows click expands
        # wildcards.)
        if len(paths) == 1 and os.path.isfile(paths[0]):
            gc.disable()  # all that one file takes is in use until the end
        from mlint.options import Options
        from mlint.runner import run

        return run(paths, Options())
    from mlint.cli import main as command_line

    return command_line()


def script() -> NoReturn:
    """Run the command line as a process of its own, which ends here.

    One file is linted in the time in which Python starts and ends, so both are kept short (8 of 46 ms): little is
    garbage this early, and what is in memory need not be taken apart before the process goes.
    """
    gc.set_threshold(100_000)
    from mlint.imports import shorten

    shorten()
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    script()
