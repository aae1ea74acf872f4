from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "rules")])}
# Unbuffered, Python drops what a broken pipe did not take, and says nothing.
ENVIRONMENT.pop("PYTHONUNBUFFERED", None)
MLINT = [sys.executable, "-m", "mlint"]

FULL = """\
Dockerfile:2:5: warning TT401 old-word: old is found; write new [fixable]
   |
 2 | RUN old
   |     ^^^
   = Dockerfile:1:1: the base is named here
   = about 3.0 GB in the image

Dockerfile:3:5: info TT402 risky-word: risky is found [fixable with --unsafe-fixes]
   |
 3 | RUN risky wrong
   |     ^^^^^

Dockerfile:3:11: error TT403 wrong-word: 25 is where wrong is found
   |
 3 | RUN risky wrong
   |           ^^^^^

3 findings (1 error, 1 warning, 1 info) in 1 file; 1 fixable with --fix; 1 more with --fix --unsafe-fixes; \
about 3.0 GB in the image
"""


def test_full_is_for_people(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUN old\nRUN risky wrong\n")
    assert mlint("check", "Dockerfile") == (1, FULL, "")
    assert mlint("check") == (1, FULL, "")
    assert mlint("check", "--format", "full", ".") == (1, FULL, "")


def test_concise_is_a_line_each(project: Path, mlint: CommandLine) -> None:
    (project / "b.dockerfile").write_text("FROM a\nRUN risky\n")
    (project / "Dockerfile").write_text("FROM a\nRUN old\n")
    expected = (
        "Dockerfile:2:5: warning TT401 old-word: old is found; write new [fixable]\n"
        "b.dockerfile:2:5: info TT402 risky-word: risky is found [fixable with --unsafe-fixes]\n"
    )
    assert mlint("check", "--format", "concise") == (1, expected, "")


def test_a_clean_file(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\n")
    assert mlint("check", "Dockerfile") == (0, "no findings in 1 file\n", "")
    assert mlint("check", "Dockerfile", "--format", "concise") == (0, "", "")


@pytest.mark.parametrize(
    ("word", "fail_on", "code"),
    [
        ("wrong", "error", 1),
        ("old", "error", 0),
        ("old", "warning", 1),
        ("risky", "warning", 0),
        ("risky", "info", 1),
        ("wrong", "never", 0),
    ],
)
def test_fail_on(project: Path, mlint: CommandLine, word: str, fail_on: str, code: int) -> None:
    (project / "Dockerfile").write_text(f"FROM a\nRUN {word}\n")
    assert mlint("check", "--fail-on", fail_on).code == code
    with (project / ".mlint.yaml").open("a") as stream:
        stream.write(f"fail-on: {fail_on}\n")
    assert mlint("check", "Dockerfile").code == code


def test_rules_are_chosen_on_the_command_line(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUN old risky wrong\n")

    def codes(*arguments: str) -> list[str]:
        return [line.split()[2] for line in mlint("check", "--format", "concise", *arguments).out.splitlines()]

    assert codes("--select", "OLD1") == ["TT401"]
    assert codes("--select", "old-word, TT405") == ["TT405", "TT401"]
    assert codes("--select", "TT401", "--select", "TT403") == ["TT401", "TT403"]
    assert codes("--extend-select", "quiet-word") == ["TT405", "TT401", "TT402", "TT403"]
    assert codes("--ignore", "TT40") == []
    assert codes("--ignore", "TT401,wrong-word") == ["TT402"]


def test_rules_see_what_the_command_line_says_of_the_build(
    project: Path, mlint: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "Dockerfile").write_text("FROM a AS b\n")
    (project / "requirements.txt").write_text("a\r\nb\n", newline="")
    (project / "app").mkdir()
    (project / ".mlint.yaml").write_text(
        'packs: [./rules]\nselect: [TT406]\ntarget: gpu\nbuild-args: {X: "0", Z: "3"}\ncontext: rules\n'
    )
    monkeypatch.setenv("Y", "2")
    build_args = ["--build-arg", "X=1", "--build-arg", "Y", "--build-arg", "UNSET_VARIABLE"]
    out = mlint("check", "Dockerfile", "--target", "B", "--context", "app", *build_args).out
    assert "({'X': '1', 'Z': '3', 'Y': '2'}, 'app', 'B', 'gpu')" in out
    assert "= requirements.txt:2:2: seen\n" in out
    assert "= gone.txt:1:5: lost\n" in out
    assert f"({{'X': '0', 'Z': '3'}}, '{project / 'rules'}', None, 'gpu')" in mlint("check", "Dockerfile").out
    assert mlint("check", "Dockerfile", "--target", "0").code == 0


def test_severity_and_options_of_the_configuration(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUN old\n")
    with (project / ".mlint.yaml").open("a") as stream:
        stream.write("severity: {old-word: error}\noptions: {old-word: {limit: 9}}\n")
    assert "error TT401" in mlint("check", "Dockerfile").out


def test_ignore_comments(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text(
        "FROM a\n# mlint: ignore[old-word] yes\nRUN old\n# hadolint ignore=DL3042\nRUN old\n"
    )
    assert mlint("check", "Dockerfile") == (0, "no findings in 1 file\n", "")
    (project / "Dockerfile").write_text("FROM a\n# mlint: ignore[old-word, TT402]\nRUN old\n")
    done = mlint("check", "Dockerfile", "--fix")
    assert done.out.startswith("fixed 1 finding; no findings")
    assert "# mlint: ignore[old-word]\n" in (project / "Dockerfile").read_text()


def test_json(project: Path, mlint: CommandLine) -> None:
    (project / "sub").mkdir()
    (project / "sub" / "Dockerfile").write_text("FROM a\nRUN old\n")
    done = mlint("check", "--format", "json")
    finding = {
        "path": "sub/Dockerfile",
        "code": "TT401",
        "name": "old-word",
        "aliases": ["DL3042", "OLD1"],
        "severity": "warning",
        "message": "old is found; write new",
        "start": {"line": 2, "column": 5},
        "end": {"line": 2, "column": 8},
        "related": [
            {
                "path": "sub/Dockerfile",
                "start": {"line": 1, "column": 1},
                "end": {"line": 1, "column": 5},
                "message": "the base is named here",
            }
        ],
        "estimate": {"bytes": 3_000_000_000, "of": "image", "at_least": False},
        "fix": {
            "title": "write new",
            "safety": "safe",
            "edits": [
                {
                    "path": "sub/Dockerfile",
                    "start": {"line": 2, "column": 5},
                    "end": {"line": 2, "column": 8},
                    "text": "new",
                }
            ],
        },
    }
    assert json.loads(done.out) == {
        "version": 1,
        "mlint": "0.1.0",
        "findings": [finding],
        "errors": [],
        "summary": {"files": 1, "error": 0, "warning": 1, "info": 0, "fixable": 1, "bytes": 3_000_000_000},
    }


def test_findings_go_to_files_too(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUN old\n")
    done = mlint("check", "--output", "json=out.json", "--output", "concise=out.txt", "--color", "always")
    assert "\x1b[" in done.out
    assert json.loads((project / "out.json").read_text())["summary"]["warning"] == 1
    assert (project / "out.txt").read_text().startswith("Dockerfile:2:5: warning TT401")
    assert mlint("check", "--output", "json=no/such/folder").err == (
        "mlint: --output json=no/such/folder: No such file or directory\n"
    )


def test_statistics(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUN old old wrong\n")
    done = mlint("check", "--format", "concise", "--statistics")
    assert done.out.splitlines()[3:] == [
        "2  TT401 old-word  6.0 GB",
        "1  TT403 wrong-word",
        "could be saved in the image: at least 6.0 GB",
    ]
    done = mlint("check", "--format", "json", "--statistics")
    json.loads(done.out)
    assert "2  TT401" in done.err


def test_everything_that_is_wrong_gets_a_line_and_the_rest_is_linted(project: Path, mlint: CommandLine) -> None:
    (project / "empty").mkdir()
    (project / "good").write_text("FROM a\nRUN old\n")
    (project / "binary").write_bytes(b"\x7fELF\0\0")
    (project / "utf16").write_bytes("FROM a\n".encode("utf-16"))
    (project / "crash").write_text("FROM a\nRUN CRASH wrong\n")
    (project / "secret").mkdir()
    (project / "secret" / "Dockerfile").symlink_to(project / "nowhere")
    done = mlint(
        "check", "--format", "concise", "missing", "empty", "binary", "utf16", "crash", "good", "secret/Dockerfile"
    )
    assert done.code == 2
    assert done.err.splitlines() == [
        "mlint: missing: no such file or folder",
        "mlint: empty: no Dockerfile in this folder "
        "(Dockerfile, Dockerfile.*, Dockerfile-*, *.dockerfile, Containerfile)",
        "mlint: secret/Dockerfile: no such file or folder",
        "mlint: binary: is a binary file, not a Dockerfile",
        "mlint: utf16: is UTF-16; Docker reads UTF-8 only, save it as that",
        "mlint: crash: internal error: rule TT404 failing failed: ValueError: no luck (words.py, line 38)",
    ]
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["crash", "good"]
    assert [one["path"] for one in json.loads(mlint("check", "--format", "json", "missing", "good").out)["errors"]] == [
        "missing"
    ]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\n")
    (project / "Dockerfile").chmod(0)
    assert mlint("check", "Dockerfile") == (2, "", "mlint: Dockerfile: cannot read: permission denied\n")


def test_a_file_that_the_system_refuses_to_read(mlint: CommandLine) -> None:
    done = mlint("check", "/proc/self/mem")
    assert (done.code, done.out, done.err) == (2, "", "mlint: /proc/self/mem: cannot read: input/output error\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select", "old-wrd"], "mlint: --select: unknown rule 'old-wrd'; did you mean old-word?"),
        (["--ignore", "qqqq"], "mlint: --ignore: unknown rule 'qqqq'; `mlint rules` lists them all"),
        (["--config", "no.yaml"], "mlint: no.yaml: cannot read the configuration: No such file or directory"),
        (["--target", "nope"], "mlint: Dockerfile: has no stage 'nope' for --target (stages: first)"),
    ],
)
def test_what_cannot_be_used(project: Path, mlint: CommandLine, arguments: list[str], message: str) -> None:
    (project / "Dockerfile").write_text("FROM a AS first\nRUN old\n")
    (project / "b.dockerfile").write_text("FROM a AS first\nRUN old\n")
    done = mlint("check", *arguments, "Dockerfile")
    assert (done.code, done.err) == (2, message + "\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--unsafe-fixes"], "add --fix or --diff"),
        (["--isolated", "--config", "x"], "exclude each other"),
        (["--stdin-filename", "x"], "add the path -"),
        (["--build-arg", "=x"], "write NAME=VALUE"),
        (["--output", "yaml=x"], "must be FORMAT=FILE"),
        (["--output", "json"], "must be FORMAT=FILE"),
        (["--jobs", "0"], "--jobs"),
        (["--format", "xml"], "'xml' is not one of 'full', 'concise', 'json'"),
        (["--context", "nowhere"], "nowhere"),
        (["--nope"], "No such option"),
    ],
)
def test_wrong_usage(project: Path, mlint: CommandLine, arguments: list[str], message: str) -> None:
    done = mlint("check", *arguments)
    assert done.code == 2
    assert message in done.err


def test_a_broken_configuration_is_one_line_and_other_files_are_linted(project: Path, mlint: CommandLine) -> None:
    for name in ("bad/a", "bad/b", "good"):
        (project / name).mkdir(parents=True)
        (project / name / "Dockerfile").write_text("FROM a\nRUN old\n")
    (project / "bad" / ".mlint.yaml").write_text("ignore: [x]\nfoo: 1\n")
    done = mlint("check", "--format", "concise")
    assert done.code == 2
    assert done.err == (
        "mlint: bad/.mlint.yaml:2: foo: unknown key; known are select, extend-select, ignore, severity, fail-on, "
        "target, context, build-args, options, exclude, packs, baseline, overrides\n"
    )
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["good/Dockerfile"]


def test_a_rule_unknown_to_the_configuration_is_named_with_its_file(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\n")
    (project / ".mlint.yaml").write_text(CONFIG_WITH_TYPO)
    assert (
        mlint("check", "Dockerfile").err
        == "mlint: .mlint.yaml:2: ignore: unknown rule 'old-wrod'; did you mean old-word?\n"
    )


CONFIG_WITH_TYPO = "packs: [./rules]\nignore: [old-wrod]\n"


def test_isolated_knows_neither_configuration_nor_packs(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUN old\n")
    assert "TT401" not in mlint("check", "--isolated", "--format", "concise", "Dockerfile").out
    assert "unknown rule 'TT401'" in mlint("check", "--isolated", "--select", "TT401", "Dockerfile").err


def test_exclude_applies_to_what_is_found_not_to_what_is_named(project: Path, mlint: CommandLine) -> None:
    (project / "vendor").mkdir()
    (project / "vendor" / "Dockerfile").write_text("FROM a\nRUN old\n")
    (project / "Dockerfile").write_text("FROM a\n")
    with (project / ".mlint.yaml").open("a") as stream:
        stream.write("exclude: [vendor]\n")
    assert mlint("check").code == 0
    assert mlint("check", "vendor/Dockerfile").code == 1


def test_standard_input(project: Path, mlint: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    given("FROM a\nRUN old\n")
    assert mlint("check", "-", "--format", "concise").out.startswith("<stdin>:2:5: warning TT401")
    given("FROM a\nRUN old\n")
    (project / "sub").mkdir()
    (project / "sub" / ".mlint.yaml").write_text("ignore: [ML0]\n")
    done = mlint("check", "-", "--stdin-filename", "sub/Dockerfile", "--format", "concise")
    assert "TT401" not in done.out
    given("FROM a\nRUN wrong\n")
    assert mlint("check", "-", "--stdin-filename", "x/D", "--format", "concise").out.startswith("x/D:2:5: error TT403")


def test_syntax_errors_are_findings_and_hide_nothing(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUNN old\nCOPY x\n")
    done = mlint("check", "Dockerfile", "--format", "concise")
    assert done.code == 1
    assert [line.split()[2] for line in done.out.splitlines()] == ["ML001", "TT401", "ML001"]


def test_nothing_that_is_printed_holds_a_credential_or_a_control_character(project: Path, mlint: CommandLine) -> None:
    token = "hf_" + "QWERTYuiopASDFghjklZXCVbnm12345678"
    (project / "Dockerfile").write_bytes(
        f"FROM a\nRUN old --token {token} \x1b[31m\u202e\n".encode() + b"RUN wrong \xff\n"
    )
    for arguments in ([], ["--format", "json"], ["--format", "concise"], ["--diff"]):
        done = mlint("check", "Dockerfile", *arguments)
        assert token not in done.out + done.err
        assert "\x1b" not in done.out
        assert "\u202e" not in done.out
    shown = mlint("check", "Dockerfile").out
    assert r"\x1b[31m\u202e" in shown
    assert r"RUN wrong \xff" in shown


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_processes_give_the_same_in_the_same_order(project: Path, mlint: CommandLine, jobs: str) -> None:
    for number in range(60):
        (project / f"Dockerfile.{number}").write_text("FROM a\nRUN old\n" + "RUN wrong\n" * (number % 3))
    (project / "Dockerfile.5").write_text("FROM a\nRUN CRASH\n")
    assert mlint("check", "--jobs", "1") == mlint("check", "--jobs", jobs)
    serial = mlint("check", "--jobs", "1", "--format", "json")
    assert serial == mlint("check", "--jobs", jobs, "--format", "json")
    assert json.loads(serial.out)["summary"]["files"] == 60


def test_a_closed_pipe_is_quiet(project: Path) -> None:
    (project / "Dockerfile").write_text("FROM a\n" + "RUN old\n" * 5_000)
    command = subprocess.Popen(
        [*MLINT, "check", "Dockerfile"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert command.stdout
    assert command.stderr
    command.stdout.read(10)
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait() == 141
    command.stderr.close()


def test_interruption_is_one_line(project: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("pipes and terminals as Unix has them")
    os.mkfifo(project / "Dockerfile")
    command = subprocess.Popen(
        [*MLINT, "check", "Dockerfile"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    writer = os.open(project / "Dockerfile", os.O_WRONLY)  # waits until mlint reads
    command.send_signal(signal.SIGINT)
    assert command.communicate(timeout=10) == (b"", b"mlint: interrupted\n")
    assert command.returncode == 130
    os.close(writer)


def on_terminal(*arguments: str, environment: dict[str, str]) -> bytes:
    """What mlint writes when standard output and error are a terminal."""
    if sys.platform == "win32":
        pytest.skip("pipes and terminals as Unix has them")
    import pty

    ours, theirs = pty.openpty()
    command = subprocess.Popen([*MLINT, *arguments], stdout=theirs, stderr=theirs, env={**ENVIRONMENT, **environment})
    os.close(theirs)
    out = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        out += part
    command.wait()
    os.close(ours)
    return out


def test_colours_are_for_terminals(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUN old\n")
    plain = {"TERM": "xterm", "NO_COLOR": ""}
    assert b"\x1b[" in on_terminal("check", "Dockerfile", environment=plain)
    assert b"\x1b[" not in on_terminal("check", "Dockerfile", environment={**plain, "NO_COLOR": "1"})
    assert b"\x1b[" not in on_terminal("check", "Dockerfile", environment={**plain, "TERM": "dumb"})
    assert b"\x1b[" not in on_terminal("check", "Dockerfile", "--color", "never", environment=plain)
    assert "\x1b[" not in mlint("check", "Dockerfile").out
    assert "\x1b[" in mlint("check", "Dockerfile", "--color", "always").out


def test_a_process_that_dies_takes_nothing_with_it(
    project: Path, mlint: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLINT_TEST_PID", str(os.getpid()))
    (project / "rules" / "words" / "deadly.py").write_text(DEADLY)
    for number in range(50):
        (project / f"Dockerfile.{number}").write_text("FROM a\nRUN old\n")
    (project / "Dockerfile.30").write_text("FROM a\nRUN DEADLY\n")
    done = mlint("check", "--jobs", "2", "--extend-select", "TT499", "--format", "concise")
    assert (done.code, done.err) == (1, "")
    assert len(done.out.splitlines()) == 49


DEADLY = """
'S.'
import os
from mlint.rule import rule

@rule("TT499", severity="info")
def deadly(build):
    if "DEADLY" in build.source.text and str(os.getpid()) != os.environ["MLINT_TEST_PID"]:
        os._exit(9)
    yield from ()
"""


def test_the_short_way_imports_neither_click_nor_other_heavy_modules(project: Path) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUN old\n")
    (project / ".mlint.yaml").unlink()
    heavy = {"click", "yaml", "tomllib", "colorama", "difflib", "pathlib", "dataclasses", "subprocess", "asyncio"}
    heavy |= {
        "concurrent.futures",
        "multiprocessing",
        "tempfile",
        "mlint.fixer",
        "mlint.discovery",
        "mlint.output.json",
        "mlint.fingerprints",
        "mlint.baseline",
        "mlint.config_keys",
        "hashlib",
    }
    code = (
        "import sys; sys.argv = ['mlint', 'check', 'Dockerfile']; from mlint.__main__ import main; main();"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**ENVIRONMENT, "PYTHONPATH": os.pathsep.join([ENVIRONMENT["PYTHONPATH"], *sys.path])},
    )
    assert done.stdout.splitlines()[-1] == "[]"
