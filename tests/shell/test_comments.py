"""Comments that swallow the lines below them."""

from __future__ import annotations

import pytest

from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.source import Source
from mlint.shell.comments import swallowing_comments


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RUN a # b \\\n  c\n", [("# b", "  c")]),
        ("RUN a \\\n && b # c\\\n d\\\n e", [("# c", " d e")]),
        ("RUN a # b \\\n\n", []),
        ("RUN a '# b' \\\n  c\n", []),
        ("RUN a \\\n # b\n  c\n", []),
        ("RUN a # b\n", []),
    ],
)
def test_swallowing_comments(text: str, found: list[tuple[str, str]]) -> None:
    source = Source("Dockerfile", text.encode())
    (instruction,) = Dockerfile(source).instructions
    comments = swallowing_comments(instruction.arguments_text)
    assert [(source.text[slice(*one.span)], one.lost.text) for one in comments] == found
