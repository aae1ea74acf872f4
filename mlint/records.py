"""The base of the engine's small records: what :class:`typing.NamedTuple` is, made in a third of the time.

``NamedTuple`` compiles the annotation of every field. An engine that has to start, lint one file and end within 40 ms
cannot spend 4 of them on that, so at run time only the names of the fields are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["Record"]

if TYPE_CHECKING:
    from typing import NamedTuple as Record
else:
    from collections import namedtuple

    class _Maker(type):
        """Makes a named tuple of a class body with annotated fields, defaults and methods."""

        def __new__(cls, name, bases, namespace):
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = list(namespace.pop("__annotations__", ()))
            defaults = [namespace.pop(field) for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace.pop("__module__"))
            for attribute, value in namespace.items():
                setattr(made, attribute, value)
            return made

    class Record(metaclass=_Maker):
        """The base class; see the module."""
