"""Does a command serve, does it train? With the false alarms that RULES.md names for ML601 and ML605."""

from __future__ import annotations

import pytest

from mlint.image.programs import (
    is_python,
    on_record_or_gpu,
    python_module,
    python_script,
    serving,
    takes_script_argument,
    training,
)
from tests.builds import commands
from tests.image.helpers import shell


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("uvicorn app:app --host 0.0.0.0", "uvicorn"),
        ("/opt/venv/bin/gunicorn -w 4 app:app", "gunicorn"),
        ("python -m uvicorn app:app", "uvicorn"),
        ("python3.12 -u -m flask run", "flask run"),
        ("flask --app x run", "flask run"),
        ("streamlit run app.py", "streamlit run"),
        ("mlflow ui", "mlflow ui"),
        ("mlflow server --port 1", "mlflow server"),
        ("jupyter lab --ip 0.0.0.0", "jupyter lab"),
        ("jupyter notebook", "jupyter notebook"),
        ("jupyter-lab", "jupyter-lab"),
        ("tensorboard --logdir x", "tensorboard"),
        ("python -m http.server 8000", "http.server"),
        ("vllm serve model", "vllm serve"),
        ("ollama serve", "ollama serve"),
        ("celery -A app worker", "celery worker"),
        ("tritonserver --model-repository=/models", "tritonserver"),
        ("torchserve --start --foreground", "torchserve"),
        ("sudo -u app uvicorn x", "uvicorn"),
        ("uv run uvicorn x", "uvicorn"),
        # What only looks like a server.
        ("jupyter lab build", None),
        ("jupyter lab clean", None),
        ("jupyter lab --version", None),
        ("jupyter lab --generate-config", None),
        ("jupyter notebook --generate-config", None),
        ("jupyter notebook --help", None),
        ("jupyter labextension install x", None),
        ("jupyter server extension enable x", None),
        ("jupyter nbextension enable x", None),
        ("ollama pull x", None),
        ("uvicorn --version", None),
        ("gunicorn --check-config app", None),
        ("flask db upgrade", None),
        ("streamlit --version", None),
        ("mlflow run .", None),
        ("torchserve --stop", None),
        ("pip install uvicorn", None),
        ("python uvicorn_config.py", None),
        ("python -c uvicorn", None),
        ("echo uvicorn", None),
        ("flask ? run", None),
        ("?", None),
    ],
)
def test_serving(text: str, name: str | None) -> None:
    found = serving(shell(text))
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "detaches"),
    [
        ("ray start --head", True),
        ("ray start --head --block", False),
        ("torchserve --start", True),
        ("torchserve --start --foreground", False),
        ("uvicorn x", False),
    ],
)
def test_detaches(text: str, detaches: bool) -> None:
    found = serving(shell(text))
    assert found is not None
    assert found.detaches is detaches


def test_server_started_for_a_while() -> None:
    first, sleep, pull = commands("RUN ollama serve & sleep 5; ollama pull llama3")
    assert serving(first) is not None
    assert first.site.background
    assert not first.site.last
    assert serving(sleep) is None
    assert serving(pull) is None


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("python train.py", "python train.py"),
        ("python3 -u src/train.py --epochs 3", "python src/train.py"),
        ("python train_model.py", "python train_model.py"),
        ("python -m pkg.train", "python -m pkg.train"),
        ("python -m training", "python -m training"),
        ("accelerate launch x.py", "accelerate launch x.py"),
        ("torchrun --nproc 2 x.py", "torchrun x.py"),
        ("deepspeed x.py", "deepspeed x.py"),
        ("dvc repro", "dvc repro"),
        ("sudo python train.py", "python train.py"),
        ("uv run python train.py", "python train.py"),
        # What only looks like training.
        ("python download_train_data.py", None),
        ("python download_model.py", None),
        ("python train.py --help", None),
        ("python train.py --dry-run", None),
        ("python test_train.py", None),
        ("python train_tokenizer.py", None),
        ("python setup_training.py", None),
        ("python -m pkg.init_model", None),
        ("python -m pip install train", None),
        ("python -c train", None),
        ("python constrain.py", None),
        ("python -m pytest tests/train.py", None),
        ("accelerate config default", None),
        ("accelerate launch --help", None),
        ("dvc pull", None),
        ("torchrun", None),
        ("torchrun --version", None),
        ("python", None),
        ("python - train.py", None),
        ("python ?", None),
        ("echo train.py", None),
        ("?", None),
    ],
)
def test_training(text: str, program: str | None) -> None:
    assert training(shell(text)) == program


@pytest.mark.parametrize(
    ("value", "python"),
    [
        ("python", True),
        ("python3", True),
        ("/opt/venv/bin/python3.12", True),
        ("python.exe", True),
        ("pythonw", False),
        ("ipython", False),
        ("python-config", False),
        (None, False),
    ],
)
def test_is_python(value: str | None, python: bool) -> None:
    assert is_python(value) is python


@pytest.mark.parametrize(
    ("text", "module", "script"),
    [
        ("python -m a b", ["a", "b"], None),
        ("python -u -m a", ["a"], None),
        ("python -W ignore -X dev -m a", ["a"], None),
        ("python -Wignore a.py", None, ["a.py"]),
        ("python --check-hash-based-pycs never a.py b", None, ["a.py", "b"]),
        ("python -m", None, None),
        ("python -c x", None, None),
        ("python -", None, None),
        ("python", None, None),
        ("python -V", None, None),
        ("ruby -m a", None, None),
    ],
)
def test_what_python_runs(text: str, module: list[str] | None, script: list[str] | None) -> None:
    values = shell(text).values
    assert (python_module(values) or None) == module
    assert python_script(values) == script
    assert python_module([]) is None


@pytest.mark.parametrize(
    ("words", "takes"),
    [("python", True), ("uvicorn app:app", True), ("tini --", False), ("/start.sh", False), ("", False)],
)
def test_takes_script_argument(words: str, takes: bool) -> None:
    assert takes_script_argument(words.split()) is takes


@pytest.mark.parametrize(
    ("text", "environment", "told"),
    [
        ("python train.py", {}, False),
        ("nvidia-smi", {}, True),
        ("wandb login x", {}, True),
        ("wandb --version", {}, False),
        ("python train.py", {"WANDB_PROJECT": "x"}, True),
        ("python train.py", {"WANDB_PROJECT": None}, True),
        ("python train.py", {"WANDB_PROJECT": "x", "WANDB_MODE": "offline"}, False),
        ("python train.py", {"WANDB_PROJECT": "x", "WANDB_DISABLED": "true"}, False),
        ("python train.py", {"MLFLOW_TRACKING_URI": "x", "WANDB_MODE": "offline"}, True),
        ("python train.py --device cuda", {}, True),
        ("python train.py --device=cuda", {}, True),
        ("python train.py --no-cuda", {}, False),
        ("python train.py ?", {}, False),
    ],
)
def test_on_record_or_gpu(text: str, environment: dict[str, str | None], told: bool) -> None:
    assert on_record_or_gpu(shell(text, **environment)) is told
