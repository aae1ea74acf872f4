from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from mlint.config import ConfigError, Settings, SettingsFinder, read_settings

FULL_YAML = """
select: [gpu, ML301]
extend-select: [ML5]
ignore: [DL3042]
severity: {ML301: error, gpu: info}
fail-on: never
target: gpu
context: app
build-args: {PYTHON: "3.10"}
packs: [./rules]
options:
  big-layer: {limit: 5}
exclude: ["vendor/**"]
baseline: known.json
overrides:
  - paths: ["dev/**"]
    ignore: [gpu]
    fail-on: error
"""

FULL_TOML = """
[project]
name = "x"
[tool.mlint]
select = ["gpu", "ML301"]
extend-select = ["ML5"]
ignore = ["DL3042"]
severity = { ML301 = "error", gpu = "info" }
fail-on = "never"
target = "gpu"
context = "app"
build-args = { PYTHON = "3.10" }
packs = ["./rules"]
exclude = ["vendor/**"]
baseline = "known.json"
[tool.mlint.options.big-layer]
limit = 5
[[tool.mlint.overrides]]
paths = ["dev/**"]
ignore = ["gpu"]
fail-on = "error"
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that is also the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fields(settings: Settings) -> dict[str, object]:
    unset = {"file", "folder", "lines", "context", "baseline", "overrides"}
    return {name: value for name, value in vars(settings).items() if name not in unset}


@pytest.mark.parametrize(("name", "text"), [(".mlint.yaml", FULL_YAML), ("pyproject.toml", FULL_TOML)])
def test_every_key_is_read(repository: Path, name: str, text: str) -> None:
    (repository / "app").mkdir()
    (repository / name).write_text(text)
    settings = SettingsFinder().of_file("sub/Dockerfile")
    assert fields(settings) == {
        "select": ("gpu", "ML301"),
        "extend_select": ("ML5",),
        "ignore": ("DL3042",),
        "severity": {"ML301": "error", "gpu": "info"},
        "fail_on": "never",
        "target": "gpu",
        "target_stage": None,
        "build_args": {"PYTHON": "3.10"},
        "packs": ("./rules",),
        "options": {"big-layer": {"limit": 5}},
        "exclude": ("vendor/**",),
        "ruleset": None,
        "keys": (),
        "known": None,
        "in_force": (),
    }
    assert settings.file == name
    assert settings.folder == str(repository)
    assert settings.context == str(repository / "app")
    assert settings.baseline == str(repository / "known.json")
    (override,) = settings.overrides
    assert (override.paths, override.ignore, override.values) == (("dev/**",), ("gpu",), {"fail_on": "error"})


def test_the_nearest_file_wins_and_nothing_above_the_repository_counts(tmp_path: Path) -> None:
    (tmp_path / ".mlint.yaml").write_text("ignore: [above]")
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "a" / "b").mkdir(parents=True)
    (root / "c").mkdir()
    finder = SettingsFinder()
    assert finder.of_file(str(root / "c" / "Dockerfile")).file is None
    (root / ".mlint.yml").write_text("ignore: [root]")
    (root / "a" / "pyproject.toml").write_text('[tool.mlint]\nignore = ["a"]')
    (root / "a" / "b" / "pyproject.toml").write_text('[project]\nname = "mlint-user"')
    finder = SettingsFinder()
    assert finder.of_file(str(root / "c" / "Dockerfile")).ignore == ("root",)
    assert finder.of_file(str(root / "a" / "b" / "Dockerfile")).ignore == ("a",)
    assert finder.of_file(str(root / "a" / "Dockerfile")) is finder.of_file(str(root / "a" / "b" / "Dockerfile"))
    assert finder.of_file(str(tmp_path / "Dockerfile")).ignore == ("above",)


def test_yaml_goes_before_pyproject(repository: Path) -> None:
    (repository / "pyproject.toml").write_text('[tool.mlint]\nignore = ["toml"]')
    (repository / ".mlint.yaml").write_text("ignore: [yaml]")
    assert SettingsFinder().of_file("Dockerfile").ignore == ("yaml",)


def test_given_and_isolated(repository: Path) -> None:
    (repository / ".mlint.yaml").write_text("ignore: [found]")
    (repository / "other.yaml").write_text("ignore: [given]")
    assert SettingsFinder("other.yaml").of_file("Dockerfile").ignore == ("given",)
    assert SettingsFinder(isolated=True).of_file("Dockerfile").ignore == ()


def test_an_empty_file_sets_nothing(repository: Path) -> None:
    (repository / ".mlint.yaml").write_text("# nothing yet\n")
    settings = SettingsFinder().of_file("Dockerfile")
    assert settings.file == ".mlint.yaml"
    assert fields(settings) == fields(Settings())


LAUGHS = "options:\n  rule:\n    a: &a [x]\n" + "".join(
    f"    {name}: &{name} [{', '.join([f'*{inner}'] * 9)}]\n" for inner, name in pairwise("abcdefghi")
)
"""A few lines that stand for a list of billions."""

MISTAKES = [
    ("\nignroe: [a]", ":2: ignroe: unknown key; did you mean ignore?"),
    ("zzz: 1", ":1: zzz: unknown key; known are select, extend-select, ignore, severity, fail-on, target, "),
    ("ignore: ML301", ":1: ignore: must be a list; write [ML301]"),
    ("ignore: {a: b}", ":1: ignore: must be a list of texts"),
    ("ignore: [301]", ":1: ignore: every item must be a text, 301 is none"),
    ("fail-on: warnings", ":1: fail-on: must be one of error, warning, info, never, not 'warnings'"),
    ("fail-on: [error]", ":1: fail-on: must be one of error, warning, info, never, not ['error']"),
    ("target: tpu", ":1: target: must be one of cpu, gpu, not 'tpu'"),
    ("severity:\n  a: error\n  b: fatal", ":3: severity.b: must be one of error, warning, info, not 'fatal'"),
    ("severity: error", ":1: severity: must be a mapping"),
    ("build-args:\n  PYTHON: 3.10", ':2: build-args.PYTHON: must be a text; write it in quotes: "3.1"'),
    ("build-args: {1: a}", ":1: build-args.1: the key must be a text; write it in quotes"),
    ("context: nowhere", ":1: context: no such folder: nowhere"),
    ("context: [a]", ":1: context: must be the path of a folder"),
    ("options:\n  a: 5", ":2: options.a: must be a mapping"),
    ("ignore: [a]\nignore: [b]", ":2: ignore: given twice, first on line 1"),
    ("- a", ": must be a mapping such as `ignore: [pip-cache-kept]`"),
    ("ignore: [a", ":1: not valid YAML: "),
    ("a: &x [*x]\nb: *y", ":2: not valid YAML: found undefined alias"),
    ("a: 2024-13-45", ": not valid YAML: month must be in 1..12"),
    ("a: !!python/object:os.system x", ":1: not valid YAML: could not determine a constructor"),
    ("[" * 5000, ": not valid YAML: "),
    ("ignore: &x [*x]", ":1: ignore: every item must be a text, [[...]] is none"),
    (LAUGHS + "ignore: [*i]", ":11: ignore: every item must be a text, [[...], [...], [...], ..."),
    (LAUGHS + "target: *i", ":12: target: must be one of cpu, gpu, not [[...], [...], [...], ..."),
    ("build-args: {A: true}", ":1: build-args.A: must be a text; write it in quotes"),
    ("1: a", ":1: 1: unknown key"),
    ("ignore:\n  - a\n  - 5", ":3: ignore: every item must be a text, 5 is none"),
    ("baseline: 5", ":1: baseline: must be the path of a file"),
    ("overrides: {}", ":1: overrides: must be a list of mappings, each with `paths`"),
    ("overrides:\n- a", ":2: overrides: must be a mapping"),
    ("overrides:\n- ignore: [a]", ":2: overrides: `paths` is missing: the patterns of the files that are meant"),
    ("overrides:\n- paths: []", ":2: overrides.paths: must not be empty"),
    ("overrides:\n- paths: [a]\n  ignroe: [a]", ":3: overrides.ignroe: unknown key; did you mean ignore?"),
    ("overrides:\n- paths: [a]\n  packs: [a]", ":3: overrides.packs: unknown key; stands outside of overrides only"),
    ("overrides:\n- paths: [a]\n- paths: [b]\n  severity:\n    a: bad", ":5: overrides.severity.a: must be one of"),
    ("overrides:\n- paths: [a]\n  paths: [b]", ":3: overrides.paths: given twice, first on line 2"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_what_is_wrong_in_yaml_is_said_with_its_line(repository: Path, text: str, message: str) -> None:
    (repository / ".mlint.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        SettingsFinder().of_file("Dockerfile")
    assert str(caught.value).startswith(".mlint.yaml" + message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.mlint]\nignroe = []", "pyproject.toml:2: ignroe: unknown key; did you mean ignore?"),
        ("[tool.mlint\n", "pyproject.toml: not valid TOML: "),
        ("[tool.mlint]\nignore = [\n  5,\n]", "pyproject.toml:2: ignore: every item must be a text, 5 is none"),
        ("[tool]\nmlint.target = 'tpu'", "pyproject.toml:2: target: must be one of cpu, gpu, not 'tpu'"),
        ("[tool.other]\nx = 1\n['tool'.\"mlint\"]\nx = 1", "pyproject.toml:4: x: unknown key"),
        (
            "[[tool.mlint.overrides]]\npaths = ['a']\n[[tool.mlint.overrides]]\npaths = ['a']\n"
            "[tool.mlint.overrides.severity]\na = 5",
            "pyproject.toml:6: overrides.severity.a: must be one of",
        ),
        ("[tool.mlint]\noverrides = [{paths = ['a'], x = 1}]", "pyproject.toml:2: overrides.x: unknown key"),
        ("[tool]\nmlint = 5", "pyproject.toml: tool.mlint must be a table"),
        ("[tool.mlint.severity]\na = 5", "pyproject.toml:2: severity.a: must be one of error, warning, info, not 5"),
    ],
)
def test_what_is_wrong_in_toml_is_said(repository: Path, text: str, message: str) -> None:
    (repository / "pyproject.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        SettingsFinder().of_file("Dockerfile")
    assert str(caught.value).startswith(message)


def test_a_given_file_must_be_there_and_about_mlint(repository: Path) -> None:
    (repository / "pyproject.toml").write_text("[project]\nname = 'x'")
    (repository / "latin.yaml").write_bytes(b"ignore: [\xff]")
    with pytest.raises(ConfigError, match=r"^no\.yaml: cannot read the configuration: No such file"):
        SettingsFinder("no.yaml")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml: no table \[tool\.mlint\] in it$"):
        SettingsFinder("pyproject.toml")
    with pytest.raises(ConfigError, match=r"^latin\.yaml: the configuration is not UTF-8 text$"):
        SettingsFinder("latin.yaml")


def test_a_broken_file_is_reported_for_every_file_below_it(repository: Path) -> None:
    (repository / ".mlint.yaml").write_text("x: 1")
    finder = SettingsFinder()
    for name in ("Dockerfile", "Dockerfile", "a/Dockerfile"):
        with pytest.raises(ConfigError, match="unknown key"):
            finder.of_file(name)


def test_packs_are_taken_from_the_root_of_the_own_repository_only(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    nested = repository / "nested"
    nested.mkdir()
    (nested / ".mlint.yaml").write_text("packs: [./evil]")
    with pytest.raises(ConfigError, match=r"^nested/\.mlint\.yaml:1: packs: rule packs are code, so only"):
        SettingsFinder().of_file("nested/Dockerfile")
    assert SettingsFinder("nested/.mlint.yaml").of_file("nested/Dockerfile").packs == ("./evil",)
    (nested / ".git").mkdir()
    with pytest.raises(ConfigError, match="rule packs are code"):
        SettingsFinder().of_file("nested/Dockerfile")
    monkeypatch.chdir(nested)
    assert SettingsFinder().of_file("Dockerfile").packs == ("./evil",)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    with pytest.raises(ConfigError, match="rule packs are code"):
        SettingsFinder().of_file(str(nested / "Dockerfile"))


def test_nothing_is_imported_to_find_that_there_is_no_configuration(repository: Path) -> None:
    (repository / "pyproject.toml").write_text("[tool.other]\n")
    code = (
        "import sys; from mlint.config import SettingsFinder; SettingsFinder().of_file('Dockerfile');"
        "print(sorted({'yaml', 'tomllib', 'difflib', 'pathlib', 'click', 'mlint.config_file'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env=_path())
    assert done.stdout == "[]\n"


def _path() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


def test_settings_can_be_read_from_any_name(tmp_path: Path) -> None:
    file = tmp_path / "strict"
    file.write_text("\ufeffselect: [gpu]")
    assert read_settings(str(file), allow_packs=False).select == ("gpu",)


OVERRIDES = """
ignore: [layers]
fail-on: error
build-args: {A: "1", B: "1"}
severity: {AC401: error}
overrides:
  - paths: ["docker/**", "*.gpu"]
    fail-on: info
    build-args: {B: "2"}
    target: gpu
  - paths: [docker/dev]
    fail-on: never
"""


def test_overrides_hold_for_the_files_that_match(repository: Path) -> None:
    (repository / ".mlint.yaml").write_text(OVERRIDES)
    finder = SettingsFinder()

    def of(path: str) -> tuple[str, dict[str, str], str | None]:
        settings = finder.of_file(path)
        return settings.fail_on, settings.build_args, settings.target

    assert of("Dockerfile") == ("error", {"A": "1", "B": "1"}, None)
    assert of("docker/Dockerfile") == ("info", {"A": "1", "B": "2"}, "gpu")
    assert of("a/b/Dockerfile.gpu") == ("info", {"A": "1", "B": "2"}, "gpu")
    assert of("docker/dev/Dockerfile") == ("never", {"A": "1", "B": "2"}, "gpu")
    assert finder.of_file("docker/a/Dockerfile") is finder.of_file("docker/b/Dockerfile")
    assert SettingsFinder(".mlint.yaml").of_file("x.gpu").fail_on == "info"
