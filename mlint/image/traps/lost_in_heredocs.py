"""What the builder replaces with nothing in the heredocs of COPY and ADD."""

from __future__ import annotations

from mlint.dockerfile.expansion import names_in_body
from mlint.dockerfile.heredocs import heredoc_start
from mlint.dockerfile.source import Span
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.variables import Environment
    from mlint.image.copies import Copy

_ALWAYS_SET = frozenset({"PATH"})
_ESCAPED = ("\\$", "\\\\")
"""What only those write who know that the builder reads the lines; other backslashes it takes away unasked."""


class LostVariables(Record):
    """A heredoc with variables that nothing sets: the place of the word that opens it, and their names.

    Those that a base image may set are named only where they are the only ones: ``surely`` is False then.
    ``delimiter`` is where the delimiter stands when quotes around it keep what was meant; None when other parts of the
    body would change, too.
    """

    span: Span
    names: tuple[str, ...]
    delimiter: Span | None
    surely: bool


def lost_variables(copy: Copy) -> list[LostVariables]:
    """The heredocs of ``copy`` in which the builder replaces variables that neither file nor base image sets.

    A variable with a default of its own (``${PORT:-8000}``) is not counted: its value is there.
    """
    text = copy.stage.build.source.text
    environment = copy.stage.environment_at(copy.instruction)
    openers = [one.span() for one in copy.instruction.arguments if heredoc_start(one.text)]
    found = []
    for heredoc, span in zip(copy.instruction.heredocs, openers, strict=False):
        body = text[slice(*heredoc.body)]
        if not heredoc.start.expand or "$" not in body:
            continue
        uses = [(name, guarded) for name, _, _, guarded in names_in_body(body)]
        lost = [name for name, guarded in uses if not guarded and name not in environment and name not in _ALWAYS_SET]
        if lost:
            certain = [name for name in lost if _surely_unset(name, environment)]
            meant = len(lost) == len(uses) and not any(escaped in body for escaped in _ESCAPED)
            plain = meant and text[slice(*span)].endswith(heredoc.start.name)
            delimiter = Span(span.end - len(heredoc.start.name), span.end) if plain else None
            found.append(LostVariables(span, tuple(dict.fromkeys(certain or lost)), delimiter, bool(certain)))
    return found


def _surely_unset(name: str, environment: Environment) -> bool:
    """Whether no base image sets it: a shell's ``$1``, a name in small letters, or what a known one is known not to."""
    return not name.isidentifier() or name.islower() or environment.is_set(name) is False
