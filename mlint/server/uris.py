"""URIs of files and their paths, on this system or, for the tests, on the other one."""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote, unquote, urlsplit

WINDOWS = os.name == "nt"


def path_of(uri: str, *, windows: bool = WINDOWS) -> str | None:
    """The path of the file that ``uri`` names; None when it names none of this machine.

    On Windows a drive is a capital letter, as in the paths that the system tells of, whatever the editor writes
    (``file:///c%3A/...``, ``file:///C:/...``), and the host of a URI is that of a share.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    host, path = (unquote(part, errors="surrogateescape") for part in (parts.netloc, parts.path))
    is_local = host in ("", "localhost")
    if not windows:
        return str(PurePosixPath(path)) if is_local and path else None
    if not is_local:
        return str(PureWindowsPath(f"//{host}{path}"))
    drive = re.match(r"/([A-Za-z]):", path)
    if drive:
        path = f"{drive[1].upper()}:{path[drive.end() :] or '/'}"
    return str(PureWindowsPath(path)) if path else None


def uri_of(path: str, *, windows: bool = WINDOWS) -> str:
    """The URI of the file at the absolute ``path``; what is a URI already, or no path of a file, stays as it is."""
    if windows:
        path = path.replace("\\", "/")
        if re.match(r"[A-Za-z]:/", path):
            return f"file:///{path[0].upper()}:{_quoted(path[2:])}"
        return f"file:{_quoted(path)}" if path.startswith("//") else path
    return f"file://{_quoted(path)}" if path.startswith("/") else path


def key_of(path: str, *, windows: bool = WINDOWS) -> str:
    """What is the same for two paths of one file: Windows does not tell capitals from small letters."""
    return path.replace("/", "\\").lower() if windows else path


def _quoted(path: str) -> str:
    return quote(path, errors="surrogateescape")
