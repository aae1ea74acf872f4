"""pip: one command read as pip itself reads it."""

from __future__ import annotations

from functools import cache

from mlint.dockerfile.variables import Environment
from mlint.image.packages.installers.calls import is_python, run_by_python
from mlint.image.packages.installers.options import OPTPARSE, read_options
from mlint.image.packages.installers.words import (
    all_told,
    any_unknown,
    by_name,
    editables_of,
    files_of,
    last,
    requirements_of,
)
from mlint.image.packages.installs import Indexes, Install, Option
from mlint.knowledge.options import PIP, PIP_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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
    options = by_name(variables, head.options, words.options)
    named = words.positionals if name not in ("cache", "config") else ()
    target = last(options, "--python")
    return Install(
        "pip",
        command,
        name,
        verb.span,
        requirements=list(requirements_of(named)),
        editables=list(editables_of(options.get("--editable", ()))),
        requirement_files=list(files_of(options.get("--requirement", ()))),
        constraint_files=list(files_of(options.get("--constraint", ()))),
        groups=[option.value for option in options.get("--group", ()) if option.value is not None],
        words=words.positionals,
        indexes=_indexes(options),
        options=options,
        python=(target.value if target else None) or python,
        unknown=not all_told(words.positionals) or any_unknown(options, "--requirement", "--editable", "--group"),
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
    if not is_python(name):
        return None
    arguments = run_by_python(command.arguments[1:], "pip", _is_pip)
    return None if arguments is None else (path, arguments)


def _is_pip(name: str) -> bool:
    """``pip``, ``pip3``, ``pip3.12``, ``pip-3.12``."""
    return name.startswith("pip") and all(char.isdigit() or char in ".-" for char in name[3:])


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
    if isinstance(command.environment, Environment) and not command.environment.may_hold("PIP_"):
        return found, refused
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


def _indexes(options: dict[str, list[Option]]) -> Indexes:
    index = options.get("--index-url", [])
    given = last(options, "--index-url")
    extra = options.get("--extra-index-url", [])
    links = options.get("--find-links", [])
    return Indexes(
        given.value if given else None,
        tuple(option.value for option in extra),
        tuple(option.value for option in links),
        "--no-index" in options,
        any(option.unknown for option in (*index[-1:], *extra, *links, *options.get("--no-index", ()))),
    )
