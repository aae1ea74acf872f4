"""Compound commands: conditions, loops, ``case``, groups, functions, ``[[ ]]`` and ``(( ))``."""

from __future__ import annotations

import re

from mlint.shell.cursor import JOIN, skip_blanks
from mlint.shell.nodes import Compound, Pipeline, Script, Word
from mlint.shell.simple_commands import SimpleCommandReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.shell.nodes import SimpleCommand

CLOSING_WORDS = frozenset({"then", "elif", "else", "fi", "do", "done", "esac", "}"})
"""The reserved words that end a script inside a compound."""

CLAUSE_END = ";;"
"""Stands for ``;;``, ``;&`` and ``;;&`` among what is awaited."""

_FUNCTION_PARENTHESES = rf"(?:[ \t]|{JOIN})*\((?:[ \t]|{JOIN})*\)"
_TEST_OPERATOR = r"&&|\|\||[()<>]"
_CLAUSE_END = r";;&|;;|;&"


class CompoundReader(SimpleCommandReader):
    """Reads commands of any kind."""

    def command(self) -> SimpleCommand | Compound | None:
        """Read the command that begins here; None when damage leaves nothing of it."""
        plain, start, end = self.reserved()
        if plain:
            kind = _KINDS.get(plain)
            if kind:
                self.at = end
                return self.compound(kind, start)
            function = None if "=" in plain else self.function_parentheses(end)
            if function:
                self.at = function.end()
                return self.function(Word(start, end, plain), start)
        elif self.text.startswith("(", start, self.end) and start == end:
            self.at = start
            kind = "arithmetic" if self.opens_arithmetic(start) else "subshell"
            return self.compound(kind, start)
        simple = self.simple_command()
        return simple if simple.words or simple.assignments or simple.redirections else None

    def function_parentheses(self, at: int) -> re.Match[str] | None:
        """The parentheses at ``at`` that make the word before them the name of a function."""
        if not self.text.startswith("(", skip_blanks(self.text, at, self.end).end(), self.end):
            return None
        return re.compile(_FUNCTION_PARENTHESES).match(self.text, at, self.end)

    def compound(self, kind: str, start: int) -> Compound:
        """Read a compound; its reserved word is behind, its parenthesis is here."""
        compound = Compound(kind, start)
        _READERS[kind](self, compound)
        self.finish(compound)
        return compound

    def finish(self, compound: Compound) -> None:
        """Read the redirections behind the compound."""
        compound.end = self.at
        self.skip_blanks()
        while self.redirection(compound):
            compound.end = self.at
            self.skip_blanks()

    def body(self, compound: Compound, *closers: str) -> None:
        """Read a script up to one of the ``closers``, or up to what an outer construct waits for, as a part."""
        script = self.nested_script(self.awaited.union(closers), self.held_heredocs)
        compound.parts.append(script)
        if not script.pipelines and compound.kind != "case":
            self.error(script.start, f"a command is missing in {compound.kind}")

    def close(self, compound: Compound, word: str) -> bool:
        """Take the reserved ``word`` that should stand here."""
        if self.take(word):
            return True
        self.error(compound.start, f"{compound.kind} without {word}")
        return False

    def if_command(self, compound: Compound) -> None:
        self.body(compound, "then", "elif", "else", "fi")
        self.close(compound, "then")
        self.body(compound, "elif", "else", "fi")
        while self.take("elif"):
            self.body(compound, "then", "elif", "else", "fi")
            self.close(compound, "then")
            self.body(compound, "elif", "else", "fi")
        if self.take("else"):
            self.body(compound, "fi")
        self.close(compound, "fi")

    def while_command(self, compound: Compound) -> None:
        self.body(compound, "do", "done")
        self.loop_body(compound)

    def loop_body(self, compound: Compound) -> None:
        """Read ``do ...; done`` or the braces that may take its place."""
        if compound.kind not in ("while", "until") and self.take("{"):
            self.body(compound, "}")
            self.close(compound, "}")
        elif self.close(compound, "do"):
            self.body(compound, "done")
            self.close(compound, "done")
        else:
            self.take("done")

    def for_command(self, compound: Compound) -> None:
        if self.skip_blanks() == "(" and self.opens_arithmetic(self.at):
            self.expression(compound)
        elif not self.for_words(compound):
            return
        if self.skip_newlines() == ";":
            self.at += 1
            self.skip_newlines()
        self.loop_body(compound)

    def for_words(self, compound: Compound) -> bool:
        """Read ``name``, and ``in word ...`` when it follows; False without a name."""
        name = self.word()
        if name is None:
            self.error(compound.start, f"{compound.kind} without a variable")
            return False
        compound.header.append(name)
        if not name.value or not name.value.isidentifier():
            self.error(name.start, "not a variable's name")
        self.skip_newlines()
        if not self.take("in"):
            return True
        self.skip_blanks()
        word = self.header_word()
        while word:
            compound.header.append(word)
            self.skip_blanks()
            word = self.header_word()
        return True

    def header_word(self) -> Word | None:
        """Read the word that begins here; a comment is none."""
        return None if self.character() == "#" else self.word()

    def case_command(self, compound: Compound) -> None:
        self.skip_blanks()
        subject = self.header_word()
        if subject is None:
            self.error(compound.start, "case without a word")
            return
        compound.header.append(subject)
        self.skip_newlines()
        if not self.close(compound, "in"):
            return
        while self.skip_newlines() and not self.take("esac"):
            if not self.case_clause(compound):
                self.close(compound, "esac")
                return
        if self.at >= self.end and not self.text.endswith("esac", compound.start, self.at):
            self.error(compound.start, "case without esac")

    def case_clause(self, compound: Compound) -> bool:
        """Read ``pattern | pattern) ... ;;``; False when none follows it."""
        if self.character() == "(":
            self.at += 1
        self.skip_blanks()
        pattern = self.word()
        while pattern:
            compound.header.append(pattern)
            if self.skip_blanks() != "|":
                break
            self.at += 1
            self.skip_blanks()
            pattern = self.word()
        if pattern is None:
            self.error(self.at, "a pattern is missing")
        if self.skip_blanks() == ")":
            self.at += 1
        else:
            self.error(self.at, ") is missing after the patterns")
        self.body(compound, CLAUSE_END, "esac")
        end = re.compile(_CLAUSE_END).match(self.text, self.at, self.end)
        if end:
            self.at = end.end()
        return end is not None

    def group(self, compound: Compound) -> None:
        self.body(compound, "}")
        self.close(compound, "}")

    def subshell(self, compound: Compound) -> None:
        self.at += 1
        self.body(compound, ")")
        self.close_parenthesis(compound.start)

    def expression(self, compound: Compound) -> None:
        """Read ``((...))`` as a header word."""
        start = self.at
        scripts: list[Script] = []
        self.arithmetic([], scripts)
        compound.header.append(self.unknown_word(start, scripts))

    def test(self, compound: Compound) -> None:
        """Read the words up to ``]]``; operators among them are passed over."""
        while True:
            character = self.skip_newlines()
            if self.take("]]"):
                return
            operator = re.compile(_TEST_OPERATOR).match(self.text, self.at, self.end)
            if operator and not self.text.startswith("(", operator.end()):
                self.at = operator.end()
                continue
            word = self.word() if character != "(" else None
            if word is None and operator:
                self.at = operator.end()
            elif word is None:
                self.error(compound.start, "[[ without ]]")
                return
            else:
                compound.header.append(word)
                if word.value == "=~" and not word.quoted:
                    self.skip_blanks()
                    pattern = self.regular_expression()
                    if pattern:
                        compound.header.append(pattern)

    def function_keyword(self, compound: Compound) -> None:
        """Read ``function name`` with or without parentheses, and the body."""
        self.skip_blanks()
        name = self.header_word()
        if name is None:
            self.error(compound.start, "function without a name")
            return
        parentheses = self.function_parentheses(self.at)
        if parentheses:
            self.at = parentheses.end()
        compound.header.append(name)
        self.function_body(compound)

    def function(self, name: Word, start: int) -> Compound:
        """Read the function whose ``name ()`` is behind."""
        compound = Compound("function", start)
        compound.header.append(name)
        self.function_body(compound)
        compound.end = self.at
        return compound

    def function_body(self, compound: Compound) -> None:
        """Read the one command that is the body; redirections behind it are its own."""
        self.skip_newlines()
        if not self.begins_command():
            self.error(compound.start, "function without a body")
            return
        if self.too_deep():
            return
        script = Script(self.at)
        pipeline = Pipeline()
        self.depth += 1
        body = self.command()
        self.depth -= 1
        if not isinstance(body, Compound):
            self.error(script.start, "the body of a function is not a compound command")
        if body:
            pipeline.commands.append(body)
        script.pipelines.append(pipeline)
        script.end = self.at
        compound.parts.append(script)

    def begins_command(self) -> bool:
        """Whether a command, and no operator or closing word, begins here."""
        raise NotImplementedError


_KINDS = {
    "if": "if",
    "for": "for",
    "select": "select",
    "while": "while",
    "until": "until",
    "case": "case",
    "{": "group",
    "function": "function",
    "[[": "test",
}

_READERS = {
    "if": CompoundReader.if_command,
    "for": CompoundReader.for_command,
    "select": CompoundReader.for_command,
    "while": CompoundReader.while_command,
    "until": CompoundReader.while_command,
    "case": CompoundReader.case_command,
    "group": CompoundReader.group,
    "subshell": CompoundReader.subshell,
    "arithmetic": CompoundReader.expression,
    "function": CompoundReader.function_keyword,
    "test": CompoundReader.test,
}
