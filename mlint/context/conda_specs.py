"""What conda calls a match specification: ``numpy=1.26``, ``pytorch::torchvision>=0.16``, ``python=3.10=*_cpython``.

Versions become the clauses that Python packages have: ``=1.26`` of conda means ``==1.26.*``, ``==1.26`` exactly that.
"""

from __future__ import annotations

from mlint.context.requirements import BLANKS, OPERATORS, Clause, Requirement, is_url, normalize
from mlint.dockerfile.source import Span

PACKAGES = (".conda", ".tar.bz2")
"""The endings of package files."""


def read_spec(text: str) -> Requirement:
    """Read one specification; the result has neither name nor URL nor path when conda would not understand it."""
    found = Requirement(text, span=Span(0, len(text)))
    words = text.strip(BLANKS)
    if words.endswith(PACKAGES):
        return found._replace(url=words) if is_url(words) else found._replace(path=words)
    words, pairs = _brackets(words)
    channel, _, rest = words.rpartition("::")
    name, version, build = _parts(rest)
    version = pairs.get("version", version)
    if not name or not _is_name(name):
        return found
    return found._replace(
        name=normalize(name),
        clauses=_clauses(version, fuzzy=(pairs.get("build") or build) is None),
        channel=pairs.get("channel") or channel or None,
        build=pairs.get("build") or build,
    )


def read_unfinished_spec(text: str) -> Requirement | None:
    """Read the beginning of a specification whose version goes on with something that the file does not tell.

    ``python=`` and ``cudatoolkit>=11,<`` have a name, and a last clause with an empty version; None when ``text`` does
    not reach so far.
    """
    found = read_spec(text + "0")
    if found.name is None or not found.clauses or found.build is not None:
        return None
    last = found.clauses[-1]._replace(version="")
    return found._replace(text=text, clauses=(*found.clauses[:-1], last), span=Span(0, len(text)), literal=False)


def _brackets(text: str) -> tuple[str, dict[str, str]]:
    """What stands before ``[version='>=1.2', build=…]``, and the pairs in it."""
    before, bracket, inside = text.partition("[")
    if not bracket or not inside.endswith("]"):
        return text, {}
    pairs: dict[str, str] = {}
    key = ""
    for part in inside[:-1].split(","):
        name, equals, value = part.partition("=")
        if equals and name.strip(BLANKS).isidentifier():
            key = name.strip(BLANKS)
            pairs[key] = value
        elif key:
            # A comma inside of quotes.
            pairs[key] += f",{part}"
    return before, {name: value.strip(BLANKS).strip("'\"") for name, value in pairs.items()}


def _parts(text: str) -> tuple[str, str, str | None]:
    """Name, version with its operator, and build: ``name=version=build``, ``name>=version``, ``name version build``."""
    end = next((index for index, char in enumerate(text) if char in "=<>!~" + BLANKS), len(text))
    name, rest = text[:end], text[end:]
    words = rest.split()
    if rest[:1] in tuple(BLANKS) and words and words[0][:1] not in tuple("=<>!~"):
        return name, f"=={words[0]}", words[1] if len(words) > 1 else None
    version = "".join(words)
    start = 2 if version.startswith("==") else 1
    exact, equals, build = version[start:].partition("=")
    if version.startswith("=") and equals and not set(exact) & set("<>!~,|"):
        return name, f"=={exact}", build
    return name, version, None


def _clauses(version: str, *, fuzzy: bool) -> tuple[Clause, ...]:
    """The comparisons of a version; alternatives (``1.8|1.9``) are one clause with the operator ``|``."""
    if "|" in version:
        return (Clause("|", version.lstrip("=")),)
    return tuple(_clause(part.strip(BLANKS), fuzzy=fuzzy) for part in version.split(",") if part.strip(BLANKS + "*="))


def _clause(part: str, *, fuzzy: bool) -> Clause:
    operator = next((one for one in OPERATORS if part.startswith(one)), None)
    if operator is not None:
        return Clause(operator, _with_dot(part[len(operator) :].strip(BLANKS)))
    if not part.startswith("="):
        return Clause("==", _with_dot(part))
    number = part[1:].strip(BLANKS)
    return Clause("==", f"{number}.*" if fuzzy and "*" not in number else _with_dot(number))


def _with_dot(version: str) -> str:
    """Conda's ``1.26*`` as ``1.26.*``."""
    return f"{version[:-1]}.*" if version.endswith("*") and version[-2:-1] not in ("", ".") else version


def _is_name(text: str) -> bool:
    return text[0].isalnum() or text[0] in "_*"
