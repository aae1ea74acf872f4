"""Sums of package sizes count each package of all closures once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlint.context.requirements import read_word
from mlint.context.uv_lock import read_uv_lock
from mlint.image.packages.sizes import asked_size, locked_size, size_of
from mlint.knowledge.package_sizes import closure, measured, own_bytes, package_size
from mlint.knowledge.torch_sizes import TORCH_SIZES
from tests.builds import build
from tests.test_build_in_context import build_in

if TYPE_CHECKING:
    from pathlib import Path

    from mlint.knowledge.package_sizes import PackageSize

PLAIN = [name for name in measured() if name.isidentifier() or name.replace("-", "").isalnum()]
"""The packages of the table, without rows of extras and of older versions."""


def known(name: str) -> PackageSize:
    size = package_size(name)
    assert size
    return size


def size(text: str, *, cuda: bool = True) -> tuple[int, bool]:
    return size_of([read_word(word) for word in text.split()], cuda=cuda)


TORCH = size("torch")[0]
NUMPY = known("numpy").wheel


def test_torch_counts_with_all_that_it_needs() -> None:
    newest = TORCH_SIZES[known("torch").version]
    more = [known(name).wheel for name in closure("torch") if name != "torch"]
    assert size("torch") == (newest.wheel + newest.cuda_wheels + sum(more), False)
    unpacked, _ = size_of([read_word("torch")], "unpacked")
    assert unpacked > newest.unpacked + newest.cuda_unpacked


def test_what_several_need_counts_once() -> None:
    assert size("numpy") == (NUMPY, False)
    assert size("numpy pandas") == size("pandas")
    both, at_least = size("torch sentence-transformers ultralytics accelerate")
    assert size("sentence-transformers")[0] < both < TORCH * 1.1
    assert not at_least
    union, _ = size("notebook matplotlib")
    assert union == size("notebook")[0] + size("matplotlib")[0] - sum(
        known(name).wheel for name in closure("notebook") & closure("matplotlib")
    )


def test_unknown_packages_add_nothing() -> None:
    assert size("no-such-package") == (0, True)
    assert size("./local") == (0, True)
    assert size("torch no-such-package") == (TORCH, True)
    assert size("") == (0, False)


def test_extras_add_what_they_bring() -> None:
    cuda, at_least = size("tensorflow[and-cuda]")
    assert cuda > size("tensorflow")[0] + 2_000_000_000
    assert not at_least
    assert size("tensorflow tensorflow[and-cuda]") == (cuda, False)
    assert size("ray[default,serve]")[0] == max(size("ray[default]")[0], size("ray[serve]")[0])
    assert size("torch[x]") == (TORCH, True)


def test_libraries_of_cuda_that_may_be_those_of_torch_count_once() -> None:
    total, at_least = size("torch tensorflow[and-cuda]")
    assert TORCH < total < TORCH + size("tensorflow[and-cuda]")[0] - 2_000_000_000
    assert at_least


def test_a_pinned_torch_has_its_own_size() -> None:
    older, newest = TORCH_SIZES["2.1.0"], TORCH_SIZES[known("torch").version]
    smaller = newest.wheel + newest.cuda_wheels - older.wheel - older.cuda_wheels
    found, at_least = size("torch==2.1.0")
    assert 0 <= TORCH - smaller - found < known("networkx").wheel
    assert not at_least
    assert size("torch==2.1.0+cu121") == size("torch==2.1.0")
    assert size("torchvision==0.16.0 accelerate")[0] < TORCH
    assert size("torch==1.4.0 numpy")[0] < 100_000_000
    assert size("torch==1.4.0 numpy")[1]


def test_some_packages_need_one_version_of_torch() -> None:
    assert "torch==2.8.0" in closure("whisperx")
    torch = TORCH_SIZES["2.8.0"]
    assert size("whisperx")[0] > torch.wheel + torch.cuda_wheels


def test_an_older_major_version_has_another_size() -> None:
    assert size("tensorflow==1.15.0 numpy") == (NUMPY, True)
    assert size("tensorflow<2.0 numpy") == (NUMPY, True)
    assert size("tensorflow==2.3.0")[0] == size("tensorflow")[0]
    assert size("accelerate==0.32.1", cuda=False)[1]
    assert size("sentence-transformers==2.2.2") == (TORCH, True)


def test_some_older_major_versions_were_measured() -> None:
    older = known("opencv-python<5")
    assert older.version.startswith("4.")
    assert size("opencv-python==4.12.0.88") == (older.wheel + NUMPY, False)
    assert size("opencv-python==4.12.0.88 opencv-python") == size("opencv-python<5")
    assert size("opencv-python==3.4.2") == (0, True)
    assert size("pillow==11.1.0") == (known("pillow<12").wheel, False)
    assert size("numpy<2 scipy")[0] == known("numpy<2").wheel + known("scipy").wheel


def test_what_is_there_does_not_count() -> None:
    wanted = [read_word("pandas")]
    total, _ = size_of(wanted)
    assert size_of(wanted, there={"numpy"}) == (total - NUMPY, True)
    assert size_of(wanted, there={"scipy"}) == (total, False)
    assert size_of(wanted, alone=True) == (known("pandas").wheel, False)
    assert size_of([read_word("torch")], there={"torch"})[0] == TORCH


def test_an_older_version_needs_older_ones() -> None:
    difference = known("pyarrow").wheel - known("pyarrow<21").wheel
    assert size("streamlit==1.51.0")[0] <= size("streamlit")[0] - difference
    assert size(f"streamlit=={known('streamlit').version}") == size("streamlit")
    assert size("streamlit==1.51.0 pyarrow==20.0.0")[0] == size("streamlit==1.51.0")[0]
    assert size("pyarrow==21.0.0 datasets")[0] == size("datasets pyarrow<26")[0]


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6))
def test_a_union_is_no_more_than_the_sum_and_no_less_than_the_largest(names: list[str]) -> None:
    single = [size(name)[0] for name in names]
    union, _ = size(" ".join(names))
    assert max(single) <= union <= sum(single)


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=6), st.sampled_from(PLAIN))
def test_another_package_adds_at_most_what_it_brings(names: list[str], other: str) -> None:
    before, after = size(" ".join(names))[0], size(" ".join([*names, other]))[0]
    assert before <= after <= before + size(other)[0]


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


@pytest.mark.parametrize(
    ("before", "there"),
    [
        ("FROM python:3.12-slim\nRUN pip install numpy\n", True),
        ("FROM python:3.12-slim\nRUN pip install scipy\n", True),
        ("FROM python:3.12-slim\nRUN conda install numpy=1.26\n", True),
        ("FROM python:3.12-slim AS base\nRUN pip install numpy\nFROM base\n", True),
        ("FROM tensorflow/tensorflow:2.15.0\n", True),
        ("FROM python:3.12-slim AS other\nRUN pip install numpy\nFROM python:3.12-slim\n", False),
        ("FROM python:3.12-slim\nRUN pip install flask\n", False),
    ],
)
def test_what_an_earlier_command_brings_does_not_count(before: str, there: bool) -> None:
    run = build(f"{before}RUN pip install pandas\n").stages[-1].runs[-1]
    total, _ = size("pandas")
    assert run.download == (total - NUMPY if there else total, there)


@pytest.mark.parametrize(
    ("base", "scipy_may_be_there"),
    [
        ("python:3.12-slim", False),
        ("pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime", False),
        ("nvcr.io/nvidia/pytorch:25.06-py3", True),
        ("jupyter/scipy-notebook", True),
        ("continuumio/anaconda3", True),
        ("example.com/team/base:1", True),
        ("$BASE", True),
    ],
)
def test_a_base_may_hold_what_the_packages_need(base: str, scipy_may_be_there: bool) -> None:
    run = build(f"ARG BASE\nFROM {base}\nRUN pip install scikit-learn\n").stages[0].runs[0]
    found, at_least = run.download
    assert (found < known("scikit-learn").wheel + known("scipy").wheel) is scipy_may_be_there
    assert found >= known("scikit-learn").wheel
    assert at_least is (base != "python:3.12-slim")


@pytest.mark.parametrize("option", ["--force-reinstall", "--target /lib", "--prefix=/opt"])
def test_packages_that_are_installed_anew_count(option: str) -> None:
    text = f"FROM python:3.12-slim\nRUN pip install numpy\nRUN pip install {option} numpy\n"
    assert build(text).stages[0].runs[-1].download == (NUMPY, False)


def test_a_run_downloads_the_union_of_its_installs() -> None:
    def download(script: str) -> tuple[int, bool]:
        return build(f"FROM python:3.12-slim\nRUN {script}\n").stages[0].runs[0].download

    together, _ = size("pandas scipy")
    assert download("pip install pandas && pip install scipy") == (together, True)
    branches = "if true; then pip install pandas; else pip install flask; fi"
    assert download(branches) == (size("pandas")[0], True)
    assert download("pip wheel pandas") == (size("pandas")[0], False)


def test_torch_without_cuda() -> None:
    total, at_least = size("torch", cuda=False)
    assert total == sum(known(name).wheel for name in closure("torch") if name != "torch")
    assert at_least
    assert 0 < size("sentence-transformers numpy", cuda=False)[0] < 200_000_000


@pytest.mark.parametrize(
    ("words", "cuda", "at_least"),
    [
        ("torch", True, False),
        ("-i https://pypi.org/simple torch", True, False),
        ("--extra-index-url https://download.pytorch.org/whl/cu126 torch", True, False),
        ("--index-url https://download.pytorch.org/whl/cpu torch", False, True),
        ("--index-url https://mirror.example/simple torch", False, True),
        ("--index-url ? torch", False, True),
        ("-f https://download.pytorch.org/whl/cpu/torch_stable.html torch", False, True),
        ("-r requirements.txt torch", True, True),
        ("torch $MORE", True, True),
        ("'torch; python_version >= \"3.9\"'", True, False),
    ],
)
def test_the_size_of_an_install(words: str, cuda: bool, at_least: bool) -> None:
    run = build(f"FROM python:3.12-slim\nRUN pip install {words}\n").stages[0].runs[0]
    assert run.download == (size("torch", cuda=cuda)[0], at_least)


def test_torch_for_cpus_by_its_version_brings_no_cuda() -> None:
    run = build("FROM python:3.12-slim\nRUN pip install torch==2.1.0+cpu\n").stages[0].runs[0]
    assert 0 < run.download[0] <= size("torch", cuda=False)[0]


def test_what_does_not_come_does_not_count() -> None:
    def download(words: str) -> tuple[int, bool]:
        return build(f"FROM python:3.12-slim\nRUN pip install {words}\n").stages[0].runs[0].download

    assert download("'torch; sys_platform == \"win32\"'") == (0, False)
    assert download("--no-deps torch") == (known("torch").wheel, False)
    assert download("--no-deps pandas") == (known("pandas").wheel, False)


def test_the_table() -> None:
    names = measured()
    assert len(names) >= 450
    for name in names:
        one = known(name)
        assert name == name.lower()
        assert one.version
        assert all(package_size(need) for need in one.needs), name
        adds = name.endswith("]") or name.startswith("torch==")
        assert one.wheel <= one.unpacked * 1.01
        assert adds or (one.wheel > 0 and one.unpacked > 0), name
    assert own_bytes("numpy") == known("numpy").unpacked
    assert own_bytes("no-such-package") == 0


def test_older_versions_are_older() -> None:
    for name, _, bound in (row.partition("<") for row in measured() if "<" in row):
        assert int(known(f"{name}<{bound}").major) < int(bound)
        assert bound in {known(row).major for row in measured() if row.partition("<")[0] == name}


def test_versions_of_torch_that_others_need_are_known() -> None:
    assert {row.partition("==")[2] for row in measured() if "==" in row} <= TORCH_SIZES.keys()
    assert list(TORCH_SIZES)[-1] == known("torch").version


def test_installed_size_adds_what_pip_compiles() -> None:
    wanted = [read_word("numpy")]
    assert size_of(wanted, "installed") == (int(size_of(wanted, "unpacked")[0] * 1.25), False)


def test_what_dependency_files_ask_for_counts(tmp_path: Path) -> None:
    project = '[project]\nname = "a"\ndependencies = ["torch"]\n[dependency-groups]\ndev = ["pandas"]\n'
    text = "FROM python:3.12-slim\nCOPY pyproject.toml .\nRUN uv sync --no-dev\n"
    run = build_in(tmp_path, text, pyproject__toml=project).stages[0].runs[0]
    assert asked_size(run.asked_for(run.installs[0])) == (TORCH, False)
    unpacked = size_of([read_word("torch")], "unpacked")
    assert asked_size(run.asked_for(run.installs[0]), "unpacked") == unpacked


def test_torch_of_the_index_for_cpus_is_not_that_with_cuda(tmp_path: Path) -> None:
    text = "FROM python:3.12-slim\nCOPY requirements.txt .\nRUN uv pip install -r requirements.txt\n"
    lines = "--index-url https://download.pytorch.org/whl/cpu\ntorch\nnumpy\n"
    run = build_in(tmp_path, text, requirements__txt=lines).stages[0].runs[0]
    assert asked_size(run.asked_for(run.installs[0])) == size("torch numpy", cuda=False)


def test_what_a_lock_brings_counts_unpacked_where_it_was_measured() -> None:
    wheels = 'wheels = [{ url = "https://x/y-1-py3-none-any.whl", size = 7 }]\n'
    numpy = known("numpy")
    versions = {"numpy": numpy.version, "scipy": "0.1", "torch": known("torch").version, "acme": "1"}
    lock = read_uv_lock("".join(f'[[package]]\nname = "{k}"\nversion = "{v}"\n{wheels}' for k, v in versions.items()))
    assert lock
    assert locked_size(lock, versions.items()) == (numpy.unpacked + 7 + 7 + 7, True)
    assert locked_size(lock, [("numpy", numpy.version)]) == (numpy.unpacked, False)
