"""conda, mamba and micromamba: one command read as they themselves read it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from mlint.context.conda_specs import read_spec, read_unfinished_spec
from mlint.image.packages.installers.calls import called
from mlint.image.packages.installers.options import ARGPARSE, EXACT, Style, read_options, specialised
from mlint.image.packages.installers.words import all_told, any_unknown, by_name, files_of, flag, requirements_of
from mlint.image.packages.installs import CONDA_LIKE, FileArgument, Install, Option
from mlint.knowledge.conda_options import CONDA, MAMBA, MAMBA_COMMANDS
from mlint.knowledge.options import Arity
from mlint.knowledge.variables import TRUE_WORDS
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mlint.image.packages.installers.words import Options
    from mlint.shell.commands import Argument, Command

ALIASES = {"uninstall": "remove", "upgrade": "update"}
VERBS = frozenset(
    ("install", "create", "update", "remove", "env create", "env update", "env remove", "clean", "config", "tos accept")
)
GROUPS = frozenset(("env", "tos"))
"""First words of the verbs that have two."""
NAMED = frozenset(("install", "create", "update", "remove"))
"""Verbs whose positionals are package specifications."""

NAMES = {
    "-C": "--use-index-cache",
    "-c": "--channel",
    "-d": "--dry-run",
    "-f": "--file",
    "-h": "--help",
    "-k": "--insecure",
    "-n": "--name",
    "-O": "--offline",
    "-p": "--prefix",
    "-q": "--quiet",
    "-r": "--root-prefix",
    "-v": "--verbose",
    "-y": "--yes",
}
"""Other names of options -> the long one. Those of ``clean`` are in ``CLEAN_NAMES``."""
CLEAN_NAMES = {
    "-a": "--all",
    "-d": "--dry-run",
    "-f": "--force-pkgs-dirs",
    "-i": "--index-cache",
    "-l": "--logfiles",
    "-p": "--packages",
    "-q": "--quiet",
    "-t": "--tarballs",
    "-y": "--yes",
}

FLAG_BEFORE_2026 = frozenset(("install", "create", "update", "remove"))
"""Verbs of which ``-f`` was a flag (force) before conda 26.3 and has named a file since."""
FILE_ENDINGS = (".txt", ".yml", ".yaml", ".lock", ".toml")

NEVER_ASK = frozenset(("config", "tos accept"))


class Settings(Record):
    """What earlier commands wrote to conda's configuration."""

    always_yes: bool | None = False
    channels: tuple[str, ...] = ()
    """Those that were added."""
    removed: frozenset[str] = frozenset()
    """Those that were taken out."""
    defaults: bool = False
    """Whether ``defaults`` was made to stand for other channels than Anaconda's, or may have been."""
    packages: str | None = None
    """The folder of the package cache."""
    file: bool = False
    """Whether a configuration file was written by other means, so that all of this may be otherwise."""


def read(command: Command) -> Install | None:
    """The call of conda that ``command`` (prefixes taken off) is; None when it is none, or another verb."""
    found = _program(command)
    if found is None:
        return None
    manager, arguments = found
    head = _verb(manager, arguments)
    if head is None:
        return None
    verb, word, before, rest = head
    arity, names = _arity(manager, verb), CLEAN_NAMES if verb == "clean" else NAMES
    forced = manager != "micromamba" and verb in FLAG_BEFORE_2026 and _is_forced(rest)
    if forced:
        arity, names = specialised(arity, _FORCE), {**NAMES, "-f": "--force"}
    words = read_options(rest, arity, _style(manager), names)
    options = by_name(_variables(command), before, words.options)
    named = words.positionals if verb in NAMED else ()
    return Install(
        manager,
        command,
        verb,
        word.span,
        requirements=list(requirements_of(named, read_spec, read_unfinished_spec)),
        requirement_files=_files(verb, options, words.positionals),
        channels=[one for option in options.get("--channel", ()) for one in _channels(option)],
        words=words.positionals,
        options=options,
        unknown=not all_told(named, read_unfinished_spec) or any_unknown(options, "--file"),
        uncertain=words.uncertain or forced,
    )


def _program(command: Command) -> tuple[str, Sequence[Argument]] | None:
    """The manager and its arguments."""
    if command.name in CONDA_LIKE:
        return str(command.name), command.arguments[1:]
    arguments = called(command, "conda")
    return None if arguments is None else ("conda", arguments)


def _verb(manager: str, arguments: Sequence[Argument]) -> tuple[str, Argument, list[Option], Sequence[Argument]] | None:
    """The verb, the word that it ends with, the options before it, and the words behind it."""
    first = read_options(arguments, _arity(manager, "run"), _style(manager), NAMES, leading=True)
    options, rest = first.options, first.rest
    if not rest:
        return None
    word, rest = rest[0], rest[1:]
    verb = word.value or ""
    if verb in GROUPS:
        second = read_options(rest, _arity(manager, "run"), _style(manager), NAMES, leading=True)
        if not second.rest:
            return None
        options, word, rest = options + second.options, second.rest[0], second.rest[1:]
        verb = f"{verb} {word.value}"
    verb = ALIASES.get(verb, verb)
    return (verb, word, options, rest) if verb in VERBS else None


_FORCE = Arity(frozenset(), frozenset(("-f",)), frozenset(), frozenset(), frozenset(), frozenset())


@cache
def _arity(manager: str, verb: str) -> Arity:
    """The options of a verb. mamba 1 has those of conda, mamba 2 those of micromamba: for mamba both are known."""
    conda = CONDA.get(verb, CONDA["install"])
    if manager == "conda":
        return conda
    special = MAMBA_COMMANDS.get(verb)
    own = specialised(MAMBA, special)
    return own if manager == "micromamba" else specialised(conda, own)


def _style(manager: str) -> Style:
    return ARGPARSE if manager == "conda" else EXACT


def _is_forced(words: Sequence[Argument]) -> bool:
    """Whether there is a ``-f`` before a word that looks like no file: the flag of old."""
    for word, behind in pairwise(words):
        value, next_value = word.value or "", behind.value or "-"
        if value[:1] == "-" and value[1:2] != "-" and value.endswith("f") and set(value[1:]) <= set("Cdfkmqvy"):
            file = "/" in next_value or next_value.startswith("-") or next_value.endswith(FILE_ENDINGS)
            return not file
    return False


def _variables(command: Command) -> list[Option]:
    """The options that CONDA_* variables set, as far as they matter here."""
    found = []
    environment = command.environment
    for variable in ("CONDA_ALWAYS_YES", "MAMBA_ALWAYS_YES"):
        value = environment.get(variable, "")
        if value is None or value.lower() in TRUE_WORDS:
            found.append(Option("--yes", unknown=value is None))
    channels = environment.get("CONDA_CHANNELS", "")
    if channels is None:
        found.append(Option("--channel", unknown=True))
    elif channels:
        found += [Option("--channel", channel) for channel in channels.split(",")]
    return found


def _channels(option: Option) -> list[str | None]:
    """The channels of one ``-c``, which may name several with commas between them."""
    return [None] if option.value is None else [*option.value.split(",")]


def _files(verb: str, options: Options, words: Sequence[Argument]) -> list[FileArgument]:
    files = list(files_of(options.get("--file", ())))
    if verb in ("env create", "env update") and not files and not words:
        return [FileArgument("environment.yml", None)]
    return files


def settings(earlier: Iterable[Command]) -> Settings:
    """What ``conda config`` and ``micromamba config`` wrote."""
    found = Settings()
    for command in earlier:
        call = read(command)
        if call is None:
            words = [*command.values, *(redirection.target for redirection in command.redirections)]
            found = found._replace(file=found.file or any((word or "").endswith("condarc") for word in words))
        elif call.verb == "config":
            for action, key, value in _changes(call):
                found = _changed(found, action, key, value)
    return found


def _changes(call: Install) -> Iterator[tuple[str, str, str]]:
    """The changes of one ``config``: action, key, value."""
    for name, options in call.options.items():
        given = [option.value or "" for option in options]
        if name in ("--set", "--add", "--append", "--prepend", "--remove"):
            for key, value in zip(given[::2], given[1::2], strict=False):
                yield name[2:], key, value
        elif name == "--remove-key":
            yield from (("remove", key, "defaults") for key in given)
    words = [word.value or "" for word in call.words]
    if call.manager != "conda" and len(words) > 2:
        yield words[0], words[1], words[2]


def _changed(found: Settings, action: str, key: str, value: str) -> Settings:
    if key == "always_yes" and action == "set":
        return found._replace(always_yes=value.lower() in TRUE_WORDS)
    if key == "pkgs_dirs":
        return found._replace(packages=None if action == "remove" else value)
    if key in ("channels", "default_channels") and action == "remove":
        return found._replace(removed=found.removed | {value})
    if key.startswith(("default_channels", "custom_multichannels")):
        return found._replace(defaults=True)
    if key == "channels":
        return found._replace(channels=(*found.channels, value), removed=found.removed - {value})
    return found


def assumes_yes(install: Install) -> bool | None:
    """Whether it goes on without an answer; None when that cannot be known."""
    if install.verb in NEVER_ASK or (install.manager == "conda" and install.verb.startswith("env ")):
        return True
    given = flag(install.options, ("--yes", "--dry-run"))
    if given is not False:
        return given
    around = install.surroundings
    configured = settings(around.earlier)
    if configured.always_yes:
        return True
    reads = install.command.site.reads_pipe or any(one.operator[0] == "<" for one in install.command.redirections)
    sure = not (reads or configured.file or around.open_options or install.has("--json"))
    return False if sure and not install.verb.startswith("env ") else None


def uses_defaults(install: Install) -> bool | None:
    """Whether Anaconda's own channels may be asked, as far as the command tells; an environment file may forbid it."""
    named = set(install.channels)
    if "nodefaults" in named:
        return False
    if install.has("--override-channels") or install.manager == "micromamba":
        return None if None in named else "defaults" in named
    configured = settings(install.surroundings.earlier)
    if configured.file or configured.defaults or install.command.environment.get("CONDA_DEFAULT_CHANNELS", "") != "":
        return None
    return "defaults" not in configured.removed
