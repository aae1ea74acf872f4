"""Requirements of Python packages as pip reads them.

``packaging`` reads them too, but costs 29 ms of start-up; this reader is tested against it.
"""

from __future__ import annotations

from typing import NamedTuple

from mlint.dockerfile.source import Span


class Clause(NamedTuple):
    """One comparison of a specifier: ``>=`` and ``2.0``."""

    operator: str
    version: str


class Requirement(NamedTuple):
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

    @property
    def exact_version(self) -> str | None:
        """The one version that ``==`` or ``===`` allows; None when there is none (``==2.*`` is not one)."""
        for operator, version in self.clauses:
            if operator in ("==", "===") and not version.endswith(".*"):
                return version
        return None
