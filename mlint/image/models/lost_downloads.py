"""Downloads of models that the container does not find: in a cache mount, in another home, below a volume."""

from __future__ import annotations

from mlint.image.folders import covers, mounted
from mlint.image.start.startup import start_environment
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mlint.build import Build
    from mlint.dockerfile.arguments import Mount
    from mlint.dockerfile.instructions import Instruction
    from mlint.image.models.downloads import Download

_ROOT = ("", "0", "root")
_ROOT_HOME = "/root"
_ONLY_SHOW = frozenset({"du", "echo", "ls", "printf", "rm", "true"})
_HARMLESS_CALLS = frozenset({"encode", "eval", "len", "print"})


class Elsewhere(Record):
    """A download and the folder in which the container looks instead; from ``~`` on in a home that is not known."""

    download: Download
    folder: str
    looked_in: str


def folder_of(download: Download) -> str | None:
    """Where a download goes; None when it is not known."""
    from mlint.image.models.downloads import cache_folder

    if download.placed:
        return download.folder
    if download.cache == "nltk" and "NLTK_DATA" in download.environment:
        return None
    home = download.run.stage.home_at(download.run.instruction)
    return cache_folder(download.cache, download.environment, home)


def in_cache_mount(download: Download) -> Mount | None:
    """The cache mount into which a download goes, and from which neither this RUN nor another one takes it."""
    run = download.run
    folder = folder_of(download) if run.mounts else None
    mount = next((one for one in run.mounts if one.type == "cache" and folder and covers(one, folder)), None)
    if mount is None or not _ends_with(download):
        return None
    others = (one for stage in run.stage.build.stages for one in stage.runs if one is not run)
    used = any(one.target == mount.target for other in others for one in other.mounts)
    return None if used else mount


def _ends_with(download: Download) -> bool:
    """Whether nothing behind the download in its RUN may use the model or put it elsewhere."""
    if not _only_loads(download):
        return False
    behind = (one for one in download.run.commands if one.span.start > download.span.start)
    downloads = {one.command for one in download.run.downloads}
    return all(one in downloads or one.name in _ONLY_SHOW for one in behind)


def _only_loads(download: Download) -> bool:
    """Whether the Python text around a download, if any, calls nothing that may store the model elsewhere."""
    if download.code is None:
        return True
    names = {call.function.rpartition(".")[2] for call in download.code.calls}
    downloading = {one.tool.rpartition(".")[2] for one in download.run.downloads}
    return names <= downloading | _HARMLESS_CALLS


def elsewhere(build: Build) -> Iterator[Elsewhere]:
    """The downloads of root into a default cache for which the container looks in another folder."""
    final = build.final
    if final is None or final.user is None or _names_root_home(build):
        return
    environment = start_environment(build.final_chain)
    for stage in build.final_chain:
        for run in stage.runs:
            for one in run.downloads:
                folder = None if one.placed else folder_of(one)
                # A folder that somebody chose for this one call is known to whoever starts the container.
                if not folder or not folder.startswith(f"{_ROOT_HOME}/") or not _only_loads(one):
                    continue
                if mounted(folder, run.mounts) is not False:
                    continue
                found = _looked_in(one, environment, final.user)
                if found and found != folder:
                    yield Elsewhere(one, folder, found)


def _looked_in(download: Download, environment: Mapping[str, str | None], user: str) -> str | None:
    """Where the container looks for it; None when that is not known."""
    from mlint.image.models.downloads import cache_folder

    if download.cache == "nltk" and "NLTK_DATA" in environment:
        return None
    return cache_folder(download.cache, environment, _ROOT_HOME if user in _ROOT else None)


def _names_root_home(build: Build) -> bool:
    """Whether a command or copy names root's home: the model may be copied, linked or opened to others from there."""
    for stage in build.final_chain:
        for command in stage.commands:
            words = (value or "" for value in command.values[1:]) if command.name != "rm" else ()
            if any(_ROOT_HOME in word or word.startswith("~") or "nltk_data" in word for word in words):
                return True
        for copy in stage.copies:
            paths = [*copy.sources, *([copy.destination] if copy.destination else [])]
            if any(one.path is None or _ROOT_HOME in one.path or ".cache" in one.path for one in paths):
                return True
    return False


def below_volume(build: Build) -> Iterator[tuple[Download, Instruction, str]]:
    """The downloads whose folder a VOLUME declares, with the instruction and the path that it declares."""
    volumes = [
        (one, path)
        for stage in build.final_chain
        for one in stage.instructions
        for argument in (one.arguments if one.name == "VOLUME" else ())
        if (path := stage.expand(argument.text, one))
    ]
    for run in (run for stage in build.final_chain for run in stage.runs) if volumes else ():
        for download in run.downloads:
            folder = folder_of(download)
            for instruction, path in volumes if folder else ():
                if f"{folder}/".startswith(f"{path.rstrip('/')}/"):
                    yield download, instruction, path
