"""The variables of a shell while it runs a script: what ``$NAME`` gives, and what its commands get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlint.dockerfile.variables import Environment, Scope, Variable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlint.shell.expansion import Lookup

UNKNOWN = Variable(None, "shell")

_FROM_THE_START = frozenset({"HOME", "HOSTNAME", "PATH", "PWD"})
"""Variables that every container has; an assignment to them reaches the commands without ``export``."""


class ShellVariables:
    """The variables of one shell process: ``known`` to the shell, and ``exported`` to its commands."""

    def __init__(self, known: Environment, exported: Environment) -> None:
        self._outer = known, exported
        self._known = Scope(known)
        self._exported = Scope(exported)
        self._names: list[str] = []
        self._exports = False
        self.exports_all = False
        """Whether every variable that is set is exported (``set -a``)."""

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
        return inner

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

    def mark(self) -> int:
        """This moment, for :meth:`forget_since`."""
        return len(self._names)

    def forget_since(self, mark: int) -> None:
        """Nobody knows whether what was set since ``mark`` was set at all."""
        for name in dict.fromkeys(self._names[mark:]):
            self.set(name, UNKNOWN)


def as_environment(values: Mapping[str, str | None]) -> Environment:
    """``values`` as the environment that a program begins with."""
    if isinstance(values, Environment):
        return values
    scope = Scope()
    for name, value in values.items():
        scope.set(name, Variable(value, "shell"))
    return scope.now()
