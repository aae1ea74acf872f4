"""Records behave as named tuples do."""

from __future__ import annotations

import pickle
from typing import NamedTuple

import pytest

from mlint.dockerfile.source import Span
from mlint.records import Record


class Point(Record):
    """A point."""

    x: int
    y: int = 2
    name: str = ""

    @property
    def total(self) -> int:
        return self.x + self.y


class Named(NamedTuple):
    """The same as a named tuple."""

    x: int
    y: int = 2
    name: str = ""


def test_values() -> None:
    assert Point(1) == (1, 2, "") == Named(1)
    assert Point(x=1, name="a") == Point(1, 2, "a")
    assert (Point(1).x, Point(1).y, Point(4).total) == (1, 2, 6)
    assert hash(Point(1)) == hash(Named(1))
    assert Point._fields == Named._fields
    assert Point.__doc__ == "A point."
    assert repr(Point(1)) == "Point(x=1, y=2, name='')"
    assert Point(1)._asdict() == Named(1)._asdict()
    assert Point(1) < Point(2)


def test_replace() -> None:
    assert Point(1)._replace(y=3) == (1, 3, "")
    with pytest.raises(ValueError, match="Point has no field z"):
        Point(1)._replace(z=3)  # type: ignore[call-arg]


def test_match() -> None:
    match Point(5):
        case Point(x=found):
            assert found == 5


def test_records_do_not_change() -> None:
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        point.other = 2  # type: ignore[attr-defined]


def test_wrong_arguments_are_told_by_name() -> None:
    with pytest.raises(TypeError, match=r"missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="from 2 to 4 positional arguments"):
        Point(1, 2, "", 4)  # type: ignore[call-arg]


def test_a_field_without_a_default_comes_first() -> None:
    with pytest.raises(TypeError, match="a field of Wrong without a default"):
        type(Point)("Wrong", (Record,), {"__annotations__": {"a": "int", "b": "int"}, "a": 1})  # type: ignore[misc]


def test_pickle() -> None:
    assert pickle.loads(pickle.dumps(Span(1, 2))) == Span(1, 2)
