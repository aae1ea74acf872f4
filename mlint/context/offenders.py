"""What of a build context is seldom meant for the image: ``.git``, environments, caches, runs, data, weights, secrets.

Judged by names, places and sizes alone; no file is opened.
"""

from __future__ import annotations

from mlint.context.tree import GIT
from mlint.knowledge.context_entries import (
    CACHE_FOLDERS,
    CACHE_PATHS,
    DATA_ENDINGS,
    DATA_FOLDERS,
    ENVIRONMENT_FOLDERS,
    ENVIRONMENT_MARKS,
    LARGE_WEIGHTS,
    MAYBE_WEIGHT_ENDINGS,
    RUN_FOLDERS,
    SAMPLE_WORDS,
    SECRET_FILES,
    SECRET_STARTS,
    TEXT_ENDINGS,
    WEIGHT_ENDINGS,
    WEIGHT_FOLDERS,
)
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from mlint.context.build_context import Taken
    from mlint.context.tree import Entry, Tree

    Kind = Literal["git", "environment", "cache", "runs", "data", "weights", "secret"]


class Offender(Record):
    """A file or folder of the context that is seldom meant for the image.

    ``path`` is the outermost folder of that kind, or the file. ``bytes`` and ``files`` are only what makes it an
    offender: of ``data`` the files of data, not the Python package beside them.
    """

    path: str
    kind: Kind
    bytes: int
    files: int
    whole: bool
    """Whether everything that is taken below ``path`` belongs to it."""
    at_least: bool = False


def offenders(taken: Taken, tree: Tree) -> list[Offender]:
    """What a COPY takes from ``tree`` and is seldom meant for the image, what is large first."""
    marked = _marked_folders(taken.files)
    packages = _folders_of(taken.files, "__init__.py")
    frontends = _folders_of(taken.files, "package.json")
    found: dict[tuple[str, Kind], list[Entry]] = {}
    others: set[str] = set()
    for one in taken.files:
        place = _in_folder(one.path, marked, packages)
        if place is None:
            kind = file_kind(one)
            # The mode files of a web front end (.env.production) are settings that its build needs.
            if kind is None or (kind == "secret" and one.name != ".env" and _folder(one.path) in frontends):
                others.update(_folders(one.path))
                continue
            place = (_named_folder(one.path, kind), kind)
        found.setdefault(place, []).append(one)
    result = [_offender(path, kind, files, others) for (path, kind), files in found.items()]
    if taken.with_git:
        total = tree.git_total()
        if total is not None:
            result.append(Offender(GIT, "git", total.bytes, total.files, True, total.at_least))
    return sorted(result, key=_largest_first)


def file_kind(one: Entry) -> Literal["data", "weights", "secret"] | None:
    """What a file is by its name, its size and the folder called ``data`` that it lies in; None: nothing special."""
    name = one.name.lower()
    if is_secret_file(name):
        return "secret" if one.size else None
    if name.startswith((".", "dockerfile")):
        return None
    ending = name.rpartition(".")[2] if "." in name else ""
    if ending in WEIGHT_ENDINGS or (ending in MAYBE_WEIGHT_ENDINGS and one.size >= LARGE_WEIGHTS):
        return "weights"
    if ending in DATA_ENDINGS:
        return "data"
    folders = one.path.lower().split("/")[:-1]
    in_data = ending and ending not in TEXT_ENDINGS and not DATA_FOLDERS.isdisjoint(folders)
    return "data" if in_data else None


def is_secret_file(name: str) -> bool:
    """Whether a file of this name holds credentials: ``.env``, ``.env.local``, not ``.env.example``."""
    name = name.lower()
    return name in SECRET_FILES or (name.startswith(SECRET_STARTS) and name.rpartition(".")[2] not in SAMPLE_WORDS)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _folders_of(files: Iterable[Entry], name: str) -> set[str]:
    """The folders that hold a file of that name."""
    return {_folder(one.path) for one in files if one.name == name}


def _marked_folders(files: Iterable[Entry]) -> set[str]:
    """The folders in which a file tells that they are environments."""
    found = set()
    for one in files:
        for mark in ENVIRONMENT_MARKS:
            if one.path.endswith(f"/{mark}"):
                found.add(one.path[: -len(mark) - 1])
    return found


def _in_folder(path: str, marked: set[str], packages: set[str]) -> tuple[str, Kind] | None:
    """The outermost folder around a file whose name, or a mark in it, says what all in it is."""
    for folder in _folders(path):
        name = folder.rpartition("/")[2].lower()
        if folder in marked or (name in ENVIRONMENT_FOLDERS and folder not in packages):
            return folder, "environment"
        if name in CACHE_FOLDERS or folder.endswith(CACHE_PATHS):
            return folder, "cache"
        if name in RUN_FOLDERS and folder not in packages:
            return folder, "runs"
    return None


def _named_folder(path: str, kind: Kind) -> str:
    """The outermost folder around a file of data or weights that is named after them, else the file's own folder."""
    names = DATA_FOLDERS if kind == "data" else WEIGHT_FOLDERS if kind == "weights" else ()
    named = (folder for folder in _folders(path) if folder.rpartition("/")[2].lower() in names)
    return path if kind == "secret" else next(named, _folder(path))


def _folders(path: str) -> list[str]:
    """The folders around a file, the outermost first."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _offender(path: str, kind: Kind, files: list[Entry], others: set[str]) -> Offender:
    size = sum(one.size for one in files)
    if len(files) == 1 and kind in ("data", "weights"):
        return Offender(files[0].path, kind, size, 1, True)
    return Offender(path or ".", kind, size, len(files), bool(path) and path not in others)


def _largest_first(one: Offender) -> tuple[int, str]:
    return -one.bytes, one.path
