"""Programs that only start another program: ``sudo``, ``env``, ``conda run`` … taken off a command."""

from __future__ import annotations

from mlint.records import Record
from mlint.shell.commands import Argument, Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Environment = Mapping[str, str | None]


class Prefix(Record):
    """How a prefix program reads the words before the command it starts.

    ``values`` are the options that take a word, separated by blanks; ``operands`` how many words stand between the
    options and the command (``timeout 5 CMD``). Every other option is a flag.
    """

    values: str = ""
    operands: int = 0
    assignments: bool = False
    """Whether ``A=b`` words come before the command and join its environment."""
    refuses: str = ""
    """Options with which it starts no command that stands here as words (``env -S``, ``sudo -l``)."""


PREFIXES: dict[str, Prefix] = {
    "sudo": Prefix(
        "-u --user -g --group -h --host -p --prompt -C --close-from -D --chdir -R --chroot -r --role -t --type "
        "-T --command-timeout -U --other-user -a --auth-type -c --login-class",
        assignments=True,
        refuses="-l --list -v --validate -e --edit -K -k --remove-timestamp --reset-timestamp -V --version",
    ),
    "env": Prefix("-u --unset -C --chdir -a --argv0", assignments=True, refuses="-S --split-string --help --version"),
    "nohup": Prefix(),
    "exec": Prefix("-a"),
    "command": Prefix(refuses="-v -V"),
    "nice": Prefix("-n --adjustment"),
    "ionice": Prefix("-c --class -n --classdata", refuses="-p --pid -P --pgid -u --uid"),
    "chrt": Prefix("-T --sched-runtime -P --sched-period -D --sched-deadline", 1, refuses="-p --pid -m --max"),
    "taskset": Prefix("", 1, refuses="-p --pid"),
    "time": Prefix("-f --format -o --output"),
    "timeout": Prefix("-k --kill-after -s --signal", 1),
    "stdbuf": Prefix("-i --input -o --output -e --error"),
    "setsid": Prefix(),
    "xargs": Prefix(
        "-a --arg-file -d --delimiter -E -I -L -n --max-args -P --max-procs -s --max-chars --process-slot-var",
    ),
    "gosu": Prefix("", 1),
    "su-exec": Prefix("", 1),
    "tini": Prefix("-e -p"),
    "dumb-init": Prefix("-r --rewrite"),
    "catatonit": Prefix(),
    "catchsegv": Prefix(),
    "ddtrace-run": Prefix(),
    "eatmydata": Prefix(),
    "newrelic-admin": Prefix("", 1),
    "opentelemetry-instrument": Prefix(
        "--exporter_otlp_endpoint --exporter_otlp_traces_endpoint --id_generator --logs_exporter --metrics_exporter "
        "--propagators --resource_attributes --service_name --traces_exporter"
    ),
}
"""By the name of the program. ``su -c`` and ``bash -c`` hold scripts, which are read elsewhere."""

CONDA_RUN = Prefix("-n --name -p --prefix --cwd")
MAMBA_RUN = Prefix("-n --name -p --prefix -r --root-prefix --cwd -a --attach -e --env --label --log-level --rc-file")
RUNNERS: dict[str, Prefix] = {
    "conda": CONDA_RUN,
    "mamba": MAMBA_RUN,
    "micromamba": MAMBA_RUN,
    "poetry": Prefix("-C --directory -P --project"),
    "pdm": Prefix("-p --project"),
    "pixi": Prefix("-e --environment --manifest-path"),
    "rye": Prefix("--pyproject"),
    "pipenv": Prefix("--python --pypi-mirror --categories"),
    "uv": Prefix(
        "--allow-insecure-host --cache-dir -C --color --config-file --config-setting --config-settings "
        "--config-settings-package --default-index --directory --env-file --exclude-newer --exclude-newer-package "
        "--extra --extra-index-url -f --find-links --fork-strategy --group -i --index --index-strategy --index-url "
        "--keyring-provider --link-mode --no-binary-package --no-build-isolation-package --no-build-package "
        "--no-editable-package --no-extra --no-group --only-group --package -P -p --prerelease --prerelease-package "
        "--project --python --python-platform --python-preference --refresh-package --reinstall-package --resolution "
        "--trusted-host --upgrade-group --upgrade-package -w --with --with-editable --with-requirements",
        refuses="-m --module -s --script --gui-script",
    ),
}
"""Programs whose verb ``run`` starts a command, with the options of that verb and of the program itself."""


def unwrap(command: Command) -> Command:
    """``command`` without the prefix programs before it; their names are in ``wrappers``, outermost first.

    What they change in the environment is changed in the result. A prefix that starts nothing (``sudo -l``, ``env``
    alone) stays. An unknown word where an option or the command may stand is taken for the command.
    """
    while True:
        inner = _unwrap_once(command)
        if inner is None:
            return command
        command = inner


def _unwrap_once(command: Command) -> Command | None:
    """``command`` without its outermost prefix; None when there is none."""
    name = command.name
    if name is None:
        return None
    arguments = command.arguments[1:]
    prefix = PREFIXES.get(name)
    if prefix is None and name in RUNNERS:
        prefix = RUNNERS[name]
        at = _start(prefix, arguments)
        if at is None or at >= len(arguments) or arguments[at].value != "run":
            return None
        arguments = arguments[at + 1 :]
    if prefix is None:
        return None
    start = _start(prefix, arguments)
    if start is None:
        return None
    environment = _inherited(name, arguments, start, command.environment)
    environment, start = _assignments(prefix, arguments, start, environment)
    start += prefix.operands
    if start >= len(arguments):
        return None
    inner = _with_input(arguments, start) if name == "xargs" else arguments[start:]
    wrappers = (*command.wrappers, name)
    return Command(inner, command.redirections, environment, wrappers, command.site, command, command.folder)


def _with_input(arguments: tuple[Argument, ...], start: int) -> tuple[Argument, ...]:
    """The command of xargs at ``start``; what its input adds at the end or puts for a marker (``-I {}``) is unknown."""
    options = [argument.value or "" for argument in arguments[:start]]
    inner = arguments[start:]
    for index, option in enumerate(options):
        if option.startswith("-I"):
            marker = option[2:] or options[index + 1]
            return tuple(
                argument._replace(value=None, literal=False) if marker in (argument.value or "") else argument
                for argument in inner
            )
    return (*inner, Argument(None, inner[-1].span, literal=False))


def _start(prefix: Prefix, arguments: tuple[Argument, ...]) -> int | None:
    """The offset of the first word that is no option of the prefix; None when it starts no command."""
    values = prefix.values.split()
    refuses = prefix.refuses.split()
    at = 0
    while at < len(arguments):
        value = arguments[at].start
        if not value.startswith("-") or value == "-":
            # A lone "-" is "env -"; any other program would take it for the command.
            return at + 1 if value == "-" and prefix.assignments else at
        at += 1
        if value == "--":
            return at
        name = value.partition("=")[0]
        if value.startswith("--"):
            takes = name in values and "=" not in value
        else:
            name, takes = _short(value, values, refuses)
        if name in refuses:
            return None
        at += takes
    return None


def _short(word: str, values: list[str], refuses: list[str]) -> tuple[str, bool]:
    """The option of a bundle that counts, and whether its value is the next word: ``-nu user``, ``-n10``."""
    for index in range(1, len(word)):
        name = "-" + word[index]
        if name in refuses:
            return name, False
        if name in values:
            return name, index == len(word) - 1
    return word, False


def _assignments(
    prefix: Prefix, arguments: tuple[Argument, ...], at: int, environment: Environment
) -> tuple[Environment, int]:
    """The environment with the ``A=b`` words at ``at``, and the offset behind them."""
    if not prefix.assignments:
        return environment, at
    changed = dict(environment)
    while at < len(arguments):
        name, equals, value = arguments[at].start.partition("=")
        if not equals or not name.replace("_", "a").isalnum() or name[0].isdigit():
            break
        changed[name] = value if arguments[at].value is not None else None
        at += 1
    return changed, at


def _inherited(name: str, arguments: tuple[Argument, ...], start: int, environment: Environment) -> Environment:
    """The environment that a prefix program passes on, before its own assignments; its options end at ``start``."""
    options = [argument.value or "" for argument in arguments[:start]]
    if name == "env":
        return _env(options, environment)
    if name == "sudo":
        return _sudo(options, environment)
    if name in ("gosu", "su-exec") and start < len(arguments):
        # These set HOME to that of the user they change to.
        user = (arguments[start].value or "").partition(":")[0]
        return {**environment, "HOME": "/root" if user in ("root", "0") else None}
    return environment


def _env(options: list[str], environment: Environment) -> Environment:
    """What ``env`` passes on: ``-i`` starts empty, ``-u NAME`` takes one out."""
    kept = dict(environment)
    for index, option in enumerate(options):
        if option in ("-", "-i", "--ignore-environment"):
            return {}
        if option in ("-u", "--unset"):
            kept.pop(options[index + 1], None)
        elif option.startswith("--unset="):
            kept.pop(option.partition("=")[2], None)
        elif option.startswith("-u"):
            kept.pop(option[2:], None)
    return kept


def _sudo(options: list[str], environment: Environment) -> Environment:
    """What ``sudo`` passes on: all with ``-E``; without, the sudoers file decides, which nobody knows here."""
    bundles = [option[1:] for option in options if option.startswith("-") and not option.startswith("--")]
    letters = "".join(bundle.partition("u")[0] for bundle in bundles)
    user = any("u" in bundle for bundle in bundles) or any(option.startswith("--user") for option in options)
    named = [option.partition("=")[2].split(",") for option in options if option.startswith("--preserve-env=")]
    names = {name for part in named for name in part}
    if "E" in letters or "--preserve-env" in options:
        names.update(environment)
    passed = {name: value if name in names else None for name, value in environment.items()}
    if "HOME" not in names or "H" in letters:
        passed["HOME"] = None if user else "/root"
    return passed
