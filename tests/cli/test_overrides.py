from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import CONFIG

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

OVERRIDES = """\
overrides:
  - paths: ["dev/**"]
    ignore: [old-word]
    severity: {wrong-word: info}
  - paths: ["*.gpu"]
    extend-select: [quiet-word]
    fail-on: never
"""


def found(mlint: CommandLine, *arguments: str) -> dict[str, set[str]]:
    """Path -> severity and rule of what is found."""
    files: dict[str, set[str]] = {}
    for line in mlint("check", "--format", "concise", *arguments).out.splitlines():
        place, severity, code, *_ = line.split()
        files.setdefault(place.split(":")[0], set()).add(f"{severity} {code}")
    return files


def test_files_differ_in_their_rules(project: Path, mlint: CommandLine) -> None:
    (project / ".mlint.yaml").write_text(CONFIG + OVERRIDES)
    (project / "dev").mkdir()
    for path in ("Dockerfile", "dev/Dockerfile", "dev/Dockerfile.gpu"):
        (project / path).write_text("FROM a\nRUN old wrong\n")
    expected = {
        "Dockerfile": {"warning TT401", "error TT403"},
        "dev/Dockerfile": {"info TT403"},
        "dev/Dockerfile.gpu": {"info TT403", "info TT405"},
    }
    assert found(mlint) == expected
    assert found(mlint, "--jobs", "2") == expected
    assert [mlint("check", path).code for path in expected] == [1, 0, 0]
    assert found(mlint, "--select", "TT401", "dev/Dockerfile") == {"dev/Dockerfile": {"warning TT401"}}


def test_a_mistake_names_file_line_and_nearest_name(project: Path, mlint: CommandLine) -> None:
    (project / "Dockerfile").write_text("FROM a\n")
    (project / ".mlint.yaml").write_text(CONFIG + OVERRIDES.replace("old-word", "old-wrod"))
    done = mlint("check")
    assert (done.code, done.err) == (
        2,
        "mlint: .mlint.yaml:5: overrides.ignore: unknown rule 'old-wrod'; did you mean old-word?\n",
    )
    (project / ".mlint.yaml").unlink()
    (project / "pyproject.toml").write_text(
        '[tool.mlint]\npacks = ["./rules"]\n\n[[tool.mlint.overrides]]\npaths = ["dev"]\nignore = [\n  "old-wrod",\n]\n'
    )
    assert mlint("check").err == (
        "mlint: pyproject.toml:6: overrides.ignore: unknown rule 'old-wrod'; did you mean old-word?\n"
    )
