"""uv: one command read as uv itself reads it."""

from __future__ import annotations

from functools import cache

from mlint.context.requirements import Clause, is_url, read_unfinished, read_word
from mlint.image.packages.installers.calls import called
from mlint.image.packages.installers.options import EXACT, Words, read_options, specialised
from mlint.image.packages.installers.words import (
    all_told,
    any_unknown,
    by_name,
    editables_of,
    files_of,
    flag,
    requirements_of,
    values,
)
from mlint.image.packages.installs import FileArgument, Indexes, Install, Option
from mlint.knowledge import variables as known
from mlint.knowledge.project_options import UV, UV_COMMANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mlint.context.requirements import Requirement
    from mlint.image.packages.installers.words import Options
    from mlint.knowledge.options import Arity
    from mlint.shell.commands import Argument, Command

VERBS = frozenset(
    (
        *("pip install", "pip sync", "pip uninstall", "pip compile", "sync", "add", "remove", "lock", "export", "run"),
        *("tool install", "tool run", "tool upgrade", "venv", "build", "python install", "cache clean", "cache prune"),
    )
)
GROUPS = frozenset(("pip", "tool", "python", "cache"))
"""First words of the verbs that have two."""

PROJECT_VERBS = frozenset(("sync", "run", "add", "remove", "lock", "export"))
"""Those that work on the project of the working folder and its lock."""
NAMED = frozenset(("pip install", "pip uninstall", "add", "remove", "tool install", "tool run", "tool upgrade"))
"""Those whose positionals are requirements."""
STARTERS = frozenset(("run", "tool run"))
"""Those whose positionals are the command to start."""

NAMES = {
    "-b": "--build-constraints",
    "--build-constraint": "--build-constraints",
    "-C": "--config-setting",
    "-c": "--constraints",
    "--config-settings": "--config-setting",
    "--constraint": "--constraints",
    "-e": "--editable",
    "--compile": "--compile-bytecode",
    "-f": "--find-links",
    "--force-reinstall": "--reinstall",
    "-h": "--help",
    "-i": "--index-url",
    "-n": "--no-cache",
    "--no-cache-dir": "--no-cache",
    "--override": "--overrides",
    "-P": "--upgrade-package",
    "-p": "--python",
    "-q": "--quiet",
    "-r": "--requirements",
    "--requirement": "--requirements",
    "-t": "--target",
    "--trusted-host": "--allow-insecure-host",
    "-U": "--upgrade",
    "-v": "--verbose",
    "-w": "--with",
    "-y": "--yes",
}
"""Other names of uv's options -> the name that this project uses for them (the one in uv's help)."""

LISTED = ("--extra-index-url", "--find-links", "--requirements", "--constraints", "--overrides", "--with-requirements")
"""Options whose values may hold several, separated by commas."""


def read(command: Command) -> Install | None:
    """The call of uv that ``command`` (prefixes taken off) is; None when it is none, or another verb."""
    head = _head(command)
    if head is None:
        return None
    verb, verb_word, before, rest = head
    words = read_options(rest, _arity(verb), EXACT, NAMES, leading=verb in STARTERS)
    positionals = words.positionals if verb not in STARTERS else words.rest
    given = _split(before.options, words.options)
    set_by_variables, refused = _variables(command, verb)
    options = by_name(set_by_variables, given)
    named = _named(verb, positionals, options)
    editables = list(editables_of(_values_only(options, "--editable", "--with-editable")))
    syncs = _syncs(verb, options)
    return Install(
        "uv",
        command,
        verb,
        verb_word.span,
        requirements=[*requirements_of(named, _read), *_from_options(verb, options)],
        editables=editables,
        requirement_files=list(_files(verb, positionals, options)),
        constraint_files=list(files_of(options.get("--constraints", ()))),
        implied_files=[_in_project("pyproject.toml", options)] if syncs else (),
        groups=values(options, "--group", "--only-group"),
        words=positionals,
        indexes=_indexes(options),
        options=options,
        python=values(options, "--python")[-1] if values(options, "--python") else None,
        locked=_locked(verb, options, positionals),
        dev=_dev(verb, options),
        with_project=_with_project(verb, options) if syncs else False,
        unknown=_is_unknown(verb, named, positionals, options),
        uncertain=before.uncertain or words.uncertain or refused,
    )


def _head(command: Command) -> tuple[str, Argument, Words, Sequence[Argument]] | None:
    """The verb, the word that it ends with, the options before it, and the words behind it."""
    if command.name == "uvx":
        return "tool run", command.arguments[0], Words([], [], (), False), command.arguments[1:]
    arguments = called(command, "uv")
    if arguments is None:
        return None
    before = read_options(arguments, UV, EXACT, NAMES, leading=True)
    if not before.rest:
        return None
    word, rest = before.rest[0], before.rest[1:]
    verb = word.value or ""
    if verb in GROUPS:
        between = read_options(rest, UV, EXACT, NAMES, leading=True)
        if not between.rest:
            return None
        word, rest = between.rest[0], between.rest[1:]
        verb = f"{verb} {word.value}"
        options = [*before.options, *between.options]
        before = before._replace(options=options, uncertain=before.uncertain or between.uncertain)
    return (verb, word, before, rest) if verb in VERBS else None


@cache
def _arity(verb: str) -> Arity:
    return specialised(UV, UV_COMMANDS.get(verb))


def _split(*groups: Iterable[Option]) -> Iterator[Option]:
    """The options, those that hold several values one by one."""
    for group in groups:
        for option in group:
            if option.name in LISTED and option.value and "," in option.value:
                for part in option.value.split(","):
                    yield option._replace(value=part)
            else:
                yield option


def _values_only(options: Options, *names: str) -> list[Option]:
    return [option for name in names for option in options.get(name, ())]


def _variables(command: Command, verb: str) -> tuple[list[Option], bool]:
    """The options that UV_* variables set, and whether uv would refuse one of them."""
    pip, tool, project = verb.startswith("pip "), verb.startswith("tool "), verb in PROJECT_VERBS
    found: list[Option] = []
    for names in (known.UV_VALUES, known.UV_PIP_VALUES if pip or tool else {}):
        found += [Option(name, value, unknown=value is None) for name, value in _set(command, names)]
    for names in (known.UV_LISTS, known.UV_PIP_LISTS if pip or tool else {}):
        for name, value in _set(command, names):
            parts = value.replace(",", " ").split() if value is not None else [None]
            found += [Option(name, part, unknown=part is None) for part in parts]
    refused = False
    flags = (known.UV_FLAGS, known.UV_PIP_FLAGS if pip else {}, known.UV_PROJECT_FLAGS if project else {})
    for names in flags:
        for name, value in _set(command, names):
            word = "" if value is None else value.lower()
            if value is None or word in known.TRUE_WORDS:
                found.append(Option(name, unknown=value is None))
            refused = refused or (value is not None and word not in known.TRUE_WORDS | known.FALSE_WORDS)
    return found, refused


def _set(command: Command, names: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """The options of ``names`` whose variable is set, with its value."""
    for name, variable in names.items():
        value = command.environment.get(variable, "")
        if value != "":
            yield name, value


def _named(verb: str, positionals: Sequence[Argument], options: Options) -> Sequence[Argument]:
    """The words that are requirements."""
    if verb not in NAMED:
        return ()
    if verb.startswith("tool ") and verb != "tool upgrade":
        # With --from the word is only the program's name.
        return () if "--from" in options else positionals[:1]
    return positionals


def _read(text: str) -> Requirement:
    """A requirement as uv takes it: ``torch==2.5``, ``.[all]``, and ``ruff@0.6.0`` or ``ruff@latest`` of tools."""
    name, at, version = text.partition("@")
    if at and version and version[0] not in "/ " and not is_url(version) and "/" not in name and ":" not in name:
        found = read_word(name.rstrip())
        if found.name is not None:
            return found._replace(text=text, clauses=() if version == "latest" else (Clause("==", version),))
    return read_word(text)


def _from_options(verb: str, options: Options) -> Iterator[Requirement]:
    """The requirements behind ``--from`` and ``--with``."""
    names = ("--from", "--with") if verb.startswith("tool ") else ("--with",) if verb == "run" else ()
    for option in _values_only(options, *names):
        for part in _comma_separated(option.value or ""):
            found = _read(part)
            yield found if option.value_span is None else found._replace(span=option.value_span, literal=False)


def _comma_separated(text: str) -> list[str]:
    """``a,b>=1,<2`` as a and b: a part that begins like a comparison belongs to the one before, one in brackets too."""
    parts: list[str] = []
    for part in text.split(","):
        if parts and (part.strip()[:1] in tuple("<>=!~") or parts[-1].count("[") > parts[-1].count("]")):
            parts[-1] += f",{part}"
        elif part.strip():
            parts.append(part.strip())
    return parts


def _files(verb: str, positionals: Sequence[Argument], options: Options) -> Iterator[FileArgument]:
    if verb in ("pip sync", "pip compile"):
        for word in positionals:
            yield FileArgument(word.value, word.span)
    yield from files_of(options.get("--requirements", ()))
    if verb != "pip install":
        yield from files_of(options.get("--with-requirements", ()))


def _in_project(name: str, options: Options) -> str:
    """The path of a file of the project, whose folder an option may name."""
    folder = (values(options, "--directory", "--project") or [""])[-1]
    return f"{folder.rstrip('/')}/{name}" if folder not in ("", ".") else name


def _syncs(verb: str, options: Options) -> bool:
    """Whether the environment of the project is brought up to date."""
    if verb not in ("sync", "run", "add", "remove"):
        return False
    stops = ("--no-sync", "--no-project", "--script", "--only-install-project")
    return not any(name in options for name in (*stops, *(("--frozen",) if verb in ("add", "remove") else ())))


def _with_project(verb: str, options: Options) -> bool | None:
    """Whether the project itself is installed, too; it is not when its pyproject.toml says that it is no package.

    None for ``uv run``, which works outside of projects as well, unless one of its options needs a project.
    """
    leaves_out = ("--no-install-project", "--no-install-workspace", "--no-install-local", "--only-group", "--only-dev")
    if any_unknown(options, *leaves_out):
        return None
    needs = ("--locked", "--frozen", "--extra", "--all-extras", "--group", "--all-groups", "--no-dev", "--package")
    if verb == "run" and not any(option.span for name in needs for option in options.get(name, ())):
        return None
    return not any(name in options for name in leaves_out)


def _locked(verb: str, options: Options, positionals: Sequence[Argument]) -> bool | None:
    if verb not in PROJECT_VERBS:
        return None
    locked = flag(options, ("--locked", "--frozen"))
    unread = verb not in STARTERS and any(word.value is None for word in positionals)
    return None if unread and not locked else locked


def _dev(verb: str, options: Options) -> bool | None:
    """Whether the group ``dev`` is installed: by default, unless something speaks against it."""
    if verb not in ("sync", "run"):
        return None
    if "dev" in values(options, "--no-group"):
        return False
    if "dev" in values(options, "--group", "--only-group"):
        return True
    off = ("--no-dev", "--no-default-groups", "--only-group")
    if not any(name in options for name in off):
        return True
    return flag(options, ("--dev", "--only-dev", "--all-groups"), off)


def _indexes(options: Options) -> Indexes:
    written = [option for option in _values_only(options, "--index-url", "--default-index") if option.span is not None]
    index = (written or _values_only(options, "--index-url", "--default-index"))[-1:]
    extra = _values_only(options, "--index", "--extra-index-url")
    links = _values_only(options, "--find-links")
    return Indexes(
        index[0].value if index else None,
        tuple(_without_name(option.value) for option in extra),
        tuple(option.value for option in links),
        "--no-index" in options,
        any(option.unknown for option in (*index, *extra, *links, *options.get("--no-index", ()))),
    )


def _without_name(index: str | None) -> str | None:
    """The URL of ``name=https://…``."""
    name, equals, url = (index or "").partition("=")
    return url if equals and "/" not in name and ":" not in name else index


def _is_unknown(verb: str, named: Iterable[Argument], positionals: Iterable[Argument], options: Options) -> bool:
    """Whether there may be more requirements than can be read."""
    names = ("--requirements", "--editable", "--group", "--with", "--from", "--with-requirements", "--with-editable")
    words = named if verb in NAMED else () if verb in STARTERS else positionals
    return not all_told(words, read_unfinished) or any_unknown(options, *names)
