"""The language server behind ``mlint server``; it needs the extra ``lsp``."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, BinaryIO

from mlint.config import ConfigError

if TYPE_CHECKING:
    from mlint.server.app import Server


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
    # The command line lets garbage lie, for it ends soon: here that would be 20 MB. What was imported is no garbage.
    gc.freeze()
    gc.set_threshold(5_000)
    try:
        return asyncio.run(_talk(server, sys.stdin.buffer, out))
    except SystemExit as end:  # how pygls ends when the editor says so
        return end.code if isinstance(end.code, int) else 0
    except (BrokenPipeError, asyncio.IncompleteReadError):
        return 1  # the editor is gone
    finally:
        server.stop()


async def _talk(server: Server, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Read messages and let the ``server`` answer them, until the editor is gone.

    pygls would hand every line of a message from one thread to another and back; here a thread hands on all that has
    come in at once, which is a third of the time that a small message takes.
    """
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()

    def pump() -> None:
        try:
            while chunk := os.read(stdin.fileno(), 1 << 16):
                loop.call_soon_threadsafe(reader.feed_data, chunk)
            loop.call_soon_threadsafe(reader.feed_eof)
        except (OSError, RuntimeError):
            pass  # standard input or the loop is closed: the end has come another way

    from pygls.io_ import StdoutWriter

    threading.Thread(target=pump, daemon=True).start()
    server.protocol.set_writer(StdoutWriter(stdout))
    length = 0
    while header := await reader.readline():
        name, _, value = header.strip().partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        elif not name and length:
            server.receive(await reader.readexactly(length))
            length = 0
    return 1  # without the word to exit


class _Redacting(logging.Formatter):
    """Writes no credential, whatever a message or a traceback holds."""

    def format(self, record: logging.LogRecord) -> str:
        from mlint.secrets import redact

        return redact(super().format(record))
