"""Dependencies as poetry and pipenv write them in tables: carets, tildes, wild cards, and where they come from."""

from __future__ import annotations

from mlint.context.requirements import OPERATORS, Clause, Requirement, normalize
from mlint.context.toml_places import string, strings, table
from mlint.dockerfile.source import Span
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Dependency(Record):
    """One dependency of a project; the requirement's span is in the file (empty at 0 where it was not found)."""

    requirement: Requirement
    optional: bool = False
    """Whether poetry installs it only for an extra."""
    source: str | None = None
    """The index that poetry or pipenv takes it from, by name."""


def dependency(name: str, entry: object, span: Span | None) -> Dependency:
    """The dependency ``name = entry``, whose name stands at ``span``.

    ``entry`` is a version, or a table with ``version``, ``extras``, ``markers``, ``optional``, ``url``, ``git``,
    ``path``, ``file``, ``source`` or ``index``.
    """
    data = table(entry)
    written = string(entry) or string(data.get("version")) or "*"
    markers = [string(data.get("markers")), _python_marker(string(data.get("python"))), _platform_marker(data)]
    requirement = Requirement(
        text=name,
        name=normalize(name),
        extras=tuple(normalize(one) for one in strings(data.get("extras"))),
        clauses=clauses(written) or (),
        marker=" and ".join(f"({one})" if " or " in one else one for one in markers if one) or None,
        url=string(data.get("url")) or string(data.get("git")),
        path=string(data.get("path")) or string(data.get("file")),
        editable=data.get("editable") is True or data.get("develop") is True,
        span=span or Span(0, 0),
        literal=span is not None,
    )
    source = string(data.get("source")) or string(data.get("index"))
    return Dependency(requirement, data.get("optional") is True, source)


def specifier(written: str) -> str | None:
    """A version as poetry writes it (``^3.10``), as PEP 440 does (``>=3.10,<4``); None when it is not understood."""
    found = clauses(written)
    return None if found is None else ",".join(operator + version for operator, version in found)


def clauses(written: str) -> tuple[Clause, ...] | None:
    """The clauses of a version as poetry writes it; none for any version, None for what PEP 440 cannot say (``||``)."""
    found: list[Clause] = []
    if "|" in written:
        return None
    for part in written.replace(",", " , ").split(","):
        for word in _words(part):
            read = _clause(word)
            if read is None:
                return None
            found += read
    return tuple(found)


def _words(part: str) -> list[str]:
    """The versions of ``>=1 <2``; a blank behind an operator does not part."""
    words: list[str] = []
    for word in part.split():
        if words and not words[-1].strip("<>=!~^"):
            words[-1] += word
        else:
            words.append(word)
    return words


def _clause(word: str) -> Sequence[Clause] | None:
    if word == "*":
        return ()
    operator = next((one for one in (*OPERATORS, "^", "~", "=") if word.startswith(one)), "")
    version = word[len(operator) :]
    if not version:
        return None
    if operator in ("^", "~"):
        return _up_to(version, caret=operator == "^")
    if operator in ("", "="):
        return (Clause("==", version),)
    return (Clause(operator, version),)


def _up_to(version: str, *, caret: bool) -> Sequence[Clause] | None:
    """``^1.2.3`` and ``~1.2.3``: at least this, and less than the next that may break something."""
    numbers = []
    for part in version.removesuffix(".*").split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            return None
        numbers.append(int(digits))
        if digits != part:
            break
    if caret:
        kept = next((index for index, number in enumerate(numbers) if number), len(numbers) - 1)
    else:
        kept = min(1, len(numbers) - 1)
    above = [*numbers[:kept], numbers[kept] + 1]
    return (Clause(">=", version.removesuffix(".*")), Clause("<", ".".join(str(one) for one in above)))


def _python_marker(written: str | None) -> str | None:
    """``python = ">=3.9,<3.12"`` of a poetry dependency as a marker."""
    found = clauses(written) if written else None
    return " and ".join(f"python_version {operator} '{version}'" for operator, version in found or ()) or None


def _platform_marker(data: dict[str, object]) -> str | None:
    """``platform = "linux"``, or pipenv's ``sys_platform = "== 'win32'"``."""
    platform = string(data.get("platform"))
    found = [f"sys_platform == '{platform}'"] if platform else []
    for name in ("sys_platform", "platform_machine", "platform_system", "os_name", "python_version"):
        text = string(data.get(name))
        if text:
            found.append(f"{name} {text}")
    return " and ".join(found) or None
