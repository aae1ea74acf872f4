"""Requirements of Python packages as pip reads them.

``packaging`` reads them too, but costs 29 ms of start-up; this reader is tested against it.
"""

from __future__ import annotations

from mlint.dockerfile.source import Span
from mlint.records import Record

OPERATORS = ("===", "==", "~=", "!=", "<=", ">=", "<", ">")
"""Longer ones before their beginnings."""

ARCHIVES = (".whl", ".zip", ".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tlz", ".tar.lzma")
"""File names that pip installs from."""

SCHEMES = frozenset(("http", "https", "file", "ftp", "ssh", "git", "hg", "bzr", "sftp", "svn"))
"""What stands before the colon of a URL; also behind ``git+`` and the like."""

BLANKS = " \t"


class Clause(Record):
    """One comparison of a specifier: ``>=`` and ``2.0``; the version is empty when a shell variable sets it."""

    operator: str
    version: str


class Requirement(Record):
    """One requirement: a package by name, a URL or a local path.

    ``text`` is what was written; ``span`` is its place in the file that holds it. A name, a URL and a path may be
    combined: ``torch @ https://…``, ``git+https://…#egg=torch`` and ``./torch-2.0-py3-none-any.whl`` have a name too.
    """

    text: str
    name: str | None = None
    """Normalised (PEP 503): lower case, ``-`` for runs of ``-``, ``_`` and ``.``; None when it is not told."""
    extras: tuple[str, ...] = ()
    """Normalised like names."""
    clauses: tuple[Clause, ...] = ()
    marker: str | None = None
    """The text behind ``;``; :func:`mlint.context.markers.evaluate` tells whether it holds."""
    url: str | None = None
    """Any URL, ``git+https://…`` and ``file:`` ones included."""
    path: str | None = None
    """A local path, as written, without extras."""
    editable: bool = False
    hashes: tuple[str, ...] = ()
    span: Span = Span(0, 0)
    quoted: bool = False
    """Whether the shell word that holds it is quoted."""
    literal: bool = True
    """Whether the file holds exactly ``text`` at ``span``."""
    channel: str | None = None
    """conda: the channel of ``pytorch::torchvision``."""
    build: str | None = None
    """conda: the build of ``pytorch=2.1=*cuda*``."""

    @property
    def specifier(self) -> str:
        """The clauses joined: ``>=2.0,<3``; empty when any version will do."""
        return ",".join(operator + version for operator, version in self.clauses)

    @property
    def pinned(self) -> bool:
        """Whether the author fixed the version: ``==``, ``===``, ``~=``, a hash, a URL or a path."""
        if self.url is not None or self.path is not None or self.hashes:
            return True
        return any(operator in ("==", "===", "~=") for operator, _ in self.clauses)

    def keeps_below(self, version: str) -> bool:
        """Whether the clauses allow no version from ``version`` on; no for what is not numbers with dots."""
        wanted = _numbers(version)
        for operator, text in self.clauses:
            bound = _numbers(text.removesuffix(".*"))
            if not bound:
                continue
            if operator == "~=":
                bound = bound[:-1]  # ~=2.0 allows 2.1
            if operator in ("==", "===", "~=", "<=") and bound < wanted[: len(bound)]:
                return True
            if operator in ("==", "===", "<=") and not text.endswith(".*") and bound < wanted:
                return True
            if operator == "<" and bound <= wanted + (0,) * (len(bound) - len(wanted)):
                return True
        return False

    @property
    def exact_version(self) -> str | None:
        """The one version that ``==`` or ``===`` allows; None when there is none or it is not known."""
        for operator, version in self.clauses:
            if operator in ("==", "===") and version and "*" not in version and "$" not in version:
                return version
        return None


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version; none when it has other parts."""
    parts = version.split(".")
    return tuple(map(int, parts)) if all(part.isascii() and part.isdigit() for part in parts) else ()


def normalize(name: str) -> str:
    """The name that equal names share (PEP 503): lower case, one ``-`` for a run of ``-``, ``_`` and ``.``."""
    name = name.lower().replace("_", "-").replace(".", "-")
    while "--" in name:
        name = name.replace("--", "-")
    return name


def read_word(text: str, *, editable: bool = False) -> Requirement:
    """Read what pip takes for a requirement: a name with a specifier, a URL, a path.

    The result has neither name nor URL nor path when pip would not understand ``text``.
    """
    named = read_requirement(text)
    if named is not None and not (editable and named.url is None) and not _is_archive(text):
        return named._replace(editable=editable)
    target, marker = _split_marker(text)
    requirement = Requirement(text, marker=marker, editable=editable, span=Span(0, len(text)))
    if is_url(target):
        return _read_url(requirement, target)
    if editable or "/" in target or target.startswith(".") or _is_archive(target):
        path, extras = _split_extras(target)
        name, clauses = _wheel(path)
        return requirement._replace(path=path, extras=extras, name=name, clauses=clauses)
    return requirement


def read_requirement(text: str) -> Requirement | None:
    """Read one requirement as PEP 508 defines it; None when it is none. Versions are not judged."""
    at = _skip(text, 0)
    name, at = _read_name(text, at)
    if not name:
        return None
    at = _skip(text, at)
    requirement = Requirement(text, normalize(name), span=Span(0, len(text)))
    if text[at : at + 1] == "[":
        extras, at = _read_extras(text, at + 1)
        if extras is None:
            return None
        requirement = requirement._replace(extras=extras)
        at = _skip(text, at)
    if text[at : at + 1] == "@":
        return _read_reference(requirement, text, _skip(text, at + 1))
    clauses, at = _read_specifier(text, at)
    if clauses is None:
        return None
    return _with_marker(requirement._replace(clauses=clauses), text, at)


def read_unfinished(text: str) -> Requirement | None:
    """Read the beginning of a requirement whose version goes on with something that the file does not tell.

    ``torch==`` and ``torch>=2,<2.`` have a name, and a last clause with an empty version; None when ``text`` does not
    reach so far. The requirement's text is only this beginning.
    """
    found = read_requirement(text + "0")
    if found is None or not found.clauses or found.url is not None or found.marker is not None:
        return None
    last = found.clauses[-1]._replace(version="")
    return found._replace(text=text, clauses=(*found.clauses[:-1], last), span=Span(0, len(text)), literal=False)


def is_url(text: str) -> bool:
    """Whether pip takes ``text`` for a URL: ``https://…``, ``file:…``, ``git+ssh://…``."""
    scheme, colon, _ = text.partition(":")
    return bool(colon) and scheme.lower().rpartition("+")[2] in SCHEMES


def _read_reference(requirement: Requirement, text: str, at: int) -> Requirement | None:
    """Read the URL of ``name @ URL``, and the marker that a blank sets apart from it."""
    end = at
    while end < len(text) and text[end] not in BLANKS:
        end += 1
    if end == at:
        return None
    return _with_marker(requirement._replace(url=text[at:end]), text, end)


def _with_marker(requirement: Requirement, text: str, at: int) -> Requirement | None:
    """Read the end of a requirement: nothing, or ``;`` and a marker."""
    at = _skip(text, at)
    if at == len(text):
        return requirement
    from mlint.context.markers import read_marker

    marker = text[at + 1 :].strip(BLANKS)
    if text[at] != ";" or read_marker(marker) is None:
        return None
    return requirement._replace(marker=marker)


def _read_name(text: str, at: int) -> tuple[str, int]:
    """The name at ``at``, empty when there is none; it begins with a letter or digit and ends with one or ``_``."""
    end = at
    while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] in "._-"):
        end += 1
    while end > at and text[end - 1] in ".-":
        end -= 1
    name = text[at:end]
    return (name, end) if name[:1].isalnum() else ("", at)


def _read_extras(text: str, at: int) -> tuple[tuple[str, ...] | None, int]:
    """The extras behind ``[`` and the offset behind ``]``; None when they are broken."""
    end = text.find("]", at)
    if end < 0:
        return None, at
    if not text[at:end].strip(BLANKS):
        return (), end + 1
    extras = []
    for part in text[at:end].split(","):
        part = part.strip(BLANKS)
        name, length = _read_name(part, 0)
        if not name or length != len(part):
            return None, at
        extras.append(normalize(name))
    return tuple(extras), end + 1


def _read_specifier(text: str, at: int) -> tuple[tuple[Clause, ...] | None, int]:
    """The clauses at ``at``, in brackets or not, and the offset behind them; None when they are broken."""
    bracket = text[at : at + 1] == "("
    at = _skip(text, at + bracket)
    clauses = []
    while True:
        operator = next((one for one in OPERATORS if text.startswith(one, at)), None)
        if operator is None:
            break
        start = end = _skip(text, at + len(operator))
        stop = " \t;)," if operator == "===" else " \t;),=<>~@[]()\"'"
        while end < len(text) and text[end] not in stop:
            end += 1
        if end == start:
            return None, at
        clauses.append(Clause(operator, text[start:end]))
        at = _skip(text, end)
        if text[at : at + 1] != ",":
            break
        at = _skip(text, at + 1)
    if bracket and text[at : at + 1] != ")":
        return None, at
    return tuple(clauses), at + bracket


def _read_url(requirement: Requirement, url: str) -> Requirement:
    """A bare URL: its name from ``#egg=name[extra]`` or from the name of a wheel."""
    address, _, fragment = url.partition("#")
    egg = next((part[4:] for part in fragment.split("&") if part.startswith("egg=")), "")
    named = read_requirement(egg)
    if named is not None:
        return requirement._replace(url=url, name=named.name, extras=named.extras)
    name, clauses = _wheel(address.partition("?")[0])
    return requirement._replace(url=url, name=name, clauses=clauses)


def _wheel(path: str) -> tuple[str | None, tuple[Clause, ...]]:
    """Name and version from the file name of a wheel; None when it is none."""
    parts = path.rpartition("/")[2].removesuffix(".whl").split("-")
    if not path.endswith(".whl") or len(parts) not in (5, 6) or "*" in parts[0]:
        return None, ()
    version = parts[1].replace("%2B", "+")
    return normalize(parts[0]), (() if "*" in version else (Clause("==", version),))


def _split_marker(text: str) -> tuple[str, str | None]:
    """A URL or path and its marker: behind ``;``, which a URL may hold unless a blank follows."""
    target, _, marker = text.partition("; " if is_url(text) else ";")
    return target.strip(), marker.strip() or None


def _split_extras(path: str) -> tuple[str, tuple[str, ...]]:
    """A path and its extras: ``.[dev,test]``."""
    bare, bracket, rest = path.rpartition("[")
    if not bracket or not rest.endswith("]") or not bare:
        return path, ()
    extras, _ = _read_extras(rest, 0)
    return bare, extras or ()


def _is_archive(text: str) -> bool:
    """Whether ``text`` is named like a file that pip installs, extras aside."""
    return _split_extras(text)[0].lower().endswith(ARCHIVES) and "@" not in text


def _skip(text: str, at: int) -> int:
    """The offset of the first character from ``at`` on that is no blank."""
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at
