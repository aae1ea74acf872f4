"""Which images serve: those of RULES.md, and those that only look like it."""

from __future__ import annotations

import pytest

from tests.builds import build


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("CMD uvicorn a:b", "uvicorn"),
        ('ENTRYPOINT ["python", "-m", "uvicorn"]\nCMD ["a:b"]', "uvicorn"),
        ("CMD mlflow models serve -m x", "mlflow models serve"),
        ("CMD tensorboard --logdir x", "tensorboard"),
        ("FROM company/base\nCMD uvicorn a:b", "uvicorn"),
        ("FROM vllm/vllm-openai:v0.9.1", "vllm serve"),
        ('FROM vllm/vllm-openai:v0.9.1\nCMD ["--model", "x"]', "vllm serve"),
        ("FROM ghcr.io/huggingface/text-generation-inference:3.0", "text-generation-launcher"),
        ("FROM pytorch/torchserve:0.12.0-cpu", "pytorch/torchserve"),
        ('FROM pytorch/torchserve\nCMD ["torchserve", "--start", "--models", "$M"]', "torchserve"),
        ("FROM tensorflow/serving", "tensorflow_model_server"),
        ("# for runpod\nCMD python -u handler.py", "a RunPod handler"),
        ("ENV GRADIO_SERVER_NAME=0.0.0.0\nCMD python app.py", "gradio"),
        ("ENV GRADIO_SERVER_NAME=0.0.0.0\nCMD uv run app.py", "gradio"),
        # What serves nobody.
        ("", None),
        ("CMD python app.py", None),
        ("CMD python train.py", None),
        ("ENV GRADIO_SERVER_NAME=0.0.0.0\nCMD bash", None),
        ("CMD jupyter lab", None),
        ("CMD celery -A x worker", None),
        ("CMD mlflow run .", None),
        ("RUN uvicorn a:b\nCMD bash", None),
        ('FROM vllm/vllm-openai:v0.9.1\nENTRYPOINT ["bash"]', None),
        ('FROM pytorch/torchserve:0.12.0-cpu\nCMD ["bash"]', None),
        ("HEALTHCHECK CMD uvicorn a:b", None),
        ("FROM python:3.12 AS a\nCMD uvicorn a:b\nFROM python:3.12", None),
    ],
)
def test_serving_because(text: str, because: str | None) -> None:
    assert build(text).serving_because == because
