"""Which words of an instruction open a heredoc, as the builder sees it (a shell sees it otherwise)."""

from __future__ import annotations

from mlint.dockerfile.expansion import ExpansionError, expand_keeping_unset, raw_words
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.source import Span

HEREDOC_INSTRUCTIONS = frozenset({"ADD", "COPY", "RUN"})


class HeredocStart(Record):
    """The word that opens a heredoc.

    ``expand`` says whether variables in the body are replaced, ``chomp`` whether leading tabs are cut off.
    """

    name: str
    descriptor: str
    expand: bool
    chomp: bool


class Heredoc(Record):
    """A heredoc with its body: the span of the body's lines, line ends included, and that of the terminator."""

    start: HeredocStart
    body: Span
    terminator: Span


def heredoc_starts(text: str) -> list[HeredocStart] | None:
    """The heredocs that the joined ``text`` of an instruction opens, in order.

    None when the builder cannot read the line: it then sees no heredoc, and what was meant as a body becomes
    instructions.
    """
    try:
        words = raw_words(text)
    except ExpansionError:
        return None
    return [start for word in words if "<<" in word and (start := heredoc_start(word))]


def heredoc_start(word: str) -> HeredocStart | None:
    """The heredoc that one word opens, quotes still in it; None when it opens none."""
    descriptor, _, rest = word.partition("<<")
    if (descriptor and not (descriptor.isascii() and descriptor.isdigit())) or "<" in rest:
        return None
    chomp = rest.startswith("-")
    written = rest.removeprefix("-").lstrip("\t\n\f\r ")
    try:
        name, words = expand_keeping_unset(written, lambda name: None)
    except ExpansionError:
        return None
    if len(words) != 1:
        return None
    expand = '"' not in written and "'" not in written
    return HeredocStart(name, descriptor, expand, chomp)
