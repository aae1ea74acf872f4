"""The language server: what the editor says -> :class:`mlint.server.session.Session` -> what the editor is told.

Messages are read and texts are kept up to date in the event loop; everything that looks into a text runs in one worker
thread, one request after the other, in the order in which they were made. So a request that the editor cancels while it
waits is never begun, and a long file does not keep the next change from being taken in.

Whatever fails there is a line in the log and an answer: an editor never waits for one that does not come.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer

from mlint import __version__
from mlint.discovery import is_dockerfile
from mlint.dockerfile.lines import TooLongError
from mlint.output.text import safe
from mlint.server import uris
from mlint.server.actions import Actions
from mlint.server.diagnostics import Renderer
from mlint.server.documents import Document, Positions
from mlint.server.options import SECTION, ServerOptions
from mlint.server.pages import Pages
from mlint.server.session import Session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable

    from mlint.dockerfile.source import Source
    from mlint.server.session import Checked

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
Found = tuple[list[types.Diagnostic], str | None]
"""Diagnostics, and what names this result when it can be named."""

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
        self._by_path: dict[str, Document] = {}
        self.pages = Pages()
        self._open: dict[str, Source] = {}
        self.session = Session(self._open)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="mlint")
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._again: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._dirty: set[str] = set()
        self._given: Any = None
        self._sent: Any = None
        self._pulls = False
        self._watches = False
        self._tells_settings = False
        self._registers_settings = False
        self.positions = Positions()
        self.renderer: Renderer
        self.actions: Actions

    # Starting

    def prepare(self, params: types.InitializeParams) -> None:
        """Take what the editor can do and what its user has set."""
        capabilities = params.capabilities
        self._given = params.initialization_options
        self.session.configure(ServerOptions(self._given))
        folders = [one.uri for one in params.workspace_folders or ()] or [params.root_uri or ""]
        self.session.change_folders(filter(None, map(uris.path_of, folders)), ())
        pulls = get_capability(capabilities, "text_document.diagnostic") is not None
        refreshes = bool(
            get_capability(capabilities, "workspace.diagnostics.refresh_support")
            or get_capability(capabilities, "workspace.diagnostic.refresh_support")
        )
        # Who pulls and cannot be told to pull again would miss what changes in other files: push to them.
        self._pulls = pulls and refreshes
        self._watches = bool(get_capability(capabilities, "workspace.did_change_watched_files.dynamic_registration"))
        self._tells_settings = bool(get_capability(capabilities, "workspace.configuration"))
        self._registers_settings = bool(
            get_capability(capabilities, "workspace.did_change_configuration.dynamic_registration")
        )
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
        """Have changes of settings and on disk told by the editor, or else look for those on disk."""
        wanted: list[types.Registration] = []
        if self._registers_settings:
            section = types.DidChangeConfigurationRegistrationOptions(SECTION)
            wanted.append(types.Registration("mlint-settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
        if self._watches:
            everything = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*")])
            wanted.append(types.Registration("mlint-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, everything))
        else:
            self.spawn(self._poll())
        if wanted:
            self.client_register_capability(types.RegistrationParams(wanted))
        if self._tells_settings:
            self.spawn(self.settings_changed())

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL)
            if self.documents:
                await self._look_again_if(self.work(self.session.stale))

    async def settings_changed(self, pushed: Any = None) -> None:
        """Use what the editor has set now: what it says when it is asked, or else what it has ``pushed``."""
        sent = pushed.get(SECTION) if isinstance(pushed, dict) else None
        if self._tells_settings:
            item = types.ConfigurationItem(section=SECTION)
            try:
                answer = await self.workspace_configuration_async(types.ConfigurationParams([item]))
                sent = (answer[0] if answer else None) or sent
            except JsonRpcException as error:
                _log.warning("the editor does not tell its settings: %s", error)
        elif not isinstance(pushed, dict):
            return
        if sent != self._sent:
            self._sent = sent
            await self.work(self.session.configure, ServerOptions(self._given, sent))
            self.look_again()

    def folders_changed(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Folders have come to the workspace or have left it."""
        come, gone = ([uris.path_of(one.uri) for one in folders] for folders in (event.added, event.removed))
        changed = self.work(self.session.change_folders, filter(None, come), filter(None, gone))
        self.spawn(self._look_again_if(changed))

    def stop(self) -> None:
        """End what runs."""
        for timer in (*self._timers.values(), *filter(None, [self._again])):
            timer.cancel()
        for task in list(self._tasks):
            task.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)
        self.pages.close()

    # Messages and work

    def receive(self, body: bytes) -> None:
        """Handle a message of the editor; a request that cannot be understood gets an error for an answer."""
        data: Any = None
        try:
            data = json.loads(body)
            self.protocol.handle_message(self.protocol.structure_message(data))
        except BrokenPipeError:
            raise
        except Exception as error:
            _log.error("a message cannot be handled: %s: %s", type(error).__name__, error)
            if isinstance(data, dict) and "method" in data and "id" in data:
                known = error if isinstance(error, JsonRpcException) else JsonRpcInternalError(str(error))
                self.protocol._send_response(data["id"], error=known.to_response_error())

    def work(self, function: Callable[..., _Result], *arguments: Any) -> asyncio.Future[_Result | None]:
        """The result of ``function`` in the worker; None when it fails, which is a line in the log.

        What is asked of the worker before is done before, whoever is awaited first.
        """
        loop = asyncio.get_running_loop()

        def done() -> _Result | None:
            # Nothing is raised: asyncio would wait for ever for what ends with StopIteration.
            try:
                return function(*arguments)
            except (Exception, SystemExit) as error:
                _log_internal(error)
                return None
            finally:
                if self.session.problems:
                    loop.call_soon_threadsafe(self._tell_problems)

        return loop.run_in_executor(self._worker, done)

    def _tell_problems(self) -> None:
        while self.session.problems:
            text = safe(self.session.problems.pop(0))
            _log.warning("%s", text)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"mlint: {text}"))

    def spawn(self, job: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine beside all else."""
        task = asyncio.ensure_future(job)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            _log_internal(error)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A line in the log instead of a window: nothing of an error is for the editor's user to decide."""
        _log.error("%s: %s", getattr(source, "__name__", source), error)

    # Texts

    def uri_of(self, path: str) -> str:
        """The URI of a file, as the editor writes it where it has the file open."""
        document = self.document_at(path)
        return document.uri if document else uris.uri_of(os.path.abspath(path))

    def document_at(self, path: str) -> Document | None:
        """The open text of the file at ``path``."""
        return self._by_path.get(uris.key_of(path))

    def opened(self, item: types.TextDocumentItem) -> None:
        """A text is open from here on."""
        path = uris.path_of(item.uri) or item.uri
        document = Document(item.uri, path, item.language_id, item.version, item.text)
        self.documents[item.uri] = self._by_path[uris.key_of(path)] = document
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
            self.disk_changed([(document.path, False)])

    def closed(self, uri: str) -> None:
        """A text is not open any more: what is on disk counts again."""
        document = self.documents.pop(uri, None)
        if document is None:
            return
        self._by_path.pop(uris.key_of(document.path), None)
        self._cancel_timer(uri)
        self._dirty.discard(uri)
        if not self._pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        if is_docker(document):
            self._open.pop(document.path, None)
            self.work(self.session.close, document.path)
        else:
            self.spawn(self._look_again_if(self.work(self.session.hold, {document.path: None})))

    def _note(self, document: Document) -> None:
        if is_docker(document):
            self._open[document.path] = document.source
        else:
            self._dirty.add(document.uri)

    def _take_in(self) -> None:
        """Let the session have the texts of other files than Dockerfiles that have changed in the editor."""
        changed = [self.documents[uri] for uri in self._dirty if uri in self.documents]
        self._dirty.clear()
        if changed:
            texts = {document.path: document.source.data for document in changed}
            self.spawn(self._look_again_if(self.work(self.session.hold, texts)))

    def disk_changed(self, changes: Iterable[tuple[str, bool]]) -> None:
        """Files have changed on disk, each with whether only its content has."""
        changed = self.work(self.session.changed_on_disk, changes)
        self._take_in()
        self.spawn(self._look_again_if(changed, soon=self._watches))

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

    async def _look_again_if(self, changed: Awaitable[bool | None], *, soon: bool = False) -> None:
        """Find again what there is, when something has ``changed``; ``soon`` waits for more of the same."""
        if not await changed:
            return
        if not soon:
            self.look_again()
        elif self._again is None:
            # Counted from the first change: who writes files all the time must not put it off for ever.
            self._again = asyncio.get_running_loop().call_later(SETTLE, self.look_again)

    def look_again(self) -> None:
        """Find again what there is in all open texts."""
        if self._again is not None:
            self._again.cancel()
            self._again = None
        if self._pulls:
            self.spawn(self._ask_to_pull())
        else:
            for uri in self.documents:
                self.look(uri)

    async def _ask_to_pull(self) -> None:
        try:
            await self.workspace_diagnostic_refresh_async(None)
        except JsonRpcException as error:
            _log.warning("the editor does not pull again: %s", error)

    async def _look(self, uri: str) -> None:
        self._take_in()
        document = self.documents.get(uri)
        if document is None or self._pulls:
            return
        source = document.source

        def looked() -> Found | None:
            return self._diagnostics(document, source) if document.source is source else None

        found = await self.work(looked)
        # Of a text that has changed meanwhile the next look will tell.
        if found is not None and document.source is source and self.documents.get(uri) is document:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found[0], document.version))

    async def pulled(self, uri: str, previous: str | None) -> types.DocumentDiagnosticReport:
        """What there is in the text at ``uri``, or that it is what the editor has."""
        self._take_in()
        document = self.documents.get(uri)
        found = await self.work(self._diagnostics, document, document.source) if document else None
        if found is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        if found[1] is not None and found[1] == previous:
            return types.RelatedUnchangedDocumentDiagnosticReport(found[1])
        return types.RelatedFullDocumentDiagnosticReport(found[0], result_id=found[1])

    def _diagnostics(self, document: Document, source: Source) -> Found:
        """In the worker: the diagnostics of a text, or the one that says why there are no others."""
        try:
            if is_docker(document):
                checked = self.session.check(source)
                return (self.renderer.of_dockerfile(checked), str(checked.number)) if checked else ([], None)
            found = self.session.about(document.path)
            numbers = sorted({one.checked.number for one in found})
            return self.renderer.of_other(source, found), f"{document.version}:{numbers}"
        except TooLongError as error:
            return [self.renderer.failure(str(error))], None
        except (Exception, SystemExit) as error:
            return [self.renderer.failure(_log_internal(error))], None

    async def ask(self, uri: str, answer: Callable[[Checked], _Result]) -> _Result | None:
        """What ``answer`` makes of the Dockerfile at ``uri``, in the worker; None when it is none."""
        self._take_in()
        document = self.documents.get(uri)
        if document is None or not is_docker(document):
            return None
        source = document.source

        def answered() -> _Result | None:
            checked = self.session.check(source)
            return answer(checked) if checked else None

        return await self.work(answered)


def _log_internal(error: BaseException) -> str:
    """Log an error of mlint; the line that tells of it."""
    text = f"internal error: {type(error).__name__}: {error}; please report it"
    _log.error("%s", text, exc_info=error)
    return text


def is_docker(document: Document) -> bool:
    """Whether a text is a Dockerfile: the editor says so, or its name does."""
    return document.language.lower() in _LANGUAGES or is_dockerfile(document.path)
