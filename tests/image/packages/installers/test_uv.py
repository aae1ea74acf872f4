"""uv's command line."""

from __future__ import annotations

import pytest

from mlint.image.packages.installers import read_install, read_installs
from mlint.image.packages.installs import Indexes
from mlint.shell.commands import Argument, Command
from tests.image.helpers import shell
from tests.image.packages.installers.reading import asked, files, read


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("uv pip install x", "pip install"),
        ("/bin/uv pip install x", "pip install"),
        ("python -m uv pip install x", "pip install"),
        ("python3.12 -muv pip install x", "pip install"),
        ("uv --no-cache pip --offline install x", "pip install"),
        ("uv --directory /app sync", "sync"),
        ("uv -q sync", "sync"),
        ("uv add x", "add"),
        ("uv remove x", "remove"),
        ("uv lock", "lock"),
        ("uv export -o requirements.txt", "export"),
        ("uv tool install x", "tool install"),
        ("uv tool run x", "tool run"),
        ("uvx x", "tool run"),
        ("uv venv", "venv"),
        ("uv run -m pytest", "run"),
        ("uv run --script x.py", "run"),
        ("uv cache clean", "cache clean"),
        ("uv cache prune --ci", "cache prune"),
        ("uv python install 3.12", "python install"),
        ("uv build --wheel", "build"),
    ],
)
def test_verbs(text: str, verb: str) -> None:
    install = read(text)
    assert (install.manager, install.verb, install.uncertain) == ("uv", verb, False)
    word = verb.rpartition(" ")[2] if text[:3] != "uvx" else "uvx"
    assert text[install.verb_span.start : install.verb_span.end] == word


@pytest.mark.parametrize(
    "text",
    ["uv", "uv --version", "uv pip", "uv pip list", "uv ? sync", "uv pip ?", "uv self update", "uvicorn app", "?"],
)
def test_what_is_no_install(text: str) -> None:
    assert read_install(shell(text)) is None


def test_a_variable_that_holds_the_call() -> None:
    span = shell("$uvpip x").arguments[0].span
    words = ("uv", "pip", "install", "--system")
    arguments = (*(Argument(word, span) for word in words), *shell("$uvpip x").arguments[1:])
    install = read_install(Command(arguments))
    assert install is not None
    assert asked(install) == ["x"]
    assert install.has("--system")


@pytest.mark.parametrize(
    ("text", "requirements"),
    [
        ("uv pip install torch==2.5 numpy", ["torch==2.5", "numpy"]),
        ("uv pip install 'pkg @ git+https://h/r@main'", ["git+https://h/r@main"]),
        ("uv pip install git+https://h/r.git", ["git+https://h/r.git"]),
        ("uv pip install '.[all]' ./dist/x-1.0-py3-none-any.whl", [".", "./dist/x-1.0-py3-none-any.whl==1.0"]),
        ("uv pip install --no-binary numpy torch", ["torch"]),
        ("uv pip install -p 3.12 --target /t torch", ["torch"]),
        ("uv pip install -c c.txt -b b.txt -P numpy -C k=v torch", ["torch"]),
        ("uv pip install --torch-backend cpu torch", ["torch"]),
        ("uv pip install --index-url https://i torch --link-mode=copy", ["torch"]),
        ("uv pip install -qU torch", ["torch"]),
        ("uv pip install -- torch", ["torch"]),
        ("uv pip uninstall -y torch", ["torch"]),
        ("uv sync --no-binary --python 3.12 --group dev", []),
        ("uv add torch>=2 --group gpu --bounds exact", ["torch"]),
        ("uv add --script x.py torch", ["torch"]),
        ("uv add -m 'x' --dev pytest", ["pytest"]),
        ("uv tool install ruff@0.6.0 --with a,b>=1", ["ruff==0.6.0", "a", "b"]),
        ("uv tool install --with 'a>=1,<2,b[c,d]' ruff@latest", ["ruff", "a>=1,<2", "b"]),
        ("uv tool install --from 'hub[cli]' hf", ["hub"]),
        ("uvx --from hub==1.0 hf download m --local-dir x", ["hub==1.0"]),
        ("uvx ruff check --select E .", ["ruff"]),
        ("uv run -m x torch numpy", []),
        ("uv run --with httpx --with a,b -m x c", ["httpx", "a", "b"]),
        ("uv pip install name@https://h/x.whl", ["https://h/x.whl"]),
    ],
)
def test_requirements(text: str, requirements: list[str]) -> None:
    install = read(text)
    assert asked(install) == requirements
    assert not install.unknown


def test_editables() -> None:
    install = read("uv pip install -e . --editable ./lib[x] torch")
    assert [one.path for one in install.editables] == [".", "./lib"]
    assert asked(install) == ["torch"]
    assert install.installs_project
    assert not read("uv sync --no-editable").installs_project
    extras = read("uv pip install -e ?")
    assert extras.installs_project
    assert not extras.editables
    assert asked(read("uv add --editable ./lib")) == ["./lib"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uv pip install -r a.txt --requirements b.txt --requirement=c.txt", ["a.txt", "b.txt", "c.txt"]),
        ("uv pip install -ra.txt", ["a.txt"]),
        ("uv pip install -r a.txt,b.txt", ["a.txt", "b.txt"]),
        ("uv pip sync a.txt b.txt", ["a.txt", "b.txt"]),
        ("uv pip compile a.in -o a.txt", ["a.in"]),
        ("uv add -r a.txt", ["a.txt"]),
        ("uv run --with-requirements a.txt -m x", ["a.txt"]),
        ("uv pip install -r ?", [None]),
    ],
)
def test_files(text: str, expected: list[str | None]) -> None:
    assert files(read(text)) == expected


def test_constraints_come_from_the_environment_too() -> None:
    install = read("uv pip install -c a.txt torch", UV_CONSTRAINT="b.txt c.txt")
    assert [file.path for file in install.constraint_files] == ["b.txt", "c.txt", "a.txt"]
    assert not read("uv sync", UV_CONSTRAINT="b.txt").constraint_files


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("uv pip install ?", True),
        ("uv pip install torch", False),
        ("uv pip install -r ?", True),
        ("uv pip install -e ?", True),
        ("uv sync ?", True),
        ("uv sync --group ?", True),
        ("uv sync --extra ?", False),
        ("uv pip install --index-url ? torch", False),
        ("uvx ruff ?", False),
        ("uvx ?", True),
        ("uv pip sync ?", True),
        ("xargs uv pip install", True),
    ],
)
def test_unknown_words(text: str, unknown: bool) -> None:
    assert read(text).unknown is unknown


@pytest.mark.parametrize(
    "text", ["uv pip install --no-dependencies x", "uv pip install --prefer-binary x", "uv build --wheel-dir d"]
)
def test_options_that_uv_does_not_have(text: str) -> None:
    assert read(text).uncertain


@pytest.mark.parametrize(
    ("text", "environment", "indexes"),
    [
        ("uv pip install x", {}, Indexes()),
        ("uv pip install -i https://a --extra-index-url https://b,https://c x", {}, ("https://a", "https://b", "https://c")),
        ("uv sync --default-index https://a --index n=https://b", {}, ("https://a", "https://b")),
        ("uv sync", {"UV_INDEX_URL": "https://a"}, ("https://a",)),
        ("uv sync", {"UV_EXTRA_INDEX_URL": "https://b https://c"}, (None, "https://b", "https://c")),
        ("uv sync", {"UV_INDEX": "n=https://b https://c"}, (None, "https://b", "https://c")),
        ("uv sync --index-url https://a", {"UV_DEFAULT_INDEX": "https://b"}, ("https://a",)),
        ("uv sync", {"PIP_INDEX_URL": "https://a"}, Indexes()),
        ("uv pip install -f /w --no-index x", {}, Indexes(None, (), ("/w",), True)),
        ("uv pip install -i ? x", {}, Indexes(unknown=True)),
        ("uv pip install x", {"UV_INDEX": None}, Indexes(None, (None,), unknown=True)),
    ],
)  # fmt: skip
def test_indexes(text: str, environment: dict[str, str | None], indexes: Indexes | tuple[str | None, ...]) -> None:
    expected = indexes if isinstance(indexes, Indexes) else Indexes(indexes[0], tuple(indexes[1:]))
    assert read(text, **environment).indexes == expected


@pytest.mark.parametrize(
    ("text", "environment", "locked"),
    [
        ("uv sync", {}, False),
        ("uv sync --locked", {}, True),
        ("uv sync --frozen", {}, True),
        ("uv sync", {"UV_LOCKED": "1"}, True),
        ("uv sync", {"UV_FROZEN": "true"}, True),
        ("uv sync", {"UV_FROZEN": "0"}, False),
        ("uv sync", {"UV_FROZEN": None}, None),
        ("uv sync --locked", {"UV_FROZEN": None}, True),
        ("uv sync ?", {}, None),
        ("uv sync ? --locked", {}, True),
        ("uv run --locked -m x", {}, True),
        ("uv export", {}, False),
        ("uv pip install x", {"UV_LOCKED": "1"}, None),
    ],
)
def test_locked(text: str, environment: dict[str, str | None], locked: bool | None) -> None:
    assert read(text, **environment).locked is locked


@pytest.mark.parametrize(
    ("text", "environment", "dev"),
    [
        ("uv sync", {}, True),
        ("uv sync --no-dev", {}, False),
        ("uv sync --no-default-groups", {}, False),
        ("uv sync --no-default-groups --group dev", {}, True),
        ("uv sync --only-group prod", {}, False),
        ("uv sync --only-group dev", {}, True),
        ("uv sync --no-group dev", {}, False),
        ("uv sync --no-group docs", {}, True),
        ("uv sync --no-dev --dev", {}, True),
        ("uv sync", {"UV_NO_DEV": "1"}, False),
        ("uv sync --dev", {"UV_NO_DEV": "1"}, True),
        ("uv sync", {"UV_NO_DEV": None}, None),
        ("uv pip install x", {}, None),
    ],
)
def test_development_group(text: str, environment: dict[str, str | None], dev: bool | None) -> None:
    assert read(text, **environment).dev is dev


@pytest.mark.parametrize(
    ("text", "environment", "project", "implied"),
    [
        ("uv sync", {}, True, ["pyproject.toml"]),
        ("uv sync --no-install-project", {}, False, ["pyproject.toml"]),
        ("uv sync --no-install-workspace", {}, False, ["pyproject.toml"]),
        ("uv sync --only-group x", {}, False, ["pyproject.toml"]),
        ("uv sync", {"UV_NO_INSTALL_PROJECT": "1"}, False, ["pyproject.toml"]),
        ("uv sync", {"UV_NO_INSTALL_PROJECT": None}, None, ["pyproject.toml"]),
        ("uv sync --project /app/", {}, True, ["/app/pyproject.toml"]),
        ("uv sync", {"UV_PROJECT": "/app"}, True, ["/app/pyproject.toml"]),
        ("uv sync --directory .", {}, True, ["pyproject.toml"]),
        ("uv sync --only-install-project", {}, False, []),
        ("uv run -m x", {}, None, ["pyproject.toml"]),
        ("uv run --frozen -m x", {}, True, ["pyproject.toml"]),
        ("uv run --no-sync -m x", {}, False, []),
        ("uv run -m x", {"UV_NO_SYNC": "1"}, False, []),
        ("uv run --no-project -m x", {}, False, []),
        ("uv add x", {}, True, ["pyproject.toml"]),
        ("uv add --frozen x", {}, False, []),
        ("uv lock", {}, False, []),
        ("uv pip install .", {}, False, []),
    ],
)
def test_the_project(text: str, environment: dict[str, str | None], project: bool | None, implied: list[str]) -> None:
    install = read(text, **environment)
    assert (install.with_project, list(install.implied_files)) == (project, implied)


@pytest.mark.parametrize(
    ("text", "environment", "option", "value"),
    [
        ("uv pip install x", {"UV_TORCH_BACKEND": "cpu"}, "--torch-backend", "cpu"),
        ("uv pip install --torch-backend=auto x", {"UV_TORCH_BACKEND": "cpu"}, "--torch-backend", "auto"),
        ("uv sync", {"UV_LINK_MODE": "copy"}, "--link-mode", "copy"),
        ("uv sync -p 3.12", {}, "--python", "3.12"),
        ("uv pip install --no-cache-dir x", {}, "--no-cache", None),
        ("uv pip install -n x", {}, "--no-cache", None),
        ("uv pip install x", {"UV_SYSTEM_PYTHON": "1"}, "--system", None),
        ("uv pip install --compile x", {}, "--compile-bytecode", None),
    ],
)
def test_options(text: str, environment: dict[str, str | None], option: str, value: str | None) -> None:
    found = read(text, **environment).option(option)
    assert found is not None
    assert (found.value, found.unknown) == (value, False)


@pytest.mark.parametrize(
    ("text", "environment", "option"),
    [
        ("uv sync", {"UV_SYSTEM_PYTHON": "1"}, "--system"),
        ("uv sync", {"UV_TORCH_BACKEND": "cpu"}, "--torch-backend"),
        ("uv pip install x", {"UV_NO_CACHE": "false"}, "--no-cache"),
        ("uv pip install x", {"UV_NO_CACHE": ""}, "--no-cache"),
        ("uv pip install x", {"UV_NO_DEV": "1"}, "--no-dev"),
    ],
)
def test_variables_that_set_nothing(text: str, environment: dict[str, str | None], option: str) -> None:
    assert not read(text, **environment).has(option)


def test_a_variable_that_uv_refuses() -> None:
    assert read("uv sync", UV_FROZEN="perhaps").uncertain


def test_uv_run_before_a_command_is_seen() -> None:
    calls = list(read_installs(shell("sudo uv run --frozen pip install x")))
    assert [(call.manager, call.verb, asked(call)) for call in calls] == [("uv", "run", []), ("pip", "install", ["x"])]
    assert calls[0].locked is True
    assert [call.verb for call in read_installs(shell("uv run pytest tests"))] == ["run"]
    assert [call.verb for call in read_installs(shell("conda run -n x pip install y"))] == ["install"]
    assert list(read_installs(shell("sudo ls"))) == []


def test_versions_that_the_shell_drops() -> None:
    assert [one.text for one in read("uv pip install torch>=2.0,<3 numpy").dropped] == ["torch>=2.0,<3"]
    assert [one.text for one in read("uv add torch>=2").dropped] == ["torch>=2"]


def test_other_answers() -> None:
    install = read("uv sync")
    assert install.assumes_yes is True
    assert install.uses_defaults is False
    assert install.recommends is False
    assert read("uv sync --group a --only-group b").groups == ("a", "b")
    assert read("uv sync --dry-run").installs_packages is False
