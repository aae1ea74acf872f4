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


@pytest.fixture
def shared(project: Path) -> Path:
    """Two Dockerfiles that take the same folder, whose ignore file lacks something; a third has none."""
    (project / "app").mkdir()
    (project / ".dockerignore").write_text("*.md")
    (project / "train.py").write_text("")
    for name in ("a", "b"):
        (project / f"{name}.Dockerfile").write_text("FROM python:3.12-slim\nCOPY . /srv\n")
    return project


def test_the_diff_shows_a_shared_file_once(shared: Path, mlint: CommandLine) -> None:
    done = mlint("check", "--isolated", "--select", "ML209", "--diff", "--unsafe-fixes")
    assert done.out.count("+++ .dockerignore") == 1
    assert done.err == "would fix 1 finding in 1 file\n"
    assert (shared / ".dockerignore").read_text() == "*.md"


def test_the_diff_shows_a_new_file_as_new_and_once(shared: Path, mlint: CommandLine) -> None:
    (shared / ".dockerignore").unlink()
    (shared / ".env").write_text("A=b\n")
    done = mlint("check", "--isolated", "--select", "ML202", "--diff", "--unsafe-fixes")
    assert done.code == 1
    assert done.out.startswith("--- /dev/null\n+++ .dockerignore\n@@ -0,0 ")
    assert done.out.count("+++ .dockerignore") == 1
    assert not (shared / ".dockerignore").exists()


def test_the_diff_exits_with_2_on_errors(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\nRUN old\n")
    assert mlint("check", "--diff", "Dockerfile", "gone").code == 2


def test_a_link_out_of_the_project_is_an_error_and_not_followed(project: Path, mlint: CommandLine) -> None:
    outside = project.parent / "outside"
    outside.write_text("FROM a\nRUN old\n")
    (project / "Dockerfile").symlink_to(outside)
    done = mlint("check", "--fix", "--format", "concise")
    assert done.code == 2
    assert done.err == "mlint: Dockerfile: cannot write the fix: it is a link to a file outside of the project\n"
    assert outside.read_text() == "FROM a\nRUN old\n"


def test_a_fix_that_would_break_something_is_told(project: Path, mlint: CommandLine) -> None:
    # In the place of "new", the rule finds "old" again: behind every fix stands another one.
    pack = project / "rules" / "words" / "words.py"
    pack.write_text(pack.read_text().replace('Edit(place, "new")', 'Edit(place, "old")'))
    (project / "Dockerfile").write_text("FROM a\nRUN old\n")
    done = mlint("check", "--fix", "--format", "concise")
    reason = "it would be made again and again"
    assert done.err == f"mlint: Dockerfile:2:5: the fix of TT401 old-word is not made: {reason}\n"
    assert done.code == 1


def test_ignore_comments_are_written_above_what_is_found(project: Path, mlint: CommandLine) -> None:
    file = project / "Dockerfile"
    file.write_bytes(
        b"# syntax=docker/dockerfile:1\r\n# escape=`\r\nFROM old\r\n# why\r\n  RUN x `\r\n  # y\r\n  old wrong\r\nRUN x"
        b"\r\n# mlint: ignore[TT401] known\r\nRUN old <<E\r\nrisky\r\nE"
    )
    wanted = (
        b"# syntax=docker/dockerfile:1\r\n# escape=`\r\n# mlint: ignore[old-word]\r\nFROM old\r\n# why\r\n"
        b"  # mlint: ignore[old-word, wrong-word]\r\n  RUN x `\r\n  # y\r\n  old wrong\r\nRUN x"
        b"\r\n# mlint: ignore[TT401, risky-word] known\r\nRUN old <<E\r\nrisky\r\nE"
    )
    before = file.read_bytes()
    done = mlint("check", "--add-ignores", "--diff")
    assert (done.code, done.err) == (1, "would have 4 findings ignored in 1 file\n")
    assert "+  # mlint: ignore[old-word, wrong-word]" in done.out
    assert file.read_bytes() == before
    assert mlint("check", "--add-ignores") == (0, "told to ignore 4 findings; no findings in 1 file\n", "")
    assert file.read_bytes() == wanted
    assert mlint("check", "--add-ignores") == (0, "no findings in 1 file\n", "")
    assert file.read_bytes() == wanted


def test_fixes_come_before_ignore_comments(project: Path, mlint: CommandLine) -> None:
    file = project / "Dockerfile"
    file.write_text("FROM a\nRUN old risky wrong\n")
    done = mlint("check", "--fix", "--add-ignores")
    assert done == (0, "fixed 1 finding; told to ignore 2 findings; no findings in 1 file\n", "")
    assert file.read_text() == "FROM a\n# mlint: ignore[risky-word, wrong-word]\nRUN new risky wrong\n"


def test_all_places_of_a_finding_of_a_stage_are_ignored(project: Path, mlint: CommandLine) -> None:
    file = project / "Dockerfile"
    file.write_text("FROM python:3.12-slim\nRUN pip install a\nRUN pip install b\n")
    assert mlint("check", "--isolated", "--select", "pip-cache-kept", "--add-ignores").code == 0
    comment = "# mlint: ignore[pip-cache-kept]\n"
    assert file.read_text() == f"FROM python:3.12-slim\n{comment}RUN pip install a\n{comment}RUN pip install b\n"


def test_ignore_comments_for_standard_input(project: Path, mlint: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"FROM a\nRUN old\n")))
    done = mlint("check", "--add-ignores", "-")
    assert (done.code, done.out) == (0, "FROM a\n# mlint: ignore[old-word]\nRUN old\n")


def test_a_syntax_error_can_be_ignored_and_an_idle_comment_cannot(project: Path, mlint: CommandLine) -> None:
    file = project / "Dockerfile"
    file.write_text("FROM a\n# mlint: ignore[TT401]\nLABE x\n")
    done = mlint("check", "--add-ignores", "--format", "concise")
    assert "info ML002 unused-ignore: ignore comment for TT401 suppresses nothing" in done.out
    assert file.read_text() == "FROM a\n# mlint: ignore[TT401, syntax-error]\nLABE x\n"
