"""What the editor's user sets, and the folders that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from mlint.server.options import ServerOptions
from tests.server.editor import capabilities, editor
from tests.server.test_diagnostics import codes, with_pack

if TYPE_CHECKING:
    from pathlib import Path


async def test_given_at_the_start_and_pushed_later(folder: Path) -> None:
    options = {"select": ["ML301"], "nonsense": 1, "buildArgs": "x"}
    async with editor(folder, options=options) as one:
        assert codes(await one.open("Dockerfile")) == ["ML301"]
        texts = [each.message for each in one.client.messages]
        assert any("unknown setting 'nonsense'" in each for each in texts)
        assert any("'buildArgs'" in each for each in texts)
        one.settings({"mlint": {"select": ["ML501"]}})
        await one.until("Dockerfile", lambda found: codes(found) == ["ML501"])
        # Of an editor that cannot be asked, a change without settings says nothing.
        one.settings(None)
        assert codes(await one.save("Dockerfile")) == ["ML501"]
        one.settings({"python": {"select": ["ML321"]}})
        await one.until("Dockerfile", lambda found: codes(found) == ["ML301"])


async def test_asked_for(folder: Path) -> None:
    can = capabilities(tell_settings=True)
    async with editor(folder, can, {"select": ["ML501"]}, settings={"select": ["ML301"]}) as one:
        one.begin("Dockerfile", (folder / "Dockerfile").read_text(encoding="utf-8"))
        await one.until("Dockerfile", lambda found: codes(found) == ["ML301"])
        one.client.set_configuration({"mlint": {"select": ["ML321"]}})
        one.settings(None)
        await one.until("Dockerfile", lambda found: codes(found) == ["ML321"])
        # What is asked for counts more than what is pushed, and nothing less than that.
        one.client.set_configuration({"mlint": {"select": ["ML322"]}})
        one.settings({"mlint": {"select": ["ML301"]}})
        await one.until("Dockerfile", lambda found: codes(found) == ["ML322"])
        one.client.set_configuration({})
        one.settings({"mlint": {"select": ["ML301"]}})
        await one.until("Dockerfile", lambda found: codes(found) == ["ML301"])
        one.settings({})
        await one.until("Dockerfile", lambda found: codes(found) == ["ML501"])
        assert one.client.messages == []


async def test_an_editor_that_pulls_is_told_when_settings_change(folder: Path) -> None:
    async with editor(folder, capabilities(pull=True, tell_settings=True)) as one:
        await one.open("Dockerfile")
        assert "ML301" in codes((await one.pull("Dockerfile")).items)
        one.client.set_configuration({"mlint": {"select": ["ML501"]}})
        one.settings(None)
        await one.soon(lambda: one.client.diagnostic_refresh_count)
        assert codes((await one.pull("Dockerfile")).items) == ["ML501"]


async def test_an_editor_that_does_not_answer_as_it_said(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def refuse(_: Any) -> None:
        raise ValueError("no")

    async with editor(folder, capabilities(tell_settings=True), {"select": ["ML301"]}) as one:
        one.client.protocol.fm.features[types.WORKSPACE_CONFIGURATION] = refuse
        assert codes(await one.open("Dockerfile")) == ["ML301"]
        one.settings({"mlint": {"select": ["ML501"]}})
        await one.until("Dockerfile", lambda found: codes(found) == ["ML501"])
        one.client.error = None
    assert "the editor does not tell its settings" in capfd.readouterr().err


async def test_changes_are_registered_for(folder: Path) -> None:
    async with editor(folder, capabilities(register_settings=True)) as one:
        await one.open("Dockerfile")
        settings, files = one.registered[0].registrations
        assert (settings.method, files.method) == (
            types.WORKSPACE_DID_CHANGE_CONFIGURATION,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        )


@pytest.mark.parametrize("tell", [True, False])
async def test_what_is_sent_later_does_not_allow_packs(folder: Path, tell: bool) -> None:
    loaded = with_pack(folder)
    sent = {"allowPacks": True, "select": ["ML301"]}
    async with editor(folder, capabilities(tell_settings=tell), settings=sent) as one:
        one.begin("Dockerfile", (folder / "Dockerfile").read_text(encoding="utf-8"))
        if not tell:
            one.settings({"mlint": sent})
        await one.until("Dockerfile", lambda found: codes(found) == ["ML301"])
        assert any("counts in the initializationOptions only" in each.message for each in one.client.messages)
    assert not loaded.exists()


def test_options() -> None:
    given = ServerOptions({"mlint": {"ignore": ["a"], "debounce": 50}}, {"ignore": ["b"], "target": None})
    assert (given.options.ignore, given.debounce, given.options.target) == (("b",), 0.05, None)
    assert given.mistakes == []
    assert ServerOptions({"allowPacks": True}, {"allowPacks": True}).mistakes == []
    assert ServerOptions(["x"], "y").mistakes == []
    assert len(ServerOptions({"allowPacks": 1, "debounce": True, "isolated": "x", "select": "y"}).mistakes) == 4


REQUIREMENTS = "torch==2.9.0\n"
DOCKERFILE = "FROM python:3.12-slim\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n"


async def test_folders_come_and_go(folder: Path) -> None:
    for name in ("first", "second"):
        (folder / name / ".git").mkdir(parents=True)
        (folder / name / "Dockerfile").write_text(DOCKERFILE, encoding="utf-8")
        (folder / name / "requirements.txt").write_text(REQUIREMENTS, encoding="utf-8")
        (folder / name / ".mlint.yaml").write_text("target: cpu\n", encoding="utf-8")
    async with editor(folder / "first") as one:
        one.folder = folder
        support = one.offers.workspace and one.offers.workspace.workspace_folders
        assert support
        assert (support.supported, support.change_notifications) == (True, True)
        assert codes(await one.open("first/requirements.txt", language="pip-requirements")) == ["ML401"]
        assert await one.open("second/requirements.txt", language="pip-requirements") == []
        one.folders(added=["second"])
        await one.until("second/requirements.txt", lambda found: codes(found) == ["ML401"])
        one.folders(removed=["second"])
        await one.until("second/requirements.txt", lambda found: not found)
        one.folders(added=["second"], removed=["first"])
        await one.until("first/requirements.txt", lambda found: not found)
        await one.until("second/requirements.txt", lambda found: codes(found) == ["ML401"])


async def test_a_dockerfile_that_is_not_open_is_read_again(folder: Path) -> None:
    async with editor(folder) as one:
        assert codes(await one.open("requirements.txt", language="pip-requirements")) == ["ML401"]
        (folder / "Dockerfile").write_text("FROM python:3.12-slim\n", encoding="utf-8")
        one.on_disk("Dockerfile")
        await one.until("requirements.txt", lambda found: not found)
