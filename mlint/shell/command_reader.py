"""Shell text and exec form -> the commands that run, nested ones too, with the variables in force at each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.dockerfile.arguments import Assignment as Pair
from mlint.dockerfile.variables import Environment, Scope, Variable
from mlint.shell.commands import Argument, Command, Redirection, Site
from mlint.shell.interpreters import reads_script_from_input, script_index
from mlint.shell.nodes import Compound, SimpleCommand
from mlint.shell.prefixes import unwrap
from mlint.shell.reader import read_script
from mlint.shell.texts import ExecForm, ShellText, dedented, quoted_script

if TYPE_CHECKING:
    from mlint.dockerfile.source import MappedText, Source
    from mlint.shell.nodes import Assignment, Pipeline, Script, Word

_MAX_DEPTH = 8
"""How deep ``sh -c`` inside ``sh -c`` is followed."""

_EXPORTING = frozenset({"declare", "export", "typeset"})
_CONDITIONS = frozenset({"if", "until", "while"})
_REPEATED_OR_CHOSEN = frozenset({"case", "for", "if", "select", "until", "while", "function"})


def read_commands(text: ShellText | ExecForm, source: Source, environment: Environment) -> list[Command]:
    """All commands of ``text`` in the order of the file; ``environment`` is what holds where the text begins."""
    reader = _CommandReader(source, environment)
    if isinstance(text, ExecForm):
        reader.read_exec_form(text)
    else:
        reader.read_text(text.text, Site(last=True), 0)
    return reader.commands


class _CommandReader:
    """One walk over a script; ``scope`` holds the variables that the script itself sets."""

    def __init__(self, source: Source, environment: Environment) -> None:
        self.source = source
        self.scope = Scope(environment)
        self.commands: list[Command] = []

    def read_exec_form(self, form: ExecForm) -> None:
        arguments = tuple(
            Argument(word.text, word.span(), literal=word.contiguous(0, len(word.text))) for word in form.words
        )
        if not arguments:
            return
        command = unwrap(Command(arguments, environment=self.scope.now(), site=Site(last=True)))
        self.commands.append(command)
        index = script_index(command.values)
        if index is not None:
            span = command.arguments[index].span
            script = next((word for word in form.words if word.span() == span), None)
            if script is not None:
                self.read_text(script, command.site, 1)

    def read_text(self, text: MappedText, site: Site, depth: int) -> None:
        self.read_script(read_script(text.text), text, site, depth)

    def read_script(self, script: Script, text: MappedText, site: Site, depth: int) -> None:
        last = next((one for one in reversed(script.pipelines) if one.separator != "&"), None)
        before = ""
        for pipeline in script.pipelines:
            background = site.background or pipeline.separator == "&"
            inner = site._replace(
                background=background,
                last=site.last and pipeline is last,
                before=before,
                after=pipeline.separator,
                guarded=site.guarded or pipeline.negated or pipeline.separator == "||",
                conditional=site.conditional or before == "||",
            )
            self.read_pipeline(pipeline, text, inner, depth)
            before = pipeline.separator

    def read_pipeline(self, pipeline: Pipeline, text: MappedText, site: Site, depth: int) -> None:
        end = len(pipeline.commands) - 1
        for index, node in enumerate(pipeline.commands):
            inner = site
            if end:
                inner = site._replace(reads_pipe=index > 0, feeds_pipe=index < end, last=site.last and index == end)
            if isinstance(node, SimpleCommand):
                self.read_simple(node, text, inner, depth)
            else:
                self.read_compound(node, text, inner, depth)

    def read_compound(self, node: Compound, text: MappedText, site: Site, depth: int) -> None:
        if node.kind in ("for", "select") and node.header and node.header[0].value:
            self.scope.set(node.header[0].value, Variable(None, "shell"))
        for word in node.header:
            self.read_substitutions(word, text, site, depth)
        for index, part in enumerate(node.parts):
            inner = site._replace(
                conditional=site.conditional or node.kind in _REPEATED_OR_CHOSEN,
                guarded=site.guarded or (node.kind in _CONDITIONS and index % 2 == 0 and index < len(node.parts) - 1),
                last=site.last and index == len(node.parts) - 1 and node.kind != "function",
            )
            self.read_script(part, text, inner, depth)
        for redirection in node.redirections:
            self.read_substitutions(redirection.target, text, site, depth)

    def read_simple(self, node: SimpleCommand, text: MappedText, site: Site, depth: int) -> None:
        for assignment in node.assignments:
            if assignment.value is not None:
                self.read_substitutions(assignment.value, text, site, depth)
        environment = self.assign(node.assignments, text, only_here=bool(node.words))
        arguments: list[Argument] = []
        for word in node.words:
            self.read_substitutions(word, text, site, depth)
            arguments.extend(self.arguments(word, text, environment))
        redirections = tuple(self.redirection(one, text, environment) for one in node.redirections)
        for redirection in node.redirections:
            self.read_substitutions(redirection.target, text, site, depth)
        if not arguments:
            return
        command = unwrap(Command(tuple(arguments), redirections, environment, site=site))
        self.commands.append(command)
        self.note_variables(command)
        if depth < _MAX_DEPTH:
            self.read_handed_script(node, command, text, depth)

    def assign(self, assignments: list[Assignment], text: MappedText, *, only_here: bool) -> Environment:
        """The variables in force behind ``assignments``; they stay in force unless they stand before a command."""
        if not assignments:
            return self.scope.now()
        scope = Scope(self.scope.now()) if only_here else self.scope
        for assignment in assignments:
            value: str | None = ""
            if assignment.append:
                value = None
            elif assignment.value is not None:
                fields = assignment.value.fields(_shell_lookup(scope.now()))
                value = " ".join(fields) if fields is not None else None
            pair = _pair(assignment, text)
            scope.set(assignment.name, Variable(value, "shell", pair))
        return scope.now()

    def arguments(self, word: Word, text: MappedText, environment: Environment) -> list[Argument]:
        span = text.span(word.start, word.end)
        fields = [word.value] if word.value is not None else word.fields(_shell_lookup(environment))
        if fields is None:
            return [Argument(None, span, word.quoted, literal=False)]
        literal = len(fields) == 1 and self.source.text[span.start : span.end] == fields[0]
        return [Argument(field, span, word.quoted, literal) for field in fields]

    def redirection(self, node: NodeRedirection, text: MappedText, environment: Environment) -> Redirection:
        fields = node.target.fields(_shell_lookup(environment))
        return Redirection(
            node.operator,
            node.descriptor,
            fields[0] if fields and len(fields) == 1 else None,
            text.span(node.start, node.end if node.body is None else node.target.end),
            text.span(node.target.start, node.target.end),
        )

    def read_substitutions(self, word: Word, text: MappedText, site: Site, depth: int) -> None:
        for script in word.scripts:
            inner = site._replace(substituted=True, last=False, conditional=site.conditional)
            self.read_script(script, text, inner, depth)

    def note_variables(self, command: Command) -> None:
        """Let ``export A=b`` and ``read A`` take effect for the commands behind."""
        if command.name in _EXPORTING:
            for argument in command.arguments[1:]:
                name, equals, value = (argument.value or "").partition("=")
                if equals:
                    self.scope.set(name, Variable(value, "shell"))
        elif command.name == "read":
            for argument in command.arguments[1:]:
                if argument.value and not argument.value.startswith("-"):
                    self.scope.set(argument.value, Variable(None, "shell"))

    def read_handed_script(self, node: SimpleCommand, command: Command, text: MappedText, depth: int) -> None:
        """Read the script of ``sh -c SCRIPT``, and the heredoc that a shell reads as its script."""
        values = command.values
        index = script_index(values)
        if index is not None:
            span = command.arguments[index].span
            for word in node.words:
                if text.span(word.start, word.end) == span:
                    script = quoted_script(text, type(span)(word.start, word.end), word.value)
                    if script is not None:
                        self.read_text(script, command.site, depth + 1)
                    return
        elif reads_script_from_input(values):
            for redirection in node.redirections:
                if redirection.body is not None:
                    body = text.part(*redirection.body)
                    tabs = redirection.operator == "<<-"
                    self.read_text(dedented(body, tabs=True) if tabs else body, command.site, depth + 1)


def _shell_lookup(environment: Environment) -> Lookup:
    def lookup(name: str) -> str | None:
        variable = environment.variable(name)
        return None if variable is None else variable.value

    return lookup


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


if TYPE_CHECKING:
    from collections.abc import Callable

    from mlint.shell.nodes import Redirection as NodeRedirection

    Lookup = Callable[[str], str | None]
