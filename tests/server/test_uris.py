"""URIs and paths, of both systems on every system."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlint.server.uris import key_of, path_of, uri_of

NAMES = st.text(st.sampled_from("ab A;%#?&+é𝄞 ~'[]{}=@,👍"), min_size=1).filter(
    lambda name: name == name.strip() and name.strip(".")
)


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/Users/me/my%20app/Dockerfile", r"C:\Users\me\my app\Dockerfile"),  # VS Code
        ("file:///C:/Users/me/Dockerfile", r"C:\Users\me\Dockerfile"),  # Neovim
        ("file:///c:/Users/me/", r"C:\Users\me"),
        ("file:///d%3A/", "D:\\"),
        ("file:///d:", "D:\\"),
        ("file://localhost/C:/x", r"C:\x"),
        ("file://server/share/app/Dockerfile", r"\\server\share\app\Dockerfile"),
        ("file://wsl%24/Ubuntu/home/me/Dockerfile", r"\\wsl$\Ubuntu\home\me\Dockerfile"),
        ("file:///C:/a%23b/%C3%A9;v=1/Dockerfile", r"C:\a#b\é;v=1\Dockerfile"),
        ("untitled:Untitled-1", None),
        ("vscode-vfs://github/a/b/Dockerfile", None),
        ("file://[x/y", None),
        ("", None),
    ],
)
def test_paths_on_windows(uri: str, path: str | None) -> None:
    assert path_of(uri, windows=True) == path


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///home/me/my%20app/Dockerfile", "/home/me/my app/Dockerfile"),
        ("file:///home/me/", "/home/me"),
        ("file:///", "/"),
        ("file://localhost/etc/x", "/etc/x"),
        ("file:///home/a;b/c%3Ad", "/home/a;b/c:d"),
        ("file:///c%3A/x", "/c:/x"),
        ("file:///x/a%5Cb", "/x/a\\b"),
        ("file:///x/%FF", "/x/\udcff"),
        ("file://server/share/x", None),
        ("file:", None),
        ("untitled:/x", None),
    ],
)
def test_paths_elsewhere(uri: str, path: str | None) -> None:
    assert path_of(uri, windows=False) == path


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\Users\me\my app\Dockerfile", "file:///C:/Users/me/my%20app/Dockerfile"),
        (r"c:\x", "file:///C:/x"),
        (r"\\server\share\x", "file://server/share/x"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
        ("vscode-vfs://github/a/b", "vscode-vfs://github/a/b"),
    ],
)
def test_uris_on_windows(path: str, uri: str) -> None:
    assert uri_of(path, windows=True) == uri


def test_uris_elsewhere() -> None:
    assert uri_of("/home/a b/#;é", windows=False) == "file:///home/a%20b/%23%3B%C3%A9"
    assert uri_of("/x/\udcff", windows=False) == "file:///x/%FF"
    assert uri_of("untitled:Untitled-1", windows=False) == "untitled:Untitled-1"


@given(st.lists(NAMES, min_size=1), st.sampled_from(["C:\\", "\\\\server\\share\\"]))
def test_there_and_back(names: list[str], start: str) -> None:
    windows = str(PureWindowsPath(start, *names))
    assert path_of(uri_of(windows, windows=True), windows=True) == windows
    posix = str(PurePosixPath("/", *names))
    assert path_of(uri_of(posix, windows=False), windows=False) == posix


def test_on_this_system(tmp_path: Path) -> None:
    path = os.path.realpath(tmp_path)
    assert path_of(Path(path).as_uri()) == path
    assert path_of(uri_of(path)) == path


def test_the_same_file() -> None:
    assert key_of(r"C:\App\Dockerfile", windows=True) == key_of("c:/app/dockerfile", windows=True)
    assert key_of("/App", windows=False) != key_of("/app", windows=False)
