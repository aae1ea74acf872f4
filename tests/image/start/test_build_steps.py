"""Steps of a build in start commands, and command line programs handed to Python."""

from __future__ import annotations

import pytest

from mlint.image.start.build_steps import build_steps
from mlint.image.start.cli_calls import cli_call
from tests.builds import build


@pytest.mark.parametrize(
    ("text", "steps", "starts"),
    [
        ("CMD pip install a && python b.py", ["pip install"], True),
        ("CMD pip install a", ["pip install"], False),
        ("CMD mkdir a; chmod +x a", ["mkdir", "chmod"], False),
        ("CMD mkdir a; python b.py", [], None),
        ("CMD test -d a && git clone b a && python c.py", [], None),
        ("CMD [ -d a ] || git clone b a; pip install ./a; python c.py", ["pip install"], True),
        ("CMD python setup.py --version", [], None),
        ("CMD python $(pip install a) b.py", [], None),
    ],
)
def test_build_steps(text: str, steps: list[str], starts: bool | None) -> None:
    found = build_steps(build(f"FROM python:3.12-slim\n{text}").startup)
    assert [name for _, name in found.steps] == steps if found else not steps
    assert (found.starts if found else None) is starts


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("CMD python uvicorn a:b", "uvicorn"),
        ("CMD python -u torchrun a.py", "torch.distributed.run"),
        ("CMD python -m uvicorn a:b", None),
        ("CMD python ./uvicorn", None),
        ("COPY uvicorn .\nCMD python uvicorn", None),
        ("WORKDIR /venv/bin\nCMD python uvicorn", None),
    ],
)
def test_cli_call(text: str, module: str | None) -> None:
    found = cli_call(build(f"FROM python:3.12-slim\n{text}"))
    assert (found.module if found else None) == module
