"""Programs that start a server, and what of them starts none.

As of 2026-11-21. Source: the programs' own sources and help texts at the versions named: uvicorn 0.54.0, gunicorn
27.0.1, hypercorn 0.18.0, flask 3.1.3, fastapi-cli 0.0.34, streamlit 1.67.0, mlflow 3.18.0, jupyter_server 2.21.1,
tensorboard 2.21.0, bentoml 1.4.40, chainlit 2.12.0, panel 1.9.4, bokeh 3.9.2, ray and torchserve's master, celery
5.7.0, granian 2.8.7, waitress 3.0.2, gradio 6.31.0; vllm and ollama from their documentation; Django from memory.
"""

from __future__ import annotations

from typing import NamedTuple


class Server(NamedTuple):
    """A program that serves.

    ``verbs`` are the subcommands that serve (``models serve``), empty when the program itself does; ``values`` the
    options before them that take a word. ``idle`` are words behind the verb (or behind the program, without verbs) with
    which it does something else and ends. ``needs`` is an option without which it does not serve. ``detaches``: it goes
    to the background and the command ends at once, unless one of ``stays`` is given. ``notebook``: it serves the people
    who work in it.
    """

    verbs: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    needs: str | None = None
    detaches: bool = False
    stays: frozenset[str] = frozenset()
    notebook: bool = False


_JUPYTER_IDLE = frozenset(
    {"build", "clean", "path", "paths", "workspace", "workspaces", "licenses", "list", "stop", "password", "extension"}
    | {"--generate-config", "--version", "--paths"}
)

AS_OF = "2026-11-21"

SERVERS: dict[str, Server] = {
    "bentoml": Server(frozenset({"serve"})),
    "bokeh": Server(frozenset({"serve"})),
    "celery": Server(
        frozenset({"worker", "beat", "flower"}),
        frozenset({"-A", "--app", "-b", "--broker", "--config", "--loader", "--result-backend", "--workdir"}),
    ),
    "chainlit": Server(frozenset({"run"})),
    "fastapi": Server(frozenset({"run", "dev"})),
    "flask": Server(frozenset({"run"}), frozenset({"-A", "--app", "-e", "--env-file"})),
    "gradio": Server(idle=frozenset({"cc", "component", "deploy", "deploy-discord", "environment", "upload-mcp"})),
    "granian": Server(),
    "gunicorn": Server(idle=frozenset({"--check-config", "--print-config"})),
    "hypercorn": Server(),
    "http.server": Server(),
    "jupyter": Server(frozenset({"lab", "notebook", "server"}), idle=_JUPYTER_IDLE, notebook=True),
    "jupyter-lab": Server(idle=_JUPYTER_IDLE, notebook=True),
    "jupyter-notebook": Server(idle=_JUPYTER_IDLE, notebook=True),
    "jupyter-server": Server(idle=_JUPYTER_IDLE, notebook=True),
    "manage.py": Server(frozenset({"runserver"})),
    "mlflow": Server(frozenset({"models serve", "server", "ui"}), frozenset({"--env-file"})),
    "ollama": Server(frozenset({"serve"})),
    "panel": Server(frozenset({"serve"})),
    "ray": Server(
        frozenset({"start"}),
        frozenset({"--logging-format", "--logging-level"}),
        detaches=True,
        stays=frozenset({"--block"}),
    ),
    "serve": Server(frozenset({"run"})),
    "sglang.launch_server": Server(),
    "streamlit": Server(frozenset({"run", "hello"})),
    "tensorboard": Server(idle=frozenset({"dev", "--inspect"})),
    "text-embeddings-router": Server(),
    "text-generation-launcher": Server(),
    "torchserve": Server(needs="--start", detaches=True, stays=frozenset({"--foreground"})),
    "tritonserver": Server(),
    "uvicorn": Server(),
    "vllm": Server(frozenset({"serve"})),
    "vllm.entrypoints.openai.api_server": Server(),
    "waitress-serve": Server(),
}
"""By the name of the program, of the module behind ``python -m``, or of the script behind ``python``."""
