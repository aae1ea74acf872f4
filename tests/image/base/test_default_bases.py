"""What stands behind FROM without build arguments."""

from __future__ import annotations

import pytest

from mlint.image.base.default_bases import bases_by_defaults, is_reference
from tests.builds import build


@pytest.mark.parametrize(
    "text",
    [
        "python",
        "python:3.12-slim",
        "nvcr.io/nvidia/pytorch:25.01-py3",
        "localhost:5000/a/b__c/d--e.f:X_1",
        "registry.acme.io/a@sha256:" + 64 * "a",
        "[::1]:5000/a",
        "Registry.acme.io/a",
    ],
)
def test_references(text: str) -> None:
    assert is_reference(text)


@pytest.mark.parametrize(
    "text",
    ["", ":", "python:", "python:-slim", "/a:1", "a//b", "a/", "Python", "a b", "a@sha256:", "a:1:2", "-a", "a\n"],
)
def test_no_references(text: str) -> None:
    assert not is_reference(text)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("FROM a", None),
        ("ARG A=x\nFROM $A", "x"),
        ("ARG A\nFROM b:$A", "b:"),
        ("ARG A=1\nARG B=$A.2\nFROM b:$B", "b:1.2"),
        ("ARG A='${B}'\nFROM b:$A", "b:${B}"),
        ("FROM b:${A:-c}", "b:c"),
        ("FROM b:${A:?needed}", None),
        ("ARG A=${B:?needed}\nFROM b:$A", None),
        ("FROM b-$TARGETARCH", "b-linux"),
    ],
)
def test_bases_by_defaults(text: str, base: str | None) -> None:
    assert [value for _, value in bases_by_defaults(build(text))] == ([] if base is None else [base])
