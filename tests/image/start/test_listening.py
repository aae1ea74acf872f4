"""Where servers listen, and what in the file says so. With the false alarms that RULES.md names for ML603."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlint.image.start.listening import is_loopback
from mlint.knowledge.servers import SERVERS, Listening
from tests.builds import at, build

if TYPE_CHECKING:
    from mlint.image.start.listening import RunningServer


def server(text: str) -> RunningServer:
    found = build(text).startup.server
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "host", "port", "loopback"),
    [
        # The defaults of FACTS.md.
        ("CMD uvicorn a:b", "127.0.0.1", 8000, True),
        ("CMD gunicorn a:b", "127.0.0.1", 8000, True),
        ("CMD hypercorn a:b", "127.0.0.1", 8000, True),
        ("CMD granian a:b", "127.0.0.1", 8000, True),
        ("CMD flask run", "127.0.0.1", 5000, True),
        ("CMD fastapi dev", "127.0.0.1", 8000, True),
        ("CMD fastapi run", "0.0.0.0", 8000, False),
        ("CMD streamlit run a.py", "0.0.0.0", 8501, False),
        ("CMD mlflow server", "127.0.0.1", 5000, True),
        ("CMD mlflow models serve -m x", "127.0.0.1", 5000, True),
        ("CMD mlflow gateway start", None, None, None),
        ("CMD jupyter lab", "localhost", 8888, True),
        ("CMD python -m jupyterlab", "localhost", 8888, True),
        ("CMD tensorboard --logdir x", "localhost", 6006, True),
        ("CMD bentoml serve", "0.0.0.0", 3000, False),
        ("CMD chainlit run a.py", "127.0.0.1", 8000, True),
        ("CMD panel serve a.py", "0.0.0.0", 5006, False),
        ("CMD serve run a:b", "localhost", 8000, True),
        ("CMD ray start --head --block", None, 6379, None),
        ("CMD torchserve --start --foreground", "127.0.0.1", 8080, True),
        ("CMD tritonserver --model-repository=/m", "0.0.0.0", 8000, False),
        ("CMD vllm serve x", "0.0.0.0", 8000, False),
        ("CMD python -m sglang.launch_server", "127.0.0.1", 30000, True),
        ("CMD text-generation-launcher", "0.0.0.0", 3000, False),
        ("CMD ollama serve", "127.0.0.1", 11434, True),
        ("CMD waitress-serve a:b", "0.0.0.0", 8080, False),
        ("CMD python -m http.server", "0.0.0.0", 8000, False),
        ("CMD python manage.py runserver", "127.0.0.1", 8000, True),
        ("CMD gradio app.py", None, 7860, None),
        ("CMD celery -A x flower", "0.0.0.0", 5555, False),
        ("CMD celery -A x worker", None, None, False),
        # Options.
        ("CMD uvicorn a:b --host 0.0.0.0 --port 80", "0.0.0.0", 80, False),
        ("CMD uvicorn a:b --host=:: --port=80", "::", 80, False),
        ("CMD uvicorn a:b --host localhost", "localhost", 8000, True),
        ("CMD uvicorn a:b --host 0.0.0.0 --host 127.0.0.1", "127.0.0.1", 8000, True),
        ("CMD uvicorn a:b --host", None, 8000, None),
        ("CMD uvicorn a:b --uds /run/x", None, None, False),
        ("CMD uvicorn a:b --fd 3", None, None, False),
        ("CMD flask run -h 0.0.0.0 -p 80", "0.0.0.0", 80, False),
        ("CMD flask run -h0.0.0.0 -p80", "0.0.0.0", 80, False),
        ("CMD gunicorn -b 0.0.0.0:80 a", "0.0.0.0", 80, False),
        ("CMD gunicorn -b0.0.0.0:80 a", "0.0.0.0", 80, False),
        ("CMD gunicorn --bind=:80 a", "0.0.0.0", 80, False),
        ("CMD gunicorn -b 127.0.0.1:1 -b 0.0.0.0:2 a", "0.0.0.0", 2, False),
        ("CMD gunicorn -b '[::]:80' a", "::", 80, False),
        ("CMD gunicorn -b '[::1]' a", "::1", 8000, True),
        ("CMD gunicorn -b ::1 a", "::1", 8000, True),
        ("CMD gunicorn -b unix:/run/x a", None, None, False),
        ("CMD gunicorn -b unix:/run/x -b 127.0.0.1:1 a", "unix", 1, False),
        ("CMD gunicorn -c conf.py a", None, None, None),
        ("CMD gunicorn -c conf.py -b 127.0.0.1 a", "127.0.0.1", None, True),
        ("CMD tensorboard --bind_all", "0.0.0.0", 6006, False),
        ("CMD tensorboard --bind_all=false", "localhost", 6006, True),
        ("CMD waitress-serve --listen=127.0.0.1:80 a", "127.0.0.1", 80, True),
        ("CMD python -m http.server 80 --bind 127.0.0.1", "127.0.0.1", 80, True),
        ("CMD python manage.py runserver 0.0.0.0:80", "0.0.0.0", 80, False),
        ("CMD python manage.py runserver 80", "127.0.0.1", 80, True),
        ("CMD serve run config.yaml", None, None, None),
        ("CMD jupyter lab --ip=0.0.0.0 --port=1", "0.0.0.0", 1, False),
        ("CMD jupyter notebook --NotebookApp.ip='*'", "*", 8888, False),
        ("CMD jupyter lab --config=x.py", None, None, None),
        # Variables.
        ("ENV UVICORN_HOST=0.0.0.0 UVICORN_PORT=80\nCMD uvicorn a:b", "0.0.0.0", 80, False),
        ("ENV UVICORN_HOST=0.0.0.0\nCMD uvicorn a:b --host 127.0.0.1", "127.0.0.1", 8000, True),
        ("ARG UVICORN_HOST=0.0.0.0\nCMD uvicorn a:b", "127.0.0.1", 8000, True),
        ("ENV UVICORN_UDS=/run/x\nCMD uvicorn a:b", None, None, False),
        ("ENV PORT=80\nCMD gunicorn a:b", "0.0.0.0", 80, False),
        ("ENV PORT=80\nCMD uvicorn a:b", "127.0.0.1", 8000, True),
        ("ENV GUNICORN_CMD_ARGS='--bind=0.0.0.0:80'\nCMD gunicorn a:b", "0.0.0.0", 80, False),
        ("ENV GUNICORN_CMD_ARGS='--bind=0.0.0.0:80'\nCMD gunicorn -b 127.0.0.1 a:b", "127.0.0.1", 80, True),
        ("ENV GUNICORN_CMD_ARGS=$X\nCMD gunicorn a:b", None, 8000, None),
        ('ENV GUNICORN_CMD_ARGS="it\'s"\nCMD gunicorn a:b', "127.0.0.1", 8000, True),
        ("ENV FLASK_RUN_HOST=0.0.0.0\nCMD flask run", "0.0.0.0", 5000, False),
        ("ENV MLFLOW_HOST=0.0.0.0\nCMD mlflow ui", "0.0.0.0", 5000, False),
        ("ENV OLLAMA_HOST=http://0.0.0.0:1\nCMD ollama serve", "0.0.0.0", 1, False),
        ("ENV OLLAMA_HOST=0.0.0.0\nCMD ollama serve", "0.0.0.0", 11434, False),
        ("ENV OLLAMA_HOST=:1\nCMD ollama serve", "0.0.0.0", 1, False),
        ("ENV VLLM_HOST_IP=127.0.0.1\nCMD vllm serve x", "0.0.0.0", 8000, False),
        ("ENV TS_CONFIG_FILE=/x\nCMD torchserve --start", None, 8080, None),
        ("ENV UVICORN_HOST=$X\nCMD uvicorn a:b", None, 8000, None),
        ("CMD UVICORN_HOST=0.0.0.0 uvicorn a:b", "0.0.0.0", 8000, False),
        ("CMD env UVICORN_HOST=0.0.0.0 uvicorn a:b", "0.0.0.0", 8000, False),
        # What the shell puts in, and what nobody knows.
        ("ENV HOST=0.0.0.0 PORT=80\nCMD uvicorn a:b --host $HOST --port $PORT", "0.0.0.0", 80, False),
        ("ARG HOST=127.0.0.1\nCMD uvicorn a:b --host $HOST", None, 8000, None),
        ("CMD uvicorn a:b --host $HOST --port=$PORT", None, None, None),
        ("CMD uvicorn a:b $ARGS", None, None, None),
        ('CMD uvicorn "$APP"', "127.0.0.1", 8000, True),
        ("CMD uvicorn a:b --port 80 $ARGS", None, 80, None),
        ('CMD ["uvicorn", "a:b", "--host", "$HOST"]', None, 8000, None),
        ('CMD ["uvicorn", "a:b", "--port", "$PORT"]', "127.0.0.1", None, True),
    ],
)
def test_where_it_listens(text: str, host: str | None, port: int | None, loopback: bool | None) -> None:
    found = server(text)
    assert (found.host, found.port, found.binds_loopback) == (host, port, loopback)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("COPY gunicorn.conf.py .\nCMD gunicorn a", None),
        ("COPY app.py .\nCMD gunicorn a", "127.0.0.1"),
        ("RUN echo x >> ~/.jupyter/jupyter_notebook_config.py\nCMD jupyter lab", None),
        ("RUN pip install jupyter\nCMD jupyter lab", "localhost"),
    ],
)
def test_files_that_it_reads_unasked(text: str, host: str | None) -> None:
    assert server(text).host == host


@pytest.mark.parametrize(
    ("text", "origin", "place"),
    [
        ("CMD uvicorn a:b --host 127.0.0.1", "option", "--host 127.0.0.1"),
        ('CMD ["gunicorn", "--bind=127.0.0.1:1"]', "option", "--bind=127.0.0.1:1"),
        ("ENV X=1 UVICORN_HOST=127.0.0.1\nCMD uvicorn a:b", "variable", "UVICORN_HOST=127.0.0.1"),
        ("ENV GUNICORN_CMD_ARGS=--bind=127.0.0.1\nCMD gunicorn a", "variable", "GUNICORN_CMD_ARGS=--bind=127.0.0.1"),
        ("CMD env UVICORN_HOST=127.0.0.1 uvicorn a:b", "variable", None),
        ("CMD uvicorn a:b", "default", None),
        ("CMD uvicorn $X", "unknown", None),
        ("FROM ollama/ollama", "variable", None),
    ],
)
def test_place_of_the_host(text: str, origin: str, place: str | None) -> None:
    found = build(text)
    assert found.startup.server is not None
    setting = found.startup.server.host_setting
    assert setting.origin == origin
    assert (at(found, setting.span) if setting.span else None) == place


def test_place_of_the_port() -> None:
    found = build("ENV PORT=80\nCMD fastapi run")
    assert found.startup.server is not None
    setting = found.startup.server.port_setting
    assert setting.value == "80"
    assert setting.span is not None
    assert at(found, setting.span) == "PORT=80"


@pytest.mark.parametrize(
    ("text", "switches", "development"),
    [
        ("CMD uvicorn a:b --reload", ["--reload"], False),
        ("ENV UVICORN_RELOAD=true\nCMD uvicorn a:b", ["UVICORN_RELOAD"], False),
        ("CMD uvicorn a:b --reload-dir x", [], False),
        ("CMD gunicorn --reload a", ["--reload"], False),
        ("ENV GUNICORN_CMD_ARGS=--reload\nCMD gunicorn a", ["GUNICORN_CMD_ARGS"], False),
        ("CMD flask run", [], True),
        ("CMD flask --debug run", ["--debug"], True),
        ("CMD flask run --debug", ["--debug"], True),
        ("ENV FLASK_DEBUG=1\nCMD flask run", ["FLASK_DEBUG"], True),
        ("ENV FLASK_DEBUG=0\nCMD flask run", [], True),
        ("ENV FLASK_DEBUG=1\nCMD gunicorn a", [], False),
        ("CMD fastapi dev", [], True),
        ("CMD fastapi dev --no-reload", [], False),
        ("CMD fastapi run", [], False),
        ("CMD fastapi run --reload", ["--reload"], False),
        ("CMD python manage.py runserver", [], True),
        ("CMD python manage.py runserver 0.0.0.0:8000", [], True),
        ("CMD streamlit run a.py --server.runOnSave=true", ["--server.runOnSave"], False),
        ("CMD streamlit run a.py --server.runOnSave=false", [], False),
        ("CMD chainlit run a.py -w", ["-w"], False),
        ("CMD jupyter lab --debug", [], False),
    ],
)
def test_development(text: str, switches: list[str], development: bool) -> None:
    found = server(text)
    assert [switch.text for switch in found.dev_switches] == switches
    assert found.for_development is development


@pytest.mark.parametrize(
    ("text", "doors"),
    [
        ("CMD jupyter lab --ServerApp.token=''", ["--ServerApp.token"]),
        ('CMD ["jupyter", "lab", "--NotebookApp.token=\'\'"]', ["--NotebookApp.token"]),
        ("CMD jupyter notebook --NotebookApp.token= --NotebookApp.password=''", ["--NotebookApp.token"]),
        ("CMD jupyter lab --IdentityProvider.token ''", ["--IdentityProvider.token"]),
        ("CMD jupyter lab --ServerApp.token=x", []),
        ("CMD jupyter lab --ServerApp.token=$T", []),
        ("CMD jupyter lab --ServerApp.token $T", []),
        ("CMD jupyter lab --ServerApp.token='' --ServerApp.password=argon2:x", []),
        ("CMD jupyter lab --ServerApp.password=''", []),
        ("CMD jupyter lab", []),
        # An empty variable counts as not set: a token is made.
        ("ENV JUPYTER_TOKEN=\nCMD jupyter lab", []),
        ("CMD uvicorn a --ServerApp.token=''", []),
    ],
)
def test_open_doors(text: str, doors: list[str]) -> None:
    assert [switch.text for switch in server(text).open_doors] == doors


@pytest.mark.parametrize(
    ("text", "refuses"),
    [
        ("CMD mlflow server --host 0.0.0.0", True),
        ("CMD mlflow server --host 0.0.0.0 --allowed-hosts x", False),
        ("CMD mlflow server --host 0.0.0.0 --allowed-hosts=x", False),
        ("ENV MLFLOW_SERVER_ALLOWED_HOSTS=x\nCMD mlflow server", False),
        ("CMD mlflow models serve -m x", False),
        ("CMD panel serve x", True),
        ("CMD panel serve x --allow-websocket-origin=*", False),
        ("CMD uvicorn a", False),
    ],
)
def test_refuses_other_names(text: str, refuses: bool) -> None:
    assert server(text).refuses_other_names is refuses


def test_what_it_is() -> None:
    found = server("CMD jupyter lab")
    assert found.notebook
    assert not found.detaches
    assert found.open_words == ("--ip=0.0.0.0",)
    assert repr(found) == "RunningServer(jupyter lab localhost:8888)"
    assert server("CMD ray start --head").detaches
    worker = server("CMD celery -A x worker")
    assert worker.uses_no_network
    assert worker.uses_socket


@pytest.mark.parametrize("name", SERVERS)
def test_known_servers(name: str) -> None:
    known = SERVERS[name]
    assert set(known.by_verb) <= known.verbs
    for one in (known.listening, *known.by_verb.values()):
        options: Listening = one or Listening(None)
        assert all(option.startswith("-") for option in (*options.host_options, *options.port_options))
        assert all(0 < port < 65536 for port in options.ports)
        if options.open_words and options.host is not None:
            assert is_loopback(options.host)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("localhost", True), ("LOCALHOST", True), ("127.0.1.1", True), ("::1", True), ("0.0.0.0", False), ("::", False)],
)
def test_is_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
