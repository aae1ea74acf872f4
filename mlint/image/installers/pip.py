"""pip: one command read as pip itself reads it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mlint.context.requirements import read_unfinished, read_word
from mlint.image.installers.options import OPTPARSE, read_options
from mlint.image.installs import FileArgument, Indexes, Install, Option
from mlint.knowledge.options import PIP, PIP_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.context.requirements import Requirement
    from mlint.shell.commands import Argument, Command

VERBS = frozenset(("install", "download", "wheel", "uninstall", "cache", "config"))

REPEATABLE = frozenset(
    (
        *("--requirement", "--constraint", "--build-constraint", "--editable", "--extra-index-url", "--find-links"),
        *("--trusted-host", "--group", "--platform", "--abi", "--use-feature", "--use-deprecated", "--global-option"),
        *("--install-option", "--build-option", "--config-settings"),
    )
)
"""Options of which a variable of the environment holds several values, separated by blanks."""

TRUE = frozenset(("y", "yes", "t", "true", "on", "1"))
FALSE = frozenset(("n", "no", "f", "false", "off", "0"))
"""What pip takes for a boolean, in lower case."""

VALUE_LETTERS = "XW"
"""Options of python that take a value; ``-m`` and ``-c`` end its options."""


def read(command: Command) -> Install | None:
    """The call of pip that ``command`` (prefixes taken off) is; None when it is none, or another verb."""
    found = program(command)
    if found is None:
        return None
    python, arguments = found
    head = read_options(arguments, PIP[""], OPTPARSE, PIP_NAMES, leading=True)
    if not head.rest or head.rest[0].value not in VERBS:
        return None
    verb, name = head.rest[0], str(head.rest[0].value)
    words = read_options(head.rest[1:], PIP[name], OPTPARSE, PIP_NAMES)
    isolated = any(argument.value == "--isolated" for argument in arguments)
    variables, refused = ([], False) if isolated else _variables(command, name)
    options: dict[str, list[Option]] = {}
    for option in (*variables, *head.options, *words.options):
        options.setdefault(option.name, []).append(option)
    named = name not in ("cache", "config")
    return Install(
        "pip",
        command,
        name,
        verb.span,
        requirements=[one for word in words.positionals if named for one in _requirement(word)],
        editables=list(_editables(options.get("--editable", ()))),
        requirement_files=[_file(option) for option in options.get("--requirement", ())],
        constraint_files=[_file(option) for option in options.get("--constraint", ())],
        groups=[option.value for option in options.get("--group", ()) if option.value is not None],
        words=words.positionals,
        indexes=_indexes(options),
        options=options,
        python=_last(options, "--python") or python,
        unknown=any(not _is_told(word) for word in words.positionals) or _unknown_requirements(options),
        uncertain=head.uncertain or words.uncertain or refused,
    )


def program(command: Command) -> tuple[str | None, Sequence[Argument]] | None:
    """The interpreter that the command's pip belongs to, if told, and pip's arguments; None when it is not pip."""
    name = command.name
    if name is None:
        return None
    path = str(command.arguments[0].value)
    if _is_pip(name):
        folder = path[: len(path) - len(path.rpartition("/")[2])]
        version = name[3:].lstrip("-")
        return (f"{folder}python{version}" if folder or "." in version else None), command.arguments[1:]
    if not _is_python(name):
        return None
    arguments = _module(command.arguments[1:])
    return None if arguments is None else (path, arguments)


def _is_pip(name: str) -> bool:
    """``pip``, ``pip3``, ``pip3.12``, ``pip-3.12``."""
    return name.startswith("pip") and all(char.isdigit() or char in ".-" for char in name[3:])


def _is_python(name: str) -> bool:
    """``python``, ``python3``, ``python3.13t``, ``pypy3``, ``py``."""
    for base in ("python", "pypy", "py"):
        if name.startswith(base):
            return all(char.isdigit() or char == "." for char in name[len(base) :].rstrip("tdm"))
    return False


def _module(arguments: Sequence[Argument]) -> Sequence[Argument] | None:
    """What stands behind ``-m pip`` or the path of a pip script, given the arguments of python; None without them."""
    at = 0
    while at < len(arguments):
        value = arguments[at].value
        if value is None:
            return None
        at += 1
        if not value.startswith("-"):
            return arguments[at:] if "/" in value and _is_pip(value.rpartition("/")[2]) else None
        if value.startswith("--"):
            at += value == "--check-hash-based-pycs"
            continue
        letters = value[1:]
        end = next((index for index, letter in enumerate(letters) if letter in "mc" + VALUE_LETTERS), None)
        if end is None:
            continue
        attached = letters[end + 1 :]
        if letters[end] in VALUE_LETTERS:
            at += not attached
            continue
        module = attached or next((argument.value for argument in arguments[at : at + 1]), None)
        return arguments[at + (not attached) :] if letters[end] == "m" and module == "pip" else None
    return None


@cache
def _variable_names(verb: str) -> tuple[tuple[str, str], ...]:
    """The long options of ``verb`` with the variables that set them; pip ignores those two of --version and --help."""
    arity = PIP[verb]
    names = [name for name in (*arity.value, *arity.flag) if name.startswith("--")]
    return tuple(
        (name, "PIP_" + name[2:].upper().replace("-", "_"))
        for name in sorted(names)
        if name not in ("--version", "--help")
    )


def _variables(command: Command, verb: str) -> tuple[list[Option], bool]:
    """The options that PIP_* variables set, and whether pip would refuse one of them."""
    found: list[Option] = []
    refused = False
    # Asked by name: going through all variables for every command would not be linear.
    for written, variable in _variable_names(verb):
        value = command.environment.get(variable, "")
        if value == "":
            # pip ignores empty ones too.
            continue
        name = PIP_NAMES.get(written, written)
        if written in PIP[verb].value:
            values = value.split() if value is not None and name in REPEATABLE else [value]
            found.extend(Option(name, one, unknown=one is None) for one in values)
            continue
        word = (value or "").lower()
        # Any boolean turns the cache off, false ones as well: pip keeps that for compatibility.
        if value is None or word in TRUE or (name == "--no-cache-dir" and word in FALSE):
            found.append(Option(name, unknown=value is None))
        elif word not in FALSE and not (name in ("--verbose", "--quiet") and word.isdigit()):
            refused = True
    return found, refused


def _requirement(word: Argument) -> Iterator[Requirement]:
    """The requirement that a positional is; nothing for one of which not even the name is known."""
    read_as = read_unfinished(word.prefix) if word.value is None else read_word(word.value)
    if read_as is not None:
        yield read_as._replace(span=word.span, quoted=word.quoted, literal=word.literal)


def _is_told(word: Argument) -> bool:
    """Whether it is known which package a positional asks for, its version or not."""
    return word.value is not None or read_unfinished(word.prefix) is not None


def _editables(options: Sequence[Option]) -> Iterator[Requirement]:
    """The requirements behind ``-e``."""
    for option in options:
        if option.value is not None:
            read_as = read_word(option.value, editable=True)
            yield read_as if option.value_span is None else read_as._replace(span=option.value_span)


def _file(option: Option) -> FileArgument:
    return FileArgument(option.value, option.value_span)


def _last(options: dict[str, list[Option]], name: str) -> str | None:
    """The value of the last option of that name."""
    given = options.get(name)
    return given[-1].value if given else None


def _indexes(options: dict[str, list[Option]]) -> Indexes:
    index = options.get("--index-url", [])
    extra = options.get("--extra-index-url", [])
    links = options.get("--find-links", [])
    return Indexes(
        _last(options, "--index-url"),
        tuple(option.value for option in extra),
        tuple(option.value for option in links),
        "--no-index" in options,
        any(option.unknown for option in (*index[-1:], *extra, *links, *options.get("--no-index", ()))),
    )


def _unknown_requirements(options: dict[str, list[Option]]) -> bool:
    """Whether an option that adds requirements has an unknown value."""
    names = ("--requirement", "--editable", "--group")
    return any(option.unknown for name in names for option in options.get(name, ()))
