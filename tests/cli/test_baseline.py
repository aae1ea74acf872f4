from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import PACK

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

BEFORE = """\
FROM a
ENV X=1
RUN old one
COPY . .
RUN risky
"""


@pytest.fixture
def known(project: Path, mlint: CommandLine) -> Path:
    """A project whose findings are all known."""
    (project / "Dockerfile").write_text(BEFORE)
    done = mlint("check", "--write-baseline", "known.json")
    assert done == (0, "no new findings in 1 file; 2 known\n", "known.json: 2 known findings (2 new, 0 gone)\n")
    return project


def new(mlint: CommandLine, *arguments: str) -> list[str]:
    """Line and rule of what is reported under the baseline."""
    done = mlint("check", "--baseline", "known.json", "--format", "concise", *arguments)
    assert not done.err
    return [f"{line.split(':')[1]} {line.split()[2]}" for line in done.out.splitlines()]


def test_the_file_has_a_line_for_every_finding(known: Path) -> None:
    text = (known / "known.json").read_text()
    assert text.startswith('{"version": 1, "findings": [\n{"path": "Dockerfile", "rule": "TT401 old-word", "message":')
    assert len(text.splitlines()) == 4
    assert [one["rule"] for one in json.loads(text)["findings"]] == ["TT401 old-word", "TT402 risky-word"]


@pytest.mark.parametrize(
    "text",
    [
        BEFORE,
        "# a comment\n\n\n" + BEFORE,
        BEFORE.replace("\n", "\r\n"),
        BEFORE.replace("RUN old", "RUN  \\\n   old"),
        BEFORE.replace("ENV X=1\n", "ENV X=2\nENV Y=3\n"),
        BEFORE.replace("ENV X=1\n", "").replace("COPY . .\n", "COPY a b\n"),
        BEFORE.replace("RUN old one", "RUN old two"),
        "FROM a\nRUN risky\nCOPY . .\nRUN old one\n",
    ],
)
def test_known_findings_stay_silent(known: Path, mlint: CommandLine, text: str) -> None:
    (known / "Dockerfile").write_text(text, newline="")
    assert new(mlint) == []
    assert mlint("check", "--baseline", "known.json").code == 0


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (BEFORE + "RUN old three\n", ["6 TT401"]),
        (BEFORE.replace("RUN old one\n", "RUN old one\nRUN old one\n"), ["4 TT401"]),
        (BEFORE.replace("RUN old one\n", "RUN old two\nRUN old one\n"), ["3 TT401"]),
        (BEFORE.replace("old one", "old one old"), ["3 TT401"]),
        (BEFORE.replace("old one", "wrong one"), ["3 TT403"]),
        ("FROM a\nRUN x && old\n", ["2 TT401"]),
    ],
)
def test_new_findings_fail(known: Path, mlint: CommandLine, text: str, lines: list[str]) -> None:
    (known / "Dockerfile").write_text(text)
    assert new(mlint) == lines
    assert mlint("check", "--baseline", "known.json").code == 1


def test_the_summary_says_how_many_are_known(known: Path, mlint: CommandLine) -> None:
    (known / "Dockerfile").write_text(BEFORE + "RUN wrong\n")
    done = mlint("check", "--baseline", "known.json")
    assert done.out.endswith("\n1 new finding (1 error) in 1 file; 2 known\n")


def test_the_configuration_may_name_it(known: Path, mlint: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    with (known / ".mlint.yaml").open("a") as stream:
        stream.write("baseline: known.json\n")
    assert mlint("check", "Dockerfile") == (0, "no new findings in 1 file; 2 known\n", "")
    (known / "sub").mkdir()
    monkeypatch.chdir(known / "sub")
    assert mlint("check", "../Dockerfile").code == 0
    assert mlint("check", "--baseline", "none.json", "../Dockerfile").code == 2


def test_what_is_gone_is_dropped_and_what_was_not_looked_at_stays(known: Path, mlint: CommandLine) -> None:
    (known / "b.dockerfile").write_text("FROM a\nRUN old\n")
    (known / "c.dockerfile").write_text("FROM a\nRUN old\n")
    assert mlint("check", "--write-baseline", "known.json").err == "known.json: 4 known findings (2 new, 0 gone)\n"
    (known / "Dockerfile").write_text(BEFORE.replace("old ", ""))
    (known / "c.dockerfile").unlink()
    written = mlint("check", "--write-baseline", "known.json", "Dockerfile")
    assert written.err == "known.json: 2 known findings (0 new, 2 gone)\n"
    assert [one["path"] for one in json.loads((known / "known.json").read_text())["findings"]] == [
        "Dockerfile",
        "b.dockerfile",
    ]
    written = mlint("check", "--write-baseline", "known.json", "--select", "TT402")
    assert written.err == "known.json: 2 known findings (0 new, 0 gone)\n"
    (known / "b.dockerfile").write_text("FROM a\n")
    (known / "Dockerfile").write_text("FROM a\nRUN CRASH\n")
    written = mlint("check", "--write-baseline", "known.json")
    assert written.err.endswith("known.json: 1 known finding (0 new, 1 gone)\n")
    (known / "Dockerfile").write_text("FROM a\n")
    mlint("check", "--write-baseline", "known.json")
    assert (known / "known.json").read_text() == '{"version": 1, "findings": []}\n'


def test_two_runs_write_the_same(known: Path, mlint: CommandLine) -> None:
    before = (known / "known.json").read_bytes()
    done = mlint("check", "--write-baseline", "known.json")
    assert done.err == "known.json: 2 known findings (0 new, 0 gone)\n"
    assert (known / "known.json").read_bytes() == before


def test_several_processes(project: Path, mlint: CommandLine) -> None:
    for number in range(45):
        (project / f"{number}.dockerfile").write_text("FROM a\nRUN old\n")
    done = mlint("check", "--jobs", "2", "--write-baseline", "known.json")
    assert done.err == "known.json: 45 known findings (45 new, 0 gone)\n"
    assert mlint("check", "--jobs", "2", "--baseline", "known.json").code == 0


def test_places_that_are_merged_into_one_finding_are_known_one_by_one(project: Path, mlint: CommandLine) -> None:
    pack = PACK.replace('options={"limit": 3}', 'options={"limit": 3}, once=True')
    (project / "rules" / "words" / "words.py").write_text(pack)
    (project / "Dockerfile").write_text("FROM a\nRUN old 1\nRUN old 2\n")
    assert mlint("check", "--write-baseline", "known.json").err == "known.json: 2 known findings (2 new, 0 gone)\n"
    (project / "Dockerfile").write_text("FROM a\nRUN old 1\nRUN x\nRUN old 3\nRUN old 2\n")
    assert new(mlint) == ["4 TT401"]


def test_no_credential_is_in_it_nor_can_be_guessed_from_it(project: Path, mlint: CommandLine) -> None:
    (project / "rules" / "words" / "words.py").write_text(
        PACK + "\n@rule('TT407', severity='error')\ndef telling(build):\n"
        "    for place in places(build, 'hunter2'):\n"
        "        yield Finding(place, f'DB_PASSWORD={build.source.text[15:22]} is found')\n"
    )
    (project / ".mlint.yaml").write_text("packs: [./rules]\nselect: [TT407]\n")
    texts = []
    for password in ("hunter2", "hunter2222"):
        (project / "Dockerfile").write_text(f"FROM a\nENV DB_PASSWORD={password}\n")
        (project / "known.json").unlink(missing_ok=True)
        mlint("check", "--write-baseline", "known.json")
        texts.append((project / "known.json").read_text())
        assert "TT407" in texts[-1]
        assert "hunter" not in texts[-1]
    prints = [json.loads(text)["findings"][0]["fingerprint"].split("-")[1:] for text in texts]
    assert prints[0] == prints[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "known.json: no such baseline; `mlint check --write-baseline known.json` writes it"),
        ("", "known.json: not a baseline; `mlint check --write-baseline known.json` writes one"),
        ("[]", "known.json: not a baseline; `mlint check --write-baseline known.json` writes one"),
        ("[" * 100_000, "known.json: not a baseline; `mlint check --write-baseline known.json` writes one"),
        ('{"version": 1, "findings": [{}]}', "known.json: not a baseline; "),
        ('{"version": 1, "findings": [{"fingerprint": "a"}]}', "known.json: not a baseline; "),
        ('{"version": 2}', "known.json: a baseline of version 2, this mlint reads 1; write it anew"),
    ],
)
def test_what_is_no_baseline(project: Path, mlint: CommandLine, text: str | None, message: str) -> None:
    (project / "Dockerfile").write_text("FROM a\n")
    if text is not None:
        (project / "known.json").write_text(text)
    done = mlint("check", "--baseline", "known.json")
    assert done.code == 2
    assert done.err.startswith(f"mlint: {message}")


def test_it_cannot_be_written_or_read(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\n")
    done = mlint("check", "--write-baseline", "no/folder.json")
    assert (done.code, done.err) == (2, "mlint: no/folder.json: cannot write the baseline: No such file or directory\n")
    assert "cannot read the baseline" in mlint("check", "--baseline", "rules").err
    for option in ("--fix", "--diff", "--add-ignores"):
        done = mlint("check", "--write-baseline", "known.json", option)
        assert done.code == 2
        assert "--write-baseline stands without" in done.err
