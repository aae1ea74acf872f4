"""Whether an image is meant for GPUs or for CPUs alone: the configuration's word, else hints, each with its place.

A hint silences rules or makes them surer; that there is none proves nothing.
"""

from __future__ import annotations

import os

from mlint.image.base.base_facts import base_facts
from mlint.image.names import names_of, path_names, words_of
from mlint.image.purpose import TRAINING
from mlint.lazy import cached_property
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal

    from mlint.build import Build
    from mlint.context.compose_file import ComposeBuild
    from mlint.context.requirements import Requirement
    from mlint.dockerfile.lines import Comment
    from mlint.dockerfile.source import Span
    from mlint.image.packages.asked_for import Asked

    Target = Literal["cpu", "gpu"]

_GPU_WORDS = frozenset({"cuda", "gpu", "gpus", "rocm"})
_CPU_WORDS = frozenset({"cpu"})
_CPU_PACKAGES = frozenset({"cpuonly", "faiss-cpu", "onnxruntime", "tensorflow-cpu"})
_GPU_PACKAGES = frozenset(
    {"apex", "bitsandbytes", "cudatoolkit", "cudnn", "cupy", "deepspeed", "faiss-gpu", "flash-attn", "onnxruntime-gpu"}
    | {"tensorrt", "triton", "vllm", "xformers"}
)
_GPU_PACKAGE_STARTS = ("cupy-", "tensorrt-")
_NO_DEVICES = frozenset({"", "none", "void"})
_SECRET_ENDINGS = ("_KEY", "_TOKEN")
_WHERE = {"file": "the file's name", "folder": "its folder's name", "stage": "a stage's name", "image": "a base image"}
_NEGATIONS = frozenset({"no", "non", "without"})
_ARM = frozenset({"aarch64", "arm", "arm64", "arm64v8", "graviton"})


class Hint(Record):
    """What tells of the hardware: the word that says it, and that as a message names it."""

    target: Target
    word: str
    text: str
    """For a message: ``a stage's name says 'gpu'``."""
    span: Span | None = None
    """Its place; None when it stands in no file: in a path, in the configuration."""
    path: str | None = None
    """The file of ``span``; None: the Dockerfile."""
    kind: Literal["name", "comment", "content"] = "content"
    """Where it stands: in a name, in a comment, or in what is done."""


class Hardware:
    """What the hardware of an image is meant to be; ``more`` are hints that stand elsewhere (dependency files).

    A name counts more than a comment: what ``Dockerfile.cpu`` says about CUDA is about another file.
    """

    def __init__(self, build: Build, more: Iterable[Hint] = ()) -> None:
        self._build = build
        self._more = tuple(more)

    @cached_property
    def hints(self) -> list[Hint]:
        """All hints, those of names first, whatever the configuration says."""
        on_disk = os.path.isfile(self._build.path)
        services = self._build.contexts.compose_builds(self._build.path) if on_disk else ()
        return [*_hints(self._build), *self._more, *compose_hints(services)]

    @cached_property
    def gpu_hint(self) -> Hint | None:
        """Why the image may see a GPU; None when nothing says so, or the configuration says ``target: cpu``."""
        return self._first("gpu")

    @cached_property
    def cpu_hint(self) -> Hint | None:
        """Why the image may be for machines without a GPU; None as for :attr:`gpu_hint`."""
        return self._first("cpu")

    def _first(self, target: Target) -> Hint | None:
        told = self._build.settings.target
        if told:
            return Hint(target, told, f"the configuration says 'target: {told}'") if told == target else None
        contradicted = False
        for hint in self.hints:
            if hint.kind == "name" and hint.target != target:
                contradicted = True
            if hint.target == target and not (hint.kind == "comment" and contradicted):
                return hint
        return None

    @property
    def target(self) -> Target | None:
        """What it is for; None when hints say both or nothing."""
        if bool(self.gpu_hint) == bool(self.cpu_hint):
            return None
        return "gpu" if self.gpu_hint else "cpu"


def is_cpu_image(build: Build) -> bool:
    """Whether the base of the image holds nothing for GPUs, it is not for ARM, and nothing hints at a GPU."""
    root = build.final_chain[0] if build.final_chain else None
    facts = root.base_facts if root else None
    if root is None or facts is None or facts.gpu is not False:
        return False
    named_arm = any(not _ARM.isdisjoint(words_of(name.text)) for name in path_names(build.path))
    return not (root.is_arm or named_arm or build.hardware.gpu_hint)


def compose_hints(services: Iterable[ComposeBuild]) -> list[Hint]:
    """The hints of Compose services that build this Dockerfile and ask for GPUs."""
    return [
        Hint(
            "gpu",
            service.service,
            f"the Compose service {service.service!r} asks for GPUs",
            service.gpu_span,
            service.path,
        )
        for service in services
        if service.gpu
    ]


def requirement_hint(requirement: Requirement, path: str | None = None) -> Hint | None:
    """What one requirement of an install or of a dependency file (``path``) tells; None when it tells nothing."""
    name = requirement.name or ""
    words = words_of(" ".join((requirement.text.partition("#")[0].partition(";")[0], *requirement.extras)))
    told: Target | None = None
    if name in _GPU_PACKAGES or name.startswith(_GPU_PACKAGE_STARTS) or any(map(_means_gpu, words)):
        told = "gpu"
    elif name in _CPU_PACKAGES or not _CPU_WORDS.isdisjoint(words):
        told = "cpu"
    shown = requirement.name or requirement.text
    return Hint(told, shown, f"it installs {shown}", requirement.span, path) if told else None


def _hints(build: Build) -> Iterator[Hint]:
    for name in names_of(build):
        for word in dict.fromkeys(name.words):
            target = "gpu" if word in TRAINING else _target(word)
            if target:
                yield Hint(target, word, f"{_WHERE[name.kind]} says {word!r}", name.span, kind="name")
    for comment in build.dockerfile.comments:
        if not comment.is_for_tools:
            yield from _of_comment(comment)
    yield from _of_variables(build)
    yield from _of_installs(build)
    yield from _of_bases(build)


def _of_comment(comment: Comment) -> Iterator[Hint]:
    """The hints of a comment; ``no GPU`` is none, and of the words for training only ``train`` is one."""
    words = words_of(comment.text)
    for index, word in enumerate(words):
        target = "gpu" if word == "train" else _target(word)
        if target and _NEGATIONS.isdisjoint(words[max(index - 2, 0) : index]):
            yield Hint(target, word, f"a comment says {word!r}", comment.span, kind="comment")


def _target(word: str) -> Target | None:
    if _means_gpu(word):
        return "gpu"
    return "cpu" if word in _CPU_WORDS else None


def _means_gpu(word: str) -> bool:
    """``gpu``, ``cuda``, ``cuda12x``, ``cu121``, ``rocm6``; the versions that words have behind them aside."""
    stem = word.rstrip("0123456789x")
    return stem in _GPU_WORDS or (stem == "cu" and len(word) >= 4)


def _of_variables(build: Build) -> Iterator[Hint]:
    for stage in build.stages:
        for instruction in stage.instructions if stage.is_reached else ():
            for pair in instruction.assignments if instruction.name == "ENV" else ():
                value = stage.expand(pair.value or "", instruction)
                target = _variable_target(pair.key, value)
                if target:
                    yield Hint(target, pair.key, f"it sets {pair.key}", pair.span)
    for command in build.startup.programs:
        if "CUDA_VISIBLE_DEVICES" in command.environment and "CUDA_VISIBLE_DEVICES" not in build.startup.environment:
            target = _variable_target("CUDA_VISIBLE_DEVICES", command.environment["CUDA_VISIBLE_DEVICES"])
            if target:
                yield Hint(target, "CUDA_VISIBLE_DEVICES", "the start command sets CUDA_VISIBLE_DEVICES", command.span)


def _variable_target(name: str, value: str | None) -> Target | None:
    """What a variable tells; a key for NVIDIA's services is no device, and device -1 is none."""
    if name == "CUDA_VISIBLE_DEVICES":
        return "cpu" if value in ("", "-1") else "gpu"
    if name.startswith("NVIDIA_") and not name.endswith(_SECRET_ENDINGS):
        return None if value in _NO_DEVICES else "gpu"
    return None


def asked_hints(packages: Iterable[Asked]) -> Iterator[Hint]:
    """What the packages of dependency files tell, and the indexes that these files take them from."""
    for one in packages:
        if one.file is None:
            continue
        hint = requirement_hint(one.requirement, one.file)
        if hint:
            yield hint
        for address in one.indexes.urls:
            for word in words_of(address):
                target = _target(word)
                if target:
                    yield Hint(target, word, f"a package index says {word!r}", one.place.span, one.file)


def _of_installs(build: Build) -> Iterator[Hint]:
    """What packages, the addresses of their indexes and uv's choice of a torch backend tell."""
    for stage in build.stages:
        for install in stage.installs() if stage.is_reached else ():
            for requirement in (*install.requirements, *install.editables):
                hint = requirement_hint(requirement)
                if hint:
                    yield hint
            chosen = [option.value for option in install.options.get("--torch-backend", ())]
            chosen.append(install.command.environment.get("UV_TORCH_BACKEND") if install.manager == "uv" else None)
            for address in (*install.indexes.urls, *(one for one in chosen if one)):
                for word in words_of(address):
                    target = _target(word)
                    if target:
                        yield Hint(target, word, f"a package index says {word!r}", install.span)


def _of_bases(build: Build) -> Iterator[Hint]:
    for stage in build.stages:
        facts = base_facts(stage.base_image) if stage.is_reached and stage.base_image else None
        place = stage.start.arguments[0].span() if stage.start.arguments else None
        if facts and facts.runtime == "lambda":
            yield Hint("cpu", "lambda", "the base image is one of AWS Lambda, which has no GPU", place)
        elif facts and facts.gpu:
            yield Hint("gpu", facts.image, f"{facts.image} is made for GPUs", place)
