"""What to delete from a RUN so that one of its commands goes."""

from __future__ import annotations

from mlint.dockerfile.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_LIST_OPERATORS = ("&&", ";")
_JOINTS = " \t\\\r\n"
"""What may stand between commands and operators on continued lines."""


def removal(run: Run, command: Command) -> Span | None:
    """The span of ``command``, one of several in a list, with an operator beside it; None when that is not sure.

    It is not in a heredoc, in JSON, in braces and the like, beside comment lines, or with a variable before it.
    """
    site, text, whole = command.site, run.stage.build.source.text, run.instruction
    if whole.in_json_form or whole.heredocs or whole.logical.comment_lines or command.wrappers or command.outer:
        return None
    if site.reads_pipe or site.feeds_pipe or site.background:
        return None
    start = command.span.start
    end = max([command.span.end, *(one.span.end for one in command.redirections)])
    before = text[whole.span.start : start].rstrip(_JOINTS)
    if site.before in _LIST_OPERATORS and before.endswith(site.before):
        before = before[: -len(site.before)].rstrip(_JOINTS)
        return Span(whole.span.start + len(before), end)
    behind = text[end : whole.span.end].lstrip(_JOINTS)
    if before == "RUN" and site.after in _LIST_OPERATORS and behind.startswith(site.after):
        return Span(start, whole.span.end - len(behind[len(site.after) :].lstrip(_JOINTS)))
    return None
