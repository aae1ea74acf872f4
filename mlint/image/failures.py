"""What happens in a RUN when one of its commands fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.names import words_of
from mlint.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def what_ignores(run: Run, command: Command) -> Ignored | None:
    """Why nobody minds when ``command`` fails; None when the build ends, or something is done about it."""
    site = command.site
    if site.background or site.feeds_pipe or site.substituted or site.conditional:
        return None
    if site.fallback is not None:
        behind = [one for one in run.commands if site.fallback.start <= one.span.start < site.fallback.end]
        if not behind or not _does_nothing(behind[0]) or not all(_is_no_remedy(one) for one in behind[1:]):
            return None
        if site.after == "&&":
            name = behind[0].name
            return Ignored(f"'|| {name}' takes in the whole list", f"put what may fail in parentheses: (… || {name})")
        return Ignored(f"'|| {behind[0].name}' hides it", "let it fail")
    if site.guarded or not site.goes_on or run.instruction.heredocs:
        return None
    later = [one for one in run.commands if one.span.start > command.span.end]
    if any(_minds(one) for one in later):
        return None
    if [one.values for one in later] == [["exit", "0"]]:
        return Ignored("'exit 0' follows", "let it fail")
    if _switched_off(run, command):
        return Ignored("'set +e' stands before it", "let it fail")
    return Ignored("the next command runs in any case", "write && in place of ;", may_be_noticed=True)


def means_optional(run: Run, command: Command) -> bool:
    """Whether a comment above the RUN or in it, or a message behind ``||``, says that the command may fail."""
    return any(not _OPTIONAL.isdisjoint(words_of(text)) for text in (*_comments(run), *_messages(run, command)))


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


def _switched_off(run: Run, command: Command) -> bool:
    before = [one for one in run.commands if one.span.start < command.span.start]
    return any(one.values == ["set", "+e"] for one in before)


def _comments(run: Run) -> Iterator[str]:
    """The comments in the RUN, and those directly above it."""
    first, last = run.instruction.first_line, run.instruction.last_line
    comments = {one.line: one.text for one in run.stage.build.dockerfile.comments}
    yield from (text for line, text in comments.items() if first <= line <= last)
    above = first - 1
    while above in comments:
        yield comments[above]
        above -= 1


def _messages(run: Run, command: Command) -> Iterator[str]:
    fallback = command.site.fallback
    if fallback is not None:
        yield run.stage.build.source.text[slice(*fallback)]
