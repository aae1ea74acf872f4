"""A progress bar on standard error, when that is a terminal and the work takes more than a second."""

from __future__ import annotations

import sys
import time

DELAY = 1.0
INTERVAL = 0.1
WIDTH = 30


class Progress:
    """Counts finished pieces of work; a context manager that takes the bar away at its end."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._next = time.monotonic() + DELAY if sys.stderr.isatty() else float("inf")
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Take the bar away, so that something else can be printed; with the next piece it is there again."""
        if self._shown:
            self._shown = False
            self._next = 0.0
            sys.stderr.write("\r\x1b[K" if sys.platform != "win32" else "\r" + " " * (WIDTH + 24) + "\r")
            sys.stderr.flush()

    def advance(self) -> None:
        """Note that one more piece is done."""
        self._done += 1
        now = time.monotonic()
        if now >= self._next:
            self._next = now + INTERVAL
            self._shown = True
            filled = WIDTH * self._done // self._total
            bar = "#" * filled + "-" * (WIDTH - filled)
            sys.stderr.write(f"\r[{bar}] {self._done}/{self._total} files")
            sys.stderr.flush()
