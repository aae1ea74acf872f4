"""What a uv.lock tells about downloads."""

from __future__ import annotations

import pytest

from mlint.context.uv_lock import read_uv_lock

LOCK = """
version = 1

[[package]]
name = "acme"
version = "0.1"
source = { editable = "." }
dependencies = [
    { name = "torch", version = "2.9.1", source = { registry = "y" }, marker = "sys_platform == 'linux'" },
    { name = "torch", version = "2.9.1+cpu", source = { registry = "x" }, marker = "sys_platform != 'linux'" },
    { name = "uvicorn", extra = ["standard"] },
    { name = "colorama", marker = "sys_platform == 'win32'" },
    { name = "tomli", marker = "python_full_version < '3.11'" },
]

[package.optional-dependencies]
plot = [{ name = "pillow" }]

[package.dev-dependencies]
dev = [{ name = "pytest" }, { name = "uvicorn" }]

[[package]]
name = "torch"
version = "2.9.1"
wheels = [
    { url = "https://x/torch-2.9.1-cp311-cp311-manylinux_2_28_x86_64.whl", size = 900 },
    { url = "https://x/torch-2.9.1-cp312-cp312-manylinux_2_28_x86_64.whl", size = 890 },
    { url = "https://x/torch-2.9.1-cp312-cp312-manylinux_2_28_aarch64.whl", size = 1 },
    { url = "https://x/torch-2.9.1-cp312-none-macosx_11_0_x86_64.whl", size = 2 },
    { url = "https://x/torch-2.9.1-cp312-cp312-win_amd64.whl", size = 3 },
    { url = "https://x/torch-2.9.1-cp312-cp312-musllinux_1_2_x86_64.whl", size = 4 },
]

[[package]]
name = "torch"
version = "2.9.1+cpu"

[[package]]
name = "uvicorn"
version = "1"
wheels = [{ url = "https://x/uvicorn-1-py3-none-any.whl", size = 50 }]
[package.optional-dependencies]
standard = [{ name = "uvloop" }]

[[package]]
name = "uvloop"
version = "1"
wheels = [{ url = "https://x/uvloop-1-cp312-cp312-linux_x86_64.whl" }]

[[package]]
name = "pillow"
version = "1"
dependencies = [{ name = "uvicorn" }, { name = "nowhere" }]

[[package]]
name = "pytest"
version = "9"
dependencies = [{ name = "pytest" }]
wheels = [{ url = "https://x/pytest-9-py3-none-any.whl", size = 7 }]

[[package]]
name = "colorama"
version = "1"

[[package]]
name = "tomli"
version = "1"
"""


@pytest.mark.parametrize(
    ("groups", "extras", "names"),
    [
        ((), (), {"torch", "uvicorn", "uvloop"}),
        (("dev",), (), {"torch", "uvicorn", "uvloop", "pytest"}),
        (("none",), ("Plot",), {"torch", "uvicorn", "uvloop", "pillow"}),
    ],
)
def test_packages(groups: tuple[str, ...], extras: tuple[str, ...], names: set[str]) -> None:
    lock = read_uv_lock(LOCK)
    assert lock is not None
    assert {name for name, _ in lock.packages(groups, extras)} == names


def test_the_python_of_the_image_decides_on_markers() -> None:
    lock = read_uv_lock(LOCK, "3.10")
    assert lock is not None
    assert ("tomli", "1") in lock.packages()


def test_what_may_be_needed() -> None:
    lock = read_uv_lock(LOCK)
    assert lock is not None
    assert {name for name, _ in lock.packages(surely=False)} == {"torch", "uvicorn", "uvloop", "tomli"}
    assert lock.extras == ["plot"]


def test_of_two_versions_nobody_knows_which() -> None:
    lock = read_uv_lock(LOCK.replace(', version = "2.9.1", source = { registry = "y" }', ""))
    assert lock is not None
    assert not {version for name, version in lock.packages() if name == "torch"}
    assert {version for name, version in lock.packages(surely=False) if name == "torch"} == {"2.9.1", "2.9.1+cpu"}


def test_download() -> None:
    lock = read_uv_lock(LOCK)
    assert lock is not None
    assert lock.download([("pytest", "9"), ("uvicorn", "1")]) == (57, False)
    assert lock.download([("torch", "2.9.1")]) == (890, True)
    assert lock.download([("uvloop", "1"), ("pytest", "9")]) == (7, True)
    assert lock.download([]) == (0, False)


@pytest.mark.parametrize("text", ["", "package = 1", "package = [1]\n", '[[package]]\nname = "a"\n'])
def test_odd_locks(text: str) -> None:
    lock = read_uv_lock(text)
    assert lock is not None
    assert lock.packages(["dev"]) == set()


def test_no_toml() -> None:
    assert read_uv_lock("[[package") is None
