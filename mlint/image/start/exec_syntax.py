"""Shell syntax in the exec form, where no shell replaces it."""

from __future__ import annotations

from string import ascii_letters

from mlint.shell.interpreters import is_posix_shell, program_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN_OR_VARIABLE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=,@%+-" + "${}")
_SEPARATORS = frozenset({"&", "&&", ";", "|", "||"})
_OPERATORS = _SEPARATORS | frozenset({"&>", "2>", "2>&1", "<", ">", ">>"})
_CODE_OPTIONS = frozenset({"-E", "-c", "-e", "--command", "--eval", "--exec", "--run"})
_SEPARATOR_OPTIONS = frozenset({"-F", "-d", "-s", "-t"})
_SCRIPT_ENDINGS = (".bash", ".sh", "entrypoint")
_EVALUATING = frozenset(
    {"awk", "cmd", "envsubst", "find", "jq", "make", "parallel", "perl", "powershell", "pwsh", "sed", "supervisord"}
    | {"tmux", "watch", "xargs"}
)
BUILTINS = frozenset({".", "cd", "eval", "exec", "exit", "export", "set", "source", "trap", "ulimit", "umask", "wait"})
"""Commands of the shell itself, which no exec form can start."""


def may_be_syntax(text: str) -> bool:
    """Whether a word holds anything that could be shell syntax at all."""
    return "$" in text or text in _OPERATORS


def unexpanded(values: Sequence[str]) -> list[int]:
    """The indexes of the words that hold shell syntax which no shell reads.

    None of them when a shell or something that may evaluate its arguments comes first: ``sh -c``, an own script, a
    program that replaces variables itself.
    """
    if not values or _may_evaluate(values):
        return []
    return [index for index in range(1, len(values)) if _is_shell_syntax(values[index], values[index - 1])]


def as_line(values: Sequence[str]) -> str | None:
    """The words as shell text; None when quoting would change one of them."""
    safe = all(text in _OPERATORS or (text and all(char in _PLAIN_OR_VARIABLE for char in text)) for text in values)
    return " ".join(values) if safe else None


def as_script(values: Sequence[str]) -> str | None:
    """:func:`as_line` with ``exec`` before its last command, for ``sh -c``; None when it is none of one program.

    None also when the program is only one of several that run side by side, or a command of the shell itself.
    """
    line = as_line(values)
    if line is None:
        return None
    words = line.split()
    if not _SEPARATORS.difference({"&&", ";"}).isdisjoint(words):
        return None
    last = max((index + 1 for index, word in enumerate(words) if word in _SEPARATORS), default=0)
    if last == len(words) or words[last] in BUILTINS:
        return None
    return " ".join([*words[:last], "exec", *words[last:]])


def may_run_arguments(values: Sequence[str]) -> bool:
    """Whether the program is a script that may run the words behind it: ``entrypoint.sh``, ``bash start.sh``."""
    named = next((value for value in values if not is_posix_shell(value) and not value.startswith("-")), "")
    return program_name(named).endswith(_SCRIPT_ENDINGS) or "entrypoint" in program_name(named)


def _may_evaluate(values: Sequence[str]) -> bool:
    program = values[0]
    if (
        is_posix_shell(program)
        or program.endswith(_SCRIPT_ENDINGS)
        or program_name(program).removesuffix(".exe") in _EVALUATING
    ):
        return True
    # pipenv run replaces variables in the words of the command that it starts (os.path.expandvars).
    return any(is_posix_shell(value) or program_name(value) == "pipenv" for value in values)


def _is_shell_syntax(text: str, before: str) -> bool:
    """Whether ``text`` behind the word ``before`` is an operator of the shell or holds something that it replaces."""
    if text in _OPERATORS:
        return len(text) > 1 or not _takes_separator(before)
    if before in _CODE_OPTIONS or (text.count("$") > 2 and "{" not in text):
        return False  # code of another language, or a password hash ($argon2id$v=19$m=10240$...)
    return any(_is_replaced(following) for following in text.split("$")[1:])


def _takes_separator(option: str) -> bool:
    """Whether the word behind ``option`` may be a separator of fields (``--sep ;``, ``-d |``)."""
    return option in _SEPARATOR_OPTIONS or (option.startswith("-") and ("sep" in option or "delim" in option))


def _is_replaced(following: str) -> bool:
    """Whether a shell replaces ``$`` before this text: ``$NAME``, ``${NAME…}`` or ``$(command)``.

    ``${oc.env:NAME}`` and its kin are none of the shell's: programs replace them.
    """
    name, brace, _ = following.removeprefix("{").partition("}")
    if not following.startswith("{"):
        return following[:1] in ("(", "_", *ascii_letters)
    end = next((index for index, char in enumerate(name) if not (char.isalnum() or char == "_")), len(name))
    rest = name[end:]
    known = not rest or rest[0] in "-+=?#%/" or rest[:2] in (":-", ":+", ":=", ":?")
    return bool(brace) and name[:1] in ("_", *ascii_letters) and known
