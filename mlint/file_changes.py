"""Changed files, written safely: all of them prepared, then each replaced in one step, none outside its project."""

from __future__ import annotations

import os

from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import TextIO


class FixError(Exception):
    """A file that cannot be changed; the text says which and why."""


class Change(Record):
    """A file before and after; ``before`` is None for a file that did not exist."""

    path: str
    before: bytes | None
    after: bytes


def write(changes: Iterable[Change]) -> None:
    """Write the changed files; FixError when one cannot be written.

    Whatever can be known to fail is found before the first file is replaced.
    """
    prepared: list[tuple[Change, str, str]] = []
    try:
        for change in changes:
            try:
                target = _target(change)
                prepared.append((change, _beside(target, change), target))
            except OSError as error:
                raise _failure(change, error) from None
        while prepared:
            change, name, target = prepared[0]
            try:
                _replace(change, name, target)
            except OSError as error:
                raise _failure(change, error) from None
            del prepared[0]
    finally:
        for _, name, _ in prepared:
            if os.path.lexists(name):
                os.unlink(name)


class WholeFile:
    """A report in a text file: until all of it is written, the file is as it was before.

    What is no regular file (a pipe, a terminal), belongs to somebody else, or stands in a folder where no other can be
    made, is written at once. Use it as a context manager; OSError where the file cannot be written.
    """

    def __init__(self, path: str) -> None:
        self._target = os.path.realpath(path)
        self._beside = _new_file(os.path.dirname(self._target)) if _can_be_replaced(self._target) else ""
        self._stream: TextIO = open(  # noqa: SIM115 (closed at the end)
            self._beside or path, "w", encoding="utf-8", errors="backslashreplace", newline="\n"
        )

    def write(self, text: str) -> None:
        """Add ``text``."""
        self._stream.write(text)

    def __enter__(self) -> WholeFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._stream.close()
            if self._beside and kind is None:
                _take_mode(self._beside, self._target)
                os.replace(self._beside, self._target)
        finally:
            if self._beside and os.path.lexists(self._beside):
                os.unlink(self._beside)


def _can_be_replaced(target: str) -> bool:
    folder = os.path.dirname(target)
    if not os.access(folder, os.W_OK):
        return False
    if not os.path.lexists(target):
        return os.path.isdir(folder)
    return os.path.isfile(target) and os.access(target, os.W_OK) and _may_give_away(target)


def _may_give_away(target: str) -> bool:
    """Whether another file can get the owner of ``target``, and take its place in a folder such as /tmp."""
    return not hasattr(os, "geteuid") or os.geteuid() in (0, os.stat(target).st_uid)


def _new_file(folder: str) -> str:
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=".mlint-", dir=folder)
    os.close(descriptor)
    return name


def _failure(change: Change, error: OSError) -> FixError:
    return FixError(f"{change.path}: cannot write the fix: {error.strerror or error}")


def _target(change: Change) -> str:
    """The file itself, behind all links. It lies in the repository, or in the folder that was named."""
    target = os.path.realpath(change.path)
    folder = os.path.dirname(os.path.abspath(change.path))
    if not any(_is_inside(target, root) for root in (folder, _repository(folder))):
        raise FixError(f"{change.path}: cannot write the fix: it is a link to a file outside of the project")
    if change.before is not None and not os.access(target, os.W_OK):
        raise FixError(f"{change.path}: cannot write the fix: the file is read-only")
    _expect_as_before(change, target)
    return target


def _is_inside(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(os.path.realpath(folder), ""))


def _repository(folder: str) -> str:
    """The root of the repository that holds ``folder``; without one, the folder itself."""
    here = folder
    while not os.path.lexists(os.path.join(here, ".git")):
        parent = os.path.dirname(here)
        if parent == here:
            return folder
        here = parent
    return here


def _beside(target: str, change: Change) -> str:
    """A new file beside ``target`` with what it shall hold, its mode and its owner."""
    name = _new_file(os.path.dirname(target))
    try:
        with open(name, "wb") as stream:
            stream.write(change.after)
        _take_mode(name, target)
    except BaseException:
        os.unlink(name)
        raise
    return name


def _take_mode(name: str, target: str) -> None:
    """Give the file ``name`` the owner and the mode of ``target``, or those of a new file where there is none."""
    if not os.path.exists(target):
        os.chmod(name, 0o666 & ~_umask())
        return
    own, status = os.stat(name), os.stat(target)
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        os.chown(name, status.st_uid, status.st_gid)
    os.chmod(name, status.st_mode & 0o7777)


def _umask() -> int:
    """What new files of this process may not be."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _replace(change: Change, name: str, target: str) -> None:
    """Put the prepared file ``name`` in the place of ``target``, if that is still what it was."""
    _expect_as_before(change, target)
    os.replace(name, target)


def _expect_as_before(change: Change, target: str) -> None:
    """FixError when ``target`` is not what it was when it was read."""
    if change.before is None:
        if os.path.lexists(target):
            raise FixError(f"{change.path}: cannot write the fix: a file is there now")
        return
    with open(target, "rb") as stream:
        if stream.read() != change.before:
            raise FixError(f"{change.path}: changed while mlint was at work; it is left as it is, run mlint again")
