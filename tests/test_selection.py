from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mlint.config import ConfigError, Override, Settings
from mlint.options import Options
from mlint.packs import all_rules, load_pack
from mlint.selection import RuleSet, choose

if TYPE_CHECKING:
    from pathlib import Path

RULE = '''
"""{summary}.

Why.
"""
from mlint.rule import Finding, rule

@rule("{code}", severity="warning", default={default}, aliases={aliases}, options={options})
def {name}(build):
    yield from ()
'''


def write_rule(
    pack: Path,
    path: str,
    code: str,
    default: bool = True,
    aliases: tuple[str, ...] = (),
    options: dict[str, object] | None = None,
) -> None:
    """A rule module at <family>/<rule>.py; the rule's name is the module's."""
    file = pack / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        RULE.format(
            summary=f"Summary of {code}",
            code=code,
            name=file.stem,
            default=default,
            aliases=aliases,
            options=options or {},
        )
    )


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    pack = tmp_path / "pack"
    write_rule(pack, "gpu/cuda_twice.py", "AC401")
    write_rule(pack, "gpu/cuda_old.py", "AC402", default=False, aliases=("ZZ1",))
    write_rule(pack, "layers/big_layer.py", "AC201", aliases=("ZZ1", "BigLayers"), options={"limit": 5})
    (pack / "gpu" / "_shared.py").write_text("raise RuntimeError('not a rule')")
    (pack / "_private").mkdir()
    (pack / "_private" / "x.py").write_text("raise RuntimeError('not a family')")
    return pack


@pytest.fixture
def rules(pack: Path) -> RuleSet:
    return RuleSet(load_pack(str(pack)) + load_pack("mlint.own_rules"))


def chosen(rules: RuleSet, settings: Settings | None = None, **given: tuple[str, ...]) -> list[str]:
    options = Options()
    for name, value in given.items():
        setattr(options, name, value)
    return [rule.code for rule in choose(rules, settings or Settings(), options)]


def test_a_pack_is_its_families_without_private_names(pack: Path) -> None:
    loaded = load_pack("./pack", str(pack.parent))
    assert sorted((rule.code, rule.name, rule.family, rule.summary) for rule in loaded) == [
        ("AC201", "big-layer", "layers", "Summary of AC201"),
        ("AC401", "cuda-twice", "gpu", "Summary of AC401"),
        ("AC402", "cuda-old", "gpu", "Summary of AC402"),
    ]


def test_rules_of_a_folder_can_share_a_module(pack: Path) -> None:
    (pack / "gpu" / "_shared.py").write_text("CODE = 'AC499'")
    (pack / "gpu" / "sharing.py").write_text(
        "'''S.'''\nfrom ._shared import CODE\nfrom mlint.rule import rule\n"
        "@rule(CODE, severity='info')\ndef sharing(build):\n    yield from ()\n"
    )
    assert "AC499" in {rule.code for rule in load_pack(str(pack))}


def test_a_rule_that_is_imported_belongs_to_its_own_module_only(pack: Path) -> None:
    (pack / "layers" / "other.py").write_text("from ..gpu.cuda_twice import cuda_twice\n")
    assert sorted(rule.code for rule in load_pack(str(pack))) == ["AC201", "AC401", "AC402"]


def test_the_built_in_rules_are_always_there() -> None:
    codes = [rule.code for rule in all_rules().rules]
    assert codes[:2] == ["ML001", "ML002"]
    assert codes == sorted(codes)


def test_a_pack_inside_a_zip_file_is_listed(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    archive = tmp_path / "app.pyz"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("zipped_pack/__init__.py", "")
        target.writestr("zipped_pack/gpu/__init__.py", "")
        target.write(pack / "gpu" / "cuda_twice.py", "zipped_pack/gpu/cuda_twice.py")
    monkeypatch.syspath_prepend(str(archive))
    assert [rule.code for rule in load_pack("zipped_pack")] == ["AC401"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no_such_pack_x", "pack no_such_pack_x: no package of that name is installed; a folder is written ./folder"),
        ("./missing", "pack ./missing: no such folder: "),
        ("string", "pack string: is a module; a pack is a folder"),
        ("./empty", "pack ./empty: holds no rule"),
        ("./broken", "pack ./broken: _mlint_pack_"),
    ],
)
def test_a_pack_that_cannot_be_used(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken" / "gpu").mkdir(parents=True)
    (tmp_path / "broken" / "gpu" / "rule.py").write_text("1 / 0")
    with pytest.raises(ConfigError) as caught:
        load_pack(name, str(tmp_path))
    assert str(caught.value).startswith(message)


def test_a_broken_module_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken" / "gpu").mkdir(parents=True)
    (tmp_path / "broken" / "gpu" / "rule.py").write_text("import no_such_module_y")
    with pytest.raises(ConfigError, match=r"gpu\.rule needs a module that is not installed: no_such_module_y"):
        load_pack("./broken", str(tmp_path))


@pytest.mark.parametrize(
    ("file", "code", "what"), [("gpu/again.py", "AC401", "code"), ("layers/cuda_twice.py", "AC499", "name")]
)
def test_two_rules_with_one_code_or_name_are_both_named(pack: Path, file: str, code: str, what: str) -> None:
    write_rule(pack, file, code)
    with pytest.raises(ConfigError, match=f"two rules have the {what} ") as caught:
        all_rules([str(pack)])
    assert str(pack / "gpu" / "cuda_twice.py") in str(caught.value)
    assert str(pack / file) in str(caught.value)


def test_what_names_rules(rules: RuleSet) -> None:
    def find(text: str) -> list[str]:
        return [rule.code for rule in rules.find(text)]

    assert find("cuda-twice") == find("AC401") == find("ac401") == ["AC401"]
    assert find("gpu") == find("AC4") == ["AC401", "AC402"]
    assert find("AC") == ["AC201", "AC401", "AC402"]
    assert find("ZZ1") == ["AC201", "AC402"]
    assert find("biglayers") == ["AC201"]
    assert find("A") == find("") == find("AC5") == find("cuda") == find("4") == []
    assert rules.with_alias("gpu") == ()


def test_what_is_unknown_gets_the_nearest_name(rules: RuleSet) -> None:
    assert rules.unknown("cuda-twise") == "unknown rule 'cuda-twise'; did you mean cuda-twice?"
    assert rules.unknown("qqqqq") == "unknown rule 'qqqqq'; `mlint rules` lists them all"


def test_defaults_run_and_the_rest_on_request(rules: RuleSet) -> None:
    assert chosen(rules) == ["AC201", "AC401", "ML001", "ML002"]
    assert chosen(rules, extend_select=("AC402",)) == ["AC201", "AC401", "AC402", "ML001", "ML002"]
    assert chosen(rules, select=("gpu",)) == ["AC401", "AC402", "ML001", "ML002"]
    assert chosen(rules, ignore=("layers", "ML002")) == ["AC401", "ML001"]
    assert chosen(rules, select=("gpu",), ignore=("AC402",)) == ["AC401", "ML001", "ML002"]


def test_the_command_line_has_the_last_word(rules: RuleSet) -> None:
    settings = Settings()
    settings.select = ("gpu",)
    settings.extend_select = ("AC201",)
    settings.ignore = ("AC401",)
    assert chosen(rules, settings) == ["AC201", "AC402", "ML001", "ML002"]
    assert chosen(rules, settings, extend_select=("AC401",)) == ["AC201", "AC401", "AC402", "ML001", "ML002"]
    assert chosen(rules, settings, select=("AC401",)) == ["AC401", "ML001", "ML002"]
    assert chosen(rules, settings, ignore=("AC4",)) == ["AC201", "ML001", "ML002"]


def test_an_unknown_rule_says_where_it_stands(rules: RuleSet) -> None:
    settings = Settings()
    settings.file = ".mlint.yaml"
    settings.ignore = ("cuda-twise",)
    with pytest.raises(
        ConfigError, match=r"^\.mlint\.yaml: ignore: unknown rule 'cuda-twise'; did you mean cuda-twice\?$"
    ):
        chosen(rules, settings)
    with pytest.raises(ConfigError, match=r"^--select: unknown rule 'x'"):
        chosen(rules, select=("x",))


def overridden(**given: Any) -> Settings:
    """Settings with an override that holds the ``given`` and is in force."""
    settings = Settings()
    settings.file = "f"
    override = Override(("overrides", 0), ("*",))
    for name, value in given.items():
        setattr(override, name, value)
    settings.overrides = (override,)
    return settings


def test_an_override_has_the_last_word_in_the_configuration(rules: RuleSet) -> None:
    settings = overridden(extend_select=("AC402",), ignore=("AC201",)).overridden([0])
    settings.ignore = ("gpu",)
    assert chosen(rules, settings) == ["AC402", "ML001", "ML002"]
    settings.in_force[0].select = ("layers", "AC401")
    assert chosen(rules, settings) == ["AC401", "AC402", "ML001", "ML002"]
    assert chosen(rules, settings, ignore=("gpu",)) == ["ML001", "ML002"]


def test_severity_and_options_of_an_override(rules: RuleSet) -> None:
    base = overridden(severity={"gpu": "info"}, options={"AC201": {"limit": 9}})
    base.severity = {"AC401": "error", "layers": "error"}
    settings = base.overridden([0])
    settings.bind(rules)
    assert settings.severity == {"AC401": "info", "AC402": "info", "AC201": "error"}
    assert settings.options == {"AC201": {"limit": 9}}
    settings = base.overridden([])
    settings.bind(rules)
    assert settings.severity == {"AC401": "error", "AC201": "error"}
    assert settings.options == {}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"ignore": ("big-leyer",)}, "f:7: overrides.ignore: unknown rule 'big-leyer'; did you mean big-layer?"),
        ({"select": ("x",)}, "f:4: overrides.select: unknown rule 'x'; `mlint rules` lists them all"),
        ({"severity": {"x": "info"}}, "f:4: overrides.severity.x: unknown rule 'x'; `mlint rules` lists them all"),
        ({"options": {"AC201": {"x": 1}}}, "f:4: overrides.options.AC201.x: unknown option; known are limit"),
    ],
)
def test_a_mistake_in_an_override_that_matches_nothing_is_told(
    rules: RuleSet, given: dict[str, Any], message: str
) -> None:
    settings = overridden(**given)
    settings.lines = {("overrides", 0): 4, ("overrides", 0, "ignore"): 6, ("overrides", 0, "ignore", 0): 7}
    with pytest.raises(ConfigError) as caught:
        settings.overridden([]).bind(rules)
    assert str(caught.value) == message


def test_settings_are_bound_to_rules(rules: RuleSet) -> None:
    settings = Settings()
    settings.severity = {"AC401": "error", "gpu": "info"}
    settings.options = {"big-layer": {"limit": 7}}
    settings.bind(rules)
    assert settings.severity == {"AC401": "error", "AC402": "info"}
    (big_layer,) = rules.find("big-layer")
    assert settings.option(big_layer, "limit") == 7
    assert Settings().option(big_layer, "limit") == 5
    with pytest.raises(KeyError):
        settings.option(big_layer, "limmit")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"big-layer": {"limmit": 7}}, "f: options.big-layer.limmit: unknown option; did you mean limit?"),
        ({"big-layer": {"limit": "7"}}, "f: options.big-layer.limit: must be a whole number"),
        ({"big-layer": {"limit": True}}, "f: options.big-layer.limit: must be a whole number"),
        ({"cuda-twice": {"limit": 7}}, "f: options.cuda-twice.limit: cuda-twice has no options"),
        ({"gpu": {"limit": 7}}, "f: options.gpu: name one rule, this names 2"),
        ({"big-leyer": {}}, "f: options.big-leyer: unknown rule 'big-leyer'; did you mean big-layer?"),
    ],
)
def test_options_that_no_rule_has(rules: RuleSet, options: dict[str, dict[str, object]], message: str) -> None:
    settings = Settings()
    settings.file = "f"
    settings.options = options
    with pytest.raises(ConfigError) as caught:
        settings.bind(rules)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("default", "value", "result"),
    [((), ["a"], ("a",)), (["x"], ["a"], ["a"]), (1.5, 2, 2.0), (None, [1], [1]), (True, False, False), ("", "x", "x")],
)
def test_option_types(pack: Path, default: object, value: object, result: object) -> None:
    write_rule(pack, "layers/typed.py", "AC900", options={"o": default})
    rules = RuleSet(load_pack(str(pack)))
    settings = Settings()
    settings.options = {"typed": {"o": value}}
    settings.bind(rules)
    assert settings.options == {"AC900": {"o": result}}
    settings = Settings()
    settings.options = {"typed": {"o": {"a": 1}}}
    if default is not None:
        with pytest.raises(ConfigError, match="must be "):
            settings.bind(rules)
