"""Which names ADD may unpack, and what tar unpacks."""

from __future__ import annotations

import pytest

from mlint.image.layers.archives import is_tar, may_be_archive, unpacking
from tests.builds import command


@pytest.mark.parametrize(
    ("name", "maybe", "surely"),
    [
        ("a.tar", True, True),
        ("x/a.TGZ", True, True),
        ("a.tar.zst", True, False),
        ("a.nemo", True, False),
        ("a.tar/", True, False),
        ("a*.tar", True, False),
        ("a.*", True, False),
        ("a.?", True, False),
        ("*.py", False, False),
        ("tar", False, False),
        ("a.zip", False, False),
        (".", False, False),
    ],
)
def test_names(name: str, maybe: bool, surely: bool) -> None:
    assert may_be_archive(name) is maybe
    assert is_tar(name) is surely


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("tar xzf a.tgz", ("a.tgz", "")),
        ("tar xzfC a.tgz /x", ("a.tgz", "/x")),
        ("tar -xzf a.tgz -C /x", ("a.tgz", "/x")),
        ("tar -C /x -xvf a.tgz", ("a.tgz", "/x")),
        ("tar --extract --directory=/x --file a.tgz", ("a.tgz", "/x")),
        ("tar -x -f - -C /x", None),
        ("tar xz", None),
        ("tar czf a.tgz x", None),
        ("tar xzf a.tgz x", None),
        ("tar xzf $A", None),
        ("tar xzf a.tgz -C $A", None),
        ("tar xzf a.tgz --strip-components 1", None),
        ("tar -tf a.tgz", None),
        ("unzip a.zip x y", None),
    ],
)
def test_unpacking(text: str, result: tuple[str, str] | None) -> None:
    found = unpacking(command(f"RUN {text}"))
    assert found == result
