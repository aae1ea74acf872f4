"""Whether a file can be in the image when a command reads it: what a COPY, a mount or a command may have put there.

Every doubt is a yes: :func:`surely_missing` names only files that nothing in the Dockerfile can have brought.
"""

from __future__ import annotations

from posixpath import basename, normpath
from typing import TYPE_CHECKING

from mlint.image.copies import in_image
from mlint.image.installers import read_install

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.image.copies import Copy
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_PLAIN_FAMILIES = frozenset({"conda", "cuda", "os", "python", "uv"})
"""Families of base images that hold no project's files."""
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
    before = [one for one in run.commands if one.span.start < command.span.start]
    if any(_may_create(one, path) for one in before):
        return False
    return not any(_may_bring(stage, one, path) for stage, one in _instructions_before(run))


def _at(run: Run, path: str) -> str:
    return in_image(run.stage, run.instruction, path)


def _plain(stage: BuildStage) -> bool:
    """Whether the image at the bottom is known to hold no project's files and to do nothing ``ONBUILD``."""
    facts, image = stage.base_facts, stage.root.base_image
    if facts is None or image is None or "onbuild" in (image.tag or ""):
        return False
    return facts.family in _PLAIN_FAMILIES or facts.image in _PLAIN_IMAGES


def _instructions_before(run: Run) -> Iterator[tuple[BuildStage, Instruction]]:
    for stage in run.stage.chain:
        for one in stage.instructions:
            if one.span.start < run.instruction.span.start:
                yield stage, one


def _may_bring(stage: BuildStage, instruction: Instruction, path: str) -> bool:
    """Whether an instruction may put a file at ``path``."""
    if instruction.name == "RUN":
        run = next(one for one in stage.runs if one.instruction is instruction)
        return not run.commands or any(_may_create(command, path) for command in run.commands)
    if instruction.name in ("ADD", "COPY"):
        return _may_copy(next(one for one in stage.copies if one.instruction is instruction), path)
    return False


def _may_copy(copy: Copy, path: str) -> bool:
    if copy.destination is None or copy.destination.path is None:
        return True
    target = in_image(copy.stage, copy.instruction, copy.destination.path)
    if target.startswith("?") or target == path:
        return True
    if not _holds(target, path):
        return False
    parents = copy.instruction.flag("parents") is not None
    if parents or copy.instruction.heredocs or not copy.sources:
        return True
    return any(
        source.path is None
        or not _is_file(source.path, archives=copy.instruction.name == "ADD")
        or f"{target.rstrip('/')}/{basename(source.path)}" == path
        for source in copy.sources
    )


def _is_file(path: str, *, archives: bool) -> bool:
    """Whether a source is surely one file that keeps its name; ``archives``: those are unpacked."""
    if "://" in path or any(char in path for char in "*?["):
        return False
    ending = path.rpartition(".")[2].lower() if "." in basename(path) else ""
    return ending in _FILE_ENDINGS or (not archives and path.endswith((".tar.gz", ".tgz", ".zip")))


def _may_create(command: Command, path: str) -> bool:
    """Whether a command may create a file at ``path``."""
    name = basename(path)
    for redirection in command.redirections:
        if redirection.operator.startswith((">", "&>")) and (
            redirection.target is None or basename(redirection.target) == name
        ):
            return True
    install = read_install(command)
    if install is not None:
        # What it reads it does not write.
        return not (install.installs_packages or install.manager == "apt" or install.verb in _SAFE_VERBS)
    if any(basename(word or "") == name or f"/{name}" in (word or "") for word in command.values):
        return True
    if command.name in _DOWNLOADERS:
        words = command.values
        return None in words or not _DOWNLOAD_MORE.isdisjoint(words)
    if command.name == "cd":
        return False
    if command.name == "ln":
        return not (command.values[-1] or "").startswith(("/bin/", "/etc/", "/lib", "/usr/"))
    return command.name not in _CREATE_NOTHING and not _makes_environment(command)


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
