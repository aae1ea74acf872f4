"""The special places where an image runs, which set its user, command or port themselves."""

from __future__ import annotations

from mlint.image.names import path_names, words_of
from mlint.knowledge.servers import NOTEBOOK_STARTERS
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from mlint.build import Build
    from mlint.dockerfile.source import Span
    from mlint.shell.commands import Command

    Runtime = Literal[
        "azureml", "jupyter", "lambda", "runpod", "sagemaker", "spaces", "torchserve", "vertex", "vertex-prediction"
    ]

_BY_VARIABLE: tuple[tuple[str, Runtime], ...] = (
    ("AIP_", "vertex-prediction"),
    ("AWS_LWA_", "lambda"),
    ("AZUREML_", "azureml"),
    ("JUPYTERHUB_", "jupyter"),
    ("LAMBDA_", "lambda"),
    ("NB_UID", "jupyter"),
    ("NB_USER", "jupyter"),
    ("RUNPOD_", "runpod"),
    ("SAGEMAKER_", "sagemaker"),
    ("SM_MODEL_DIR", "sagemaker"),
)
"""How the names of variables begin that only these read or set."""
_BY_PACKAGE: dict[str, Runtime] = {
    "awslambdaric": "lambda",
    "azureml-inference-server-http": "azureml",
    "jupyterhub": "jupyter",
    "runpod": "runpod",
    "sagemaker-inference": "sagemaker",
    "sagemaker-training": "sagemaker",
}
_BY_PROGRAM: dict[str, Runtime] = {
    **dict.fromkeys(NOTEBOOK_STARTERS - {"start.sh"}, "jupyter"),
    "aws-lambda-rie": "lambda",
    "awslambdaric": "lambda",
    "azmlinfsrv": "azureml",
    "lambda-entrypoint.sh": "lambda",
    "sagemaker_entrypoint.sh": "sagemaker",
    "torchserve": "torchserve",
}
_LAMBDA_ADAPTER = "aws-lambda-adapter"
_SAGEMAKER_FOLDERS = ("/opt/ml", "/opt/program")
_SAGEMAKER_PROGRAMS = frozenset({"serve", "train"})
_BINDER_FOLDERS = frozenset({".binder", "binder"})
_SPACES_PORT = "7860"
_SPACES_USER = "1000"


class RuntimeHint(Record):
    """A place where the image is meant to run, what tells it as for a message, and where that stands in the file."""

    runtime: Runtime
    because: str
    span: Span | None = None


def runtimes_of(build: Build) -> dict[Runtime, RuntimeHint]:
    """The special runtimes of the image, each with the first thing that tells of it."""
    found: dict[Runtime, RuntimeHint] = {}
    for hint in _hints(build):
        found.setdefault(hint.runtime, hint)
    return found


def _hints(build: Build) -> Iterator[RuntimeHint]:
    yield from _of_base(build)
    yield from _of_variables(build)
    yield from _of_packages(build)
    for command in build.startup.commands if build.startup.parts else ():
        yield from _of_program(build, command)
    if starts_runpod_handler(build):
        yield RuntimeHint("runpod", "the start command is a handler of RunPod")
    if any(name.kind == "folder" and name.text.lower() in _BINDER_FOLDERS for name in path_names(build.path)):
        yield RuntimeHint("jupyter", "it lies in the folder of Binder")
    if _is_for_spaces(build):
        yield RuntimeHint("spaces", f"it runs as user {_SPACES_USER} on port {_SPACES_PORT}")


def _of_base(build: Build) -> Iterator[RuntimeHint]:
    stage = build.final_chain[0] if build.final_chain else None
    facts = build.startup.facts
    if stage and facts and facts.runtime:
        yield RuntimeHint(facts.runtime, f"the base image is {facts.image}", stage.start.text_span)
    if stage and stage.base_image and stage.base_image.registry == "registry.hf.space":
        yield RuntimeHint("spaces", "the base image is one of a Space", stage.start.text_span)


def _of_variables(build: Build) -> Iterator[RuntimeHint]:
    """What the file sets, and what of these the start command reads (``$AIP_HTTP_PORT``)."""
    for stage in build.final_chain:
        for instruction in stage.instructions:
            for pair in instruction.assignments if instruction.name in ("ARG", "ENV") else ():
                runtime = _runtime_of_variable(pair.key)
                if runtime:
                    yield RuntimeHint(runtime, f"it sets {pair.key}", pair.span)
        for copy in stage.copies:
            flag = copy.instruction.flag("from")
            if flag and flag.value and _LAMBDA_ADAPTER in flag.value:
                yield RuntimeHint("lambda", "it copies the Lambda adapter", copy.instruction.text_span)
    for part in build.startup.parts:
        for following in part.instruction.arguments_text.text.split("$")[1:]:
            name = following.lstrip("({")
            runtime = _runtime_of_variable(name)
            if runtime:
                return (yield RuntimeHint(runtime, "the start command reads its variables", part.instruction.text_span))


def _runtime_of_variable(name: str) -> Runtime | None:
    return next((runtime for start, runtime in _BY_VARIABLE if name.startswith(start)), None)


def _of_packages(build: Build) -> Iterator[RuntimeHint]:
    for stage in build.final_chain:
        for install in stage.installs():
            for requirement in install.requirements:
                runtime = _BY_PACKAGE.get(requirement.name or "")
                if runtime:
                    yield RuntimeHint(runtime, f"it installs {requirement.name}", requirement.span)


def _of_program(build: Build, command: Command) -> Iterator[RuntimeHint]:
    words = [value for value in command.values if value]
    names = [word.rpartition("/")[2] for word in words]
    for name in names[:3]:
        if name in _BY_PROGRAM:
            yield RuntimeHint(_BY_PROGRAM[name], f"the start command is {name}", command.span)
    if build.startup.base_entrypoint.server:
        return  # "serve" is a word of the base image's own entrypoint
    told = any(
        word.startswith(_SAGEMAKER_FOLDERS) for word in (*words, build.final.workdir or "" if build.final else "")
    )
    if names and names[0] in _SAGEMAKER_PROGRAMS and (told or len(words) == 1):
        yield RuntimeHint("sagemaker", f"the start command is {names[0]}", command.span)


def starts_runpod_handler(build: Build) -> bool:
    """Whether the container starts a handler of RunPod: a script or module so named, in a file that tells of RunPod."""
    from mlint.image.programs import python_module, started_script

    for command in build.startup.programs:
        program = (started_script(command) or python_module(command.values) or command.values)[0] or ""
        words = words_of(program.rpartition("/")[2])
        if "handler" in words:
            names = " ".join(name.text for name in path_names(build.path))
            return "rp" in words or "runpod" in f"{names}\n{build.source.text}".lower()
    return False


def may_be_for_spaces(build: Build) -> bool:
    """Whether the image serves on the port of Hugging Face's Spaces, which run it as a user of their own."""
    return _SPACES_PORT in _ports(build)


def _is_for_spaces(build: Build) -> bool:
    """Whether the image runs as Hugging Face's Spaces want it: user 1000, port 7860."""
    final = build.final
    if final is None:
        return False
    user = final.user
    by_uid = user == _SPACES_USER or any(
        one.name in ("adduser", "useradd") and user in one.values and _SPACES_USER in one.values
        for stage in build.final_chain
        for one in stage.commands
    )
    return by_uid and _SPACES_PORT in _ports(build)


def _ports(build: Build) -> list[str]:
    """The ports that EXPOSE names, and the one that the server has."""
    exposed = [
        one.text.partition("/")[0]
        for stage in build.final_chain
        for instruction in stage.instructions
        if instruction.name == "EXPOSE"
        for one in instruction.arguments
    ]
    server = build.startup.server
    return [*exposed, str(server.port)] if server and not server.notebook else exposed
