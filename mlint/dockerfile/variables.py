"""Variables in force at a place: ARG and ENV with their scopes, and where each was set."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from mlint.dockerfile.expansion import ExpansionError, UnknownValueError, expand
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Literal

    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction

    Origin = Literal["ARG", "ENV", "builder", "image", "shell"]

PLATFORM_ARGUMENTS = frozenset(
    {"BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT"}
    | {"TARGETPLATFORM", "TARGETOS", "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE"}
)
"""What the builder itself sets in the global scope; the values depend on the machine."""


class Variable(Record):
    """A variable as one ARG, ENV or shell assignment set it, or the image that the stage is built on.

    ``value`` is None when it is not known (``ARG X`` without default, a value from an unknown variable).
    """

    value: str | None
    origin: Origin
    assignment: Assignment | None = None


class ImageVariables(Record):
    """What an image sets: ``values`` by name, None for one that is not known; ``complete``: it sets no others."""

    values: Mapping[str, str | None] = {}
    complete: bool = False


DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""What the builder sets where an image sets no PATH."""

_UNKNOWN_IMAGE = ImageVariables()


def _unknown_image() -> ImageVariables:
    return _UNKNOWN_IMAGE


class Scope:
    """The variables of one stage (or one RUN) while they are being set.

    ``parent`` is the stage that it is built on, ``image`` tells of the image at the bottom and is asked only for what
    the file does not set.
    """

    def __init__(self, parent: Environment | None = None, image: Callable[[], ImageVariables] = _unknown_image) -> None:
        self._now = Environment(_Record(None, image), 0) if parent is None else parent

    def set(self, name: str, variable: Variable) -> None:
        """From here on ``name`` has this value."""
        self._now = self._now.with_variable(name, variable)

    def now(self) -> Environment:
        """The variables in force at this moment; what is set later does not show in it."""
        return self._now


START = 4
"""How many characters of a name tell what it is for: ``PIP_``."""


class _Record:
    """What was set, in order. Many environments share one, each up to its own length.

    Only an environment that reaches to its end can go on in it, another one begins a record of its own: a stage on a
    stage on a stage is one record.
    """

    __slots__ = ("base", "image", "length", "set_at", "starts", "values")

    def __init__(self, base: Environment | None, image: Callable[[], ImageVariables]) -> None:
        self.base = base
        self.image = image
        self.length = 0
        self.set_at: dict[str, list[int]] = {}
        self.starts: set[str] = set()
        self.values: dict[str, list[Variable]] = {}

    def add(self, name: str, variable: Variable) -> None:
        self.set_at.setdefault(name, []).append(self.length)
        self.starts.add(name[:START])
        self.values.setdefault(name, []).append(variable)
        self.length += 1


class Environment(Mapping[str, "str | None"]):
    """The variables in force at one place: name -> value, None for a value that is not known.

    A name that is missing is set neither by the file nor, as far as is known, by the base image: see :meth:`is_set`.
    """

    def __init__(self, record: _Record, length: int) -> None:
        self._record = record
        self._length = length

    def may_hold(self, start: str) -> bool:
        """Whether a variable may be set whose name begins with ``start``, which is ``START`` characters long."""
        environment: Environment | None = self
        while environment is not None:
            if start in environment._record.starts:
                return True
            environment = environment._record.base
        return any(name.startswith(start) for name in self._record.image().values)

    def with_variable(self, name: str, variable: Variable) -> Environment:
        """These variables and one more."""
        record = self._record if self._length == self._record.length else _Record(self, self._record.image)
        record.add(name, variable)
        return Environment(record, record.length)

    def in_file(self, name: str) -> Variable | None:
        """The variable as the file sets it; None when nothing in the file does."""
        environment: Environment | None = self
        while environment is not None:
            record = environment._record
            index = bisect_left(record.set_at.get(name, ()), environment._length)
            if index:
                return record.values[name][index - 1]
            environment = record.base
        return None

    def variable(self, name: str) -> Variable | None:
        """The variable with its origin; None when nothing sets it as far as is known."""
        found = self.in_file(name)
        if found is None:
            values = self._record.image().values
            return Variable(values[name], "image") if name in values else None
        return found

    def is_set(self, name: str) -> bool | None:
        """Whether it is set; None when only the base image, or who starts the build, could tell."""
        found = self.variable(name)
        if found is None:
            return False if self._record.image().complete else None
        given = found.value is not None or (found.assignment is not None and found.assignment.value is not None)
        return True if given else None

    def __getitem__(self, name: str) -> str | None:
        variable = self.variable(name)
        if variable is None:
            raise KeyError(name)
        return variable.value

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override] # a fast one for str
        variable = self.variable(name)
        return default if variable is None else variable.value

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.variable(name) is not None

    def __iter__(self) -> Iterator[str]:
        names = dict.fromkeys(self._record.image().values)
        environment: Environment | None = self
        while environment is not None:
            record = environment._record
            names.update((name, None) for name, steps in record.set_at.items() if steps[0] < environment._length)
            environment = record.base
        return iter(names)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def lookup(self, name: str) -> str | None:
        """For :func:`mlint.dockerfile.expansion.expand`: what nothing sets is unknown, even when it surely is unset.

        Such a variable is a slip, and what follows from it is not what the author meant.
        """
        variable = self.variable(name)
        if variable is None or variable.value is None:
            raise UnknownValueError(name)
        return variable.value

    def expand(self, text: str, escape: str = "\\") -> str | None:
        """``text`` with its variables replaced; None when it depends on something that is not known."""
        try:
            return expand(text, self.lookup, escape)
        except (ExpansionError, UnknownValueError):
            return None


def global_scope(arguments: list[Instruction], build_args: Mapping[str, str]) -> Scope:
    """The scope of FROM: the builder's own arguments, then the ARGs before the first FROM."""
    scope = Scope()
    for name in PLATFORM_ARGUMENTS:
        scope.set(name, Variable(build_args.get(name), "builder"))
    for instruction in arguments:
        for pair in instruction.assignments:
            value = _argument_value(pair, scope.now(), build_args, instruction.escape)
            scope.set(pair.key, Variable(value, "ARG", pair))
    return scope


def apply(
    instruction: Instruction, scope: Scope, global_environment: Environment, build_args: Mapping[str, str]
) -> None:
    """Let an ARG or ENV of a stage take effect in the stage's scope."""
    if instruction.name == "ENV":
        before = scope.now()
        for pair in instruction.assignments:
            name = before.expand(pair.key, instruction.escape)
            if name:
                value = before.expand(pair.value or "", instruction.escape)
                scope.set(name, Variable(value, "ENV", pair))
    elif instruction.name == "ARG":
        for pair in instruction.assignments:
            _apply_argument(pair, instruction.escape, scope, global_environment, build_args)


def _apply_argument(
    pair: Assignment, escape: str, scope: Scope, global_environment: Environment, build_args: Mapping[str, str]
) -> None:
    now = scope.now()
    if pair.value is None and pair.key not in build_args:
        if pair.key in global_environment:
            scope.set(pair.key, Variable(global_environment[pair.key], "ARG", pair))
        elif now.in_file(pair.key) is None:
            scope.set(pair.key, Variable(None, "ARG", pair))
        return
    scope.set(pair.key, Variable(_argument_value(pair, now, build_args, escape), "ARG", pair))


def _argument_value(pair: Assignment, now: Environment, build_args: Mapping[str, str], escape: str) -> str | None:
    if pair.key in build_args:
        return build_args[pair.key]
    return None if pair.value is None else now.expand(pair.value, escape)
