"""Simple commands as a program receives them: arguments and redirections with their places in the file."""

from __future__ import annotations

from mlint.dockerfile.source import Span
from mlint.lazy import cached_property
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Argument(Record):
    """One argument of a command, variables replaced.

    ``value`` is None when it depends on something that the file does not tell; it may then stand for any number of
    arguments. Several arguments share a span when one variable held them all (``$PIP`` = ``python -m pip``).
    """

    value: str | None
    span: Span
    quoted: bool = False
    literal: bool = True
    """Whether the file holds exactly ``value`` at ``span``: no quotes, escapes, variables or line ends in it."""
    prefix: str = ""
    """The text that the argument surely begins with when ``value`` is None (``torch==`` of ``torch==$V``)."""

    @property
    def start(self) -> str:
        """What is known of the argument: the whole ``value``, else the ``prefix``."""
        return self.prefix if self.value is None else self.value


class Redirection(Record):
    """One redirection: ``span`` from the descriptor to the end of the target.

    ``target`` is None when the file does not tell it; ``prefix`` is then the text that it surely begins with.
    """

    operator: str
    descriptor: str | None
    target: str | None
    span: Span
    target_span: Span
    prefix: str = ""
    body: str | None = None
    """The text of a heredoc; None without one, and when the shell would replace something in it."""


class Site(Record):
    """Where in its script a command stands.

    ``before`` and ``after`` are the operators around its pipeline (``&&``, ``||``, ``;``, ``&``, a newline, or empty).
    ``last``: it is the last command of the instruction that runs in the foreground, in its branch if there are several.
    ``guarded``: its failure does not fail the script (a condition, ``!``, in a list before ``||``). ``conditional``: it
    may not run, or run often (in an ``if``, a loop, a function, behind ``||``). ``substituted``: it stands in ``$( )``
    or the like. ``pipeline``: the number, in its instruction, of the innermost pipeline that it is a part of; 0 when it
    is in none. ``pipefail``: the shell reports the failure of any command of a pipeline, ``errexit``: it ends when a
    command fails (``set -e``). ``goes_on``: another command follows that runs even when this one fails, since there is
    a ``;`` or a line end between and ``set -e`` is off. ``fallback``: what runs when it fails, from behind the ``||``
    of its list to the list's end.
    """

    before: str = ""
    after: str = ""
    background: bool = False
    last: bool = False
    guarded: bool = False
    conditional: bool = False
    substituted: bool = False
    reads_pipe: bool = False
    feeds_pipe: bool = False
    pipeline: int = 0
    pipefail: bool = False
    errexit: bool = False
    goes_on: bool = False
    fallback: Span | None = None


class Command:
    """One simple command of a shell script or an exec form, prefixes such as ``sudo`` and ``env`` taken off."""

    def __init__(
        self,
        arguments: tuple[Argument, ...],
        redirections: tuple[Redirection, ...] = (),
        environment: Mapping[str, str | None] | None = None,
        wrappers: tuple[str, ...] = (),
        site: Site = Site(),  # noqa: B008 (immutable)
        outer: Command | None = None,
        folder: str | None = "",
    ) -> None:
        """Take the ``arguments``, the program first.

        ``environment`` holds the variables that the program gets, those set inline before the command included, shell
        variables that are not exported left out (None: set to something unknown; absent: not set as far as the file
        tells). ``wrappers`` are the names of the prefix programs that were taken off, outermost first. ``outer`` is the
        command with the innermost of them still there (``uv run pytest`` for ``pytest``). ``folder`` is where it starts
        as ``cd`` tells, relative to the instruction's working folder when not absolute; None when it is not known.
        """
        self.arguments = arguments
        self.redirections = redirections
        self.environment: Mapping[str, str | None] = {} if environment is None else environment
        self.wrappers = wrappers
        self.site = site
        self.outer = outer
        self.folder = folder

    @cached_property
    def name(self) -> str | None:
        """The program's file name without folders and without ``.exe``; None when unknown or there is none."""
        if not self.arguments or self.arguments[0].value is None:
            return None
        name = self.arguments[0].value.rpartition("/")[2]
        return name.removesuffix(".exe")

    @cached_property
    def values(self) -> list[str | None]:
        """The values of all arguments, the program included."""
        return [argument.value for argument in self.arguments]

    @property
    def span(self) -> Span:
        """From the first argument to the end of the last."""
        return Span(self.arguments[0].span.start, self.arguments[-1].span.end)
