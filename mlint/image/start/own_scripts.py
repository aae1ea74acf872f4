"""The Python scripts of the project that the container starts: ``python app.py``, with their text."""

from __future__ import annotations

from posixpath import join

from mlint.image.copies import in_image
from mlint.image.programs import started_script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.image.start.startup import Startup
    from mlint.shell.commands import Command


def own_scripts(startup: Startup) -> Iterator[tuple[Command, str, str]]:
    """The commands that start a script, its path as the command names it, and its text.

    The build context has to be known, and a COPY from it brings the script.
    """
    for command in startup.programs:
        words = started_script(command)
        script = words[0] if words else None
        text = _text(startup, command, script) if script else None
        if script is not None and text is not None:
            yield command, script, text


def _text(startup: Startup, command: Command, script: str) -> str | None:
    """The text of the script in the build context."""
    part = startup.cmd or startup.entrypoint
    context = part.stage.build.context if part else None
    if part is None or context is None or command.folder is None:
        return None
    path = in_image(startup.chain[-1], startup.chain[-1].instructions[-1], join(command.folder, script))
    copies = [copy for stage in reversed(startup.chain) for copy in reversed(stage.copies)]
    origin = next(filter(None, (copy.origin_of(path) for copy in copies)), None)
    return context.read(origin) if origin else None
