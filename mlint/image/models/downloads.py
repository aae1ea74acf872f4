"""Downloads of models while an image is built: what is fetched, from where, and into which folder."""

from __future__ import annotations

from posixpath import join

from mlint.image.copies import in_image
from mlint.image.folders import normal
from mlint.image.programs import is_python, python_module, python_text
from mlint.image.python_calls import python_code_of, read_python, script_text
from mlint.knowledge.context_entries import MAYBE_WEIGHT_ENDINGS, WEIGHT_ENDINGS
from mlint.knowledge.model_downloads import (
    ARIA2_OPTIONS,
    CACHES,
    CHECKSUM_PROGRAMS,
    COMFY_OPTIONS,
    CURL_OPTIONS,
    FUNCTIONS,
    GDOWN_OPTIONS,
    HUB_CACHES,
    HUB_OPTIONS,
    MOVING_REFERENCES,
    QUALIFIED,
    WGET_OPTIONS,
    Function,
)
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mlint.dockerfile.source import Span
    from mlint.image.python_calls import PythonCall, PythonCode
    from mlint.image.runs import Run
    from mlint.shell.commands import Argument, Command

URL_OPTIONS = {"aria2c": ARIA2_OPTIONS, "curl": CURL_OPTIONS, "wget": WGET_OPTIONS}
_OUTPUTS = ("--out", "--output", "--output-document", "-O", "-o")
_OUTPUT_FOLDERS = ("--dir", "--directory-prefix", "--output-dir", "-P", "-d")
_OWNERS = {"nltk": "NLTK's", "whisper": "Whisper's"}
"""What stands before a name that alone says nothing (``base``)."""
_HEX = frozenset("0123456789abcdef")
_SHORT_NAMES = frozenset({"WhisperModel", "download_model"})
"""Functions that know their models by short names."""
_ARCHIVES = (".bz2", ".gz", ".tar", ".tgz", ".xz", ".zip")
_WEIGHT_WORDS = frozenset({"checkpoint", "checkpoints", "ckpt", "pretrained", "weight", "weights"})
_MODEL_WORDS = _WEIGHT_WORDS | {"model", "models"}
_READS_MODELS = (
    *("Encoder", "Reader", "Transformer", "WhisperModel", "download", "load", "pipeline", "pretrained", "urlretrieve"),
)
"""What stands in each Python text that downloads a model."""


class Download(Record):
    """One model that a command of a RUN fetches.

    ``tool`` names the command or function as a message calls it. ``cache`` is the kind of the cache that it goes to by
    default (a key of :data:`CACHES`), else ``url``, ``drive``, ``ollama`` or ``spacy``. ``name`` is the repository,
    model or URL. ``folder`` is where the call itself says that it goes; ``placed``: it says so, known or not.
    """

    run: Run
    span: Span
    tool: str
    cache: str
    name: str | None
    environment: Mapping[str, str | None]
    command: Command | None = None
    code: PythonCode | None = None
    revision: str | None = None
    folder: str | None = None
    placed: bool = False

    @property
    def from_hub(self) -> bool:
        """Whether it comes from the Hugging Face hub, by its library or its command."""
        return self.cache in HUB_CACHES

    @property
    def shown(self) -> str:
        """What a message calls it: the model's name, without the beginning of a long URL."""
        if self.name is None:
            return "a model"
        owner = _OWNERS.get(self.cache)
        if owner:
            return f"{owner} {self.name}"
        return self.name.partition("?")[0].rpartition("/")[2] if "://" in self.name else self.name

    @property
    def branch(self) -> str | None:
        """The part of its URL that names what changes: a branch, ``latest``."""
        parts = (self.name or "").partition("?")[0].split("/")[3:-1]
        return next((part for part in parts if part in MOVING_REFERENCES), None)


def moves(download: Download) -> bool:
    """Whether the same download may bring another model tomorrow; False also where that is not known.

    Data of spaCy and NLTK and models that a library knows by a short name of its own (Whisper) count as fixed.
    """
    name = download.name
    if name is None:
        return False
    if download.cache == "drive":
        return True
    if download.cache in HUB_CACHES or (download.cache == "torch" and "://" not in name):
        open_ = download.revision is None or download.revision in MOVING_REFERENCES
        return open_ and download.tool not in _SHORT_NAMES
    if download.cache not in ("torch", "url"):
        return False
    if download.branch:
        return True
    return "/releases/download/" not in name and not _hashed(name) and download.cache == "url"


def verifies(command: Command) -> bool:
    """Whether a command compares a checksum or a signature, or may do so in Python."""
    words = [value or "" for value in command.values]
    return command.name in CHECKSUM_PROGRAMS or any("hashlib" in word or "checksum" in word for word in words)


def _hashed(url: str) -> bool:
    """Whether a part of a URL's path is, or ends in, a hash or a commit: ``resnet50-0676ba61.pth``."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    return any(
        len(word) >= 7 and set(word) <= _HEX and not word.isdigit() and not word.isalpha() for word in _words(path)
    )


def downloads(run: Run) -> Iterator[Download]:
    """The models that ``run`` downloads, as far as the file tells; scripts of the project are not read."""
    script = script_text(run)
    if script is not None:
        instruction = run.instruction
        environment = run.stage.environment_at(instruction)
        code = read_python(script, environment) if _may_download(script) else None
        if code:
            yield from _by_code(run, code, instruction.text_span, environment, None)
    for command in run.commands:
        yield from _by_command(run, command)


def downloads_in(code: PythonCode) -> Iterator[str | None]:
    """The names of the models that a Python text surely downloads; None for those that it does not tell."""
    for call in code.calls:
        function = _function(call)
        if function is not None:
            name = call.argument(function.name, function.position)
            if _fetches(call, function, name):
                yield name


def cache_folder(cache: str, environment: Mapping[str, str | None], home: str | None) -> str | None:
    """The folder of a cache; None when it is not known. From ``~`` on when the home is not known."""
    home = environment.get("HOME", home)
    for variable, below in CACHES.get(cache, ()):
        if not variable:
            return normal(below, home)
        if variable in environment:
            value = environment[variable]
            if value is None:
                return None
            if value:
                return normal(f"{value}/{below}", home)
    return None


def _may_download(text: str) -> bool:
    return any(word in text for word in _READS_MODELS)


def _by_command(run: Run, command: Command) -> Iterator[Download]:
    values = command.values
    name = command.name or ""
    words = python_module(values)
    if is_python(name) and words is None:
        text = python_text(command)
        code = python_code_of(command) if text and _may_download(text) else None
        if code:
            yield from _by_code(run, code, command.span, command.environment, command)
        return
    program, *rest = words or [name, *values[1:]]
    arguments = command.arguments[len(values) - len(rest) :]
    found: list[Download] = []
    if program in ("hf", "huggingface-cli") and rest[:1] == ["download"]:
        found = _from_hub(run, command, program, arguments[1:])
    elif program in URL_OPTIONS:
        found = _from_urls(run, command, program, arguments)
    elif program == "comfy" and rest[:2] == ["model", "download"]:
        found = _from_comfy(run, command, arguments[2:])
    elif program == "gdown":
        found = _from_drive(run, command, arguments)
    elif program == "spacy" and rest[:1] == ["download"] and len(rest) > 1:
        found = [_made(run, command, "spacy download", "spacy", rest[1])]
    elif program == "nltk.downloader" or (program == "nltk" and rest[:1] == ["downloader"]):
        found = _from_nltk(run, command, arguments)
    elif program == "ollama" and rest[:1] == ["pull"] and len(rest) > 1:
        found = [_made(run, command, "ollama pull", "ollama", rest[1])]
    yield from found


def _made(
    run: Run,
    command: Command,
    tool: str,
    cache: str,
    name: str | None,
    *,
    revision: str | None = None,
    folder: str | None = None,
    placed: bool = False,
) -> Download:
    place = _absolute(run, command, folder) if folder else None
    environment = command.environment
    return Download(run, command.span, tool, cache, name, environment, command, None, revision, place, placed)


def _absolute(run: Run, command: Command | None, path: str) -> str | None:
    """A folder or file that a command names, as a path of the image; None when it is not known."""
    if path.startswith("~"):
        home = command.environment.get("HOME", run.stage.home_at(run.instruction)) if command else None
        return normal(path, home)
    folder = command.folder if command else ""
    if folder is None and not path.startswith("/"):
        return None
    found = in_image(run.stage, run.instruction, join(folder or "", path))
    return None if found.startswith("?") else found


def _options(words: Sequence[Argument], with_value: frozenset[str]) -> tuple[dict[str, str | None], list[str | None]]:
    """The options, the last of each, with their values, and the operands; None for what is not known."""
    options: dict[str, str | None] = {}
    operands: list[str | None] = []
    at = 0
    while at < len(words):
        word = words[at].start
        known = words[at].value is not None
        at += 1
        if not word.startswith("-") or word == "-":
            operands.append(word if known else None)
            continue
        name, equals, value = word.partition("=")
        if equals and word.startswith("--"):
            options[name] = value if known else None
        elif name in with_value or (f"-{name[-1]}" in with_value and not name.startswith("--")):
            key = name if name in with_value else f"-{name[-1]}"
            options[key] = words[at].value if at < len(words) else None
            at += 1
        else:
            options[name] = ""
    return options, operands


def _from_hub(run: Run, command: Command, program: str, words: Sequence[Argument]) -> list[Download]:
    options, operands = _options(words, HUB_OPTIONS)
    if not operands or not options.keys().isdisjoint(("--help", "-h", "--dry-run")):
        return []
    folder = options.get("--local-dir") or options.get("--cache-dir")
    placed = "--local-dir" in options or "--cache-dir" in options
    revision = (options["--revision"] or "?") if "--revision" in options else None
    made = _made(
        run, command, f"{program} download", "hub", operands[0], revision=revision, folder=folder, placed=placed
    )
    return [made]


def _from_urls(run: Run, command: Command, program: str, words: Sequence[Argument]) -> list[Download]:
    options, operands = _options(words, URL_OPTIONS[program])
    output = next((options[name] for name in _OUTPUTS if options.get(name)), None)
    folder = next((options[name] for name in _OUTPUT_FOLDERS if options.get(name)), None)
    return [
        _made(run, command, program, "url", url, folder=folder or output or ".", placed=True)
        for url in operands
        if url and "://" in url and is_weights_url(url, output)
    ]


def _from_comfy(run: Run, command: Command, words: Sequence[Argument]) -> list[Download]:
    url = _options(words, COMFY_OPTIONS)[0].get("--url")
    return [_made(run, command, "comfy model download", "url", url, placed=True)] if url else []


def is_weights_url(url: str, output: str | None = None) -> bool:
    """Whether a URL, or the file that it is stored in, is one of weights by its name."""
    path = url.partition("://")[2].partition("?")[0].partition("#")[0].rstrip("/")
    host, _, path = path.partition("/")
    named = not _MODEL_WORDS.isdisjoint(_words(path))
    for name in filter(None, (path, output)):
        file = name.lower().rpartition("/")[2]
        ending = file.rpartition(".")[2] if "." in file else ""
        if ending in WEIGHT_ENDINGS:
            return True
        if ending in MAYBE_WEIGHT_ENDINGS and (named or host.endswith("huggingface.co")):
            return True
        if file.endswith(_ARCHIVES) and not _WEIGHT_WORDS.isdisjoint(_words(file)):
            return True
    return False


def _words(text: str) -> list[str]:
    """The words of a path, lower case."""
    return "".join(char if char.isalnum() else " " for char in text.lower()).split()


def _from_drive(run: Run, command: Command, words: Sequence[Argument]) -> list[Download]:
    options, operands = _options(words, GDOWN_OPTIONS)
    name = options.get("--id") or next((one for one in operands if one), None)
    if name is None or "--help" in options or "--version" in options:
        return []
    output = options.get("--output") or options.get("-O") or "."
    return [_made(run, command, "gdown", "drive", name, folder=output, placed=True)]


def _from_nltk(run: Run, command: Command, words: Sequence[Argument]) -> list[Download]:
    options, names = _options(words, frozenset({"-d", "--dir", "-u", "--url"}))
    if "--help" in options or "-h" in options:
        return []
    placed = "-d" in options or "--dir" in options
    folder = options.get("-d") or options.get("--dir")
    return [
        _made(run, command, "nltk.downloader", "nltk", name, folder=folder, placed=placed) for name in (names or [""])
    ]


def _by_code(
    run: Run,
    code: PythonCode,
    span: Span,
    environment: Mapping[str, str | None],
    command: Command | None,
) -> Iterator[Download]:
    for call in code.calls:
        function = _function(call)
        if function is None:
            continue
        name = call.argument(function.name, function.position)
        if not _fetches(call, function, name):
            continue
        if function.cache == "nltk":
            name = name or ""
        tool = call.function.rpartition(".")[2]
        tool = f"nltk.{tool}" if function.cache == "nltk" else tool
        named = [keyword for keyword in function.folders if keyword in call.keywords]
        folder = call.keywords[named[0]] if named else None
        if function.cache == "nltk" and not named and len(call.arguments) > 1:
            named, folder = ["download_dir"], call.arguments[1]
        placed = bool(named) or call.open or code.sets_environment
        revision = (call.keywords["revision"] or "?") if "revision" in call.keywords else None
        if function.cache == "torch" and name and ":" in name and "://" not in name:
            revision = name.partition(":")[2]
        place = _absolute(run, command, folder) if folder else None
        yield Download(run, span, tool, function.cache, name, environment, command, code, revision, place, placed)


def _function(call: PythonCall) -> Function | None:
    found = QUALIFIED.get(call.function)
    if found is None:
        found = FUNCTIONS.get(call.function.rpartition(".")[2])
    return found if found and call.function.partition(".")[0] in found.packages else None


def _fetches(call: PythonCall, function: Function, name: str | None) -> bool:
    """Whether the call surely downloads: not from a folder, not of a name that is not known."""
    if call.argument("local_files_only") == "True" or call.argument("source") == "local":
        return False
    if function.cache == "nltk":
        # Without any argument it asks what to download.
        return name is not None or not (call.arguments or call.keywords or call.open)
    if function.cache == "url":
        return name is not None and is_weights_url(name, call.argument("filename", 1))
    if name is None:
        return function.position is None or (function.name == "model" and "model" not in call.keywords)
    return (not name.startswith((".", "/", "~")) and name.count("/") < 2) or "://" in name
