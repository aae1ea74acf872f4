"""``.dockerignore`` as BuildKit reads and matches it (moby/patternmatcher), which is not how git does.

Patterns begin at the root of the context; ``*`` stays inside one part of a path, ``**`` does not; what matches a folder
excludes all below it; the last pattern that matches decides; ``!`` takes back.
"""

from __future__ import annotations

from posixpath import normpath

from mlint.context.path_patterns import PathPattern
from mlint.dockerfile.source import BOM, Span

_EVERYTHING = ("*", "**", "**/*")
NONE = -1
"""The index of no pattern."""


class IgnorePattern:
    """One line of an ignore file that says something."""

    __slots__ = ("line", "negated", "pattern", "span", "text")

    def __init__(self, text: str, negated: bool, span: Span, line: int) -> None:
        self.text = text
        """The pattern without ``!``, cleaned: no slash at either end, no ``./``."""
        self.negated = negated
        """Whether it begins with ``!`` and takes files back in."""
        self.span = span
        """What was written, in the ignore file's text."""
        self.line = line
        """The 1-based line."""
        self.pattern = PathPattern(text, deep=True)

    def __repr__(self) -> str:
        return f"IgnorePattern({'!' * self.negated}{self.text})"

    def reaches_below(self, folder: str) -> bool:
        """Whether it may match something in ``folder`` or below; in doubt it may."""
        text = self.text.removesuffix("/**").removesuffix("/*")
        if any(char in text for char in "*?[]^\\"):
            return True
        return f"{text}/".startswith(f"{folder}/")


class IgnoreProblem:
    """A line for which the builder refuses the whole ignore file."""

    __slots__ = ("line", "message", "span")

    def __init__(self, message: str, span: Span, line: int) -> None:
        self.message = message
        self.span = span
        self.line = line


class IgnoreFile:
    """The patterns of an ignore file; ``path`` is how a person names the file, ``text`` what it holds."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.patterns: list[IgnorePattern] = []
        self.problems: list[IgnoreProblem] = []
        """Lines that make the builder fail; they match nothing here."""
        self._read()
        self._negated = [one for one in self.patterns if one.negated]
        numbered = list(enumerate(self.patterns))
        self._literal = {one.text: index for index, one in numbered if one.pattern.literal}
        others = [(index, one.pattern) for index, one in numbered if not one.pattern.literal][::-1]
        self._at_top = [(index, pattern.matches) for index, pattern in others]
        self._below = [(index, pattern.matches) for index, pattern in others if not pattern.only_at_top]
        self._folders = {"": NONE}

    def excludes(self, path: str) -> bool:
        """Whether the file or folder at ``path`` of the context stays out of it.

        A folder that is excluded may still hold files that are not (:meth:`excludes_all`). Files and folders are not
        told apart: a slash at the end of a pattern has no meaning for the builder.
        """
        decisive = self.deciding(path)
        return decisive is not None and not decisive.negated

    def deciding(self, path: str) -> IgnorePattern | None:
        """The pattern that decides about ``path``: the last that matches it or a folder it lies in."""
        index = NONE if path in ("", ".") else self._last(path, self._last_of_folder(path.rpartition("/")[0]))
        return None if index == NONE else self.patterns[index]

    def excludes_all(self, folder: str) -> bool:
        """Whether ``folder`` stays out with everything in it: no later ``!`` may take back a part."""
        return self.excludes(folder) and not any(one.reaches_below(folder) for one in self._negated)

    @property
    def takes_only_named(self) -> bool:
        """Whether it excludes everything, so that only what lines with ``!`` name is in the context."""
        return any(one.text in _EVERYTHING and not one.negated for one in self.patterns)

    def _last_of_folder(self, folder: str) -> int:
        """The index of the last pattern that matches ``folder`` or a folder it lies in."""
        missing = []
        while (last := self._folders.get(folder)) is None:
            missing.append(folder)
            folder = folder.rpartition("/")[0]
        for name in reversed(missing):
            last = self._folders[name] = self._last(name, last)
        return last

    def _last(self, path: str, least: int) -> int:
        """The index of the last pattern that matches ``path`` itself; ``least`` when that is larger."""
        least = max(least, self._literal.get(path, NONE))
        for index, matches in self._below if "/" in path else self._at_top:
            if index <= least:
                break
            if matches(path):
                return index
        return least

    def _read(self) -> None:
        at = 0
        for number, line in enumerate(self.text.split("\n"), 1):
            start = at
            at += len(line) + 1
            if number == 1 and line.startswith(BOM):
                line = line[len(BOM) :]
                start += len(BOM)
            written = line.strip(_BLANKS)
            if line.startswith("#") or not written:
                continue
            start += line.index(written)
            self._add(written, Span(start, start + len(written)), number)

    def _add(self, written: str, span: Span, number: int) -> None:
        negated = written.startswith("!")
        text = written[1:].strip(_BLANKS) if negated else written
        if not text:
            self.problems.append(IgnoreProblem('illegal exclusion pattern: "!"', span, number))
            return
        one = IgnorePattern(clean(text), negated, span, number)
        if one.pattern.problem:
            self.problems.append(IgnoreProblem(one.pattern.problem, span, number))
        else:
            self.patterns.append(one)


_BLANKS = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Go takes for white space."""


def clean(path: str) -> str:
    """A pattern's path as the builder cleans it: ``./a//b/`` and ``/a/b`` become ``a/b``."""
    cleaned = normpath(path)
    if cleaned.startswith("//"):
        cleaned = cleaned[1:]
    return cleaned[1:] if len(cleaned) > 1 and cleaned.startswith("/") else cleaned
