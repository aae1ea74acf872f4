"""Stages, and which one a name or a number means."""

from __future__ import annotations

from mlint.dockerfile.stages import global_instructions, read_stages, stage_called, stage_numbered
from tests.dockerfile.helpers import read

TEXT = """\
ARG A=1
ENV NO=stage
FROM a AS Base
RUN b
FROM --platform=x Base as other
FROM base AS base
COPY --from=0 a b
FROM
"""


def test_stages() -> None:
    stages = read_stages(read(TEXT))
    assert [(stage.number, stage.base.text if stage.base else None, stage.name) for stage in stages] == [
        (0, "a", "base"),
        (1, "Base", "other"),
        (2, "base", "base"),
        (3, None, None),
    ]
    assert [[one.name for one in stage.instructions] for stage in stages] == [["RUN"], [], ["COPY"], []]
    assert [stage.start.first_line for stage in stages] == [3, 5, 6, 8]


def test_before_the_first_stage() -> None:
    assert [one.first_line for one in global_instructions(read(TEXT))] == [1]
    assert [one.name for one in global_instructions(read("ARG A\nARG B\n"))] == ["ARG", "ARG"]
    assert read_stages(read("ARG A\n")) == []


def test_by_name() -> None:
    stages = read_stages(read(TEXT))

    def number(name: str, before: int, *, any_case: bool) -> int | None:
        stage = stage_called(stages, name, before, any_case=any_case)
        return stage.number if stage else None

    assert number("base", 3, any_case=False) == 2
    assert number("base", 2, any_case=False) == 0
    assert number("base", 0, any_case=False) is None
    assert number("Base", 3, any_case=False) is None
    assert number("BASE", 2, any_case=True) == 0
    assert number("none", 4, any_case=True) is None
    assert stage_called([], "a", 0, any_case=True) is None


def test_by_number() -> None:
    stages = read_stages(read(TEXT))
    found = {text: stage_numbered(stages, text, 2) for text in ("0", "01", "2", "-1", "1x", "", "\u0661", "9" * 5000)}
    assert {text: stage.number for text, stage in found.items() if stage} == {"0": 0, "01": 1}
