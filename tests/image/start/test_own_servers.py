"""Servers that the project's script starts by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.build import Build
from mlint.config import Settings
from mlint.dockerfile.source import Source
from mlint.image.start.own_servers import own_server_inside

if TYPE_CHECKING:
    from pathlib import Path

    from mlint.image.start.own_servers import OwnServer

GRADIO = "import gradio as gr\n"
DASH = "from dash import Dash\napp = Dash()\n"
FLASK = "from flask import Flask\napp: Flask = Flask('x')\n"


def found(folder: Path, script: str, start: str = "CMD python app.py") -> OwnServer | None:
    (folder / "app.py").write_text(script, "utf-8")
    path = folder / "Dockerfile"
    path.write_text(f"FROM python:3.12-slim\nWORKDIR /srv\nCOPY app.py .\n{start}\n", "utf-8")
    return own_server_inside(Build(Source(str(path), path.read_bytes()), Settings()).startup)


@pytest.mark.parametrize(
    ("script", "written", "host"),
    [
        (GRADIO + "gr.Interface(f, 'text', 'text').launch()", "gradio.Interface.launch()", None),
        (GRADIO + "with gr.Blocks() as ui:\n  pass\nui.queue(9).launch(server_port=1)", "ui.queue.launch()", None),
        (GRADIO + "ui = gr.ChatInterface(f)\nui.launch(server_name='127.0.0.1')", "ui.launch()", "127.0.0.1"),
        (DASH + "app.run(debug=True)", "app.run()", None),
        (DASH + "app.run_server('localhost')", "app.run_server()", "localhost"),
        (FLASK + "app.run(port=80)", "app.run()", None),
        ("import uvicorn\nuvicorn.run('main:app')", "uvicorn.run()", None),
    ],
)
def test_only_the_container_reaches_it(tmp_path: Path, script: str, written: str, host: str | None) -> None:
    server = found(tmp_path, script)
    assert server
    assert (server.written, server.host, server.script) == (written, host, "app.py")


@pytest.mark.parametrize(
    "script",
    [
        GRADIO + "ui = gr.Blocks()\nui.launch(server_name='0.0.0.0')",
        GRADIO + "ui = gr.Blocks()\nui.launch(server_name=HOST)",
        GRADIO + "ui = gr.Blocks()\nui.launch(**options)",
        GRADIO + "ui = gr.Blocks()\nui.launch(share=True)",
        GRADIO + "import os\nos.environ['GRADIO_SERVER_NAME'] = '::'\nui = gr.Blocks()\nui.launch()",
        GRADIO + "ui = gr.Blocks()\nui = wrap(ui)\nui.launch()",
        GRADIO + "from ui import demo\ndemo.launch()",
        FLASK + "app.config['SERVER_NAME'] = 'x:80'\napp.run()",
        FLASK + "import os\napp.run(host=os.environ.get('HOST', '127.0.0.1'))",
        "import uvicorn\nuvicorn.run(app, uds='/run/x')",
        "import subprocess\nsubprocess.run(['true'])",
        "not Python",
    ],
)
def test_others_or_nobody_knows(tmp_path: Path, script: str) -> None:
    assert found(tmp_path, script) is None


def test_what_the_file_tells(tmp_path: Path) -> None:
    script = GRADIO + "gr.Blocks().launch()"
    assert found(tmp_path, script, "WORKDIR /other\nCMD python /srv/app.py")
    assert found(tmp_path, script, "CMD cd /srv && python app.py")
    assert found(tmp_path, script, "WORKDIR /other\nCMD python app.py") is None
    assert found(tmp_path, script, "ENV GRADIO_SERVER_NAME=0.0.0.0\nCMD python app.py") is None
    assert found(tmp_path, script, "CMD python -m app") is None
