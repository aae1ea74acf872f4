"""Commands for the tests, from text: enough of a shell for them, and no more."""

from __future__ import annotations

from mlint.dockerfile.source import Span
from mlint.shell.commands import Argument, Command, Redirection
from mlint.shell.prefixes import unwrap


def shell(text: str, **environment: str | None) -> Command:
    """The command of ``text``, prefixes taken off.

    Words may be in quotes; ``?`` is an unknown word; ``>`` and ``<`` outside quotes begin a redirection, which ends at
    a blank or the next one.
    """
    arguments: list[Argument] = []
    redirections: list[Redirection] = []
    at = 0
    while at < len(text):
        start = at
        if text[at] == " ":
            at += 1
        elif text[at] in "'\"":
            at = text.index(text[at], at + 1) + 1
            arguments.append(Argument(text[start + 1 : at - 1], Span(start, at), quoted=True, literal=False))
        elif text[at] in "<>":
            begin = at + 1
            at = _end(text, begin)
            target = Span(begin, at)
            redirections.append(Redirection(text[start], None, text[begin:at] or None, Span(start, at), target))
        else:
            at = _end(text, at)
            word = text[start:at]
            unknown = "?" in word
            arguments.append(Argument(None if unknown else word, Span(start, at), literal=not unknown))
    return unwrap(Command(tuple(arguments), tuple(redirections), environment))


def _end(text: str, at: int) -> int:
    while at < len(text) and text[at] not in " <>":
        at += 1
    return at
