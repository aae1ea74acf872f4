"""The language server: what the editor says -> :class:`mlint.server.session.Session` -> what the editor is told.

Messages are read and texts are kept up to date in the event loop; everything that looks into a text runs in one worker
thread, one request after the other. So a request that the editor cancels while it waits is never begun, and a long file
does not keep the next change from being taken in.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from mlint import __version__
from mlint.discovery import is_dockerfile
from mlint.output.text import safe
from mlint.server.actions import Actions
from mlint.server.diagnostics import Renderer
from mlint.server.documents import Document, Positions
from mlint.server.options import ServerOptions
from mlint.server.pages import Pages
from mlint.server.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlint.dockerfile.source import Source
    from mlint.server.session import Checked

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")

POLL = 2.0
"""Seconds between two looks at the disk, for editors that do not tell of changes there."""
SETTLE = 0.2
"""Seconds in which changes on disk are collected: a checkout changes many files at once."""
_LANGUAGES = frozenset({"dockerfile", "containerfile", "docker", "dockerfile-ts"})


class Server(LanguageServer):
    """The server for one editor; :meth:`start` is called when the editor has said what it can do."""

    def __init__(self) -> None:
        super().__init__("mlint", __version__, max_workers=2)
        # These three would keep every text a second time, and one of them a record of every change for ever.
        for method in (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE):
            del self.protocol.fm.builtin_features[method]
        self.documents: dict[str, Document] = {}
        self.pages = Pages()
        self._open: dict[str, Source] = {}
        self.session = Session(self._open)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="mlint")
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._dirty: set[str] = set()
        self._pulls = False
        self._watches = False
        self.positions = Positions()
        self.renderer: Renderer
        self.actions: Actions

    # Starting

    def prepare(self, params: types.InitializeParams) -> None:
        """Take what the editor can do and what its user has set."""
        capabilities = params.capabilities
        self.session.configure(ServerOptions(params.initialization_options))
        folders = [one.uri for one in params.workspace_folders or ()] or [params.root_uri or ""]
        self.session.folders = [path for path in map(to_fs_path, folders) if path]
        pulls = get_capability(capabilities, "text_document.diagnostic") is not None
        refreshes = bool(
            get_capability(capabilities, "workspace.diagnostics.refresh_support")
            or get_capability(capabilities, "workspace.diagnostic.refresh_support")
        )
        # Who pulls and cannot be told to pull again would miss what changes in other files: push to them.
        self._pulls = pulls and refreshes
        self._watches = bool(get_capability(capabilities, "workspace.did_change_watched_files.dynamic_registration"))
        self.positions = Positions(self.protocol.workspace.position_encoding or "utf-16")
        related = get_capability(capabilities, "text_document.publish_diagnostics.related_information")
        related = related or get_capability(capabilities, "text_document.diagnostic.related_information")
        self.renderer = Renderer(self.session, self.positions, self.uri_of, bool(related))
        self.actions = Actions(self.session, self.positions, capabilities, self.document_at, self.uri_of)

    @property
    def pulls(self) -> bool:
        """Whether the editor asks for diagnostics itself, and asks again when it is told to."""
        return self._pulls

    def watch(self) -> None:
        """Have changes on disk told by the editor, or else look for them."""
        if self._watches:
            everything = types.FileSystemWatcher("**/*")
            options = types.DidChangeWatchedFilesRegistrationOptions([everything])
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            self.client_register_capability(
                types.RegistrationParams([types.Registration("mlint-files", method, options)])
            )
        else:
            self.spawn(self._poll())

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL)
            if self.documents and bool(await self.work(self.session.stale)):
                self.look_again()

    def stop(self) -> None:
        """End what runs."""
        for task in list(self._tasks):
            task.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)
        self.pages.close()

    # Work

    async def work(self, function: Callable[..., _Result], *arguments: Any) -> _Result | None:
        """The result of ``function`` in the worker; None when it fails, which is a line in the log."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._worker, function, *arguments)
        except Exception as error:
            _log.exception("internal error: %s: %s; please report it", type(error).__name__, error)
            return None
        finally:
            while self.session.problems:
                text = safe(self.session.problems.pop(0))
                _log.warning("%s", text)
                self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"mlint: {text}"))

    def spawn(self, job: Any) -> None:
        """Run a coroutine beside all else."""
        task = asyncio.ensure_future(job)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A line in the log instead of a window: nothing of an error is for the editor's user to decide."""
        _log.error("%s: %s", getattr(source, "__name__", source), error)

    # Texts

    def uri_of(self, path: str) -> str:
        """The URI of a file, as the editor writes it where it has the file open."""
        document = self.document_at(path)
        if document is not None:
            return document.uri
        return path if "://" in path or path.startswith("untitled:") else from_fs_path(path) or path

    def document_at(self, path: str) -> Document | None:
        """The open text of the file at ``path``."""
        return next((one for one in self.documents.values() if one.path == path), None)

    def opened(self, item: types.TextDocumentItem) -> None:
        """A text is open from here on."""
        path = to_fs_path(item.uri) or item.uri
        document = Document(item.uri, path, item.language_id, item.version, item.text)
        self.documents[item.uri] = document
        self._note(document)
        self.look(item.uri)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A text has changed."""
        document = self.documents.get(params.text_document.uri)
        if document is not None:
            document.change(params.text_document.version, params.content_changes, self.positions)
            self._note(document)
            self.look(document.uri, self.session.settings.debounce)

    def saved(self, uri: str) -> None:
        """A text is on disk now."""
        document = self.documents.get(uri)
        if document is None:
            return
        if is_docker(document):
            self.look(uri)
        else:
            self._dirty.add(uri)
            self.spawn(self.disk_changed([(document.path, False)]))

    def closed(self, uri: str) -> None:
        """A text is not open any more: what is on disk counts again."""
        document = self.documents.pop(uri, None)
        if document is None:
            return
        self._cancel_timer(uri)
        self._dirty.discard(uri)
        if not self._pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        if is_docker(document):
            self._open.pop(document.path, None)
            self.spawn(self.work(self.session.close, document.path))
        else:
            self.spawn(self._released(document.path))

    async def _released(self, path: str) -> None:
        if await self.work(self.session.hold, path, None):
            self.look_again()

    def _note(self, document: Document) -> None:
        if is_docker(document):
            self._open[document.path] = document.source
        else:
            self._dirty.add(document.uri)

    async def _take_in(self) -> None:
        """Let the session have the texts of other files than Dockerfiles that have changed in the editor."""
        changed = False
        while self._dirty:
            document = self.documents.get(self._dirty.pop())
            if document is not None:
                changed = bool(await self.work(self.session.hold, document.path, document.source.data)) or changed
        if changed:
            self.look_again()

    async def disk_changed(self, changes: list[tuple[str, bool]]) -> None:
        """Files have changed on disk, each with whether only its content has."""
        again = False
        for path, only_content in changes:
            if await self.work(_note_change, self.session, path, only_content):
                again = True
        await self._take_in()
        if again:
            self.look_again(SETTLE if self._watches else 0)

    # Diagnostics

    def look(self, uri: str, delay: float = 0) -> None:
        """Find what there is in the text at ``uri``, after ``delay`` seconds without another reason to."""
        self._cancel_timer(uri)
        loop = asyncio.get_running_loop()
        if delay:
            self._timers[uri] = loop.call_later(delay, self.look, uri)
        else:
            self.spawn(self._look(uri))

    def _cancel_timer(self, uri: str) -> None:
        timer = self._timers.pop(uri, None)
        if timer is not None:
            timer.cancel()

    def look_again(self, delay: float = 0) -> None:
        """Find again what there is in all open texts."""
        if self._pulls:
            self.spawn(self._ask_to_pull())
        else:
            for uri in self.documents:
                self.look(uri, delay)

    async def _ask_to_pull(self) -> None:
        try:
            await self.workspace_diagnostic_refresh_async(None)
        except Exception as error:
            _log.warning("the editor does not pull again: %s", error)

    async def _look(self, uri: str) -> None:
        await self._take_in()
        document = self.documents.get(uri)
        if document is None or self._pulls:
            return
        source, version = document.source, document.version
        found = await self.work(self._diagnostics, document, source)
        # Of a text that has changed meanwhile the next look will tell.
        if found is not None and document.source is source and uri in self.documents:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found[0], version))

    async def pulled(self, uri: str, previous: str | None) -> types.DocumentDiagnosticReport:
        """What there is in the text at ``uri``, or that it is what the editor has."""
        await self._take_in()
        document = self.documents.get(uri)
        found = await self.work(self._diagnostics, document, document.source) if document else None
        if found is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        if found[1] == previous:
            return types.RelatedUnchangedDocumentDiagnosticReport(found[1])
        return types.RelatedFullDocumentDiagnosticReport(found[0], result_id=found[1])

    def _diagnostics(self, document: Document, source: Source) -> tuple[list[types.Diagnostic], str]:
        """In the worker: the diagnostics of a text, and what names this result."""
        if is_docker(document):
            checked = self.session.check(source)
            return (self.renderer.of_dockerfile(checked), str(checked.number)) if checked else ([], "")
        found = self.session.about(document.path)
        numbers = sorted({one.checked.number for one in found})
        return self.renderer.of_other(source, found), f"{document.version}:{numbers}"

    async def ask(self, uri: str, answer: Callable[[Checked], _Result]) -> _Result | None:
        """What ``answer`` makes of the Dockerfile at ``uri``, in the worker; None when it is none."""
        await self._take_in()
        document = self.documents.get(uri)
        if document is None or not is_docker(document):
            return None
        source = document.source

        def answered() -> _Result | None:
            checked = self.session.check(source)
            return answer(checked) if checked else None

        return await self.work(answered)


def _note_change(session: Session, path: str, only_content: bool) -> bool:
    return session.changed_on_disk(path, only_content=only_content)


def is_docker(document: Document) -> bool:
    """Whether a text is a Dockerfile: the editor says so, or its name does."""
    return document.language.lower() in _LANGUAGES or is_dockerfile(document.path)
