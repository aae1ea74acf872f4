"""Command line programs that are handed to Python as if they were scripts."""

from __future__ import annotations

from mlint.dockerfile.source import Span
from mlint.image.programs import python_script
from mlint.knowledge.cli_modules import CLI_MODULES
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build
    from mlint.shell.commands import Argument, Command


class CliCall(Record):
    """``python streamlit``: the command, the program's name, its module, and the module option for the word's place.

    ``edit`` is None where the file does not hold the word plainly.
    """

    command: Command
    name: str
    module: str
    edit: tuple[Span, str] | None


def cli_call(build: Build) -> CliCall | None:
    """The first start command that hands a command line program to Python; None when there is none.

    None also when a file or folder of that name may be meant.
    """
    for command in build.startup.commands:
        script = python_script(command.values)
        name = script[0] if script else None
        module = CLI_MODULES.get(name or "")
        if script is None or name is None or module is None or _may_be_file(build, name):
            continue
        word = command.arguments[len(command.arguments) - len(script)]
        return CliCall(command, name, module, _edit(build, word, module))
    return None


def _may_be_file(build: Build, name: str) -> bool:
    context = build.context
    if context is not None and context.exists(name):
        return True
    folder = build.final.workdir if build.final else None
    if folder is not None and folder.rpartition("/")[2] == "bin":
        return True
    copies = [copy for stage in build.final_chain for copy in stage.copies]
    sources = (source.path or "" for copy in copies for source in copy.sources)
    named = any(path.rstrip("/").rpartition("/")[2] == name for path in sources)
    return named or any(copy.target == f"{folder or '?'}/{name}" for copy in copies)


def _edit(build: Build, word: Argument, module: str) -> tuple[Span, str] | None:
    part = next((one for one in build.startup.parts if _holds(one.instruction.span, word.span)), None)
    if part is None or not word.literal:
        return None
    if part.in_exec_form:
        in_list = any(one.span() == word.span for one in part.words)
        return (Span(word.span.start - 1, word.span.end + 1), f'"-m", "{module}"') if in_list else None
    return word.span, f"-m {module}"


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
