"""Whether a file can be in the image when a command reads it: what a COPY, a mount or a command may have put there.

Every doubt is a yes: :func:`surely_missing` names only files that nothing in the Dockerfile can have brought.
"""

from __future__ import annotations

from bisect import bisect_left
from posixpath import basename, normpath
from sys import maxsize

from mlint.image.base.families.facts import PLAIN_FAMILIES
from mlint.image.copies import in_image
from mlint.image.packages.installers import read_install

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlint.build import BuildStage
    from mlint.image.copies import Copy
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_PLAIN_IMAGES = frozenset({"pytorch/pytorch", "tensorflow/tensorflow"})
_OF_THE_SYSTEM = ("/dev", "/etc", "/proc", "/run", "/sys", "/usr")
"""Folders in which packages and the builder put files."""
_FILE_ENDINGS = frozenset(
    {"bash", "bin", "cfg", "conf", "cpp", "crt", "css", "csv", "cu", "deb", "env", "h5", "html", "in", "ini", "ipynb"}
    | {"js", "json", "key", "list", "lock", "md", "onnx", "patch", "pem", "pkl", "pt", "pth", "py", "pyx", "rst", "sh"}
    | {"sql", "toml", "ts", "txt", "whl", "xml", "yaml", "yml"}
)
"""Endings of names that are surely no folder's."""
_CREATE_NOTHING = frozenset(
    {":", "add-apt-repository", "addgroup", "adduser", "apk", "apt", "apt-cache", "apt-get", "apt-key", "apt-mark"}
    | {"aptitude", "cat", "chgrp", "chmod", "chown", "date", "dnf", "dpkg", "dpkg-reconfigure", "echo", "export", "gpg"}
    | {"grep", "groupadd", "hash", "ldconfig", "locale-gen", "localedef", "ls", "microdnf", "mkdir", "nvcc", "printf"}
    | {"pwd", "rm", "rmdir", "sed", "set", "sleep", "touch", "true", "unset", "update-alternatives", "update-locale"}
    | {"useradd", "usermod", "virtualenv", "which", "yum"}
)
"""Programs that create no files of a project, but for those that their words name."""
_DOWNLOADERS = frozenset({"curl", "wget"})
_DOWNLOAD_MORE = frozenset({"-K", "-i", "-m", "-r", "--config", "--input-file", "--mirror", "--recursive"})
_SAFE_VERBS = frozenset({"cache", "clean", "config", "uninstall"})


def surely_missing(run: Run, command: Command, path: str) -> bool:
    """Whether no file can be at the ``path``, as written, that ``command`` of ``run`` reads."""
    if path.startswith("~") or "://" in path or any(char in path for char in "$*?["):
        return False
    return command.folder is not None and _missing(run, command, _under(_at(run, command.folder or "."), path))


def _missing(run: Run, command: Command, path: str) -> bool:
    if path.startswith("?") or path.startswith(_OF_THE_SYSTEM) or "-packages/" in path or not _plain(run.stage):
        return False
    if any(mount.target is None or _holds(_at(run, mount.target), path) for mount in run.mounts if _brings(mount.type)):
        return False
    before = _created_by(one for one in run.commands if one.span.start < command.span.start)
    if before is None or _names(before, path, len(before)):
        return False
    return not any(_may_bring_before(run, stage, path) for stage in run.stage.chain)


def _at(run: Run, path: str) -> str:
    return in_image(run.stage, run.instruction, path)


def _plain(stage: BuildStage) -> bool:
    """Whether the image at the bottom is known to hold no project's files and to do nothing ``ONBUILD``."""
    facts, image = stage.base_facts, stage.root.base_image
    if facts is None or image is None or "onbuild" in (image.tag or ""):
        return False
    return facts.family in PLAIN_FAMILIES or facts.image in _PLAIN_IMAGES


def _may_bring_before(run: Run, stage: BuildStage, path: str) -> bool:
    """Whether an instruction of ``stage`` before ``run`` may put a file at ``path``."""
    start = run.instruction.span.start
    if stage.once(_Copied).may_hold(path, start):
        return True
    return stage.once(_Created).may_hold(path, start)


class _Created:
    """What the RUNs of a stage may create; a long stage has this asked by every RUN, so it is put together once."""

    def __init__(self, stage: BuildStage) -> None:
        self._starts = [run.instruction.span.start for run in stage.runs]
        self._anything = maxsize
        self._ends = [0]
        texts = []
        for run, start in zip(stage.runs, self._starts, strict=True):
            text = _created_by(run.commands) if run.commands else None
            if text is None:
                self._anything = min(self._anything, start)
            texts.append(text or "")
            self._ends.append(self._ends[-1] + len(texts[-1]))
        self._text = "".join(texts)

    def may_hold(self, path: str, start: int) -> bool:
        """Whether a RUN that begins before ``start`` may create a file at ``path``."""
        return self._anything < start or _names(self._text, path, self._ends[bisect_left(self._starts, start)])


class _Copied:
    """What the COPYs and ADDs of a stage may bring, each by where the first begins that brings it."""

    def __init__(self, stage: BuildStage) -> None:
        self._anything = maxsize
        self._files: dict[str, int] = {}
        self._folders: dict[str, int] = {}
        for copy in stage.copies:
            start, target = copy.instruction.span.start, copy.target
            if target is None or target.startswith("?"):
                self._anything = min(self._anything, start)
                continue
            self._files.setdefault(target, start)
            if _brings_files_alone(copy):
                for source in copy.sources:
                    self._files.setdefault(f"{target.rstrip('/')}/{basename(source.path or '')}", start)
            else:
                self._folders.setdefault(target, start)

    def may_hold(self, path: str, start: int) -> bool:
        """Whether a COPY or ADD that begins before ``start`` may bring a file to ``path``."""
        above = (path[:at] or "/" for at, char in enumerate(path) if char == "/")
        first = min([self._anything, self._files.get(path, start), *(self._folders.get(one, start) for one in above)])
        return first < start


def _brings_files_alone(copy: Copy) -> bool:
    """Whether all sources are surely files that keep their names."""
    if copy.instruction.flag("parents") is not None or copy.instruction.heredocs or not copy.sources:
        return False
    archives = copy.instruction.name == "ADD"
    return all(source.path is not None and _is_file(source.path, archives=archives) for source in copy.sources)


def _is_file(path: str, *, archives: bool) -> bool:
    """Whether a source is surely one file that keeps its name; ``archives``: those are unpacked."""
    if "://" in path or any(char in path for char in "*?["):
        return False
    ending = path.rpartition(".")[2].lower() if "." in basename(path) else ""
    return ending in _FILE_ENDINGS or (not archives and path.endswith((".tar.gz", ".tgz", ".zip")))


def _names(text: str, path: str, end: int) -> bool:
    """Whether one of the words, each a line of ``text`` up to ``end``, names a file as that at ``path`` is named."""
    name = basename(path)
    return "\n" in name or text.find(f"\n{name}\n", 0, end) >= 0 or text.find(f"/{name}", 0, end) >= 0


def _created_by(commands: Iterable[Command]) -> str | None:
    """The words that may name files that the ``commands`` create, each a line; None when these may be any files."""
    words: list[str] = []
    for command in commands:
        found = _words_of_created(command)
        if found is None:
            return None
        words += found
    return "\n".join(("", *words, ""))


def _words_of_created(command: Command) -> list[str] | None:
    targets = [one.target for one in command.redirections if one.operator.startswith((">", "&>"))]
    told = [target for target in targets if target is not None]
    if len(told) < len(targets):
        return None
    install = read_install(command)
    if install is not None:
        # What it reads it does not write.
        safe = install.installs_packages or install.manager == "apt" or install.verb in _SAFE_VERBS
        return told if safe else None
    words = command.values
    if command.name in _DOWNLOADERS:
        more = None in words or not _DOWNLOAD_MORE.isdisjoint(words)
    elif command.name == "ln":
        more = not (words[-1] or "").startswith(("/bin/", "/etc/", "/lib", "/usr/"))
    else:
        more = command.name != "cd" and command.name not in _CREATE_NOTHING and not _makes_environment(command)
    return None if more else [*told, *(word for word in words if word)]


def _makes_environment(command: Command) -> bool:
    """Whether it makes a virtual environment: ``python -m venv``, ``uv venv``."""
    words = command.values
    return words[:2] == ["uv", "venv"] or words[1:3] in (["-m", "venv"], ["-m", "virtualenv"])


def _under(folder: str, path: str) -> str:
    """``path`` as seen from ``folder``."""
    return normpath(path if path.startswith("/") else f"{folder.rstrip('/')}/{path}")


def _brings(mount_type: str) -> bool:
    return mount_type not in ("secret", "ssh", "tmpfs")


def _holds(folder: str, path: str) -> bool:
    """Whether ``path`` is ``folder`` or lies in it."""
    return folder.startswith("?") or path == folder or path.startswith(f"{folder.rstrip('/')}/")
