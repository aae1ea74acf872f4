"""pyproject.toml and Pipfile: what they need, and where it says so."""

from __future__ import annotations

import pytest

from mlint.context.pipfile import read_pipfile
from mlint.context.pyproject import Pyproject, UvIndex, all_dependencies, read_pyproject
from mlint.context.table_dependencies import Dependency, clauses, dependency, specifier
from mlint.context.toml_places import Places, strings, table

UV = """\
[build-system]
requires = ["hatchling>=1.2"]
build-backend = "hatchling.build"

[project]
name = "app"
requires-python = ">=3.11"
dynamic = ["version"]
dependencies = [
    "torch==2.5.1",  # "torch==2.5.1"
    'numpy; python_version < "3.13"',
    "fast_api[all]>=0.1",
    "local @ file:///x",
    "?",
    7,
]

[project.optional-dependencies]
GPU_extra = ["onnxruntime-gpu"]

[dependency-groups]
test = ["pytest"]
dev = ["ruff", {include-group = "Test"}, {include-group = "dev"}, {include-group = "gone"}, {x = 1}]
odd = "x"

[tool.uv]
dev-dependencies = ["mypy"]
default-groups = ["dev", "Test"]
no-build-isolation-package = ["flash_attn"]
package = false
extra-index-url = ["https://extra"]
index-url = "https://main"

[tool.uv.workspace]
members = ["x"]

[tool.uv.extra-build-dependencies]
Deep_GEMM = ["torch"]

[[tool.uv.index]]
name = "pytorch-cpu"
url = "https://download.pytorch.org/whl/cpu"
explicit = true

[[tool.uv.index]]
name = "no url"

[tool.uv.sources]
Torch = [
    { index = "pytorch-cpu", marker = "sys_platform == 'linux'" },
    { index = "pytorch-cu", extra = "gpu" },
]
lib = { git = "https://github.com/x/y", rev = "1" }
shared = { workspace = true }
local = { path = "../x", group = "dev" }
"""

POETRY = """\
[tool.poetry]
name = "app"
package-mode = false

[tool.poetry.dependencies]
python = "^3.10"
torch = "^2.1"
numpy = {version = "~1.26", extras = ["All"], optional = true}
wheel = {url = "https://x/y.whl"}
"quoted-name" = "*"
many = [
    {version = "1.0", python = "<3.11"},
    {version = "2.0", python = ">=3.11,<4", platform = "linux", markers = "a == 'b' or c == 'd'"},
]
private = {version = "1.0", source = "ours", develop = true, path = "../private"}
bad = 7

[tool.poetry.extras]
All_of_it = ["numpy", "gone", "?"]

[tool.poetry.group.test]
optional = true

[tool.poetry.group.test.dependencies]
pytest = "^8"

[tool.poetry.group.docs.dependencies]
mkdocs = "*"

[tool.poetry.dev-dependencies]
black = "*"
"""


def read(text: str) -> Pyproject:
    found = read_pyproject(text)
    assert found is not None
    return found


def shown(dependencies: tuple[Dependency, ...] | list[Dependency]) -> list[str]:
    return [f"{one.requirement.name}{one.requirement.specifier}" for one in dependencies]


def placed(text: str, dependencies: tuple[Dependency, ...]) -> list[str]:
    return [text[slice(*one.requirement.span)] for one in dependencies]


def test_uv_project() -> None:
    found = read(UV)
    assert (found.name, found.requires_python, found.dynamic) == ("app", ">=3.11", ("version",))
    assert shown(found.dependencies) == ["torch==2.5.1", "numpy", "fast-api>=0.1", "local"]
    assert found.dependencies[1].requirement.marker == 'python_version < "3.13"'
    assert found.dependencies[3].requirement.url == "file:///x"
    assert {name: shown(extra) for name, extra in found.extras.items()} == {"gpu-extra": ["onnxruntime-gpu"]}
    assert {name: shown(group) for name, group in found.groups.items()} == {
        "test": ["pytest"],
        "dev": ["ruff", "pytest", "mypy"],
        "odd": [],
    }
    assert found.default_groups == ("dev", "test")
    assert shown(found.build_requires) == ["hatchling>=1.2"]
    assert found.build_backend == "hatchling.build"
    assert found.no_build_isolation == ("flash-attn", "deep-gemm")
    assert (found.package, found.poetry, found.uv, found.workspace) == (False, False, True, True)
    assert found.has_dev_group


def test_uv_indexes_and_sources() -> None:
    found = read(UV)
    cpu = UvIndex("pytorch-cpu", "https://download.pytorch.org/whl/cpu", False, True)
    assert found.indexes == (
        cpu,
        UvIndex(None, "https://main", True, False),
        UvIndex(None, "https://extra", False, False),
    )
    assert found.index_named("pytorch-cpu") == cpu
    assert found.index_named(None) is None
    first, second = found.sources_of("torch")
    assert (first.index_name, first.marker) == ("pytorch-cpu", "sys_platform == 'linux'")
    assert (second.index_name, second.extra) == ("pytorch-cu", "gpu")
    assert first.span is not None
    assert UV[slice(*first.span)] == "Torch"
    (lib,) = found.sources_of("lib")
    assert lib.url == "https://github.com/x/y"
    assert [one.workspace for one in found.sources_of("shared")] == [True]
    assert [(one.path, one.group) for one in found.sources_of("local")] == [("../x", "dev")]
    assert found.sources_of("numpy") == ()


def test_places() -> None:
    found = read(UV)
    assert placed(UV, found.dependencies) == [one.requirement.text for one in found.dependencies]
    assert all(one.requirement.literal for one in found.dependencies)
    assert UV.count("\n", 0, found.dependencies[0].requirement.span.start) == 9
    assert placed(UV, found.groups["dev"]) == ["ruff", "pytest", "mypy"]
    assert placed(UV, found.build_requires) == ["hatchling>=1.2"]
    poetry = read(POETRY)
    assert placed(POETRY, poetry.dependencies) == [
        "torch",
        "numpy",
        "wheel",
        "quoted-name",
        "many",
        "many",
        "private",
        "bad",
    ]


def test_strings_that_are_written_otherwise() -> None:
    text = '[project]\ndependencies = ["a; python_version < \\"3\\"", "b", "b"]\n'
    found = read(text)
    assert [one.requirement.literal for one in found.dependencies] == [False, True, True]
    assert placed(text, found.dependencies)[0] == "dependencies"
    inline = 'project = {name = "x", dependencies = ["torch"]}'
    assert placed(inline, read(inline).dependencies) == [""]
    crlf = "\ufeff" + '[project]\ndependencies = [\n"torch",\n]\n'.replace("\n", "\r\n")
    assert placed(crlf, read(crlf).dependencies) == ["torch"]


def test_poetry_project() -> None:
    found = read(POETRY)
    assert (found.name, found.requires_python, found.package, found.poetry) == ("app", ">=3.10,<4", False, True)
    assert shown(found.dependencies) == [
        *(
            "torch>=2.1,<3",
            "numpy>=1.26,<1.27",
            "wheel",
            "quoted-name",
            "many==1.0",
            "many==2.0",
            "private==1.0",
            "bad",
        ),
    ]
    assert [one.requirement.marker for one in found.dependencies[4:6]] == [
        "python_version < '3.11'",
        "(a == 'b' or c == 'd') and python_version >= '3.11' and python_version < '4' and sys_platform == 'linux'",
    ]
    assert found.dependencies[2].requirement.url == "https://x/y.whl"
    private = found.dependencies[6]
    assert (private.source, private.requirement.path, private.requirement.editable) == ("ours", "../private", True)
    assert found.poetry_extras == {"all-of-it": ("numpy", "gone")}
    assert {name: shown(group) for name, group in found.groups.items()} == {
        "dev": ["black"],
        "test": ["pytest>=8,<9"],
        "docs": ["mkdocs"],
    }
    assert found.default_groups == ("dev", "docs")


def test_what_an_installation_brings() -> None:
    found = read(POETRY)
    assert "numpy" not in {one.requirement.name for one in all_dependencies(found, [], [])}
    brought = {one.requirement.name for one in all_dependencies(found, ["all.of-it"], ["Test", "gone"])}
    assert {"numpy", "pytest", "torch"} <= brought
    assert "mkdocs" not in brought
    uv = read(UV)
    brought = {one.requirement.name for one in all_dependencies(uv, ["gpu_extra", "gone"], ["dev"])}
    assert {"onnxruntime-gpu", "ruff", "pytest", "mypy", "torch"} <= brought


@pytest.mark.parametrize("text", ["[", "a = ", "x = " + "[" * 100_000, "x = " + "9" * 10_000])
def test_broken(text: str) -> None:
    assert read_pyproject(text) is None
    assert read_pipfile(text) is None


def test_wrong_types() -> None:
    text = """
project = 1
dependency-groups = []
build-system = "x"
[tool]
poetry = []
uv = {index = "x", sources = {a = 1, b = ["c"]}, dev-dependencies = 1, default-groups = "all", package = "no"}
"""
    found = read(text)
    assert (found.dependencies, found.indexes) == ((), ())
    assert found.groups == {}
    assert found.default_groups is None
    assert found.package is None
    assert not found.has_dev_group
    assert [one.name for one in found.sources] == ["a", "b"]
    assert read("").default_groups == ("dev",)
    assert read("[project]\noptional-dependencies = {a = ['b']}").extras["a"][0].requirement.name == "b"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("*", ""),
        ("1.2", "==1.2"),
        ("=1.2", "==1.2"),
        ("==1.2.*", "==1.2.*"),
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0", ">=0,<1"),
        ("^0.0", ">=0.0,<0.1"),
        ("^1.2.*", ">=1.2,<2"),
        ("^1.0rc1", ">=1.0rc1,<2"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1.2", ">=1.2,<1.3"),
        ("~1", ">=1,<2"),
        ("~=1.2", "~=1.2"),
        (">=1,<2", ">=1,<2"),
        (">= 1 < 2", ">=1,<2"),
        (">=1 <2, !=1.5", ">=1,<2,!=1.5"),
        ("^1 || ^2", None),
        (">=", None),
        ("^x", None),
    ],
)
def test_versions(written: str, expected: str | None) -> None:
    assert specifier(written) == expected
    assert (clauses(written) is None) is (expected is None)


PIPFILE = """\
[[source]]
url = "https://pypi.org/simple"
verify_ssl = true
name = "pypi"

[[source]]
url = "http://ours"
verify_ssl = false

[[source]]
name = "no url"

[packages]
torch = {version = "==2.5.1", index = "ours", sys_platform = "== 'linux'"}
numpy = "*"
app = {path = ".", editable = true}

[dev-packages]
pytest = "*"

[requires]
python_version = "3.11"
"""


def test_pipfile() -> None:
    found = read_pipfile(PIPFILE)
    assert found is not None
    assert shown(found.packages) == ["torch==2.5.1", "numpy", "app"]
    assert placed(PIPFILE, found.packages) == ["torch", "numpy", "app"]
    torch, _, app = found.packages
    assert (torch.source, torch.requirement.marker) == ("ours", "sys_platform == 'linux'")
    assert (app.requirement.path, app.requirement.editable) == (".", True)
    assert shown(found.dev_packages) == ["pytest"]
    assert [(one.name, one.url, one.verify_ssl) for one in found.sources] == [
        ("pypi", "https://pypi.org/simple", True),
        (None, "http://ours", False),
    ]
    assert found.python == "3.11"
    empty = read_pipfile("source = 1")
    assert empty is not None
    assert (empty.packages, empty.sources, empty.python) == ((), (), None)


def test_helpers() -> None:
    assert dependency("A_b", "1", None).requirement.literal is False
    assert strings("x") == []
    assert table({"a": 1}, "a", "b") == {}
    assert Places("").header("x") is None
    assert Places("[x]\na = 1\n").key("x", "b") is None
    text = "a = 1\n[ x.'y' ]  # comment\nb = 1\n"
    found = Places(text).key("x", "y")
    assert found is not None
    assert text[slice(*found)] == "[ x.'y' ]  # comment"
    assert Places("[x]").header("x") == (0, 3)
