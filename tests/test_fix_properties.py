"""Whatever the Dockerfile: fixes come to an end, leave nothing to fix, and the result is read as the file before."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mlint.add_ignores import add_ignores
from mlint.config import Settings
from mlint.dockerfile.instructions import Dockerfile
from mlint.dockerfile.source import Source, Span, encode
from mlint.edits import Taken, apply
from mlint.fixer import fix
from mlint.linter import Report, lint
from mlint.packs import all_rules
from mlint.rereading import Reading
from mlint.rule import Edit, Place
from mlint.suppressions import UNUSED_IGNORE
from tests.benchmarks.dockerfile_shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mlint.linter import Diagnostic

try:
    import dockerfile as live
except ImportError:  # BuildKit's parser, where it can be had
    live = None

CONFORMANCE = Path(__file__).parent / "conformance"
RULES = all_rules()
SETTINGS = Settings()
SETTINGS.bind(RULES)

LINES = [
    "FROM python:3.12",
    "FROM python:3.12 AS build",
    "FROM build",
    "FROM --platform=$TARGETPLATFORM pytorch/pytorch:2.1.0-cuda12.1-cudnn8-devel",
    "FROM continuumio/miniconda3",
    "ARG V",
    "ENV A = b",
    "ENV A=$A:x A=y",
    "ENV TRANSFORMERS_CACHE=/m",
    "SHELL ['/bin/bash', '-c']",
    "WORKDIR app",
    "COPY . .",
    "COPY . /srv/",
    "COPY requirements.txt ./",
    "COPY --from=build /x /x",
    "ADD a.py /srv/",
    "ADD https://example.com/a.tar.gz /srv/",
    "RUN pip install torch>=2.0 -r requirements.txt",
    "RUN pip3 install \\\n    torch \\\n    # comment\n    sklearn opencv-python && pip cache purge",
    "RUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir a",
    "RUN set -e; cd /x && for p in a b; do pip install $p; done",
    "RUN <<EOF\npip install numpy\napt-get install curl\nEOF",
    'RUN ["pip", "install", "numpy"]',
    "RUN apt-get install -y curl python-pip",
    "RUN apt-get update\nRUN apt install curl",
    "RUN apt-get update && apt-get install curl && \\\n  \\\n  useradd -u 123456789 me  ",
    "RUN wget -O - https://x/y | bash",
    "RUN conda install numpy # why",
    "RUN conda create -n e python=3.12 && conda run -n e pip install x",
    "RUN uv sync && uv pip install --system x",
    "RUN poetry install && pipenv install --system",
    "RUN sudo git clone https://github.com/a/b && cd b && export X=1",
    "RUN rm -rf /x",
    'RUN apt-get install c"make && rm -rf /x',
    "\\\n  RUN pip install x",
    "RUN mkdir /x # \\\n && touch /x/y",
    "RUN chown -R 1000 /srv",
    "RUN uvicorn app:app",
    "ONBUILD RUN pip install x",
    "USER me",
    "CMD python train.py",
    "CMD ['python', 'a.py']",
    'CMD ["python a.py"]',
    "CMD exec conda run -n e uvicorn app:app",
    "ENTRYPOINT uv run app.py $X",
    "HEALTHCHECK CMD curl -f http://localhost/",
    "# mlint: ignore[pip-cache-kept]",
    "# hadolint ignore=DL3008",
    "# a comment",
    "LABE x",
    "",
]
WRITTEN = ["", " ", "x", "\n", "\\\n", "\nRUN y\n", "RUN", "FROM b\n", "<<E", "#", '"', "# c\n", "\r\n", "--from=x "]
BEGINNINGS = [
    "",
    "FROM python:3.12\n",
    "\ufeffFROM python:3.11\n",
    "# syntax=docker/dockerfile:1\n# escape=`\nFROM a\n",
]


def lint_again(source: Source, _: Mapping[str, bytes], *, merged: bool = True) -> Report:
    return lint(source, RULES.rules, SETTINGS, merged=merged)


def of_lines(lines: Iterable[str], beginning: str = "", newline: str = "\n", end: str = "\n") -> bytes:
    """A Dockerfile of such lines."""
    return encode((beginning + "\n".join(lines) + end).replace("\n", newline))


def recorded() -> Iterator[bytes]:
    """The recorded Dockerfiles, the shapes, and the recorded shell bodies in a Dockerfile."""
    for row in _rows("dockerfile"):
        yield encode(row["text"]) if "text" in row else base64.b64decode(row["base64"])
    for shape in SHAPES.values():
        yield encode(shape(5))
    bodies = [row["text"] for row in _rows("shell")]
    for at in range(0, len(bodies), 15):
        runs = [f"RUN <<'END_OF_RUN'\n{body}\nEND_OF_RUN\n" for body in bodies[at : at + 15]]
        yield encode("FROM python:3.12\n" + "".join(runs))
        runs = [f"RUN {joined(body)}\n" for body in bodies[at : at + 15]]
        yield encode("FROM python:3.12\n" + "".join(runs))


def joined(body: str) -> str:
    return body.replace("\n", " \\\n")


def _rows(kind: str) -> Iterator[dict[str, Any]]:
    text = (CONFORMANCE / kind / "cases.jsonl").read_text(encoding="utf-8")
    yield from (json.loads(line) for line in text.split("\n") if line)


def check(data: bytes, folder: Path) -> None:
    """All fixes of all rules, and ignore comments for all findings, in one Dockerfile."""
    source = Source("Dockerfile", data)
    for unsafe in (False, True):
        done = fix(source, lint_again, unsafe)
        assert done.report.errors == []
        again = fix(done.source, lint_again, unsafe)
        assert (again.applied, again.source.data) == ([], done.source.data)
        check_read_as_before(source, done.source, folder)
    check_ignores(source, folder)


def check_ignores(source: Source, folder: Path) -> None:
    """Nothing but comments is new, what they can take away is gone, and a second time adds none."""

    def find(text: Source) -> Iterable[Diagnostic]:
        return lint_again(text, {}, merged=False).diagnostics

    after = add_ignores(source, find, RULES)
    assert without_ignores(after) == without_ignores(source)
    assert add_ignores(after, find, RULES).data == after.data
    lasts = [one.last_line for one in Dockerfile(after).instructions]
    left = [one for one in lint_again(after, {}).diagnostics if one.rule.name != UNUSED_IGNORE]
    assert [one for one in left if lasts and after.line_at(one.place.span.start) <= lasts[-1]] == []
    check_read_as_before(source, after, folder)


def without_ignores(source: Source) -> list[str]:
    lines = source.text.removeprefix("\ufeff").split("\n")
    return [line for line in lines if not re.match(r"[ \t]*#[# \t]*mlint\s*: ignore\[", line)]


def check_read_as_before(before: Source, after: Source, folder: Path) -> None:
    """BuildKit's parser takes the text after, if it took the one before, and reads what mlint reads."""
    names = [read_by_buildkit(source, folder) for source in (before, after)]
    if names[0] == [one.name for one in Dockerfile(before).instructions]:
        assert names[1] == [one.name for one in Dockerfile(after).instructions]


def read_by_buildkit(source: Source, folder: Path) -> list[str] | None:
    """The names of the instructions; None when it refuses the file, or cannot be asked."""
    if live is None or b"\0" in source.data:
        return None
    path = folder / "Dockerfile"
    path.write_bytes(source.data)
    try:
        return [(one.cmd or "").upper() for one in live.parse_file(str(path))]
    except (live.GoParseError, UnicodeDecodeError):
        return None


def test_recorded_dockerfiles_shapes_and_scripts(tmp_path: Path) -> None:
    texts = list(recorded())
    assert len(texts) > 500
    failed = {}
    for data in texts:
        try:
            check(data, tmp_path)
        except AssertionError as error:
            failed[data] = str(error)
    assert failed == {}


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(LINES), max_size=12),
    st.sampled_from(BEGINNINGS),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["\n", ""]),
)
def test_made_up_dockerfiles(lines: list[str], beginning: str, newline: str, end: str) -> None:
    with TemporaryDirectory() as folder:
        check(of_lines(lines, beginning, newline, end), Path(folder))


@given(
    st.lists(st.sampled_from(LINES), max_size=8),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 12), st.sampled_from(WRITTEN)), max_size=4),
)
def test_edits_that_are_accepted_keep_all_instructions_that_they_do_not_touch(
    lines: list[str], raw: list[tuple[int, int, str]]
) -> None:
    source = Source("Dockerfile", of_lines(lines, BEGINNINGS[1]))
    size = len(source.text)
    taken = Taken()
    edits = [
        Edit(Place("Dockerfile", Span(min(start, size), min(start + length, size))), text)
        for start, length, text in sorted(raw)
    ]
    edits = [edit for edit in edits if taken.take([edit])]
    after = Source("Dockerfile", encode(apply(source.text, edits)))
    if Reading(source).broken_by(edits, after) is None:
        there = Counter(one.text.text for one in Dockerfile(after).instructions)
        for one in Dockerfile(source).instructions:
            begin = source.line_starts[one.first_line - 1]
            end = source.line_span(one.last_line).end
            if not any(edit.place.span.start <= end and edit.place.span.end >= begin for edit in edits):
                assert there[one.text.text] > 0
                there[one.text.text] -= 1


def test_no_edits_break_nothing() -> None:
    for data in recorded():
        source = Source("Dockerfile", data)
        assert Reading(source).broken_by([], source) is None
