"""Files of the build context that a RUN changes before an install reads them."""

from __future__ import annotations

import pytest

from mlint.image.changed_files import changed_before
from tests.builds import build

START = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n"
INSTALL = "pip install -r requirements.txt"


def changed(runs: str) -> bool:
    """Whether the last install of ``runs`` reads a requirements.txt that may have been changed."""
    made = build(f"{START}{runs}\n")
    run = made.stages[-1].runs[-1]
    install = run.installs[-1]
    return changed_before(run, install.command, install.requirement_files[-1].path or "")


@pytest.mark.parametrize(
    "runs",
    [
        f"RUN sed -i /torch/d requirements.txt && {INSTALL}",
        f"RUN sed -i.bak -e s/torch// ./requirements.txt\nRUN {INSTALL}",
        f"RUN cp requirements-cpu.txt requirements.txt\nRUN {INSTALL}",
        f"RUN cp cpu/requirements.txt .\nRUN {INSTALL}",
        f"RUN mv requirements-cpu.txt /app/requirements.txt\nRUN {INSTALL}",
        f"RUN grep -v torch requirements.txt > r.txt && mv r.txt requirements.txt && {INSTALL}",
        f"RUN cat base.txt cpu.txt > requirements.txt\nRUN {INSTALL}",
        f"RUN echo numpy >> requirements.txt\nRUN {INSTALL}",
        f"RUN python strip.py requirements.txt\nRUN {INSTALL}",
        f"RUN sed -i /torch/d *.txt\nRUN {INSTALL}",
        f"RUN cd /app && uv pip compile requirements.in -o requirements.txt\nRUN {INSTALL}",
        "RUN sed -i /torch/d requirements.txt\nWORKDIR /srv\nRUN pip install -r ../app/requirements.txt",
    ],
)
def test_what_changes_a_file(runs: str) -> None:
    assert changed(runs)


@pytest.mark.parametrize(
    "runs",
    [
        f"RUN {INSTALL}",
        f"RUN cat requirements.txt && chmod 644 requirements.txt && cp requirements.txt /tmp/\nRUN {INSTALL}",
        f"RUN grep -v torch requirements.txt > other.txt\nRUN {INSTALL}",
        f"RUN sed s/torch// requirements.txt > other.txt\nRUN {INSTALL}",
        f"RUN pip download -r requirements.txt\nRUN {INSTALL}",
        f"RUN {INSTALL} && sed -i /torch/d requirements.txt",
        f"RUN sed -i /torch/d requirements.txt\nCOPY requirements.txt .\nRUN {INSTALL}",
        f"RUN sed -i /torch/d cpu/requirements.txt\nRUN {INSTALL}",
    ],
)
def test_what_does_not(runs: str) -> None:
    assert not changed(runs)
