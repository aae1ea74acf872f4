"""What is found, when it is found, and where it is shown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from mlint.server.app import POLL
from tests.server.conftest import TOKEN
from tests.server.editor import PATIENCE, capabilities, editor

if TYPE_CHECKING:
    from pathlib import Path


def codes(found: Any) -> list[str]:
    return [str(one.code) for one in found]


async def test_on_open_change_and_save_and_none_after_close(folder: Path) -> None:
    async with editor(folder) as one:
        found = await one.open("Dockerfile")
        assert codes(found) == ["ML501", "ML401", "ML321", "ML322", "ML301", "ML319", "ML202"]
        cache = found[4]
        assert cache.range == types.Range(types.Position(7, 4), types.Position(7, 15))
        assert cache.severity == types.DiagnosticSeverity.Warning
        assert cache.source == "mlint"
        assert cache.message.endswith("[pip-cache-kept]")
        assert "about 5.2 GB in the image" in found[1].message
        found = await one.type("Dockerfile", "--no-cache-dir ", (7, 16, 7, 16))
        assert "ML301" not in codes(found)
        assert codes(await one.save("Dockerfile")) == codes(found)
        one.close("Dockerfile")
        await one.until("Dockerfile", lambda found: not found)


async def test_what_is_typed_fast_is_looked_at_once(folder: Path) -> None:
    async with editor(folder, options={"debounce": 300}) as one:
        await one.open("Dockerfile")
        for column in range(5):
            document = types.VersionedTextDocumentIdentifier(column + 2, one.uri("Dockerfile"))
            place = types.Position(1, 14 + column)
            change = types.TextDocumentContentChangePartial(types.Range(place, place), "x")
            one.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        params = await asyncio.wait_for(one.queue.get(), PATIENCE)
        assert params.version == 6


async def test_pull(folder: Path) -> None:
    async with editor(folder, capabilities(pull=True)) as one:
        assert one.offers.diagnostic_provider
        assert one.offers.diagnostic_provider.inter_file_dependencies
        await one.open("Dockerfile")
        first = await one.pull("Dockerfile")
        assert "ML301" in codes(first.items)
        again = await one.pull("Dockerfile", first.result_id)
        assert again.kind == types.DocumentDiagnosticReportKind.Unchanged
        await one.type("Dockerfile", "--no-cache-dir ", (7, 16, 7, 16))
        changed = await one.pull("Dockerfile", first.result_id)
        assert "ML301" not in codes(changed.items)
        assert one.queue.empty()


async def test_who_pulls_is_told_to_pull_again_when_another_file_changes(folder: Path) -> None:
    async with editor(folder, capabilities(pull=True)) as one:
        await one.open("Dockerfile")
        assert "ML401" in codes((await one.pull("Dockerfile")).items)
        await one.open("requirements.txt", language="pip-requirements")
        await one.type("requirements.txt", "uvicorn==0.38.0\n")
        found = await one.pull("Dockerfile")
        assert "ML401" not in codes(found.items)
        await one.soon(lambda: one.client.diagnostic_refresh_count)


async def test_the_editors_text_of_a_dependency_file_is_what_counts(folder: Path) -> None:
    async with editor(folder) as one:
        assert "ML401" in codes(await one.open("Dockerfile"))
        await one.open("requirements.txt", language="pip-requirements")
        await one.type("requirements.txt", "uvicorn==0.38.0\n")
        await one.until("Dockerfile", lambda found: "ML401" not in codes(found))
        assert (folder / "requirements.txt").read_text(encoding="utf-8").startswith("torch")
        one.close("requirements.txt")
        await one.until("Dockerfile", lambda found: "ML401" in codes(found))


async def test_a_file_that_is_not_saved_yet_is_there(folder: Path) -> None:
    (folder / "requirements.txt").unlink()
    async with editor(folder) as one:
        assert "ML401" not in codes(await one.open("Dockerfile"))
        await one.open("requirements.txt", "torch==2.9.0\n", language="pip-requirements")
        await one.until("Dockerfile", lambda found: "ML401" in codes(found))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("requirements.txt", "uvicorn==0.38.0\n"),
        (".dockerignore", ".git\n"),
        (".mlint.yaml", "ignore: [ML401, ML202]\n"),
    ],
)
@pytest.mark.parametrize("watch", [True, False])
async def test_changes_on_disk(folder: Path, name: str, content: str, watch: bool) -> None:
    gone = "ML202" if name == ".dockerignore" else "ML401"
    async with editor(folder, capabilities(watch=watch)) as one:
        assert gone in codes(await one.open("Dockerfile"))
        if not watch:
            await asyncio.sleep(1.5 * POLL)
        kind = types.FileChangeType.Changed if (folder / name).exists() else types.FileChangeType.Created
        (folder / name).write_text(content, encoding="utf-8")
        if watch:
            one.on_disk(name, kind=kind)
        await one.until("Dockerfile", lambda found: gone not in codes(found))


async def test_a_dependency_file_shows_what_dockerfiles_say_of_its_lines(folder: Path) -> None:
    (folder / "gpu.Dockerfile").write_text(
        "FROM python:3.12-slim\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n",
        encoding="utf-8",
    )
    async with editor(folder) as one:
        found = await one.open("requirements.txt", language="pip-requirements")
        assert codes(found) == ["ML401"]
        assert found[0].range == types.Range(types.Position(0, 0), types.Position(0, 12))
        assert "torch 2.9.0" in found[0].message
        places = [each.location for each in found[0].related_information or ()]
        assert {place.uri for place in places} == {one.uri("Dockerfile"), one.uri("gpu.Dockerfile")}
        assert {place.range.start.line for place in places} == {2, 5}
        found = await one.type("requirements.txt", "\n", (0, 0, 0, 0))
        assert [each.range.start.line for each in found] == [1]
        assert await one.type("requirements.txt", "", (1, 0, 1, 12)) == []


async def test_related_places_lead_to_other_files(folder: Path) -> None:
    async with editor(folder) as one:
        torch = next(each for each in await one.open("Dockerfile") if each.code == "ML401")
        assert torch.related_information
        (related,) = torch.related_information
        assert related.location.uri == one.uri("requirements.txt")
        assert related.location.range == types.Range(types.Position(0, 0), types.Position(0, 12))


async def test_the_configuration_is_that_of_the_command_line(folder: Path) -> None:
    (folder / ".mlint.yaml").write_text("exclude: [Dockerfile]\n", encoding="utf-8")
    async with editor(folder) as one:
        assert await one.open("Dockerfile") == []
    (folder / ".mlint.yaml").write_text("ignore: [nonsense]\n", encoding="utf-8")
    async with editor(folder) as one:
        await one.open("Dockerfile", "FROM busybox:1.36\n")
        assert "unknown rule" in one.client.messages[0].message
        (folder / ".mlint.yaml").write_text("target: cpu\n", encoding="utf-8")
        one.on_disk(".mlint.yaml")
        await one.published("Dockerfile")


async def test_changes_of_all_files_are_asked_for(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        assert [each.method for each in one.registered[0].registrations] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]


async def test_a_text_without_a_file(folder: Path) -> None:
    async with editor(folder) as one:
        item = types.TextDocumentItem("untitled:Untitled-1", "dockerfile", 1, "FROM python:3.12\nRUN pip install six\n")
        one.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        params = await asyncio.wait_for(one.queue.get(), PATIENCE)
        assert params.uri == "untitled:Untitled-1"
        assert "ML301" in codes(params.diagnostics)


PACK = '''
r"""The rule fails."""
from pathlib import Path
from mlint.rule import rule
Path(__file__).with_name("loaded").touch()

@rule("XX001", severity="warning")
def always_failing(build):
    raise ValueError("cannot cope with HF_TOKEN=TOKEN")
    yield
'''


def with_pack(folder: Path) -> Path:
    (folder / "pack" / "family").mkdir(parents=True)
    (folder / "pack" / "family" / "always_failing.py").write_text(PACK.replace("TOKEN", TOKEN), encoding="utf-8")
    (folder / ".mlint.yaml").write_text("packs: [./pack]\n", encoding="utf-8")
    return folder / "pack" / "family" / "loaded"


async def test_a_pack_is_loaded_only_where_the_user_allows_it(folder: Path) -> None:
    loaded = with_pack(folder)
    for options in ({}, {"allowPacks": False}, {"allowPacks": [str(folder / "elsewhere")]}):
        async with editor(folder, options=options) as one:
            assert "ML301" in codes(await one.open("Dockerfile"))
            assert "allowPacks" in one.client.messages[0].message
        assert not loaded.exists()
    async with editor(folder, options={"allowPacks": [str(folder)]}) as one:
        await one.open("Dockerfile")
    assert loaded.exists()


async def test_a_rule_that_fails_is_a_line_in_the_log(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_pack(folder)
    async with editor(folder, options={"allowPacks": True}) as one:
        assert "ML301" in codes(await one.open("Dockerfile"))
        assert "ML321" in codes(await one.type("Dockerfile", "#\n", (0, 0, 0, 0)))
    log = capsys.readouterr().err
    assert log.count("rule XX001 always-failing failed: ValueError") == 1
    assert TOKEN not in log


async def test_no_credential_is_published(folder: Path) -> None:
    async with editor(folder) as one:
        for each in await one.open("Dockerfile"):
            assert TOKEN not in str(each)


async def test_a_request_that_waits_can_be_cancelled(folder: Path) -> None:
    from pygls.exceptions import JsonRpcRequestCancelled

    long = "FROM python:3.12\n" + "RUN pip install six && echo $HOME | cat\n" * 3_000
    async with editor(folder) as one:
        one.begin("Dockerfile", long)
        params = types.HoverParams(one.identifier("Dockerfile"), types.Position(0, 6))
        asked = one.client.protocol.send_request(types.TEXT_DOCUMENT_HOVER, params, msg_id="one")
        one.client.cancel_request(types.CancelParams("one"))
        with pytest.raises(JsonRpcRequestCancelled):
            await asyncio.wait_for(asyncio.wrap_future(asked), 1)
        assert await one.published("Dockerfile")
