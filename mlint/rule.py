"""All that a rule author imports: the ``rule`` decorator and the records a rule yields."""

from __future__ import annotations

from importlib import import_module

from mlint.dockerfile.source import Span
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Literal, TypeAlias

    from mlint.build import Build

__all__ = [
    "SEVERITIES",
    "Edit",
    "Estimate",
    "Finding",
    "Fix",
    "NewFile",
    "Place",
    "Related",
    "Rule",
    "Safety",
    "Severity",
    "Span",
    "rule",
    "total",
]

Severity: TypeAlias = 'Literal["error", "warning", "info"]'
Safety: TypeAlias = 'Literal["safe", "unsafe"]'

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""All severities, the worst first."""


class Place(Record):
    """A range of code points in a file; the path as it was given to mlint, with the separators of this system."""

    path: str
    span: Span


class Related(Record):
    """Another place that a finding is about, with its own message."""

    place: Place
    message: str


class Edit(Record):
    """The text that takes the place of a span; an empty span inserts, an empty text deletes."""

    place: Place
    text: str


class NewFile(Record):
    """A file that a fix creates; it must not exist yet."""

    path: str
    text: str


class Fix(Record):
    """Edits that are applied together or not at all.

    ``safe``: the image behaves the same, or the line did not work before and this is its only sensible reading.
    ``unsafe``: mechanical, but the image may behave differently.
    """

    title: str
    edits: tuple[Edit | NewFile, ...]
    safety: Safety = "safe"


class Estimate(Record):
    """What a finding costs in bytes: ``of`` the final image, or of a ``rebuild`` (fetched again at every code change).

    ``at_least`` when a part of the sum is not known. ``parts`` are pairs of a name and bytes: what findings of the same
    file blame on a part of the same name (``installed torch``) counts once in a total. Bytes of no part are this
    finding's own.
    """

    bytes: int
    of: Literal["image", "rebuild"] = "image"
    at_least: bool = False
    parts: tuple[tuple[str, int], ...] = ()


def total(estimates: Sequence[Estimate]) -> Estimate:
    """What ``estimates`` of one kind and one file come to; a part that several name counts once, the largest."""
    shared: dict[str, int] = {}
    own = 0
    for estimate in estimates:
        own += estimate.bytes - sum(size for _, size in estimate.parts)
        for name, size in estimate.parts:
            shared[name] = max(size, shared.get(name, 0))
    at_least = any(estimate.at_least for estimate in estimates)
    of = estimates[0].of if estimates else "image"
    return Estimate(own + sum(shared.values()), of, at_least, tuple(shared.items()))


class Finding(Record):
    """One occurrence of what a rule looks for; ``severity`` only where it differs from the rule's own."""

    place: Place
    message: str
    fix: Fix | None = None
    estimate: Estimate | None = None
    severity: Severity | None = None
    related: tuple[Related, ...] = ()


class Metadata(Record):
    """What is said of a rule, its page aside: all that is needed to choose it. See :func:`rule` for the meaning."""

    module: str
    """The name of its module, with its folder as the last but one part."""
    name: str
    code: str
    severity: Severity
    default: bool
    aliases: tuple[str, ...]
    once: bool
    options: Mapping[str, Any]
    mentions: tuple[str, ...]
    packages: tuple[str, ...]


class Rule:
    """A check with its metadata. Summary and page are the docstring of its module.

    The check of a rule that is made of an index (:mod:`mlint.packs`) is imported when it is first run.
    """

    def __init__(self, metadata: Metadata, check: Callable[[Build], Iterable[Finding]] | None = None) -> None:
        self.metadata = metadata
        self.module, self.name, self.code, self.severity, self.default, self.aliases, self.once = metadata[:7]
        self.options = dict(metadata.options)
        self.mentions, self.packages = metadata.mentions, metadata.packages
        self._check = check

    def __repr__(self) -> str:
        return f"Rule({self.code} {self.name})"

    def check(self, build: Build) -> Iterable[Finding]:
        """The findings in ``build``."""
        if self._check is None:
            self._check = getattr(import_module(self.module), self.name.replace("-", "_")).check
        return self._check(build)

    def concerns(self, build: Build) -> bool:
        """Whether ``build`` holds the words without which nothing is found; it may when not all words are in it."""
        if self.mentions and not any(map(build.mentions, self.mentions)):
            return False
        return not self.packages or any(build.mentions(word) or word in build.asked_text for word in self.packages)

    @property
    def family(self) -> str:
        """The folder of the rule's module: the family it belongs to. The engine's own rules are of ``dockerfile``."""
        folder = self.module.rpartition(".")[0].rpartition(".")[2] or self.module
        return "dockerfile" if folder == "own_rules" else folder

    @property
    def page(self) -> str:
        """The rule's page in Markdown: the docstring of its module."""
        return import_module(self.module).__doc__ or ""

    @property
    def summary(self) -> str:
        """The page's first line, without its full stop."""
        return self.page.strip().partition("\n")[0].rstrip(".")

    @property
    def fixable(self) -> bool:
        """Whether the page shows a fix."""
        return "\n## Fixed\n" in self.page


def rule(
    code: str,
    *,
    severity: Severity,
    default: bool = True,
    aliases: tuple[str, ...] = (),
    once: bool = False,
    options: Mapping[str, Any] | None = None,
    mentions: tuple[str, ...] = (),
    packages: tuple[str, ...] = (),
) -> Callable[[Callable[[Build], Iterable[Finding]]], Rule]:
    """Make a rule of the decorated function, which takes a build and yields findings.

    ``code`` is unique among all packs. ``aliases`` are ids of other linters that ignore comments and ``--select`` may
    use. ``once`` merges the findings of one stage into one. ``options`` are the names a configuration may set for this
    rule, with their defaults; a value has the type of its default. ``mentions`` are words in lower case, without one of
    which in its text a Dockerfile is not even looked at; ``packages`` likewise, and what the installs ask for in
    dependency files counts too.
    """

    def decorate(check: Callable[[Build], Iterable[Finding]]) -> Rule:
        name = check.__name__.replace("_", "-")
        words = (check.__module__, name, code, severity, default, aliases, once, options or {}, mentions, packages)
        return Rule(Metadata(*words), check)

    return decorate
