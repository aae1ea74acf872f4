"""COPY and ADD: what they take, from where, and where it goes."""

from __future__ import annotations

from posixpath import join, normpath

from mlint.lazy import cached_property
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.build import Build, BuildStage
    from mlint.dockerfile.instructions import Instruction
    from mlint.dockerfile.source import Span

_SOURCE_ENDINGS = frozenset({"c", "cc", "cpp", "cu", "go", "ipynb", "java", "js", "jsx", "py", "pyx", "r", "rs", "ts"})

_IMAGE_FOLDERS = frozenset(
    {"build", "certs", "ci", "conf", "config", "configs", "docker", "installer", "installers", "patches", "script"}
    | {"scripts", "telemetry", "tools"}
)
"""Parts of paths that say: this is for making the image, not what runs in it."""
_WHOLE_CONTEXT = ("", "*", "**")
_SYSTEM_FOLDERS = frozenset({"bin", "etc", "sbin"})
_ENVIRONMENT_PARTS = frozenset({"site-packages", "dist-packages", "venv", ".venv", "conda", "wheels", "wheelhouse"})


class CopySource(Record):
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
        arguments = self.instruction.arguments
        if self.instruction.heredocs:
            from mlint.dockerfile.heredocs import heredoc_start

            arguments = tuple(one for one in arguments if not heredoc_start(one.text))
        return [CopySource(self.stage.expand(one.text, self.instruction), one.span()) for one in arguments]

    @property
    def sources(self) -> list[CopySource]:
        """The sources as paths or URLs; heredocs are not among them."""
        return self._paths[:-1]

    @property
    def destination(self) -> CopySource | None:
        """The destination."""
        return self._paths[-1] if self._paths else None

    @cached_property
    def target(self) -> str | None:
        """Where the files go, as a path of the image (see :func:`in_image`); None when that is not known."""
        path = self.destination.path if self.destination else None
        return in_image(self.stage, self.instruction, path) if path else None

    @cached_property
    def below(self) -> str:
        """What paths below :attr:`target` begin with; empty when it is not known."""
        return f"{self.target.rstrip('/')}/" if self.target else ""

    @cached_property
    def from_context(self) -> bool:
        """Whether the files come from the build context: no ``--from``."""
        return self.instruction.flag("from") is None

    @property
    def takes_remote(self) -> bool:
        """Whether one of the sources is a URL or a Git repository: ADD fetches it."""
        return any(_is_remote(source.path) for source in self.sources if source.path)

    @cached_property
    def takes_source(self) -> bool:
        """Whether it copies the project's own code from the build context.

        That is the whole context, a folder or a source file; not dependency files with what a build back end needs
        beside them, scripts and configuration of the image, archives, URLs or heredocs.
        """
        from mlint.context.dependency_files import is_packaging_file

        paths = [source.path for source in self.sources]
        if not self.from_context or any(path is None for path in paths) or self._goes_to_system:
            return False
        found = (path for path in paths if path and _is_source(path) and not is_packaging_file(path))
        return any(not self._is_requirements_file(path) for path in found)

    def _is_requirements_file(self, path: str) -> bool:
        """Whether a source lands just where a RUN of the stage reads a requirements file, whatever it is called."""
        name = path.rpartition("/")[2]
        if self.target is None or name in ("", ".", ".."):
            return False
        read = self.stage.requirements_paths
        return f"{self.below}{name}" in read or (len(self.sources) == 1 and self.target in read)

    @property
    def _goes_to_system(self) -> bool:
        """Whether it goes to a folder for programs or settings of the system (``/usr/local/bin``, ``/etc``)."""
        path = self.destination.path if self.destination else None
        return path is not None and path.startswith("/") and not _SYSTEM_FOLDERS.isdisjoint(path.split("/"))

    @property
    def brings_environment(self) -> bool:
        """Whether it copies installed packages from another stage or image: site-packages, a virtual environment."""
        paths = [source.path or "" for source in self.sources]
        return not self.from_context and any(_ENVIRONMENT_PARTS.intersection(path.split("/")) for path in paths)

    def origin_of(self, path: str) -> str | None:
        """The file of the build context that lands at ``path`` of the image (see :func:`in_image`); None if unknown.

        A file named as a source comes first, then what lies in the one folder that is copied.
        """
        if self._landing is None:
            return None
        target, files, folder = self._landing
        below = target.rstrip("/")
        if not path.startswith(below):
            return None
        inside = path[len(below) :]
        if inside in files:
            return normpath(files[inside])
        if path == target and len(self.sources) == 1 and files:
            return normpath(self.sources[0].path or "")
        return normpath(f"./{folder}{inside}") if folder and inside.startswith("/") else None

    @cached_property
    def _landing(self) -> tuple[str, dict[str, str], str | None] | None:
        """Where files of the build context land, those named by ``/name`` there, and the one folder that is copied."""
        target = self.target
        if target is None or not self.from_context:
            return None
        files: dict[str, str] = {}
        folders = []
        for path in (source.path for source in self.sources):
            if path is None or "://" in path or not {"*", "?", "["}.isdisjoint(path):
                return target, files, None
            if is_folder_by_name(path) and not self._is_requirements_file(path):
                folders.append(path)
            else:
                files.setdefault(f"/{path.rpartition('/')[2]}", path)
        return target, files, folders[0] if len(folders) == 1 else None

    @cached_property
    def source_stage(self) -> BuildStage | None:
        """The stage that ``--from`` names; None for images and the build context."""
        flag = self.instruction.flag("from")
        return self.stage.stage_from(flag.value) if flag and flag.value else None


def in_image(stage: BuildStage, instruction: Instruction, path: str) -> str:
    """``path`` of ``instruction`` as a path of the image; below ``?`` when the working folder is not known."""
    return normpath(path if path.startswith("/") else join(stage.workdir_at(instruction) or "?", path))


def whole_copies(build: Build) -> list[Copy]:
    """The COPYs and ADDs of reached stages that take the whole context, those of the final chain first.

    Not those with ``--exclude``: their author has another way to leave things out.
    """
    found = [
        copy
        for stage in build.stages
        if stage.is_reached
        for copy in stage.copies
        if copy.from_context and copy.instruction.flag("exclude") is None and _takes_all(copy)
    ]
    return sorted(found, key=lambda copy: not copy.stage.in_final_chain)


def _takes_all(copy: Copy) -> bool:
    from mlint.context.build_context import context_path

    return any(source.path is not None and context_path(source.path) in _WHOLE_CONTEXT for source in copy.sources)


def _is_remote(path: str) -> bool:
    """Whether ADD fetches what a source names: a URL, or what BuildKit reads as a Git reference."""
    return "://" in path or path.startswith(("git@", "github.com/"))


def is_folder_by_name(path: str) -> bool:
    """Whether a path of the build context is that of a folder, by how it is written."""
    name = path.rstrip("/").rpartition("/")[2]
    if path.endswith("/") or name in ("", ".", ".."):
        return True
    # Files without an ending that are no folders are written with a capital: Makefile, VERSION, WORKSPACE.
    return "." not in name.lstrip(".") and name[:1].islower()


def _is_source(path: str) -> bool:
    """Whether a path of the build context is the whole of it, a folder, or a file with program text."""
    if "://" in path or path.startswith("git@"):
        return False
    if path.rstrip("/") in ("", ".", "./*", "*"):
        return True
    if path.removeprefix("./").startswith("."):
        return False  # settings of tools: .dvc, .streamlit
    if _IMAGE_FOLDERS.intersection(path.lower().replace("_", "/").replace("-", "/").split("/")):
        return False
    return is_folder_by_name(path) or path.rpartition(".")[2].lower() in _SOURCE_ENDINGS
