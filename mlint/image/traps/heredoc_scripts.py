"""Scripts in the heredocs of RUN: whether they end at a command that fails."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.dockerfile.heredocs import Heredoc
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_CANNOT_FAIL = frozenset(
    {":", "alias", "declare", "echo", "export", "printf", "readonly", "set", "shopt", "trap", "true", "umask", "unset"}
)
_JUDGES = frozenset({"[", "test", "wait"})
"""Commands by which a script looks at what went before."""


def unminded(run: Run) -> tuple[Command, Heredoc] | None:
    """The first command of a script in a heredoc that may fail without ending it, and that heredoc.

    None when nothing goes on after a failure, or the script looks at failures itself.
    """
    for heredoc in run.instruction.heredocs:
        start, end = heredoc.body
        script = [one for one in run.commands if start <= one.span.start < end]
        if any(_minds(one) for one in script):
            continue
        for command in script:
            site = command.site
            minded = site.errexit or site.guarded or site.before == "||" or site.background or site.substituted
            if site.goes_on and not minded and command.name not in _CANNOT_FAIL:
                return command, heredoc
    return None


def _minds(command: Command) -> bool:
    if command.name == "exit":
        return command.values[1:] != ["0"]
    return command.name in _JUDGES or command.values == ["set", "+e"]
