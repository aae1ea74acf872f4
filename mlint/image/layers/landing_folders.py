"""Whether COPY of several sources lands in a folder that is there before."""

from __future__ import annotations

from posixpath import basename

from mlint.image.copies import is_folder_by_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.copies import Copy

_SYSTEM_FOLDERS = frozenset(
    {
        "/",
        "/bin",
        "/boot",
        "/dev",
        "/etc",
        "/home",
        "/lib",
        "/lib64",
        "/media",
        "/mnt",
        "/opt",
        "/proc",
        "/root",
        "/run",
    }
    | {"/sbin", "/srv", "/sys", "/tmp", "/usr", "/usr/bin", "/usr/include", "/usr/lib", "/usr/local", "/usr/local/bin"}
    | {"/usr/local/include", "/usr/local/lib", "/usr/local/share", "/usr/sbin", "/usr/share", "/usr/src", "/var"}
    | {"/var/lib", "/var/log", "/var/opt", "/var/tmp", "/var/www"}
)
"""Folders of every Linux distribution's images."""
_MAKING_FOLDERS = frozenset({"ADD", "COPY", "RUN", "VOLUME", "WORKDIR"})


def may_be_folder(copy: Copy) -> bool:
    """Whether the destination may be a folder before ``copy``: everything that speaks of its name may have made it."""
    target = copy.target
    if target is None or target in _SYSTEM_FOLDERS:
        return True
    name = basename(target)
    return any(
        one.name in _MAKING_FOLDERS and one.span.start < copy.instruction.span.start and name in one.value.text
        for stage in copy.stage.chain
        for one in stage.instructions
    )


def takes_file(copy: Copy) -> bool:
    """Whether one of the sources is a file and no folder: the known context tells, else how its path is written."""
    context = copy.stage.build.context if copy.from_context else None
    paths = [source.path for source in copy.sources if source.path and "://" not in source.path]
    for path in paths:
        if context is not None and context.exists(path):
            if context.is_file(path):
                return True
        elif not is_folder_by_name(path):
            return True
    return False
