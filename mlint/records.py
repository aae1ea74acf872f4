"""The base of the engine's small records: what :class:`typing.NamedTuple` is, made in a tenth of the time.

``NamedTuple`` and ``namedtuple`` compile text for every class. An engine that has to start, lint one file and end
within 40 ms cannot spend 10 of them on its hundred records, so here a class gets a copy of a constructor that is
compiled already, with its own names of the parameters.
"""

from __future__ import annotations

__all__ = ["Record"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as Record
else:
    from functools import cache
    from operator import itemgetter
    from types import FunctionType

    try:
        from _collections import _tuplegetter as getter
    except ImportError:  # not CPython

        def getter(index, doc):
            return property(itemgetter(index), doc=doc)

    _new = tuple.__new__
    _SMALL = (
        lambda _cls: _new(_cls, ()),
        lambda _cls, _0: _new(_cls, (_0,)),
        lambda _cls, _0, _1: _new(_cls, (_0, _1)),
        lambda _cls, _0, _1, _2: _new(_cls, (_0, _1, _2)),
        lambda _cls, _0, _1, _2, _3: _new(_cls, (_0, _1, _2, _3)),
        lambda _cls, _0, _1, _2, _3, _4: _new(_cls, (_0, _1, _2, _3, _4)),
        lambda _cls, _0, _1, _2, _3, _4, _5: _new(_cls, (_0, _1, _2, _3, _4, _5)),
        lambda _cls, _0, _1, _2, _3, _4, _5, _6: _new(_cls, (_0, _1, _2, _3, _4, _5, _6)),
        lambda _cls, _0, _1, _2, _3, _4, _5, _6, _7: _new(_cls, (_0, _1, _2, _3, _4, _5, _6, _7)),
        lambda _cls, _0, _1, _2, _3, _4, _5, _6, _7, _8: _new(_cls, (_0, _1, _2, _3, _4, _5, _6, _7, _8)),
        lambda _cls, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9: _new(_cls, (_0, _1, _2, _3, _4, _5, _6, _7, _8, _9)),
        lambda _cls, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10: _new(
            _cls, (_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10)
        ),
        lambda _cls, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11: _new(
            _cls, (_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11)
        ),
        lambda _cls, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12: _new(
            _cls, (_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12)
        ),
        lambda _cls, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13: _new(
            _cls, (_0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13)
        ),
    )
    """The constructors of nearly all records; those of larger ones are compiled when they are needed."""

    @cache
    def _constructor(count):
        """The code of a ``__new__`` that takes ``count`` values besides the class."""
        if count < len(_SMALL):
            return _SMALL[count].__code__
        names = "".join(f"_{number}, " for number in range(count))
        return eval(f"lambda _cls, {names}: _new(_cls, ({names}))").__code__

    _GETTERS = [getter(index, None) for index in range(50)]
    """What reads the fields; no record has more."""

    class _Maker(type):
        """Makes a class with annotated fields, defaults and methods a kind of tuple."""

        def __new__(cls, name, bases, namespace):
            if not bases:
                return super().__new__(cls, name, (tuple,), namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = tuple([namespace[field] for field in fields if field in namespace])
            if defaults and not namespace.keys().isdisjoint(fields[: -len(defaults)]):
                raise TypeError(f"a field of {name} without a default follows one that has some")
            code = _constructor(len(fields)).replace(co_varnames=("_cls", *fields), co_name="__new__")
            new = FunctionType(code, globals(), "__new__", defaults)
            namespace.update(zip(fields, _GETTERS, strict=False))
            namespace.update(__slots__=(), __new__=new, _fields=fields, __match_args__=fields)
            return super().__new__(cls, name, bases, namespace)

    class Record(metaclass=_Maker):
        """The base class; see the module."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **values):
            made = self._make(map(values.pop, self._fields, self))
            if values:
                raise ValueError(f"{type(self).__name__} has no field {', '.join(values)}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            pairs = zip(self._fields, self, strict=True)
            return f"{type(self).__name__}({', '.join(f'{field}={value!r}' for field, value in pairs)})"

        def __getnewargs__(self):
            return tuple(self)
