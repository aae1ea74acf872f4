"""Commands whose failure nobody minds."""

from __future__ import annotations

from bisect import bisect_left

from mlint.image.names import words_of
from mlint.lazy import cached_property
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_SAY_NOTHING = frozenset({":", "echo", "printf", "true"})
"""Commands that succeed and do nothing."""
_OPTIONAL = frozenset(
    {"allowed", "attempt", "best", "fallback", "ignore", "may", "optional", "skip", "skipping", "try"}
)
"""Words of comments and messages that say: it need not work."""


class Ignored(Record):
    """Why a failure does not end the build and what to write instead, in words for a message.

    ``may_be_noticed``: a command behind it may fail for lack of what is missing then.
    """

    because: str
    advice: str
    may_be_noticed: bool = False


class Failures:
    """What happens in a RUN when one of its commands fails."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.commands = sorted(run.commands, key=_start)

    @cached_property
    def _starts(self) -> list[int]:
        return [_start(one) for one in self.commands]

    @cached_property
    def _last_minding(self) -> int:
        """Where the last command stands that looks at what went before: ``exit $?``, ``[ $? -eq 0 ]``, ``set -e``."""
        return max((_start(one) for one in self.commands if _minds(one)), default=-1)

    @cached_property
    def _switched_off(self) -> int | None:
        """Where ``set +e`` stands."""
        return next((_start(one) for one in self.commands if one.values == ["set", "+e"]), None)

    @cached_property
    def _says_optional(self) -> bool:
        """Whether a comment in the RUN, or directly above it, says that something may fail."""
        instruction = self.run.instruction
        comments = {one.line: one for one in self.run.stage.build.dockerfile.comments}
        first = instruction.first_line
        while first - 1 in comments:
            first -= 1
        lines = range(first, instruction.last_line + 1)
        return any(
            _is_about_choice(one.text) for line, one in comments.items() if line in lines and not one.is_for_tools
        )

    def what_ignores(self, command: Command) -> Ignored | None:
        """Why nobody minds when ``command`` fails; None when the build ends, or something is done about it."""
        site = command.site
        if site.background or site.feeds_pipe or site.substituted or site.conditional:
            return None
        if site.fallback is not None:
            first, end = (bisect_left(self._starts, offset) for offset in site.fallback)
            return _hidden(self.commands[first:end], whole_list=site.after == "&&")
        if site.guarded or not site.goes_on or self.run.instruction.heredocs:
            return None
        if self._last_minding > command.span.start:
            return None
        if self.commands[-1].values == ["exit", "0"] and self.commands[-2:-1] == [command]:
            return Ignored("'exit 0' follows", "let it fail")
        if self._switched_off is not None and self._switched_off < command.span.start:
            return Ignored("'set +e' stands before it", "let it fail")
        return Ignored("the next command runs in any case", "write && in place of ;", may_be_noticed=True)

    def means_optional(self, command: Command) -> bool:
        """Whether a comment above the RUN or in it, or a message behind ``||``, says that the command may fail."""
        fallback = command.site.fallback
        text = self.run.stage.build.source.text
        return self._says_optional or (fallback is not None and _is_about_choice(text[slice(*fallback)]))


def _hidden(behind: list[Command], *, whole_list: bool) -> Ignored | None:
    """What the commands ``behind`` an ``||`` make of a failure."""
    if not behind or not _does_nothing(behind[0]) or not all(_is_no_remedy(one) for one in behind[1:]):
        return None
    name = behind[0].name
    if whole_list:
        return Ignored(f"'|| {name}' takes in the whole list", f"put what may fail in parentheses: (… || {name})")
    return Ignored(f"'|| {name}' hides it", "let it fail")


def _start(command: Command) -> int:
    return command.span.start


def _is_about_choice(text: str) -> bool:
    return not _OPTIONAL.isdisjoint(words_of(text))


def _does_nothing(command: Command) -> bool:
    return command.name in _SAY_NOTHING or command.values == ["exit", "0"]


def _is_no_remedy(command: Command) -> bool:
    """Whether a command behind the first one of a fallback does nothing, or only goes on behind ``&&``."""
    return _does_nothing(command) or (command.site.before == "&&" and command.name != "exit")


def _minds(command: Command) -> bool:
    """Whether a later command looks at what went before: ``exit $?``, ``[ $? -eq 0 ]``, ``set -e``."""
    if command.name == "set":
        return any((value or "").startswith("-") and "e" in (value or "") for value in command.values[1:])
    if command.name == "exit":
        return command.values[1:] != ["0"]
    return command.name in ("test", "[", "wait")
