"""Very many files and odd ones: in order, none stops the rest, and the end comes when it is asked for.

The full sizes were run by hand; these are moderate, and nothing here asserts a time.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlint import checking, progress, runner
from mlint.build import MAX_INSTRUCTIONS
from mlint.checking import MAX_BYTES
from mlint.suppressions import MOST_MISTAKES

if TYPE_CHECKING:
    from mlint.checking import Plans
    from mlint.options import Options
    from mlint.output.results import FileResult
    from tests.cli.conftest import CommandLine

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "rules")])}
MLINT = [sys.executable, "-m", "mlint", "check", "--isolated", "--format", "concise"]
DIRTY = "FROM python:3.12-slim\nRUN pip install numpy==2.1.0\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and signals as Unix has them")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def services(folder: Path, count: int) -> list[str]:
    names = [f"service-{number:04}/Dockerfile" for number in range(count)]
    for name in names:
        (folder / name).parent.mkdir()
        (folder / name).write_text(DIRTY, encoding="utf-8")
    return names


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_many_files_in_order_and_unreadable_ones_among_them(folder: Path, mlint: CommandLine, jobs: str) -> None:
    names = services(folder, 260)
    broken = names[7::50]
    for name in broken:
        (folder / name).write_bytes(b"FROM a\0")
    done = mlint("check", "--isolated", "--select", "ML301", "--format", "concise", "--jobs", jobs)
    assert done.code == 2
    assert [line.split(":")[0] for line in done.out.splitlines()] == [name for name in names if name not in broken]
    assert done.err.splitlines() == [f"mlint: {name}: is a binary file, not a Dockerfile" for name in broken]


def test_what_has_been_told_of_a_file_is_not_kept(
    folder: Path, mlint: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    services(folder, 30)
    seen: list[weakref.ref[FileResult]] = []
    alive = []

    def check_file(path: str, plans: Plans, options: Options) -> FileResult:
        alive.append(sum(one() is not None for one in seen))
        result = checking.check_file(path, plans, options)
        seen.append(weakref.ref(result))
        return result

    monkeypatch.setattr(runner, "check_file", check_file)
    outputs = [f"--output={name}={name}.out" for name in ("json", "sarif", "gitlab", "junit", "github")]
    done = mlint("check", "--isolated", "--statistics", *outputs)
    assert "in 30 files" in done.out
    assert len(json.loads((folder / "json.out").read_text(encoding="utf-8"))["findings"]) >= 30
    assert max(alive) <= 2


def test_a_progress_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(progress, "DELAY", 0.0)
    monkeypatch.setattr(progress, "INTERVAL", 0.0)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with progress.Progress(4) as bar:
        for _ in range(4):
            bar.advance()
    shown = terminal.getvalue().split("\r")
    assert shown[1] == "[" + "#" * 7 + "-" * 23 + "] 1/4 files"
    assert shown[4] == "[" + "#" * 30 + "] 4/4 files"
    assert "#" not in shown[5]
    with progress.Progress(2) as bar:
        bar.advance()
        bar.clear()
        terminal.write("a finding\n")
        bar.advance()
    before, after = terminal.getvalue().split("a finding\n")
    assert before.split("\r")[-2] == "[" + "#" * 15 + "-" * 15 + "] 1/2 files"
    assert "#" not in before.split("\r")[-1]  # it is gone while something is printed
    assert after.split("\r")[1] == "[" + "#" * 30 + "] 2/2 files"
    monkeypatch.setattr(sys, "stderr", file := io.StringIO())
    with progress.Progress(1) as bar:
        bar.advance()
    assert file.getvalue() == ""


@posix
def test_an_interruption_does_not_wait_for_the_processes(folder: Path) -> None:
    if sys.platform == "win32":
        return  # for mypy, which knows what Windows lacks
    names = services(folder, 30)
    os.mkfifo(folder / "Dockerfile")  # what a process reads for ever
    command = subprocess.Popen(
        [*MLINT, "--jobs", "2", "Dockerfile", *names],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    writer = os.open(folder / "Dockerfile", os.O_WRONLY)  # waits until a process reads
    os.killpg(command.pid, signal.SIGINT)  # as a terminal does it: all processes get the signal
    assert command.communicate(timeout=60) == (b"", b"mlint: interrupted\n")
    assert command.returncode == 130
    with pytest.raises(BrokenPipeError):
        os.write(writer, b"FROM a\n")  # nobody is left to read
    os.close(writer)


@posix
@pytest.mark.parametrize(("closed", "code"), [("1>&-", 1), ("2>&-", 1), ("1>&- 2>&-", 1), ("| true", None)])
def test_output_that_goes_nowhere_is_no_traceback(folder: Path, closed: str, code: int | None) -> None:
    services(folder, 3)
    script = f'"$@" 2>errors {closed}' if closed == "| true" else f'"$@" {closed}'
    done = subprocess.run(["sh", "-c", script, "sh", *MLINT], capture_output=True, env=ENVIRONMENT, check=False)
    assert b"Traceback" not in done.stdout + done.stderr
    assert code is None or done.returncode == code
    assert code is not None or (folder / "errors").read_bytes() == b""


@posix
def test_a_reader_that_leaves_early_ends_the_processes(folder: Path) -> None:
    services(folder, 260)
    script = '("$@" 2>errors; echo $? >code) | head -1'
    command = ["sh", "-c", script, "sh", *MLINT, "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, check=False, timeout=120)
    assert done.stdout.startswith(b"service-0000/Dockerfile:2:5: ")
    assert (folder / "errors").read_bytes() == b""
    assert (folder / "code").read_text(encoding="utf-8").strip() in ("141", "1")  # all may be in the pipe by then


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full, as Linux has it")
@pytest.mark.parametrize("arguments", [["--output", "json=/dev/full"], []])
def test_a_full_disk_is_an_error(folder: Path, arguments: list[str]) -> None:
    services(folder, 3)
    with open(os.devnull if arguments else "/dev/full", "wb") as stream:
        command = [*MLINT, *arguments]
        done = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False)
    assert (done.returncode, done.stderr) == (2, b"mlint: cannot write: no space left on device\n")


def test_a_file_that_is_too_large_is_an_error(folder: Path, mlint: CommandLine) -> None:
    (folder / "Dockerfile").write_text("FROM a\n" + "#" * MAX_BYTES, encoding="utf-8")
    (folder / "a.dockerfile").write_text("FROM a\n" + "RUN a\n" * MAX_INSTRUCTIONS, encoding="utf-8")
    (folder / "z.dockerfile").write_text(DIRTY, encoding="utf-8")
    done = mlint("check", "--isolated", "--select", "ML301", "--format", "concise")
    assert done.code == 2
    assert done.err.splitlines() == [
        "mlint: Dockerfile: is larger than 8 MB, no Dockerfile is",
        "mlint: a.dockerfile: has more than 10,000 instructions, no Dockerfile has",
    ]
    assert done.out.startswith("z.dockerfile:2:5: ")


@posix
def test_a_device_that_never_ends_is_an_error(mlint: CommandLine) -> None:
    assert mlint("check", "--isolated", "/dev/zero").err == "mlint: /dev/zero: is larger than 8 MB, no Dockerfile is\n"


@posix
def test_links_in_circles_and_includes_in_circles(folder: Path, mlint: CommandLine) -> None:
    (folder / ".git").mkdir()
    (folder / "Dockerfile").symlink_to("Dockerfile")
    (folder / "service" / "inner").mkdir(parents=True)
    (folder / "service" / "inner" / "again").symlink_to(folder / "service")
    (folder / "service" / "requirements.txt").write_text("-r more.txt\nnumpy\n", encoding="utf-8")
    (folder / "service" / "more.txt").write_text("-r requirements.txt\n-c more.txt\n", encoding="utf-8")
    (folder / "service" / "Dockerfile").write_text(
        "FROM a AS a\nCOPY --from=b x y\nFROM b AS b\nFROM c AS c\nCOPY --from=c x y\n"
        "FROM python:3.12-slim\nCOPY . .\nCOPY inner/again/inner/again/requirements.txt .\n"
        "RUN pip install -r requirements.txt\n",
        encoding="utf-8",
    )
    done = mlint("check", "--isolated", "--format", "concise", "Dockerfile", ".")
    assert done.code == 2
    assert done.err == "mlint: Dockerfile: no such file or folder\n"
    assert "service/Dockerfile:9:5: warning ML301" in done.out


@posix
def test_names_with_line_ends_stay_on_their_line(folder: Path, mlint: CommandLine) -> None:
    (folder / "a\nb\x1b.dockerfile").write_text(DIRTY, encoding="utf-8")
    for form in ("concise", "full", "github"):
        done = mlint("check", "--isolated", "--select", "ML301", "--format", form)
        assert done.code == 1
        assert r"a\nb\x1b.dockerfile" in done.out.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "RUN " + "(" * 20_000,
        "RUN " + "$(" * 20_000,
        "RUN " + '"$(' * 20_000,
        "RUN " + "if a; then " * 5_000,
        "RUN <<E\n" + "pip install a\n" * 5_000 + "E",
        "RUN true" + " && \\\n pip install a" * 5_000,
        "ENV A=" + "${B:-" * 10_000 + "}" * 10_000,
        "CMD " + "[" * 20_000,
        "ONBUILD " * 5_000 + "RUN a",
        "\x00RUN a".replace("\x00", "\x0b"),
        "RUN \udcff\udcfe",
    ],
)
def test_deep_and_long_text_is_linted(folder: Path, mlint: CommandLine, text: str) -> None:
    data = f"FROM python:3.12-slim\n{text}\nRUN pip install numpy==2.1.0\n".encode("utf-8", "surrogateescape")
    (folder / "Dockerfile").write_bytes(data)
    done = mlint("check", "--isolated", "--format", "concise")
    assert (done.code, done.err) == (1, "")


def test_ignore_comments_of_any_length(folder: Path, mlint: CommandLine) -> None:
    """Of names of no rule so many are told as a person reads; one that is named again and again counts once."""
    names = [f"nothing-{number}" for number in range(50_000)]
    (folder / "a.dockerfile").write_text(f"FROM a\n# mlint: ignore[{','.join(names)}]\nRUN a\n", encoding="utf-8")
    (folder / "b.dockerfile").write_text(
        f"FROM a\n# mlint: ignore[{'ML302,' * 50_000} ML301]\nRUN pip install numpy==2.1.0\n"
        + "# mlint: ignore[ML302]\n" * 50_000
        + "# mlint: ignore[ML301]\nRUN pip install a==1 && pip install b==1\n",
        encoding="utf-8",
    )
    done = mlint("check", "--isolated", "--select", "ML301,ML302,ML002", "--format", "concise", "a.dockerfile")
    assert done.out.count(" ML002 ") == MOST_MISTAKES
    done = mlint("check", "--isolated", "--select", "ML301,ML302,ML002", "--format", "concise", "b.dockerfile")
    assert done.out.count(" ML002 ") == 1 + 50_000
    assert " ML301 " not in done.out
