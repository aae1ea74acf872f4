"""Whatever the text: nothing that a build tells raises, and every span lies in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mlint.build import Build, BuildStage
from mlint.config import Settings
from mlint.dockerfile.instructions import Instruction
from mlint.dockerfile.source import MappedText, Source, Span, encode
from mlint.image.copies import Copy
from mlint.image.packages.installs import Install
from mlint.image.references import ImageReference
from mlint.image.runs import Run
from mlint.image.start.startup import StartPart, Startup
from mlint.lazy import cached_property
from mlint.packs import all_rules
from mlint.shell.commands import Command
from mlint.testing import run as run_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLD = (Build, BuildStage, Command, Copy, ImageReference, Install, Instruction, Run, StartPart, Startup)

BASES = [
    "python:3.12",
    "nvcr.io/nvidia/pytorch:24.01-py3",
    "${BASE}",
    "base",
    "BASE",
    "scratch",
    "a@sha256:0",
    "",
    "a:",
]
WORDS = [
    *(
        "pip",
        "install",
        "torch==$V",
        "torch>=2.0",
        "-r",
        "requirements.txt",
        "--index-url=$URL",
        "--no-cache-dir",
        "$PIP",
    ),
    *("python", "-m", "train", "uvicorn", "app:app", "&&", "||", ";", "|", "&", "(", ")", "{", "}", "if", "then", "fi"),
    *(
        "for",
        "in",
        "do",
        "done",
        "case",
        "esac",
        ";;",
        "$(",
        "`",
        "$((",
        "))",
        "'",
        '"',
        "\\",
        "\\\n",
        "\\\n # c\n",
        "#",
    ),
    *("sh", "bash", "-c", "'pip install x'", '"pip \\"a\\""', "<<E", "<<-'F'", "<<", ">", "2>&1", "<", "A=b", "export"),
    *("sudo", "env", "-i", "xargs", "-I{}", "conda", "run", "-n", "rm", "-rf", "~/.cache", "${A:-b}", "${A[0]}", "$@"),
    *(
        "[",
        "]",
        '["a",',
        '"b"]',
        "\t",
        "\u00a0",
        "é",
        "😀",
        "\udcff",
        "\r",
        "=",
        "exec",
        "tini",
        "--",
        "-",
        "su",
        "unset",
    ),
]
HEADS = [
    *("RUN ", "RUN --mount=type=cache,target=$D ", "RUN --mount=from=base,target=/x ", "run ", "RUN --", "RUN <<E\n"),
    *("CMD ", 'CMD ["', "ENTRYPOINT ", 'ENTRYPOINT ["sh", "-c", "', "HEALTHCHECK CMD ", "ONBUILD RUN ", "SHELL "),
    *("COPY ", "COPY --from=base ", "COPY --from=0 ", "COPY --from=$X ", "ADD ", "COPY <<E ", "ENV ", "ARG ", "USER "),
    *("WORKDIR ", "LABEL ", "EXPOSE ", "# mlint: ignore[", "RUNN ", "", "FROM "),
]
SHELLS = [
    'SHELL ["/bin/bash", "-c"]',
    'SHELL ["cmd"]',
    "SHELL []",
    'SHELL ["conda", "run", "bash", "-c"]',
    'SHELL [""]',
]
ENDS = ["\n", "\r\n", "\nE\n", "\nF\n", "", "\n\n", "\\\n"]

words = st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)
lines = st.one_of(
    st.builds("".join, st.tuples(st.sampled_from(HEADS), words, st.sampled_from(ENDS))),
    st.builds("FROM {}{}{}".format, st.sampled_from(BASES), st.sampled_from(["", " AS base", " AS b"]), st.just("\n")),
    st.sampled_from(["ARG BASE=python:3\n", "ENV V=1\n", "ARG D\n", "ENV PIP='python -m pip'\n"]),
    st.sampled_from(SHELLS).map(lambda line: line + "\n"),
)
texts = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "\ufeff", "# escape=`\n", "# syntax=x\n# check=skip=all\n", "ARG BASE\n"]),
        st.sampled_from(["FROM python:3.12\n", "FROM a AS base\n", ""]),
        st.lists(lines, max_size=10).map("".join),
    ),
)


def told(thing: object) -> Iterator[object]:
    """All that the properties of ``thing`` say, whatever the class that defines them."""
    for kind in type(thing).__mro__:
        for name, member in vars(kind).items():
            if isinstance(member, (property, cached_property)):
                yield getattr(thing, name)


def spans_in(root: object) -> Iterator[Span]:
    """Every span that can be reached from ``root`` through properties, attributes and containers."""
    waiting, seen = [root], {id(root): root}
    while waiting:
        thing = waiting.pop()
        found: list[object] = []
        if isinstance(thing, Span):
            yield thing
        elif isinstance(thing, MappedText):
            yield thing.span()
            yield from thing.segments()
        elif isinstance(thing, TOLD):
            found = [*told(thing), *getattr(thing, "__dict__", {}).values()]
        elif isinstance(thing, dict):
            found = list(thing.values())
        if isinstance(thing, (tuple, list)):
            found += thing
        for one in found:
            if isinstance(one, (*TOLD, tuple, list, dict, MappedText)) and id(one) not in seen:
                seen[id(one)] = one
                waiting.append(one)


def check(text: str, target: str | None = None) -> None:
    choices = Settings()
    choices.target_stage = target
    build = Build(Source("Dockerfile", encode(text)), choices)
    for span in spans_in(build):
        assert 0 <= span.start <= span.end <= len(text)
    for stage in build.stages:
        assert list(stage.installs()) == [install for run in stage.runs for install in run.installs]
        for instruction in stage.instructions:
            stage.user_at(instruction)
            stage.home_at(instruction)
            stage.workdir_at(instruction)
            stage.shell_at(instruction)
            build.removal(instruction)
            for command in stage.commands_of(instruction):
                check_command(command, text)
        for copy in stage.copies:
            copy.origin_of("/app/requirements.txt")
    assert all(stage.number in build.reached for stage in build.final_chain)


def check_command(command: Command, text: str) -> None:
    assert command.arguments
    for argument in command.arguments:
        assert argument.value is None or not argument.prefix
        if argument.literal:
            assert text[argument.span.start : argument.span.end] == argument.value
    for redirection in command.redirections:
        assert redirection.span.start <= redirection.target_span.start <= redirection.span.end
    assert all(value is None or isinstance(value, str) for value in command.environment.values())


@given(texts, st.sampled_from([None, "base", "0", "zz"]))
@settings(max_examples=300, deadline=None)
@example('FROM a\nRUN <<E\nbash -c "bash <<-F\\\n\tx\\\n\tF"\nE\n', None)
@example('FROM a\nENTRYPOINT ["sh", "-c", "\\ud83d\\ude00 $(x \\"a\\\\\\"\\")"]\n', None)
@example("FROM a\nRUN su -c\nRUN bash -c ''\nRUN sh -c \"\"", None)
def test_everything_is_told(text: str, target: str | None) -> None:
    check(text, target)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_no_rule_fails(text: str) -> None:
    run_rules(text, all_rules().rules)


@given(
    st.lists(
        st.sampled_from(["(", "$(", "{ ", "if ", "`", '"', "bash <<E\n", "\nE\n", "sh -c '", "A=1;"]), max_size=120
    )
)
@settings(max_examples=100, deadline=None)
def test_nests(openers: list[str]) -> None:
    check("FROM a\nRUN <<END\n" + " ".join(openers) + "\nEND\n")
