"""Files that Dockerfiles depend on: what is said of their lines, their unsaved texts, and changes on disk."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

import pytest
from lsprotocol import types

from mlint.server.app import SETTLE
from tests.server.editor import capabilities, editor
from tests.server.test_diagnostics import codes

if TYPE_CHECKING:
    from pathlib import Path


class Kind(NamedTuple):
    """A Dockerfile with a file that a finding in it is due to: that line, and the text without the cause."""

    name: str
    language: str
    dockerfile: str
    text: str
    line: int
    code: str
    without: str


IGNORE = Kind(
    ".dockerignore",
    "ignore",
    "FROM python:3.12-slim\nWORKDIR /app\nCOPY app.py .\n",
    ".git\n*.py\n",
    1,
    "ML208",
    ".git\n",
)
PROJECT = Kind(
    "pyproject.toml",
    "toml",
    "FROM python:3.12-slim\nCOPY pyproject.toml .\nRUN pip install --no-cache-dir .\n",
    '[project]\nname = "app"\nversion = "1"\ndependencies = [\n    "six==1.17.0",\n    "torch==2.9.0",\n]\n',
    5,
    "ML401",
    '[project]\nname = "app"\nversion = "1"\ndependencies = ["six==1.17.0"]\n',
)
ENVIRONMENT = Kind(
    "environment.yml",
    "yaml",
    "FROM mambaorg/micromamba:2.0\nCOPY environment.yml .\nRUN micromamba env create -f environment.yml\n",
    "name: app\ndependencies:\n  - python=3.11\n  - pip:\n    - torch==2.9.0\n",
    4,
    "ML401",
    "name: app\ndependencies:\n  - python=3.11\n",
)
REQUIREMENTS = Kind(
    "requirements.txt",
    "pip-requirements",
    "FROM python:3.12-slim\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n",
    "six==1.17.0\ntorch==2.9.0\n",
    1,
    "ML401",
    "six==1.17.0\n",
)
KINDS = pytest.mark.parametrize("kind", [IGNORE, PROJECT, ENVIRONMENT, REQUIREMENTS], ids=lambda kind: kind.name)


def written(folder: Path, kind: Kind) -> None:
    (folder / "Dockerfile").write_text(kind.dockerfile, encoding="utf-8")
    (folder / kind.name).write_text(kind.text, encoding="utf-8")


@KINDS
async def test_lines_that_findings_are_due_to(folder: Path, kind: Kind) -> None:
    written(folder, kind)
    async with editor(folder) as one:
        found = await one.open(kind.name, language=kind.language)
        assert [(str(each.code), each.range.start.line) for each in found] == [(kind.code, kind.line)]
        (back,) = found[0].related_information or ()
        assert back.location.uri == one.uri("Dockerfile")
        there = next(each for each in await one.open("Dockerfile") if each.code == kind.code)
        (related,) = there.related_information or ()
        assert related.location == types.Location(one.uri(kind.name), found[0].range)


@KINDS
@pytest.mark.parametrize("pull", [True, False])
async def test_unsaved_texts(folder: Path, kind: Kind, pull: bool) -> None:
    written(folder, kind)
    async with editor(folder, capabilities(pull=pull)) as one:

        async def found(name: str, expected: bool) -> None:
            if pull:
                assert (kind.code in codes((await one.pull(name)).items)) == expected
            else:
                await one.until(name, lambda found: (kind.code in codes(found)) == expected)

        for name, language in (("Dockerfile", "dockerfile"), (kind.name, kind.language)):
            one.begin(name, (folder / name).read_text(encoding="utf-8"), language)
            await found(name, True)
        one.change(kind.name, kind.without)
        await found(kind.name, False)
        await found("Dockerfile", False)
        one.change(kind.name, kind.text)
        await found(kind.name, True)
        await found("Dockerfile", True)
        one.change(kind.name, kind.without)
        await found(kind.name, False)
        await found("Dockerfile", False)
        one.close(kind.name)
        await found("Dockerfile", True)


@KINDS
async def test_changes_on_disk(folder: Path, kind: Kind) -> None:
    written(folder, kind)
    async with editor(folder) as one:
        assert kind.code in codes(await one.open("Dockerfile"))
        (folder / kind.name).write_text(kind.without, encoding="utf-8")
        one.on_disk(kind.name)
        await one.until("Dockerfile", lambda found: kind.code not in codes(found))


@pytest.mark.parametrize("apart", [True, False])
async def test_many_changes_on_disk_are_looked_at_once(folder: Path, apart: bool) -> None:
    names = [f"data/part-{number}.txt" for number in range(500)]
    async with editor(folder) as one:
        await one.open("Dockerfile")
        for some in ([name] for name in names) if apart else [names]:
            one.on_disk(*some, kind=types.FileChangeType.Created)
        await one.published("Dockerfile")
        await asyncio.sleep(5 * SETTLE)
        # What comes later than SETTLE after the first is another change.
        assert one.queue.qsize() <= (4 if apart else 0)


async def test_many_changes_on_disk_are_pulled_once(folder: Path) -> None:
    async with editor(folder, capabilities(pull=True)) as one:
        await one.open("Dockerfile")
        await one.pull("Dockerfile")
        one.on_disk(*(f"data/part-{number}.txt" for number in range(500)), kind=types.FileChangeType.Created)
        await one.soon(lambda: one.client.diagnostic_refresh_count)
        await asyncio.sleep(2 * SETTLE)
        assert one.client.diagnostic_refresh_count == 1


async def test_changes_that_do_not_end_put_nothing_off(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        for number in range(30):
            one.on_disk(f"log-{number}.txt", kind=types.FileChangeType.Created)
            await asyncio.sleep(SETTLE / 4)
        assert one.queue.qsize() >= 3
