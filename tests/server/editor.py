"""An editor for the tests: a real client, a real server process, and short words for what a person does."""

from __future__ import annotations

import ast
import asyncio
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

PATIENCE = 20.0


def capabilities(
    *,
    pull: bool = False,
    watch: bool = True,
    tell_settings: bool = False,
    register_settings: bool = False,
    encodings: Sequence[str] = (),
    lazy: bool = True,
    versioned: bool = True,
) -> types.ClientCapabilities:
    """What a modern editor can do, as far as the server asks for it."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(one) for one in encodings] or None
        ),
        window=types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(support=True)),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(
                document_changes=versioned, resource_operations=[types.ResourceOperationKind.Create]
            ),
            configuration=tell_settings,
            did_change_configuration=types.DidChangeConfigurationClientCapabilities(register_settings),
            workspace_folders=True,
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=watch),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True) if pull else None,
        ),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=True, version_support=True, data_support=True
            ),
            diagnostic=types.DiagnosticClientCapabilities() if pull else None,
            hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
            document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
            code_action=types.CodeActionClientCapabilities(
                code_action_literal_support=types.ClientCodeActionLiteralOptions(
                    types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.Source])
                ),
                resolve_support=types.ClientCodeActionResolveOptions(["edit"]) if lazy else None,
                is_preferred_support=True,
                data_support=True,
            ),
        ),
    )


class Editor:
    """One running server and the texts that are open in it."""

    def __init__(self, client: LanguageClient, folder: Path, initialized: types.InitializeResult) -> None:
        self.client = client
        self.folder = folder
        self.offers = initialized.capabilities
        self._versions: dict[str, int] = {}
        self.registered: list[types.RegistrationParams] = []
        self.queue: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        client.protocol.fm.features[types.CLIENT_REGISTER_CAPABILITY] = self.registered.append
        client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = self.queue.put_nowait

    def uri(self, name: str) -> str:
        """The URI of a file in the folder."""
        return (self.folder / name).as_uri()

    async def open(self, name: str, text: str | None = None, language: str = "dockerfile") -> list[types.Diagnostic]:
        """Open a file, with another text than that on disk if one is given; what is published for it."""
        if text is None:
            text = (self.folder / name).read_bytes().decode()
        self.begin(name, text, language)
        return [] if self.offers.diagnostic_provider else await self.published(name)

    def begin(self, name: str, text: str, language: str = "dockerfile") -> None:
        """Open a file and do not wait."""
        self._versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    async def type(
        self, name: str, text: str, place: tuple[int, int, int, int] | None = None
    ) -> list[types.Diagnostic]:
        """Replace what stands at a place (line, column, line, column), or everything; what is published for it."""
        self.change(name, text, place)
        return [] if self.offers.diagnostic_provider else await self.published(name)

    def change(self, name: str, text: str, place: tuple[int, int, int, int] | None = None) -> None:
        """As :meth:`type`, without waiting."""
        self._versions[name] += 1
        change: types.TextDocumentContentChangeEvent = types.TextDocumentContentChangeWholeDocument(text)
        if place is not None:
            start, end = types.Position(*place[:2]), types.Position(*place[2:])
            change = types.TextDocumentContentChangePartial(types.Range(start, end), text)
        document = types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def save(self, name: str) -> list[types.Diagnostic]:
        """Tell that a file was saved; what is published for it."""
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.identifier(name)))
        return [] if self.offers.diagnostic_provider else await self.published(name)

    def close(self, name: str) -> None:
        """Close a file."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.identifier(name)))

    def on_disk(self, *names: str, kind: types.FileChangeType = types.FileChangeType.Changed) -> None:
        """Tell that files have changed on disk."""
        events = [types.FileEvent(self.uri(name), kind) for name in names]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    def settings(self, settings: Any) -> None:
        """Tell that settings have changed, with some or with None."""
        self.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))

    def folders(self, added: Sequence[str] = (), removed: Sequence[str] = ()) -> None:
        """Tell that folders have come to the workspace or left it."""
        come, gone = ([types.WorkspaceFolder(self.uri(one), one) for one in names] for names in (added, removed))
        event = types.WorkspaceFoldersChangeEvent(come, gone)
        self.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))

    async def pull(self, name: str, previous: str | None = None) -> Any:
        """The diagnostics of a file, as an editor that asks for them gets them."""
        params = types.DocumentDiagnosticParams(self.identifier(name), previous_result_id=previous)
        return await asyncio.wait_for(self.client.text_document_diagnostic_async(params), PATIENCE)

    async def soon(self, fits: Callable[[], Any]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE):
            while not fits():
                await asyncio.sleep(0.01)

    def identifier(self, name: str) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri(name))

    async def published(self, name: str) -> list[types.Diagnostic]:
        """What is published for the text that a file has now."""
        return await self.until(name, lambda _: True)

    async def until(self, name: str, fits: Callable[[list[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
        """What is published for the text that a file has now, once it fits."""
        version = self._versions.get(name)
        async with asyncio.timeout(PATIENCE):
            while True:
                params = await self.queue.get()
                if params.uri == self.uri(name) and params.version in (None, version):
                    found = list(params.diagnostics)
                    if fits(found):
                        return found

    async def hover(self, name: str, line: int, column: int) -> str:
        """The text over a place."""
        params = types.HoverParams(self.identifier(name), types.Position(line, column))
        found = await self.client.text_document_hover_async(params)
        assert found is None or isinstance(found.contents, types.MarkupContent)
        return found.contents.value if found else ""  # type: ignore[union-attr]

    async def actions(
        self, name: str, line: int, only: str | None = None, diagnostics: Sequence[types.Diagnostic] = ()
    ) -> list[types.CodeAction]:
        """The code actions on a line."""
        context = types.CodeActionContext(list(diagnostics), [only] if only else None)
        place = types.Range(types.Position(line, 0), types.Position(line, 200))
        params = types.CodeActionParams(self.identifier(name), place, context)
        found = await self.client.text_document_code_action_async(params)
        return [_as_action(one) for one in found or ()]


def _as_action(one: types.CodeAction | types.Command) -> types.CodeAction:
    """The client library takes an action with a command in it for a command, and makes a text of what is in it."""
    if isinstance(one, types.CodeAction):
        return one
    inner = ast.literal_eval(one.command)
    command = types.Command(inner["title"], inner["command"], arguments=inner["arguments"])
    return types.CodeAction(one.title, types.CodeActionKind.QuickFix, command=command)


def edited(text: str, action: types.CodeAction, uri: str) -> str:
    """``text`` after the edits of an action to the document at ``uri``; columns in code points."""
    assert action.edit is not None
    edits: list[Any] = []
    if action.edit.changes:
        edits += action.edit.changes.get(uri, [])
    for change in action.edit.document_changes or ():
        if isinstance(change, types.TextDocumentEdit) and change.text_document.uri == uri:
            edits += change.edits
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def offset(position: types.Position) -> int:
        return starts[position.line] + position.character

    for edit in sorted(edits, key=lambda one: -offset(one.range.start)):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


@asynccontextmanager
async def editor(
    folder: Path,
    can: types.ClientCapabilities | None = None,
    options: dict[str, Any] | None = None,
    settings: Any = None,
    program: str | None = None,
) -> AsyncIterator[Editor]:
    """A session in a folder, from the start of the server to its end.

    ``options`` are given at the start, ``settings`` told when asked for, and ``program`` is run for the server.
    """
    client = make_test_lsp_client()
    client.set_configuration({"mlint": settings})
    run = ["-m", "mlint", "server"] if program is None else ["-c", program]
    await client.start_io(sys.executable, "-X", "utf8", *run, cwd=str(folder))
    params = types.InitializeParams(
        capabilities=can or capabilities(),
        root_uri=folder.as_uri(),
        workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "folder")],
        initialization_options=options,
    )
    initialized = await asyncio.wait_for(client.initialize_session(params), PATIENCE)
    try:
        yield Editor(client, folder, initialized)
        await asyncio.wait_for(client.shutdown_session(), PATIENCE)
    finally:
        process = client._server
        if process is not None and process.returncode is None:
            process.kill()
        await client.stop()  # type: ignore[no-untyped-call]
