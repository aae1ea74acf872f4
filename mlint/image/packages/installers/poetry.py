"""poetry: one command read as poetry itself reads it."""

from __future__ import annotations

from functools import cache

from mlint.context.requirements import Clause, Requirement, is_url, read_word
from mlint.image.packages.installers.calls import called
from mlint.image.packages.installers.options import EXACT, read_options, specialised
from mlint.image.packages.installers.words import all_told, any_unknown, by_name, requirements_of, values
from mlint.image.packages.installs import Install, Option
from mlint.knowledge.project_options import POETRY, POETRY_COMMANDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.packages.installers.words import Options
    from mlint.knowledge.options import Arity
    from mlint.shell.commands import Command

VERBS = frozenset(
    ("install", "sync", "add", "remove", "update", "lock", "export", "build", "config", "cache clear", "self add")
)
GROUPS = frozenset(("cache", "self"))
"""First words of the verbs that have two."""
NAMED = frozenset(("add", "remove", "self add"))
"""Verbs whose positionals are requirements."""

NAMES = {
    "-C": "--directory",
    "-D": "--dev",
    "-E": "--extras",
    "-e": "--editable",
    "-G": "--group",
    "-h": "--help",
    "-n": "--no-interaction",
    "-P": "--project",
    "-q": "--quiet",
    "-v": "--verbose",
}
"""Other names of options -> the long one."""
LEAVE_OUT_DEV = ("--no-dev", "--only", "--only-root")


def read(command: Command) -> Install | None:
    """The call of poetry that ``command`` (prefixes taken off) is; None when it is none, or another verb."""
    arguments = called(command, "poetry")
    if arguments is None:
        return None
    before = read_options(arguments, POETRY, EXACT, NAMES, leading=True)
    if not before.rest:
        return None
    word, rest = before.rest[0], before.rest[1:]
    verb = word.value or ""
    if verb in GROUPS and rest:
        word, rest = rest[0], rest[1:]
        verb = f"{verb} {word.value}"
    if verb not in VERBS:
        return None
    words = read_options(rest, _arity(verb), EXACT, NAMES)
    options = by_name(_variables(command), before.options, words.options)
    named = words.positionals if verb in NAMED else ()
    installs = verb in ("install", "sync", "update") or (verb in ("add", "remove") and "--lock" not in options)
    return Install(
        "poetry",
        command,
        verb,
        word.span,
        requirements=list(requirements_of(named, _read)),
        implied_files=[_in_project(options)] if installs and "--only-root" not in options else (),
        groups=[one for text in values(options, "--with", "--only", "--group") for one in _parts(text)],
        words=words.positionals,
        options=options,
        locked=_locked(verb),
        dev=_dev(options) if verb in ("install", "sync", "update") else None,
        # Also with --only main: that leaves out other groups, not the project.
        with_project="--no-root" not in options if verb in ("install", "sync") else False,
        unknown=not all_told(named) or any_unknown(options, "--with", "--only", "--group"),
        uncertain=before.uncertain or words.uncertain,
    )


@cache
def _arity(verb: str) -> Arity:
    return specialised(POETRY, POETRY_COMMANDS.get(verb))


def _variables(command: Command) -> list[Option]:
    value = command.environment.get("POETRY_NO_INTERACTION", "")
    return [] if value == "" else [Option("--no-interaction", unknown=value is None)]


def _read(text: str) -> Requirement:
    """A requirement as poetry takes it: ``torch@^2.0``, ``torch==2.5``, ``git+https://…``, ``./lib``."""
    name, at, version = text.partition("@")
    if at and version and not is_url(text) and not is_url(version) and "/" not in name:
        found = read_word(name)
        if found.name is not None:
            return found._replace(text=text, clauses=_clauses(version))
    return read_word(text)


def _clauses(version: str) -> tuple[Clause, ...]:
    """The comparisons of ``^2.0``, ``~2.0``, ``2.0`` or ``>=2,<3``; none for ``latest``."""
    if version == "latest":
        return ()
    if version[0] == "^" or (version[0] == "~" and version[1:2] != "="):
        return (Clause(version[0], version[1:]),)
    found = read_word(f"x{version}" if version[0] in "<>=!~" else f"x=={version}")
    return found.clauses


def _parts(text: str) -> list[str]:
    """The groups of one word, set apart by commas or blanks."""
    return text.replace(",", " ").split()


def _in_project(options: Options) -> str:
    folder = (values(options, "--directory", "--project") or [""])[-1]
    return f"{folder.rstrip('/')}/pyproject.toml" if folder not in ("", ".") else "pyproject.toml"


def _locked(verb: str) -> bool | None:
    """Whether the versions come from the lock as it is; ``install`` takes it, or stops when it is outdated."""
    return {"install": True, "sync": True, "update": False, "add": False, "lock": False}.get(verb)


def _dev(options: Options) -> bool | None:
    """Whether groups for development are installed: all that are not optional are, unless options leave them out."""
    named = [one for text in values(options, "--with") for one in _parts(text)]
    left_out = [one for text in values(options, "--without") for one in _parts(text)]
    if any_unknown(options, "--without", "--only"):
        return None
    only = [one for text in values(options, "--only") for one in _parts(text)]
    if "dev" in named or "dev" in only:
        return True
    return not left_out and not any(name in options for name in LEAVE_OUT_DEV)


def setting(install: Install, key: str) -> str | None:
    """What a variable or ``poetry config KEY VALUE`` set; empty when nothing did, None when it is not known to what."""
    variable = "POETRY_" + key.upper().replace(".", "_").replace("-", "_")
    value = install.command.environment.get(variable, "")
    if value != "":
        return value
    found: str | None = ""
    for command in install.surroundings.earlier:
        call = read(command)
        words = call.words if call is not None and call.verb == "config" else ()
        if words and words[0].value == key:
            found = words[1].value if len(words) > 1 else ""
    return found
