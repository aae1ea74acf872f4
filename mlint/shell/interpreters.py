"""Shells as programs: which names they have, and where their arguments hold a script."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_SHELL = ("/bin/sh", "-c")
"""What runs shell text when no SHELL is set."""

POSIX_SHELLS = frozenset({"ash", "bash", "dash", "ksh", "sh", "zsh"})

USER_SWITCHERS = frozenset({"runuser", "su"})
"""Programs that give a script to the shell of another user: ``su -c SCRIPT jovyan``."""

_VALUE_OPTIONS = frozenset({"-o", "+o", "-O", "+O", "--rcfile", "--init-file"})


def program_name(path: str) -> str:
    """The file name of a program, without folders of either system."""
    return path.replace("\\", "/").rpartition("/")[2]


def is_posix_shell(path: str) -> bool:
    """Whether the program reads POSIX shell scripts."""
    return program_name(path) in POSIX_SHELLS


def runs_posix_scripts(shell: Sequence[str]) -> bool:
    """Whether the words of a SHELL instruction run POSIX shell text, other programs around the shell or not.

    ``["conda", "run", "-n", "ml", "/bin/bash", "-c"]`` does, and so does a script of one's own
    (``_dockerfile_shell.sh`` of micromamba).
    """
    return any(is_posix_shell(word) for word in shell) or program_name(shell[0]).endswith(".sh")


def option_words(shell: Sequence[str]) -> Sequence[str]:
    """The words behind the POSIX shell in a SHELL or a command: its options first; none without such a shell."""
    at = next((at for at, word in enumerate(shell) if is_posix_shell(word)), len(shell))
    return shell[at + 1 :]


def script_index(values: list[str | None]) -> int | None:
    """The index of the word that holds the script of ``sh -c SCRIPT``; None without one or for other programs.

    ``values`` are the words of the command, the program first; None for a word that is not known.
    """
    if values and program_name(values[0] or "") in USER_SWITCHERS:
        return next((at for at in range(2, len(values)) if values[at - 1] in ("-c", "--command")), None)
    at, letters = _options(values)
    return at if "c" in letters and at < len(values) else None


def reads_script_from_input(values: list[str | None]) -> bool:
    """Whether the command is a shell without a script of its own: it runs what its heredoc or pipe holds."""
    at, letters = _options(values)
    return (
        bool(at) and "c" not in letters and (at == len(values) or values[at] in ("-", "/dev/stdin") or "s" in letters)
    )


def _options(values: list[str | None]) -> tuple[int, str]:
    """The index of a shell's first operand and the letters of its options; 0 for a program that is no shell."""
    if not values or values[0] is None or not is_posix_shell(values[0]):
        return 0, ""
    at, letters = 1, ""
    while at < len(values):
        word = values[at]
        if not word or word[0] not in "-+" or word == "-":
            break
        at += 1
        if word == "--":
            break
        if word in _VALUE_OPTIONS:
            at += 1
        elif not word.startswith("--"):
            letters += word[1:] if word[0] == "-" else ""
            # In a bundle such as -euo, the o takes the next word (pipefail).
            at += word.count("o")
    return at, letters


def shebang_shell(line: str) -> bool | None:
    """Whether the first ``line`` of a script names a POSIX shell; None when it is no shebang line."""
    words = shebang_words(line)
    return None if words is None else bool(words) and is_posix_shell(words[0])


def shebang_words(line: str) -> list[str] | None:
    """The program that the first ``line`` of a script names, with its options; None when it is no shebang line."""
    if not line.startswith("#!"):
        return None
    words = line[2:].split()
    if words and program_name(words[0]) == "env":
        at = next((at for at in range(1, len(words)) if words[at][0] != "-" and "=" not in words[at]), len(words))
        words = words[at:]
    return words
