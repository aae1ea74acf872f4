"""Commands of a RUN that fail where there is no GPU, as while an image is built."""

from __future__ import annotations

from mlint.image.names import path_names, words_of
from mlint.image.programs import python_text
from mlint.image.python_calls import parse_python, script_text
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from mlint.build_stage import BuildStage
    from mlint.dockerfile.source import Span
    from mlint.image.runs import Run
    from mlint.shell.commands import Command

_PROGRAMS = frozenset({"nvidia-smi", "nvidia-debugdump"})
_SIGNS = ("cuda", "gpu", "GPU")
"""One of these stands in each Python text that needs a GPU."""
_JETSON = frozenset({"jetpack", "jetson", "l4t", "tegra"})
_ASKING = ("cuda.is_available", "cuda.device_count", "is_gpu_available")
"""How the names of functions end that ask for GPUs and do not fail without."""
_ASKING_ONE = ("current_device", "get_device_capability", "get_device_name", "get_device_properties", "synchronize")
_LEAVING = frozenset({"exit", "quit", "sys.exit", "os._exit"})


class GpuQuery(Record):
    """What needs a GPU: a program, or Python code as it is written."""

    text: str
    span: Span
    in_python: bool


def gpu_queries(run: Run) -> Iterator[GpuQuery]:
    """What in ``run`` fails without a GPU, and the RUN with it; what is guarded or runs on a Jetson board is none."""
    if run.instruction.flag("device") or run.stage.once(_may_be_on_jetson):
        return
    script = script_text(run)
    found = _in_text(script) if script else None
    if found:
        yield GpuQuery(found, run.instruction.text_span, True)
    for command in run.commands:
        if _fails_the_run(command):
            text = python_text(command)
            found = _in_text(text) if text else None
            if found or command.name in _PROGRAMS:
                yield GpuQuery(found or command.name or "", command.span, found is not None)


def _fails_the_run(command: Command) -> bool:
    site = command.site
    lost_in_pipe = site.feeds_pipe and not site.pipefail
    return not (site.guarded or site.conditional or site.goes_on or site.background or lost_in_pipe)


def _may_be_on_jetson(stage: BuildStage) -> bool:
    """Whether the image is one for Jetson boards, which build with the GPU; also when the base is not told."""
    root = stage.root
    if root.base_name is None or "$" in root.base_name:
        return True
    facts = stage.base_facts
    names = [root.base_name, *(name.text for name in path_names(stage.build.path))]
    return (facts is not None and facts.accelerator == "jetson") or any(
        not _JETSON.isdisjoint(words_of(name)) for name in names
    )


def _in_text(text: str) -> str | None:
    """The code of a Python text that fails without a GPU, as :func:`ast.unparse` writes it; None without any."""
    tree = parse_python(text) if any(sign in text for sign in _SIGNS) else None
    return next(_in_block(tree.body), None) if tree else None


def _in_block(block: list[ast.stmt]) -> Iterator[str]:
    """The code of statements that are surely run: no functions, no loops, nothing behind another condition."""
    import ast

    for statement in block:
        if isinstance(statement, ast.With):
            yield from _in_block(statement.body)
        elif isinstance(statement, ast.Assert):
            if _claims(statement.test):
                yield ast.unparse(ast.Assert(statement.test, None))
        elif isinstance(statement, ast.If):
            if _denies(statement.test) and _leaves(statement.body[-1]):
                yield f"if {ast.unparse(statement.test)}: {ast.unparse(statement.body[-1])}"
        elif isinstance(statement, (ast.Expr, ast.Assign, ast.AnnAssign)):
            yield from _in_statement(statement)


def _in_statement(statement: ast.stmt) -> Iterator[str]:
    """The calls in a simple statement that need a GPU; none where a part of it asks whether there is one."""
    import ast

    calls = [one for one in ast.walk(statement) if isinstance(one, ast.Call)]
    if any(_asks(call) for call in calls):
        calls = [one for one in calls if _leaves_without(one)]
    else:
        calls = [one for one in calls if _needs_gpu(one)]
    yield from (ast.unparse(call) for call in calls)


def _needs_gpu(call: ast.Call) -> bool:
    """``x.cuda()``, ``x.to("cuda")``, ``f(device="cuda")``, ``torch.cuda.get_device_name()``."""
    import ast

    if any(one.arg == "device" and _is_cuda(one.value) for one in call.keywords):
        return True
    if not isinstance(call.func, ast.Attribute):
        return False
    method = call.func.attr
    if method == "to":
        return any(_is_cuda(one) for one in call.args)
    return method == "cuda" or (method in _ASKING_ONE and ast.unparse(call.func.value).endswith("cuda"))


def _is_cuda(node: ast.expr) -> bool:
    import ast

    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.partition(":")[0] == "cuda"


def _asks(node: ast.expr) -> bool:
    """Whether an expression is a call that asks for GPUs, or the length or the truth of one."""
    import ast

    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func)
    if name in ("bool", "len") and node.args:
        return _asks(node.args[0])
    return name.endswith(_ASKING) or (name.endswith("list_physical_devices") and "'GPU'" in ast.unparse(node))


def _claims(test: ast.expr) -> bool:
    """Whether a condition fails without a GPU: ``is_available()``, ``device_count() > 0``."""
    import ast

    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(_claims(one) for one in test.values)
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and _asks(test.left):
        number = ast.unparse(test.comparators[0])
        some = isinstance(test.ops[0], (ast.Gt, ast.NotEq)) and number == "0"
        return some or (isinstance(test.ops[0], (ast.Eq, ast.GtE, ast.Is)) and number not in ("0", "False"))
    return _asks(test)


def _denies(test: ast.expr) -> bool:
    """Whether a condition holds without a GPU: ``not is_available()``, ``device_count() == 0``."""
    import ast

    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _claims(test.operand)
    if not isinstance(test, ast.Compare) or not _asks(test.left):
        return False
    wanted = "1" if isinstance(test.ops[0], ast.Lt) else "0"
    return isinstance(test.ops[0], (ast.Eq, ast.Lt)) and ast.unparse(test.comparators[0]) == wanted


def _leaves(statement: ast.stmt) -> bool:
    """Whether a statement ends the program with an error: ``raise``, ``sys.exit(1)``."""
    import ast

    if isinstance(statement, ast.Raise):
        return True
    call = statement.value if isinstance(statement, ast.Expr) else None
    leaves = isinstance(call, ast.Call) and ast.unparse(call.func) in _LEAVING
    return leaves and isinstance(call, ast.Call) and bool(call.args) and ast.unparse(call.args[0]) != "0"


def _leaves_without(call: ast.Call) -> bool:
    """``sys.exit(not is_available())``, ``exit(0 if is_available() else 1)``."""
    import ast

    if ast.unparse(call.func) not in _LEAVING or not call.args:
        return False
    code = call.args[0]
    if isinstance(code, ast.IfExp):
        return _claims(code.test) and ast.unparse(code.orelse) != "0"
    return _denies(code)
