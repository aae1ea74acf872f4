"""The GitHub action and the snippets of docs/ci.md: their form, and their scripts run with the mlint of the tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from mlint.cli import cli

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
SNIPPETS = [yaml.safe_load(text) for text in re.findall(r"(?s)```yaml[^\n]*\n(.*?)```", PAGE)]


def accepts(module: str, *arguments: str | Path) -> None:
    """Have a tool check a file."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    assert done.returncode == 0, done.stdout.decode()


def valid(schema: str, file: Path) -> None:
    """Check a file with a schema that check-jsonschema has from SchemaStore or GitLab."""
    accepts("check_jsonschema", "--builtin-schema", schema, file)


def test_the_action_has_the_form_that_github_wants() -> None:
    valid("vendor.github-actions", ROOT / "action.yml")
    assert len(ACTION["description"]) <= 125  # what the marketplace takes
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert all(isinstance(given["default"], str) for given in ACTION["inputs"].values())
    steps = {step.get("id") for step in ACTION["runs"]["steps"]}
    assert set(re.findall(r"steps\.(\w+)\.", json.dumps(ACTION))) <= steps
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", step.get("uses", "a/a@v1")) for step in ACTION["runs"]["steps"])


def test_the_snippets_have_the_forms_that_their_readers_want(tmp_path: Path) -> None:
    told = re.findall(r'(?s)```yaml title="([^"]+)"\n(.*?)```', PAGE)
    assert len(told) == len(SNIPPETS)
    for name, text in told:
        file = tmp_path / "snippet.yml"
        file.write_text(text, encoding="utf-8")
        if name == ".pre-commit-config.yaml":
            accepts("pre_commit", "validate-config", file)
        else:
            schemas = {".github/workflows/mlint.yml": "github-workflows", ".gitlab-ci.yml": "gitlab-ci"}
            valid(f"vendor.{schemas[name]}", file)
    accepts("pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")


def test_what_a_caller_writes_is_no_part_of_a_script() -> None:
    assert not any("${{" in step.get("run", "") for step in ACTION["runs"]["steps"])


def test_the_page_tells_of_every_input() -> None:
    for name, given in ACTION["inputs"].items():
        shown = f"`{given['default']}`" if given["default"] else ""
        assert f"| `{name}` | {shown} |".replace("|  |", "| |") in PAGE
    assert all(f"`{name}`" in PAGE for name in ACTION["outputs"])


def run_step(folder: Path, identifier: str, **inputs: str) -> dict[str, str]:
    """What a step of the action writes to ``GITHUB_OUTPUT``; its own exit code must be 0."""
    bash = shutil.which("bash")
    if bash is None or sys.platform == "win32":
        pytest.skip("runs with bash")
    step = next(step for step in ACTION["runs"]["steps"] if step.get("id") == identifier)
    given = {**{name: one["default"] for name, one in ACTION["inputs"].items()}, **inputs}
    environment = {**os.environ, "RUNNER_TEMP": str(folder / "temp"), "GITHUB_OUTPUT": str(folder / "output")}
    for name, value in step["env"].items():
        environment[name] = re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value)
    (folder / "temp").mkdir(exist_ok=True)
    (folder / "output").write_text("", encoding="utf-8")
    program = folder / "temp" / "mlint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mlint "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment["MLINT"] = str(program)
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "rules")])
    command = [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    subprocess.run(command, check=True, env=environment, cwd=folder / "project")
    lines = (folder / "output").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_the_check_of_the_action(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "project"
    (project / "a b").mkdir(parents=True)
    for name in ("Dockerfile", "a b/Dockerfile"):
        (project / name).write_text("FROM python:3.12-slim\nRUN pip install numpy==2.1.0\n", encoding="utf-8")
    (project / ".mlint.yaml").write_text("severity: {ML301: error}\n", encoding="utf-8")
    done = run_step(tmp_path, "check")
    assert done["exit-code"] == "1"
    assert "::error file=Dockerfile,line=2," in capfd.readouterr().out
    results = json.loads(Path(done["sarif-file"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in results].count("ML301") == 2
    assert run_step(tmp_path, "check", isolated="true", **{"fail-on": "error"})["exit-code"] == "0"
    capfd.readouterr()
    run_step(tmp_path, "check", paths="a b/Dockerfile\n", args="--select\nML301\n")
    out = capfd.readouterr().out
    assert "file=a b/Dockerfile," in out
    assert "file=Dockerfile," not in out
    done = run_step(tmp_path, "check", args="--select\n$(touch owned); nope")
    assert done["exit-code"] == "2"
    assert not (project / "owned").exists()


def test_the_snippets_name_what_there_is() -> None:
    assert len(SNIPPETS) == 5
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    told = {hook["id"] for snippet in SNIPPETS for repo in snippet.get("repos", ()) for hook in repo["hooks"]}
    assert told == hooks
    workflow = next(snippet for snippet in SNIPPETS if "jobs" in snippet)
    assert set(workflow["jobs"]["mlint"]["steps"][-1]["with"]) <= set(ACTION["inputs"])
    known = {option for parameter in cli.commands["check"].params for option in parameter.opts}
    assert set(re.findall(r"mlint check[^\n`]*?(--[a-z-]+)", PAGE)) <= known


def test_the_gitlab_snippet_writes_the_reports_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    job = next(snippet["mlint"] for snippet in SNIPPETS if "mlint" in snippet)
    (tmp_path / "Dockerfile").write_text("FROM python:3.12-slim\nRUN pip install numpy==2.1.0\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = cli.main(job["script"][-1].split()[1:], standalone_mode=False)
    assert (code, "ML301" in capsys.readouterr().out) == (1, True)
    reports = job["artifacts"]["reports"]
    assert json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    assert "<testsuite" in (tmp_path / reports["junit"]).read_text(encoding="utf-8")
