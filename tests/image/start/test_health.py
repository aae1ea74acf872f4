"""How long a health check waits."""

from __future__ import annotations

import pytest

from mlint.image.start.health import health_check, loads_model, patience
from tests.builds import build


@pytest.mark.parametrize(
    ("check", "seconds"),
    [
        ("HEALTHCHECK CMD x", 90),
        ("HEALTHCHECK --interval=10s CMD x", 30),
        ("HEALTHCHECK --interval=1m30s --retries=2 CMD x", 180),
        ("HEALTHCHECK --interval=0s --retries=0 CMD x", 90),
        ("HEALTHCHECK --start-period=1m CMD x", None),
        ("HEALTHCHECK --retries=$N CMD x", None),
        ("HEALTHCHECK --interval=$N CMD x", None),
        ("HEALTHCHECK NONE", None),
    ],
)
def test_patience(check: str, seconds: int | None) -> None:
    found = health_check(build(check))
    assert found
    assert patience(found) == seconds


def test_what_loads_a_model() -> None:
    assert loads_model(build("FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime")) == "pytorch/pytorch"
    assert loads_model(build("RUN pip install numpy && pip install vllm==0.11.0")) == "vllm"
    assert loads_model(build("RUN pip install numpy")) is None
    assert health_check(build("RUN x")) is None
