"""Downloads behind the COPY of the source; the cases of ML702 hold the rest."""

from __future__ import annotations

from mlint.image.models.late_downloads import early_runs, late_downloads, late_scripts
from tests.builds import build


def test_late_and_early() -> None:
    stage = build("FROM a\nWORKDIR /s\nCOPY . .\nRUN wget https://a.b/c.pt\nRUN make && hf download a/b").stages[0]
    late = late_downloads(stage)
    assert [one.download.shown for one in late] == ["c.pt", "a/b"]
    assert [run.instruction.first_line for run in early_runs(stage, late[:1])] == [4]
    assert early_runs(stage, late) == []  # make may need the source


def test_scripts() -> None:
    text = "FROM a\nCOPY . /s\nRUN --mount=type=cache,target=/m python /s/fetch_model.py\nRUN /s/fetch_model.py\n"
    (one,) = late_scripts(build(text + "RUN /s/fetch_model.py").stages[0])
    assert (one.name, one.command.span.start) == ("/s/fetch_model.py", text.rindex("/s/"))
