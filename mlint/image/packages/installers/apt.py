"""apt-get and apt: one command read as they themselves read it."""

from __future__ import annotations

from functools import cache

from mlint.context.requirements import Clause, Requirement
from mlint.dockerfile.source import Span
from mlint.image.packages.installers.options import EXACT, read_options
from mlint.image.packages.installers.words import all_told, by_name, requirements_of
from mlint.image.packages.installs import Install
from mlint.knowledge.options import APT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlint.knowledge.options import Arity
    from mlint.shell.commands import Argument, Command

PROGRAMS = frozenset(("apt", "apt-get", "aptitude"))
VERBS = frozenset(
    (
        *("update", "install", "reinstall", "remove", "purge", "upgrade", "dist-upgrade", "full-upgrade", "autoremove"),
        *("autopurge", "clean", "autoclean", "dist-clean", "build-dep", "satisfy", "source", "download"),
    )
)
ALIASES = {"auto-remove": "autoremove", "auto-clean": "autoclean", "distclean": "dist-clean", "safe-upgrade": "upgrade"}
NAMED = frozenset(("install", "reinstall", "remove", "purge", "build-dep", "source", "download"))
"""Verbs whose positionals are packages."""
ASKING = frozenset(
    (
        *("install", "reinstall", "remove", "purge", "upgrade", "dist-upgrade", "full-upgrade", "autoremove"),
        *("autopurge", "build-dep", "satisfy"),
    )
)
"""Verbs that ask before they change something."""

NAMES = {
    "-b": "--build",
    "-c": "--config-file",
    "-d": "--download-only",
    "--default-release": "--target-release",
    "--dry-run": "--simulate",
    "-f": "--fix-broken",
    "-h": "--help",
    "--ignore-missing": "--fix-missing",
    "--just-print": "--simulate",
    "-m": "--fix-missing",
    "--no-act": "--simulate",
    "-o": "--option",
    "-q": "--quiet",
    "--recon": "--simulate",
    "-s": "--simulate",
    "--silent": "--quiet",
    "-t": "--target-release",
    "-U": "--update",
    "-u": "--show-upgraded",
    "-V": "--verbose-versions",
    "-y": "--assume-yes",
    "--yes": "--assume-yes",
}
"""Other names of options -> the one that this project uses for them."""

YES = frozenset(("1", "yes", "true", "with", "on", "enable"))
NO = frozenset(("0", "no", "false", "without", "off", "disable"))
"""What apt takes for a boolean, in lower case."""
SETTINGS = {
    "--assume-yes": "apt::get::assume-yes",
    "--install-recommends": "apt::install-recommends",
    "--simulate": "apt::get::simulate",
}
"""Options and the settings that they stand for, in lower case."""


def read(command: Command) -> Install | None:
    """The call of apt that ``command`` (prefixes taken off) is; None when it is none, or another verb."""
    if command.name not in PROGRAMS:
        return None
    words = read_options([_lower(one) for one in command.arguments[1:]], _arity(), EXACT, NAMES)
    verb_word = next(iter(words.positionals), None)
    verb = ALIASES.get(verb_word.value or "", verb_word.value) if verb_word else None
    if verb_word is None or verb not in VERBS:
        return None
    named = words.positionals[1:] if verb in NAMED else []
    return Install(
        "apt",
        command,
        verb,
        verb_word.span,
        requirements=list(requirements_of(named, read_package, _read_beginning)),
        words=words.positionals[1:],
        options=by_name(words.options),
        unknown=not all_told(named, _read_beginning),
        uncertain=words.uncertain,
    )


def read_package(text: str) -> Requirement:
    """``name``, ``name:arch``, ``name=version``, ``name/release``, or the path of a package file.

    Names stay as they are: ``python3.11`` is none of ``python3-11``. A release is a clause with the operator ``/``.
    """
    found = Requirement(text, span=Span(0, len(text)))
    if text.startswith(("/", "./", "../", "~")) or text.endswith(".deb"):
        return found._replace(path=text)
    name, equals, version = text.partition("=")
    name, slash, release = name.partition("/")
    clauses = (Clause("==", version),) if equals and version else (Clause("/", release),) if slash and release else ()
    return found._replace(name=name.partition(":")[0] or None, clauses=clauses)


def _read_beginning(text: str) -> Requirement | None:
    """A package whose version goes on with something that the file does not tell: ``libcudnn8=``."""
    found = read_package(text + "0")
    if found.name is None or not found.clauses:
        return None
    last = found.clauses[-1]._replace(version="")
    return found._replace(text=text, clauses=(last,), span=Span(0, len(text)), literal=False)


def _lower(word: Argument) -> Argument:
    """A long option in lower case, in which the arity has it; its value stays."""
    value = word.value
    if value is None or not value.startswith("--"):
        return word
    name, equals, rest = value.partition("=")
    return word._replace(value=f"{name.lower()}{equals}{rest}")


@cache
def _arity() -> Arity:
    """Every boolean can be negated."""
    more = (f"--no-{name[2:]}" for name in APT.boolean if name.startswith("--") and not name.startswith("--no-"))
    return APT._replace(boolean=APT.boolean | frozenset(more))


def flag_of(install: Install, name: str) -> bool | None:
    """What the command line says of a boolean; None when it says nothing."""
    given = list(_given(install, name))
    return max(given)[1] if given else None


def setting(install: Install, name: str) -> bool | None:
    """What an option, ``-o`` or a configuration written before says of a boolean; None when nothing does."""
    given = flag_of(install, name)
    return _configured(install.surroundings.earlier, SETTINGS[name]) if given is None else given


def _given(install: Install, name: str) -> Iterator[tuple[int, bool]]:
    """What the options of the command line say, with their places."""
    for written, answer in ((name, True), (f"--no-{name[2:]}", False)):
        for option in install.options.get(written, ()):
            negated = (option.value or "").lower() in NO
            yield option.span.start if option.span else 0, answer is not negated
    for option in install.options.get("--option", ()):
        key, _, value = (option.value or "").partition("=")
        if key.lower() == SETTINGS.get(name) and value.lower() in YES | NO:
            yield option.span.start if option.span else 0, value.lower() in YES


def _configured(earlier: Iterable[Command], key: str) -> bool | None:
    """What was written to a file of apt's configuration: ``APT::Get::Assume-Yes "true";``."""
    answer = None
    for command in earlier:
        for text in command.values:
            _, found, rest = (text or "").lower().partition(key)
            value = rest.lstrip(" \t").partition(";")[0].strip("\"' \t\n\\")
            if found and value in YES | NO:
                answer = value in YES
    return answer


def writes_configuration(commands: Iterable[Command]) -> bool:
    """Whether one of the commands writes or copies a file of apt's configuration whose text is not known."""
    return any(command.name in ("cat", "cp", "curl", "install", "mv", "tee", "wget") for command in commands)


def assumes_yes(install: Install) -> bool | None:
    """Whether it goes on without an answer; None when that cannot be known."""
    if install.verb not in ASKING or setting(install, "--assume-yes"):
        return True
    if setting(install, "--simulate") or any(install.has(name) for name in ("--force-yes", "--print-uris")):
        return True
    if _quietness(install) >= 2:
        return True
    command, around = install.command, install.surroundings
    reads = command.site.reads_pipe or any(one.operator[0] == "<" for one in command.redirections)
    written = writes_configuration(around.earlier)
    return None if reads or written or around.open_options or install.uncertain else False


def _quietness(install: Install) -> int:
    """The level of ``-q``: two and more imply yes."""
    level = 0
    for option in install.options.get("--quiet", ()):
        value = option.value or ""
        level = int(value) if value.isdigit() else level + 1
    return level


def recommends(install: Install) -> bool | None:
    """Whether recommended packages come along; None when that cannot be known."""
    given = setting(install, "--install-recommends")
    if given is not None:
        return given
    around = install.surroundings
    unread = writes_configuration(around.earlier) or around.open_options or install.uncertain
    return None if unread else True
