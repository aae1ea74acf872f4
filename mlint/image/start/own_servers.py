"""Servers that a Python script of the project starts by itself: ``python app.py`` with ``demo.launch()`` in it."""

from __future__ import annotations

from mlint.image.start.own_scripts import own_scripts
from mlint.knowledge.servers import SERVING_CALLS
from mlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mlint.image.python_calls import PythonCall, PythonCode
    from mlint.image.start.startup import Startup
    from mlint.knowledge.servers import ServingCall
    from mlint.shell.commands import Command

_IN_SETTINGS = "SERVER_NAME"
"""The entry of Flask's configuration from which ``app.run()`` takes the host."""


class OwnServer(Record):
    """A server that a script starts, ``call`` and all others in it on loopback.

    ``script`` is its path as the command names it, ``written`` the call as for a message; ``host`` is None when the
    call names none.
    """

    command: Command
    script: str
    call: ServingCall
    written: str
    host: str | None


def own_server_inside(startup: Startup) -> OwnServer | None:
    """The server that only the container itself can reach; None when there is none, or it is not known."""
    for command, script, text in own_scripts(startup):
        from mlint.image.python_calls import read_python

        code = read_python(text, command.environment)
        if code is None:
            continue
        found = [(call, SERVING_CALLS[method]) for call in code.calls if (method := code.method(call)) in SERVING_CALLS]
        if not found or not all(_inside(call, known, code, command) for call, known in found):
            continue
        call, known = found[0]
        if known.name == "flask" and _IN_SETTINGS in text:
            continue
        return OwnServer(command, script, known, f"{call.function}()", call.argument(known.host, known.position))
    return None


def _inside(call: PythonCall, known: ServingCall, code: PythonCode, command: Command) -> bool:
    """Whether a call surely listens on loopback, and the environment does not say otherwise."""
    from mlint.image.python_calls import GETTING
    from mlint.image.start.listening import is_loopback

    if call.open or not set(known.reaches).isdisjoint(call.keywords):
        return False
    if known.host in call.keywords or len(call.arguments) > known.position:
        host = call.argument(known.host, known.position)
        asked = any(one.function in GETTING and host in one.arguments for one in code.calls)
        return host is not None and is_loopback(host) and not asked
    return known.variable is None or not (code.sets_environment or known.variable in command.environment)
