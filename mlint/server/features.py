"""What the server offers: every request and notification that it answers."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from mlint.server.actions import FIX_ALL, KINDS, SHOW_PAGE
from mlint.server.app import Server
from mlint.server.hovers import hover
from mlint.server.outline import copied_files, named_rules, symbols
from mlint.server.uris import path_of

if TYPE_CHECKING:
    from mlint.server.session import Checked


def make_server() -> Server:
    """A server that is ready to talk."""
    server = Server()
    _offer_start(server)
    _offer_texts(server)
    _offer_diagnostics(server)
    _offer_actions(server)
    _offer_views(server)
    return server


def _offer_start(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.prepare(params)
        if server.pulls:
            options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False)
            server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(_pull(server))

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        server.watch()

    @server.feature(types.SHUTDOWN)
    def shutdown(_: Any = None) -> None:
        server.stop()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.folders_changed(params.event)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configuration(params: types.DidChangeConfigurationParams) -> None:
        server.spawn(server.settings_changed(params.settings))


def _offer_texts(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.opened(params.text_document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.changed(params)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.saved(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        changes = ((path_of(one.uri), one.type == types.FileChangeType.Changed) for one in params.changes)
        server.disk_changed([(path, only) for path, only in changes if path and not _inside_git(path)])


def _inside_git(path: str) -> bool:
    return ".git" in PurePath(path).parts[:-1]


def _pull(server: Server) -> Any:
    async def pull(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        return await server.pulled(params.text_document.uri, params.previous_result_id)

    return pull


def _offer_diagnostics(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        def answer(checked: Checked) -> types.Hover | None:
            server.session.remember_secrets(checked)
            found = hover(checked, server.positions.offset(checked.source, params.position))
            if found is None:
                return None
            content = types.MarkupContent(types.MarkupKind.Markdown, found.text)
            return types.Hover(content, server.positions.range(checked.source, found.span))

        return await server.ask(params.text_document.uri, answer)


def _offer_actions(server: Server) -> None:
    options = types.CodeActionOptions(list(KINDS), resolve_provider=True)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        return await server.ask(
            params.text_document.uri, lambda checked: list(server.actions.at(checked, params.range, params.context))
        )

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        uri = action.data.get("uri") if isinstance(action.data, dict) else None
        if action.kind != FIX_ALL or not isinstance(uri, str):
            return action
        done = await server.ask(uri, lambda checked: server.actions.resolved(checked, action))
        return done or action

    @server.command(SHOW_PAGE)
    async def show_page(path: str, code: str) -> None:
        document = server.document_at(path)

        def answer(checked: Checked) -> str | None:
            rule = next((one for one in checked.rules if one.code == code), None)
            return server.pages.path_of(rule) if rule else None

        page = await server.ask(document.uri, answer) if document else None
        if page:
            await server.window_show_document_async(types.ShowDocumentParams(server.uri_of(page), take_focus=True))


def _offer_views(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        def answer(checked: Checked) -> list[types.DocumentSymbol]:
            server.session.remember_secrets(checked)
            return symbols(checked.build, server.positions)

        return await server.ask(params.text_document.uri, answer)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def links(params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        def answer(checked: Checked) -> list[types.DocumentLink]:
            source, place = checked.source, server.positions.range
            found = [
                types.DocumentLink(place(source, span), server.uri_of(path))
                for span, path in copied_files(checked.build)
            ]
            ruleset = checked.build.settings.ruleset
            for span, rule in named_rules(checked.build, ruleset) if ruleset else ():
                found.append(types.DocumentLink(place(source, span), server.uri_of(server.pages.path_of(rule))))
            return sorted(found, key=lambda one: (one.range.start.line, one.range.start.character))

        return await server.ask(params.text_document.uri, answer)
