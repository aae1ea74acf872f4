"""Shell text and exec form -> the commands that run, nested ones too, with the variables in force at each."""

from __future__ import annotations

from mlint.dockerfile.arguments import Assignment as Pair
from mlint.dockerfile.source import Span
from mlint.dockerfile.variables import Variable
from mlint.shell.commands import Argument, Command, Redirection, Site
from mlint.shell.interpreters import USER_SWITCHERS, option_words, reads_script_from_input, script_index, shebang_words
from mlint.shell.nodes import Compound, SimpleCommand
from mlint.shell.prefixes import unwrap
from mlint.shell.reader import read_script
from mlint.shell.texts import ExecForm, ShellText, dedented, quoted_script
from mlint.shell.variables import UNKNOWN, ShellVariables, as_environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.dockerfile.source import MappedText, Source
    from mlint.dockerfile.variables import Environment
    from mlint.shell.expansion import Lookup
    from mlint.shell.nodes import Assignment, Pipeline, Script, Word
    from mlint.shell.nodes import Redirection as NodeRedirection

_DEEPEST = 40
"""How deep a nest may be in which the script of ``sh -c`` is still read; a compound counts 1, a script ``_HANDED``."""
_HANDED = 5

_DECLARING = frozenset({"declare", "export", "local", "readonly", "typeset"})
_FOLDER_CHANGING = frozenset({"cd", "popd", "pushd"})
_CONDITIONS = frozenset({"if", "until", "while"})
_REPEATED_OR_CHOSEN = frozenset({"case", "for", "if", "select", "until", "while", "function"})


def read_commands(
    text: ShellText | ExecForm,
    source: Source,
    environment: Environment,
    shell: Sequence[str] = (),
    unclosed: set[Span] | None = None,
) -> list[Command]:
    """All commands of ``text``, in the order in which they run as far as they run one after the other.

    A command in ``$( )`` comes before the one whose word it is in. ``environment`` is what holds where the text begins,
    ``shell`` the words of the SHELL that reads it. ``unclosed`` gets the spans of scripts in which a quote or
    the like has no end.
    """
    variables = ShellVariables(environment, environment)
    if isinstance(text, ShellText) and text.heredoc:
        shell = shebang_words(text.text.text.partition("\n")[0]) or shell
    variables.set_options(option_words(shell))
    reader = _CommandReader(source, variables, unclosed)
    if isinstance(text, ExecForm):
        reader.read_exec_form(text)
    else:
        reader.read_text(text.text, Site(last=True), 0)
    return reader.commands


class _CommandReader:
    """One walk over a script; ``variables`` are those of the shell that runs what is being read."""

    def __init__(self, source: Source, variables: ShellVariables, unclosed: set[Span] | None) -> None:
        self.source = source
        self.variables = variables
        self.commands: list[Command] = []
        self.unclosed = unclosed
        self.pipelines = 0

    def read_exec_form(self, form: ExecForm) -> None:
        arguments = tuple(
            Argument(word.text, word.span(), literal=word.contiguous(0, len(word.text))) for word in form.words
        )
        if not arguments:
            return
        command = unwrap(Command(arguments, environment=self.variables.exported, site=Site(last=True)))
        self.commands.append(command)
        index = script_index(command.values)
        if index is not None:
            span = command.arguments[index].span
            script = next((word for word in form.words if word.span() == span), None)
            if script is not None:
                self.read_handed(script, command, 0)

    def read_text(self, text: MappedText, site: Site, depth: int) -> None:
        script = read_script(text.text)
        if any(error.unclosed for error in script.errors) and self.unclosed is not None:
            self.unclosed.add(text.span())
        self.read_script(script, text, site, depth)

    def read_script(self, script: Script, text: MappedText, site: Site, depth: int) -> None:
        last = next((one for one in reversed(script.pipelines) if one.separator != "&"), None)
        lists = _lists(script)
        before = ""
        for index, pipeline in enumerate(script.pipelines):
            background = site.background or pipeline.separator == "&"
            fallback, others_follow = lists[index]
            # Even "set -e" minds only the last command of a list.
            goes_on = others_follow and (pipeline.separator == "&&" or not self.variables.errexit)
            inner = site._replace(
                background=background,
                last=site.last and pipeline is last,
                before=before,
                after=pipeline.separator,
                guarded=site.guarded or pipeline.negated or fallback is not None,
                conditional=site.conditional or before == "||",
                pipefail=self.variables.pipefail,
                errexit=self.variables.errexit,
                goes_on=site.goes_on or goes_on,
                fallback=text.span(*fallback) if fallback else site.fallback,
            )
            mark = self.variables.mark()
            self.read_pipeline(pipeline, text, inner, depth)
            if before == "||":
                self.variables.forget_since(mark)
            before = pipeline.separator

    def read_pipeline(self, pipeline: Pipeline, text: MappedText, site: Site, depth: int) -> None:
        end = len(pipeline.commands) - 1
        shell = self.variables
        if end > 0:
            self.pipelines += 1
            site = site._replace(pipeline=self.pipelines)
        for index, node in enumerate(pipeline.commands):
            inner = site
            if end:
                inner = site._replace(reads_pipe=index > 0, feeds_pipe=index < end, last=site.last and index == end)
            if end or pipeline.separator == "&":
                self.variables = shell.copy()
            if isinstance(node, SimpleCommand):
                self.read_simple(node, text, inner, depth)
            else:
                self.read_compound(node, text, inner, depth + 1)
        self.variables = shell

    def read_compound(self, node: Compound, text: MappedText, site: Site, depth: int) -> None:
        shell = self.variables
        if node.kind == "subshell":
            self.variables = shell.copy()
        if node.kind in ("for", "select") and node.header and node.header[0].value:
            self.variables.set(node.header[0].value, UNKNOWN)
        for word in node.header:
            self.read_substitutions(word.scripts, text, site, depth)
        self.read_redirected_scripts(node.redirections, text, site, depth)
        uncertain = node.kind in _REPEATED_OR_CHOSEN
        for index, part in enumerate(node.parts):
            end = index == len(node.parts) - 1
            condition = node.kind in _CONDITIONS and index % 2 == 0 and not end
            # Every branch of an "if" or "case" may be the end of the script.
            ends = end or node.kind == "case" or (node.kind == "if" and not condition)
            inner = site._replace(
                conditional=site.conditional or uncertain,
                guarded=site.guarded or condition,
                last=site.last and ends and node.kind != "function",
            )
            mark = self.variables.mark()
            self.read_script(part, text, inner, depth)
            if uncertain and (index or not condition):
                self.variables.forget_since(mark)
        self.variables = shell

    def read_simple(self, node: SimpleCommand, text: MappedText, site: Site, depth: int) -> None:
        for assignment in node.assignments:
            self.read_substitutions(assignment.scripts, text, site, depth)
        shell = self.variables
        lookup = shell.lookup()
        arguments: list[Argument] = []
        for word in node.words:
            self.read_substitutions(word.scripts, text, site, depth)
            arguments.extend(self.arguments(word, text, lookup))
        redirections = tuple(self.redirection(one, text, lookup) for one in node.redirections)
        process = shell.copy() if node.words and node.assignments else shell
        self.assign(node.assignments, process, text, inline=bool(node.words))
        if not arguments:
            self.read_redirected_scripts(node.redirections, text, site, depth)
            return
        command = unwrap(Command(tuple(arguments), redirections, process.exported, site=site, folder=shell.folder))
        if not reads_script_from_input(command.values):
            self.read_redirected_scripts(node.redirections, text, site, depth)
        self.commands.append(command)
        self.note_variables(command)
        if depth < _DEEPEST:
            self.read_handed_script(node, command, text, depth)

    def assign(
        self, assignments: list[Assignment], variables: ShellVariables, text: MappedText, *, inline: bool
    ) -> None:
        """Let ``assignments`` take effect in ``variables``; those before a command are in its environment."""
        for assignment in assignments:
            value: str | None = ""
            if assignment.append:
                value = None
            elif assignment.value is not None:
                fields = assignment.value.fields(variables.lookup())
                value = " ".join(fields) if fields is not None else None
            pair = _pair(assignment, text)
            variables.set(assignment.name, Variable(value, "shell", pair), export=inline)

    def arguments(self, word: Word, text: MappedText, lookup: Lookup) -> list[Argument]:
        span = text.span(word.start, word.end)
        fields = word.fields(lookup)
        if fields is None:
            return [Argument(None, span, word.quoted, literal=False, prefix=word.known_start(lookup))]
        literal = len(fields) == 1 and self.source.text[span.start : span.end] == fields[0]
        return [Argument(field, span, word.quoted, literal) for field in fields]

    def redirection(self, node: NodeRedirection, text: MappedText, lookup: Lookup) -> Redirection:
        fields = node.target.fields(lookup)
        target = fields[0] if fields and len(fields) == 1 else None
        return Redirection(
            node.operator,
            node.descriptor,
            target,
            text.span(node.start, node.end if node.body is None else node.target.end),
            text.span(node.target.start, node.target.end),
            node.target.known_start(lookup) if target is None else "",
            _heredoc_text(node, text),
        )

    def read_redirected_scripts(
        self, redirections: list[NodeRedirection], text: MappedText, site: Site, depth: int
    ) -> None:
        """Read the scripts in the targets of ``redirections`` and in the bodies of heredocs."""
        for redirection in redirections:
            self.read_substitutions(redirection.target.scripts, text, site, depth)
            self.read_substitutions(redirection.scripts, text, site, depth)

    def read_substitutions(self, scripts: list[Script], text: MappedText, site: Site, depth: int) -> None:
        """Read what runs in ``$( )`` and the like, each in a shell of its own."""
        shell = self.variables
        for script in scripts:
            self.variables = shell.copy()
            self.read_script(script, text, site._replace(substituted=True, last=False, pipeline=0), depth + 1)
        self.variables = shell

    def note_variables(self, command: Command) -> None:
        """Let ``export A=b``, ``read A``, ``unset A``, ``set -e`` and ``cd`` take effect for the commands behind."""
        words = [argument for argument in command.arguments[1:] if argument.start[:1] not in ("-", "+")]
        options = [argument.start for argument in command.arguments[1:] if argument.start[:1] == "-"]
        if command.name in _DECLARING:
            exports = command.name == "export" or any("x" in option for option in options)
            for index, word in enumerate(words):
                name, equals, value = word.start.partition("=")
                # Some shells split the value of a variable here, and some do not.
                split = index + 1 < len(words) and words[index + 1].span == word.span
                if equals:
                    known = None if split or word.value is None else value
                    self.variables.set(name, Variable(known, "shell"), export=exports)
                elif exports:
                    self.variables.export(name)
        elif command.name in ("read", "unset"):
            for word in words:
                if word.value:
                    self.variables.set(word.value, UNKNOWN)
        elif command.name == "set":
            self.variables.set_options(command.values[1:])
        elif command.name in _FOLDER_CHANGING:
            self.variables.change_folder(command.name, command.values[-1] if len(command.values) == 2 else None)

    def read_handed_script(self, node: SimpleCommand, command: Command, text: MappedText, depth: int) -> None:
        """Read the script of ``sh -c SCRIPT``, and the heredoc that a shell reads as its script."""
        index = script_index(command.values)
        if index is not None:
            span = command.arguments[index].span
            for word in node.words:
                if text.span(word.start, word.end) == span:
                    script = quoted_script(text, Span(word.start, word.end), word.value)
                    if script is not None:
                        self.read_handed(script, command, depth, expanded=word.value is None)
                    return
        elif reads_script_from_input(command.values):
            for redirection in node.redirections:
                if redirection.body is not None:
                    body = text.part(*redirection.body)
                    body = dedented(body, tabs=True) if redirection.operator == "<<-" else body
                    self.read_handed(body, command, depth, expanded=redirection.expanded)

    def read_handed(self, script: MappedText, command: Command, depth: int, *, expanded: bool = False) -> None:
        """Read the ``script`` that ``command`` runs in a shell of its own.

        ``expanded``: this shell replaces the variables in it before the other one sees it.
        """
        environment = as_environment(command.environment)
        if command.name in USER_SWITCHERS:
            environment = as_environment(dict.fromkeys((*environment, "HOME"), None))
        shell = self.variables
        self.variables = ShellVariables(shell.known if expanded else environment, environment)
        self.variables.folder = None if command.name in USER_SWITCHERS else command.folder
        self.variables.set_options(option_words([value or "" for value in command.values]))
        self.read_text(script, command.site, depth + _HANDED)
        self.variables = shell


def _lists(script: Script) -> list[tuple[tuple[int, int] | None, bool]]:
    """For each pipeline, where the commands behind the next ``||`` of its list stand, and what follows its list.

    The first is None when no ``||`` takes its failure away, the second whether another list waits for its end.
    """
    found: list[tuple[tuple[int, int] | None, bool]] = []
    fallback: tuple[int, int] | None = None
    end, others_follow = script.end, False
    for index, pipeline in enumerate(reversed(script.pipelines)):
        if pipeline.separator == "||":
            fallback = (pipeline.separator_offset + 2, end)
        elif pipeline.separator != "&&":
            fallback = None
            end = pipeline.separator_offset if pipeline.separator else script.end
            others_follow = bool(index) and pipeline.separator != "&"
        found.append((fallback, others_follow))
    return found[::-1]


def _heredoc_text(node: NodeRedirection, text: MappedText) -> str | None:
    """The text of a heredoc as the program gets it; None without one, and when the shell would replace something."""
    if node.body is None:
        return None
    body = text.part(*node.body)
    if node.expanded and any(special in body.text for special in ("$", "`", "\\\\", "\\\n")):
        return None
    return (dedented(body, tabs=True) if node.operator == "<<-" else body).text


def _pair(assignment: Assignment, text: MappedText) -> Pair:
    value = assignment.value
    value_text = text.part(value.start, value.end) if value is not None else None
    key_end = assignment.start + len(assignment.name)
    return Pair(
        assignment.name,
        value_text.text if value_text else "",
        text.part(assignment.start, key_end),
        value_text,
        False,
        text.span(assignment.start, assignment.end),
    )
