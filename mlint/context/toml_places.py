"""Where the values of a TOML file stand: ``tomllib`` tells what they are, not where."""

from __future__ import annotations

from mlint.dockerfile.source import BOM, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def load(text: str) -> dict[str, Any] | None:
    """The content of a TOML file; None when it is broken."""
    import tomllib

    try:
        return tomllib.loads(text.removeprefix(BOM))
    except (ValueError, RecursionError):
        return None


def table(data: object, *path: str) -> dict[str, Any]:
    """The table at a path of keys; empty when there is none."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def strings(data: object) -> list[str]:
    """The strings of an array; none when it is no array."""
    return [one for one in data if isinstance(one, str)] if isinstance(data, list) else []


def string(data: object) -> str | None:
    """``data`` when it is a string that says something."""
    return data if isinstance(data, str) and data else None


class Places:
    """Finds values in the text of a TOML file by how they are mostly written; each place is given out once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sections: dict[str, list[Span]] = {}
        self._given: set[int] = set()
        self._read_sections()

    def value(self, section: str, written: str, key: str | None = None) -> Span | None:
        """The string ``written`` of a table (behind ``key =`` when one is given), without its quotes."""
        for part in self._sections.get(section, ()):
            start = part.start if key is None else self._key(part, key)
            while start is not None and start < part.end:
                found = [self._text.find(f"{quote}{written}{quote}", start, part.end) for quote in "\"'"]
                at = min((one for one in found if one >= 0), default=None)
                if at is None:
                    break
                if at not in self._given:
                    self._given.add(at)
                    return Span(at + 1, at + 1 + len(written))
                start = at + 1
        return None

    def key(self, section: str, key: str) -> Span | None:
        """The name ``key`` at the beginning of a line of a table."""
        for part in self._sections.get(section, ()):
            at = self._key(part, key)
            if at is not None:
                return Span(at, at + len(key))
        return self.header(f"{section}.{key}")

    def header(self, section: str) -> Span | None:
        """The first header of a table, brackets included."""
        parts = self._sections.get(section)
        if not parts:
            return None
        start = self._text.rfind("\n", 0, max(parts[0].start - 1, 0)) + 1
        line = self._text[start : parts[0].start]
        return Span(start, start + len(line.rstrip()))

    def _key(self, part: Span, key: str) -> int | None:
        """The offset of ``key`` at the beginning of a line of ``part``."""
        at = part.start
        while at < part.end:
            end = self._text.find("\n", at, part.end)
            end = part.end if end < 0 else end
            line = self._text[at:end]
            name, equals, _ = line.partition("=")
            if equals and name.strip().strip("\"'") == key:
                return at + line.index(key)
            at = end + 1
        return None

    def _read_sections(self) -> None:
        """Note which part of the text every table has, what stands before the first header included."""
        name, start, at = "", 0, 0
        for line in self._text.splitlines(keepends=True):
            bare = line.partition("#")[0].removeprefix(BOM).strip()
            at += len(line)
            if bare.startswith("[") and bare.endswith("]") and "," not in bare and "=" not in bare:
                self._sections.setdefault(name, []).append(Span(start, at - len(line)))
                parts = bare.strip("[]").split(".")
                name, start = ".".join(part.strip().strip("\"'") for part in parts), at
        self._sections.setdefault(name, []).append(Span(start, at))
