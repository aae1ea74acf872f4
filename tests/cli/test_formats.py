from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest

from mlint.output.paths import RepositoryPaths
from tests import schemas

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

DOCKERFILE = "FROM a\nRUN old\nRUN risky \\\n  wrong\n"


@pytest.fixture
def run(project: Path, mlint: CommandLine) -> Run:
    (project / "app").mkdir()
    (project / "app" / "Dockerfile").write_text(DOCKERFILE)
    return Run(project, mlint)


class Run:
    """Runs mlint on the project, with one more Dockerfile changed."""

    def __init__(self, project: Path, mlint: CommandLine) -> None:
        self.project = project
        self._mlint = mlint

    def __call__(self, format_: str, *arguments: str, text: str | None = None) -> str:
        if text is not None:
            (self.project / "app" / "Dockerfile").write_text(text)
        return self._mlint("check", "--format", format_, *(arguments or ["app/Dockerfile"])).out

    def sarif(self, *arguments: str, text: str | None = None) -> dict[str, Any]:
        """The run of the SARIF log, which is valid."""
        log = json.loads(self("sarif", *arguments, text=text))
        jsonschema.validate(log, schemas.SARIF)
        whole = os.environ.get("SARIF_SCHEMA")
        if whole:
            with open(whole, encoding="utf-8") as stream:
                jsonschema.validate(log, json.load(stream))
        found: dict[str, Any] = log["runs"][0]
        assert all(
            found["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in found["results"]
        )
        return found

    def prints(self, text: str) -> list[str]:
        """The fingerprints of the SARIF log for a Dockerfile."""
        return [one["partialFingerprints"]["mlint/v1"] for one in self.sarif(text=text)["results"]]


def test_sarif(run: Run) -> None:
    found = run.sarif()
    old, risky, wrong = found["results"]
    assert (old["ruleId"], old["level"], old["message"]) == ("TT401", "warning", {"text": "old is found; write new"})
    assert (risky["level"], wrong["level"]) == ("note", "error")
    artifact = {"uri": "app/Dockerfile", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 8}
    assert old["locations"] == [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]
    assert old["relatedLocations"][0]["message"] == {"text": "the base is named here"}
    line = {"startLine": 2, "endLine": 2, "endColumn": 8}
    replacement = {"deletedRegion": line, "insertedContent": {"text": "RUN new"}}
    assert old["fixes"] == [
        {
            "description": {"text": "write new"},
            "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
            "properties": {"safety": "safe"},
        }
    ]
    assert old["properties"] == {"estimate": {"bytes": 3_000_000_000, "of": "image", "atLeast": False}}
    assert "fixes" not in wrong
    rule = found["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"] == {"text": "The word old stands in the file"}
    assert rule["fullDescription"] == {"text": "Why."}
    assert rule["help"]["markdown"].startswith("The word old stands in the file.\n\nWhy.")
    assert rule["properties"]["aliases"] == ["DL3042", "OLD1"]
    assert found["invocations"] == [{"executionSuccessful": True}]


def test_sarif_tells_of_errors(run: Run) -> None:
    (invocation,) = run.sarif("app/Dockerfile", "none")["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"] == {"text": "no such file or folder"}


def test_sarif_of_every_rule(run: Run, mlint: CommandLine) -> None:
    """The pages of the built-in rules as help: what they hold fits."""
    text = "FROM python:3.12\nENV API_KEY=abc\nCOPY . .\nRUN pip install torch\nRUN apt-get install git\nCMD a b\n"
    (run.project / "app" / "Dockerfile").write_text(text)
    log = json.loads(mlint("check", "--isolated", "--format", "sarif", "app/Dockerfile").out)
    jsonschema.validate(log, schemas.SARIF)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) > 3
    assert all(20 < len(rule["fullDescription"]["text"]) <= 1024 for rule in rules)


def test_sarif_of_several_processes_names_each_rule_once(run: Run) -> None:
    for number in range(40):
        (run.project / f"service-{number:02}").mkdir()
        (run.project / f"service-{number:02}" / "Dockerfile").write_text(DOCKERFILE)
    found = run.sarif("--jobs", "2", ".")
    assert [rule["id"] for rule in found["tool"]["driver"]["rules"]] == ["TT401", "TT402", "TT403"]
    assert found == run.sarif("--jobs", "1", ".")


def test_a_fix_that_holds_a_credential_or_makes_a_file_is_left_out(run: Run) -> None:
    pack = run.project / "rules" / "words" / "words.py"
    pack.write_text(
        pack.read_text()
        .replace('(Edit(place, "new"),)', '(Edit(place, "API_TOKEN=Zq8vT2xLp0"),)')
        .replace('(Edit(place, "safe"),)', '(NewFile("x", "safe"),)')
        .replace("import Edit,", "import Edit, NewFile,")
    )
    found = run.sarif()["results"]
    assert len(found) == 3
    assert not any("fixes" in one for one in found)


def test_fingerprints_survive_what_does_not_touch_the_instruction(run: Run) -> None:
    before = run.prints(DOCKERFILE)
    assert len(set(before)) == 3
    assert run.prints("# a comment\n\nARG X=1\n" + DOCKERFILE) == before
    assert run.prints(DOCKERFILE.replace("\\\n  ", "\\\n      ")) == before
    assert run.prints(DOCKERFILE.replace("RUN old", "RUN old more"))[1:] == before[1:]
    assert run.prints(DOCKERFILE.replace("RUN old", "RUN old more"))[0] != before[0]
    twice = run.prints("FROM a\nRUN old\nRUN old\n")
    assert twice[0] == before[0]
    assert twice[1] != before[0]


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Commands as the runner of GitHub Actions reads them: name, properties, message."""

    def decoded(value: str, *codes: str) -> str:
        for code in (*codes, "25"):
            value = value.replace(f"%{code}", chr(int(code, 16)))
        return value

    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
        assert match, line
        pairs = (pair.partition("=") for pair in match[2].split(","))
        properties = {key: decoded(value, "0D", "0A", "3A", "2C") for key, _, value in pairs}
        found.append((match[1], properties, decoded(match[3], "0D", "0A")))
    return found


def test_github_annotations(run: Run) -> None:
    old, risky, wrong = commands(run("github"))
    where = {"file": "app/Dockerfile", "line": "2", "endLine": "2", "col": "5", "endColumn": "8"}
    assert old == (
        "warning",
        {**where, "title": "TT401 old-word"},
        "old is found; write new [fixable]\napp/Dockerfile:1: the base is named here\nabout 3.0 GB in the image",
    )
    assert (risky[0], wrong[0]) == ("notice", "error")
    assert wrong[1]["line"] == "4"


def test_github_escapes_what_the_runner_would_act_on(run: Run) -> None:
    name = "a, b: 50%::c" if os.name != "nt" else "a, b 50%"
    (run.project / name).mkdir()
    (run.project / name / "Dockerfile").write_text("FROM a\nRUN old\n")
    ((_, properties, _),) = commands(run("github", name))
    assert properties["file"] == f"{name}/Dockerfile"
    _, error = commands(run("github", name, "none: 1%\n"))
    assert error == ("error", {"file": "none: 1%\\n", "title": "mlint"}, "no such file or folder")


def test_gitlab_code_quality(run: Run) -> None:
    report = json.loads(run("gitlab"))
    jsonschema.validate(report, schemas.GITLAB)
    assert [one["severity"] for one in report] == ["major", "info", "critical"]
    assert report[0]["description"] == "TT401 old is found; write new"
    assert report[0]["check_name"] == "old-word"
    assert report[0]["location"] == {"path": "app/Dockerfile", "lines": {"begin": 2, "end": 2}}
    sarif = [one["partialFingerprints"]["mlint/v1"] for one in run.sarif()["results"]]
    assert [one["fingerprint"] for one in report] == sarif
    report = json.loads(run("gitlab", text="FROM a\nRUN old old\nRUN old old\n"))
    assert len({one["fingerprint"] for one in report}) == 4
    assert json.loads(run("gitlab", "none")) == []


def test_junit(run: Run) -> None:
    (run.project / "clean.dockerfile").write_text("FROM a\n")
    text = run("junit", "app/Dockerfile", "clean.dockerfile", "none")
    for element in ElementTree.fromstring(text.encode()).iter():
        assert set(element.attrib) <= schemas.JUNIT[element.tag]
        assert element.tag != "testsuite" or {"name", "tests", "failures", "errors"} <= set(element.attrib)
    report = junitparser.JUnitXml.fromstring(text.encode())
    assert (report.name, report.tests, report.failures, report.errors) == ("mlint", 5, 2, 1)
    app, clean, none = report
    assert (app.name, app.tests, app.failures, app.errors) == ("app/Dockerfile", 3, 2, 0)
    old, risky, wrong = app
    assert (old.classname, old.name) == ("app/Dockerfile", "TT401 old-word (line 2, column 5)")
    assert (old.result[0].type, old.result[0].message) == ("warning", "old is found; write new")
    assert old.result[0].text.splitlines()[0] == "app/Dockerfile:2:5: old is found; write new [fixable]"
    assert risky.is_passed
    assert risky.system_out.startswith("app/Dockerfile:3:5: risky is found")
    assert wrong.is_failure
    assert [case.is_passed for case in clean] == [True]
    assert [case.is_error for case in none] == [True]
    report = junitparser.JUnitXml.fromstring(run("junit", "app/Dockerfile", "--fail-on", "never").encode())
    assert (report.tests, report.failures) == (3, 0)


def test_odd_names_and_texts_stay_readable(run: Run) -> None:
    name = "ü <&\"' #?%.dockerfile" if os.name != "nt" else "ü &' #%.dockerfile"
    (run.project / name).write_bytes(b"FROM a\nRUN old \xff\x1b\n")
    (result,) = run.sarif(name)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert uri.endswith("%20%23%25.dockerfile" if os.name == "nt" else "%20%23%3F%25.dockerfile")
    (suite,) = junitparser.JUnitXml.fromstring(run("junit", name).encode())
    assert suite.name == name
    assert json.loads(run("gitlab", name))[0]["location"]["path"] == name


def test_several_outputs_of_one_run(run: Run, mlint: CommandLine) -> None:
    outputs = [f"--output={name}={name}.out" for name in ("sarif", "junit", "gitlab", "github")]
    done = mlint("check", "app", *outputs)
    assert done.out.startswith("app/Dockerfile:2:5: warning TT401 old-word: ")
    for name in ("sarif", "junit", "gitlab", "github"):
        assert (run.project / f"{name}.out").read_text(encoding="utf-8") == run(name, "app")


def test_paths_start_at_the_repository(run: Run, mlint: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run.project / "app")
    ((_, properties, _),) = [one for one in commands(run("github", "Dockerfile")) if one[0] == "error"]
    assert properties["file"] == "app/Dockerfile"


def test_paths_of_files_elsewhere(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "vendored" / ".git").mkdir(parents=True)
    other = tmp_path_factory.mktemp("other")
    (other / ".git").mkdir()
    bare = tmp_path_factory.mktemp("bare")
    paths = RepositoryPaths()
    assert paths["vendored/Dockerfile"] == "vendored/Dockerfile"
    assert paths[str(other / "a" / "Dockerfile")] == "a/Dockerfile"
    assert paths[str(bare / "Dockerfile")] == str(bare / "Dockerfile").replace(os.sep, "/")
    monkeypatch.chdir(bare)
    assert RepositoryPaths()["a/Dockerfile"] == "a/Dockerfile"


def test_a_file_elsewhere_has_an_absolute_address(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("bare") / "Dockerfile"
    file.write_text("FROM a\nRUN old\n")
    found = run.sarif("--config", ".mlint.yaml", str(file))["results"]
    assert found[0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": file.as_uri()}
