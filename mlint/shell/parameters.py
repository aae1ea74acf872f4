"""The variables that a script reads and those that it sets, by name, wherever in it they stand."""

from __future__ import annotations

from mlint.records import Record
from mlint.shell.expansion import Parameter
from mlint.shell.nodes import SimpleCommand
from mlint.shell.reader import read_script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.shell.expansion import Part
    from mlint.shell.nodes import Compound, Script, Word

_SETTING = frozenset(
    {"declare", "export", "getopts", "local", "mapfile", "printf", "read", "readarray", "typeset", "unset"}
)
_SETTING_ANYTHING = frozenset({".", "eval", "source"})


class ParameterUse(Record):
    """A variable that a word reads, and where that word stands in the text.

    ``guarded``: something is said for the case that it is not set (``${NAME:-default}``).
    """

    name: str
    start: int
    end: int
    guarded: bool


class Parameters(Record):
    """What a script reads and sets; ``sets`` is None when it runs text that is not there to read (``. file``)."""

    reads: list[ParameterUse]
    sets: frozenset[str] | None


def parameters_of(text: str) -> Parameters:
    """The variables of the shell script ``text``; what stands in heredocs is left out."""
    reads: list[ParameterUse] = []
    names: set[str] = set()
    known = True
    for node in _nodes(read_script(text)):
        for word in _words(node):
            for parameter in _parameters(word.parts):
                guarded = parameter.operator.removeprefix(":")[:1] in ("-", "+", "=", "?") and bool(parameter.operator)
                reads.append(ParameterUse(parameter.name, word.start, word.end, guarded))
        known = known and not _sets_anything(node)
        names.update(_set_by(node))
    return Parameters(reads, frozenset(names) if known else None)


def _nodes(script: Script) -> Iterator[SimpleCommand | Compound]:
    """All commands of ``script``, those of nested scripts too."""
    waiting = [script]
    while waiting:
        for pipeline in waiting.pop().pipelines:
            for node in pipeline.commands:
                yield node
                waiting.extend(node.scripts())


def _words(node: SimpleCommand | Compound) -> Iterator[Word]:
    if isinstance(node, SimpleCommand):
        yield from (one.value for one in node.assignments if one.value is not None)
        yield from node.words
    else:
        yield from node.header
    yield from (one.target for one in node.redirections)


def _parameters(parts: Sequence[Part]) -> Iterator[Parameter]:
    for part in parts:
        if isinstance(part, Parameter):
            yield part
            yield from _parameters(part.operand)


def _sets_anything(node: SimpleCommand | Compound) -> bool:
    return isinstance(node, SimpleCommand) and bool(node.words) and node.words[0].value in _SETTING_ANYTHING


def _set_by(node: SimpleCommand | Compound) -> Iterator[str]:
    if not isinstance(node, SimpleCommand):
        if node.kind in ("for", "select") and node.header and node.header[0].value:
            yield node.header[0].value
        return
    yield from (one.name for one in node.assignments)
    if node.words and node.words[0].value in _SETTING:
        yield from (word.known_start(_nothing).partition("=")[0] for word in node.words[1:])


def _nothing(name: str) -> None:
    return None
