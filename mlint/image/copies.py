"""COPY and ADD: what they take, from where, and where it goes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mlint.dockerfile.heredocs import heredoc_start

if TYPE_CHECKING:
    from mlint.build import BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.source import Span

_SOURCE_ENDINGS = frozenset({"c", "cc", "cpp", "cu", "go", "ipynb", "java", "js", "jsx", "py", "pyx", "r", "rs", "ts"})

_IMAGE_FOLDERS = frozenset(
    {"build", "certs", "ci", "conf", "config", "configs", "docker", "installer", "installers", "patches", "script"}
    | {"scripts", "telemetry", "tools"}
)
"""Parts of paths that say: this is for making the image, not what runs in it."""
_ENVIRONMENT_PARTS = frozenset({"site-packages", "dist-packages", "venv", ".venv", "conda", "wheels", "wheelhouse"})


class CopySource(NamedTuple):
    """One source of COPY or ADD; ``path`` is None when it holds a variable that the file does not tell."""

    path: str | None
    span: Span


class Copy:
    """A COPY or ADD: what it takes, from where, and where it goes."""

    def __init__(self, stage: BuildStage, instruction: Instruction) -> None:
        self.stage = stage
        self.instruction = instruction

    @cached_property
    def _paths(self) -> list[CopySource]:
        return [
            CopySource(self.stage.expand(argument.text, self.instruction), argument.span())
            for argument in self.instruction.arguments
            if not (self.instruction.heredocs and heredoc_start(argument.text))
        ]

    @property
    def sources(self) -> list[CopySource]:
        """The sources as paths or URLs; heredocs are not among them."""
        return self._paths[:-1]

    @property
    def destination(self) -> CopySource | None:
        """The destination."""
        return self._paths[-1] if self._paths else None

    @property
    def from_context(self) -> bool:
        """Whether the files come from the build context: no ``--from``."""
        return self.instruction.flag("from") is None

    @cached_property
    def takes_source(self) -> bool:
        """Whether it copies the project's own code from the build context.

        That is the whole context, a folder or a source file; not dependency files with what a build back end needs
        beside them, scripts and configuration of the image, archives, URLs or heredocs.
        """
        from mlint.context.dependency_files import is_packaging_file

        paths = [source.path for source in self.sources]
        if not self.from_context or any(path is None for path in paths):
            return False
        return any(_is_source(path) and not is_packaging_file(path) for path in paths if path)

    @property
    def brings_environment(self) -> bool:
        """Whether it copies installed packages from another stage or image: site-packages, a virtual environment."""
        paths = [source.path or "" for source in self.sources]
        return not self.from_context and any(_ENVIRONMENT_PARTS.intersection(path.split("/")) for path in paths)

    @property
    def takes_all_into_workdir(self) -> bool:
        """Whether it is ``COPY . .`` in one of its spellings, without flags, on one line."""
        logical = self.instruction.logical
        destination = self.destination.path if self.destination else None
        into_workdir = destination in (".", "./") or (
            destination is not None and destination.rstrip("/") == self.stage.workdir_at(self.instruction)
        )
        plain = not self.instruction.flags and logical.first == logical.last
        return plain and into_workdir and [source.path for source in self.sources] in (["."], ["./"])

    @cached_property
    def source_stage(self) -> BuildStage | None:
        """The stage that ``--from`` names; None for images and the build context."""
        flag = self.instruction.flag("from")
        return self.stage.stage_from(flag.value) if flag and flag.value else None


def _is_source(path: str) -> bool:
    """Whether a path of the build context is the whole of it, a folder, or a file with program text."""
    if "://" in path or path.startswith("git@"):
        return False
    name = path.rstrip("/").rpartition("/")[2]
    if path.rstrip("/") in ("", ".", "./*", "*"):
        return True
    if _IMAGE_FOLDERS.intersection(path.lower().replace("_", "/").replace("-", "/").split("/")):
        return False
    _, dot, ending = name.lstrip(".").rpartition(".")
    # Files without an ending that are no folders are written with a capital: Makefile, VERSION, WORKSPACE.
    return path.endswith("/") or name[:1].islower() if not dot else ending.lower() in _SOURCE_ENDINGS
