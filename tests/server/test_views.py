"""Hovers, links and the outline."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.request import url2pathname

import pytest
from lsprotocol import types

from tests.server.conftest import DOCKERFILE, TOKEN
from tests.server.editor import Editor, capabilities, editor

if TYPE_CHECKING:
    from pathlib import Path

STAGES = f"""\
ARG PYTHON=3.11
ARG DIGEST
FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04 AS base
ENV HF_TOKEN={TOKEN} HOME_PAGE=a*b
RUN WHERE=/data && mkdir -p $WHERE $HOME_PAGE $TARGETARCH $NOTHING && echo $HF_TOKEN
FROM python:${{PYTHON}}-slim
COPY --from=base /data /data
FROM base AS last
FROM unknown/image:1
FROM python@$DIGEST
FROM scratch
"""


async def over(one: Editor, line: int, word: str, text: str = STAGES) -> str:
    return await one.hover("Dockerfile", line, text.splitlines()[line].index(word))


async def test_on_from(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile", STAGES)
        cuda = await over(one, 2, "nvidia")
        assert "Ubuntu 22.04" in cuda
        assert "CUDA 12.4.1 (runtime)" in cuda
        assert "security fixes until" in cuda
        python = await over(one, 5, "python")
        assert "**python:3.11-slim**" in python
        assert "Python 3.11, security fixes until 2027-10" in python
        assert "the stage on line 3" in await over(one, 7, "base")
        assert "knows nothing of this image" in await over(one, 8, "unknown")
        assert "a variable in its name has no value" in await over(one, 9, "python")
        assert "an empty image" in await over(one, 10, "scratch")


async def test_on_a_variable(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile", STAGES)
        for line, word, told in (
            (0, "PYTHON", "`PYTHON=3.11` (set here by ARG)"),
            (1, "DIGEST", "`DIGEST`: its value is not known here"),
            (5, "{PYTHON", "`PYTHON=3.11` (set by ARG on line 1)"),
            (3, "HOME_PAGE", "`HOME_PAGE=a*b` (set here by ENV)"),
            (4, "$WHERE", "`WHERE=/data` (set by the shell in this instruction)"),
            (4, "$HOME_PAGE", "`HOME_PAGE=a*b` (set by ENV on line 4)"),
            (4, "$NOTHING", "`NOTHING` is set by no ARG or ENV of this file"),
            (4, "$HF_TOKEN", "`HF_TOKEN=***` (set by ENV on line 4)"),
            (3, "HF_TOKEN", "`HF_TOKEN=***` (set here by ENV)"),
        ):
            text = await over(one, line, word)
            assert told in text
            assert TOKEN not in text


async def test_on_an_install(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        text = await over(one, 5, "pip", DOCKERFILE)
        assert "**pip** installs 2 packages from" in text
        assert "requirements.txt" in text
        assert "| torch==2.9.0 |" in text
        assert "GB on disk" in text
        assert "# ML401 torch-cuda-on-cpu-image" in text


async def test_on_a_finding(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        text = await over(one, 2, "HF_TOKEN", DOCKERFILE)
        assert "**ML501 secret-in-env**" in text
        assert "# ML501 secret-in-env" in text
        assert "## Good" in text
        assert TOKEN not in text
        assert await one.hover("Dockerfile", 3, 1) == ""
        assert await one.hover("Dockerfile", 400, 1) == ""


async def test_the_outline(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile", STAGES)
        params = types.DocumentSymbolParams(one.identifier("Dockerfile"))
        found = [
            each
            for each in await one.client.text_document_document_symbol_async(params) or ()
            if isinstance(each, types.DocumentSymbol)
        ]
        assert [each.name for each in found] == [
            *("ARG", "ARG", "base", "stage 1", "last", "stage 3", "stage 4", "stage 5"),
        ]
        base = found[2]
        assert [each.name for each in base.children or ()] == ["ENV", "RUN"]
        assert (base.range.start.line, base.range.end.line) == (2, 4)
        assert TOKEN not in str(found)


async def test_links(folder: Path) -> None:
    text = "# mlint: ignore-file[pip-cache-kept] why\n" + DOCKERFILE
    async with editor(folder) as one:
        await one.open("Dockerfile", text)
        params = types.DocumentLinkParams(one.identifier("Dockerfile"))
        page, file = await one.client.text_document_document_link_async(params) or ()
        assert page.range == types.Range(types.Position(0, 21), types.Position(0, 35))
        assert page.target
        with open(url2pathname(page.target.removeprefix("file://")), encoding="utf-8") as stream:
            assert stream.read().startswith("# ML301 pip-cache-kept\n")
        assert file.target == one.uri("requirements.txt")
        assert file.range.start == types.Position(5, 5)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", None])
async def test_columns_behind_astral_characters(folder: Path, encoding: str | None) -> None:
    copy = 'COPY ["𝄞é€.txt", "requirements.txt", "/app/"]'
    run = 'RUN echo "𝄞é€" && pip install pandas==2.2.3'
    text = f"FROM python:3.12-slim\r\n{copy}\r\n{run}\r\n"

    def columns(before: str) -> int:
        return {"utf-8": len(before.encode()), "utf-32": len(before)}.get(encoding or "", len(before) + 1)

    async with editor(folder, capabilities(encodings=[encoding] if encoding else [])) as one:
        assert one.offers.position_encoding == (encoding or "utf-16")
        await one.open("Dockerfile", text)
        start, end = columns(run.partition("pip")[0]), columns(run.partition(" pandas")[0])
        params = types.HoverParams(one.identifier("Dockerfile"), types.Position(2, start))
        hover = await one.client.text_document_hover_async(params)
        assert hover
        assert hover.range == types.Range(types.Position(2, start), types.Position(2, end))
        assert "ML301" not in await one.hover("Dockerfile", 2, start - 1)
        links = await one.client.text_document_document_link_async(
            types.DocumentLinkParams(one.identifier("Dockerfile"))
        )
        (link,) = links or ()
        start = columns(copy.partition("requirements")[0])
        assert abs(link.range.start.character - start) <= 1  # with the quote or without
        assert link.range.start.line == 1
        asked = types.DocumentSymbolParams(one.identifier("Dockerfile"))
        (stage,) = await one.client.text_document_document_symbol_async(asked) or ()
        assert isinstance(stage, types.DocumentSymbol)
        assert stage.range.end == types.Position(2, columns(run))
