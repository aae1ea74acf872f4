"""What `make bench-builds` builds can be read, and its figures are computed as they are explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.builds import projects
from tests.benchmarks.builds.buildah import downloaded
from tests.benchmarks.builds.measure import Check, Result, Variant
from tests.benchmarks.builds.report import report

if TYPE_CHECKING:
    from pathlib import Path


def test_every_project_has_what_the_benchmark_needs(tmp_path: Path) -> None:
    found = projects.read([])
    assert len(found) >= 12
    for project in found:
        assert project.title
        assert {"Dockerfile", project.changes} <= set(project.files)
        project.generated = dict.fromkeys(project.generated, 0.001)
        project.write(tmp_path / project.name)
        assert (tmp_path / project.name / "Dockerfile").read_text("utf-8").startswith("FROM ")


def test_downloads_are_read_from_the_log() -> None:
    pip = "  Downloading numpy-2.3.5-cp311.whl (16.9 MB)\n     ━━━ 16.9/16.9 MB 342.5 MB/s\n"
    pip += "  Downloading a.whl (494 kB)\n"
    uv = "Downloading scipy (33.6MiB)\n Downloaded scipy\n"
    assert downloaded(pip) == 16_900_000 + 494_000
    assert downloaded(uv) == int(33.6 * 2**20)
    assert downloaded(pip + pip) == downloaded(pip)


def test_report() -> None:
    variant = Variant(447_000_000, 20, 15, 60_000_000, "", ["ML301"])
    variants = {"before": variant, "fixed": variant, "unsafe": Variant(failed="it\nfails")}
    checks = [Check("ML301", "image", True, 60, 75), Check("ML206", "image", False, 50, 100, by_hand=True)]
    text = report(
        [Result("a", "A project", variants, checks, ["ML213 has no fix"])], {"docker.io/library/x:1": 85_000_000}
    )
    assert "1 of 2 estimates are within 30 %" in text
    assert "| ML206 † | image | 0.0 |" in text
    assert "yes, yes, no" in text
    assert "x:1 85" in text
    assert "- `a`, unsafe: `fails`" in text
