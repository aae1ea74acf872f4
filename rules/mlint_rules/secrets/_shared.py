"""What ENV and ARG have in common: which of their pairs hold a credential."""

from __future__ import annotations

from mlint.dockerfile.expansion import ExpansionError, UnknownValueError, expand
from mlint.records import Record
from mlint.secrets import find_tokens, is_placeholder, is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlint.build import Build, BuildStage
    from mlint.dockerfile.arguments import Assignment
    from mlint.dockerfile.instructions import Instruction

# Stands for what --build-arg will give; no placeholder, and it may stand in a URL.
_GIVEN = "given9by9build9arg"


class StoredSecret(Record):
    """A pair of ENV that puts a credential into the image.

    ``kind`` is empty when only the name tells; ``arguments`` are the build arguments in the value; ``literal`` says
    whether the file holds the credential itself.
    """

    pair: Assignment
    kind: str
    arguments: tuple[str, ...]
    literal: bool


def secret_names(build: Build) -> frozenset[str]:
    """The names that the option ``secret-names`` of secret-in-env adds, in upper case."""
    return frozenset(name.upper() for name in build.settings.options.get("ML501", {}).get("secret-names", ()))


def is_secret_key(key: str, extra: frozenset[str]) -> bool:
    """Whether the name alone says that the value is a credential; Jupyter's token is another rule's business."""
    return key.upper() != "JUPYTER_TOKEN" and is_secret_name(key, extra)


def token_kind(key: str, value: str) -> str | None:
    """The kind of credential that a value is by its form."""
    tokens = find_tokens(value)
    if tokens:
        return tokens[0][2]
    # wandb's older keys are plain hex, so the name must help.
    if "WANDB" in key.upper() and len(value) == 40 and set(value) <= set("0123456789abcdef"):
        return "Weights & Biases key"
    return None


def pairs(stage: BuildStage, name: str) -> Iterator[tuple[Instruction, Assignment]]:
    """The pairs of all ENV or ARG of a stage, those behind ONBUILD too, each with its instruction."""
    for instruction in stage.instructions:
        inner = instruction.trigger or instruction
        if inner.name == name:
            for pair in inner.assignments:
                yield instruction, pair


def stored_secrets(stage: BuildStage) -> Iterator[StoredSecret]:
    """The pairs of a stage's ENV that hold a credential or pass one on from a build argument."""
    extra = secret_names(stage.build)
    for instruction, pair in pairs(stage, "ENV"):
        literal, given, arguments = _values(stage, instruction, pair.value or "")
        passes = _GIVEN in given and any(is_secret_key(name, extra) for name in arguments)
        for value in (literal, given):
            kind = token_kind(pair.key, value)
            named = is_secret_key(pair.key, extra) or (passes and value is given)
            if kind or (named and not is_placeholder(value)):
                yield StoredSecret(pair, kind or "", arguments, value is literal)
                break


def _values(stage: BuildStage, instruction: Instruction, text: str) -> tuple[str, str, tuple[str, ...]]:
    """What a value is from the file alone, what it is when all build arguments are given, and these arguments."""
    if "$" not in text:
        value = _expanded(text, {}, instruction.escape)
        return value, value, ()
    environment = stage.environment_at(instruction)
    literal: dict[str, str | None] = {}
    given: dict[str, str | None] = {}
    arguments = []
    for name in _names(text, instruction.escape):
        variable = environment.variable(name)
        if variable is not None and variable.origin == "ARG":
            arguments.append(name)
            literal[name] = None if name in stage.build.build_args else variable.value
            given[name] = _GIVEN
        elif variable is not None:
            literal[name] = given[name] = variable.value
    escape = instruction.escape
    return _expanded(text, literal, escape), _expanded(text, given, escape), tuple(arguments)


def _names(text: str, escape: str) -> list[str]:
    """The names of the variables in a text, in order."""
    names: dict[str, None] = {}

    def note(name: str) -> None:
        names[name] = None

    try:
        expand(text, note, escape)
    except (ExpansionError, UnknownValueError):
        return []
    return list(names)


def _expanded(text: str, variables: dict[str, str | None], escape: str) -> str:
    """The text with its variables replaced; empty when the builder would refuse it."""
    try:
        return expand(text, variables.get, escape)
    except (ExpansionError, UnknownValueError):
        return ""
