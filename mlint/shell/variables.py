"""The variables of a shell while it runs a script: what ``$NAME`` gives, and what its commands get."""

from __future__ import annotations

from posixpath import normpath

from mlint.dockerfile.variables import Environment, Scope, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlint.shell.expansion import Lookup

UNKNOWN = Variable(None, "shell")

_FROM_THE_START = frozenset({"HOME", "HOSTNAME", "PATH", "PWD"})
"""Variables that every container has; an assignment to them reaches the commands without ``export``."""

_DEEPEST_PUSHD = 20


class ShellVariables:
    """The variables of one shell process, ``known`` to the shell and ``exported`` to its commands, and its options."""

    def __init__(self, known: Environment, exported: Environment) -> None:
        self._outer = known, exported
        self._known = Scope(known)
        self._exported = Scope(exported)
        self._names: list[str] = []
        self._exports = False
        self.exports_all = False
        """Whether every variable that is set is exported (``set -a``)."""
        self.errexit = False
        """Whether the shell ends at a command that fails (``set -e``)."""
        self.pipefail = False
        """Whether a pipeline fails when any of its commands does (``set -o pipefail``)."""
        self.folder: str | None = ""
        """The working folder as ``cd`` tells, relative to where the script began; None when it is not known."""
        self._left: tuple[str | None, ...] = ()
        """The folders that ``pushd`` left."""
        self._previous: str | None = None

    @property
    def known(self) -> Environment:
        """What the shell itself replaces."""
        # Without changes of its own, a shell hands on what it got: nested shells make no long chains.
        return self._known.now() if self._names else self._outer[0]

    @property
    def exported(self) -> Environment:
        """What the shell's commands get."""
        return self._exported.now() if self._exports else self._outer[1]

    def lookup(self) -> Lookup:
        """For :meth:`mlint.shell.nodes.Word.fields`: the value of a variable at this moment, None when not known."""
        known = self.known

        def lookup(name: str) -> str | None:
            variable = known.variable(name)
            return None if variable is None else variable.value

        return lookup

    def copy(self) -> ShellVariables:
        """Those of a subshell: it begins with the same, and what it sets ends with it."""
        inner = ShellVariables(self.known, self.exported)
        inner.exports_all = self.exports_all
        inner.errexit = self.errexit
        inner.pipefail = self.pipefail
        inner.folder, inner._left, inner._previous = self.folder, self._left, self._previous
        return inner

    def set_options(self, words: Sequence[str | None]) -> None:
        """Let ``-eo pipefail``, ``+e`` and the like take effect: the words behind ``set`` or the name of a shell."""
        at = 0
        while at < len(words):
            word = words[at] or ""
            at += 1
            if word[:1] not in ("-", "+") or len(word) < 2 or word == "--":
                return
            if word.startswith("--"):
                continue
            on = word[0] == "-"
            self.exports_all = on if "a" in word else self.exports_all
            self.errexit = on if "e" in word else self.errexit
            # Every o of a bundle takes one of the words behind it.
            for name in words[at : at + word.count("o")]:
                if name == "pipefail":
                    self.pipefail = on
                elif name == "errexit":
                    self.errexit = on
                elif name == "allexport":
                    self.exports_all = on
            at += word.count("o")

    def change_folder(self, command: str, path: str | None) -> None:
        """What ``cd``, ``pushd`` and ``popd`` do; ``path`` is None when there is none or it is not known."""
        before = self.folder
        if command == "pushd":
            self._left = (*self._left[-_DEEPEST_PUSHD:], before)
        if command == "popd":
            self.folder = self._left[-1] if self._left else None
            self._left = self._left[:-1]
        elif path == "-":
            self.folder = self._previous
        elif path is None or path.startswith("~"):
            self.folder = None
        elif path.startswith("/"):
            self.folder = normpath(path)
        elif before is not None:
            self.folder = normpath(f"{before or '.'}/{path}")
        self._previous = before

    def set(self, name: str, variable: Variable, *, export: bool = False) -> None:
        """From here on ``name`` has this value; the commands get it when they had ``name`` before, or on ``export``."""
        self._names.append(name)
        self._known.set(name, variable)
        if export or self.exports_all or name in _FROM_THE_START or name in self.exported:
            self._export(name, variable)

    def export(self, name: str) -> None:
        """Let the commands have ``name`` with the value it has; one that is not known may be anything or nothing."""
        variable = self.known.variable(name)
        if variable is not None:
            self._export(name, variable)

    def _export(self, name: str, variable: Variable) -> None:
        self._exports = True
        self._exported.set(name, variable)

    def mark(self) -> tuple[int, str | None]:
        """This moment, for :meth:`forget_since`."""
        return len(self._names), self.folder

    def forget_since(self, mark: tuple[int, str | None]) -> None:
        """Nobody knows whether what was set since ``mark`` was set at all, nor whether the folder was changed."""
        names, folder = mark
        for name in dict.fromkeys(self._names[names:]):
            self.set(name, UNKNOWN)
        if self.folder != folder:
            self.folder = None


def as_environment(values: Mapping[str, str | None]) -> Environment:
    """``values`` as the environment that a program begins with."""
    if isinstance(values, Environment):
        return values
    scope = Scope()
    for name, value in values.items():
        scope.set(name, Variable(value, "shell"))
    return scope.now()
