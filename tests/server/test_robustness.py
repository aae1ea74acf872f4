"""Whatever fails, the editor gets an answer, the log a line, and the next text its findings."""

from __future__ import annotations

import asyncio
import random
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from tests.server.conftest import DOCKERFILE, TOKEN
from tests.server.editor import PATIENCE, Editor, capabilities, editor
from tests.server.test_diagnostics import codes

if TYPE_CHECKING:
    from pathlib import Path

FAILS = f"""
import builtins
from mlint.server import serve, session

real_lint, real_settings = session.lint_build, session.read_settings

def lint_build(build, rules):
    name = build.source.text.partition("# raise ")[2].partition("\\n")[0]
    if name:
        raise getattr(builtins, name)("HF_TOKEN={TOKEN}")
    return real_lint(build, rules)

def read_settings(path, **options):
    with open(path) as stream:
        if "KeyError" in stream.read():
            raise KeyError("{TOKEN}")
    return real_settings(path, **options)

session.lint_build, session.read_settings = lint_build, read_settings
raise SystemExit(serve())
"""


def failing(error: str) -> str:
    return f"# raise {error}\n{DOCKERFILE}"


async def messages(one: Editor, pull: bool) -> list[str]:
    found = (await one.pull("Dockerfile")).items if pull else await one.published("Dockerfile")
    return [each.message for each in found]


@pytest.mark.parametrize("error", ["RuntimeError", "StopIteration", "SystemExit", "MemoryError"])
@pytest.mark.parametrize("pull", [True, False])
async def test_an_error_outside_of_rules(
    folder: Path, error: str, pull: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    async with editor(folder, capabilities(pull=pull), program=FAILS) as one:
        one.begin("Dockerfile", failing(error))
        for _ in range(2):
            (message,) = await messages(one, pull)
            assert message.startswith(f"internal error: {error}: ")
            assert TOKEN not in message
            one.change("Dockerfile", failing(error) + "\n")
        # Nor does anything else wait.
        assert await one.hover("Dockerfile", 1, 6) == ""
        assert await one.actions("Dockerfile", 1) == []
        one.change("Dockerfile", DOCKERFILE)
        assert len(await messages(one, pull)) > 3
        assert "# ML501" in await one.hover("Dockerfile", 2, 5)
    log = capfd.readouterr().err
    assert f"internal error: {error}" in log
    assert "Traceback" in log
    assert TOKEN not in log


@pytest.mark.parametrize("pull", [True, False])
async def test_an_error_while_the_configuration_is_read(folder: Path, pull: bool) -> None:
    (folder / ".mlint.yaml").write_text("# KeyError\n", encoding="utf-8")
    async with editor(folder, capabilities(pull=pull), program=FAILS) as one:
        one.begin("Dockerfile", DOCKERFILE)
        (message,) = await messages(one, pull)
        assert message.startswith("internal error: KeyError")
        (folder / ".mlint.yaml").write_text("target: cpu\n", encoding="utf-8")
        one.on_disk(".mlint.yaml")
        if pull:
            await one.soon(lambda: one.client.diagnostic_refresh_count)
        assert len(await messages(one, pull)) > 3


async def test_one_dockerfile_that_fails_hides_nothing_of_another(folder: Path) -> None:
    (folder / "a.Dockerfile").write_text(failing("RuntimeError"), encoding="utf-8")
    async with editor(folder, program=FAILS) as one:
        assert codes(await one.open("requirements.txt", language="pip-requirements")) == ["ML401"]


async def test_a_text_with_too_many_instructions(folder: Path) -> None:
    async with editor(folder) as one:
        (problem,) = await one.open("Dockerfile", "FROM a\n" + "USER x\n" * 10_001)
        assert "instructions" in problem.message
        assert problem.code is None
        assert "ML301" in codes(await one.type("Dockerfile", DOCKERFILE))


def ask(one: Editor, message: dict[str, Any]) -> Future[Any]:
    """Send what no client library would."""
    answer: Future[Any] = Future()
    if "id" in message:
        one.client.protocol._request_futures[message["id"]] = answer
    one.client.protocol._send_data({"jsonrpc": "2.0", **message})
    return answer


async def test_messages_that_cannot_be_understood(folder: Path) -> None:
    async with editor(folder) as one:
        await one.open("Dockerfile")
        wrong = ask(one, {"id": "wrong", "method": "textDocument/hover", "params": {"position": "here"}})
        with pytest.raises(JsonRpcInvalidParams):
            await asyncio.wait_for(asyncio.wrap_future(wrong), PATIENCE)
        unknown = ask(one, {"id": "unknown", "method": "textDocument/nonsense", "params": {}})
        with pytest.raises(JsonRpcException):
            await asyncio.wait_for(asyncio.wrap_future(unknown), PATIENCE)
        ask(one, {"method": "textDocument/didChange", "params": 1})
        ask(one, {"method": "$/nonsense"})
        assert one.client.protocol.writer
        for body in (b"{", b"[]", b"1", b'{"jsonrpc": "2.0"}', b"\xff"):
            done = one.client.protocol.writer.write(b"content-length:%d\r\nX: y\r\n\r\n%b" % (len(body), body))
            assert done is None
        assert "ML301" in codes(await one.save("Dockerfile"))


async def test_a_cancelled_request_takes_no_unsaved_text_with_it(folder: Path) -> None:
    long = "FROM python:3.12\n" + "RUN pip install six && echo $HOME | cat\n" * 3_000
    async with editor(folder, capabilities(pull=True), {"debounce": 60_000}) as one:
        await one.open("Dockerfile")
        assert "ML401" in codes((await one.pull("Dockerfile")).items)
        await one.open("requirements.txt", language="pip-requirements")
        one.begin("other.Dockerfile", long)
        busy = asyncio.ensure_future(one.pull("other.Dockerfile"))
        await asyncio.sleep(0)
        one.change("requirements.txt", "six==1.17.0\n")
        params = types.DocumentDiagnosticParams(one.identifier("Dockerfile"))
        one.client.protocol.send_request(types.TEXT_DOCUMENT_DIAGNOSTIC, params, msg_id="one")
        one.client.cancel_request(types.CancelParams("one"))
        assert "ML401" not in codes((await one.pull("Dockerfile")).items)
        await busy


@pytest.mark.parametrize("pull", [True, False])
async def test_a_storm(folder: Path, pull: bool, capfd: pytest.CaptureFixture[str]) -> None:
    """Edits, saves, cancelled requests, closing and opening as fast as they can be sent; then all is as ever."""
    dice = random.Random(8)
    languages = {"Dockerfile": "dockerfile", "requirements.txt": "pip-requirements", "b.Dockerfile": "dockerfile"}
    texts = {"requirements.txt": "torch==2.9.0\n"}
    async with editor(folder, capabilities(pull=pull), {"debounce": 0}) as one:
        for name, language in languages.items():
            one.begin(name, texts.get(name, DOCKERFILE), language)
        for number in range(600):
            name = dice.choice(list(languages))
            one.change(name, "\n" if dice.random() < 0.5 else "#", (0, 0, 0, 0))
            if dice.random() < 0.2:
                one.client.text_document_did_save(types.DidSaveTextDocumentParams(one.identifier(name)))
            if dice.random() < 0.5:
                method, params = dice.choice(
                    [
                        (types.TEXT_DOCUMENT_HOVER, types.HoverParams(one.identifier(name), types.Position(0, 0))),
                        (types.TEXT_DOCUMENT_DOCUMENT_LINK, types.DocumentLinkParams(one.identifier(name))),
                        *(
                            [(types.TEXT_DOCUMENT_DIAGNOSTIC, types.DocumentDiagnosticParams(one.identifier(name)))]
                            * pull
                        ),
                    ]
                )
                one.client.protocol.send_request(method, params, msg_id=f"r{number}")
                if dice.random() < 0.7:
                    one.client.cancel_request(types.CancelParams(f"r{number}"))
            if dice.random() < 0.05:
                one.close(name)
                one.begin(name, texts.get(name, DOCKERFILE), languages[name])
            if dice.random() < 0.05:
                one.on_disk(name, f"new-{number}", kind=types.FileChangeType.Created)
            if dice.random() < 0.1:
                await asyncio.sleep(0.01)
        for name in languages:
            one.change(name, texts.get(name, DOCKERFILE))
        for name in languages:
            code = "ML401" if name in texts else "ML301"
            if pull:
                assert code in codes((await one.pull(name)).items)
            else:
                await one.until(name, lambda found, code=code: code in codes(found))  # type: ignore[misc]
    assert "internal error" not in capfd.readouterr().err
