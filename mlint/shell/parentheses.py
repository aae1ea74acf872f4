"""Whether two parentheses side by side open arithmetic or a subshell in a substitution or subshell.

The first one opens arithmetic when the second's partner is followed at once by another closing one. Trying both
readings takes exponential time on nested ones, so this looks ahead flatly and remembers what it has seen.
"""

from __future__ import annotations

import re

_token = re.compile(r"\\.|'[^']*+'|\"(?:[^\"\\]|\\.)*+\"|`(?:[^`\\]|\\.)*+`|[()]", re.DOTALL).finditer
_closed_twice = re.compile(r"\)(?:\\\r*\n)*\)").match

_SCANS = 30
"""How many scans may run to the end in vain; more only happen in text made to be slow."""


class Parentheses:
    """The partners of the parentheses in one text, found as they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.partners: dict[int, int] = {}
        self.vain_scans = 0

    def are_arithmetic(self, first: int, end: int) -> bool:
        """Whether the two parentheses at ``first`` open ``((...))`` before ``end``."""
        second = first + 1
        if second not in self.partners:
            if self.vain_scans > _SCANS:
                return False
            self._scan(second, end)
        return _closed_twice(self.text, self.partners[second], end) is not None

    def _scan(self, start: int, end: int) -> None:
        """Find the partner of the parenthesis at ``start`` and those of all inside it; ``end`` stands for none."""
        opened: list[int] = []
        for token in _token(self.text, start, end):
            if token[0] == "(":
                opened.append(token.start())
            elif token[0] == ")":
                self.partners[opened.pop()] = token.start()
                if not opened:
                    return
        self.vain_scans += 1
        for parenthesis in opened:
            self.partners[parenthesis] = end
