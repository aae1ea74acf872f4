"""Extensions of torch that are compiled with another CUDA than torch's."""

from __future__ import annotations

from mlint.image.packages.installs import CONDA_LIKE
from mlint.image.programs import python_script
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import BuildStage
    from mlint.dockerfile.source import Span
    from mlint.image.gpu.torch_choice import TorchChoice
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_ARCHITECTURES = "TORCH_CUDA_ARCH_LIST"
_TOOLKITS = ("cuda-nvcc", "cuda-toolkit", "cuda-compiler")
_TOOLKIT_VARIABLES = ("CUDA_HOME", "CUDA_PATH")
_TOOLKIT_FOLDER = "/usr/local/cuda"


class CudaMismatch(Record):
    """What is compiled, and the two versions of CUDA that meet."""

    name: str
    span: Span
    prebuilt: bool
    """Whether a wheel may be found that was compiled elsewhere."""
    base: str
    torch: TorchChoice

    @property
    def major(self) -> bool:
        """Whether the major versions differ."""
        return self.base.partition(".")[0] != self.torch.cuda.partition(".")[0]


def cuda_mismatches(stage: BuildStage) -> Iterator[CudaMismatch]:
    """The extensions that the stage compiles with the CUDA of its base, where torch was built with another version."""
    facts = stage.base_facts
    if facts is None or facts.cuda is None or facts.cuda_flavour != "devel":
        return
    from mlint.image.gpu.torch_choice import torch_choice

    base = ".".join(facts.cuda.split(".")[:2])
    torch: TorchChoice | None = None
    for run, command, install in _steps(stage):
        brought = torch_choice(run, install) if install else None
        if brought:
            torch = brought
        elif torch and torch.cuda != base and run.stage is stage and _uses_base(run, command):
            found = next(_compiled(run, command, install), None)
            if found:
                yield CudaMismatch(*found, base, torch)
                return


def _steps(stage: BuildStage) -> Iterator[tuple[Run, Command, Install | None]]:
    """The commands of a stage and of those that it is built on, each with the install that it is."""
    for one in reversed(list(stage.chain)):
        for run in one.runs:
            installs = {install.command: install for install in run.installs}
            for command in run.commands:
                yield run, command, installs.get(command)


def _compiled(run: Run, command: Command, install: Install | None) -> Iterator[tuple[str, Span, bool]]:
    """What is compiled against the torch that is installed: a known package, or the project itself.

    Each with its name, its place, and whether there may be a wheel in its stead.
    """
    from mlint.image.gpu.torch_extensions import compiled, is_isolated, sees_torch

    if command.site.guarded or command.site.conditional:
        return
    for one in compiled(run, install) if install else ():
        if install and (sees_torch(run, install, one) or is_isolated(run, install, one) is False):
            span = one.asked.place.span if one.asked.file is None else install.span
            yield one.name, span, one.extension.prebuilt
    if command.environment.get(_ARCHITECTURES, "") == "":
        return
    for local in (*install.requirements, *install.editables) if install else ():
        if local.path is not None and not local.path.endswith(".whl"):
            yield local.path, local.span, False
    script = python_script(command.values)
    if script and (script[0] or "").endswith("setup.py"):
        yield script[0] or "", command.span, False


def _uses_base(run: Run, command: Command) -> bool:
    """Whether the compiler is that of the base: no other CUDA is installed before, or named."""
    from mlint.image.gpu.torch_choice import installs_before

    environment = command.environment
    for name in _TOOLKIT_VARIABLES:
        value = environment.get(name, _TOOLKIT_FOLDER)
        if value is None or value.rstrip("/") != _TOOLKIT_FOLDER:
            return False
    for _, other in installs_before(run, command):
        if other.manager in CONDA_LIKE and any(name.startswith("cuda") for name in other.names):
            return False
        if other.manager == "apt" and any((word.value or "").startswith(_TOOLKITS) for word in other.words):
            return False
    return True
