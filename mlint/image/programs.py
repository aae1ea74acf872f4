"""What a command does, as far as several rules ask it: does it serve, does it train."""

from __future__ import annotations

from mlint.knowledge.servers import NOT_STARTED_BY_PYTHON, SERVERS
from mlint.records import Record
from mlint.shell.interpreters import is_posix_shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlint.knowledge.servers import Listening, Server
    from mlint.shell.commands import Argument, Command

_ASKS_ONLY = frozenset({"--help", "--version"})


class Serving(Record):
    """A command that serves: the program's name with its verb (``mlflow ui``); ``detaches``: it leaves a background.

    ``notebook``: it serves the people who work in it. ``listening`` says where servers of this kind listen, None:
    nowhere; ``arguments`` are all words behind the program.
    """

    name: str
    detaches: bool
    notebook: bool
    listening: Listening | None = None
    arguments: tuple[Argument, ...] = ()


def serving(command: Command) -> Serving | None:
    """The server that ``command`` starts; None when it starts none or its words are not known."""
    values = python_module(command.values) or python_script(command.values) or command.values
    if not values or values[0] is None:
        return None
    program = values[0].rpartition("/")[2]
    server = SERVERS.get(program)
    if server is None:
        return None
    words = values[1:]
    arguments = command.arguments[len(command.arguments) - len(words) :]
    # In the middle, -h is the host of flask and mlflow.
    if words[-1:] == ["-h"] or any(word in _ASKS_ONLY for word in words):
        return None
    if server.needs and server.needs not in words:
        return None
    name = server.name or program
    listening = server.listening
    if server.verbs:
        verb, end = _verb(server, words)
        if not verb:
            return None
        name = f"{program} {verb}"
        listening = server.by_verb.get(verb, listening)
        words = words[end:]
    if any(word in server.idle for word in words):
        return None
    detaches = server.detaches and not any(word in server.stays for word in words)
    return Serving(name, detaches, server.notebook, listening, arguments)


def _verb(server: Server, words: Sequence[str | None]) -> tuple[str, int]:
    """The verb with which ``words`` let it serve, and the index behind it; empty when it does something else."""
    operands: list[str] = []
    at = 0
    while at < len(words) and len(operands) < 2:
        word = words[at]
        at += 1
        if word is None:
            break
        if word.startswith("-"):
            at += word in server.values
            continue
        operands.append(word)
        if " ".join(operands) in server.verbs:
            return " ".join(operands), at
    return "", 0


def is_python(value: str | None) -> bool:
    """Whether a program is a Python interpreter by its name (``python``, ``/venv/bin/python3.12``)."""
    if value is None:
        return False
    name = value.rpartition("/")[2].removesuffix(".exe")
    version = name.removeprefix("python")
    return name.startswith("python") and not version.strip("0123456789.")


def python_module(values: Sequence[str | None]) -> list[str | None] | None:
    """The module of ``python -m MODULE`` or ``uv run -m MODULE`` and its arguments; None for any other command."""
    if values[:1] == ["uv"] and "run" in values:
        at = next((at for at, word in enumerate(values) if word in ("-m", "--module")), len(values))
        return list(values[at + 1 :]) or None
    option, operands = _python_call(values)
    return operands if option == "m" else None


def python_script(values: Sequence[str | None]) -> list[str | None] | None:
    """The script of ``python SCRIPT`` and its arguments; None for any other command (``-m``, ``-c``, from input)."""
    option, operands = _python_call(values)
    return operands if not option and operands and operands[0] not in (None, "-") else None


def python_text(command: Command) -> str | None:
    """The program text that ``python -c TEXT`` or a heredoc hands to the interpreter; None when there is none."""
    option, operands = _python_call(command.values)
    if option == "c":
        return operands[0] if operands else None
    if option or operands not in ([], ["-"]) or not is_python(command.values[0]):
        return None
    return next((one.body for one in reversed(command.redirections) if one.body is not None), None)


def started_script(command: Command) -> list[str | None] | None:
    """The Python script that a command starts, with its arguments: ``python app.py``, ``uv run app.py``, ``./app.py``.

    None for any other command.
    """
    values = command.values
    script = python_script(values)
    if script is None and values and (values[0] or "").endswith(".py"):
        return values
    return script


def buffers_output(command: Command) -> bool:
    """Whether Python runs the command and buffers what it prints, as far as its options tell."""
    values = command.values
    if is_python(values[0]):
        _, operands = _python_call(values)
        options = [word for word in values[1 : len(values) - len(operands)] if word and word[:2] != "--"]
        return bool(operands) and not any(word.startswith("-") and "u" in _flags(word) for word in options)
    server = serving(command)
    if server:
        return not server.notebook and server.name not in NOT_STARTED_BY_PYTHON
    return bool(started_script(command) or python_module(values))


def _flags(bundle: str) -> str:
    """The letters of a bundle of Python's options before the one that takes a value."""
    return next((bundle[1:at] for at, letter in enumerate(bundle) if letter in "cmWX"), bundle[1:])


def shell_script(command: Command) -> str | None:
    """The shell script of one's own that a command runs: ``./start.sh``, ``bash install.sh``; None for others."""
    words = [word for word in command.values if word and not word.startswith("-")]
    if words and is_posix_shell(words[0]):
        words = words[1:]
    return words[0] if words and words[0].endswith((".bash", ".sh")) else None


def _python_call(values: Sequence[str | None]) -> tuple[str, list[str | None]]:
    """What a Python interpreter runs: ``m`` (module), ``c`` (text) or empty (script, input), and the words from it on.

    ``-um mod``, ``-mmod`` and ``-W ignore`` are read as Python reads them.
    """
    at = 1 if values and is_python(values[0]) else len(values)
    while at < len(values):
        word = values[at]
        if word is None or not word.startswith("-") or word == "-":
            return "", list(values[at:])
        at += 1
        if word.startswith("--"):
            at += word == "--check-hash-based-pycs"
            continue
        index = next((index for index, letter in enumerate(word) if letter in "cmWX"), 0)
        attached = word[index + 1 :]
        if index and word[index] in "cm":
            return word[index], [attached, *values[at:]] if attached else list(values[at:])
        at += bool(index) and not attached
    return "", []


def training(command: Command) -> str | None:
    """The program with which ``command`` trains a model (``python train.py``); None when it trains none."""
    values = command.values
    if "timeout" in command.wrappers or any(_runs_nothing(word) for word in values[1:]):
        return None
    words = python_module(values)
    start = "python -m " if words else ""
    if words is None:
        words = python_script(values)
        start = "python " if words else ""
    program, *rest = words or values
    if program is None:
        return None
    if words and _trains_by_name(program):
        return start + program
    name = program.rpartition("/")[2]
    verb = _TRAINERS.get(name)
    if verb is not None:
        return f"{start}{name} {verb}" if rest[:1] == [verb] else None
    launch = _LAUNCHERS.get(name)
    if launch is None or " ".join([name, *(word or "" for word in rest[:1])])[: len(launch)] != launch:
        return None
    started = _started(rest)
    return f"{start}{launch} {started}" if started and not _OTHER_WORK.intersection(_words(started)) else None


def on_record_or_gpu(command: Command) -> bool:
    """Whether ``command`` logs to Weights & Biases or MLflow, or asks for a GPU."""
    environment = command.environment
    if command.name in ("mlflow", "nvidia-smi") or (command.name == "wandb" and "login" in command.values):
        return True
    quiet = environment.get("WANDB_MODE") in ("disabled", "dryrun", "offline") or environment.get("WANDB_DISABLED")
    names = _MLFLOW_VARIABLES if quiet else (*_MLFLOW_VARIABLES, *_WANDB_VARIABLES)
    if any(environment.get(name, "") != "" for name in names):
        return True
    options = [word for word in command.values[1:] if word and not word.startswith("--no")]
    return any(word.endswith(("=cuda", "=wandb", "=mlflow")) or word in _RECORD_OR_GPU_WORDS for word in options)


def _started(words: Sequence[str | None]) -> str | None:
    """The script or module that a launcher starts; None when no word is one."""
    for before, word in zip(["", *words], words, strict=False):
        if word and (word.endswith(".py") or before in ("-m", "--module")):
            return word
    return None


def _trains_by_name(program: str) -> bool:
    """Whether a script's path or a module's name says that it trains: ``train``, ``train_model``, ``pkg.train``."""
    words = _words(program)
    name = program.removesuffix(".py").replace("/", ".").rpartition(".")[2]
    return not _TRAINING.isdisjoint(_words(name)) and _OTHER_WORK.isdisjoint(words)


def _words(name: str) -> list[str]:
    """The words of a name, lower case: of ``src/pkg.train_v2`` they are src, pkg, train, v2."""
    letters = (char if char.isalnum() else " " for char in name.lower().removesuffix(".py"))
    return "".join(letters).split()


def _runs_nothing(word: str | None) -> bool:
    """Whether an option says that nothing is trained: ``--help``, ``--dry-run``, ``--download-only``."""
    if word is None or not word.startswith("-"):
        return False
    return word in _NO_RUN or (word.startswith("--") and not _NO_TRAINING_OPTIONS.isdisjoint(_words(word)))


_TRAINERS = {"dvc": "repro", "rasa": "train", "spacy": "train"}
"""Programs with a verb that trains."""
_LAUNCHERS = {"accelerate": "accelerate launch", "deepspeed": "deepspeed", "torchrun": "torchrun"}
"""Programs that start a training script, on several GPUs as a rule, and how."""
_NO_RUN = frozenset({"--help", "-h", "--version"})
_NO_TRAINING_OPTIONS = frozenset({"download", "dry", "prepare", "preprocess", "setup"})
_TRAINING = frozenset({"finetune", "pretrain", "retrain", "train", "trainer", "training"})
_OTHER_WORK = frozenset(
    {"bench", "benchmark", "check", "config", "configs", "data", "dataset", "docs", "download", "env", "eval", "export"}
    | {"fetch", "generate", "get", "infer", "inference", "init", "install", "pre", "predict", "prepare", "preprocess"}
    | {"pytest", "serve", "server", "setup", "smoke", "split", "test", "tests", "tokenizer", "utils", "vocab"}
)
"""Words that tell of another purpose beside ``train`` (``download_train_data``, ``tests/train.py``)."""
_MLFLOW_VARIABLES = ("MLFLOW_EXPERIMENT_NAME", "MLFLOW_TRACKING_URI")
_WANDB_VARIABLES = ("WANDB_API_KEY", "WANDB_ENTITY", "WANDB_PROJECT")
_RECORD_OR_GPU_WORDS = frozenset({"--cuda", "--multi_gpu", "--use_wandb", "--wandb", "cuda", "cuda:0", "wandb"})


def takes_script_argument(values: Sequence[str]) -> bool:
    """Whether what follows these words becomes an argument of an interpreter or a server, not a command of its own.

    True for ``["python"]`` and ``["uvicorn", "app:app"]``; not for scripts, ``tini --`` and the like, which may run
    what follows.
    """
    if not values:
        return False
    name = values[0].rpartition("/")[2]
    return is_python(values[0]) or name in SERVERS
