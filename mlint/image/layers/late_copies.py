"""How a stage would install its dependencies first and copy the project's own code last."""

from __future__ import annotations

from posixpath import dirname, join, normpath, relpath

from mlint.image.copies import in_image
from mlint.image.packages.early_install import early_install
from mlint.image.packages.installs import CONDA_LIKE
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.build import BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.image.copies import Copy
    from mlint.image.runs import Insertion, Run

_CHANGE_NO_FILES = frozenset({"ADD", "ARG", "COPY", "ENV", "EXPOSE", "LABEL", "USER", "WORKDIR"})
_FLAGS = frozenset({"chmod", "chown", "link"})


class LateCopy(Record):
    """A copy that moves; ``lines`` are the instructions that take its place and copy ``files``."""

    copy: Copy
    lines: tuple[str, ...]
    files: tuple[str, ...]


class LateCopies(Record):
    """The source copies of a stage in order, as they move behind ``last``, the last of the RUNs that install.

    ``without_project``: what ``last`` needs to leave the project out; it must run again behind the copies.
    """

    copies: list[LateCopy]
    last: Run
    without_project: Insertion | None = None


def late_install(copy: Copy) -> Run | None:
    """The first RUN behind a source copy that installs packages, when only source copies bring the file it reads.

    None when an earlier one of the stage, or of those that it is built on, read such a file (this is more of the same),
    when installed packages are copied before, and when it needs the project itself.
    """
    stage, start = copy.stage, copy.instruction.span.start
    earlier = [run for one in stage.chain for run in one.runs if run.instruction.span.start < start]
    run = next((run for run in stage.runs if run.instruction.span.start > start and run.touches_packages), None)
    if run is None or not run.brings_dependencies or any(map(_reads_dependencies, earlier)):
        return None
    return run if brought_by_source(run) and not any(one.brings_environment for one in run.copies_before) else None


def _reads_dependencies(run: Run) -> bool:
    return any(one.requirement_files or one.implied_files for one in run.installs)


def late_copies(run: Run) -> LateCopies | None:
    """How the source copies before ``run`` in its stage move behind it; None when that may break it.

    They move behind the RUNs that follow and install more packages, too.
    """
    stage = run.stage
    at = stage.instructions.index(run.instruction)
    copies = {copy.instruction: copy for copy in stage.copies if copy.instruction in stage.instructions[:at]}
    moving = [copy for copy in copies.values() if copy.takes_source]
    if not moving or not all(_can_move(copy) for copy in moving):
        return None
    first = stage.instructions.index(moving[0].instruction)
    early = early_install(run) if run.files_needed is None and not _has_bind_mount(run) else None
    wanted = _files_from(run, early.files if early else run.files_needed, list(copies.values()))
    if wanted is None or not _can_pass(stage, stage.instructions[first + 1 : at], moving):
        return None
    if early:
        # A second sync would remove whatever is installed between.
        return LateCopies([_late(copy, wanted) for copy in moving], run, early.without_project)
    last = run
    for following in stage.runs[stage.runs.index(run) + 1 :]:
        between = stage.instructions[
            stage.instructions.index(last.instruction) + 1 : stage.instructions.index(following.instruction)
        ]
        files = following.files_needed if following.brings_dependencies else None
        more = _files_from(following, files, list(copies.values()))
        if more is None or not _can_pass(stage, between, moving):
            break
        wanted += more
        last = following
    return LateCopies([_late(copy, wanted) for copy in moving], last)


def brought_by_source(run: Run) -> list[str] | None:
    """The dependency files that ``run`` reads and only the source copies before it bring; None when another RUN may.

    Those of a project (``pyproject.toml``) are among them.
    """
    start = run.instruction.span.start
    copies = [copy for copy in run.stage.copies if copy.instruction.span.start < start]
    context = run.stage.build.context
    first = min((copy.instruction.span.start for copy in copies if copy.takes_source), default=start)
    between = [one for one in run.stage.runs if first < one.instruction.span.start < start]
    if context is None and any(one.files_needed != [] for one in between):
        return None
    found = []
    for install in run.installs:
        named = (file.path for file in install.requirement_files)
        for file in (*named, *install.implied_files):
            if file is None or "://" in file or install.command.folder is None:
                return None
            path = in_image(run.stage, run.instruction, join(install.command.folder, file))
            bringers = [(copy.takes_source, origin) for copy in copies if (origin := copy.origin_of(path))]
            if context is not None and not any(context.is_file(origin) for _, origin in bringers):
                return None
            if all(takes_source for takes_source, _ in bringers):
                found.append(file)
    return found


def includes_others(run: Run) -> bool:
    """Whether a file that ``run`` reads includes others, as far as it was read; conda's may do so in pip's part."""
    for install in run.installs:
        if any(tree and len(tree.files) > 1 for tree in run.requirements_of(install)):
            return True
        if install.manager in CONDA_LIKE and install.requirement_files and not run.asked_for(install).complete:
            return True
    return False


def _has_bind_mount(run: Run) -> bool:
    return any(mount.type == "bind" for mount in run.mounts)


def _files_from(run: Run, files: list[str] | None, copies: Sequence[Copy]) -> list[tuple[Copy, str, str]] | None:
    """The ``files`` that ``run`` needs, with the copy that brings each, its path in the build context and in the image.

    None when they are not known, or none of the ``copies`` is known to bring one of them.
    """
    found = []
    waiting = [in_image(run.stage, run.instruction, file) for file in files or ()]
    seen, lists = set(waiting), set(run.requirements_paths)
    while waiting:
        path = waiting.pop(0)
        origins = ((copy, copy.origin_of(path)) for copy in reversed(copies))
        copy, origin = next(((copy, origin) for copy, origin in origins if origin), (None, None))
        included = _included(run, origin, path) if origin and path in lists else []
        if copy is None or origin is None or included is None or origin.startswith(".."):
            return None
        found.append((copy, origin, path))
        waiting += [one for one in included if one not in seen]
        seen.update(included)
        lists.update(included)
    return None if files is None else found


def _included(run: Run, origin: str, path: str) -> list[str] | None:
    """Where the requirements files lie that the one at ``origin`` of the build context includes.

    ``path`` is where it lies in the image itself. None when it includes one that is not there.
    """
    context = run.stage.build.context
    if context is None:
        return []
    from mlint.context.requirements_tree import read_requirements_tree

    tree = read_requirements_tree(context, origin) if context.is_file(origin) else None
    if tree is None:
        return []
    if any("://" not in (one.option.value or "") for one in tree.missing):
        return None
    return [normpath(join(dirname(path), relpath(one, dirname(origin)))) for one in tree.files[1:]]


def _late(copy: Copy, wanted: Sequence[tuple[Copy, str, str]]) -> LateCopy:
    """The move of one ``copy``, from which some of the ``wanted`` files come."""
    mine = [(origin, path) for one, origin, path in wanted if one is copy]
    destination = copy.destination
    assert destination is not None
    assert destination.path is not None
    target = in_image(copy.stage, copy.instruction, destination.path).rstrip("/")
    folders: dict[str, list[str]] = {}
    for origin, path in mine:
        below = path[len(target) + 1 :].rpartition("/")[0]
        folder = "/".join([destination.path.rstrip("/"), *([below] if below else []), ""])
        files = folders.setdefault(folder, [])
        if origin not in files:
            files.append(origin)
    flags = [flag.text.text for flag in copy.instruction.flags]
    lines = tuple(" ".join(["COPY", *flags, *files, folder]) for folder, files in folders.items())
    return LateCopy(copy, lines, tuple(dict.fromkeys(origin for origin, _ in mine)))


def _can_move(copy: Copy) -> bool:
    """Whether a copy means the same behind another instruction, and its destination can be written again."""
    instruction = copy.instruction
    known = copy.destination is not None and "$" not in instruction.arguments_text.text
    plain = not instruction.in_json_form and not instruction.heredocs and not instruction.logical.comment_lines
    return known and plain and all(flag.name in _FLAGS for flag in instruction.flags)


def _can_pass(stage: BuildStage, between: Sequence[Instruction], moving: Sequence[Copy]) -> bool:
    """Whether the instructions between need nothing of the copies, and change nothing for them."""
    relative = any(copy.destination and not (copy.destination.path or "").startswith("/") for copy in moving)
    runs = {run.instruction: run for run in stage.runs}
    for instruction in between:
        if instruction.name == "RUN":
            if runs[instruction].files_needed != []:
                return False
        elif instruction.name not in _CHANGE_NO_FILES or (instruction.name == "WORKDIR" and relative):
            return False
    return True
