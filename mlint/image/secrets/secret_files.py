"""Files with credentials that COPY and ADD take, by their names and, where they can be read, by their content."""

from __future__ import annotations

from functools import partial
from posixpath import basename

from mlint.context.build_context import context_path
from mlint.context.offenders import is_secret_file
from mlint.dockerfile.source import Span
from mlint.image.names import words_of
from mlint.knowledge.secrets import CREDENTIAL_FILES, CREDENTIAL_FOLDERS, CREDENTIAL_JSON, SHOWN_ONLY
from mlint.records import Record
from mlint.secrets import find_tokens, is_placeholder, is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.context.build_context import BuildContext, Taken
    from mlint.context.tree import Entry
    from mlint.image.copies import Copy

_MOST_TEXT = 100_000
_ALWAYS = CREDENTIAL_FILES - {".env"}
"""Files that are there for nothing else; others are read."""


class SecretFile(Record):
    """A file that a COPY or ADD takes: its path in the context, and the place of the source that takes it.

    ``named``: the source is the file, or a folder for nothing else, not one around it. ``variables`` are those with a
    credential, each with its place in the file; empty where the content is not known. ``shown`` is the file's path as
    the user knows it, None when it is not there.
    """

    path: str
    span: Span
    named: bool
    shown: str | None
    variables: tuple[tuple[str, Span], ...] = ()


def copied_secrets(stage: BuildStage) -> Iterator[SecretFile]:
    """The files with credentials that a stage copies from the build context."""
    for copy in stage.copies:
        if copy.from_context:
            yield from _copied(copy, stage.build.context)


def _copied(copy: Copy, context: BuildContext | None) -> Iterator[SecretFile]:
    excluded = copy.instruction.flag("exclude") is not None
    for source in copy.sources:
        path = source.path or ""
        if not path or "://" in path or "$" in path:
            continue
        known = context.files_of(path) if context is not None else None
        if may_hold_credentials(path, folder=True):
            if context is None or (known and known.complete and not context.tree.exists(context_path(path))):
                yield SecretFile(path, source.span, True, None)
                continue
            named = True
        else:
            named = False
        if context is None or known is None or (excluded and not named):
            continue
        judged = named and path.rstrip("/").rpartition("/")[2] in CREDENTIAL_FOLDERS
        suspects = known.files if judged else context.once((_suspects, path), partial(_suspects, known))
        for one in suspects:
            folders = one.path.split("/")[:-1]
            if one.size == 0:
                continue
            if not named and not SHOWN_ONLY.isdisjoint(folder.lower() for folder in folders):
                continue
            found = _judged(context, one.path)
            if found is not None:
                yield SecretFile(one.path, source.span, named, context.shown(one.path), found)


def _suspects(taken: Taken) -> tuple[Entry, ...]:
    """The files that may hold credentials by their names."""
    return tuple(one for one in taken.files if may_hold_credentials(one.path, folder=False))


def may_hold_credentials(path: str, *, folder: bool) -> bool:
    """Whether a file, or a ``folder``, holds credentials by its name (``.env``, not ``.env.example``)."""
    name = basename(path.rstrip("/")).lower()
    if name in CREDENTIAL_FILES or is_secret_file(name) or (folder and name in CREDENTIAL_FOLDERS):
        return True
    words = words_of(name)
    if words[-1:] != ["json"] or not SHOWN_ONLY.isdisjoint(words):
        return False
    return any(words[at : at + len(wanted)] == list(wanted) for wanted in CREDENTIAL_JSON for at in range(len(words)))


def _judged(context: BuildContext, path: str) -> tuple[tuple[str, Span], ...] | None:
    """The variables of a file that hold a credential; None when it can be read and holds none."""
    name = basename(path).lower()
    text = context.read(path, _MOST_TEXT)
    if text is None or name in _ALWAYS:
        return ()
    variables = tuple(_variables(text))
    if variables:
        return variables
    return () if find_tokens(text) or (name.endswith(".json") and '"private_key"' in text) else None


def _variables(text: str) -> Iterator[tuple[str, Span]]:
    """The lines ``NAME=value`` of a file of variables whose value is a credential."""
    start = 0
    for line in text.splitlines(keepends=True):
        head, equals, value = line.partition("=")
        name = head.strip().removeprefix("export ").strip()
        value = value.strip().strip("\"'")
        holds = equals and name.replace("_", "a").isalnum() and not is_placeholder(value)
        if holds and (is_secret_name(name) or find_tokens(value)):
            at = start + line.index(name)
            yield name, Span(at, at + len(name))
        start += len(line)
