"""Heredocs: their names, and their bodies after the next newline."""

from __future__ import annotations

import re

from mlint.shell.backquotes import BackquoteReader
from mlint.shell.nodes import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.shell.expansion import Part
    from mlint.shell.nodes import Redirection, Script

_expansion = re.compile(r"[\\$`]").search
_NAME_PIECES = r"\\(?:\r*\n|(.)|\Z)|'([^']*)'?|\"((?:[^\"\\]|\\.)*)\"?|([^\\'\"]+)"
_ESCAPED_IN_QUOTES = r"\\(?:\r*\n|([\\\"$`]))"


def heredoc_target(text: str, word: Word) -> Word:
    """The name of a heredoc written as ``word``: without quotes and backslashes, nothing in it expanded."""
    if word.value is not None:
        return word
    pieces: list[str] = []
    for match in re.finditer(_NAME_PIECES, text[word.start : word.end], re.DOTALL):
        escaped, single, double, plain = match.groups("")
        pieces += escaped, single, re.sub(_ESCAPED_IN_QUOTES, r"\1", double), plain
    return Word(word.start, word.end, "".join(pieces), word.quoted)


class HeredocReader(BackquoteReader):
    """Reads the bodies of heredocs and the expansions in them."""

    def heredoc_bodies(self, waiting: list[Redirection]) -> None:
        for heredoc in waiting:
            start = self.at
            end = self.heredoc_end(heredoc)
            heredoc.body = (start, end)
            heredoc.expanded = not heredoc.target.quoted
            if heredoc.expanded:
                behind = self.at
                heredoc.scripts = []
                self.expansions_within(start, end, heredoc.scripts)
                self.at = behind

    def heredoc_end(self, heredoc: Redirection) -> int:
        """The end of the body that begins here; go behind its terminator, or to the end when there is none."""
        text, limit = self.text, self.end
        name = heredoc.target.value or ""
        tabs = heredoc.operator == "<<-"
        joins = not heredoc.target.quoted
        joined = False
        start = self.at
        while start < limit:
            newline = text.find("\n", start, limit)
            end = newline if newline >= 0 else limit
            line = text[start:end].rstrip("\r")
            bare = line.lstrip("\t") if tabs else line
            if not joined:
                if bare == name:
                    self.at = min(end + 1, limit)
                    return start
                if ")" in self.awaited and bare.startswith(name) and bare[len(name) :].lstrip(" \t")[:1] == ")":
                    # Shells end the heredoc at `EOF)` inside `$( )`, with a warning.
                    self.at = start + text[start:end].index(name) + len(name)
                    return start
            joined = joins and line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2 == 1
            start = end + 1
        self.at = limit
        return limit

    def expansions_within(self, start: int, end: int, scripts: list[Script]) -> None:
        """Add to ``scripts`` what runs in the text ``[start, end)``, which is read as if it stood in double quotes."""
        outside = self.end, self.heredocs, self.held_heredocs
        self.end, self.heredocs, self.held_heredocs = end, [], 0
        parts: list[Part] = []
        match = _expansion(self.text, start, end)
        while match:
            self.at = match.start()
            if match[0] == "\\":
                self.at += 2
            elif match[0] == "$":
                self.dollar(parts, scripts, quoted=True)
            else:
                self.backquoted(parts, scripts, quoted=True, in_quotes=False)
            match = _expansion(self.text, self.at, end)
        self.close_heredocs()
        self.end, self.heredocs, self.held_heredocs = outside
        self.at = end
