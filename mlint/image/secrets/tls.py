"""Downloads whose certificate nobody checks: options and variables that switch the check off."""

from __future__ import annotations

from mlint.image.addresses import host_of
from mlint.image.layers.git import git_call
from mlint.image.packages.installers.options import EXACT, Style, read_options
from mlint.knowledge.tls import CURL, NAMES, OFF, PIP_OPTIONS, VARIABLES, WGET
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mlint.build import BuildStage
    from mlint.dockerfile.source import Span
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_GETOPT = Style(prefixes=False, dashed_values=True)
_INSECURE = {"curl": (CURL, "--insecure"), "wget": (WGET, "--no-check-certificate")}
_CONFIGURING = frozenset({"config", "set", "--set", "--global", "--system", "--local", "--add", "--replace-all"})
_SWITCHES = frozenset({"http.sslverify", "ssl_verify", "strict-ssl"})
_MOST = 100
"""How many later commands are asked for a checksum; real RUNs have fewer."""
_MANAGERS = frozenset({"conda", "git", "mamba", "npm", "yarn"})


class Unchecked(Record):
    """One thing that switches the check off, as for a message, and its place.

    ``hosts`` are those that it is said of, none where it is said of all; ``own_index``: they are all indexes of the
    same command, so somebody's own.
    """

    what: str
    span: Span
    hosts: tuple[str, ...] = ()
    own_index: bool = False


def unchecked(stage: BuildStage) -> Iterator[Unchecked]:
    """What switches the check off in a stage, in variables first."""
    for instruction in stage.instructions:
        for pair in instruction.assignments if instruction.name in ("ARG", "ENV") else ():
            value = stage.expand(pair.value or "", instruction)
            if pair.key in VARIABLES and value:
                found = _by_variable(pair.key, value, pair.span)
                if found:
                    yield found
    for run in stage.runs:
        installs = {install.command: install for install in run.installs}
        for index, command in enumerate(run.commands):
            found = _of_command(run, command, installs.get(command), index)
            if found:
                yield found


def _by_variable(name: str, value: str, span: Span) -> Unchecked | None:
    switching = VARIABLES[name]
    if switching is None:
        hosts = _remote(value.split())
        return Unchecked(name, span, hosts) if hosts else None
    return Unchecked(f"{name}={value}", span) if value.lower() in switching else None


def _of_command(run: Run, command: Command, install: Install | None, index: int) -> Unchecked | None:
    found = _by_pip(install) or _by_download(run, command, index) or _by_configuration(command)
    if found:
        return found
    before = run.stage.environment_at(run.instruction)
    for name in VARIABLES if command.environment is not before else ():
        value = command.environment.get(name)
        if value and before.get(name) != value:
            return _by_variable(name, value, command.span)
    return None


def _by_pip(install: Install | None) -> Unchecked | None:
    if install is None or "--require-hashes" in install.options:
        return None
    given = [one for name in PIP_OPTIONS for one in install.options.get(name, ()) if one.span]
    if not given:
        return None
    hosts = _remote([one.value or "" for one in given])
    first = min((one.span for one in given if one.span and _remote([one.value or ""])), default=None)
    if first is None:
        return None
    indexes = " ".join(install.indexes.urls)
    written = next(one.start for one in install.command.arguments if one.span.start == first.start)
    return Unchecked(written.partition("=")[0], first, hosts, all(f"/{host}" in indexes for host in hosts))


def _remote(hosts: Sequence[str]) -> tuple[str, ...]:
    """The hosts, ports cut off, that are not this machine."""
    from mlint.image.start.listening import is_loopback

    names = (host.partition("://")[2] or host for host in hosts)
    bare = (name.partition(":")[0].rstrip("/") for name in names)
    return tuple(dict.fromkeys(name for name in bare if name and not is_loopback(name)))


def _by_download(run: Run, command: Command, index: int) -> Unchecked | None:
    """Curl or wget that take any certificate; not when a checksum is compared later, or nothing is asked by TLS."""
    arity, option = _INSECURE.get(command.name or "", (None, ""))
    if arity is None:
        return None
    words = read_options(command.arguments[1:], arity, _GETOPT, NAMES)
    given = next((one for one in words.options if one.name == option), None)
    if given is None or given.span is None:
        return None
    urls = [one.start for one in words.positionals if one.start]
    plain = [url for url in urls if url.startswith("http://") or not _remote([url.partition("://")[2].split("/")[0]])]
    if urls and len(plain) == len(urls):
        return None
    from mlint.image.models.downloads import verifies

    if any(map(verifies, run.commands[index + 1 : index + _MOST])):
        return None
    return Unchecked(f"{command.name} {option}", given.span, _remote(_hosts(urls)))


def _hosts(urls: Sequence[str]) -> list[str]:
    return [host_of(url) for url in urls if "$" not in url]


def _by_configuration(command: Command) -> Unchecked | None:
    """``git -c http.sslVerify=false``, ``git config http.sslVerify false``, ``conda config --set ssl_verify no`` …"""
    if command.name not in _MANAGERS:
        return None
    values = [value or "" for value in command.values[1:]]
    if git_call(command):
        from mlint.knowledge.git import GIT

        for one in read_options(command.arguments[1:], GIT, EXACT, leading=True).options:
            name, _, value = (one.value or "").partition("=")
            if one.name == "-c" and one.span and name.lower() in _SWITCHES and value.lower() in OFF:
                return Unchecked(f"git -c {name}={value}", one.span)
    for index, value in enumerate(values[:-1]):
        if value.lower() in _SWITCHES and not _CONFIGURING.isdisjoint(values[:index]) and values[index + 1] in OFF:
            return Unchecked(f"{command.name} config {value} {values[index + 1]}", command.span)
    return None
