"""What a command does, as far as several rules ask it: does it serve, does it train."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mlint.knowledge.servers import SERVERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.shell.commands import Command

_ASKS_ONLY = frozenset({"--help", "--version"})
_PYTHON_VALUE_OPTIONS = frozenset({"-W", "-X", "--check-hash-based-pycs"})


class Serving(NamedTuple):
    """A command that serves: the program's name with its verb (``mlflow ui``); ``detaches``: it leaves a background."""

    name: str
    detaches: bool


def serving(command: Command) -> Serving | None:
    """The server that ``command`` starts; None when it starts none or its words are not known."""
    values = python_module(command.values) or command.values
    if not values or values[0] is None:
        return None
    program = values[0].rpartition("/")[2]
    server = SERVERS.get(program)
    if server is None:
        return None
    words = values[1:]
    if any(word in _ASKS_ONLY for word in words) or (server.needs and server.needs not in words):
        return None
    name = program
    if server.verbs:
        verb = next((index for index, word in enumerate(words) if word in server.verbs), None)
        if verb is None:
            return None
        name = f"{program} {words[verb]}"
        words = words[verb + 1 :]
    if any(word in server.idle for word in words):
        return None
    return Serving(name, server.detaches and not any(word in server.stays for word in words))


def is_python(value: str | None) -> bool:
    """Whether a program is a Python interpreter by its name (``python``, ``/venv/bin/python3.12``)."""
    if value is None:
        return False
    name = value.rpartition("/")[2].removesuffix(".exe")
    version = name.removeprefix("python")
    return name.startswith("python") and not version.strip("0123456789.")


def python_module(values: Sequence[str | None]) -> list[str | None] | None:
    """The module of ``python -m MODULE`` and its arguments; None for any other command."""
    at = _python_operand(values)
    return list(values[at:]) if at and values[at - 1] == "-m" else None


def python_script(values: Sequence[str | None]) -> list[str | None] | None:
    """The script of ``python SCRIPT`` and its arguments; None for any other command (``-m``, ``-c``, from input)."""
    at = _python_operand(values)
    if not at or values[at - 1] in ("-m", "-c") or values[at] in (None, "-"):
        return None
    return list(values[at:])


def _python_operand(values: Sequence[str | None]) -> int:
    """The index of what a Python interpreter runs, behind ``-m`` or ``-c`` when those are given; 0 for none."""
    if not values or not is_python(values[0]):
        return 0
    at = 1
    while at < len(values):
        word = values[at]
        if word is None or not word.startswith("-") or word == "-":
            return at
        at += 1
        if word in ("-m", "-c"):
            return at if at < len(values) else 0
        if word in _PYTHON_VALUE_OPTIONS:
            at += 1
    return 0


_LAUNCHERS = {"accelerate": "launch", "dvc": "repro", "deepspeed": None, "torchrun": None}
_NO_RUN = frozenset({"--help", "-h", "--dry-run", "--dry", "--version"})


def training(command: Command) -> str | None:
    """The program with which ``command`` trains a model (``python train.py``); None when it trains none."""
    if any(word in _NO_RUN for word in command.values):
        return None
    name = command.name
    if name in _LAUNCHERS:
        verb = _LAUNCHERS[name]
        if verb is None:
            return f"{name}" if len(command.arguments) > 1 else None
        return f"{name} {verb}" if verb in command.values[1:2] else None
    module = python_module(command.values)
    if module and module[0]:
        return f"python -m {module[0]}" if _is_training_name(module[0].rpartition(".")[2]) else None
    script = python_script(command.values)
    if script and script[0]:
        stem = script[0].rpartition("/")[2].removesuffix(".py")
        return f"python {script[0]}" if _is_training_name(stem) else None
    return None


def _is_training_name(stem: str) -> bool:
    """Whether a script's or module's name says that it trains: the word ``train`` alone or with what it trains."""
    words = stem.lower().replace("-", "_").split("_")
    return ("train" in words or "training" in words) and not _OTHER_WORK.intersection(words)


_OTHER_WORK = frozenset(
    {"check", "config", "configs", "data", "dataset", "docs", "download", "env", "export", "fetch", "generate", "get"}
    | {"install", "pre", "prepare", "preprocess", "setup", "split", "test", "tests", "tokenizer", "utils"}
)
"""Words that tell of another purpose beside ``train`` (``download_train_data``, ``test_train``)."""


def takes_script_argument(values: Sequence[str]) -> bool:
    """Whether what follows these words becomes an argument of an interpreter or a server, not a command of its own.

    True for ``["python"]`` and ``["uvicorn", "app:app"]``; not for scripts, ``tini --`` and the like, which may run
    what follows.
    """
    if not values:
        return False
    name = values[0].rpartition("/")[2]
    return is_python(values[0]) or name in SERVERS
