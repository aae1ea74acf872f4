"""Command line programs that are Python modules, too: what to put behind ``python -m``.

As of 2026-11-21, by the ``__main__`` modules in the repositories of celery, fastapi, flask, gunicorn, mlflow, streamlit
and uvicorn; jupyter and torchrun, an entry point of torch.distributed.run, from memory.
"""

from __future__ import annotations

AS_OF = "2026-11-21"

CLI_MODULES = {
    "celery": "celery",
    "fastapi": "fastapi",
    "flask": "flask",
    "gunicorn": "gunicorn",
    "jupyter": "jupyter",
    "mlflow": "mlflow",
    "streamlit": "streamlit",
    "torchrun": "torch.distributed.run",
    "uvicorn": "uvicorn",
}
"""By the name of the program."""
