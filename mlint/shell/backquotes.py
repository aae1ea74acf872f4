"""Command substitution in backquotes, where some backslashes are taken away before the shell reads the inside."""

from __future__ import annotations

import re

from mlint.shell.cursor import Cursor
from mlint.shell.expansion import Expansion
from mlint.shell.nodes import Script, SimpleCommand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.shell.cursor import Matcher
    from mlint.shell.expansion import Part
    from mlint.shell.nodes import Compound, Redirection, Word

_INSIDE = r"(?s)(?:[^`\\]|\\.)*+"
_ESCAPE = r"(?s)\\(.)"


class BackquoteReader(Cursor):
    """Reads ```` `...` ````: in place, or as a copy without its escapes whose offsets are then taken back."""

    def dollar(self, parts: list[Part], scripts: list[Script], quoted: bool) -> None:
        """Read what the ``$`` here begins, adding to ``parts`` and ``scripts``."""
        raise NotImplementedError

    def backquoted(self, parts: list[Part], scripts: list[Script], quoted: bool, in_quotes: bool) -> None:
        """Read the substitution that the backquote here begins; ``in_quotes`` when it stands in ``"..."``."""
        start = self.at
        inside: Matcher = re.compile(_INSIDE).match  # type: ignore[assignment]  # it matches everywhere
        close = inside(self.text, start + 1, self.end).end()
        closed = close < self.end and self.text[close] == "`"
        if not closed:
            self.error(start, "the backquote is not closed", unclosed=True)
            close = self.end
        starts = self._unescaped(start + 1, close, '`\\$"' if in_quotes else "`\\$")
        if starts is None:
            scripts.append(self.script_within(start + 1, close))
        else:
            scripts.append(self._script_of_copy(starts, start + 1, close))
        self.at = close + closed
        parts.append(Expansion(self.text[start : self.at], quoted))

    def _unescaped(self, start: int, end: int, special: str) -> list[int] | None:
        """The offsets of the backslashes before ``special`` characters in ``[start, end)``; None without any."""
        if self.text.find("\\", start, end) < 0:
            return None
        return [
            match.start() for match in re.compile(_ESCAPE).finditer(self.text, start, end) if match[1] in special
        ] or None

    def _script_of_copy(self, backslashes: list[int], start: int, end: int) -> Script:
        """Read ``[start, end)`` without its ``backslashes``; an escaped character begins at its backslash."""
        script = Script(start)
        if self.too_deep():
            return script
        copy: list[str] = []
        origins: list[int] = []
        at = start
        for backslash in backslashes:
            copy.append(self.text[at:backslash])
            copy.append(self.text[backslash + 1])
            origins.extend(range(at, backslash + 1))
            at = backslash + 2
        copy.append(self.text[at:end])
        origins.extend(range(at, end + 1))
        reader = type(self)("".join(copy), self.depth + 1)
        script = reader.script()
        reader.close_heredocs()
        _Relocation(origins).script(script)
        for error in reader.errors:
            self.error(origins[error.offset], error.message, unclosed=error.unclosed)
        self.comments += [(origins[first], origins[last]) for first, last in reader.comments]
        return script


class _Relocation:
    """Takes the offsets of nodes back to the text that a copy was made of."""

    def __init__(self, origins: list[int]) -> None:
        self.origins = origins

    def script(self, outermost: Script) -> None:
        scripts = [outermost]
        while scripts:
            script = scripts.pop()
            self.span(script)
            for pipeline in script.pipelines:
                if pipeline.separator_offset >= 0:
                    pipeline.separator_offset = self.origins[pipeline.separator_offset]
                for operator in pipeline.operators:
                    operator.offset = self.origins[operator.offset]
                for command in pipeline.commands:
                    scripts.extend(command.scripts())
                    self.command(command)

    def command(self, command: SimpleCommand | Compound) -> None:
        self.span(command)
        for word in command.words if isinstance(command, SimpleCommand) else command.header:
            self.span(word)
        if isinstance(command, SimpleCommand):
            for assignment in command.assignments:
                assignment.start, assignment.end = self.origins[assignment.start], self.origins[assignment.end]
                if assignment.value is not None:
                    self.span(assignment.value)
        for redirection in command.redirections:
            self.redirection(redirection)

    def redirection(self, redirection: Redirection) -> None:
        redirection.start, redirection.end = self.origins[redirection.start], self.origins[redirection.end]
        self.span(redirection.target)
        if redirection.body is not None:
            start, end = redirection.body
            redirection.body = self.origins[start], self.origins[end]

    def span(self, node: Script | SimpleCommand | Compound | Word) -> None:
        node.start, node.end = self.origins[node.start], self.origins[node.end]
