"""What the shell reader delivers: a script and its pipelines, commands, words and redirections.

All offsets are 0-based code points into the text that was given to :func:`mlint.shell.reader.read_script`, ends
exclusive; that holds for nested scripts too. The nodes are read-only by convention.
"""

from __future__ import annotations

from mlint.shell.expansion import Literal, expand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from mlint.shell.expansion import Lookup, Part

NOTHING: list[Any] = []
"""Stands where most nodes have no nodes: a list is made only for the first one. Millions of empty lists would keep
the garbage collector busy on long texts."""


class ShellError:
    """Something that a shell would reject at ``offset``; reading went on behind it.

    ``unclosed``: a quote or the like has no end, so that nobody knows where the words end.
    """

    __slots__ = ("message", "offset", "unclosed")

    def __init__(self, offset: int, message: str, *, unclosed: bool = False) -> None:
        self.offset = offset
        self.message = message
        self.unclosed = unclosed

    def __repr__(self) -> str:
        return f"ShellError({self.offset}, {self.message!r})"


class Script:
    """A list of pipelines: a whole text, the inside of ``$( )``, the body of a loop.

    ``errors`` and ``comments`` (each from its ``#`` to the end of its line) are those of the whole text and stand in
    the outermost script only.
    """

    __slots__ = ("comments", "end", "errors", "pipelines", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.pipelines: list[Pipeline] = []
        self.errors: list[ShellError] = NOTHING
        self.comments: list[tuple[int, int]] = NOTHING

    def commands(self) -> Iterator[SimpleCommand]:
        """All simple commands, nested ones too, in the order of their first assignment or word in the text."""
        found: list[SimpleCommand] = []
        scripts: list[Script] = [self]
        while scripts:
            for pipeline in scripts.pop().pipelines:
                for command in pipeline.commands:
                    if isinstance(command, SimpleCommand):
                        found.append(command)
                    scripts.extend(command.scripts())
        found.sort(key=SimpleCommand.first_offset)
        return iter(found)


class Operator:
    """A ``|`` or ``|&`` between two commands of a pipeline."""

    __slots__ = ("offset", "text")

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset


class Pipeline:
    """Commands joined by ``|`` (one without is the usual case) and the separator that follows them.

    ``separator`` is ``&&``, ``||``, ``;``, ``&``, a newline, or empty where the script ends without one;
    ``separator_offset`` is where it stands. ``commands`` is empty for a lone ``!`` or ``time``.
    """

    __slots__ = ("commands", "negated", "operators", "separator", "separator_offset", "timed")

    def __init__(self) -> None:
        self.commands: list[SimpleCommand | Compound] = []
        self.operators: list[Operator] = NOTHING
        self.negated = False
        self.timed = False
        self.separator = ""
        self.separator_offset = -1


class SimpleCommand:
    """Assignments, words (the program first) and redirections; at least one of them.

    ``start`` and ``end`` take all of them in, but not the bodies of heredocs.
    """

    __slots__ = ("assignments", "end", "redirections", "start", "words")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.assignments: list[Assignment] = NOTHING
        self.words: list[Word] = []
        self.redirections: list[Redirection] = NOTHING

    def first_offset(self) -> int:
        """Where the first assignment or word begins; the first redirection when there is neither."""
        if self.assignments:
            return self.assignments[0].start
        return self.words[0].start if self.words else self.start

    def scripts(self) -> list[Script]:
        """The scripts inside the command: those of its words, assignments, redirections and heredoc bodies."""
        found: list[Script] = []
        for assignment in self.assignments:
            found += assignment.scripts
        for word in self.words:
            if word.scripts:
                found += word.scripts
        for redirection in self.redirections:
            found += redirection.target.scripts
            found += redirection.scripts
        return found


class Compound:
    """A command that holds others. ``kind`` is one of if, for, select, while, until, case, group, subshell, function,
    arithmetic, test.

    =============== ============================================== ================================================
    kind            header                                         parts
    =============== ============================================== ================================================
    if              nothing                                        condition, body, condition, body, ..., else body
    while, until    nothing                                        condition, body
    for, select     the variable and the words, or the expression  body
    case            the subject and all patterns                   one body for each clause
    group, subshell nothing                                        the script inside
    function        its name                                       the body, a script of one compound
    arithmetic      the expression                                 nothing
    test            the words between ``[[`` and ``]]``            nothing
    =============== ============================================== ================================================

    In damaged text parts may be missing at the end.
    """

    __slots__ = ("end", "header", "kind", "parts", "redirections", "start")

    def __init__(self, kind: str, start: int) -> None:
        self.kind = kind
        self.start = start
        self.end = start
        self.header: list[Word] = []
        self.parts: list[Script] = []
        self.redirections: list[Redirection] = NOTHING

    def scripts(self) -> list[Script]:
        """The scripts inside the compound: its parts and those of its header and redirections."""
        found = list(self.parts)
        for word in self.header:
            found += word.scripts
        for redirection in self.redirections:
            found += redirection.target.scripts
            found += redirection.scripts
        return found


class Assignment:
    """``name=value`` before a command or alone.

    ``value`` is None when nothing follows the ``=``; the value of an array is one word without a value of its own.
    ``append`` says that the old value still matters: ``name+=value`` or ``name[index]=value``. ``scripts`` are those
    of the index and the value.
    """

    __slots__ = ("append", "end", "name", "scripts", "start", "value")

    def __init__(
        self, start: int, end: int, name: str, append: bool, value: Word | None, scripts: list[Script]
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.append = append
        self.value = value
        self.scripts = scripts


class Redirection:
    """``2>file``, ``<<EOF`` and their kin, from the descriptor to the end of the target.

    ``descriptor`` is the digits or ``{name}`` before the operator. For a heredoc ``target`` is the name, ``body`` the
    span of the body without its terminator line, ``expanded`` whether the shell replaces variables in it, and
    ``scripts`` what runs in it then.
    """

    __slots__ = ("body", "descriptor", "end", "expanded", "operator", "scripts", "start", "target")

    def __init__(self, start: int, end: int, descriptor: str | None, operator: str, target: Word) -> None:
        self.start = start
        self.end = end
        self.descriptor = descriptor
        self.operator = operator
        self.target = target
        self.body: tuple[int, int] | None = None
        self.expanded = False
        self.scripts: list[Script] = NOTHING


class Word:
    """One word as it stands in the text.

    ``value`` is the text after quote removal, with globs, ``~`` and ``{a,b}`` left alone; None when an expansion is in
    the word. ``quoted`` says whether anything in it is quoted or escaped. ``scripts`` are the scripts inside it.
    """

    __slots__ = ("_parts", "end", "quoted", "scripts", "start", "value")

    def __init__(
        self,
        start: int,
        end: int,
        value: str | None,
        quoted: bool = False,
        scripts: list[Script] = NOTHING,
        parts: list[Part] | None = None,
    ) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.quoted = quoted
        self.scripts = scripts
        self._parts = parts

    @property
    def parts(self) -> Sequence[Part]:
        """What the word is made of when an expansion is in it; nothing for a word with a ``value``."""
        return self._parts or ()

    def fields(self, lookup: Lookup, *, keep: bool = False) -> list[str] | None:
        """The arguments that this word becomes when ``lookup`` tells the values of its variables.

        ``lookup(name)`` returns the value of a variable that is set, which may be empty, or None when it is not known
        whether it is set and to what. The result is None as soon as anything in the word is unknown: a variable, a
        command substitution, arithmetic. With ``keep``, what is unknown stays in the fields as it is written instead.
        Unquoted values are split at blanks; globs are not expanded.
        """
        if self.value is not None:
            return [self.value]
        return expand(self._parts or [], lookup, keep)

    def known_start(self, lookup: Lookup) -> str:
        """The text that the argument surely begins with when something later in the word is unknown to ``lookup``.

        Empty when nothing is known, or when the known text is split into several arguments.
        """
        if self.value is not None:
            return self.value
        known: list[Part] = []
        for part in self._parts or []:
            if part.pieces(lookup, False) is None:
                break
            known.append(part)
        # The mark shows whether the unknown text joins the only field so far or begins another one.
        fields = expand([*known, Literal("\0", True)], lookup, False) or []
        return fields[0][:-1] if len(fields) == 1 else ""

    def __repr__(self) -> str:
        return f"Word({self.start}, {self.end}, {self.value!r})"
