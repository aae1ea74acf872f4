"""Words and values of options read into requirements and files, the same way for all package managers."""

from __future__ import annotations

from mlint.context.requirements import read_unfinished, read_word
from mlint.image.packages.installs import FileArgument, Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mlint.context.requirements import Requirement
    from mlint.shell.commands import Argument

    Options = Mapping[str, Sequence[Option]]


def requirements_of(
    words: Iterable[Argument],
    read: Callable[[str], Requirement] = read_word,
    read_beginning: Callable[[str], Requirement | None] = read_unfinished,
) -> Iterator[Requirement]:
    """The requirements that positionals are; nothing for one of which not even the name is known.

    ``read`` takes a whole word, ``read_beginning`` one that goes on with something that the file does not tell.
    """
    for word in words:
        found = read_beginning(word.prefix) if word.value is None else read(word.value)
        if found is not None:
            yield found._replace(span=word.span, quoted=word.quoted, literal=word.literal)


def all_told(words: Iterable[Argument], read_beginning: Callable[[str], Requirement | None] = read_unfinished) -> bool:
    """Whether it is known which package every positional asks for, its version or not."""
    return all(word.value is not None or read_beginning(word.prefix) is not None for word in words)


def editables_of(options: Iterable[Option]) -> Iterator[Requirement]:
    """The requirements behind ``-e``."""
    for option in options:
        if option.value is not None:
            found = read_word(option.value, editable=True)
            yield found if option.value_span is None else found._replace(span=option.value_span)


def files_of(options: Iterable[Option]) -> Iterator[FileArgument]:
    """The files that are the values of ``options``."""
    for option in options:
        yield FileArgument(option.value, option.value_span)


def by_name(*groups: Iterable[Option]) -> dict[str, list[Option]]:
    """The options of all ``groups`` by name, in order."""
    found: dict[str, list[Option]] = {}
    for group in groups:
        for option in group:
            found.setdefault(option.name, []).append(option)
    return found


def last(options: Options, name: str) -> Option | None:
    """The last option of that name, the one that counts."""
    given = options.get(name)
    return given[-1] if given else None


def values(options: Options, *names: str) -> list[str]:
    """The known values of the options of these names."""
    return [option.value for name in names for option in options.get(name, ()) if option.value is not None]


def any_unknown(options: Options, *names: str) -> bool:
    """Whether one of the options of these names has an unknown value."""
    return any(option.unknown for name in names for option in options.get(name, ()))


def flag(options: Options, on: Iterable[str], off: Iterable[str] = ()) -> bool | None:
    """Whether the last of these flags is one of ``on``; None when that hangs on a variable that the file does not tell.

    Flags of the environment come before those of the command line.
    """
    given = [(option, True) for name in on for option in options.get(name, ())]
    given += [(option, False) for name in off for option in options.get(name, ())]
    if not given:
        return False
    option, answer = max(given, key=_place)
    return None if option.unknown else answer


def _place(given: tuple[Option, bool]) -> int:
    span = given[0].span
    return -1 if span is None else span.start
