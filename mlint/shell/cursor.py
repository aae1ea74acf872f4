"""The place in the text where the reader stands, and what it notes on its way: errors, comments, open heredocs."""

from __future__ import annotations

import re

from mlint.shell.nodes import Script, ShellError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mlint.shell.nodes import Redirection

    Matcher = Callable[[str, int, int], re.Match[str]]

DEEPEST = 60
"""How many levels of nesting are read. Each takes up to ten Python frames, of which there are a thousand."""

JOIN = r"\\\r*\n"
"""A backslash at the end of a line: the shell removes it before it reads words and operators."""

_BLANK = rf"(?:[ \t]++|{JOIN}|\r++(?=\n))*+"
_PLAIN = r"[^ \t\n\r;&|<>()$`'\"\\]"

skip_blanks: Matcher = re.compile(_BLANK).match  # type: ignore[assignment]  # it matches everywhere
"""Blanks, joined line ends, and CR before LF."""

plain_word: Matcher = re.compile(rf"{_BLANK}((?:(?!#){_PLAIN}++)?)").match  # type: ignore[assignment]
"""Blanks, then as group 1 the plain characters that a word begins with: nothing quoted, expanded or special."""

_JOINED_WORD = rf"(?:{_PLAIN}|{JOIN})++(?=[ \t\n;&|<>()]|\r+\n|\Z)"
"""Compiled when it is first met, as are all expressions for what is rare: each costs a tenth of a millisecond."""

WORD_ENDS = " \t\n;&|<>()"
"""The characters that end a word; the empty string, which stands for the end of the text, is in it as well."""


def without_joins(text: str) -> str:
    """``text`` with the joined line ends taken out."""
    return re.sub(JOIN, "", text) if "\\" in text else text


class Cursor:
    """A text, the offset ``at`` that is read next, and the offset ``end`` at which reading stops."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self.text = text
        self.at = 0
        self.end = len(text)
        self.depth = depth
        self.errors: list[ShellError] = []
        self.comments: list[tuple[int, int]] = []
        self.heredocs: list[Redirection] = []
        """The heredocs whose bodies have not come yet."""
        self.held_heredocs = 0
        """How many of them wait for a newline outside of the substitution that is being read."""
        self.awaited: frozenset[str] = frozenset()
        """What ends the constructs that are open here: ``fi``, ``)``, ``;;`` and so on."""

    def error(self, offset: int, message: str, *, unclosed: bool = False) -> None:
        """Note that a shell would reject the text at ``offset``; ``unclosed`` as in the error."""
        self.errors.append(ShellError(offset, message, unclosed=unclosed))

    def too_deep(self) -> bool:
        """Whether nothing deeper is read; then reading stops here, and what was read so far is kept."""
        if self.depth < DEEPEST:
            return False
        self.error(self.at, "nested too deeply")
        self.at = self.end
        return True

    def character(self) -> str:
        """The character here; empty at the end."""
        return self.text[self.at] if self.at < self.end else ""

    def skip_blanks(self) -> str:
        """Go behind blanks; the character there, empty at the end."""
        self.at = at = skip_blanks(self.text, self.at, self.end).end()
        return self.text[at] if at < self.end else ""

    def skip_newlines(self) -> str:
        """Go behind blanks, comments, newlines and the heredoc bodies after them; the character there."""
        while True:
            character = self.skip_blanks()
            if character == "\n":
                self.newline()
            elif character == "#":
                self.comment()
            else:
                return character

    def newline(self) -> None:
        """Go behind the newline here and the heredoc bodies that follow it."""
        self.at += 1
        if len(self.heredocs) > self.held_heredocs:
            waiting = self.heredocs[self.held_heredocs :]
            del self.heredocs[self.held_heredocs :]
            self.heredoc_bodies(waiting)

    def comment(self) -> None:
        """Go to the end of the line, the ``#`` being here."""
        start = self.at
        newline = self.text.find("\n", start, self.end)
        self.at = newline if newline >= 0 else self.end
        self.comments.append((start, self.at))

    def reserved(self) -> tuple[str, int, int]:
        """The word here when all of it is plain, with its offsets, as reserved words are; else an empty text.

        Blanks before it are passed over, but nothing is taken.
        """
        text, end = self.text, self.end
        match = plain_word(text, self.at, end)
        start, at = match.span(1)
        character = text[at] if at < end else ""
        if character in WORD_ENDS:
            return match[1], start, at
        if character == "\\":
            joined = re.compile(_JOINED_WORD).match(text, start, end)
            if joined:
                return without_joins(joined[0]), start, joined.end()
        elif character == "\r" and skip_blanks(text, at, end).end() > at:
            return match[1], start, at
        return "", start, at

    def take(self, word: str) -> bool:
        """Go behind the reserved ``word`` if it stands here."""
        found, _, end = self.reserved()
        if found != word:
            return False
        self.at = end
        return True

    def heredoc_bodies(self, waiting: list[Redirection]) -> None:
        """Read the bodies of ``waiting``, the first of which begins here."""
        raise NotImplementedError

    def script(self) -> Script:
        """Read pipelines up to what is awaited or the end."""
        raise NotImplementedError

    def nested_script(self, awaited: frozenset[str], held_heredocs: int) -> Script:
        """Read a script one level deeper, up to what is ``awaited``, which is not taken."""
        empty = Script(self.at)
        if self.too_deep():
            return empty
        outside = self.awaited, self.held_heredocs
        self.awaited, self.held_heredocs = awaited, held_heredocs
        depth = self.depth
        self.depth += 1
        try:
            return self.script()
        except RecursionError:
            # The caller's own stack was deep. Where even this has no room, it is caught further out.
            self.depth = DEEPEST
            self.too_deep()
            return empty
        finally:
            self.depth = depth
            self.awaited, self.held_heredocs = outside

    def substituted_script(self, closer: str) -> Script:
        """Read the script of a substitution up to its ``closer``: nothing outside of it counts in there."""
        return self.nested_script(frozenset((closer,)), len(self.heredocs))

    def script_within(self, start: int, end: int) -> Script:
        """Read ``[start, end)`` as a script of its own and stand at its end."""
        outside = self.end, self.heredocs
        self.at, self.end, self.heredocs = start, end, []
        script = self.nested_script(frozenset(), 0)
        self.close_heredocs()
        self.end, self.heredocs = outside
        self.at = end
        return script

    def close_heredocs(self) -> None:
        """Give the heredocs that no newline follows their empty bodies."""
        for heredoc in self.heredocs:
            heredoc.body = (self.end, self.end)
            heredoc.expanded = not heredoc.target.quoted
        self.heredocs = []
