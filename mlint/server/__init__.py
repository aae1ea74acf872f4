"""The language server behind ``mlint server``; it needs the extra ``lsp``."""

from __future__ import annotations

import logging
import sys

from mlint.config import ConfigError


def serve() -> int:
    """Talk to an editor over standard input and output until it is done; the exit code."""
    try:
        import pygls  # noqa: F401
    except ImportError:
        raise ConfigError("the language server needs pygls; install mlint[lsp]") from None
    out = sys.stdout.buffer
    # Standard output belongs to the protocol: what anything else prints goes to the log.
    sys.stdout = sys.stderr
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting("mlint server: %(levelname)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("pygls").setLevel(logging.ERROR)
    from mlint.server.features import make_server

    server = make_server()
    try:
        server.start_io(sys.stdin.buffer, out)
    finally:
        server.stop()
    return 0


class _Redacting(logging.Formatter):
    """Writes no credential, whatever a message or a traceback holds."""

    def format(self, record: logging.LogRecord) -> str:
        from mlint.secrets import redact

        return redact(super().format(record))
