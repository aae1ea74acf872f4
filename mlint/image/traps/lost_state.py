"""RUNs that change nothing but the state of their own shell, which ends with them."""

from __future__ import annotations

from posixpath import join, normpath

from mlint.image.command_paths import path_at
from mlint.image.packages.installs import CONDA_LIKE
from mlint.secrets import holds_secret, is_secret_name
from mlint.shell.interpreters import script_index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.runs import Run
    from mlint.shell.commands import Argument, Command

_STATE = frozenset({"alias", "cd", "export", "popd", "pushd", "set", "shopt", "ulimit", "umask", "unset"})
_SOURCING = frozenset({".", "source"})
_ACTIVATE = "/bin/activate"
_UNSURE = frozenset("\\\r\n`")


def lost_commands(run: Run) -> list[Command]:
    """The commands of a RUN all of which only change the shell that runs them; none when any may do more."""
    if run.instruction.in_json_form and not any(script_index(one.values) is not None for one in run.commands):
        return []
    commands = [one for one in run.commands if not one.site.substituted]
    inner = [one for one in commands if script_index(one.values) is None]
    return inner if inner and all(changes_state_only(one) for one in commands) else []


def changes_state_only(command: Command) -> bool:
    """Whether it does nothing that outlives its shell, or only hands a script to another shell."""
    if command.wrappers or command.redirections:
        return False
    if script_index(command.values) is not None:
        return True
    words = command.values[1:]
    if command.name in CONDA_LIKE:
        return words[:1] == ["activate"]
    if command.name in _SOURCING:
        from mlint.knowledge.state_scripts import STATE_SCRIPT_ENDINGS, STATE_SCRIPTS

        script = (words[0] if words else None) or ""
        return script.rpartition("/")[2] in STATE_SCRIPTS or script.endswith(STATE_SCRIPT_ENDINGS)
    # Without arguments they show what is set, which is a look at the build, not a slip.
    return command.name in _STATE and (bool(words) or command.name in ("cd", "popd"))


def lasting(run: Run, command: Command) -> str | None:
    """The instruction that does for good what ``command`` does: WORKDIR for ``cd``, ENV for ``export``, ``activate``.

    Empty for a script that only prepares for an activation in the same RUN.
    """
    if command.name == "cd" and len(command.arguments) == 2:
        return _workdir(run, command.arguments[1])
    if command.name == "export" and len(command.arguments) > 1:
        pairs = [_pair(run, argument) for argument in command.arguments[1:]]
        return None if None in pairs else " ".join(["ENV", *filter(None, pairs)])
    folder = None if in_path(run, command) else _activated(run, command)
    if folder:
        return f"ENV PATH={folder}/bin:$PATH"
    if command.name in _SOURCING and any(_activated(run, one) for one in lost_commands(run)):
        return None if "activate" in (command.values[1] or "") else ""
    return None


def _activated(run: Run, command: Command) -> str | None:
    """The folder of the environment that ``command`` activates, an absolute path; None when it is not known."""
    words = command.arguments[1:]
    if not words or any(word.value is None or not word.literal for word in words):
        return None
    values = [word.value or "" for word in words]
    if command.name in _SOURCING and len(values) == 1 and values[0].endswith(_ACTIVATE):
        folder: str | None = path_at(run, command, values[0].removesuffix(_ACTIVATE))
    elif values[0] == "activate" and len(values) == 2:
        folder = _conda_environment(run, command, values[1])
    else:
        return None
    return folder if folder and folder.startswith("/") and _UNSURE.isdisjoint(folder) and "$" not in folder else None


def _conda_environment(run: Run, command: Command, name: str) -> str | None:
    if "/" in name:
        return path_at(run, command, name)
    from mlint.image.packages.conda_activation import conda_root

    root = conda_root(run.stage.environment_at(run.instruction).get("PATH"))
    return f"{root}/envs/{name}" if root and name != "base" else None


def computed(run: Run, command: Command) -> bool:
    """Whether it takes what other commands print (``export JOBS=$(nproc)``), which no instruction can."""
    texts = (run.stage.build.source.text[slice(*argument.span)] for argument in command.arguments)
    return any("$(" in text or "`" in text for text in texts)


def in_path(run: Run, command: Command) -> bool:
    """Whether it activates an environment whose programs PATH finds already."""
    name = (command.values[-1] or "").removesuffix("/bin/activate")
    path = run.stage.environment_at(run.instruction).get("PATH") or ""
    return bool(name.strip("/")) and any(f"/{part}/".endswith(f"/{name.strip('/')}/bin/") for part in path.split(":"))


def _workdir(run: Run, argument: Argument) -> str | None:
    path = argument.value
    if not path or not argument.literal or path.startswith(("~", "-")) or not _UNSURE.isdisjoint(path) or "$" in path:
        return None
    if not path.startswith("/"):
        folder = run.stage.workdir_at(run.instruction)
        return f"WORKDIR {normpath(join(folder, path))}" if folder else None
    return f"WORKDIR {path}"


def _pair(run: Run, argument: Argument) -> str | None:
    """``NAME=value`` as it is written, where the builder reads it as the shell does."""
    text = run.stage.build.source.text[slice(*argument.span)]
    name, equals, value = text.partition("=")
    if argument.value is None or not equals or not name.isidentifier() or value.startswith("~"):
        return None
    # What is lost by mistake is no longer a leak; in ENV it would be one.
    secret = is_secret_name(name) or holds_secret(value)
    return text if value and not secret and _UNSURE.isdisjoint(text) else None
