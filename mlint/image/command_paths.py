"""Paths that commands name, as paths of the image: ``cd`` and the working folder of the RUN are counted in."""

from __future__ import annotations

from posixpath import join, normpath

from mlint.image.copies import in_image

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.runs import Run
    from mlint.shell.commands import Command


def path_at(run: Run, command: Command, path: str | None) -> str | None:
    """``path`` of a ``command`` of ``run`` in the image, below ``?`` when the working folder is not known.

    None when a variable hides the path or where ``cd`` went, or when it begins with the home.
    """
    if path is None or path.startswith("~"):
        return None
    if path.startswith("/"):
        return normpath(path)
    return None if command.folder is None else in_image(run.stage, run.instruction, join(command.folder, path))


def is_within(path: str | None, folder: str) -> bool:
    """Whether ``path`` is ``folder`` or lies below it."""
    return path is not None and f"{path}/".startswith(f"{folder.rstrip('/')}/")


def removed_paths(run: Run, command: Command) -> list[str]:
    """What ``rm -r`` removes, as far as it is known; patterns stay as they are written."""
    words = [value for value in command.values[1:] if value is not None]
    options = [word for word in words if word.startswith("-")]
    recursive = any(word == "--recursive" or (word[1:2] != "-" and {"r", "R"} & set(word)) for word in options)
    if command.name != "rm" or not recursive:
        return []
    return list(filter(None, (path_at(run, command, word) for word in words if word not in options)))
