"""Reads shell text as bash does, and goes on where bash would give up.

The reader is one class in layers, each in its module and built on the one before: the cursor, backquotes, heredocs,
substitutions, words, simple commands, compounds, and here the lists of pipelines. It looks at every character a bounded
number of times, so the time it takes grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mlint.shell.compounds import CLAUSE_END, CLOSING_WORDS, CompoundReader
from mlint.shell.cursor import JOIN, without_joins
from mlint.shell.nodes import Operator, Pipeline, Script

_J = f"(?:{JOIN})*"
_operator = re.compile(rf"&{_J}&|\|{_J}[|&]|;{_J}[;&]{_J}&?|[;&|)]").match
_COPROCESS_NAME = r"[ \t]+[A-Za-z_][A-Za-z0-9_]*[ \t]+(?=[{(])"
_OUTPUT_FOLLOWS = rf"&{_J}>"


_KEPT_SCRIPTS = 200
_LONGEST_KEPT = 10_000
"""Characters of a text; the scripts of longer ones are large, and such texts rare."""


def read_script(text: str) -> Script:
    """The commands in ``text``, whatever it holds; what a shell would reject is noted in the script's errors.

    The same text is asked for again, by another rule or after an edit elsewhere, and gets the same script: it is not to
    be changed.
    """
    return _recent_script(text) if len(text) <= _LONGEST_KEPT else _new_script(text)


def _new_script(text: str) -> Script:
    reader = Reader(text)
    script = reader.script()
    reader.close_heredocs()
    script.errors = reader.errors
    script.comments = reader.comments
    return script


_recent_script = lru_cache(_KEPT_SCRIPTS)(_new_script)


class Reader(CompoundReader):
    """Reads lists of pipelines."""

    def script(self) -> Script:
        script = Script(self.at)
        pipelines = script.pipelines
        while self.skip_newlines():
            if self.begins_command():
                pipeline = self.pipeline()
                pipelines.append(pipeline)
                self.separator(pipeline)
            elif self.awaits_this():
                break
            else:
                self.skip_stray()
        script.end = self.at
        return script

    def begins_command(self) -> bool:
        character = self.skip_blanks()
        if character in "\n;|)":
            return False
        if character == "&":
            return re.compile(_OUTPUT_FOLLOWS).match(self.text, self.at, self.end) is not None
        return self.reserved()[0] not in CLOSING_WORDS

    def awaits_this(self) -> bool:
        """Whether an open construct waits for the operator or closing word that stands here."""
        word, start, _ = self.reserved()
        if word:
            return word in self.awaited
        match = _operator(self.text, start, self.end)
        operator = match[0] if match else ""
        return operator in self.awaited or (len(operator) > 1 and operator[0] == ";" and CLAUSE_END in self.awaited)

    def skip_stray(self) -> None:
        """Note the operator or closing word that stands here though nothing waits for it, and go behind it."""
        word, _, end = self.reserved()
        if not word:
            match = _operator(self.text, self.at, self.end)
            end = match.end() if match else self.at + 1
        self.error(self.at, f"unexpected {self.text[self.at : end]}")
        self.at = end

    def pipeline(self) -> Pipeline:
        """Read commands joined by ``|``, with ``!`` and ``time`` before them."""
        pipeline = Pipeline()
        operator = None
        while True:
            self.prefixes(pipeline)
            if not self.begins_command():
                if operator:
                    self.error(operator.offset, f"a command is missing after {operator.text}")
                return pipeline
            command = self.command()
            if command and operator and pipeline.commands:
                pipeline.operators = pipeline.operators or []
                pipeline.operators.append(operator)
            if command:
                pipeline.commands.append(command)
            operator = self.pipe()
            if operator is None:
                return pipeline

    def pipe(self) -> Operator | None:
        """Take the ``|`` or ``|&`` that stands here, and the newlines behind it."""
        if self.skip_blanks() != "|":
            return None
        match = _operator(self.text, self.at, self.end)
        text = without_joins(match[0]) if match else "|"
        if text == "||":
            return None
        operator = Operator(text, self.at)
        self.at = match.end() if match else self.at + 1
        self.skip_newlines()
        return operator

    def prefixes(self, pipeline: Pipeline) -> None:
        """Take every ``!``, ``time [-p]`` and ``coproc [NAME]`` that stands here."""
        while True:
            word, start, end = self.reserved()
            if word == "time":
                self.at = end
                pipeline.timed = True
                self.take("-p")
            elif word == "!":
                self.at = end
                pipeline.negated = not pipeline.negated
            elif word == "coproc":
                name = re.compile(_COPROCESS_NAME).match(self.text, end, self.end)
                self.at = name.end() if name else end
            else:
                self.at = start
                return

    def separator(self, pipeline: Pipeline) -> None:
        """Take what parts ``pipeline`` from the next one; a newline is left where it is."""
        character = self.skip_blanks()
        if character == "#":
            self.comment()
            character = self.character()
        if character == "\n":
            pipeline.separator, pipeline.separator_offset = character, self.at
            return
        match = _operator(self.text, self.at, self.end)
        if match is None:
            if character and self.reserved()[0] not in CLOSING_WORDS:
                self.error(self.at, f"unexpected {character}")
            return
        operator = without_joins(match[0])
        if operator not in ("&&", "||", ";", "&"):
            return
        pipeline.separator, pipeline.separator_offset = operator, self.at
        self.at = match.end()
        if len(operator) == 2:
            self.skip_newlines()
            if not self.begins_command():
                self.error(pipeline.separator_offset, f"a command is missing after {operator}")
