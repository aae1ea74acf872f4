"""pipenv: one command read as pipenv itself reads it."""

from __future__ import annotations

from mlint.image.packages.installers.calls import called
from mlint.image.packages.installers.options import OPTPARSE, read_options
from mlint.image.packages.installers.words import (
    all_told,
    any_unknown,
    by_name,
    editables_of,
    files_of,
    flag,
    last,
    requirements_of,
    values,
)
from mlint.image.packages.installs import Indexes, Install, Option
from mlint.knowledge.project_options import PIPENV
from mlint.knowledge.variables import TRUE_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.packages.installers.words import Options
    from mlint.shell.commands import Command

VERBS = frozenset(("install", "sync", "update", "upgrade", "lock", "uninstall", "requirements", "clean"))
INSTALLING = frozenset(("install", "sync", "update", "upgrade"))
NAMED = frozenset(("install", "update", "upgrade", "uninstall"))
"""Verbs whose positionals are requirements."""

NAMES = {
    "-d": "--dev",
    "-e": "--editable",
    "-h": "--help",
    "-i": "--index",
    "-q": "--quiet",
    "-r": "--requirements",
    "-v": "--verbose",
}
"""Other names of options -> the long one."""

FLAGS = {
    "--clear": "PIPENV_CLEAR",
    "--deploy": "PIPENV_DEPLOY",
    "--dev": "PIPENV_DEV",
    "--ignore-pipfile": "PIPENV_IGNORE_PIPFILE",
    "--skip-lock": "PIPENV_SKIP_LOCK",
    "--system": "PIPENV_SYSTEM",
}
VALUES = {
    "--categories": "PIPENV_CATEGORIES",
    "--extra-pip-args": "PIPENV_EXTRA_PIP_ARGS",
    "--index": "PIP_INDEX_URL",
    "--pypi-mirror": "PIPENV_PYPI_MIRROR",
    "--python": "PIPENV_PYTHON",
}
"""Options and the variables that set them."""


def read(command: Command) -> Install | None:
    """The call of pipenv that ``command`` (prefixes taken off) is; None when it is none, or another verb."""
    arguments = called(command, "pipenv")
    if arguments is None:
        return None
    # As pip's parser: a word behind an option with a value is that value. pipenv 2024 took it so, 2026 refuses dashes.
    before = read_options(arguments, PIPENV, OPTPARSE, NAMES, leading=True)
    if not before.rest or before.rest[0].value not in VERBS:
        return None
    word, verb = before.rest[0], str(before.rest[0].value)
    words = read_options(before.rest[1:], PIPENV, OPTPARSE, NAMES)
    options = by_name(_variables(command), before.options, words.options)
    named = words.positionals if verb in NAMED else ()
    python = last(options, "--python")
    return Install(
        "pipenv",
        command,
        verb,
        word.span,
        requirements=list(requirements_of(named)),
        editables=list(editables_of(options.get("--editable", ()))),
        requirement_files=list(files_of(options.get("--requirements", ()))),
        implied_files=[_pipfile(command)] if verb in INSTALLING else (),
        words=words.positionals,
        indexes=_indexes(options),
        options=options,
        python=python.value if python else None,
        locked=_locked(verb, options, bool(named)),
        dev=_dev(options) if verb in INSTALLING else None,
        unknown=not all_told(named) or any_unknown(options, "--requirements", "--editable"),
        uncertain=before.uncertain or words.uncertain,
    )


def _variables(command: Command) -> list[Option]:
    found = []
    for name, variable in FLAGS.items():
        value = command.environment.get(variable, "")
        if value is None or value.lower() in TRUE_WORDS:
            found.append(Option(name, unknown=value is None))
    for name, variable in VALUES.items():
        value = command.environment.get(variable, "")
        if value != "":
            found.append(Option(name, value, unknown=value is None))
    return found


def _pipfile(command: Command) -> str:
    return command.environment.get("PIPENV_PIPFILE") or "Pipfile"


def _locked(verb: str, options: Options, named: bool) -> bool | None:
    """Whether it keeps to Pipfile.lock: ``sync`` does, ``install`` without packages when it is told to."""
    if verb == "sync":
        return True
    return flag(options, ("--deploy", "--ignore-pipfile")) if verb == "install" and not named else None


def _dev(options: Options) -> bool | None:
    if any_unknown(options, "--categories"):
        return None
    named = any("dev-packages" in value for value in values(options, "--categories"))
    return named or flag(options, ("--dev", "--dev-only", "--all"))


def _indexes(options: Options) -> Indexes:
    given = last(options, "--index") or last(options, "--pypi-mirror")
    return Indexes(given.value if given else None, unknown=given is not None and given.unknown)
