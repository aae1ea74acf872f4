"""What in a RUN fails without a GPU."""

from __future__ import annotations

import pytest

from mlint.image.gpu.gpu_queries import gpu_queries
from tests.builds import build


def queries(python: str) -> list[str]:
    run = build(f"FROM python:3.12\nRUN python - <<'PY'\n{python}\nPY\n").stages[0].runs[0]
    return [query.text for query in gpu_queries(run)]


@pytest.mark.parametrize(
    "code",
    [
        "assert torch.cuda.is_available()",
        "assert torch.cuda.is_available() is True",
        "assert torch.cuda.device_count() != 0",
        "assert bool(torch.cuda.device_count()) and torch.version.cuda",
        "assert len(tf.config.list_physical_devices('GPU')) > 0",
        "assert tf.test.is_gpu_available()",
        "if not torch.cuda.is_available(): sys.exit(1)",
        "if torch.cuda.device_count() < 1: raise SystemExit('no')",
        "if torch.cuda.device_count() == 0: exit('no GPU')",
        "sys.exit(torch.cuda.device_count() == 0)",
        "with torch.no_grad():\n    model.cuda()",
        "x = torch.zeros(1, device='cuda:0')",
        "f(device='cuda')",
        "torch.cuda.synchronize()",
    ],
)
def test_needs_a_gpu(code: str) -> None:
    assert len(queries(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "assert torch.cuda.is_available() is False",
        "assert torch.cuda.device_count() >= 0",
        "assert torch.cuda.is_available() or True",
        "assert tf.config.list_physical_devices()",
        "assert 0 < torch.version.cuda < 2",
        "if torch.cuda.is_available(): exit(1)",
        "if not torch.cuda.is_available(): exit()",
        "if not torch.cuda.is_available(): exit(0)",
        "if not torch.cuda.is_available(): print('no GPU')",
        "if torch.cuda.device_count() > 1: exit(1)",
        "if ready: exit(1)",
        "sys.exit(torch.cuda.is_available())",
        "sys.exit()  # cuda",
        "exit(0 if torch.cuda.is_available() else 0)",
        "x = torch.zeros(1, device=cuda)",
        "model.to(dtype, 'cpu')",
        "for x in y: x.cuda()",
        "class A:\n    x = y.cuda()",
        "bool()  # cuda",
    ],
)
def test_needs_none(code: str) -> None:
    assert queries(code) == []
