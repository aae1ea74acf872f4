"""Environment markers (``; python_version < "3.12"``), read and evaluated for Linux and CPython.

``packaging`` does the same; this costs no import of it and knows three answers: yes, no, and not known.
"""

from __future__ import annotations

from mlint.records import Record

NAMES = {
    "os.name": "os_name",
    "sys.platform": "sys_platform",
    "platform.version": "platform_version",
    "platform.machine": "platform_machine",
    "platform.python_implementation": "platform_python_implementation",
    "python_implementation": "platform_python_implementation",
}
"""Old names of variables."""

VARIABLES = frozenset(
    (
        "python_version",
        "python_full_version",
        "os_name",
        "sys_platform",
        "platform_release",
        "platform_system",
        "platform_version",
        "platform_machine",
        "platform_python_implementation",
        "implementation_name",
        "implementation_version",
        "extra",
        "extras",
        "dependency_groups",
    )
)

FIXED = {
    "os_name": "posix",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
}

OPERATORS = ("===", "==", "~=", "!=", "<=", ">=", "<", ">")
PATCHES = range(60)
"""The patch releases that a Python known as 3.12 may be."""


class Comparison(Record):
    """``python_version < "3.12"``; of each side whether it is a variable."""

    left: str
    left_variable: bool
    operator: str
    right: str
    right_variable: bool


Tree = Comparison | tuple[str, list["Tree"]]
"""A comparison, or ``and`` or ``or`` of several."""


def evaluate(marker: str, python: str | None = None, machine: str | None = "x86_64") -> bool | None:
    """Whether ``marker`` holds on Linux with CPython ``python`` (``3.12`` or ``3.12.4``) on ``machine``.

    None when that cannot be known: an unknown Python, an extra, the kernel's version, or text that is no marker.
    """
    tree = read_marker(marker)
    if tree is None:
        return None
    if python is None or python.count(".") >= 2:
        return _holds(tree, _environment(python, machine))
    exact = "python_full_version" in marker or "implementation_version" in marker
    answers = {_holds(tree, _environment(f"{python}.{patch}", machine)) for patch in (PATCHES if exact else (0,))}
    return answers.pop() if len(answers) == 1 else None


def read_marker(text: str) -> Tree | None:
    """The tree of a marker; None when ``text`` is none."""
    tokens = _tokens(text)
    if tokens is None:
        return None
    tree, end = _read_or(tokens, 0)
    return tree if end == len(tokens) else None


def _environment(python: str | None, machine: str | None) -> dict[str, str | None]:
    """The variables' values; an unknown one is None."""
    short = ".".join(python.split(".")[:2]) if python else None
    values: dict[str, str | None] = dict.fromkeys(VARIABLES)
    values.update(FIXED)
    values.update(platform_machine=machine, python_version=short, python_full_version=python)
    values["implementation_version"] = python
    return values


def _tokens(text: str) -> list[tuple[str, str]] | None:
    """The tokens of a marker as (kind, text): variable, string, operator, word (and, or, in, not), bracket."""
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        char = text[at]
        end = at + 1
        if char in " \t":
            at = end
            continue
        if char in "()":
            tokens.append(("bracket", char))
        elif char in "'\"":
            end = text.find(char, at + 1) + 1
            if end == 0:
                return None
            tokens.append(("string", text[at + 1 : end - 1]))
        elif char in "=~!<>":
            operator = next((one for one in OPERATORS if text.startswith(one, at)), None)
            if operator is None:
                return None
            tokens.append(("operator", operator))
            end = at + len(operator)
        else:
            while end < len(text) and (text[end].isalnum() or text[end] in "_."):
                end += 1
            tokens.append(_word(text[at:end]))
        at = end
    return tokens


def _word(text: str) -> tuple[str, str]:
    name = NAMES.get(text, text)
    return ("variable", name) if name in VARIABLES else ("word", name)


def _read_or(tokens: list[tuple[str, str]], at: int) -> tuple[Tree | None, int]:
    return _read_joined(tokens, at, "or")


def _read_joined(tokens: list[tuple[str, str]], at: int, word: str) -> tuple[Tree | None, int]:
    """Read parts joined by ``word``; ``and`` binds closer than ``or``. The tree is None after an error."""
    parts: list[Tree] = []
    while True:
        part, at = _read_joined(tokens, at, "and") if word == "or" else _read_atom(tokens, at)
        if part is None:
            return None, at
        parts.append(part)
        if tokens[at : at + 1] != [("word", word)]:
            return (parts[0] if len(parts) == 1 else (word, parts)), at
        at += 1


def _read_atom(tokens: list[tuple[str, str]], at: int) -> tuple[Tree | None, int]:
    """Read a comparison or a marker in brackets."""
    if tokens[at : at + 1] == [("bracket", "(")]:
        tree, at = _read_or(tokens, at + 1)
        closed = tokens[at : at + 1] == [("bracket", ")")]
        return (tree if closed else None), at + 1
    words = [text for kind, text in tokens[at + 1 : at + 3] if kind == "word"]
    if words == ["not", "in"]:
        operator, length = "not in", 4
    elif words[:1] == ["in"] and tokens[at + 1][1] == "in":
        operator, length = "in", 3
    elif len(tokens) > at + 1 and tokens[at + 1][0] == "operator":
        operator, length = tokens[at + 1][1], 3
    else:
        return None, at
    sides = [*tokens[at : at + 1], *tokens[at + length - 1 : at + length]]
    if len(sides) != 2 or any(kind not in ("variable", "string") for kind, _ in sides):
        return None, at
    (left_kind, left), (right_kind, right) = sides
    return Comparison(left, left_kind == "variable", operator, right, right_kind == "variable"), at + length


def _holds(tree: Tree, environment: dict[str, str | None]) -> bool | None:
    """Whether the tree holds; an unknown part decides nothing that another part decides."""
    if isinstance(tree, Comparison):
        return _compare(tree, environment)
    word, parts = tree
    answers = [_holds(part, environment) for part in parts]
    decisive = word == "or"
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive


def _compare(one: Comparison, environment: dict[str, str | None]) -> bool | None:
    if one.left_variable == one.right_variable:
        return None
    left = environment[one.left] if one.left_variable else one.left
    right = environment[one.right] if one.right_variable else one.right
    if left is None or right is None:
        return None
    if one.operator in ("in", "not in"):
        return (left in right) == (one.operator == "in")
    variable = one.left if one.left_variable else one.right
    if variable in ("python_version", "python_full_version", "implementation_version"):
        return compare_versions(left, one.operator, right)
    if one.operator in ("==", "!="):
        return (left == right) == (one.operator == "==")
    return None


def compare_versions(left: str, operator: str, right: str) -> bool | None:
    """Whether ``left operator right`` holds for versions made of numbers and dots; None for all others.

    ``right`` may end in ``.*`` behind ``==`` and ``!=``.
    """
    if operator == "===":
        return left.lower() == right.lower()
    wild = right.endswith(".*") and operator in ("==", "!=")
    ours, theirs = _release(left), _release(right.removesuffix(".*") if wild else right)
    if ours is None or theirs is None:
        return None
    if operator == "~=":
        if len(theirs) < 2:
            return None
        return compare_versions(left, ">=", right) and _padded(ours, len(theirs))[: len(theirs) - 1] == theirs[:-1]
    length = len(theirs) if wild else max(len(ours), len(theirs))
    a, b = _padded(ours, length)[:length], _padded(theirs, length)
    answers = {"==": a == b, "!=": a != b, "<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b}
    return answers[operator]


def _release(version: str) -> list[int] | None:
    parts = version.strip().removeprefix("v").split(".")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    return [int(part) for part in parts]


def _padded(release: list[int], length: int) -> list[int]:
    return release + [0] * (length - len(release))
