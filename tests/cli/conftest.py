"""A small project with a rule pack of its own, and the command line to run on it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest

from mlint.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

PACK = '''
r"""The word old stands in the file.

Why.

## Bad
## Fixed
## Good
"""
from mlint.rule import Edit, Estimate, Finding, Fix, Place, Related, Span, rule

def places(build, word):
    at = build.source.text.find(word)
    while at >= 0:
        yield Place(build.path, Span(at, at + len(word)))
        at = build.source.text.find(word, at + 1)

@rule("TT401", severity="warning", aliases=("DL3042", "OLD1"), options={"limit": 3})
def old_word(build):
    for place in places(build, "old"):
        fix = Fix("write new", (Edit(place, "new"),))
        related = (Related(Place(build.path, Span(0, 4)), "the base is named here"),)
        yield Finding(place, "old is found; write new", fix=fix, estimate=Estimate(3_000_000_000), related=related)

@rule("TT402", severity="info")
def risky_word(build):
    for place in places(build, "risky"):
        yield Finding(place, "risky is found", fix=Fix("write safe", (Edit(place, "safe"),), "unsafe"))

@rule("TT403", severity="error")
def wrong_word(build):
    for place in places(build, "wrong"):
        yield Finding(place, f"{place.span.start} is where wrong is found")

@rule("TT404", severity="error")
def failing(build):
    if "CRASH" in build.source.text:
        raise ValueError("no luck")
    yield from ()

@rule("TT406", severity="info", default=False)
def settings_shown(build):
    settings = build.settings
    related = (Related(Place("requirements.txt", Span(4, 5)), "seen"), Related(Place("gone.txt", Span(4, 5)), "lost"))
    shown = (settings.build_args, settings.context, settings.target_stage, settings.target)
    yield Finding(Place(build.path, Span(0, 4)), repr(shown), related=related)

@rule("TT405", severity="info", default=False)
def quiet_word(build):
    for place in places(build, "FROM"):
        yield Finding(place, "FROM is found")
'''

CONFIG = "packs: [./rules]\nselect: [TT401, TT402, TT403, TT404]\n"


class Done(NamedTuple):
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


class CommandLine(Protocol):
    def __call__(self, *arguments: str) -> Done: ...


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules" / "words").mkdir(parents=True)
    (tmp_path / "rules" / "words" / "words.py").write_text(PACK)
    (tmp_path / ".mlint.yaml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def mlint(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["mlint", *arguments])
        code = main()
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return run
