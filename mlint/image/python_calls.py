"""Python code in a RUN: the text that ``python -c`` or a heredoc hands to the interpreter, and the calls in it."""

from __future__ import annotations

from mlint.image.programs import is_python, python_text
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_MAX_TEXT = 100_000
"""Longer texts are not read."""


class PythonCall(Record):
    """One call: the function's full name as the imports tell it (``transformers.AutoModel.from_pretrained``).

    An argument is None when its value is no string or not known.
    """

    function: str
    arguments: tuple[str | None, ...]
    keywords: Mapping[str, str | None]
    open: bool
    """Whether ``*args`` or ``**kwargs`` may hold more."""

    def argument(self, keyword: str, index: int | None = None) -> str | None:
        """The value of an argument that may be given by ``keyword`` or at ``index``; None also when it is not given."""
        if keyword in self.keywords:
            return self.keywords[keyword]
        return self.arguments[index] if index is not None and index < len(self.arguments) else None


class PythonCode(Record):
    """What a Python text does: the packages it imports, its calls, and whether it sets variables of its process."""

    imports: frozenset[str]
    calls: tuple[PythonCall, ...]
    sets_environment: bool
    makers: Mapping[str, str] = {}
    """The functions that make what names are bound to: ``app`` -> ``flask.Flask``; names bound twice are left out."""

    def method(self, call: PythonCall) -> str:
        """The full name of a method with the class of its object, where a name is bound to one: ``flask.Flask.run``.

        What is called between (``demo.queue().launch()``) is left out. Of a function it is the function's name.
        """
        name, dot, rest = call.function.partition(".")
        maker = self.makers.get(name)
        return f"{maker}.{rest.rpartition('.')[2]}" if maker and dot else call.function


def script_text(run: Run) -> str | None:
    """The Python script that a RUN is whose only heredoc begins with a Python shebang."""
    heredocs = run.instruction.heredocs
    if len(heredocs) != 1 or run.commands:
        return None
    text = run.instruction.source.text[slice(*heredocs[0].body)]
    first = text.partition("\n")[0].split()
    return text if first and first[0].startswith("#!") and is_python(first[-1]) else None


def python_code_of(command: Command) -> PythonCode | None:
    """What the Python text of a command does; None when it has none, or it cannot be read."""
    text = python_text(command)
    return read_python(text, command.environment) if text else None


def read_python(text: str, environment: Mapping[str, str | None]) -> PythonCode | None:
    """What a Python ``text`` does in this ``environment``; None when it is not valid."""
    tree = parse_python(text)
    return _Reader(environment).read(tree) if tree else None


def needs_module(text: str, module: str) -> bool:
    """Whether a Python ``text`` fails at once when ``module`` cannot be imported: no function or ``try`` around it."""
    import ast

    tree = parse_python(text)
    found: set[str] = set()
    for node in tree.body if tree else ():
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return module in found


def parse_python(text: str) -> ast.Module | None:
    """The syntax tree of a Python ``text``; None when it is not valid, or too long."""
    import ast
    import warnings

    if len(text) > _MAX_TEXT:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those about the text, such as invalid escapes
        try:
            # Python itself takes an indented -c text from 3.14 on.
            return ast.parse(text.strip())
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


class _Reader:
    """Collects what one text does."""

    def __init__(self, environment: Mapping[str, str | None]) -> None:
        self.environment = environment
        self.origins: dict[str, str] = {}
        self.values: dict[str, str | None] = {}

    def read(self, tree: ast.Module) -> PythonCode:
        import ast

        nodes = list(ast.walk(tree))
        imports: set[str] = set()
        for node in nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    imports.add(alias.name.partition(".")[0])
                    self.origins[alias.asname or alias.name.partition(".")[0]] = (
                        alias.name if alias.asname else alias.name.partition(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                imports.add("." if node.level else (node.module or "").partition(".")[0])
                for alias in node.names:
                    self.origins[alias.asname or alias.name] = f"{node.module or ''}.{alias.name}"
            elif isinstance(node, (ast.Assign, ast.For)):
                self._bind(node)
        calls = [call for node in nodes if isinstance(node, ast.Call) and (call := self._call(node))]
        stored = (node.value for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store))
        sets = any(self._name(one) == "os.environ" for one in stored)
        sets = sets or any(call.function in _SETTING for call in calls)
        return PythonCode(frozenset(imports), tuple(calls), sets, self._makers(nodes))

    def _makers(self, nodes: list[ast.AST]) -> dict[str, str]:
        """What names are bound to by ``name = maker()`` and ``with maker() as name``."""
        import ast

        found: dict[str, set[str | None]] = {}
        for node in nodes:
            pairs: list[tuple[ast.expr | None, ast.expr | None]] = []
            if isinstance(node, ast.Assign):
                pairs = [(target, node.value) for target in node.targets]
            elif isinstance(node, ast.AnnAssign):
                pairs = [(node.target, node.value)]
            elif isinstance(node, ast.withitem):
                pairs = [(node.optional_vars, node.context_expr)]
            for target, value in pairs:
                if isinstance(target, ast.Name):
                    maker = self._name(value.func) if isinstance(value, ast.Call) else None
                    found.setdefault(target.id, set()).add(maker)
        return {name: maker for name, (maker, *more) in found.items() if maker and not more}

    def _bind(self, node: ast.Assign | ast.For) -> None:
        """Note the value of a name that is given one, once; of ``for name in ["a", "b"]`` the first."""
        import ast

        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        value: ast.expr | None = node.value if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.For) and isinstance(node.iter, (ast.List, ast.Tuple)) and node.iter.elts:
            value = node.iter.elts[0]
        for target in targets:
            if isinstance(target, ast.Name):
                known = None if target.id in self.values or value is None else self._value(value)
                self.values[target.id] = known

    def _call(self, node: ast.Call) -> PythonCall | None:
        import ast

        name = self._name(node.func)
        if name is None:
            return None
        open_ = any(isinstance(one, ast.Starred) for one in node.args) or any(one.arg is None for one in node.keywords)
        arguments = tuple(self._value(one) for one in node.args)
        keywords = {one.arg: self._value(one.value) for one in node.keywords if one.arg}
        return PythonCall(name, arguments, keywords, open_)

    def _name(self, node: ast.expr) -> str | None:
        """The full name of a function: ``nltk.download``; of one that a call makes, its maker's before it."""
        import ast

        parts: list[str] = []
        while isinstance(node, (ast.Attribute, ast.Call)):
            if isinstance(node, ast.Attribute):
                parts.append(node.attr)
                node = node.value
            else:
                node = node.func
        if not isinstance(node, ast.Name):
            return None
        return ".".join([self.origins.get(node.id, node.id), *reversed(parts)])

    def _value(self, node: ast.expr) -> str | None:
        """The text of an expression: a string, a number or truth value, a name bound to one, a variable's value."""
        import ast

        if isinstance(node, ast.Constant):
            return None if node.value is None else str(node.value)
        if isinstance(node, ast.Name):
            return self.values.get(node.id)
        if isinstance(node, ast.Subscript) and self._name(node.value) == "os.environ":
            key = self._value(node.slice)
            return self.environment.get(key) if key else None
        if isinstance(node, ast.Call) and self._name(node.func) in GETTING and node.args:
            key = self._value(node.args[0])
            if key is None or key in self.environment:
                return self.environment.get(key or "")
            return self._value(node.args[1]) if len(node.args) > 1 else None
        return None


GETTING = frozenset({"os.environ.get", "os.getenv"})
"""Functions that give the value of a variable of the process."""
_SETTING = frozenset({"os.environ.setdefault", "os.environ.update", "os.putenv"})
