"""Archives: which files may be one, and which commands unpack one."""

from __future__ import annotations

from itertools import islice

from mlint.context.path_patterns import has_wildcards
from mlint.image.packages.installers.options import OPTPARSE, read_options
from mlint.knowledge.archives import ENDINGS, OF_A_PART, TAR, TAR_ENDINGS, TAR_NAMES
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.shell.commands import Argument, Command


class Unpacking(Record):
    """What ``tar -x`` unpacks and where, as written: an empty ``folder`` is the working folder."""

    archive: str
    folder: str


def may_be_archive(path: str) -> bool:
    """Whether ADD may unpack the file, or one of the files that the pattern matches, by its name."""
    name = path.rstrip("/").rpartition("/")[2].lower()
    if has_wildcards(name):
        return name.endswith(("*", "?", "]", *ENDINGS)) or ".tar" in name
    return ".tar." in name or name.endswith(ENDINGS)


def is_tar(path: str) -> bool:
    """Whether the file is one that ADD surely unpacks, by its name."""
    return not has_wildcards(path) and path.lower().endswith(TAR_ENDINGS)


def unpacking(command: Command) -> Unpacking | None:
    """What ``command`` unpacks as ADD would do it: one whole archive, nothing left out or renamed."""
    if command.name != "tar" or len(command.arguments) < 3:
        return None
    words = read_options(list(_with_dashes(command.arguments[1:])), TAR, OPTPARSE, TAR_NAMES)
    values = {one.name: one for one in words.options}
    archive, folder = values.get("--file"), values.get("--directory")
    if words.positionals or words.uncertain or "--extract" not in values or not OF_A_PART.isdisjoint(values):
        return None
    if archive is None or archive.value in (None, "-") or (folder and folder.value is None):
        return None
    return Unpacking(archive.value or "", (folder.value or "") if folder else "")


def _with_dashes(words: tuple[Argument, ...]) -> Iterator[Argument]:
    """The words of tar with its oldest style written out: ``xfC a.tar /x`` is ``-x -f a.tar -C /x``."""
    if words[0].start.startswith("-"):
        yield from words
        return
    rest = iter(words[1:])
    for letter in words[0].value or "":
        yield words[0]._replace(value=f"-{letter}")
        if f"-{letter}" in TAR.value:
            yield from islice(rest, 1)
    yield from rest
