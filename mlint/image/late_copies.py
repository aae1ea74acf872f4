"""How a stage would install its dependencies first and copy the project's own code last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mlint.image.copies import in_image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.build import BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.image.copies import Copy
    from mlint.image.runs import Run

_CHANGE_NO_FILES = frozenset({"ADD", "ARG", "COPY", "ENV", "EXPOSE", "LABEL", "USER", "WORKDIR"})
_FLAGS = frozenset({"chmod", "chown", "link"})


class LateCopy(NamedTuple):
    """A copy that moves behind the RUN; ``lines`` are the instructions that take its place and copy ``files``."""

    copy: Copy
    lines: tuple[str, ...]
    files: tuple[str, ...]


def late_copies(run: Run) -> list[LateCopy] | None:
    """The source copies before ``run`` in its stage, as they would move behind it; None when that may break it."""
    stage = run.stage
    at = stage.instructions.index(run.instruction)
    copies = {copy.instruction: copy for copy in stage.copies if copy.instruction in stage.instructions[:at]}
    moving = [copy for copy in copies.values() if copy.takes_source]
    needed = run.files_needed
    if not moving or needed is None or not all(_can_move(copy) for copy in moving):
        return None
    first = stage.instructions.index(moving[0].instruction)
    if not _can_pass(stage, stage.instructions[first + 1 : at], moving):
        return None
    wanted: dict[Copy, list[tuple[str, str]]] = {}
    for file in needed:
        path = in_image(stage, run.instruction, file)
        origins = ((copy, copy.origin_of(path)) for copy in reversed(copies.values()))
        copy, origin = next(((copy, origin) for copy, origin in origins if origin), (None, None))
        if copy is None or origin is None or origin.startswith(".."):
            return None
        if copy in moving:
            wanted.setdefault(copy, []).append((origin, path))
    return [_late(copy, wanted.get(copy, ())) for copy in moving]


def _late(copy: Copy, wanted: Sequence[tuple[str, str]]) -> LateCopy:
    """The move of one ``copy``; ``wanted`` are files of the build context with their paths in the image."""
    destination = copy.destination
    assert destination is not None
    assert destination.path is not None
    target = in_image(copy.stage, copy.instruction, destination.path).rstrip("/")
    folders: dict[str, list[str]] = {}
    for origin, path in wanted:
        below = path[len(target) + 1 :].rpartition("/")[0]
        folder = "/".join([destination.path.rstrip("/"), *([below] if below else []), ""])
        folders.setdefault(folder, []).append(origin)
    flags = [flag.text.text for flag in copy.instruction.flags]
    lines = tuple(" ".join(["COPY", *flags, *files, folder]) for folder, files in folders.items())
    return LateCopy(copy, lines, tuple(origin for origin, _ in wanted))


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
