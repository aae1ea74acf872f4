"""Downloads of models behind the COPY of the project's own code, which they do not need."""

from __future__ import annotations

import sys
from posixpath import join

from mlint.image.folders import mounted
from mlint.image.programs import shell_script, started_script
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.build import BuildStage
    from mlint.image.copies import Copy
    from mlint.image.models.downloads import Download
    from mlint.image.python_calls import PythonCode
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_FETCHING = frozenset({"cache", "download", "downloader", "downloads", "fetch", "prefetch", "preload", "pull"})
_MODELS = frozenset({"checkpoint", "checkpoints", "ckpt", "model", "models", "pretrained", "weights"})
_PASSED = frozenset({"ADD", "COPY", "EXPOSE", "LABEL"})
"""Instructions that a download may be moved across."""


class LateDownload(Record):
    """A download and the first source copy before it."""

    download: Download
    copy: Copy


class LateScript(Record):
    """A script of the project that downloads a model, and the first copy of other source before it."""

    name: str
    command: Command
    copy: Copy


def late_downloads(stage: BuildStage) -> list[LateDownload]:
    """The downloads of ``stage`` that stand behind a source copy and do not need the source."""
    found = []
    for run in stage.runs:
        copy = _source_copy_before(run)
        if copy is not None:
            found += [LateDownload(one, copy) for one in run.downloads if not (_needs_source(one) or _is_mounted(one))]
    return found


def late_scripts(stage: BuildStage) -> Iterator[LateScript]:
    """The project's scripts that download a model behind a copy of more than the script."""
    for run in stage.runs:
        for command in run.commands:
            words = started_script(command)
            name = (words[0] if words else None) or shell_script(command)
            copy = _source_copy_before(run, name) if name else None
            if name and copy and not run.mounts and _downloads(run, command, name):
                yield LateScript(name, command, copy)
                return


def early_runs(stage: BuildStage, late: Sequence[LateDownload]) -> list[Run]:
    """The RUNs of ``late`` when they can all move before the first source copy as they are; else none."""
    copy = late[0].copy
    runs = list(dict.fromkeys(one.download.run for one in late))
    if copy.stage is not stage or not all(_only_downloads(run) for run in runs):
        return []
    moving = {run.instruction for run in runs}
    between = stage.instructions[
        stage.instructions.index(copy.instruction) : stage.instructions.index(runs[-1].instruction)
    ]
    return runs if all(one in moving or one.name in _PASSED for one in between) else []


def _source_copy_before(run: Run, script: str | None = None) -> Copy | None:
    """The first copy of source before ``run``, that of ``script`` alone aside."""
    if script is None:
        first = run.stage.first_source_copy
        later = first and first.stage is run.stage and first.instruction.span.start > run.instruction.span.start
        return None if later else first
    for stage in reversed(list(run.stage.chain)):
        for copy in stage.copies:
            if stage is run.stage and copy.instruction.span.start > run.instruction.span.start:
                break
            if copy.takes_source and not _brings_only(copy, script):
                return copy
    return None


def _brings_only(copy: Copy, script: str) -> bool:
    name = script.rpartition("/")[2]
    return all((source.path or "").rpartition("/")[2] == name for source in copy.sources)


def _needs_source(download: Download) -> bool:
    """Whether the Python text around a download may use modules of the project."""
    return download.code is not None and _imports_others(download.code)


def _imports_others(code: PythonCode) -> bool:
    from mlint.knowledge.model_downloads import FUNCTIONS, IMPORTED_BESIDE, QUALIFIED

    known = IMPORTED_BESIDE.union(*(one.packages for one in (*FUNCTIONS.values(), *QUALIFIED.values())))
    return not all(one in known or one in sys.stdlib_module_names for one in code.imports)


def _is_mounted(download: Download) -> bool:
    """Whether it goes to a cache mount, or may do so."""
    if not download.run.mounts:
        return False
    from mlint.image.models.downloads import cache_folder

    home = download.run.stage.home_at(download.run.instruction)
    folder = download.folder if download.placed else cache_folder(download.cache, download.environment, home)
    return mounted(folder, download.run.mounts) is not False


def _downloads(run: Run, command: Command, script: str) -> bool:
    """Whether a script downloads models by its own text, or by its name when the text cannot be read."""
    words = set("".join(char if char.isalnum() else " " for char in script.rpartition("/")[2].lower()).split())
    named = bool(words & _FETCHING and words & _MODELS)
    context = run.stage.build.context
    origin = run.in_context(join(command.folder or "", script)) if command.folder is not None else None
    if origin is None or (context and not context.exists(origin)):
        return False  # perhaps another RUN writes it
    text = context.read(origin) if context else None
    if text is None or not script.endswith(".py"):
        return named
    from mlint.image.models.downloads import downloads_in
    from mlint.image.python_calls import read_python

    code = read_python(text, command.environment)
    if code is None or _imports_others(code):
        return False
    return named or any(downloads_in(code))


def _only_downloads(run: Run) -> bool:
    """Whether a RUN does nothing but download into folders that are there without the source."""
    downloading = {one.command for one in run.downloads}
    makes_folders = any(command.name == "mkdir" for command in run.commands)
    for command in run.commands:
        if command not in downloading and command.name not in ("echo", "mkdir", "set"):
            return False
    if makes_folders:
        return True
    workdir = run.stage.workdir_at(run.instruction)
    stored = [one.folder for one in run.downloads if one.cache in ("url", "drive")]
    return all(folder and (folder == workdir or folder.rpartition("/")[0] in ("", workdir)) for folder in stored)
