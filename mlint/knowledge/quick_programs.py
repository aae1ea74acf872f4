"""Programs that arrange files, users and settings. As of 2026-11-21, from the programs' manuals."""

from __future__ import annotations

AS_OF = "2026-11-21"

QUICK_PROGRAMS = frozenset(
    {":", "[", "addgroup", "adduser", "cat", "cd", "chgrp", "chmod", "chown", "cp", "dos2unix", "echo", "env", "export"}
    | {"groupadd", "groupmod", "id", "install", "ldconfig", "ln", "locale-gen", "ls", "mkdir", "mv", "passwd", "printf"}
    | {"pwd", "rm", "rmdir", "sed", "set", "tee", "test", "touch", "true", "truncate", "unset", "update-alternatives"}
    | {"useradd", "userdel", "usermod", "whoami"}
)
"""They need neither network nor compiler and are done at once: a layer of their own gains nothing."""
