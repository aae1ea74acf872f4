"""Simple commands: assignments, words and redirections in any order."""

from __future__ import annotations

import re

from mlint.shell.cursor import JOIN, plain_word, without_joins
from mlint.shell.heredocs import heredoc_target
from mlint.shell.nodes import Assignment, Redirection, SimpleCommand, Word
from mlint.shell.words import WordReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.shell.nodes import Compound, Script

_J = f"(?:{JOIN})*"
_REDIRECTION = (
    rf"([0-9]++|\{{[A-Za-z_][A-Za-z0-9_]*+\}})?"
    rf"(<{_J}<{_J}[<-]|<{_J}[<&>]|<(?!\()|>{_J}[>|&]|>(?!\())|(&{_J}>(?:{_J}>)?)"
)
_BEGIN_REDIRECTIONS = "<>&{0123456789"

_ASSIGNMENT = (
    r"([A-Za-z_][A-Za-z0-9_]*+)"
    r"(\[(?:[^]\[\n;&|'\"]|\[[^]\n]*+\]|'[^'\n]*+'|\"[^\"\n]*+\")++\])?"
    r"(\+?)="
)
_PLAIN_ENDS = " \t\n;&|)"
"""What ends a word for certain; the empty string (the end of the text) is in it as well."""

_DECLARATIONS = frozenset({"declare", "export", "local", "readonly", "typeset"})


class SimpleCommandReader(WordReader):
    """Reads simple commands."""

    def simple_command(self) -> SimpleCommand:
        """Read the simple command that begins here; it may be empty when none does."""
        text, limit = self.text, self.end
        match = plain_word(text, self.at, limit)
        command = SimpleCommand(match.start(1))
        words = command.words
        while True:
            start, at = match.span(1)
            plain = match[1]
            character = text[at] if at < limit else ""
            if plain and character in _PLAIN_ENDS and (words or "=" not in plain):
                words.append(Word(start, at, plain))
                self.at = at
            else:
                self.at = start
                if not plain and character in "\n;|)#(":
                    break
                if not self.special_word(command, plain):
                    break
            match = plain_word(text, self.at, limit)
        command.end = max(
            [nodes[-1].end for nodes in (command.words, command.assignments, command.redirections) if nodes],
            default=command.start,
        )
        return command

    def special_word(self, command: SimpleCommand, plain: str) -> bool:
        """Read an assignment, a redirection, or a word that is not just ``plain``; False when none begins here."""
        if self.redirection(command):
            return True
        if not command.words and self.assignment(command):
            return True
        behind = self.at + len(plain)
        if (
            self.text[behind : behind + 1] == "("
            and command.words
            and command.words[0].value in _DECLARATIONS
            and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*\+?=", plain)
        ):
            start = self.at
            self.at = behind
            scripts = self.array()
            command.words.append(self.unknown_word(start, scripts))
            return True
        word = self.word()
        if word is None:
            return False
        command.words.append(word)
        return True

    def assignment(self, command: SimpleCommand) -> bool:
        """Read the assignment that begins here; False when none does."""
        start = self.at
        match = re.compile(_ASSIGNMENT).match(self.text, start, self.end)
        if not match:
            return False
        scripts: list[Script] = []
        if match[2] and ("$" in match[2] or "`" in match[2]):
            self.expansions_within(match.start(2), match.end(2), scripts)
        self.at = value_start = match.end()
        if self.character() == "(":
            elements = self.array()
            scripts += elements
            value: Word | None = self.unknown_word(value_start, elements)
        else:
            value = self.word()
            if value is not None:
                scripts += value.scripts
        append = bool(match[2] or match[3])
        found = Assignment(start, self.at, match[1], append, value, scripts)
        command.assignments = command.assignments or []
        command.assignments.append(found)
        return True

    def array(self) -> list[Script]:
        """Read the elements of an array, the parenthesis being here; the scripts inside them."""
        start = self.at
        scripts: list[Script] = []
        self.at += 1
        stray = 0
        while True:
            character = self.skip_newlines()
            if not character or (character == ")" and not stray):
                self.close_parenthesis(start)
                return scripts
            word = self.word()
            if word:
                scripts += word.scripts
                continue
            self.error(self.at, f"{character} in an array")
            stray += (character == "(") - (character == ")")
            self.at += 1

    def redirection(self, command: SimpleCommand | Compound) -> bool:
        """Read the redirection that begins here; False when none does. One without a target is noted and dropped."""
        start = self.at
        if self.character() not in _BEGIN_REDIRECTIONS:
            return False
        match = re.compile(_REDIRECTION).match(self.text, start, self.end)
        if not match:
            return False
        operator = without_joins(match[2] or match[3])
        self.at = match.end()
        target = None if self.skip_blanks() == "#" else self.word()
        if target is None:
            self.error(start, f"{operator} without a target")
            self.at = match.end()
            return True
        if operator in ("<<", "<<-"):
            target = heredoc_target(self.text, target)
        found = Redirection(start, self.at, match[1], operator, target)
        if operator in ("<<", "<<-"):
            self.heredocs.append(found)
        command.redirections = command.redirections or []
        command.redirections.append(found)
        return True
