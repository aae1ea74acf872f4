"""wget: whether a call shows its progress."""

from __future__ import annotations

from mlint.image.packages.installers.options import OPTPARSE, read_options
from mlint.knowledge.options import WGET

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.shell.commands import Command

_SILENT = frozenset(
    {"--append-output", "--background", "--no-verbose", "--output-file", "--progress", "--quiet"}
    | {"-a", "-b", "-o", "-q"}
)
_INPUT = frozenset({"--input-file", "-i"})


def shows_progress(command: Command) -> bool:
    """Whether ``command`` is a download with wget that draws its progress into the log.

    GNU's parser of options is, like optparse, one that takes shortened names and dashed values.
    """
    if command.name != "wget":
        return False
    words = read_options(command.arguments[1:], WGET, OPTPARSE)
    names = {one.name for one in words.options}
    if not words.positionals and names.isdisjoint(_INPUT):
        return False
    silent = not names.isdisjoint(_SILENT) or any(one.name == "-n" and one.value == "v" for one in words.options)
    return not silent and not any(one.descriptor == "2" or one.operator[:1] == "&" for one in command.redirections)
