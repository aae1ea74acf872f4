"""Images that bring a Python and little else. As of 2026-11-21.

Sources: docker-library/python's variables (FACTS of 2026-08-21), uv docs/guides/integration/docker.md (2026-08-21),
tiangolo/uvicorn-gunicorn-docker, opea-project/GenAIComps Dockerfile; the others from memory.
"""

from __future__ import annotations

from mlint.records import Record

AS_OF = "2026-11-21"

PYTHON_ENV: dict[str, str | None] = {
    "PATH": "/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "PYTHON_VERSION": None,
    "PYTHON_SHA256": None,
    "GPG_KEY": None,
    # Until September 2024.
    "PYTHON_PIP_VERSION": None,
    "PYTHON_SETUPTOOLS_VERSION": None,
    "PYTHON_GET_PIP_URL": None,
    "PYTHON_GET_PIP_SHA256": None,
}
"""Variables that images of docker-library/python set or have set."""

UV_IMAGES = frozenset({"ghcr.io/astral-sh/uv", "astral/uv"})


class PythonImage(Record):
    """An image with a Python: the distribution when the tag names none, and what it starts."""

    system: str | None
    user: str | None = "root"
    workdir: str | None = "/"
    cmd: tuple[str, ...] | None = None
    server: str | None = None
    entrypoint: tuple[str, ...] | None = ()
    """Words of a script that executes CMD; empty: there is none; None: not known."""
    own_python: bool | None = True
    version: str | None = None
    """The Python, when the image has only one."""
    verified: bool = False


PYTHON_IMAGES: dict[str, PythonImage] = {
    "tiangolo/uvicorn-gunicorn": PythonImage("debian", "root", "/app", ("/start.sh",), "gunicorn", verified=True),
    "tiangolo/uvicorn-gunicorn-fastapi": PythonImage(
        "debian", "root", "/app", ("/start.sh",), "gunicorn", verified=True
    ),
    "tiangolo/uvicorn-gunicorn-starlette": PythonImage("debian", "root", "/app", ("/start.sh",), "gunicorn"),
    "tiangolo/meinheld-gunicorn": PythonImage("debian", "root", "/app", ("/start.sh",), "gunicorn", None),
    "tiangolo/meinheld-gunicorn-flask": PythonImage("debian", "root", "/app", ("/start.sh",), "gunicorn", None),
    "tiangolo/uwsgi-nginx": PythonImage("debian", "root", "/app", ("/start.sh",), "uwsgi", ("/entrypoint.sh",)),
    "tiangolo/uwsgi-nginx-flask": PythonImage("debian", "root", "/app", ("/start.sh",), "uwsgi", ("/entrypoint.sh",)),
    "bitnami/python": PythonImage("debian", None, "/app", None),
    "mcr.microsoft.com/devcontainers/python": PythonImage("debian", "root", "/", None, None, None),
    "mcr.microsoft.com/vscode/devcontainers/python": PythonImage("debian", "root", "/", None, None, None),
    "mcr.microsoft.com/azure-functions/python": PythonImage("debian", "root", None, None, None, None),
    "mcr.microsoft.com/playwright/python": PythonImage("ubuntu", "root", None, None, None, None, own_python=False),
    "cgr.dev/chainguard/python": PythonImage("wolfi", "65532", None, None, None, None),
    "cimg/python": PythonImage("ubuntu", "circleci", None, None, None, None),
    "circleci/python": PythonImage("debian", "circleci", None, None, None, None),
    "apache/airflow": PythonImage("debian", "50000", "/opt/airflow", None, None, None),
    "prefecthq/prefect": PythonImage("debian", "root", "/opt/prefect", None, None, None),
    "ghcr.io/mlflow/mlflow": PythonImage("debian", "root", "/", ("python3",)),
    "openeuler/python": PythonImage("openeuler", None, None, None, None, None, own_python=None),
    "opea/comps-base": PythonImage("debian", "user", "/home/user", None, None, None, version="3.11", verified=True),
}
"""By name; the Python's version is a word of the tag."""
