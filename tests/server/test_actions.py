"""What can be done about findings, and what the text is afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from mlint.dockerfile.source import Source
from mlint.edits import apply
from mlint.server.actions import differences
from tests.server.conftest import DOCKERFILE
from tests.server.editor import capabilities, edited, editor

if TYPE_CHECKING:
    from pathlib import Path


def titled(actions: list[types.CodeAction], start: str) -> types.CodeAction:
    return next(one for one in actions if one.title.startswith(start))


async def test_a_safe_fix_is_preferred_and_says_what_it_is_for(folder: Path) -> None:
    async with editor(folder) as one:
        found = await one.open("Dockerfile")
        action = titled(await one.actions("Dockerfile", 7, diagnostics=found), "Add --no-cache-dir")
        assert action.is_preferred
        assert action.kind == types.CodeActionKind.QuickFix
        assert [each.code for each in action.diagnostics or ()] == ["ML301"]
        after = edited(DOCKERFILE, action, one.uri("Dockerfile"))
        assert "RUN pip install --no-cache-dir pandas==2.2.3" in after
        assert action.edit
        assert action.edit.document_changes
        change = action.edit.document_changes[0]
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.version == 1


async def test_an_unsafe_fix_says_so_and_comes_behind_the_safe_ones(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        actions = await one.actions("Dockerfile", 6, types.CodeActionKind.QuickFix)
        fixes = [each for each in actions if each.edit and not each.title.startswith("Ignore")]
        assert [bool(each.is_preferred) for each in fixes] == [True, False]
        assert "unsafe" in fixes[1].title
        after = edited(DOCKERFILE, fixes[1], one.uri("Dockerfile"))
        assert "--no-install-recommends" in after


async def test_ignore_here(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        action = titled(await one.actions("Dockerfile", 7), "Ignore pip-cache-kept here")
        after = edited(DOCKERFILE, action, one.uri("Dockerfile"))
        assert "# mlint: ignore[pip-cache-kept]\nRUN pip install pandas" in after
        found = await one.type("Dockerfile", after)
        assert "ML301" not in [each.code for each in found]
        action = titled(await one.actions("Dockerfile", 8), "Ignore unpinned-python-packages here")
        after = edited(after, action, one.uri("Dockerfile"))
        assert "# mlint: ignore[pip-cache-kept, unpinned-python-packages]\n" in after


@pytest.mark.parametrize("lazy", [True, False])
@pytest.mark.parametrize("only", ["source.fixAll", "source.fixAll.mlint", None])
async def test_fix_all(folder: Path, lazy: bool, only: str | None) -> None:
    async with editor(folder, capabilities(lazy=lazy)) as one:
        await one.open("Dockerfile")
        actions = [each for each in await one.actions("Dockerfile", 0, only) if each.kind == "source.fixAll.mlint"]
        assert len(actions) == 1
        assert (actions[0].edit is None) == lazy
        if lazy:
            actions[0] = await one.client.code_action_resolve_async(actions[0])
        after = edited(DOCKERFILE, actions[0], one.uri("Dockerfile"))
        assert "RUN pip install --no-cache-dir pandas" in after
        assert "rm -rf /var/lib/apt/lists/*" in after
        assert "--no-install-recommends" not in after
        await one.type("Dockerfile", after)
        assert await one.actions("Dockerfile", 0, "source.fixAll") == []


async def test_only_what_is_asked_for(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        assert await one.actions("Dockerfile", 7, "refactor") == []
        kinds = {each.kind for each in await one.actions("Dockerfile", 7, "quickfix")}
        assert kinds == {types.CodeActionKind.QuickFix}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_columns_behind_astral_characters(folder: Path, encoding: str) -> None:
    text = 'FROM python:3.12-slim\r\nRUN echo "𝄞é€" && pip install pandas==2.2.3\r\n'
    before = 'RUN echo "𝄞é€" && '
    start = {"utf-8": len(before.encode()), "utf-16": len(before) + 1, "utf-32": len(before)}[encoding]
    async with editor(folder, capabilities(encodings=[encoding])) as one:
        assert one.offers.position_encoding == encoding
        found = await one.open("Dockerfile", text)
        cache = next(each for each in found if each.code == "ML301")
        assert (cache.range.start.line, cache.range.start.character) == (1, start)
        action = titled(await one.actions("Dockerfile", 1), "Add --no-cache-dir")
        assert action.edit
        assert action.edit.document_changes
        change = action.edit.document_changes[0]
        assert isinstance(change, types.TextDocumentEdit)
        (edit,) = change.edits
        assert isinstance(edit, types.TextEdit)
        place = (1, edit.range.start.character, 1, edit.range.end.character)
        found = await one.type("Dockerfile", edit.new_text, place)
        assert "ML301" not in [each.code for each in found]


async def test_crlf_stays(folder: Path) -> None:
    text = "FROM python:3.12-slim\r\nRUN pip install pandas==2.2.3\r\nRUN pip install six==1.17.0\r\n"
    async with editor(folder) as one:
        await one.open("Dockerfile", text)
        action = titled(await one.actions("Dockerfile", 1), "Ignore pip-cache-kept here")
        after = edited(text, action, one.uri("Dockerfile"))
        assert after.count("\r\n") == after.count("\n") == 4


async def test_a_fix_that_creates_a_file_needs_an_editor_that_can(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        action = titled(await one.actions("Dockerfile", 8), "Create a .dockerignore")
        assert action.edit
        assert action.edit.document_changes
        kinds = [each.kind for each in action.edit.document_changes if isinstance(each, types.CreateFile)]
        assert kinds == ["create"]
    async with editor(folder, capabilities(versioned=False)) as one:
        await one.open("Dockerfile")
        assert not any(each.title.startswith("Create") for each in await one.actions("Dockerfile", 8))
        action = titled(await one.actions("Dockerfile", 7), "Add --no-cache-dir")
        assert "--no-cache-dir pandas" in edited(DOCKERFILE, action, one.uri("Dockerfile"))


async def test_the_page_of_a_rule_is_opened(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        action = titled(await one.actions("Dockerfile", 7), "Open the page of ML301")
        assert action.command
        params = types.ExecuteCommandParams(action.command.command, action.command.arguments)
        await one.client.workspace_execute_command_async(params)
        await one.soon(lambda: one.client.shown_documents)
        uri = one.client.shown_documents[0].uri
        assert uri.endswith("ML301-pip-cache-kept.md")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\nc\n", "a\nB\nc\nd\n"),
        ("", "a\n"),
        ("a\n", ""),
        ("a\r\nb", "a\r\nc"),
        ("a\n" * 3000, "a\n" * 1500 + "b\n"),
    ],
)
def test_differences_make_the_text(before: str, after: str) -> None:
    source = Source("Dockerfile", before.encode())
    assert apply(before, differences(source, after)) == after
