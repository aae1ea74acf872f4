"""Words of a command line read into options and positional arguments, as the program's own parser does it."""

from __future__ import annotations

from mlint.dockerfile.source import Span
from mlint.image.packages.installs import Option
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlint.knowledge.options import Arity
    from mlint.shell.commands import Argument

BOOLEANS = frozenset(("yes", "no", "true", "false", "with", "without", "on", "off", "enable", "disable", "0", "1"))


class Style(Record):
    """How a parser of command lines differs from the others."""

    prefixes: bool
    """Whether a long option may be cut short where that is unambiguous."""
    dashed_values: bool
    """Whether the word behind an option that takes a value is its value even when it begins with ``-``."""


OPTPARSE = Style(prefixes=True, dashed_values=True)
"""pip."""
ARGPARSE = Style(prefixes=True, dashed_values=False)
"""conda."""
EXACT = Style(prefixes=False, dashed_values=False)
"""clap (uv), cleo (poetry), click (pipenv), CLI11 (mamba), apt."""


class Words(Record):
    """A command line, read."""

    options: list[Option]
    positionals: list[Argument]
    """In order; unknown words (value None) are among them."""
    rest: Sequence[Argument]
    """What was not read: from the first positional on, when only leading options were asked for."""
    uncertain: bool
    """Whether there is an option that the program is not known to have."""


def read_options(
    arguments: Sequence[Argument],
    arity: Arity,
    style: Style,
    names: Mapping[str, str] | None = None,
    *,
    leading: bool = False,
) -> Words:
    """Read ``arguments`` (without the program) by the ``arity`` of its options and the ``style`` of its parser.

    ``names`` maps other names of an option to its canonical one. With ``leading``, reading stops at the first
    positional. A word that takes the place of an option's value is that value whether or not it is known; a word that
    surely begins as an option (``--index-url=$URL``) is one with an unknown value.
    """
    reader = _Reader(arguments, arity, style, names or {})
    positionals: list[Argument] = []
    while reader.at < len(arguments):
        argument = arguments[reader.at]
        if argument.value == "--":
            reader.at += 1
            if not leading:
                positionals.extend(arguments[reader.at :])
                reader.at = len(arguments)
            break
        if not _is_option(argument):
            if leading:
                break
            positionals.append(argument)
            reader.at += 1
        else:
            reader.at += 1
            reader.read(argument, argument.start)
    return Words(reader.options, positionals, arguments[reader.at :], reader.uncertain)


def _is_option(word: Argument) -> bool:
    """Whether a word is one or several options; a lone ``-`` is none, and with unknown text behind it not known."""
    return len(word.start) > 1 and word.start[0] == "-"


def specialised(arity: Arity, special: Arity | None) -> Arity:
    """``arity`` with the options of ``special`` as these say it."""
    if special is None:
        return arity
    names = frozenset(name for kind in special for name in kind)
    return type(arity)(*((kind - names) | more for kind, more in zip(arity, special, strict=True)))


class _Reader:
    """The state of reading: how far it is, and the options so far."""

    def __init__(self, arguments: Sequence[Argument], arity: Arity, style: Style, names: Mapping[str, str]) -> None:
        self.arguments = arguments
        self.arity = arity
        self.style = style
        self.names = names
        self.at = 0
        self.options: list[Option] = []
        self.uncertain = False

    def read(self, argument: Argument, word: str) -> None:
        """Read the option or the bundle of short options that is ``word``, or begins with it."""
        if not word.startswith("--"):
            self._read_short(argument, word)
            return
        written, equals, attached = word.partition("=")
        if argument.value is None and not equals:
            # Even its name is not known, nor whether it takes the next word.
            self.uncertain = True
            return
        name = self._full(written)
        if equals:
            self._add(name, argument, attached, len(written) + 1)
        else:
            self._read_values(name, argument)

    def _read_short(self, argument: Argument, word: str) -> None:
        """Read ``-r``, ``-rfile``, ``-Ur file``, ``-qq``; long options with one dash are none of our programs'."""
        for index in range(1, len(word)):
            name = "-" + word[index]
            rest = word[index + 1 :]
            takes_rest = self._takes(name) in ("value", "many", "pair")
            if not rest and (argument.value is not None or not takes_rest):
                # What unknown text would follow a flag is unknown too.
                self.uncertain = self.uncertain or argument.value is None
                self._read_values(name, argument)
                return
            # clap and apt drop the "=" of "-o=value"; optparse keeps it, and then the value makes no sense.
            equals = rest.startswith("=")
            if equals or takes_rest:
                self._add(name, argument, rest.removeprefix("="), index + 1 + equals)
                return
            self._add(name, argument)

    def _read_values(self, name: str, argument: Argument) -> None:
        """Read the words behind the option ``name`` that are its values."""
        following = self.arguments[self.at :]
        taken = following[: self._count(name, following)]
        self.at += len(taken)
        if not taken:
            self._add(name, argument)
        for word in taken:
            span = Span(argument.span.start, max(argument.span.end, word.span.end))
            self.options.append(Option(self._canonical(name), word.value, span, word.span, word.value is None))

    def _count(self, name: str, following: Sequence[Argument]) -> int:
        """How many of the ``following`` words are values of the option ``name``."""
        takes = self._takes(name)
        if takes == "value":
            return int(bool(following) and (self.style.dashed_values or not _is_option(following[0])))
        if takes == "pair":
            return min(2, len(following))
        if takes == "many":
            ends = (index for index, word in enumerate(following) if _is_option(word))
            return next(ends, len(following))
        word = following[0].value or "" if following else ""
        return int((takes == "boolean" and word in BOOLEANS) or (takes == "level" and word.isdigit()))

    def _takes(self, name: str) -> str:
        """What the option takes, ``nothing`` for a flag and for one that is unknown, which is noted."""
        for kind in ("value", "many", "pair", "boolean", "level"):
            if name in getattr(self.arity, kind):
                return kind
        if name not in self.arity.flag:
            self.uncertain = True
        return "nothing"

    def _full(self, name: str) -> str:
        """The long option that ``name`` is cut from; ``name`` itself when it is whole, unknown or ambiguous."""
        if not self.style.prefixes or any(name in options for options in self.arity):
            return name
        candidates = [option for options in self.arity for option in options if option.startswith(name)]
        if len(candidates) == 1:
            return candidates[0]
        # Ambiguous for the newest release, perhaps not for an older one: then the word behind it is still no package.
        self.uncertain = True
        return min(candidates) if candidates and self.arity.value.issuperset(candidates) else name

    def _canonical(self, name: str) -> str:
        return self.names.get(name, name)

    def _add(self, name: str, argument: Argument, value: str | None = None, offset: int = 0) -> None:
        """Note an option that is one word, with the value that begins at ``offset`` in it, if any."""
        if value is None:
            self.options.append(Option(self._canonical(name), None, argument.span))
            return
        span = argument.span
        if argument.value is None:
            self.options.append(Option(self._canonical(name), None, span, span, unknown=True))
            return
        place = Span(span.start + offset, span.end) if argument.literal else span
        self.options.append(Option(self._canonical(name), value, span, place))
