"""Instructions that an empty line behind a continuation mark does not part from the one before."""

from __future__ import annotations

import pytest

from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.source import Source


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RUN a \\\n\nCOPY b c\n", "COPY"),
        ("RUN a \\\n\n  && b \\\n\nCMD c\n", "CMD"),
        ("RUN a \\\r\n\r\nCOPY b c\r\n", "COPY"),
        ("RUN a \\\nCOPY b c\n", None),
        ("HEALTHCHECK --interval=5s \\\n\nCMD curl -f localhost\n", None),
        ("ONBUILD \\\n\nRUN a\n", None),
        ("RUN a \\\n\ncopy b c\n", None),
        ("RUN a \\\n\nUSER\n", None),
        ("RUN a \\\n\n", None),
        ("RUN a \\\n\n b \\\nCOPY c d\n", None),
    ],
)
def test_swallowed_name(text: str, name: str | None) -> None:
    (instruction,) = Dockerfile(Source("Dockerfile", text.encode())).instructions
    found = instruction.swallowed_name
    assert (found.text if found else None) == name
