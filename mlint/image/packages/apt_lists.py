"""Which commands fetch apt's package lists or change its sources, and which installs look into the lists."""

from __future__ import annotations

from posixpath import dirname

from mlint.image.folders import mounted
from mlint.image.packages.apt_files import LISTS, fetches_lists
from mlint.image.packages.installers import apt
from mlint.image.programs import shell_script
from mlint.image.runs import Insertion
from mlint.shell.interpreters import reads_script_from_input

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mlint.build import BuildStage
    from mlint.image.base.families.facts import BaseFacts, OperatingSystem
    from mlint.image.packages.installs import Install
    from mlint.image.runs import Run
    from mlint.knowledge.removed_apt_packages import RemovedPackage
    from mlint.shell.commands import Command

_LOOKING_UP = frozenset({"build-dep", "install", "reinstall"})
_ADDING_SOURCES = frozenset({"add-apt-repository", "apt-add-repository"})
"""Programs that add a source and then fetch all lists."""
_SOURCES = ("/etc/apt", "extrepo", "sources.list")
"""What stands in words of commands that change the sources."""
_PROGRAM_FOLDERS = frozenset({"/bin", "/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin", "/usr/sbin"})
_BLANKS = " \t\\\r\n"
_JOINTS = ("&&", ";")


def looks_up(install: Install) -> bool:
    """Whether it surely asks apt for packages by their names; files and what the Dockerfile does not tell need none."""
    if install.manager != "apt" or install.verb not in _LOOKING_UP or apt.setting(install, "--simulate"):
        return False
    return any(one.name and not one.path for one in install.requirements)


def may_have_fresh_lists(run: Run, install: Install) -> bool:
    """Whether the package lists may have been fetched in the same RUN before ``install``, or lie in a mount."""
    if fetches_lists(install) or mounted(LISTS, run.mounts) is not False:
        return True
    start = install.command.span.start
    return any(one.span.start < start and _may_fetch_lists(one) for one in run.commands)


def _stale_runs(stage: BuildStage) -> dict[Run, None]:
    return {run: None for run in stage.runs if any(stale_installs(run))}


def stale_installs(run: Run) -> Iterator[Install]:
    """The installs of a RUN that take the package lists of another layer, if there are any."""
    for install in run.installs:
        if looks_up(install) and not install.command.site.guarded and not may_have_fresh_lists(run, install):
            yield install


def updates_before(run: Run) -> list[Install]:
    """The calls before a RUN that fetched the package lists, in its stage and those that it is built on."""
    start = run.instruction.span.start
    return [one for stage in run.stage.chain for one in stage.once(_updates) if one.command.span.start < start]


def script_before(run: Run) -> Command | None:
    """The last command before a RUN that is not apt's own and may have fetched the package lists."""
    start = run.instruction.span.start
    scripts = (one for stage in run.stage.chain for one in reversed(stage.once(_scripts)))
    return next((one for one in scripts if one.span.start < start), None)


def _scripts(stage: BuildStage) -> list[Command]:
    return [one for one in stage.commands if apt.read(one) is None and _may_fetch_lists(one)]


def _updates(stage: BuildStage) -> list[Install]:
    return [one for one in stage.installs("apt") if fetches_lists(one)]


def other_sources_before(run: Run, install: Install) -> bool:
    """Whether ``install`` may find packages that the sources of the base image do not have."""
    start = install.command.span.start
    if install.has("--target-release") or install.surroundings.open_options:
        return True
    for stage in run.stage.chain:
        copied = [copy for copy in stage.copies if copy.instruction.span.start < start]
        if any(copy.target is None or f"{copy.target}/".startswith(("/etc/apt/", "//")) for copy in copied):
            return True
        if any(one.span.start < start and _may_change_sources(one) for one in stage.commands):
            return True
    mounts = (mount for mount in run.mounts if mount.type == "bind")
    return any((mount.target or "/etc/apt").startswith("/etc/apt") for mount in mounts)


def with_update(run: Run, install: Install) -> Insertion | None:
    """How ``apt-get update &&`` gets before ``install``, with the same words before both (``sudo``, ``A=b``).

    None where that may change what else the RUN does, and where it is not plainly written.
    """
    command, site = install.command, install.command.site
    program = command.arguments[0]
    apart = site.conditional or site.guarded or site.background or site.substituted
    if apart or site.reads_pipe or site.feeds_pipe or not program.literal or not run.can_quote(command.span):
        return None
    start = program.span.start
    ends = [one.span.end for one in run.commands if one.span.start < start]
    flags = [one.span.end for one in run.instruction.flags]
    begin = max([run.instruction.name_span.end, *flags, *ends])
    words = run.stage.build.source.text[begin:start].lstrip(_BLANKS)
    if site.before in _JOINTS:
        if not words.startswith(site.before):
            return None
        words = words[len(site.before) :].lstrip(_BLANKS)
    plain = not set(words) & set("\\\r\n\"'`$()#")
    return Insertion(program.span._replace(end=start), f"{program.value} update && {words}") if plain else None


def _may_fetch_lists(command: Command) -> bool:
    call = apt.read(command)
    if call is not None:
        return fetches_lists(call)
    return command.name in _ADDING_SOURCES or runs_unread_text(command)


def _may_change_sources(command: Command) -> bool:
    words = [*command.values, *(one.target for one in command.redirections)]
    if any(source in word for word in words if word for source in _SOURCES) and command.name != "rm":
        return True
    packages = command.name == "dpkg" or any(word.endswith(".deb") for word in words if word)
    return packages or command.name in _ADDING_SOURCES or runs_unread_text(command)


def runs_unread_text(command: Command) -> bool:
    """Whether it runs a script that is not in the Dockerfile, or it is not known which program it runs."""
    program = command.arguments[0].value
    if program is None or command.name in (".", "source") or shell_script(command):
        return True
    if reads_script_from_input(command.values):
        return command.site.reads_pipe
    return "/" in program and dirname(program) not in _PROGRAM_FOLDERS


def end_of_lists(run: Run, calls: Sequence[Install], words: str) -> Insertion | None:
    """How ``&& words``, which removes the lists, gets behind all that may need them.

    That is the end of the RUN; where the RUN ends in a pipe, a branch or the like, the end of the last of the ``calls``
    of apt, if no script and no other program of apt's family follows.
    """
    last = calls[-1].command
    if run.behind(last, words) is None:
        return None
    following = [one for one in run.commands if one.span.start > last.span.start]
    at_end = run.behind(following[-1], words) if following else None
    if at_end or not any(runs_unread_text(one) or (one.name or "").startswith("apt") for one in following):
        return at_end or run.behind(last, words)
    return None


def used_later(run: Run) -> bool:
    """Whether a RUN behind ``run`` that finds its files installs from the package lists of another layer."""
    return _any_behind(run, _stale_runs)


def scripts_later(run: Run) -> bool:
    """Whether a RUN behind ``run`` that finds its files may install from the lists in a script that is not read."""
    return _any_behind(run, _unread_runs)


def _unread_runs(stage: BuildStage) -> dict[Run, None]:
    return {run: None for run in stage.runs if any(map(runs_unread_text, run.commands))}


def _any_behind(run: Run, runs_of: Callable[[BuildStage], dict[Run, None]]) -> bool:
    """Whether one of the runs stands behind ``run`` in its stage, or in one that is built on it."""
    start = run.instruction.span.start
    last = next(reversed(run.stage.once(runs_of)), None)
    found = run.stage.is_reached and last is not None and last.instruction.span.start > start
    return found or any(one.once(runs_of) for one in run.stage.once(_built_on) if one.is_reached)


def _built_on(stage: BuildStage) -> list[BuildStage]:
    """The stages that are built on ``stage``, or on one that is."""
    found = {stage}
    for one in stage.build.stages[stage.number + 1 :]:
        if one.parent in found:
            found.add(one)
    return sorted(found - {stage}, key=lambda one: one.number)


def removed_in_vain(run: Run, update: Install) -> bool:
    """Whether a later RUN of the image removes the lists that ``update`` fetched: the layer keeps them all the same."""
    from mlint.image.layers.deleted_later import cleans

    start = run.instruction.span.start
    cleaning = (one for stage in run.stage.build.final_chain for one in stage.once(_cleaning))
    return any(
        cleans(one, command, update) for one, command in cleaning if command.span.start > start and one is not run
    )


def _cleaning(stage: BuildStage) -> list[tuple[Run, Command]]:
    """The commands that may remove apt's package lists."""
    return [(run, command) for run in stage.runs for command in run.commands if command.name in ("find", "rm")]


def lists_bytes(stage: BuildStage) -> int | None:
    """How large the package lists of the distribution are; None when it is not known."""
    from mlint.knowledge.apt_lists import LISTS_BYTES

    system = stage.base_facts.os if stage.base_facts else None
    return LISTS_BYTES.get((system.name, system.version or "")) if system else None


def removed_package(system: OperatingSystem, name: str) -> RemovedPackage | None:
    """What is known of a package that a release no longer has; None while it has it, or it is not known."""
    from mlint.knowledge.removed_apt_packages import REMOVED_APT_PACKAGES

    found = REMOVED_APT_PACKAGES.get(name)
    if found is None or system.name not in ("debian", "ubuntu") or system.version == found.kept:
        return None
    first = found.debian if system.name == "debian" else found.ubuntu
    return found if first and system.number >= system._replace(version=first).number and system.number else None


def missing_python(facts: BaseFacts, name: str) -> tuple[str, ...]:
    """The Pythons that the release of an image has, where ``name`` is a package of another: ``python3.11-dev``."""
    from mlint.knowledge.removed_apt_packages import MAY_HAVE_OTHER_SOURCES, PYTHON_PARTS, PYTHONS

    python, _, part = name.partition("-")
    minor = python.removeprefix("python3.")
    if facts.os is None or facts.family in MAY_HAVE_OTHER_SOURCES or part not in PYTHON_PARTS:
        return ()
    found = PYTHONS.get((facts.os.name, facts.os.version or ""), ())
    return found if python != minor and minor.isdecimal() and f"3.{minor}" not in found else ()
