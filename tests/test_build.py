"""Stages, variables, users, folders and shells of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.build import Build, BuildStage
from mlint.dockerfile.source import Span
from mlint.edits import apply
from mlint.rule import Edit, Fix
from tests.builds import at, build, commands

if TYPE_CHECKING:
    from mlint.image.references import ImageReference

MULTI_STAGE = """\
FROM python:3.12 AS base
FROM base AS deps
RUN pip install torch
FROM node:22 AS web
FROM debian AS unused
FROM base AS app
COPY --from=deps /venv /venv
RUN --mount=type=bind,from=web,target=/web cp -r /web /srv
"""


def names(stages: list[BuildStage]) -> list[str | None]:
    return [stage.name for stage in stages]


def base(text: str, **build_args: str) -> ImageReference | None:
    return build(text, **build_args).stages[-1].base_image


def test_stages() -> None:
    found = build(MULTI_STAGE)
    assert names(found.stages) == ["base", "deps", "web", "unused", "app"]
    assert [stage.number for stage in found.stages] == [0, 1, 2, 3, 4]
    assert [stage.name for stage in found.stages if stage.in_final_chain] == ["base", "app"]
    assert [stage.name for stage in found.stages if stage.is_reached] == ["base", "deps", "web", "app"]
    assert repr(found.stages[0]) == "BuildStage(0 base)"
    assert found.path == "Dockerfile"


def test_final_chain_is_in_the_order_of_the_file() -> None:
    found = build("FROM a AS one\nFROM one AS two\nFROM x\nFROM two\nRUN b\n")
    assert names(found.final_chain) == ["one", "two", None]
    assert found.final_chain[-1].root is found.stages[0]
    assert found.stages[2].root is found.stages[2]


@pytest.mark.parametrize(
    ("target", "final", "reached"),
    [
        (None, "app", {0, 1, 2, 4}),
        ("deps", "deps", {0, 1}),
        ("DEPS", "deps", {0, 1}),
        ("2", "web", {2}),
        ("nothing", None, set()),
        ("9", None, set()),
    ],
)
def test_target(target: str | None, final: str | None, reached: set[int]) -> None:
    found = build(MULTI_STAGE, target=target)
    assert (found.final.name if found.final else None) == final
    assert found.reached == reached
    assert bool(found.final_chain) == bool(final)
    assert found.startup.parts == []


def test_no_stage() -> None:
    found = build("# FROM nothing\nARG A=1\n")
    assert found.stages == []
    assert found.final is None
    assert found.final_chain == []
    assert found.reached == frozenset()
    assert found.startup.base is None


@pytest.mark.parametrize(
    ("line", "reached"),
    [
        ("COPY --from=tools /a /a", True),
        ("COPY --from=TOOLS /a /a", True),
        ("COPY --from=0 /a /a", True),
        ("ADD --from=tools /a /a", True),
        ("COPY --from=2 /a /a", False),  # itself
        ("COPY --from=nginx /a /a", False),
        ("COPY --from=$X /a /a", False),
        ("RUN --mount=from=tools,target=/a b", True),
        ("RUN --mount=type=bind,from=Tools,target=/a b", True),
        ("RUN --mount=from=0,target=/a b", False),  # a mount knows no numbers
        ("RUN --mount=type=cache,target=/a b", False),
    ],
)
def test_reached_through(line: str, reached: bool) -> None:
    assert build(f"FROM a AS tools\nFROM b AS other\nFROM c\n{line}\n").stages[0].is_reached is reached


def test_reached_through_other_stages() -> None:
    found = build(
        "FROM a AS one\nFROM b AS two\nCOPY --from=one /x /x\nFROM two AS three\nFROM c\nCOPY --from=three / /\n"
    )
    assert found.reached == {0, 1, 2, 3}


def test_later_stage_of_the_same_name_counts() -> None:
    found = build("FROM a AS x\nFROM b AS x\nFROM c\nCOPY --from=x /y /y\n")
    assert found.reached == {1, 2}


def test_from_minds_the_case_of_stage_names() -> None:
    found = build("FROM a AS Base\nFROM Base\nFROM base\n")
    assert found.stages[1].parent is None
    assert found.stages[2].parent is found.stages[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FROM python:3.12", "python:3.12"),
        ("ARG V=3.12\nFROM python:$V", "python:3.12"),
        ("ARG V=3.12\nARG TAG=${V}-slim\nFROM python:${TAG}", "python:3.12-slim"),
        ("ARG V\nFROM python:${V:-3.11}", None),
        ("FROM python:$V", None),
        ("ARG V\nFROM python:$V", None),
        ("FROM --platform=$BUILDPLATFORM python:3", "python:3"),
        ("FROM a:$TARGETARCH", None),
        ("FROM scratch", "scratch"),
        ("FROM", None),
    ],
)
def test_base_name(text: str, name: str | None) -> None:
    stage = build(text).stages[-1]
    assert stage.base_name == name
    assert stage.from_scratch is (name == "scratch")
    assert (stage.base_image is None) is (name in (None, "scratch"))


def test_build_arguments_win() -> None:
    image = base("ARG V=3.12\nFROM python:$V", V="3.13")
    assert image is not None
    assert image.tag == "3.13"


def test_stage_through_an_argument() -> None:
    found = build("ARG KIND=gpu\nFROM a AS gpu\nFROM b AS cpu\nFROM $KIND\n")
    assert found.final_chain[0].name == "gpu"
    assert build("ARG KIND=gpu\nFROM a AS gpu\nFROM b AS cpu\nFROM $KIND\n", KIND="cpu").final_chain[0].name == "cpu"
    assert found.stages[2].base_image is None


def test_arguments_before_from_are_not_seen_in_a_stage() -> None:
    stage = build("ARG A=1\nARG B=2\nFROM x\nARG A\nRUN c\n").stages[0]
    run = stage.runs[0].instruction
    assert stage.environment_at(run).get("A") == "1"
    assert "B" not in stage.environment_at(run)
    assert stage.expand("$A-${B}", run) is None
    assert stage.expand("v$A", run) == "v1"


def test_environment_at_a_place_and_inherited() -> None:
    found = build("FROM x AS one\nENV A=1\nRUN b\nENV A=2 B=$A\nFROM one\nRUN c\nENV A=3\n")
    one, two = found.stages
    assert one.environment_at(one.runs[0].instruction)["A"] == "1"
    assert dict(one.environment) == {"A": "2", "B": "1"}
    assert two.environment_at(two.runs[0].instruction)["A"] == "2"
    assert dict(two.environment) == {"A": "3", "B": "1"}
    assert [one.name for one in found.stages[0].instructions] == ["ENV", "RUN", "ENV"]


@pytest.mark.parametrize(
    ("lines", "user", "home"),
    [
        ("", "", "/root"),
        ("USER root", "root", "/root"),
        ("USER 0:0", "0", "/root"),
        ("USER app", "app", "/home/app"),
        ("USER app:staff", "app", "/home/app"),
        ("USER 1000", "1000", None),
        ("USER $NB_UID", None, None),
        ("ARG UID=jo\nUSER $UID", "jo", "/home/jo"),
        ("USER app\nENV HOME=/data", "app", "/data"),
        ("ENV HOME=/data\nUSER app", "app", "/data"),
        ("USER app\nUSER root", "root", "/root"),
    ],
)
def test_user_and_home(lines: str, user: str | None, home: str | None) -> None:
    stage = build(f"FROM x\n{lines}\nRUN a\nUSER other\n").stages[0]
    run = stage.runs[0].instruction
    assert stage.user_at(run) == user
    assert stage.home_at(run) == home
    assert stage.user == "other"


@pytest.mark.parametrize(
    ("lines", "folder"),
    [
        ("", None),
        ("WORKDIR /app", "/app"),
        ("WORKDIR /app/", "/app"),
        ("WORKDIR /app\nWORKDIR src", "/app/src"),
        ("WORKDIR /app\nWORKDIR ../x", "/x"),
        ("WORKDIR src", None),
        ("ENV HOME=/root\nWORKDIR $HOME/app", "/root/app"),
        ("WORKDIR $HOME/app", None),
        ("WORKDIR $HOME/app\nWORKDIR src", None),
        ("WORKDIR $HOME/app\nWORKDIR /src", "/src"),
    ],
)
def test_workdir(lines: str, folder: str | None) -> None:
    stage = build(f"FROM x\n{lines}\nRUN a\nWORKDIR /end\n").stages[0]
    assert stage.workdir_at(stage.runs[0].instruction) == folder
    assert stage.workdir == "/end"


def test_what_a_stage_inherits() -> None:
    found = build('FROM x AS a\nUSER app\nWORKDIR /app\nSHELL ["/bin/bash", "-c"]\nFROM a\nWORKDIR src\nRUN b\n')
    stage = found.stages[1]
    run = stage.runs[0].instruction
    assert stage.user_at(run) == "app"
    assert stage.workdir_at(run) == "/app/src"
    assert stage.shell_at(run) == ("/bin/bash", "-c")
    assert stage.shell == ("/bin/bash", "-c")


def test_shell_at_a_place() -> None:
    stage = build('RUN a\nSHELL ["bash", "-o", "pipefail", "-c"]\nRUN b\nSHELL not json\nRUN c\n').stages[0]
    assert [stage.shell_at(run.instruction)[0] for run in stage.runs] == ["/bin/sh", "bash", "bash"]


@pytest.mark.parametrize(
    ("shell", "read"),
    [
        ('["/bin/bash", "-euo", "pipefail", "-c"]', True),
        ('["conda", "run", "--no-capture-output", "-n", "ml", "/bin/bash", "-c"]', True),
        ('["/usr/bin/env", "bash", "-c"]', True),
        ('["/usr/local/bin/_dockerfile_shell.sh"]', True),
        ('["powershell", "-Command"]', False),
        ('["C:\\\\Windows\\\\System32\\\\cmd.exe", "/S", "/C"]', False),
        ('["python", "-c"]', False),
    ],
)
def test_shells_whose_text_is_read(shell: str, read: bool) -> None:
    assert [one.name for one in commands(f"SHELL {shell}\nRUN pip install torch\n")] == (["pip"] if read else [])


def test_exec_form_is_read_whatever_the_shell() -> None:
    (found,) = commands('SHELL ["powershell", "-Command"]\nRUN ["pip", "install", "torch"]\n')
    assert found.values == ["pip", "install", "torch"]


@pytest.mark.parametrize(
    "text",
    [
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN pip install torch\n",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022 AS a\nFROM a\nRUN pip install torch\n",
        "FROM python:3.12-windowsservercore-ltsc2022\nRUN pip install torch\n",
        "FROM mcr.microsoft.com/dotnet/sdk:8.0-nanoserver-ltsc2022\nRUN pip install torch\n",
        "# escape=`\nFROM python:3.12\nRUN pip install torch\n",
    ],
)
def test_windows_is_left_alone(text: str) -> None:
    stage = build(text).stages[-1]
    assert stage.on_windows
    assert stage.commands == []
    assert list(stage.installs()) == []


def test_commands_of_other_instructions() -> None:
    found = build(
        'CMD python a.py\nENTRYPOINT ["python"]\nHEALTHCHECK CMD curl x\nONBUILD RUN pip install a\nLABEL a=b\n'
    )
    stage = found.stages[0]
    names_ = [[one.name for one in stage.commands_of(instruction)] for instruction in stage.instructions]
    assert names_ == [["python"], ["python"], ["curl"], ["pip"], []]
    assert stage.commands == []


def test_last_instruction() -> None:
    stage = build("CMD a\nCMD b\n").stages[0]
    last = stage.last_instruction("CMD")
    assert last is not None
    assert last.arguments_text.text == "b"
    assert stage.last_instruction("ENTRYPOINT") is None


def test_installs_by_manager() -> None:
    stage = build("RUN pip install torch && pip uninstall -y x\nRUN pip cache purge\n").stages[0]
    assert [one.verb for one in stage.installs()] == ["install", "uninstall", "cache"]
    assert len(list(stage.installs("pip", "uv"))) == 3
    assert list(stage.installs("uv")) == []


def test_configuring_commands_before_a_run() -> None:
    found = build(
        "FROM x AS a\nRUN pip config set global.no-cache-dir true\nFROM a\n"
        "RUN pip config set global.index-url https://x\nRUN pip install torch\nRUN pip config unset global.index-url\n"
    )
    stage = found.stages[1]
    before = stage.configuring_before(stage.runs[1].commands[0])
    assert [one.values[2] for one in before] == ["set", "set"]
    (install,) = (one for one in stage.installs() if one.verb == "install")
    assert install.cache.reason == "configured"


def removed(text: str, index: int) -> str | None:
    found = build(text)
    edit = found.removal(found.dockerfile.instructions[index])
    if edit is None:
        return None
    span = edit.place.span
    return found.source.text[: span.start] + edit.text + found.source.text[span.end :]


@pytest.mark.parametrize(
    ("text", "index", "result"),
    [
        ("FROM a\nRUN b\nRUN c\n", 1, "FROM a\nRUN c\n"),
        ("FROM a\nRUN b \\\n  && c\nRUN d", 1, "FROM a\nRUN d"),
        ("FROM a\nRUN c", 1, "FROM a\n"),
        ("FROM a\r\nRUN b\r\nRUN c\r\n", 1, "FROM a\r\nRUN c\r\n"),
        ("FROM a\nRUN <<E\nb\nE\nRUN c\n", 1, "FROM a\nRUN c\n"),
        ("FROM a\nRUN b \\\n# why\n c\n", 1, None),
        ("\ufeffARG A\nFROM a\n", 0, "\ufeffFROM a\n"),
        (
            "FROM a\n# what\n\n# why\n# mlint: ignore[ML301]\n  RUN b\n# next\nRUN c\n",
            1,
            "FROM a\n# what\n\n# next\nRUN c\n",
        ),
        ("FROM a\n\n# why\nRUN b\n\n\nRUN c\n", 1, "FROM a\n\n\nRUN c\n"),
        ("FROM a\r\n\r\nRUN b\r\n \r\nRUN c\r\n", 1, "FROM a\r\n\r\nRUN c\r\n"),
        ("FROM a\n\nRUN b\nRUN c\n", 1, "FROM a\n\nRUN c\n"),
        ("FROM a\n\nRUN b\n\n", 1, "FROM a\n\n"),
        ("ARG A\n\nFROM a\n", 0, "FROM a\n"),
        ("FROM a\n# hadolint global ignore=DL3042\n# why\nRUN b", 1, "FROM a\n# hadolint global ignore=DL3042\n"),
        ("\ufeff# mlint: ignore-file[ML301]\nARG A\nFROM a\n", 0, "\ufeff# mlint: ignore-file[ML301]\nFROM a\n"),
        ("\ufeff# why\r\nARG A\r\nFROM a\r\n", 0, "\ufeffFROM a\r\n"),
        ("# syntax=docker/dockerfile:1\nARG A\nFROM a\n", 0, "# syntax=docker/dockerfile:1\nFROM a\n"),
    ],
)
def test_removal(text: str, index: int, result: str | None) -> None:
    assert removed(text, index) == result


@pytest.mark.parametrize(
    ("pairs", "result"),
    [
        ("A=1", ""),
        ("A=1 B=2", "ENV B=2\n"),
        ("B=2 A=1 C=3", "ENV B=2 C=3\n"),
        ("B=2 A=1", "ENV B=2\n"),
        ("A=1 \\\n    B=2", "ENV B=2\n"),
        ("B=2 \\\n    A=1 \\\n    C=3", "ENV B=2 \\\n    C=3\n"),
        ("B=2 \\\n    A=1", "ENV B=2\n"),
        ("B=2 \\\n# why\n    A=1", None),
    ],
)
def test_pair_removal(pairs: str, result: str | None) -> None:
    text = f"ENV {pairs}\n"
    found = build(f"FROM a\n{text}")
    instruction = found.stages[0].instructions[0]
    pair = next(one for one in instruction.assignments if one.key == "A")
    edit = found.pair_removal(instruction, pair)
    span = edit.place.span if edit else pair.span
    rest = found.source.text[: span.start] + found.source.text[span.end :]
    assert (edit and rest.removeprefix("FROM a\n")) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("FROM --platform=x a", "FROM a"),
        ("FROM  --platform=x  a\n", "FROM  a\n"),
        ("FROM --platform=x \\\n a", "FROM \\\n a"),
        ("FROM \\\n --platform=x a", "FROM \\\n a"),
        ("FROM \\\r\n --platform=x \\\r\n a", None),
    ],
)
def test_flag_removal(text: str, result: str | None) -> None:
    found = build(text)
    flag = found.stages[0].start.flag("platform")
    assert flag
    edit = found.flag_removal(flag)
    span = edit.place.span if edit else flag.span
    assert (edit and found.source.text[: span.start] + found.source.text[span.end :]) == result


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_before(newline: str) -> None:
    found = build(f"FROM a{newline}  RUN b \\{newline} && c")
    edit = found.line_before(found.dockerfile.instructions[1], "ENV A=1")
    assert found.source.text[: edit.place.span.start].endswith("  ")
    assert edit.place.span.start == edit.place.span.end
    assert edit.text == f"ENV A=1{newline}"


def test_syntax_errors() -> None:
    found = build("FROM a\nRUNN b\nCOPY x\n")
    assert [at(found, error.span) for error in found.syntax_errors] == ["RUNN", "COPY x"]


def test_unknown_instructions_in_a_row_are_one_error() -> None:
    found = build("FROM a\nRUN cat <<E don't\none\ntwo\nthree\nE\nRUN b\nfour x\n")
    errors = found.syntax_errors
    (first, *_, last) = [error for error in errors if error.unknown_instruction]
    assert first.message.endswith("; more follow")
    assert not last.message.endswith("; more follow")
    assert sum(error.unknown_instruction for error in errors) == 2


def dependency_run(text: str) -> str | None:
    stage = build(text).stages[-1]
    run = stage.first_dependency_run
    return run.instruction.arguments_text.text if run else None


@pytest.mark.parametrize(
    ("lines", "run"),
    [
        ("RUN pip install torch", "pip install torch"),
        ("RUN apt-get update\nRUN pip install torch\nRUN pip install numpy", "pip install torch"),
        ("RUN pip install -U pip\nRUN pip install torch", "pip install torch"),
        ("RUN pip install .\nRUN pip install torch", None),
        ("RUN pip install -e . torch", None),
        ("RUN uv sync\nRUN pip install torch", "uv sync"),
        ("RUN pixi install\nRUN pip install torch", None),
        ("COPY --from=x /opt/venv /opt/venv\nRUN pip install torch", None),
        ("COPY --from=x /app/models /models\nRUN pip install torch", "pip install torch"),
        ("RUN pip install torch\nCOPY --from=x /opt/venv /opt/venv", "pip install torch"),
        ("RUN echo", None),
    ],
)
def test_first_dependency_run(lines: str, run: str | None) -> None:
    assert dependency_run(f"FROM a\n{lines}\n") == run


def test_packages_of_a_parent_stage_come_first() -> None:
    assert dependency_run("FROM a AS b\nRUN pip install numpy\nFROM b\nRUN pip install torch\n") is None
    assert dependency_run("FROM a AS b\nRUN echo\nFROM b\nRUN pip install torch\n") == "pip install torch"


def test_first_source_copy() -> None:
    found = build("FROM a AS b\nCOPY requirements.txt .\nCOPY src src\nFROM b\nCOPY . .\n")
    own, inherited = (stage.first_source_copy for stage in found.stages)
    assert own is not None
    assert inherited is own
    assert at(found, own.instruction.span) == "COPY src src"
    assert build("FROM a\nCOPY requirements.txt .\n").stages[0].first_source_copy is None


def test_place() -> None:
    found = build("FROM a\n")
    place = found.place(found.dockerfile.instructions[0].span)
    assert place.path == "Dockerfile"
    assert isinstance(found, Build)
    assert at(found, place.span) == "FROM a"
    assert found.unused_ignores == ()


def test_a_line_before_an_instruction_stands_before_its_comments() -> None:
    text = "FROM a\n\n# why\n# mlint: ignore[ML301]\n  RUN x\n  RUN y\n"
    one = build(text)
    first, second = one.dockerfile.instructions[1:]
    assert apply(text, [one.line_before(first, "ENV A=1")]) == text.replace("# why", "ENV A=1\n# why")
    assert apply(text, [one.line_before(second, "ENV A=1")]) == text.replace("RUN y", "ENV A=1\nRUN y")
    text = "\ufeff# why\nFROM a\n"
    one = build(text)
    assert apply(text, [one.line_before(one.dockerfile.instructions[0], "ARG A")]) == "\ufeffARG A\n# why\nFROM a\n"


@pytest.mark.parametrize(
    ("run", "old", "new", "can"),
    [
        ("RUN pip install 'a", "pip", "uv pip", False),
        ("RUN pip install a # it's", "pip", "uv pip", True),
        ("RUN pip install a && ", "pip", "uv pip", True),
        ("RUN pip install 'a", "RUN pip install 'a\n", "", True),
        ("RUN pip install 'a", "RUN", "RUN --network=none", True),
        ("RUN pip install 'a", "\nCMD", "\nCOPY . .\nCMD", True),
        ('RUN sh -c "pip install \'a" && pip install b', " b", " -U b", True),
        ('RUN sh -c "pip install \'a" && pip install b', " 'a", " -U 'a", False),
    ],
)
def test_where_fixes_can_be_made(run: str, old: str, new: str, *, can: bool) -> None:
    found = build(f"FROM a\n{run}\nCMD b\n")
    assert found.stages[0].commands
    start = found.source.text.index(old)
    edit = Edit(found.place(Span(start, start + len(old))), new)
    assert found.can_make(Fix("x", (edit,))) == can


def test_nothing_is_added_to_the_end_of_an_open_quote() -> None:
    found = build("FROM a\nRUN pip install 'a\n")
    (run,) = found.stages[0].runs
    assert run.commands
    end = run.instruction.span.end
    for text, can in ((" && b", False), ("\nCOPY . .", True), ("\r\nCOPY . .", True)):
        assert found.can_make(Fix("x", (Edit(found.place(Span(end, end)), text),))) == can


def test_a_file_of_open_quotes_has_no_fixes() -> None:
    found = build("FROM a\n" + "RUN b 'c\n" * 101)
    assert found.stages[0].commands
    assert not found.can_make(Fix("x", (Edit(found.place(Span(0, 4)), "FROM"),)))
