"""Programs that start a server: what of them starts none, where they listen, and what changes that.

As of 2026-11-21. Source: the programs' own sources and help texts at the versions named: uvicorn 0.54.0, gunicorn
27.0.1, hypercorn 0.18.0, flask 3.1.3, fastapi-cli 0.0.34, streamlit 1.67.0, mlflow 3.18.0, jupyter_server 2.21.1,
tensorboard 2.21.0, bentoml 1.4.40, chainlit 2.12.0, panel 1.9.4, bokeh 3.9.2, ray and torchserve's master, celery
5.7.0, granian 2.8.7, waitress 3.0.2, gradio 6.31.0, dash 4.4.1, sglang 0.5, the repositories of TGI, TEI and Triton in
2026; vllm and ollama from their documentation; Django, http.server, ``celery flower``, ``mlflow gateway`` and the
servers without a known address from memory.
"""

from __future__ import annotations

from mlint.records import Record

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"
"""All interfaces of the container."""


class Listening(Record):
    """Where a server listens, and what tells it to listen elsewhere.

    ``host`` is the default, None when it is not known. ``ports`` are the defaults, the one of the API first. Options
    take the next word or what follows ``=``; ``address_options`` take host and port in one. ``everywhere`` are flags
    for all interfaces, ``sockets`` options for something that is no network address, ``configs`` options that name a
    file which may say it, ``config_operands`` the endings of such files as words without option, ``config_files`` parts
    of the names of files that it reads unasked. ``operand``: a word without option is ``HOST:PORT`` or ``PORT``.
    """

    host: str | None = LOOPBACK
    ports: tuple[int, ...] = ()
    host_options: tuple[str, ...] = ("--host",)
    port_options: tuple[str, ...] = ("--port",)
    address_options: tuple[str, ...] = ()
    everywhere: tuple[str, ...] = ()
    sockets: tuple[str, ...] = ()
    configs: tuple[str, ...] = ()
    config_operands: tuple[str, ...] = ()
    config_files: tuple[str, ...] = ()
    operand: bool = False
    host_variables: tuple[str, ...] = ()
    port_variables: tuple[str, ...] = ()
    address_variables: tuple[str, ...] = ()
    """Variables that hold host and port in one, a URL perhaps."""
    option_variables: tuple[str, ...] = ()
    """Variables that hold options, which count less than those of the command line."""
    socket_variables: tuple[str, ...] = ()
    config_variables: tuple[str, ...] = ()
    port_opens: bool = False
    """Whether a variable for the port makes the default host that of all interfaces."""
    dev_options: tuple[str, ...] = ()
    """Options for development: reloading, debugging."""
    dev_variables: tuple[str, ...] = ()
    dev_off: str | None = None
    """The option that turns off what is on by default; None: nothing is."""
    develops: bool = False
    """Whether it is a development server whatever its options."""
    host_check: tuple[str, ...] = ()
    """What must be set, too, for requests to another name than localhost: an option, then its variable."""
    open_words: tuple[str, ...] = ()
    """The words that make it listen on all interfaces."""
    open_setting: str | None = None
    """What does so where no words do: ``NAME=value`` for a variable, else in words."""


class Server(Record):
    """A program that serves.

    ``verbs`` are the subcommands that serve (``models serve``), empty when the program itself does; ``values`` the
    options before them that take a word. ``idle`` are words behind the verb (or behind the program, without verbs) with
    which it does something else and ends. ``needs`` is an option without which it does not serve. ``detaches``: it goes
    to the background and the command ends at once, unless one of ``stays`` is given. ``notebook``: it serves the people
    who work in it. ``by_verb`` is where it listens with some verbs, ``listening`` with the others; None: it listens on
    nothing.
    """

    verbs: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    needs: str | None = None
    detaches: bool = False
    stays: frozenset[str] = frozenset()
    notebook: bool = False
    listening: Listening | None = None
    by_verb: dict[str, Listening | None] = {}
    name: str | None = None
    """The server's name when the program is a script that starts it."""


AS_OF = "2026-11-21"

_ANY = ("--host", EVERYWHERE)
_UNKNOWN = Listening(None)

_FASTAPI = Listening(EVERYWHERE, (8000,), port_variables=("PORT",), dev_options=("--reload",))
_MLFLOW = Listening(
    ports=(5000,),
    host_options=("-h", "--host"),
    port_options=("-p", "--port"),
    host_variables=("MLFLOW_HOST",),
    port_variables=("MLFLOW_PORT",),
    open_words=_ANY,
)
_JUPYTER = Server(
    frozenset({"lab", "notebook", "server"}),
    idle=frozenset(
        {"build", "clean", "path", "paths", "workspace", "workspaces", "licenses", "list", "stop", "password"}
        | {"extension", "--generate-config", "--version", "--paths"}
    ),
    notebook=True,
    listening=Listening(
        "localhost",
        (8888,),
        ("--ip", "--ServerApp.ip", "--NotebookApp.ip"),
        ("--port", "--ServerApp.port", "--NotebookApp.port"),
        sockets=("--sock", "--ServerApp.sock", "--NotebookApp.sock"),
        configs=("--config",),
        config_files=("jupyter_notebook_config", "jupyter_server_config", "jupyter_lab_config", "jupyter_config"),
        port_variables=("JUPYTER_PORT",),
        dev_options=("--dev-mode",),  # --debug is the level of its log
        open_words=(f"--ip={EVERYWHERE}",),
    ),
)
_JUPYTER_PROGRAM = _JUPYTER._replace(verbs=frozenset())
_BOKEH = Server(
    frozenset({"serve"}),
    listening=Listening(
        EVERYWHERE,
        (5006,),
        ("--address",),
        port_variables=("BOKEH_DEFAULT_SERVER_PORT",),
        dev_options=("--dev", "--autoreload"),
        host_check=("--allow-websocket-origin", "BOKEH_ALLOW_WS_ORIGIN"),
    ),
)
_LAUNCHER = Server(
    listening=Listening(
        EVERYWHERE,
        (3000,),
        ("--hostname",),
        ("-p", "--port"),
        host_variables=("HOSTNAME",),
        port_variables=("PORT",),
    )
)
_TENSORFLOW = Server(
    listening=Listening(EVERYWHERE, (8501, 8500), (), ("--rest_api_port",), sockets=("--grpc_socket_path",))
)
_VLLM = Listening(EVERYWHERE, (8000,), sockets=("--uds",), configs=("--config",))

SERVERS: dict[str, Server] = {
    "bentoml": Server(
        frozenset({"serve"}),
        listening=Listening(
            EVERYWHERE,
            (3000, 3001),
            port_options=("-p", "--port"),
            host_variables=("BENTOML_HOST",),
            port_variables=("BENTOML_PORT",),
            dev_options=("--reload", "--development"),
        ),
    ),
    "bokeh": _BOKEH,
    "celery": Server(
        frozenset({"worker", "beat", "flower"}),
        frozenset({"-A", "--app", "-b", "--broker", "--config", "--loader", "--result-backend", "--workdir"}),
        by_verb={"flower": Listening(EVERYWHERE, (5555,), ("--address",))},
    ),
    "chainlit": Server(
        frozenset({"run"}),
        listening=Listening(
            ports=(8000,),
            host_variables=("CHAINLIT_HOST",),
            port_variables=("CHAINLIT_PORT",),
            dev_options=("-w", "--watch", "-d", "--debug"),
            open_words=_ANY,
        ),
    ),
    "daphne": Server(listening=_UNKNOWN),
    "fastapi": Server(
        frozenset({"run", "dev"}),
        listening=_FASTAPI,
        by_verb={"dev": _FASTAPI._replace(host=LOOPBACK, dev_off="--no-reload", develops=True, open_words=_ANY)},
    ),
    "flask": Server(
        frozenset({"run"}),
        frozenset({"-A", "--app", "-e", "--env-file"}),
        listening=Listening(
            LOOPBACK,
            (5000,),
            ("-h", "--host"),
            ("-p", "--port"),
            config_files=(".flaskenv", ".env"),
            host_variables=("FLASK_RUN_HOST",),
            port_variables=("FLASK_RUN_PORT",),
            dev_options=("--debug", "--reload", "--debugger"),
            dev_variables=("FLASK_DEBUG",),
            develops=True,
            open_words=_ANY,
        ),
    ),
    "gradio": Server(
        idle=frozenset({"cc", "component", "deploy", "deploy-discord", "environment", "upload-mcp"}),
        # It runs the application and reloads it; what launch() is given counts.
        listening=Listening(
            None,
            (7860,),
            (),
            (),
            host_variables=("GRADIO_SERVER_NAME",),
            port_variables=("GRADIO_SERVER_PORT",),
            develops=True,
        ),
    ),
    "granian": Server(
        listening=Listening(
            ports=(8000,),
            sockets=("--uds",),
            host_variables=("GRANIAN_HOST",),
            port_variables=("GRANIAN_PORT",),
            dev_options=("--reload",),
            open_words=_ANY,
        )
    ),
    "gunicorn": Server(
        idle=frozenset({"--check-config", "--print-config"}),
        listening=Listening(
            LOOPBACK,
            (8000,),
            (),
            (),
            ("-b", "--bind"),
            configs=("-c", "--config"),
            config_files=("gunicorn.conf.py",),
            port_variables=("PORT",),
            option_variables=("GUNICORN_CMD_ARGS",),
            port_opens=True,
            dev_options=("--reload",),
            open_words=("--bind", f"{EVERYWHERE}:8000"),
        ),
    ),
    "http.server": Server(listening=Listening(EVERYWHERE, (8000,), ("-b", "--bind"), (), operand=True)),
    "hypercorn": Server(
        listening=Listening(
            LOOPBACK,
            (8000,),
            (),
            (),
            ("-b", "--bind", "--insecure-bind", "--quic-bind"),
            configs=("-c", "--config"),
            dev_options=("--reload", "--debug"),
            open_words=("--bind", f"{EVERYWHERE}:8000"),
        )
    ),
    "jupyter": _JUPYTER,
    "jupyter-lab": _JUPYTER_PROGRAM,
    "jupyter-notebook": _JUPYTER_PROGRAM,
    "jupyter-server": _JUPYTER_PROGRAM,
    "jupyterlab": _JUPYTER_PROGRAM,
    "llama-server": Server(listening=_UNKNOWN),
    "llama_cpp.server": Server(listening=_UNKNOWN),
    "lmdeploy": Server(frozenset({"serve api_server"}), listening=_UNKNOWN),
    "manage.py": Server(
        frozenset({"runserver"}),
        listening=Listening(LOOPBACK, (8000,), (), (), operand=True, develops=True, open_words=(f"{EVERYWHERE}:8000",)),
    ),
    "mlflow": Server(
        frozenset({"gateway start", "models serve", "server", "ui"}),
        frozenset({"--env-file"}),
        listening=_MLFLOW._replace(
            dev_options=("--dev",), host_check=("--allowed-hosts", "MLFLOW_SERVER_ALLOWED_HOSTS")
        ),
        by_verb={"gateway start": _UNKNOWN, "models serve": _MLFLOW},
    ),
    "mlserver": Server(frozenset({"start"}), listening=_UNKNOWN),
    "notebook": _JUPYTER_PROGRAM,
    "ollama": Server(
        frozenset({"serve"}),
        listening=Listening(
            LOOPBACK, (11434,), (), (), address_variables=("OLLAMA_HOST",), open_setting=f"OLLAMA_HOST={EVERYWHERE}"
        ),
    ),
    "panel": _BOKEH,
    "ray": Server(
        frozenset({"start"}),
        frozenset({"--logging-format", "--logging-level"}),
        detaches=True,
        stays=frozenset({"--block"}),
        listening=Listening(None, (6379,), ("--node-ip-address",)),
    ),
    "serve": Server(
        frozenset({"run"}),
        # --host and --port are those of Ray 2.8 and older.
        listening=Listening(
            "localhost",
            (8000, 9000),
            ("-h", "--host"),
            ("-p", "--port"),
            config_operands=(".yaml", ".yml"),
            host_variables=("RAY_SERVE_DEFAULT_HTTP_HOST",),
            config_variables=("RAY_SERVE_ENABLE_HA_PROXY",),
            dev_options=("--reload", "-r"),
            open_setting=f"RAY_SERVE_DEFAULT_HTTP_HOST={EVERYWHERE}",
        ),
    ),
    "sglang.launch_server": Server(
        listening=Listening(ports=(30000,), configs=("--config",), open_words=_ANY),
    ),
    "streamlit": Server(
        frozenset({"run", "hello"}),
        listening=Listening(
            EVERYWHERE,
            (8501,),
            ("--server.address",),
            ("--server.port",),
            config_files=(".streamlit/config.toml", ".streamlit"),
            host_variables=("STREAMLIT_SERVER_ADDRESS",),
            port_variables=("STREAMLIT_SERVER_PORT",),
            dev_options=("--server.runOnSave",),
        ),
    ),
    "tensorboard": Server(
        idle=frozenset({"dev", "--inspect"}),
        listening=Listening("localhost", (6006,), everywhere=("--bind_all",), open_words=("--bind_all",)),
    ),
    "tensorflow_model_server": _TENSORFLOW,
    "text-embeddings-router": _LAUNCHER,
    "text-generation-launcher": _LAUNCHER,
    "tf_serving_entrypoint.sh": _TENSORFLOW._replace(name="tensorflow_model_server"),
    "torchserve": Server(
        needs="--start",
        detaches=True,
        stays=frozenset({"--foreground"}),
        listening=Listening(
            LOOPBACK,
            (8080, 8081, 8082, 7070, 7071),
            (),
            (),
            configs=("--ts-config",),
            config_files=("config.properties",),
            address_variables=("TS_INFERENCE_ADDRESS",),
            config_variables=("TS_CONFIG_FILE",),
            open_setting=f"inference_address=http://{EVERYWHERE}:8080 in the file of --ts-config",
        ),
    ),
    "tritonserver": Server(
        listening=Listening(EVERYWHERE, (8000, 8001, 8002), ("--http-address",), ("--http-port",)),
    ),
    "uvicorn": Server(
        listening=Listening(
            ports=(8000,),
            sockets=("--uds", "--fd"),
            host_variables=("UVICORN_HOST",),
            port_variables=("UVICORN_PORT",),
            socket_variables=("UVICORN_UDS", "UVICORN_FD"),
            dev_options=("--reload",),
            dev_variables=("UVICORN_RELOAD",),
            open_words=_ANY,
        )
    ),
    "vllm": Server(frozenset({"serve"}), listening=_VLLM),
    "vllm.entrypoints.api_server": Server(listening=_VLLM),
    "vllm.entrypoints.openai.api_server": Server(listening=_VLLM),
    "waitress-serve": Server(
        listening=Listening(EVERYWHERE, (8080,), address_options=("--listen",), sockets=("--unix-socket",)),
    ),
}
"""By the name of the program, of the module behind ``python -m``, or of the script behind ``python``."""

GRADIO_VARIABLES = frozenset({"GRADIO_SERVER_NAME", "GRADIO_SERVER_PORT"})
"""Variables that nothing but a Gradio application reads, which ``python app.py`` starts."""


class ServingCall(Record):
    """A call with which a script serves by itself, on loopback without a host.

    ``host`` is the keyword, ``position`` its place among the arguments; ``variable`` is asked when the call names no
    host, ``reaches`` are keywords that open another way in.
    """

    name: str
    host: str
    position: int
    variable: str | None = None
    reaches: tuple[str, ...] = ()


_DASH = ServingCall("dash", "host", 0, "HOST")
_GRADIO = ServingCall("gradio", "server_name", 9, "GRADIO_SERVER_NAME", ("share",))


SERVING_CALLS: dict[str, ServingCall] = {
    "dash.Dash.run": _DASH,
    "dash.Dash.run_server": _DASH,
    "flask.Flask.run": ServingCall("flask", "host", 0),
    "gradio.Blocks.launch": _GRADIO,
    "gradio.ChatInterface.launch": _GRADIO,
    "gradio.Interface.launch": _GRADIO,
    "gradio.TabbedInterface.launch": _GRADIO,
    "uvicorn.run": ServingCall("uvicorn", "host", 1, None, ("fd", "uds")),
}
"""By the full name of the method, its class before it, or of the function."""

NOTEBOOK_TOKENS = ("--IdentityProvider.token", "--ServerApp.token", "--NotebookApp.token", "--LabApp.token")
"""Options that, set to nothing, let everybody in. An empty JUPYTER_TOKEN does not: it counts as not set."""
NOTEBOOK_PASSWORDS = (
    *("--PasswordIdentityProvider.hashed_password", "--ServerApp.password", "--NotebookApp.password"),
    *("--IdentityProvider.hashed_password", "--LabApp.password"),
)
NOTEBOOK_STARTERS = frozenset(
    {"start-notebook.py", "start-notebook.sh", "start-singleuser.py", "start-singleuser.sh", "start.sh"}
    | {"jupyterhub-singleuser"}
)
"""Scripts of the Jupyter Docker Stacks that start the notebook on all interfaces."""

NATIVE = frozenset(
    {"llama-server", "ollama serve", "tensorflow_model_server", "text-embeddings-router", "tritonserver"}
)
"""Names of the servers that are no Python programs."""
NOT_STARTED_BY_PYTHON = NATIVE | {"text-generation-launcher", "torchserve"}
"""With those whose first process is none, although their workers are."""

LOAD_MODELS = frozenset(
    {"diffusers", "faster-whisper", "jax", "keras", "llama-cpp-python", "openai-whisper", "paddlepaddle", "sglang"}
    | {"sentence-transformers", "spacy", "tensorflow", "tensorflow-cpu", "torch", "transformers", "ultralytics", "vllm"}
)
"""Packages whose servers load large weights before they answer."""
