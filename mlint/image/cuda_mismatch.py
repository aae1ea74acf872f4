"""Extensions of torch that are compiled with another CUDA than torch's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.image.installs import CONDA_LIKE
from mlint.image.torch_choice import installs_before, torch_choice
from mlint.image.torch_extensions import compiled, is_isolated, sees_torch
from mlint.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.dockerfile.source import Span
    from mlint.image.installs import Install
    from mlint.image.runs import Run
    from mlint.image.torch_choice import TorchChoice

_ARCHITECTURES = "TORCH_CUDA_ARCH_LIST"
_TOOLKITS = ("cuda-nvcc", "cuda-toolkit", "cuda-compiler")
_TOOLKIT_VARIABLES = ("CUDA_HOME", "CUDA_PATH")
_TOOLKIT_FOLDER = "/usr/local/cuda"


class CudaMismatch(Record):
    """What is compiled, and the two versions of CUDA that meet."""

    name: str
    span: Span
    base: str
    torch: TorchChoice
    prebuilt: bool

    @property
    def major(self) -> bool:
        """Whether the major versions differ."""
        return self.base.partition(".")[0] != self.torch.cuda.partition(".")[0]


def cuda_mismatches(stage: BuildStage) -> Iterator[CudaMismatch]:
    """The extensions that the stage compiles with the CUDA of its base, where torch was built with another version."""
    facts = stage.base_facts
    if facts is None or facts.cuda is None or facts.cuda_flavour != "devel":
        return
    base = ".".join(facts.cuda.split(".")[:2])
    torch: TorchChoice | None = None
    for run, install in _installs(stage):
        brought = torch_choice(run, install)
        if brought:
            torch = brought
        elif torch and run.stage is stage and _uses_base(run, install):
            for name, span, prebuilt in _compiled(run, install):
                if torch.cuda != base:
                    yield CudaMismatch(name, span, base, torch, prebuilt)
                    return


def _installs(stage: BuildStage) -> Iterator[tuple[Run, Install]]:
    for one in reversed(list(stage.chain)):
        for run in one.runs:
            for install in run.installs:
                yield run, install


def _compiled(run: Run, install: Install) -> Iterator[tuple[str, Span, bool]]:
    """What ``install`` compiles against the torch that is installed: a known package, or the project itself."""
    if install.command.site.guarded or install.command.site.conditional:
        return
    for one in compiled(run, install):
        if sees_torch(run, install, one) or is_isolated(run, install, one) is False:
            yield one.name, one.asked.place.span if one.asked.file is None else install.span, one.extension.prebuilt
    if install.manager in ("pip", "uv") and install.command.environment.get(_ARCHITECTURES, "") != "":
        for local in (*install.requirements, *install.editables):
            if local.path is not None and not local.path.endswith(".whl"):
                yield local.path, local.span, False


def _uses_base(run: Run, install: Install) -> bool:
    """Whether the compiler is that of the base: no other CUDA is installed before, or named."""
    environment = install.command.environment
    for name in _TOOLKIT_VARIABLES:
        value = environment.get(name, _TOOLKIT_FOLDER)
        if value is None or value.rstrip("/") != _TOOLKIT_FOLDER:
            return False
    for _, other in installs_before(run, install):
        if other.manager in CONDA_LIKE and any(name.startswith("cuda") for name in other.names):
            return False
        if other.manager == "apt" and any((word.value or "").startswith(_TOOLKITS) for word in other.words):
            return False
    return True
