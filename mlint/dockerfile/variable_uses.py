"""What the builder itself replaces in an instruction, the variables, and what it leaves as it is, the commands."""

from __future__ import annotations

from mlint.dockerfile.expansion import command_substitutions, names_in
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.source import MappedText, Span

_ONE_TEXT = frozenset({"STOPSIGNAL", "USER", "WORKDIR"})
_WORDS = frozenset({"ADD", "COPY", "EXPOSE", "VOLUME"})
_EXPANDED_FLAGS = frozenset({"checksum", "chmod", "chown"})
_EVALUATED = frozenset({"BASH_ENV", "ENV", "MAILPATH", "PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS4"})
"""Variables in whose values bash runs commands."""
_STARTING = ("docker ", "nvidia-docker ", "podman ")
"""How labels begin that tell people, or label-schema's tools, how to start a container."""


class VariableUse(Record):
    """A ``$NAME`` or ``${NAME…}``: the span ends behind the name, or behind the brace that follows it directly.

    ``guarded``: something is said for the case that it is not set (``${NAME:-default}``, ``${NAME:?message}``).
    """

    name: str
    span: Span
    guarded: bool


def variable_uses(text: MappedText, escape: str) -> list[VariableUse]:
    """The variables that the builder replaces in ``text``, in order; up to the place that it cannot read."""
    if "$" not in text.text:
        return []
    return [
        VariableUse(name, text.span(start, end), guarded) for name, start, end, guarded in names_in(text.text, escape)
    ]


def uses_in(instruction: Instruction) -> list[VariableUse]:
    """The variables that the builder replaces in the arguments and flags of ``instruction``, FROM left out."""
    return [use for text in _expanded_texts(instruction) for use in variable_uses(text, instruction.escape)]


def commands_in(instruction: Instruction) -> list[Span]:
    """Where ``$(command)`` stands in what the builder expands, which runs no command, FROM left out.

    Values of variables that shells and start scripts evaluate themselves are left out, too, and the commands that
    labels show to people.
    """
    texts = [text for text in _expanded_texts(instruction) if "$(" in text.text]
    meant = [pair.value_text for pair in instruction.assignments if _is_meant(pair)] if texts else []
    return [
        text.span(*place)
        for text in texts
        if not any(text is one for one in meant)
        for place in command_substitutions(text.text, instruction.escape)
    ]


def _is_meant(pair: Assignment) -> bool:
    shown = pair.value_text is not None and pair.value_text.text.lstrip('"').startswith(_STARTING)
    return shown or pair.key in _EVALUATED or pair.key.endswith(("OPTS", "OPTIONS"))


def _expanded_texts(instruction: Instruction) -> Iterator[MappedText]:
    name = instruction.name
    if name in ("ARG", "ENV", "LABEL"):
        for pair in instruction.assignments:
            yield pair.key_text
            if pair.value_text is not None:
                yield pair.value_text
    elif name in _ONE_TEXT:
        yield instruction.arguments_text
    elif name in _WORDS:
        for flag in instruction.flags:
            if flag.name in _EXPANDED_FLAGS:
                yield flag.text
        if not instruction.heredocs:
            yield from instruction.arguments
            return
        from mlint.dockerfile.heredocs import heredoc_start

        yield from (argument for argument in instruction.arguments if not heredoc_start(argument.text))
