"""Which build of torch an install ends up with."""

from __future__ import annotations

import pytest

from mlint.image.gpu.torch_choice import torch_choice, torch_is_there
from tests.builds import build

CU124 = "https://download.pytorch.org/whl/cu124"


def choice(call: str, base: str = "python:3.12") -> tuple[str, str | None, str | None] | None:
    run = build(f"FROM {base}\nRUN {call}\n").stages[0].runs[0]
    found = torch_choice(run, run.installs[-1])
    return (found.cuda, found.version, found.passed_over) if found else None


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ("pip install torch==2.5.1", ("12.4", "2.5.1", None)),
        ("pip install torch==2.5", ("12.4", "2.5.0", None)),
        ("pip install torch", ("13.2", "2.15.0", None)),
        ("pip install 'torch<2.6'", ("12.4", "2.5.1", None)),
        ("pip install torchvision==0.20.1", ("12.4", "2.5.1", None)),
        ("pip install torchvision", None),
        ("pip install torch==9.9", None),
        ("pip install 'torch>9'", None),
        ("pip install 'torch>=$X'", None),
        ("pip install ./torch-2.5.1-cp312-cp312-linux_x86_64.whl", None),
        ("pip install torch@https://example.org/torch.whl", None),
        ("pip install torch==2.5.1+cu118", ("11.8", None, None)),
        (
            "pip install https://download.pytorch.org/whl/cu121/torch-2.3.1-cp312-cp312-linux_x86_64.whl",
            ("12.1", None, None),
        ),
        (f"pip install torch --index-url {CU124}", ("12.4", None, None)),
        (f"pip install torch --extra-index-url {CU124}", ("13.2", "2.15.0", "cu124")),
        (f"pip install torch==2.6.0 --extra-index-url {CU124}", ("12.4", "2.6.0", None)),
        (f"pip install torch==2.7.1 --extra-index-url {CU124}", ("12.6", "2.7.1", "cu124")),
        (f"pip install 'torch<2.7' --extra-index-url {CU124}", ("12.4", None, None)),
        (f"pip install 'torch<2.3' --extra-index-url {CU124}", None),
        (f"uv pip install torch --extra-index-url {CU124}", ("12.4", None, None)),
        ("uv pip install --torch-backend cu128 torch", ("12.8", None, None)),
        ("pip install torch --index-url https://example.org/simple", None),
        ("pip install torch --extra-index-url https://example.org/simple", None),
        ("pip install torch==2.5.1 -f https://example.org/wheels", None),
        ("pip install torch && pip install torch", None),
        ("pip install torch==2.5.1 && pip install torch==2.5.1", None),
        ("pip install torch==2.5.1 && pip install torch==2.6.0", ("12.4", "2.6.0", None)),
        ("pip install torch==2.5.1 && pip install -U torch", ("13.2", "2.15.0", None)),
        ("conda install pytorch", None),
        ("pip install numpy", None),
    ],
)
def test_choice(call: str, wanted: tuple[str, str | None, str | None] | None) -> None:
    assert choice(call) == wanted


def test_a_version_that_the_base_has_stays() -> None:
    base = "pytorch/pytorch:2.5.1-cuda11.8-cudnn9-devel"
    assert choice("pip install torch==2.5.1", base) is None
    assert choice("pip install torch", base) is None
    assert choice("pip install torch==2.6.0", base) == ("12.4", "2.6.0", None)
    assert choice("pip install --force-reinstall torch==2.5.1", base) == ("12.4", "2.5.1", None)


def test_without_the_python_only_an_index_that_has_ended_tells() -> None:
    assert choice("pip install torch", "acme/base") is None
    assert choice(f"pip install torch --extra-index-url {CU124}", "acme/base") == ("13.2", "2.15.0", "cu124")


def test_torch_is_there() -> None:
    run = build("FROM python:3.12\nRUN pip install numpy && pip install timm && pip install einops\n").stages[0].runs[0]
    assert [torch_is_there(run, install) for install in run.installs] == [False, False, True]
