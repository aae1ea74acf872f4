"""Sums of package sizes are lower bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.context.requirements import read_word
from mlint.context.uv_lock import read_uv_lock
from mlint.image.packages.installers.pip import read
from mlint.image.packages.sizes import (
    asked_size,
    download_size,
    install_size,
    installed_size,
    locked_size,
    unpacked_size,
)
from mlint.knowledge.package_sizes import PACKAGE_SIZES
from mlint.knowledge.torch_sizes import TORCH_SIZES
from tests.builds import build
from tests.image.helpers import shell
from tests.test_build_in_context import build_in

if TYPE_CHECKING:
    from pathlib import Path

TORCH = PACKAGE_SIZES["torch"]


def size(text: str, *, cuda: bool = True) -> tuple[int, bool]:
    return download_size([read_word(word) for word in text.split()], cuda=cuda)


def test_one_package_is_exact() -> None:
    assert size("torch") == (TORCH.closure_wheel, False)
    assert size("numpy") == (PACKAGE_SIZES["numpy"].wheel, False)
    assert unpacked_size([read_word("torch")]) == (TORCH.closure_unpacked, False)
    assert size("sentence-transformers") == (PACKAGE_SIZES["sentence-transformers"].closure_wheel, False)


def test_torch_counts_once() -> None:
    both, at_least = size("torch sentence-transformers ultralytics accelerate")
    largest = max(PACKAGE_SIZES[name].closure_wheel for name in ("torch", "sentence-transformers", "ultralytics"))
    assert largest <= both < TORCH.closure_wheel * 1.1
    assert at_least


def test_other_packages_add_themselves() -> None:
    total, at_least = size("torch tensorflow")
    assert total == TORCH.closure_wheel + PACKAGE_SIZES["tensorflow"].wheel
    assert at_least


def test_what_is_shared_does_not_count_twice() -> None:
    total, _ = size("numpy pandas")
    assert total == PACKAGE_SIZES["pandas"].closure_wheel


def test_unknown_packages_add_nothing() -> None:
    assert size("no-such-package") == (0, True)
    assert size("./local") == (0, True)
    assert size("torch no-such-package") == (TORCH.closure_wheel, True)
    assert size("") == (0, False)


def test_extras() -> None:
    assert size("tensorflow[and-cuda]") == (PACKAGE_SIZES["tensorflow[and-cuda]"].closure_wheel, False)
    assert size("tensorflow tensorflow[and-cuda]") == (PACKAGE_SIZES["tensorflow[and-cuda]"].closure_wheel, False)
    assert size("torch[x]") == (TORCH.closure_wheel, True)


def test_a_pinned_torch_has_its_own_size() -> None:
    older = TORCH_SIZES["2.1.0"]
    assert size("torch==2.1.0") == (older.wheel + older.cuda_wheels, True)
    assert size("torch==2.1.0+cu121") == size("torch==2.1.0")
    assert size("torchvision==0.16.0 accelerate")[0] < TORCH.closure_wheel
    assert size("torch==1.4.0 numpy") == (PACKAGE_SIZES["numpy"].wheel, True)


def test_an_older_major_version_has_another_size() -> None:
    numpy = PACKAGE_SIZES["numpy"].wheel
    assert size("tensorflow==1.15.0 numpy") == (numpy, True)
    assert size("tensorflow<2.0 numpy") == (numpy, True)
    assert size("tensorflow>=1.7,<1.8 numpy") == (numpy, True)
    assert size("tensorflow==2.3.0")[0] == PACKAGE_SIZES["tensorflow"].closure_wheel
    assert size("accelerate==0.32.1") == (TORCH.closure_wheel, True)
    assert size("accelerate==0.32.1", cuda=False) == (0, True)


@pytest.mark.parametrize(
    ("text", "torch_counts"),
    [
        ("FROM python:3.12-slim\nRUN pip install accelerate\n", True),
        ("FROM python:3.12-slim\nRUN pip install torch && pip install accelerate\n", False),
        ("FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime\nRUN pip install --upgrade accelerate\n", False),
        ("FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime\nRUN pip install torch\n", False),
        ("FROM pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime\nRUN pip install torch==2.10.0\n", True),
        ("FROM example.com/team/base:1\nRUN pip install accelerate\n", False),
        ("FROM example.com/team/base:1\nRUN pip install torch accelerate\n", True),
    ],
)
def test_torch_that_is_there_is_not_downloaded(text: str, torch_counts: bool) -> None:
    run = build(text).stages[0].runs[0]
    found, _ = run.download_of(run.installs[-1])
    assert (found > 1_000_000_000) is torch_counts
    assert (asked_size(run.asked_for(run.installs[-1]))[0] > 1_000_000_000) is torch_counts


def test_torch_without_cuda() -> None:
    assert size("torch", cuda=False) == (0, True)
    total, at_least = size("sentence-transformers numpy", cuda=False)
    assert 0 < total < 200_000_000
    assert at_least


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("torch", (TORCH.closure_wheel, False)),
        ("-i https://pypi.org/simple torch", (TORCH.closure_wheel, False)),
        ("--extra-index-url https://download.pytorch.org/whl/cu126 torch", (TORCH.closure_wheel, False)),
        ("--index-url https://download.pytorch.org/whl/cpu torch", (0, True)),
        ("--index-url https://mirror.example/simple torch", (0, True)),
        ("--index-url ? torch", (0, True)),
        ("-f https://download.pytorch.org/whl/cpu/torch_stable.html torch", (0, True)),
        ("torch==2.1.0+cpu", (0, True)),
        ("--no-deps torch", (0, True)),
        ("-r requirements.txt torch", (TORCH.closure_wheel, True)),
        ("torch ?", (TORCH.closure_wheel, True)),
        ("'torch; sys_platform == \"win32\"'", (0, False)),
        ("'torch; python_version >= \"3.9\"'", (TORCH.closure_wheel, False)),
    ],
)
def test_the_size_of_an_install(words: str, expected: tuple[int, bool]) -> None:
    install = read(shell(f"pip install {words}"))
    assert install is not None
    assert install_size(install) == expected


def test_the_table() -> None:
    assert len(PACKAGE_SIZES) >= 180
    for name, one in PACKAGE_SIZES.items():
        assert name == name.lower()
        assert 0 < one.wheel <= one.closure_wheel, name
        assert 0 < one.unpacked <= one.closure_unpacked, name
        assert not one.torch or one.closure_wheel >= TORCH.closure_wheel, name


def test_installed_size_adds_what_pip_compiles() -> None:
    wanted = [read_word("numpy")]
    found, at_least = installed_size(wanted)
    assert found == int(unpacked_size(wanted)[0] * 1.25)
    assert not at_least


def test_what_dependency_files_ask_for_counts(tmp_path: Path) -> None:
    project = '[project]\nname = "a"\ndependencies = ["torch"]\n[dependency-groups]\ndev = ["pandas"]\n'
    text = "FROM python:3.12-slim\nCOPY pyproject.toml .\nRUN uv sync --no-dev\n"
    run = build_in(tmp_path, text, pyproject__toml=project).stages[0].runs[0]
    assert asked_size(run.asked_for(run.installs[0])) == (TORCH.closure_wheel, False)
    assert asked_size(run.asked_for(run.installs[0]), unpacked_size) == (TORCH.closure_unpacked, False)


def test_torch_of_the_index_for_cpus_is_not_that_with_cuda(tmp_path: Path) -> None:
    text = "FROM python:3.12-slim\nCOPY requirements.txt .\nRUN uv pip install -r requirements.txt\n"
    lines = "--index-url https://download.pytorch.org/whl/cpu\ntorch\nnumpy\n"
    run = build_in(tmp_path, text, requirements__txt=lines).stages[0].runs[0]
    assert asked_size(run.asked_for(run.installs[0])) == (PACKAGE_SIZES["numpy"].wheel, True)


def test_what_a_lock_brings_counts_unpacked_where_it_was_measured() -> None:
    wheels = 'wheels = [{ url = "https://x/y-1-py3-none-any.whl", size = 7 }]\n'
    numpy = PACKAGE_SIZES["numpy"]
    versions = {"numpy": numpy.version, "scipy": "0.1", "torch": PACKAGE_SIZES["torch"].version, "acme": "1"}
    lock = read_uv_lock("".join(f'[[package]]\nname = "{k}"\nversion = "{v}"\n{wheels}' for k, v in versions.items()))
    assert lock
    assert locked_size(lock, versions.items()) == (numpy.unpacked + 7 + 7 + 7, True)
    assert locked_size(lock, [("numpy", numpy.version)]) == (numpy.unpacked, False)
