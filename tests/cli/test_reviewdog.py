"""What reviewdog reads of the SARIF, field by field: every suggestion must be what the fix makes.

The reader (parser/sarif.go), filter and builders of suggestions of reviewdog (August 2026) were run on 1,871 findings
in public Dockerfiles; what they make of each field is written down here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from mlint.edits import apply
from mlint.packs import all_rules
from mlint.rule import Edit, Place, Span
from mlint.testing import read_sections

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

Json = dict[str, Any]
LEVELS = {"error": "error", "warning": "warning", "note": "info"}
ODD = {
    "ascii": "FROM python:3.12-slim\nRUN pip install numpy==2.1.0 && \\\n  pip install six==1.16.0\n",
    "no line end": "FROM python:3.12-slim\nRUN pip install numpy==2.1.0",
    "ü #%?": 'FROM python:3.12-slim\nRUN echo "ü€😀" && pip install numpy==2.1.0 && echo "ü"\n',
    "mark": "\ufeffFROM python:3.12-slim as x\nRUN\tpip install numpy==2.1.0",
    "first line": "\ufeffMAINTAINER a@b.example",
    "last line goes": "FROM a\nENV TORCH_CUDA_ARCH_LIST=${TORCH_CUDA_ARCH_LIST}\n",
    "long line": "FROM python:3.12-slim\nRUN pip install numpy==2.1.0" + " && echo 1" * 3_000 + "\n",
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Dockerfiles of a repository: what the pages of all rules call bad, and odd ones."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    texts = {name.strip(" ?") if Path.cwd().drive else name: text for name, text in ODD.items()}
    for rule in all_rules().rules:
        bad = [section for section in read_sections(rule.page) if section.title == "Bad"]
        for number, block in enumerate(block for section in bad for block in section.dockerfiles()):
            texts[f"{rule.name}-{number}"] = block.text
    found = {f"{name}/Dockerfile": text for name, text in texts.items()}
    for path, text in found.items():
        Path(path).parent.mkdir()
        Path(path).write_text(text, encoding="utf-8", newline="")
    return found


def github(result: Json, text: str) -> str:
    """The file after reviewdog's suggestion on GitHub: columns count bytes, without one whole lines are meant."""
    region, new = the_replacement(result)
    lines = text.encode().split(b"\n")
    first, last = region["startLine"], region["endLine"]
    before = lines[first - 1][: region.get("startColumn", 1) - 1]
    behind = lines[last - 1][region["endColumn"] - 1 :] if "endColumn" in region else b""
    return b"\n".join([*lines[: first - 1], before + new + behind, *lines[last:]]).decode()


def gitlab(result: Json, text: str) -> str | None:
    """The same on GitLab: whole lines, as many as the range has, from the line of the finding on; None without an end.

    Columns are not looked at, but a single line without any has no end.
    """
    region, new = the_replacement(result)
    if region["startLine"] == region["endLine"] and "endColumn" not in region:
        return None
    lines = text.encode().split(b"\n")
    first = result["locations"][0]["physicalLocation"]["region"]["startLine"]
    behind = lines[first + region["endLine"] - region["startLine"] :]
    return b"\n".join([*lines[: first - 1], new, *behind]).decode()


def the_replacement(result: Json) -> tuple[Json, bytes]:
    """The region and the text of the only replacement: each would be a suggestion, and only one can be taken."""
    (fix,) = result["fixes"]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    return replacement["deletedRegion"], replacement["insertedContent"]["text"].encode()


def fixed(finding: Json, text: str) -> str:
    """The file after the fix of the JSON format."""
    body = text.removeprefix("\ufeff")
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    edits = []
    for edit in finding["fix"]["edits"]:
        start, end = (starts[edit[key]["line"] - 1] + edit[key]["column"] - 1 for key in ("start", "end"))
        edits.append(Edit(Place("", Span(start, end)), edit["text"]))
    return apply(body, edits)


def test_what_reviewdog_reads_is_what_mlint_found(files: dict[str, str], mlint: CommandLine) -> None:
    mlint("check", "--isolated", "--select", "ML", "--output", "sarif=a.sarif", "--output", "json=a.json")
    (log,) = json.loads(Path("a.sarif").read_text(encoding="utf-8"))["runs"]
    findings = json.loads(Path("a.json").read_text(encoding="utf-8"))["findings"]
    assert "originalUriBaseIds" not in log  # the paths are those of the repository as they are
    assert log["tool"]["driver"]["name"] == "mlint"
    suggestions = 0
    for result, finding in zip(log["results"], findings, strict=True):
        read = place(result["locations"][0])
        assert read == {key: finding[key] for key in ("path", "start", "end")}
        assert (result["ruleId"], LEVELS[result["level"]]) == (finding["code"], finding["severity"])
        assert result["message"] == {"text": finding["message"]}
        related = [{**place(one), "message": one["message"]["text"]} for one in result.get("relatedLocations", ())]
        assert related == finding["related"]
        if "fixes" in result:
            suggestions += 1
            text = files[finding["path"]]
            expected = fixed(finding, text).rstrip("\n")
            assert github(result, text).removeprefix("\ufeff").rstrip("\n") == expected
            if (line := gitlab(result, text)) is not None:
                assert line.removeprefix("\ufeff").rstrip("\n") == expected
    assert suggestions > 80


def place(location: Json) -> Json:
    """A place with its path as reviewdog has it: the decoded URI."""
    region = location["physicalLocation"]["region"]
    start, end = ({"line": region[f"{at}Line"], "column": region[f"{at}Column"]} for at in ("start", "end"))
    return {"path": unquote(location["physicalLocation"]["artifactLocation"]["uri"]), "start": start, "end": end}


def test_no_suggestion_where_it_would_be_misread(files: dict[str, str], mlint: CommandLine) -> None:
    """Above the finding GitLab has it on the wrong line; a line of 30 kB is no suggestion that one can read."""
    del files
    above = "FROM python:3.12-slim\nRUN echo a && \\\n  curl -sSf https://a.example/x.sh | bash\n"
    Path("above.dockerfile").write_text(above, encoding="utf-8")
    for path in ("above.dockerfile", "long line/Dockerfile"):
        command = ["check", "--isolated", "--select", "ML301,ML328", "--format"]
        (finding,) = [one for one in json.loads(mlint(*command, "json", path).out)["findings"] if "fix" in one]
        results = json.loads(mlint(*command, "sarif", path).out)["runs"][0]["results"]
        assert finding["fix"]["edits"]
        assert not any("fixes" in result for result in results)
