"""What the editor's user sets for the server: ``initializationOptions``, or the settings below ``mlint``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from mlint.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable

SECTION = "mlint"
"""Below this name the settings of an editor hold those of mlint."""
DEBOUNCE = 0.15
"""Seconds without a change until a text that is being typed is looked at."""
_ALLOW_PACKS = "allowPacks"


class ServerOptions:
    """The options of ``mlint check`` that make sense in an editor, and those of the server itself."""

    def __init__(self, given: Any = None, sent: Any = None) -> None:
        """Take what the editor has ``given`` at the start, and what it has ``sent`` since, which counts more.

        The first may lie below the key ``mlint``; what is no mapping sets nothing. What is sent may come from a file of
        the repository, in Emacs without a question, so it cannot allow the packs of that repository.

        :attr:`mistakes` says what is not understood.
        """
        self.options = Options()
        self.allow_packs: bool | tuple[str, ...] = False
        """Whether configurations may name rule packs, which are code: everywhere, or below these folders."""
        self.debounce = DEBOUNCE
        self.mistakes: list[str] = []
        first = given.get(SECTION, given) if isinstance(given, dict) else None
        values = {**first} if isinstance(first, dict) else {}
        later = {**sent} if isinstance(sent, dict) else {}
        if later.pop(_ALLOW_PACKS, None) not in (None, values.get(_ALLOW_PACKS)):
            self.mistakes.append(f"setting {_ALLOW_PACKS!r} counts in the initializationOptions only")
        for key, value in {**values, **later}.items():
            if key not in _KEYS:
                self.mistakes.append(f"unknown setting {key!r}; known are {', '.join(_KEYS)}")
            elif value is not None and not _KEYS[key](self, value):
                self.mistakes.append(f"setting {key!r}: {type(value).__name__} is not what it takes")

    def allows_packs(self, folder: str) -> bool:
        """Whether a configuration in the absolute ``folder`` may name rule packs."""
        if isinstance(self.allow_packs, bool):
            return self.allow_packs
        inside = os.path.join(os.path.realpath(folder), "")
        return any(inside.startswith(os.path.join(one, "")) for one in self.allow_packs)

    def _set_packs(self, value: Any) -> bool:
        if isinstance(value, bool):
            self.allow_packs = value
        elif _is_texts(value):
            self.allow_packs = tuple(os.path.realpath(os.path.expanduser(one)) for one in value)
        else:
            return False
        return True

    def _set_debounce(self, value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            return False
        self.debounce = value / 1000
        return True


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _option(name: str, fits: Callable[[Any], bool], convert: Callable[[Any], Any] = lambda value: value) -> Any:
    """What sets the option ``name`` of ``mlint check`` to a value that ``fits``."""

    def put(settings: ServerOptions, value: Any) -> bool:
        if not fits(value):
            return False
        setattr(settings.options, name, convert(value))
        return True

    return put


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_arguments(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


_KEYS: dict[str, Callable[[ServerOptions, Any], bool]] = {
    "config": _option("config", _is_text, os.path.expanduser),
    "isolated": _option("isolated", lambda value: isinstance(value, bool)),
    "select": _option("select", _is_texts, tuple),
    "extendSelect": _option("extend_select", _is_texts, tuple),
    "ignore": _option("ignore", _is_texts, tuple),
    "context": _option("context", _is_text, os.path.expanduser),
    "target": _option("target", _is_text),
    "buildArgs": _option("build_args", _are_arguments),
    _ALLOW_PACKS: ServerOptions._set_packs,
    "debounce": ServerOptions._set_debounce,
}
