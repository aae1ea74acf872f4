"""What one layer of the image brings and a later one deletes: the image still holds it."""

from __future__ import annotations

from posixpath import basename, dirname, join, normpath

from mlint.context.build_context import context_path
from mlint.context.requirements import normalize
from mlint.dockerfile.source import Span
from mlint.image.command_paths import is_within, path_at
from mlint.image.folders import removes
from mlint.image.layers.fetched_files import fetched_files
from mlint.image.layers.git import clones
from mlint.image.packages.installs import CONDA_LIKE
from mlint.knowledge.archives import ENDINGS
from mlint.knowledge.context_entries import DATA_ENDINGS, WEIGHT_ENDINGS
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from mlint.build import Build, BuildStage
    from mlint.context.build_context import BuildContext, Taken
    from mlint.image.copies import Copy
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

    Brought = Literal["run", "copied", "fetched"]

SMALL = 1_000_000
"""A file that is known to be smaller is not worth a word."""
_PACKAGES = (".deb", ".rpm", ".run", ".whl")
_LARGE = (*ENDINGS, *_PACKAGES, ".7z", ".bin", ".iso", ".zip", *(f".{one}" for one in DATA_ENDINGS | WEIGHT_ENDINGS))
_INSTALLERS = ("conda", "cuda", "forge", "mamba")
"""Parts of the names of shell scripts that hold what they install."""
_ONLY_SETTINGS = ("keyring", "release", "repo")
"""Parts of the names of packages that only tell apt where to look; with ``local`` they hold it all."""
_CACHE_HAS_A_RULE = frozenset({"pip", "uv", "poetry", *CONDA_LIKE})
"""Managers that a rule tells how to keep no cache at all."""
_CLEANING_VERBS = frozenset({"autoclean", "autoremove", "cache", "clean", "dist-clean", "purge", "remove"})


class Left(Record):
    """Something that a layer keeps: ``text`` is what a message calls it, ``number`` the start of its instruction.

    ``brought``: by a RUN, copied from the build context or another stage, or fetched by an ADD.

    ``path`` may end in a pattern: what is deleted must then be all of it. ``parts``: what of the bytes other rules may
    blame, too, as in an estimate.
    """

    text: str
    path: str
    span: Span
    number: int
    bytes: int | None = None
    brought: Brought = "run"
    at_least: bool = False
    parts: tuple[tuple[str, int], ...] = ()


def brought(build: Build) -> list[Left]:
    """The archives, installers, clones and downloads that layers of the final chain keep, in order."""
    found: list[Left] = []
    for stage in build.final_chain:
        copies = {copy.instruction: copy for copy in stage.copies}
        cloned = list(clones(stage))
        for instruction in stage.instructions:
            copy = copies.get(instruction)
            if copy:
                found += _copied(copy) if copy.from_context else _copied_wheels(copy)
        for run in stage.runs:
            start = run.instruction.span.start
            own = [
                Left(f"the clone of {one.name}", one.folder, one.command.span, start)
                for one in cloned
                if one.run is run and one.folder
            ]
            own += [
                Left(f"{basename(path)}", path, command.span, start)
                for command in run.commands
                for path in fetched_files(run, command)
                if _is_large(path)
            ]
            gone = [path for command in run.commands for path in deleted_paths(run, command)]
            found += [one for one in own if not any(_holds(path, one.path) for path in gone)]
    return found


def _copied(copy: Copy) -> Iterator[Left]:
    """What a COPY from the build context takes that is large: archives, installers, folders of known size."""
    context = copy.stage.build.context
    for path in (source.path for source in copy.sources):
        if copy.target is None or path is None or any(char in path for char in "*?["):
            continue
        taken = context.files_of(path) if context and "://" not in path else None
        if taken and taken.files and context and not context.is_file(path):
            left = _copied_folder(copy, path, taken, context)
        else:
            left = _copied_file(copy, copy.target, path, taken.bytes if taken and taken.files else None)
        if left:
            yield left


def _copied_folder(copy: Copy, path: str, taken: Taken, context: BuildContext) -> Left | None:
    if taken.bytes < SMALL:
        return None
    from mlint.context.offenders import offenders

    found = (one for one in offenders(taken, context.tree) if one.kind in ("data", "weights"))
    parts = tuple((f"context {one.path}", one.bytes) for one in found)
    text = path if context_path(path) else "the build context"
    instruction = copy.instruction
    left = Left(text, f"{copy.below}*", instruction.text_span, instruction.span.start, taken.bytes, "copied")
    return left._replace(at_least=taken.with_git or not taken.complete, parts=parts)


def _copied_file(copy: Copy, target: str, path: str, size: int | None) -> Left | None:
    instruction = copy.instruction
    unpacked = instruction.name == "ADD" and path.endswith(ENDINGS) and "://" not in path
    small = size < SMALL if size is not None else not _is_large(path)
    if unpacked or small:
        return None
    destination = copy.destination.path if copy.destination else None
    into = len(copy.sources) > 1 or (destination or "").endswith(("/", "."))
    lies_at = f"{copy.below}{basename(path)}" if into else target
    how: Brought = "fetched" if "://" in path else "copied"
    left = Left(basename(path), lies_at, instruction.text_span, instruction.span.start, size, how)
    return left._replace(parts=((f"context {context_path(path)}", size),)) if size else left


def _copied_wheels(copy: Copy) -> Iterator[Left]:
    """The folders of wheels of other packages that a COPY takes from the stage that made them."""
    made = list(_wheel_folders(copy.source_stage)) if copy.source_stage and copy.target else []
    for source in copy.sources if made else ():
        path = source.path or ""
        folder = normpath(join("/", dirname(path) if path.endswith(("/*", ".whl")) else path))
        for filled, (size, at_least) in made:
            if filled == folder:
                span, number = copy.instruction.text_span, copy.instruction.span.start
                left = Left(path, f"{copy.below}*.whl", span, number, size or None, brought="copied")
                yield left._replace(at_least=at_least)


def _wheel_folders(stage: BuildStage) -> Iterator[tuple[str, tuple[int, bool]]]:
    """The folders that ``pip wheel`` and ``pip download`` fill with packages of others, with their sizes."""
    for run in stage.runs:
        for install in run.installs:
            if install.makes_wheels and install.brings_dependencies:
                option = install.option("--wheel-dir") or install.option("--dest")
                path = path_at(run, install.command, option.value if option else ".")
                if path:
                    yield path, run.download_of(install)


def _is_large(path: str) -> bool:
    """Whether a file is usually large, by its name."""
    name = basename(path).lower()
    if name.endswith(".sh"):
        return any(word in name for word in _INSTALLERS)
    if name.endswith((".deb", ".rpm")) and "local" not in name:
        return not any(word in name for word in _ONLY_SETTINGS)
    return name.endswith(_LARGE)


def deleted_paths(run: Run, command: Command) -> list[str]:
    """What ``rm`` deletes, patterns as they are written; nothing where it may not run."""
    if command.name != "rm" or command.site.conditional or command.site.substituted:
        return []
    words = [value for value in command.values[1:] if value is not None and not value.startswith("-")]
    return [path for path in (path_at(run, command, word) for word in words) if path]


def deleted_of(lefts: Sequence[Left], run: Run, command: Command) -> list[Left]:
    """What ``command`` deletes of the ``lefts``, left by earlier layers."""
    paths = deleted_paths(run, command)
    return [left for left in lefts if any(_holds(path, left.path) for path in paths)] if paths else []


def _holds(pattern: str, path: str) -> bool:
    """Whether a path that rm deletes is ``path``, or a folder or pattern that it lies in."""
    from fnmatch import fnmatchcase

    if is_within(path, pattern):
        return True
    parts, wanted = path.split("/"), pattern.split("/")
    return len(parts) >= len(wanted) and all(fnmatchcase(part, want) for part, want in zip(parts, wanted, strict=False))


def kept_caches(build: Build) -> list[tuple[Run, Install]]:
    """The installs of the final chain whose package lists, or cache that no other rule blames, stay in their layer."""
    runs = [run for stage in build.final_chain for run in stage.runs]
    return [
        (run, one) for run in runs for one in run.installs if one.cache.kept and one.manager not in _CACHE_HAS_A_RULE
    ]


def cleans(run: Run, command: Command, install: Install) -> bool:
    """Whether ``command`` only removes the cache that ``install`` left in an earlier layer.

    Not when the RUN uses the same manager: what it cleans then is its own.
    """
    own = [one for one in run.installs if one.manager == install.manager]
    if any(one.verb.rpartition(" ")[2] not in _CLEANING_VERBS for one in own) or command.site.conditional:
        return False
    folder = install.cache_folder
    return bool(folder and removes(command, folder, run.stage.home_at(run.instruction)))


def uninstalled(run: Run) -> Iterator[tuple[Install, str, Run]]:
    """The ``pip uninstall`` calls, each with a large package and the earlier RUN of the chain that installed it.

    Not of packages that are installed again, which is how conflicts are solved.
    """
    start = run.instruction.span.start
    runs = [other for stage in run.stage.build.final_chain for other in stage.runs]
    for install in run.installs:
        if install.verb.rpartition(" ")[2] != "uninstall":
            continue
        later = [
            one
            for other in runs
            for one in other.installs
            if one.installs_packages and one.command.span.start > install.command.span.start
        ]
        again = {name for one in later for name in one.names}
        again |= {
            normalize(basename(local.path or "")) for one in later for local in (*one.requirements, *one.editables)
        }
        names = {normalize(word.value) for word in install.words if word.value and not word.value.startswith("-")}
        brought = {
            name: other
            for other in runs
            for name in sorted((names - again) & other.packages)
            if other.instruction.span.start < start
        }
        if brought:
            from mlint.knowledge.package_sizes import own_bytes

            name = max(brought, key=own_bytes)
            if own_bytes(name) >= SMALL:
                yield install, name, brought[name]


def merged_with(run: Run, number: int) -> tuple[Span, str] | None:
    """The edit that appends ``run`` to the RUN before it, which begins at ``number``; None where that may harm."""
    runs = run.stage.runs
    at = runs.index(run)
    if not at or runs[at - 1].instruction.span.start != number:
        return None
    before = runs[at - 1]
    instructions = run.stage.instructions
    text = run.stage.build.source.text
    plain = all(
        not (one.instruction.in_json_form or one.instruction.heredocs or one.instruction.logical.comment_lines)
        for one in (before, run)
    )
    adjacent = instructions.index(run.instruction) == instructions.index(before.instruction) + 1
    between = text[before.instruction.span.end : run.instruction.span.start]
    whole = text[slice(*before.instruction.span)]
    moves = any(command.name in ("cd", "pushd", "exec", "exit", "set") for command in before.commands)
    ends = whole.rstrip().endswith(("&", ";", "\\", "|"))
    if not plain or not adjacent or between.strip() or run.instruction.flags or moves or ends or "#" in whole:
        return None
    newline, escape = run.stage.build.source.newline, run.instruction.escape
    span = Span(before.instruction.span.end, run.instruction.arguments_text.span().start)
    return span, f" && {escape}{newline}    "
