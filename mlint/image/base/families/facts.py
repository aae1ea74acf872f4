"""What can be known of a base image. Everything that is not known is None."""

from __future__ import annotations

from mlint.knowledge.systems import (
    BUSYBOX_SHELL,
    DASH_SHELL,
    MARKED_PYTHON,
    PACKAGE_MANAGERS,
    UNMARKED_PYTHON,
    YUM_RELEASES,
)
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Family = Literal[
        "conda",  # miniconda, micromamba, miniforge, pixi
        "cuda",  # CUDA and nothing above
        "framework",  # torch, tensorflow … inside
        "notebook",  # Jupyter and the like
        "os",
        "python",
        "runtime",  # another language, a database, a web server
        "serving",  # starts a model server
        "uv",
        "windows",
    ]
    Flavour = Literal["base", "runtime", "devel"]
    EntrypointKind = Literal[
        "none",  # what CMD names is started
        "execs",  # a script or an init that starts its arguments
        "evaluates",  # gives its arguments to a shell
        "server",  # CMD holds arguments of a server
        "handler",  # CMD names a function
        "interpreter",  # CMD holds arguments of a language's interpreter, or of another program
        "unknown",
    ]
    Runtime = Literal[
        "azureml", "jupyter", "lambda", "runpod", "sagemaker", "torchserve", "vertex", "vertex-prediction"
    ]
    Accelerator = Literal["cuda", "gaudi", "jetson", "neuron", "npu", "rocm", "tpu", "xpu"]
    Variant = Literal["full", "slim", "alpine", "minimal", "distroless", "windows"]

PLAIN_FAMILIES = frozenset({"conda", "cuda", "os", "python", "uv"})
"""Families of images that hold no project's files and no frameworks."""
SHELL = ("/bin/sh", "-c")
BASH_PIPEFAIL = ("/bin/bash", "-o", "pipefail", "-c")


class OperatingSystem(Record):
    """A distribution and its release: ``debian 12 bookworm``, ``ubuntu 22.04 jammy``, ``alpine 3.20``."""

    name: str
    version: str | None = None
    codename: str | None = None

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers; empty when it is not known or holds other things than numbers."""
        parts = (self.version or "").split(".")
        return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()


class Entrypoint(Record):
    """The ENTRYPOINT of an image: what it does with CMD, its words, and the server that it or CMD starts."""

    kind: EntrypointKind = "unknown"
    words: tuple[str, ...] | None = None
    server: str | None = None


NO_ENTRYPOINT = Entrypoint("none", ())
UNKNOWN_ENTRYPOINT = Entrypoint()


class BaseFacts(Record):
    """What is known of a base image by its reference. None is unknown everywhere, where nothing else is said.

    ``os_floats``: the release follows from a tag that does not name it, as of the knowledge's date.
    ``python``: there is one; ``own_python``: it is not the distribution's package (conda, built, another source).
    ``frameworks``: name to version, None when the version is not known; None as a whole when it is not known which.
    ``gpu``: made for a GPU or another accelerator; False: nothing of that is inside. ``toolkit``: CUDA is installed in
    the system, not only in Python packages. ``workdir`` is ``/`` when the image sets none.
    ``env`` holds the variables that matter, value None when it is not known; ``all_env``: there are no others.
    ``serves``: it starts a model server by itself. ``from_memory``: fields that no source confirms; ``verified`` False:
    that is all of them.
    """

    image: str
    family: Family
    verified: bool = False
    variant: Variant | None = None
    os: OperatingSystem | None = None
    os_floats: bool = False
    tools: frozenset[str] = frozenset()
    python: bool | None = None
    python_version: str | None = None
    own_python: bool | None = None
    conda: bool | None = None
    gpu: bool | None = None
    accelerator: Accelerator | None = None
    cuda: str | None = None
    cuda_flavour: Flavour | None = None
    cudnn: bool | None = None
    toolkit: bool | None = None
    frameworks: Mapping[str, str | None] | None = None
    user: str | None = None
    workdir: str | None = None
    shell: tuple[str, ...] | None = None
    entrypoint: Entrypoint = UNKNOWN_ENTRYPOINT
    cmd: tuple[str, ...] | None = None
    env: Mapping[str, str | None] = {}
    all_env: bool = False
    serves: bool = False
    runtime: Runtime | None = None
    from_memory: frozenset[str] = frozenset()

    def sure_of(self, field: str) -> bool:
        """Whether a source confirms ``field``."""
        return self.verified and field not in self.from_memory

    @property
    def package_managers(self) -> frozenset[str]:
        """The package managers that are there: the distribution's, pip, conda, uv. Others may be there too."""
        if self.os is None or self.variant == "distroless":
            return self.tools
        system = "yum" if (self.os.name, self.os.version) in YUM_RELEASES else PACKAGE_MANAGERS.get(self.os.name)
        if system == "dnf":
            return self.tools | ({"microdnf"} if self.variant == "minimal" else {"dnf", "yum"})
        return self.tools | {system} if system else self.tools

    @property
    def sh(self) -> Literal["bash", "busybox", "dash"] | None:
        """What ``/bin/sh`` is."""
        # Red Hat's micro image has no package manager, but bash.
        if self.os is None or (self.variant == "distroless" and self.os.name != "ubi"):
            return None
        if self.os.name in DASH_SHELL:
            return "dash"
        return "busybox" if self.os.name in BUSYBOX_SHELL else "bash" if self.os.name in PACKAGE_MANAGERS else None

    @property
    def externally_managed(self) -> bool | None:
        """Whether pip refuses to install into the Python that it finds: the distribution's, marked so (PEP 668).

        Where there is no Python it says so of the one that the distribution would install. ``env`` may lift the ban.
        """
        if self.own_python:
            return False
        if self.own_python is None or self.os is None:
            return None
        if self.os.name in UNMARKED_PYTHON:
            return False
        first = MARKED_PYTHON.get(self.os.name)
        return self.os.number >= first if first and self.os.number else None
