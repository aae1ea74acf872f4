"""What can be done about findings: fixes, ignore comments, pages."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import get_capability

from mlint.add_ignores import ignore_edits
from mlint.dockerfile.source import Source, Span, encode
from mlint.edits import apply
from mlint.output.text import safe
from mlint.rereading import Reading
from mlint.rule import Edit, NewFile, Place
from mlint.suppressions import UNUSED_IGNORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mlint.linter import Diagnostic
    from mlint.server.documents import Document, Positions
    from mlint.server.session import Checked, Session

FIX_ALL = "source.fixAll.mlint"
SHOW_PAGE = "mlint.showPage"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)
_FIX_ALL_TITLE = "Fix everything that mlint can fix safely"
_MOST_COMPARED = 4_000
"""Longer files are not compared line by line: what lies between the first and the last change is replaced."""


class Actions:
    """Makes code actions for one client, as far as that can carry them out."""

    def __init__(
        self,
        session: Session,
        positions: Positions,
        capabilities: types.ClientCapabilities,
        document_at: Callable[[str], Document | None],
        uri_of: Callable[[str], str],
    ) -> None:
        self._session = session
        self._positions = positions
        self._document_at = document_at
        self._uri_of = uri_of
        self._versioned = bool(get_capability(capabilities, "workspace.workspace_edit.document_changes"))
        operations = get_capability(capabilities, "workspace.workspace_edit.resource_operations") or ()
        self._creates = self._versioned and types.ResourceOperationKind.Create in operations
        resolved = get_capability(capabilities, "text_document.code_action.resolve_support.properties") or ()
        self._lazy = "edit" in resolved
        self._shows_pages = bool(get_capability(capabilities, "window.show_document.support"))

    def at(self, checked: Checked, asked: types.Range, context: types.CodeActionContext) -> Iterator[types.CodeAction]:
        """The actions for a range of a Dockerfile: safe fixes first, then unsafe ones, ignore comments, pages."""
        self._session.remember_secrets(checked)
        start = self._positions.offset(checked.source, asked.start)
        end = self._positions.offset(checked.source, asked.end)
        if _wants(context, types.CodeActionKind.QuickFix):
            here = [one for one in checked.report.diagnostics if _touches(one.place.span, start, end)]
            told = {one: self._told(checked, one, context.diagnostics) for one in here}
            fixes = [(one, self._fix(checked, one, told[one])) for one in here]
            fixes.sort(key=lambda pair: bool(pair[0].fix and pair[0].fix.safety != "safe"))
            yield from (action for _, action in fixes if action)
            yield from filter(None, (self._ignore(checked, one, told[one]) for one in here))
            for rule in dict.fromkeys(one.rule for one in here) if self._shows_pages else ():
                title = f"Open the page of {rule.code} {rule.name}"
                command = types.Command(title, SHOW_PAGE, arguments=[checked.source.path, rule.code])
                yield types.CodeAction(title, types.CodeActionKind.QuickFix, command=command)
        if _wants(context, FIX_ALL) and any(one.fix and one.fix.safety == "safe" for one in checked.report.diagnostics):
            uri = self._uri_of(checked.source.path)
            action = types.CodeAction(_FIX_ALL_TITLE, FIX_ALL, data={"uri": uri})
            if not self._lazy:
                action = self.resolved(checked, action)
            if self._lazy or action.edit:
                yield action

    def resolved(self, checked: Checked, action: types.CodeAction) -> types.CodeAction:
        """The action that fixes all, with its edit; without one when nothing can be repaired after all."""
        done = self._session.fixed(checked, only_here=not self._creates)
        edits: list[Edit | NewFile] = []
        for change in done.changes:
            if change.path == checked.source.path:
                edits += differences(checked.source, done.source.text)
            elif change.before is None:
                edits.append(NewFile(change.path, Source(change.path, change.after).text))
            else:
                before = self._session.source_of(checked, change.path)
                edits += differences(before, Source(change.path, change.after).text)
        action.edit = self._workspace_edit(checked, edits) if edits else None
        return action

    def _fix(self, checked: Checked, finding: Diagnostic, told: list[types.Diagnostic]) -> types.CodeAction | None:
        fix = finding.fix
        if fix is None or _breaks(checked.source, fix.edits):
            return None
        edit = self._workspace_edit(checked, fix.edits)
        if edit is None:
            return None
        is_safe = fix.safety == "safe"
        mark = "" if is_safe else " (unsafe: may change what the image does)"
        return types.CodeAction(
            f"{safe(fix.title)}{mark} [{finding.rule.name}]",
            types.CodeActionKind.QuickFix,
            told,
            is_preferred=is_safe or None,
            edit=edit,
        )

    def _ignore(self, checked: Checked, finding: Diagnostic, told: list[types.Diagnostic]) -> types.CodeAction | None:
        ruleset = checked.build.settings.ruleset
        if ruleset is None or finding.rule.name == UNUSED_IGNORE:
            return None
        edits = list(ignore_edits(checked.build.dockerfile, [finding], ruleset))
        if not edits or _breaks(checked.source, edits):
            return None
        title = f"Ignore {finding.rule.name} here"
        edit = self._workspace_edit(checked, edits)
        return types.CodeAction(title, types.CodeActionKind.QuickFix, told, edit=edit) if edit else None

    def _told(
        self, checked: Checked, finding: Diagnostic, diagnostics: Iterable[types.Diagnostic]
    ) -> list[types.Diagnostic]:
        """Those of the client's ``diagnostics`` that are this finding."""
        place = self._positions.range(checked.source, finding.place.span)
        return [one for one in diagnostics if one.code == finding.rule.code and one.range == place]

    def _workspace_edit(self, checked: Checked, edits: Iterable[Edit | NewFile]) -> types.WorkspaceEdit | None:
        """The edits as the client takes them; None when it can create no file and one is to be."""
        changed: dict[str, list[types.TextEdit]] = {}
        created: list[NewFile] = []
        for edit in edits:
            if isinstance(edit, NewFile):
                created.append(edit)
                continue
            source = self._session.source_of(checked, edit.place.path)
            place = self._positions.range(source, edit.place.span)
            changed.setdefault(edit.place.path, []).append(types.TextEdit(place, edit.text))
        if created and not self._creates:
            return None
        if not self._versioned:
            return types.WorkspaceEdit({self._uri_of(path): texts for path, texts in changed.items()})
        operations: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
        for new in created:
            uri = self._uri_of(new.path)
            operations.append(types.CreateFile(uri))
            start = types.Position(0, 0)
            operations.append(self._document_edit(new.path, [types.TextEdit(types.Range(start, start), new.text)]))
        operations += [self._document_edit(path, texts) for path, texts in changed.items()]
        return types.WorkspaceEdit(document_changes=operations)

    def _document_edit(self, path: str, texts: Sequence[types.TextEdit]) -> types.TextDocumentEdit:
        document = self._document_at(path)
        uri = document.uri if document else self._uri_of(path)
        version = document.version if document else None
        return types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version), list(texts))


def _wants(context: types.CodeActionContext, kind: str) -> bool:
    """Whether the client asks for actions of this kind; kinds form a tree, and it may name a branch."""
    kind = getattr(kind, "value", kind)
    wanted = [getattr(one, "value", one) for one in context.only or ()]
    return not wanted or any(not one or kind == one or kind.startswith(f"{one}.") for one in wanted)


def _touches(span: Span, start: int, end: int) -> bool:
    return span.start <= end and start <= span.end


def _breaks(source: Source, edits: Iterable[Edit | NewFile]) -> bool:
    """Whether the Dockerfile would be a worse one after the edits."""
    here = [one for one in edits if isinstance(one, Edit) and one.place.path == source.path]
    after = Source(source.path, encode(apply(source.text, here)))
    return Reading(source).broken_by(here, after) is not None


def differences(before: Source, after: str) -> list[Edit]:
    """The edits that make ``after`` of a text, whole lines, so that the editor's marks and cursor stay in place."""
    old, new = before.text.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) + len(new) > _MOST_COMPARED:
        first = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        rest = zip(reversed(old[first:]), reversed(new[first:]), strict=False)
        last = next((at for at, (a, b) in enumerate(rest) if a != b), min(len(old), len(new)) - first)
        blocks = [(first, len(old) - last, first, len(new) - last)]
    else:
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        blocks = [code[1:] for code in codes if code[0] != "equal"]
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    return [
        Edit(Place(before.path, Span(starts[low], starts[high])), "".join(new[first:last]))
        for low, high, first, last in blocks
    ]
