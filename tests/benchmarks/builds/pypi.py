"""PyPI on this machine's loopback: fetched once, and sent with the headers of the real one whatever is in between.

pip keeps in its cache only what the answer's Cache-Control allows. Many mirrors and proxies drop that header, and then
nothing of what `pip-cache-kept` is about can be measured.
"""

import http.server
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

_SIMPLE = "https://pypi.org"
_FILES = "https://files.pythonhosted.org"
_CACHE_CONTROL = {_SIMPLE: "max-age=600, public", _FILES: "max-age=365000000, immutable, public"}
"""As pypi.org and files.pythonhosted.org send it."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The text of a pip.conf for a server that runs meanwhile and stores what it fetches in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host = f"127.0.0.1:{server.server_address[1]}"
    try:
        yield f"[global]\nindex-url = http://{host}/simple\ntrusted-host = {host}\n"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *rest: object) -> None:
        self.folder = folder
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        origin = _FILES if self.path.startswith("/packages/") else _SIMPLE
        file = self.folder / sha256(self.path.encode()).hexdigest()
        try:
            if origin == _SIMPLE or not file.exists():
                self._fetch(origin, file)
        except urllib.error.HTTPError as error:
            self.send_error(error.code)
            return
        body = file.read_bytes()
        if origin == _SIMPLE:
            body = body.replace(_FILES.encode(), f"http://{self.headers['Host']}".encode())
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if origin == _SIMPLE else "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", _CACHE_CONTROL[origin])
        self.send_header("ETag", f'"{file.name}"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _fetch(self, origin: str, file: Path) -> None:
        with urllib.request.urlopen(f"{origin}{self.path}", timeout=180) as answer:
            part = file.with_suffix(f".{threading.get_ident()}")
            part.write_bytes(answer.read())
            part.replace(file)
