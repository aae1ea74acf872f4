"""A small project: a Dockerfile with findings of every kind, and the files that it depends on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

TOKEN = "hf_" + "abcdefghijklmnopqrstuvwxyzABCDEFGH"

DOCKERFILE = f"""\
FROM python:3.12-slim AS app
ARG MODEL=bert
ENV HF_TOKEN={TOKEN}
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
RUN apt-get update && apt-get install -y git
RUN pip install pandas==2.2.3 $MODEL
COPY . .
CMD ["python", "app.py"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = Path(os.path.realpath(tmp_path))
    (root / ".git").mkdir()
    for name, text in {
        "Dockerfile": DOCKERFILE,
        "requirements.txt": "torch==2.9.0\nuvicorn==0.38.0\n",
        ".mlint.yaml": "target: cpu\n",
        "app.py": "print('ready')\n",
    }.items():
        (root / name).write_text(text, encoding="utf-8", newline="")
    return root
