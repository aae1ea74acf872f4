"""What the layers before a RUN have put below a folder: copies, clones, packages."""

from __future__ import annotations

from mlint.image.command_paths import is_within, path_at
from mlint.image.layers.git import clones
from mlint.image.packages.sizes import asked_size
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from mlint.build import BuildStage
    from mlint.dockerfile.source import Span
    from mlint.image.copies import Copy
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run

CONDA = "/opt/conda"
"""Where the images of conda and its kin have it."""


class Filling(Record):
    """What one instruction put below a folder; ``bytes`` None: not known how much."""

    kind: Literal["copy", "clone", "packages", "base"]
    span: Span
    bytes: int | None = None
    at_least: bool = False
    copy: Copy | None = None
    path: str | None = None
    """The path in the build context that it comes from, where there is one."""

    @property
    def installed(self) -> bool:
        """Whether it is, or brings, installed packages."""
        if self.copy is None:
            return self.kind in ("packages", "base")
        paths = [source.path or "" for source in self.copy.sources]
        return self.copy.brings_environment or any("node_modules" in path.split("/") for path in paths)


def fillings(run: Run, folder: str) -> Iterator[Filling]:
    """What the layers before ``run`` put below ``folder``, an absolute path; what is not known is left out."""
    # Compared here and not in a function: every RUN of a long stage may ask about every COPY.
    inside = f"{folder.rstrip('/')}/"
    for copy in [one for one in run.copies_before if one.below.startswith(inside) or inside.startswith(one.below)]:
        if copy.target and copy.sources:
            yield from _copied(run, copy, folder)
    for stage in run.stage.chain:
        for clone in clones(stage):
            earlier = clone.run.instruction.span.start < run.instruction.span.start
            if earlier and clone.folder and (is_within(clone.folder, folder) or is_within(folder, clone.folder)):
                yield Filling("clone", clone.command.span)
        for other, install, path in stage.once(_environments):
            if is_within(path, folder) and other.instruction.span.start < run.instruction.span.start:
                size, at_least = asked_size(other.asked_for(install), "installed")
                yield Filling("packages", install.span, size or None, at_least)
    facts = run.stage.base_facts
    base = run.stage.root.base_text
    if facts and facts.conda and base and is_within(CONDA, folder):
        yield Filling("base", base.span())


def _copied(run: Run, copy: Copy, folder: str) -> Iterator[Filling]:
    target = copy.target or ""
    context = run.stage.build.context if copy.from_context else None
    if is_within(target.rstrip("/"), folder):
        paths = [source.path for source in copy.sources]
        known = context is not None and all(path is not None and "://" not in path for path in paths)
        taken = [context.files_of(path) for path in paths if path] if known and context else []
        size = sum(one.bytes for one in taken) if known else None
        at_least = any(one.with_git or not one.complete for one in taken)
        yield Filling(
            "copy", copy.instruction.text_span, size, at_least, copy, paths[0] if len(paths) == 1 and known else None
        )
    elif is_within(folder, target):
        # A part of what is copied: only the context tells whether there is something.
        origin = copy.origin_of(folder)
        part = context.files_of(origin) if context and origin else None
        if part and part.files:
            yield Filling("copy", copy.instruction.text_span, part.bytes, not part.complete, copy, origin)


def _environments(stage: BuildStage) -> list[tuple[Run, Install, str]]:
    """The installs of a stage whose packages land in an environment or a folder, and where that is."""
    found = []
    for run in stage.runs:
        for install in run.installs:
            if install.installs_packages and not install.only_installers:
                landing = install.landing
                apart = landing.kind in ("environment", "folder")
                path = path_at(run, install.command, landing.path) if apart else None
                if path is not None and not path.startswith("?"):
                    found.append((run, install, path))
    return found
