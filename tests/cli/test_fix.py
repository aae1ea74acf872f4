from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

DIFF = """\
--- Dockerfile
+++ Dockerfile
@@ -1,4 +1,4 @@
 FROM a
-RUN old
+RUN new
 RUN risky
 RUN x
"""


def test_fix_repairs_what_is_safe_and_exits_by_what_remains(project: Path, mlint: CommandLine) -> None:
    file = project / "Dockerfile"
    file.write_text("FROM a\nRUN old risky\n")
    done = mlint("check", "--fix", "Dockerfile")
    assert done.code == 0
    assert done.out.endswith("fixed 1 finding; 1 finding (1 info) in 1 file; 1 fixable with --fix --unsafe-fixes\n")
    assert file.read_text() == "FROM a\nRUN new risky\n"
    file.write_text("FROM a\nRUN old wrong\n")
    assert mlint("check", "--fix").code == 1
    assert file.read_text() == "FROM a\nRUN new wrong\n"


def test_a_file_that_several_dockerfiles_share_is_repaired_once(project: Path, mlint: CommandLine) -> None:
    (project / ".dockerignore").write_text("*.md")
    (project / "train.py").write_text("")
    for name in ("a", "b"):
        (project / f"{name}.Dockerfile").write_text("FROM python:3.12-slim\nCOPY . /srv\n")
    done = mlint("check", "--isolated", "--select", "ML209", "--fix", "--unsafe-fixes")
    assert done.out == "fixed 1 finding; no findings in 2 files\n"
    assert (project / ".dockerignore").read_text() == "*.md\n.git\n"


def test_unsafe_fixes(project: Path, mlint: CommandLine) -> None:
    file = project / "Dockerfile"
    file.write_text("FROM a\nRUN old risky\n")
    assert mlint("check", "--fix", "--unsafe-fixes").out == "fixed 2 findings; no findings in 1 file\n"
    assert file.read_text() == "FROM a\nRUN new safe\n"


def test_ignored_findings_are_not_repaired(project: Path, mlint: CommandLine) -> None:
    text = "FROM a\n# mlint: ignore[old-word]\nRUN old\n"
    (project / "Dockerfile").write_text(text)
    mlint("check", "--fix")
    assert (project / "Dockerfile").read_text() == text


def test_diff_writes_nothing_and_exits_by_what_it_would_change(project: Path, mlint: CommandLine) -> None:
    file = project / "Dockerfile"
    file.write_text("FROM a\nRUN old\nRUN risky\nRUN x\n")
    assert mlint("check", "--diff") == (1, DIFF, "would fix 1 finding in 1 file\n")
    assert file.read_text() == "FROM a\nRUN old\nRUN risky\nRUN x\n"
    file.write_text("FROM a\nRUN wrong\n")
    assert mlint("check", "--diff") == (0, "", "would fix 0 findings in 0 files\n")


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nRUN old\n",
        "FROM a\nRUN old",
        "FROM a\r\nRUN old\r\nRUN x\r\n",
        "FROM a\nRUN x\n\n\n\n\n\n\n\n\nRUN old\n" + "RUN x\n" * 20 + "RUN old\nRUN old",
    ],
)
def test_the_diff_can_be_applied(project: Path, mlint: CommandLine, text: str) -> None:
    file = project / "Dockerfile"
    file.write_bytes(text.encode())
    diff = mlint("check", "--diff").out
    subprocess.run(["git", "apply", "-p0", "--unsafe-paths"], input=diff.encode(), check=True, cwd=project)
    assert file.read_bytes() == text.replace("old", "new").encode()


def test_a_part_that_shows_a_credential_is_left_out_of_the_diff(project: Path, mlint: CommandLine) -> None:
    token = "hf_" + "QWERTYuiopASDFghjklZXCVbnm12345678"
    (project / "Dockerfile").write_text(f"FROM a\nENV T={token}\nRUN old\n" + "RUN x\n" * 20 + "RUN old\n")
    done = mlint("check", "--diff")
    assert token not in done.out
    assert done.out.splitlines()[2] == "# mlint: a part of the diff is left out, it shows a credential"
    assert "+RUN new" in done.out


def test_standard_input_is_repaired_to_standard_output(
    project: Path, mlint: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("FROM a\r\nRUN old wrong ü\n".encode())))
    done = mlint("check", "--fix", "-", "--format", "concise")
    assert done.code == 1
    assert done.out == "FROM a\r\nRUN new wrong ü\n"
    assert done.err.startswith("<stdin>:2:9: error TT403")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"FROM a\nRUN old\n")))
    done = mlint("check", "--diff", "-", "--stdin-filename", "x/Dockerfile")
    assert done.code == 1
    assert done.out.startswith("--- x/Dockerfile\n+++ x/Dockerfile\n")


def test_a_read_only_file_is_an_error_and_not_replaced(
    project: Path, mlint: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = project / "Dockerfile"
    file.write_text("FROM a\nRUN old\n")
    (project / "b.dockerfile").write_text("FROM a\nRUN old\n")
    # Root may write everything, so what the system says of the file is set here.
    monkeypatch.setattr("os.access", lambda path, mode: not str(path).endswith("Dockerfile"))
    done = mlint("check", "--fix", "--format", "concise")
    assert done.code == 2
    assert done.err == "mlint: Dockerfile: cannot write the fix: the file is read-only\n"
    assert done.out.startswith("Dockerfile:2:5: warning TT401")
    assert file.read_text() == "FROM a\nRUN old\n"
    assert (project / "b.dockerfile").read_text() == "FROM a\nRUN new\n"
