"""What a stage has from the image at its bottom: user, folders, SHELL, variables; and that this is asked late."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mlint.dockerfile.variables import ImageVariables
from mlint.image.base.base_facts import base_facts
from mlint.image.base.families.index import FAMILIES
from mlint.image.references import parse_reference
from tests.builds import build

BASES = {
    "python:3.12": ("root", "/", "/root"),
    "pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime": ("root", "/workspace", "/root"),
    "quay.io/jupyter/base-notebook:2024-05-27": ("1000", "/home/jovyan", "/home/jovyan"),
    "mambaorg/micromamba:2.0": ("mambauser", "/tmp", "/home/mambauser"),
    "public.ecr.aws/lambda/python:3.12": ("root", "/var/task", "/root"),
    "company/x:1": ("", None, "/root"),
    "$BASE": ("", None, "/root"),
    "scratch": ("root", "/", "/root"),
}


@pytest.mark.parametrize("image", BASES)
@pytest.mark.parametrize("chain", ["FROM {}\n", "FROM {} AS a\nFROM a AS b\nFROM b\n"])
def test_user_and_folders(image: str, chain: str) -> None:
    user, folder, home = BASES[image]
    stage = build(chain.format(image) + "RUN a\nUSER other\nWORKDIR src\n").stages[-1]
    run = stage.runs[0].instruction
    assert (stage.user_at(run), stage.workdir_at(run), stage.home_at(run)) == (user, folder, home)
    assert stage.user == "other"
    assert stage.workdir == (folder and f"{folder.rstrip('/')}/src")
    assert (stage.base_user or "", stage.base_workdir) == (user, folder)


def test_the_working_folder_as_the_file_sets_it() -> None:
    stage = build(
        "FROM python:3.12\nRUN a\nWORKDIR src\nRUN b\nWORKDIR ../..\nRUN c\n"
        "WORKDIR /app\nWORKDIR x\nRUN d\nWORKDIR $X\nRUN e\nWORKDIR y\nRUN f\n"
    ).stages[0]
    found = [(stage.set_workdir_at(run.instruction), stage.workdir_at(run.instruction)) for run in stage.runs]
    assert found == [(".", "/"), ("src", "/src"), ("..", "/"), ("/app/x", "/app/x"), (None, None), (None, None)]


def test_a_user_that_the_file_does_not_tell_is_not_that_of_the_base() -> None:
    stage = build("FROM python:3.12\nUSER $X\nRUN a\n").stages[0]
    assert stage.user_at(stage.runs[0].instruction) is None
    assert stage.user is None


def test_variables() -> None:
    stage = build("FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS a\nENV PATH=/opt/x:$PATH\nFROM a\nRUN b\n").stages[1]
    environment = stage.environment_at(stage.runs[0].instruction)
    assert (environment["PATH"] or "").startswith("/opt/x:/usr/local/nvidia/bin:/usr/local/cuda/bin:")
    assert environment["LD_LIBRARY_PATH"] == "/usr/local/nvidia/lib:/usr/local/nvidia/lib64"
    assert environment["CUDA_VERSION"] == "12.4.1"
    assert [environment.is_set(name) for name in ("CUDA_VERSION", "NVIDIA_REQUIRE_CUDA", "X")] == [True, None, None]


@pytest.mark.parametrize(
    ("image", "is_set"),
    [
        ("python:3.12", False),
        ("ubuntu:22.04", False),
        ("scratch", False),
        ("continuumio/miniconda3:24.1.2-0", False),
        ("condaforge/miniforge3", False),
        ("mcr.microsoft.com/devcontainers/miniconda", None),
        ("pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime", False),
        ("pytorch/pytorch:2.5.1-cuda12.4-cudnn9-devel", None),
        ("nvidia/cuda:12.4.1-base-ubuntu22.04", None),
        ("company/x:1", None),
        ("$BASE", None),
    ],
)
def test_what_is_surely_unset(image: str, is_set: bool | None) -> None:
    assert build(f"FROM {image} AS a\nFROM a\nRUN b\n").stages[1].environment.is_set("PYTHONPATH") is is_set


def test_commands_get_the_variables() -> None:
    stage = build("FROM quay.io/jupyter/base-notebook\nRUN ls $CONDA_DIR; NB_UID=7; ls; env -u NB_USER ls\n").stages[0]
    first, second, third = stage.commands
    assert first.values == ["ls", "/opt/conda"]
    assert (first.environment["NB_UID"], second.environment["NB_UID"]) == ("1000", "7")
    assert "NB_USER" in second.environment
    assert "NB_USER" not in third.environment


def test_options_of_package_managers_come_from_the_base_image() -> None:
    stage = build("FROM nvcr.io/nvidia/pytorch:25.12-py3\nRUN pip install numpy\n").stages[0]
    (install,) = stage.installs()
    assert [file.path for file in install.constraint_files] == ["/etc/pip/constraint.txt"]
    assert install.has("--break-system-packages")
    assert install.cache.reason == "kept"


def test_a_cache_that_the_base_image_turns_off() -> None:
    stage = build("FROM company/x:1\nRUN pip install numpy\n").stages[0]
    stage.__dict__["base_variables"] = ImageVariables({"PIP_NO_CACHE_DIR": "1"})
    assert [install.cache.reason for install in stage.installs()] == ["environment"]


def test_shell() -> None:
    text = 'FROM quay.io/jupyter/base-notebook:2024-05-27\nRUN a | b\nSHELL ["sh", "-c"]\nRUN a | b\nRUN ["a"]\n'
    stage = build(text).stages[0]
    assert [stage.shell_at(run.instruction)[0] for run in stage.runs] == ["/bin/bash", "sh", "sh"]
    assert [run.commands[0].site.pipefail for run in stage.runs] == [True, False, False]
    assert build("FROM company/x\nRUN a\n").stages[0].shell == ("/bin/sh", "-c")


def test_shells_of_known_images_differ_in_pipes_alone() -> None:
    """Which is why the commands of a text without pipes are read before anyone knows the image."""
    shells = set()
    for entry in (one for text in FAMILIES.values() for one in text.split()):
        image = parse_reference(entry.replace("*", "x"))
        found = base_facts(image) if image else None
        shells.add(found.shell if found else None)
    options = {word for shell in shells if shell for word in shell[1:]}
    assert options <= {"-c", "-o", "pipefail"}


OWN = """\
FROM pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV HOME=/home/app APP=/app
WORKDIR $APP
USER app
COPY train.py .
RUN ls $APP | sort
CMD ["python", "train.py"]
"""
ASKED = "FROM pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime\nCOPY train.py .\nRUN ls | sort\n"


@pytest.mark.parametrize(("text", "asks"), [(OWN, False), (ASKED, True)])
def test_the_image_is_asked_for_only_when_it_decides(text: str, asks: bool) -> None:
    program = f"""
import sys
from tests.builds import build
stage = build({text!r}).stages[0]
stage.commands, stage.user, stage.workdir, stage.shell, stage.environment["APP" if {not asks} else "PATH"]
run = stage.runs[0].instruction
stage.user_at(run), stage.workdir_at(run), stage.home_at(run)
[stage.commands_of(one) for one in stage.instructions]
print("mlint.image.base.base_facts" in sys.modules, "mlint.image.base.families.frameworks" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(asks)] * 2
